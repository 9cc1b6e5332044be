"""Headings of CVs, and lines that only look like them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from openemploi.extraction.cv_lines import Line
from openemploi.extraction.model import Section
from openemploi.extraction.sections import find_sections, heading_of


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("EXPÉRIENCES PROFESSIONNELLES", Section.EXPERIENCE),
        ("EXPERIENCES PROFESSIONNELLES :", Section.EXPERIENCE),
        ("E X P É R I E N C E S", Section.EXPERIENCE),
        ("1. Mon parcours professionnel", Section.EXPERIENCE),
        ("Computer Engineering Experience", Section.EXPERIENCE),
        ("Leadership and Work Experience", Section.EXPERIENCE),
        ("Expérience dans la vente", Section.EXPERIENCE),
        ("J'ai travaillé :", Section.EXPERIENCE),
        ("경력 사항", Section.EXPERIENCE),
        ("Formation & diplômes", Section.EDUCATION),
        ("Diplômes obtenus", Section.EDUCATION),
        ("Compétences clés", Section.SKILLS),
        ("LANGUES ET INFORMATIQUE", Section.LANGUAGES),
        ("Centres d'intérêt", Section.INTERESTS),
        ("À propos de moi", Section.SUMMARY),
        ("Permis de conduire", Section.LICENCES),
        ("COORDONNÉES", Section.HEADER),
        ("Autres expériences", Section.EXPERIENCE),
        ("Other experience", Section.EXPERIENCE),
        ("Dernières expériences", Section.EXPERIENCE),
        ("Petits boulots", Section.EXPERIENCE),
        ("Voluntary work", Section.EXPERIENCE),
        ("주요경력", Section.EXPERIENCE),
        ("경 력 사 항", Section.EXPERIENCE),
        ("Titres et diplômes", Section.EDUCATION),
        ("Formation en cours", Section.EDUCATION),
        ("Niveau d'études", Section.EDUCATION),
        ("Educational background", Section.EDUCATION),
        ("최종학력", Section.EDUCATION),
        ("자격사항", Section.EDUCATION),
        ("자격증 및 어학", Section.EDUCATION),
        ("Logiciels maîtrisés", Section.SKILLS),
        ("Ce que je sais faire", Section.SKILLS),
        ("IT skills", Section.SKILLS),
        ("보유기술", Section.SKILLS),
        ("Langue(s)", Section.LANGUAGES),
        ("Foreign languages", Section.LANGUAGES),
        ("어학능력", Section.LANGUAGES),
        ("Poste recherché", Section.SUMMARY),
        ("병역사항", Section.OTHER),
        ("Autres informations", Section.OTHER),
        ("Divers", Section.OTHER),
    ],
)
def test_a_heading_opens_its_section(text: str, section: Section) -> None:
    assert heading_of(Line(0, len(text), text)) is section


@pytest.mark.parametrize(
    "text",
    [
        "5 ans d'expérience",
        "Formation de nouveaux vendeurs",
        "Northwind Continuing Education",
        "Stage",
        "Expérience de la relation client, acquise au guichet.",
        "Volunteer",
        "Travail en cours",
        "Intérim chez Adrex, Gap",
        "Langues orientales à l'INALCO, niveau licence et plus encore",
    ],
)
def test_a_line_with_a_heading_word_is_not_always_a_heading(text: str) -> None:
    assert heading_of(Line(0, len(text), text)) is None


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("LANGUES Portugais : langue maternelle / Français : C1", Section.LANGUAGES),
        ("CENTRES D'INTÉRÊT Randonnée, chorale", Section.INTERESTS),
        ("PERMIS Permis B et véhicule", Section.LICENCES),
    ],
)
def test_a_heading_in_capitals_may_stand_before_its_content(line: str, section: Section) -> None:
    spans = find_sections(f"FORMATION\n2019 CAP cuisine\n{line}")

    assert [span.section for span in spans] == [Section.EDUCATION, section]


@pytest.mark.parametrize(
    "line", ["CAP Cuisine, lycée Ravel", "BTS Langues, Gap", "LANGUE DES SIGNES Gap, 2020"]
)
def test_capitals_alone_are_no_heading(line: str) -> None:
    assert len(find_sections(f"FORMATION\n2019 CAP cuisine\n{line}")) == 1


def test_sections_cover_the_text_without_gaps() -> None:
    text = "Ana Diaz\n\n★ EXPÉRIENCES\n2019 Serveuse\nLangues : anglais\nLoisirs\nvélo"
    spans = find_sections(text)
    assert [s.section for s in spans][:3] == [Section.HEADER, Section.EXPERIENCE, Section.LANGUAGES]
    assert spans[0].start == 0 and spans[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(spans))


def test_a_label_in_a_job_does_not_end_the_experience() -> None:
    text = "Expérience\n2019 Serveuse\nLangues : anglais\n2018 Plongeuse"
    assert [s.section for s in find_sections(text)] == [
        Section.EXPERIENCE,
        Section.LANGUAGES,
        Section.EXPERIENCE,
    ]
