"""Contracts and working time in the words of town halls, seasonal work and short advertisements."""

from __future__ import annotations

import pytest

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.model import Contract, OfferTerms
from openemploi.extraction.offer_terms import read_offer_terms


def read(text: str) -> OfferTerms:
    document = Document("o.txt", "0" * 64, MediaType.TEXT, text, (Block(0, len(text), 1),), 1, 1.0)
    return read_offer_terms(document, language="fr")


@pytest.mark.parametrize(
    ("text", "contract", "months"),
    [
        ("Emploi permanent, ouvert aux contractuels (art. L332-14)", Contract.CIVIL_SERVICE, None),
        ("Poste permanent ouvert aux titulaires et aux contractuels", Contract.CIVIL_SERVICE, None),
        ("Grade : rédacteur. Catégorie B.", Contract.CIVIL_SERVICE, None),
        ("Par voie statutaire, à défaut contractuel (CDD 3 ans)", Contract.CIVIL_SERVICE, None),
        ("Cadre d'emplois des rédacteurs\nOuvert aux contractuels", Contract.CIVIL_SERVICE, None),
        ("Cadre d'emplois des rédacteurs\nCDD de 8 mois", Contract.FIXED_TERM, 8.0),
        ("Ouvert aux contractuels", Contract.FIXED_TERM, None),
        ("Poste permanent en CDI", Contract.PERMANENT, None),
        ("Permis catégorie B", None, None),
        ("Grade: Band 5", None, None),
    ],
)
def test_a_post_of_the_civil_service(text: str, contract: Contract | None, months: float | None) -> None:
    terms = read(f"Agent d'accueil (H/F)\n\n{text}\n")
    assert (terms.contract, terms.contract_months) == (contract, months)


@pytest.mark.parametrize(
    ("text", "contract", "months"),
    [
        ("Plagiste saisonnier (H/F)\n\nGruissan", Contract.SEASONAL, None),
        ("Plagiste saisonnière (H/F)\n\nGruissan", Contract.SEASONAL, None),
        ("Plagiste\n\nsaison d'été", Contract.SEASONAL, None),
        ("Plagiste\n\nPour la saison, du 1er mai au 15 septembre", Contract.SEASONAL, 4.5),
        ("Cuisinier\n\nCuisine saisonnière et locale", None, None),
        ("Vendeur\n\nCollection de la saison hiver", None, None),
        ("Vendeur\n\nCDI. Pic d'activité saisonnière.", Contract.PERMANENT, None),
        ("Comptable\n\nRemplacement d'un congé parental", Contract.FIXED_TERM, None),
        ("Comptable\n\nRemplacement d'un congé parental, intérim de 3 mois", Contract.TEMPORARY, 3.0),
        ("Comptable\n\nVous assurez le remplacement du directeur en congé", None, None),
        ("Animateur\n\nVacataire", Contract.FIXED_TERM, None),
        ("Animateur\n\nVacation : 12,40 € de l'heure", Contract.FIXED_TERM, None),
        ("Directeur\n\nVous encadrez des vacataires", None, None),
        ("Agent\n\nVacation : 12h", None, None),
        ("Packer\n\nTemporary to permanent", Contract.FIXED_TERM, None),
        ("Packer\n\nTemporary, 38 hours a week", Contract.FIXED_TERM, None),
        ("Packer\n\nTemporary (6 months), days", Contract.FIXED_TERM, 6.0),
        ("Packer\n\nYou will fit temporary lighting", None, None),
        ("Packer\n\n4 month contract", Contract.FIXED_TERM, 4.0),
        ("Maçon\n\nCDD du 4 janvier au 30 avril 2027", Contract.FIXED_TERM, 3.9),
        ("Maçon\n\nCDD du 1er novembre au 28 février", Contract.FIXED_TERM, 3.9),
        ("Maçon\n\nCDD du 01/02/2027 au 31/07/2027", Contract.FIXED_TERM, 6.0),
        ("Maçon\n\nCDD (7 mois)", Contract.FIXED_TERM, 7.0),
        ("Maçon\n\nCDD (période d'essai 1 mois)", Contract.FIXED_TERM, None),
        ("Maçon\n\nCDD. Candidatures du 1er mars au 15 mars.", Contract.FIXED_TERM, None),
    ],
)
def test_a_contract_with_an_end(text: str, contract: Contract | None, months: float | None) -> None:
    terms = read(f"{text}\n")
    assert (terms.contract, terms.contract_months) == (contract, months)


@pytest.mark.parametrize(
    ("text", "contract", "weekly"),
    [
        ("Rejoignez notre équipe en CDI 37h !", Contract.PERMANENT, 37.0),
        ("Notre client, leader du secteur, propose un CDI 37h à 2 000 € brut.", Contract.PERMANENT, 37.0),
        ("Envoyez votre CV. CDI 37h.", Contract.PERMANENT, 37.0),
        ("Cherche serveur CDI 37h. N'hésitez pas à postuler !", Contract.PERMANENT, 37.0),
        ("Nos 200 CDI", None, None),
        ("Notre entreprise, leader, compte 300 CDI 35h.", None, None),
        ("Notre groupe, leader, a embauché 50 personnes en CDI.", None, None),
        ("À compétences égales, nos postes en CDI sont ouverts à tous.", None, None),
    ],
)
def test_a_contract_offered_beside_what_the_employer_says_of_itself(
    text: str, contract: Contract | None, weekly: float | None
) -> None:
    terms = read(f"Serveur (H/F)\n\n{text}\n")
    assert (terms.contract, terms.hours.weekly if terms.hours else None) == (contract, weekly)


@pytest.mark.parametrize(
    ("text", "weekly", "full_time"),
    [
        ("37h - 1950 € brut", 37.0, None),
        ("CDI 39H - 2300€", 39.0, None),
        ("CDI - 35h - 33 à 37 K€", 35.0, None),
        ("CDI - 35h - 12 mois", 35.0, None),
        ("151,67 heures", 35.0, None),
        ("25h - 13 €/h", 25.0, False),
        ("8h - 12h - 13 €/h", None, None),
        ("9h - 17h", None, None),
        ("151,67h mensuelles", 35.0, None),
        ("169h/mois", 39.0, None),
        ("104 à 130 h par mois", None, None),
        ("17h de délégation par mois", None, None),
        ("Temps de travail : 100 %", None, True),
        ("Temps de travail : 70 %", None, False),
        ("Rémunération maintenue à 100 %", None, None),
        ("44 hours over 5 days", 44.0, None),
        ("Formation de 35 heures sur 5 jours", None, None),
        ("9h sur 4 jours", None, None),
        ("22h hebdo", 22.0, False),
        ("22h hebdo, temps plein ou temps partiel", 22.0, None),
        ("32h hebdo", 32.0, None),
    ],
)
def test_hours(text: str, weekly: float | None, full_time: bool | None) -> None:
    hours = read(f"Serveur (H/F)\n\n{text}\n").hours
    assert (hours.weekly if hours else None, hours.full_time if hours else None) == (weekly, full_time)


@pytest.mark.parametrize(
    ("text", "night"),
    [
        ("Nuits et week-ends", True),
        ("Horaires : 21h15 – 6h30", True),
        ("22:00 – 06:00", True),
        ("Poste jour/nuit", True),
        ("Deux nuits offertes à nos clients", False),
        ("Horaires : 7h – 20h", False),
    ],
)
def test_work_at_night(text: str, night: bool) -> None:
    hours = read(f"Agent (H/F)\n\n{text}\n").hours
    assert ("night" in hours.patterns if hours else False) is night
