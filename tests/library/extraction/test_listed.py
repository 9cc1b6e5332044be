"""What a CV lists as skills is kept item by item, whether a taxonomy knows it or not."""

from __future__ import annotations

from datetime import date

import pytest

from openemploi.documents.model import Document, MediaType
from openemploi.engine import Engine
from openemploi.extraction.cv_structure import read_cv_structure

HEAD = "Ana Diaz\nana.diaz@example.org\n\n"


def listed(text: str) -> list[str]:
    whole = HEAD + text
    document = Document("cv.txt", "", MediaType.TEXT, whole, (), 1, 1.0)
    structure = read_cv_structure(document, language="en", today=date(2026, 11, 1))
    for item in structure.listed:
        assert whole[item.start : item.end] == item.text
    return [item.text for item in structure.listed]


@pytest.mark.parametrize(
    ("section", "items"),
    [
        ("SKILLS\nPython, gRPC, Kafka and Terraform", ["Python", "gRPC", "Kafka and Terraform"]),
        ("SKILLS\nPython, gRPC, and Terraform.", ["Python", "gRPC", "Terraform"]),
        ("Compétences\n- Soudure TIG\n- Lecture de plans\n", ["Soudure TIG", "Lecture de plans"]),
        ("SKILLS\nSoldering | Milling • Turning · Drilling", ["Soldering", "Milling", "Turning", "Drilling"]),
        ("SKILLS\nFrameworks: Django, Flask\nTools: Git", ["Django", "Flask", "Git"]),
        ("SKILLS\nPython (Pandas, NumPy), SQL", ["Python (Pandas, NumPy)", "SQL"]),
        ("SKILLS\nMicrosoft Word/Excel/PowerPoint, CI/CD", ["Microsoft Word/Excel/PowerPoint", "CI/CD"]),
        ("SKILLS\nExcel ●●●○○, Word 80 %, Paie 4/5, etc.", ["Excel", "Word", "Paie"]),
        ("SKILLS\nPython, python, PYTHON", ["Python"]),
        ("Compétences\n• Word : maîtrise\n• Excel : notions\n• GMAO", ["Word", "Excel", "GMAO"]),
        ("Compétences\nVente\n- caisse\n- conseil\n\nSituation\n", ["caisse", "conseil"]),
        ("Compétences\nSoudure, pas de chaudronnerie, bonne pratique", ["Soudure"]),
        ("Competences\nMécanique, hydraulique, 1,5 tonne", ["Mécanique", "hydraulique", "1,5 tonne"]),
        ("역량\n용접, 도면 읽기, 기계 설계", ["용접", "도면 읽기", "기계 설계"]),
    ],
)
def test_items_are_told_apart(section: str, items: list[str]):
    assert listed(section) == items


def test_an_item_goes_on_in_the_line_below():
    text = "SKILLS\nC++, JavaScript, Raspberry Pi, Postman, Docker, Linux, Amazon Web\nServices, Microsoft Azure\n"
    assert listed(text)[-2:] == ["Amazon Web\nServices", "Microsoft Azure"]


def test_a_sentence_is_not_an_item():
    text = "SKILLS\nI have led teams of ten people in three countries since 2015\nWelding\n"
    assert listed(text) == ["Welding"]


def test_languages_licences_interests_and_addresses_are_read_elsewhere():
    text = (
        "SKILLS\nWelding\nLanguage: Fluent in Spanish\nInterests: climbing, chess\nDriving licence B\n"
        "ana.diaz@example.org\n"
    )
    assert listed(text) == ["Welding"]


def test_a_margin_read_behind_the_list_is_not_of_it():
    text = "Logiciels\nGPAO, Caneco\n06 39 98 90 12\n5 rue du Vieux Moulin\n83000 Toulon\n33 ans\n"
    assert listed(text) == ["GPAO", "Caneco"]


def test_how_a_language_is_spoken_is_no_skill():
    assert listed("Compétences\n• Soudure\n• Anglais : lu couramment, parlé scolaire\n") == ["Soudure"]


def test_programming_languages_are_listed_and_spoken_ones_are_not():
    assert listed("Technical Skills\nLanguages: Python, Go, C\n") == ["Python", "Go", "C"]
    assert listed("Langues : anglais courant, espagnol notions\n") == []


def test_no_list_no_items():
    assert listed("EXPERIENCE\n2019-2023 Waiter, The Crown\n- Served meals, took orders\n") == []


def test_what_no_taxonomy_knows_is_told(engine: Engine):
    text = HEAD + "Compétences\n- Encaisser les clients\n- Zorbage, gRPC\n"
    profile = engine.builder.profile(Document("cv.txt", "", MediaType.TEXT, text, (), 1, 1.0))
    assert [item.text for item in profile.unlinked] == ["Zorbage", "gRPC"]
