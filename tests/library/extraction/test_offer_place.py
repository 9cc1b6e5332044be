"""Where an offer says the job is, when no label says so, and what is no place."""

from __future__ import annotations

import pytest

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.model import Place
from openemploi.extraction.offer_place import read_place
from openemploi.extraction.offer_text import OfferText


def place_of(text: str) -> Place | None:
    document = Document("o.txt", "0" * 64, MediaType.TEXT, text, (Block(0, len(text), 1),), 1, 1.0)
    return read_place(OfferText.of(document))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Agent de tri – Rodez", "Rodez"),
        ("Vendeur – CDI – Gap", "Gap"),
        ("Vendeur (H/F)\nRodez (12)", "Rodez"),
        ("Vendeur (H/F) - Gap (05)", "Gap"),
        ("Vendeur (H/F) Gap", "Gap"),
        ("Mairie de Rodez\nAgent de tri (H/F)", "Rodez"),
        ("Ville de Rocheclaire-en-Val — Direction des sports\nAgent (H/F)", "Rocheclaire-en-Val"),
        ("Mairie du Mans\nAgent (H/F)", "Le Mans"),
        ("Maçon\n\nPoste à Rodez.", "Rodez"),
        ("Maçon\n\nPoste à pourvoir à Gap", "Gap"),
        ("Maçon\n\nNos chantiers autour de Rodez.", "Rodez"),
        ("Notre fournil à Angers recherche un boulanger.", "Angers"),
        ("Maçon\n\nNotre boutique de Gap s'agrandit.", "Gap"),
        ("Cherchons serveur pour l'été au Grau du Roi", "Le Grau du Roi"),
        ("Maçon\nLieu d'exercice : Rodez", "Rodez"),
        ("Maçon\nSecteurs : Redon, Allaire", "Redon"),
        ("Maçon\nAffectation : Gap", "Gap"),
        ("Maçon\n📍 Gap", "Gap"),
        ("Maçon\nLieu : au Mans", "Le Mans"),
        ("Nurse – Care Home, Cork", "Cork"),
        ("Welder, Leeds city centre", "Leeds"),
        ("We need a cook at our pub in Whitby", "Whitby"),
        ("배송기사 모집. 부산 해운대구, 시급 12,000원", "부산 해운대구"),
        ("카페 직원\n홍대입구역 3번 출구", "홍대입구역"),
    ],
)
def test_a_place_is_read_without_lieu(text: str, label: str) -> None:
    place = place_of(text)
    assert place is not None
    assert place.label == label
    assert all(text[p.start : p.end] == p.text for p in place.evidence)


@pytest.mark.parametrize(
    ("text", "label", "postcode"),
    [
        ("Vendeur (H/F)\nRodez 12000", "Rodez", "12000"),
        ("Agent\nLieu de travail : Hôtel de ville, 3 rue Foch, 05000 Gap", "Gap", "05000"),
        ("Agent\nÉcrire à la mairie, 48000 Rieux-des-Prés-Hauts", "Rieux-des-Prés-Hauts", "48000"),
    ],
)
def test_a_place_with_its_postcode(text: str, label: str, postcode: str) -> None:
    place = place_of(text)
    assert place is not None
    assert (place.label, place.postcode) == (label, postcode)


@pytest.mark.parametrize(
    "text",
    [
        "Veilleur – Nuits",
        "Intérimaire – CDI – Mission",
        "Vendeur (H/F) – Carrefour",
        "Maçon\nAffectation : Direction des routes",
        "Maçon\nSecteur : Logistique",
        "Maçon\n\nNous travaillons avec Martin Gap.",
        "Developer with Mobile and Spring",
        "Fill the Gap in our team",
        "Maçon\nSalaire 24000",
        "Poste à Temps plein",
        "Cuisinier\n12 rue de Paris",
        "Commercial\n\nDéplacements à Lyon",
        "Chauffeur\nNavette de Lyon à Gap",
        "Data scientist\nModèles (Mistral, Claude, Llama)",
        # Two places of the same weight.
        "Agent\nGap – Digne-les-Bains",
        "Poste ouvert à Paris, Nantes",
        "Agent (H/F)\nRodez (12), Albi (81)",
    ],
)
def test_a_doubtful_place_stays_unknown(text: str) -> None:
    assert place_of(text) is None


def test_a_label_is_believed_before_a_town_in_the_title() -> None:
    place = place_of("Vendeur – Gap\nLieu de travail : Embrun")
    assert place is not None
    assert place.label == "Embrun"
