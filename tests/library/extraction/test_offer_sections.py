"""The parts of an offer, with headings and without."""

from __future__ import annotations

import pytest

from openemploi.extraction.model import Section
from openemploi.extraction.offer_sections import offer_sections, section_at


def part_of(text: str, words: str) -> Section:
    return section_at(offer_sections(text), text.index(words))


def test_headings_open_parts_that_reach_the_next_one() -> None:
    text = "Vos missions :\n- Encaisser\nProfil recherché\n- Sourire\nConditions :\nCDI"
    spans = offer_sections(text)
    assert [(s.section, s.heading) for s in spans] == [
        (Section.TASKS, "Vos missions"),
        (Section.PROFILE, "Profil recherché"),
        (Section.TERMS, "Conditions"),
    ]
    assert (spans[0].start, spans[-1].end) == (0, len(text))


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("VOS MISSIONS", Section.TASKS),
        ("Qui sommes-nous ?", Section.COMPANY),
        ("Ce que nous offrons", Section.BENEFITS),
        ("What you will do", Section.TASKS),
        ("What we are looking for", Section.PROFILE),
        ("About us", Section.COMPANY),
        ("담당업무", Section.TASKS),
        ("자격요건", Section.PROFILE),
        ("복리후생", Section.BENEFITS),
        ("👉 Profil :", Section.PROFILE),
    ],
)
def test_a_heading_in_any_dress(heading: str, section: Section) -> None:
    assert part_of(f"Agent\n{heading}\nceci ou cela", "ceci") is section


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Rejoignez un groupe dynamique !", Section.COMPANY),
        ("Notre entreprise, leader du secteur, existe depuis 1950.", Section.COMPANY),
        ("À compétences égales, nos postes sont ouverts à tous.", Section.LEGAL),
        ("Le poste est à pourvoir dès que possible.", Section.TERMS),
        ("Tickets restaurant et mutuelle.", Section.BENEFITS),
        ("Vous êtes titulaire du permis B.", Section.PROFILE),
        ("Vous assurez l'accueil.", Section.TASKS),
    ],
)
def test_without_headings_the_words_tell(sentence: str, section: Section) -> None:
    assert part_of(f"{sentence}\n", sentence[:5]) is section


def test_the_employer_under_a_profile_heading_is_still_the_employer() -> None:
    text = "Profil recherché\n- Permis B\nNotre groupe, leader européen, parle 12 langues.\n- Anglais courant"
    assert part_of(text, "leader") is Section.COMPANY
    assert part_of(text, "Anglais") is Section.PROFILE


@pytest.mark.parametrize(
    ("text", "words", "section"),
    [
        ("Vos missions\n- Encaisser (espèces, chèques-vacances)", "Encaisser", Section.TASKS),
        ("Missions\n- Respecter la confidentialité", "Respecter", Section.TASKS),
        ("Il faut\n\nPermis B depuis 2 ans (assurance)", "Permis B", Section.PROFILE),
        ("On vous apprend\n- La chaîne du froid", "chaîne", Section.PROFILE),
        ("Profil\n- Permis B\n- Chèques-vacances et mutuelle", "Chèques", Section.BENEFITS),
        ("Profil\nPermis B\nNotre référente parle la langue des signes.", "langue", Section.COMPANY),
    ],
)
def test_an_item_stays_under_its_heading_unless_it_begins_with_something_else(
    text: str, words: str, section: Section
) -> None:
    assert part_of(text, words) is section


def test_headings_inside_one_long_line_are_seen() -> None:
    text = "Hôte de caisse. Vos missions : encaisser, accueillir. Profil recherché : ponctuel. Salaire : 1 900 €."
    assert part_of(text, "encaisser") is Section.TASKS
    assert part_of(text, "ponctuel") is Section.PROFILE
    assert part_of(text, "1 900") is Section.TERMS


def test_an_empty_offer_has_no_parts() -> None:
    assert offer_sections("") == ()
    assert section_at((), 3) is Section.OTHER
