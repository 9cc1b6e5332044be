"""What an offer is called when its first line is the employer, a sentence or the head of a mail."""

from __future__ import annotations

import pytest

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.offer_text import OfferText
from openemploi.extraction.offer_title import read_employer, read_title


def offer(text: str) -> OfferText:
    return OfferText.of(Document("o.txt", "0" * 64, MediaType.TEXT, text, (Block(0, len(text), 1),), 1, 1.0))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # The employer first
        ("Mairie de Gap\n\nAgent de tri (H/F)", "Agent de tri"),
        ("EHPAD Les Pins, 60 lits\nAide-soignant (H/F)", "Aide-soignant"),
        ("Restaurant La Cale\nServeur / serveuse\nCDI", "Serveur / serveuse"),
        ("Restaurant La Cale\nServeuse\nCDI", "Serveuse"),
        ("Garage : mécanicien (H/F)", "mécanicien"),
        (
            "Mission intérim - Opérateur de presse (H/F)\nNous recherchons des opérateurs.",
            "Opérateur de presse",
        ),
        ("Marlow & Pike Bakery – Weekend Baker (part-time)\nTotnes", "Weekend Baker (part-time)"),
        ("Développement durable – chargé de mission\nGap", "Développement durable – chargé de mission"),
        ("Garage Morin – Mécanicienne (H/F)", "Mécanicienne"),
        ("Super Vert Gap\nCaissier (H/F)\nVos missions", "Caissier"),
        ("OFFRE D'EMPLOI\nSoudeur (H/F)", "Soudeur"),
        ("Job offer\nWelder", "Welder"),
        ("채용 공고\n요양보호사", "요양보호사"),
        ("L'association Le Relais recrute un(e) :\n\nÉducateur(trice) de rue", "Éducateur(trice) de rue"),
        ("La commune de Veynes recrute\n\nUN AGENT DES ROUTES (H/F)", "AGENT DES ROUTES"),
        # Sentences and mails
        ("URGENT ! cherchons serveuse + plongeur pour la saison", "serveuse"),
        ("Salon Lila à Pau recherche apprenti(e) coiffeur à Pau", "apprenti(e) coiffeur"),
        ("Cleaner needed, 12 hours a week, own transport", "Cleaner"),
        ("Vendeuse recherchée, à Gap", "Vendeuse"),
        ("Vendeur recherché, à Gap", "Vendeur"),
        ("택배 배송기사 구합니다. 부산", "택배 배송기사"),
        ("De : Ana <a@b.example>\nObjet : Poste d'aide-comptable\n\nBonjour,", "aide-comptable"),
        ("From: Tom <t@b.example>\nSubject: Welder wanted\n\nHi all,", "Welder"),
        ("Assistant RH, 35 h, Gap. Vous aidez notre équipe à recruter.", "Assistant RH"),
        # Around the title
        ("[가온] 조리원 모집", "조리원"),
        ("Alternance – Chargé(e) de paie (Bac+3)", "Chargé(e) de paie"),
        ("Secrétaire - Cabinet Morel - Dijon", "Secrétaire"),
        # As before
        ("Restaurant manager\nThe role", "Restaurant manager"),
        ("Agent de la mairie de Gap\nMissions", "Agent de la mairie de Gap"),
        ("Chef de salon de coiffure", "Chef de salon de coiffure"),
        ("Serveur en salle\nDébutant(e) accepté(e)", "Serveur en salle"),
        ("Aide de vie – nuits", "Aide de vie – nuits"),
    ],
)
def test_title(text: str, title: str) -> None:
    found = read_title(offer(text))
    assert found is not None
    assert found.text == title == text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "Notre entreprise grandit.\nRejoignez-nous",
        "Clinique du Lac\nNous sommes une clinique de 80 lits.",
        "Rattaché au chef d'équipe, vous conduisez une ligne.",
        "Nous cherchons à recruter des personnes motivées.",
    ],
)
def test_no_title_is_made_up(text: str) -> None:
    assert read_title(offer(text)) is None


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("Mairie de Gap\n\nAgent de tri (H/F)", "Mairie de Gap"),
        ("Hôtel Belle Rive, Nice\nRéceptionniste (H/F)", "Hôtel Belle Rive"),
        ("Garage automobile\nMécanicien (H/F)", None),
        ("École recherche professeur(e)", None),
        ("Salon de coiffure cherche coiffeuse à Pau", None),
    ],
)
def test_the_first_line_may_be_the_employer(text: str, employer: str | None) -> None:
    found = read_employer(offer(text))
    assert (found[0] if found else None) == employer
