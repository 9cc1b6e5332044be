"""Who the CV is about, and what must be masked."""

from __future__ import annotations

from datetime import date

import pytest

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.cv_structure import read_cv_structure
from openemploi.extraction.model import Contact


def contact(text: str, language: str = "fr") -> Contact:
    document = Document("cv", "", MediaType.TEXT, text, (Block(0, len(text), 1),), 1, 1.0)
    return read_cv_structure(document, language=language, today=date(2026, 11, 1)).contact


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sophie MARTINEZ\nVendeuse", "Sophie MARTINEZ"),
        ("CURRICULUM VITAE\nFOURNIER Marie\nBoulangère", "FOURNIER Marie"),
        ("Vendeuse\nAnne-Laure de La Tour\nanne@x.fr", "Anne-Laure de La Tour"),
        ("M. Paul ROUX\nChauffeur", "Paul ROUX"),
        ("Nom et prénom : Lopez Ana\n06 12 34 56 78", "Lopez Ana"),
        ("Etta\netta@example.com", "Etta"),
        ("Chanchal\nSharma\nOffice Manager\nchanchals@example.com", "Chanchal\nSharma"),
        ("Julie Boulanger\nCaissière", "Julie Boulanger"),
        ("Hugo Charpentier\nCaissier", "Hugo Charpentier"),
        ("Aide Boulanger\nJulie Petit", "Julie Petit"),
        ("CV de Julie Petit\nCaissière", "Julie Petit"),
        ("Resume of Amy Green\nCashier", "Amy Green"),
        ("Amy Green RMN\nNurse", "Amy Green"),
        ("Location: Leeds\nAmy Green", "Amy Green"),
        ("Functional Resume Sample\nJane Smith\njane.smith@example.com", "Jane Smith"),
    ],
)
def test_the_name_is_found_where_it_stands(text: str, name: str) -> None:
    found = contact(text).name
    assert found is not None and found.text == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("이력서\n\n김민준\n서울시 마포구", "김민준"),
        ("성   명 : 김민준\n요리사", "김민준"),
        ("이 름: 김민준\n요리사", "김민준"),
        ("이름 김민준님\n요리사", "김민준"),
        ("지원자 김민준\n요리사", "김민준"),
        ("성명: 김민준 (여, 30세)\n요리사", "김민준"),
        ("지원자 정보\n김민준", "김민준"),
        ("김민준 / 요리사\n010-1234-5678", "김민준"),
        ("김 민준\n요리사\n010-1234-5678", "김 민준"),
        ("- 식당에서 3년 근무\n- 손님 응대와 계산\n한식조리사 자격증\n010-1234-5678", None),
        ("• 요리 보조\n• 청소\n2020-2023 식당 근무", None),
    ],
)
def test_a_korean_name_and_not_what_was_done(text: str, name: str | None) -> None:
    found = contact(text, "ko").name

    assert (found.text if found else None) == name


@pytest.mark.parametrize("line", ["Chef Boulanger", "Ouvrier Boucher"])
def test_a_trade_is_no_name(line: str) -> None:
    assert contact(f"{line}\n06 12 34 56 78").name is None


def test_what_stands_in_brackets_behind_a_name_is_masked() -> None:
    assert "여" in [p.text for p in contact("성명: 김민준 (여, 30세)\n요리사", "ko").protected]
    assert "여" in [p.text for p in contact("한소영\n여 / 1990년생\n요리사", "ko").protected]
    assert "남" not in [p.text for p in contact("한소영\n남 해안 식당\n요리사", "ko").protected]


def test_no_name_is_invented() -> None:
    assert contact("Vendeuse\n06 12 34 56 78\nEXPÉRIENCE\n2019 Vendeuse, Zara").name is None


@pytest.mark.parametrize(
    "number",
    ["06 12 34 56 78", "0612345678", "06.12.34.56.78", "+33 6 12 34 56 78", "0033612345678", "0262 41 22 33"],
)
def test_french_numbers(number: str) -> None:
    assert [p.text for p in contact(f"Ana Diaz\nTél : {number}").phones] == [number]


def test_american_and_korean_numbers() -> None:
    assert [p.text for p in contact("Ana Diaz\n(415) 555-0173", "en").phones] == ["(415) 555-0173"]
    assert [p.text for p in contact("김민수\n010-1234-5678", "ko").phones] == ["010-1234-5678"]


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("06 12 34 56 78 / 04 92 31 00 00", ["06 12 34 56 78", "04 92 31 00 00"]),
        ("06 12 34 56 78/04 92 31 00 00", ["06 12 34 56 78", "04 92 31 00 00"]),
        ("06 12 34 56 78 – 04000 Digne", ["06 12 34 56 78"]),
        ("04000 Digne · 06 12 34 56 78 · 04200 Sisteron", ["06 12 34 56 78"]),
        ("Née le 12/03/1990 – 06 12 34 56 78", ["06 12 34 56 78"]),
        ("Du 14/02/2012 au 28/06/2017", []),
        ("IBAN FR76 3000 6000 0112 3456 7890 189", []),
    ],
)
def test_several_numbers_on_one_line(line: str, numbers: list[str]) -> None:
    assert [p.text for p in contact(f"Ana Diaz\n{line}").phones] == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Amy Green\n07700 900461", ["07700 900461"]),
        ("Amy Green\nReg. 0123456789012", []),
        ("Amy Green\nEXPERIENCE\nFiled 07700 900461 forms", []),
    ],
)
def test_a_number_that_nobody_was_given_is_masked_among_the_details(text: str, numbers: list[str]) -> None:
    assert [p.text for p in contact(text, "en").phones] == numbers


def test_dates_and_registration_numbers_are_not_telephones() -> None:
    found = contact("Ana Diaz\n2015 - 2018 Vendeuse\nSIRET 732 829 320 00074\nLyon 1 2018-2020")
    assert found.phones == ()


def test_a_referee_is_masked_and_is_not_the_persons_contact() -> None:
    found = contact("Ana Diaz\nana@x.fr\nRÉFÉRENCES\nM. Leroy 06 12 34 56 78 leroy@y.fr")
    assert [p.text for p in found.emails] == ["ana@x.fr"]
    assert {"06 12 34 56 78", "leroy@y.fr"} <= {p.text for p in found.protected}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "Ana Diaz\n12 rue des Lilas\n04000 Digne-les-Bains\n06 12 34 56 78",
            "12 rue des Lilas\n04000 Digne-les-Bains",
        ),
        ("Ana Diaz\n8 bd Gassendi - 04000 Digne", "8 bd Gassendi - 04000 Digne"),
        ("Ana Diaz\nQuartier les Plantiers\n04200 SISTERON", "Quartier les Plantiers\n04200 SISTERON"),
        ("Ana Diaz\nana@x.com | Austin, TX", "Austin, TX"),
        ("Ana Diaz\nVille : Toulouse", "Toulouse"),
        ("Ana Diaz\nLocation: Leeds", "Leeds"),
        ("Ana Diaz\nLille (59) / 06.05.04.03.02", "Lille (59)"),
        ("Ana Diaz\nToulouse 31000 – Mobilité : Occitanie", "Toulouse 31000"),
        ("김민준\n여 / 1988년생\n부산시 남구 대연동", "부산시 남구 대연동"),
        ("Ana Diaz\nLeeds LS6 | ana@x.com", "Leeds LS6"),
    ],
)
def test_the_address(text: str, address: str) -> None:
    found = contact(text).address
    assert found is not None and found.text == address


@pytest.mark.parametrize("line", ["Lieu de naissance : Gap", "Mobilité : Gap – Digne"])
def test_a_place_that_is_not_where_the_person_lives(line: str) -> None:
    assert contact(f"Ana Diaz\n{line}").address is None


def test_an_address_in_two_places_is_no_passage_that_ends_before_it_starts() -> None:
    text = "•\tANGLAIS UN PEU\n83000 TOULON\nÀ PROPOS\n22 RUE DU STADE, 04100 MANOSQUE"
    found = contact(text).address
    assert found is not None and found.start < found.end
    assert text[found.start : found.end] == found.text == "22 RUE DU STADE, 04100 MANOSQUE"


def test_what_the_law_protects_is_found_to_be_masked() -> None:
    text = (
        "Mme Ana Diaz\n32 ans, mariée, 2 enfants\nNée le 12/03/1994 à Gap\nNationalité : espagnole\n"
        "RQTH\nPROFIL\nVendeuse"
    )
    found = [p.text for p in contact(text).protected]
    assert found == [
        "Mme",
        "32 ans",
        "mariée",
        "2 enfants",
        "Née le 12/03/1994 à Gap",
        "Nationalité : espagnole",
        "RQTH",
    ]


def test_years_of_experience_and_other_peoples_ages_are_not_protected() -> None:
    text = "Marie Dupont\n10 ans d'expérience\nEXPÉRIENCE\n2019 Animatrice\nGarde d'enfants de 3 ans\n15 ans en vente"
    assert contact(text).protected == ()
