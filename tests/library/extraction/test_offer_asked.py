"""What an offer asks for when it stands beside a benefit, beside another way in, or is learnt on the way."""

from __future__ import annotations

import pytest

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.model import OfferTerms
from openemploi.extraction.offer_terms import read_offer_terms


def read(text: str) -> OfferTerms:
    document = Document("o.txt", "0" * 64, MediaType.TEXT, text, (Block(0, len(text), 1),), 1, 1.0)
    return read_offer_terms(document, language="fr")


def kinds(terms: OfferTerms) -> list[tuple[int | None, str]]:
    return [(diploma.level, diploma.kind.value) for diploma in terms.diplomas]


@pytest.mark.parametrize(
    ("text", "licences", "diplomas"),
    [
        ("Permis B, voiture de service", ["driving:B"], []),
        ("CDI, treizième mois, CAP, permis B", ["driving:B"], [(3, "essential")]),
        ("CDI 37h, mutuelle, permis B.", ["driving:B"], []),
        ("Tickets restaurant, permis B exigé, CAP cuisine souhaité", ["driving:B"], [(3, "optional")]),
        ("Nos avantages : mutuelle, permis B", [], []),
        ("Mutuelle, permis C financé", [], []),
        ("Mutuelle, formation CACES, prime", [], []),
        ("Nous vous offrons mutuelle, CSE, permis B", [], []),
        ("Avantages\n- Mutuelle\n- Permis B", [], []),
    ],
)
def test_between_commas_beside_a_benefit(
    text: str, licences: list[str], diplomas: list[tuple[int | None, str]]
) -> None:
    terms = read(f"Agent (H/F)\n\n{text}\n")
    assert ([licence.code for licence in terms.licences], kinds(terms)) == (licences, diplomas)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("vous justifiez d'au moins 4 ans dans la vente aux professionnels", 48),
        ("Tu as au moins 2 ans en restauration", 24),
        ("Minimum 2 years' post-registration experience", 24),
        ("4 ans d'XP mini", 48),
        ("3 ans min. exp.", 36),
        ("£27,000 a year plus tips. At least three years in a hotel kitchen please", 36),
        ("27 000 € par an. Trois ans dans un bel endroit", None),
        ("Vous avez 2 ans de garantie", None),
        ("Vous avez 3 ans pour rembourser", None),
        ("Depuis 3 ans dans la vente, nous recrutons", None),
        ("2 ans en alternance", None),
        ("Une semaine de congés en plus après 2 ans dans l'entreprise", None),
    ],
)
def test_experience_without_the_plain_words(text: str, months: int | None) -> None:
    experience = read(f"Vendeur (H/F)\n\n{text}\n").experience
    assert (experience.months if experience else None) == months


@pytest.mark.parametrize(
    ("text", "diplomas", "experience"),
    [
        ("DEAES ou expérience de 2 ans", [(3, "optional")], "optional"),
        ("CAP ou Bac pro ou 2 ans d'expérience", [(3, "optional"), (4, "optional")], "optional"),
        ("Diplôme DEAES / titre ADVF ou expérience de 2 ans", [(3, "optional")], "optional"),
        ("2 ans d'expérience ou CAP cuisine", [(3, "optional")], "optional"),
        ("BTS et 2 ans d'expérience exigés", [(5, "essential")], "essential"),
        ("2 ans d'expérience en hôtel ou à domicile, CAP exigé", [(3, "essential")], "essential"),
        ("BTS exigé. Anglais ou espagnol. 2 ans d'expérience", [(5, "essential")], "essential"),
    ],
)
def test_a_diploma_or_experience(
    text: str, diplomas: list[tuple[int | None, str]], experience: str | None
) -> None:
    terms = read(f"Agent (H/F)\n\n{text}\n")
    assert kinds(terms) == diplomas
    assert (terms.experience.kind.value if terms.experience else None) == experience


@pytest.mark.parametrize(
    ("text", "diplomas"),
    [
        ("Apprenti boulanger (CAP 2 ans ou BP)", [(3, "learnable"), (4, "learnable")]),
        ("Apprentie boulangère (CAP 2 ans ou BP)", [(3, "learnable"), (4, "learnable")]),
        ("Apprenti boulanger\n\nCAP boulanger en apprentissage", [(3, "learnable")]),
        ("Alternance – Assistant RH\n\nTu prépares un Bac+3 en gestion", [(6, "learnable")]),
        ("Stage – Assistant RH\n\nVous préparez une licence pro RH", [(6, "learnable")]),
        ("Apprenti boulanger, niveau CAP exigé", [(3, "essential")]),
        ("Apprenti boulanger\n\nProfil\nCAP boulanger exigé", [(3, "essential")]),
        ("Assistant RH\n\nAlternance : vous avez un bac+2", [(5, "essential")]),
        ("Boulanger (CAP ou BP)", [(3, "essential"), (4, "optional")]),
    ],
)
def test_a_diploma_to_be_learnt(text: str, diplomas: list[tuple[int | None, str]]) -> None:
    assert kinds(read(f"{text}\n")) == diplomas
