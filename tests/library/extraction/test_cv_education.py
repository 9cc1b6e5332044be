"""Diplomas of a CV: title, school, level, field, and whether they were obtained."""

from __future__ import annotations

from datetime import date

import pytest

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.cv_structure import read_cv_structure
from openemploi.extraction.model import Education


def education(lines: str, heading: str = "FORMATION") -> list[Education]:
    text = f"Ana Diaz\n{heading}\n{lines}"
    document = Document("cv", "", MediaType.TEXT, text, (Block(0, len(text), 1),), 1, 1.0)
    return list(read_cv_structure(document, language="fr", today=date(2026, 11, 1)).education)


@pytest.mark.parametrize(
    ("line", "title", "school", "level", "field"),
    [
        ("2011 BP Fleuriste", "BP Fleuriste", "", 4, "Fleuriste"),
        (
            "BA (Hons) Geography, University of Kent, 2013",
            "BA (Hons) Geography",
            "University of Kent",
            6,
            "Geography",
        ),
        ("BSc (Hons) Physics", "BSc (Hons) Physics", "", 6, "Physics"),
        ("PGCE Secondary, University of Kent, 2014", "PGCE Secondary", "University of Kent", 7, "Secondary"),
        (
            "NVQ Level 3 Plumbing, City College Norwich",
            "NVQ Level 3 Plumbing",
            "City College Norwich",
            4,
            "Plumbing",
        ),
    ],
)
def test_a_diploma_is_told_from_its_school(
    line: str, title: str, school: str, level: int, field: str
) -> None:
    (found,) = education(line)
    assert (found.title, found.school, found.level, found.field_of_study) == (title, school, level, field)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("한빛대학교 경영학과 졸업 2012", 6),
        ("한빛전문대학 졸업", 5),
        ("한빛고등학교 졸업 2008", 4),
        ("한빛대학교 4학년 재학", None),
    ],
)
def test_a_korean_diploma_has_the_level_of_its_school(line: str, level: int | None) -> None:
    (found,) = education(line, "학력")
    assert found.level == level


@pytest.mark.parametrize(
    ("line", "obtained"),
    [
        ("Titre professionnel Menuisier (niveau 3)", None),
        ("Titre professionnel Menuisier, niveau V", None),
        ("Bac (niveau)", False),
        ("CAP Menuisier, niveau", False),
    ],
)
def test_the_level_of_a_title_does_not_say_that_it_was_missed(line: str, obtained: bool | None) -> None:
    assert [found.obtained for found in education(line)] == [obtained]


@pytest.mark.parametrize(
    ("lines", "schools"),
    [
        ("BTS Tourisme 2016\nGimp ■■■■■", [""]),
        ("BTS Tourisme 2016\n\nPhotoshop", [""]),
        ("BTS Tourisme 2016\nPermis B", [""]),
        ("NVQ Level 2 Catering 2010\nCity & Guilds 706", ["", ""]),
        ("BTS Tourisme 2016\nGimp ■■■■■\nBac pro 2012\nLycée Jaurès", ["", "Lycée Jaurès"]),
        ("BTS Tourisme 2016\n\nLycée Jaurès", ["Lycée Jaurès"]),
        ("Master Tourisme 2016\nCaltech", ["Caltech"]),
    ],
)
def test_what_follows_a_diploma_is_not_always_its_school(lines: str, schools: list[str]) -> None:
    assert [found.school for found in education(lines)] == schools
