"""Diplomas: level, field, obtained or not, and the words that only look like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openemploi.extraction.diplomas import find_diplomas


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bac pro commerce", [("Bac pro commerce", 4, "commerce")]),
        ("CAP AEPE", [("CAP AEPE", 3, "")]),
        ("BTS ou DUT informatique", [("BTS", 5, "informatique"), ("DUT informatique", 5, "informatique")]),
        ("Bac +2/3 en comptabilité", [("Bac +2/3 en comptabilité", 5, "comptabilité")]),
        ("Diplôme d'État d'infirmier exigé", [("Diplôme d'État d'infirmier", 6, "")]),
        ("Infirmier(e) diplômé(e) d'Etat, vous", [("Infirmier(e) diplômé(e) d'Etat", 6, "")]),
        ("diplôme de niveau IV", [("diplôme de niveau IV", 4, "")]),
        ("Licence pro marketing", [("Licence pro marketing", 6, "marketing")]),
        ("BSc Computer Science", [("BSc Computer Science", 6, "Computer Science")]),
        ("전문학사, 석사", [("전문학사", 5, ""), ("석사", 7, "")]),
        ("Brevet des collèges", [("Brevet des collèges", None, "")]),
        ("Titre professionnel conseiller de vente (niveau 4)",
         [("Titre professionnel conseiller de vente (niveau 4)", 4, "conseiller de vente")]),
    ],
)  # fmt: skip
def test_a_diploma_has_a_level_and_a_field(text: str, expected: list[tuple[str, int | None, str]]) -> None:
    assert [(m.label, m.level, m.field_of_study) for m in find_diplomas(text)] == expected


@pytest.mark.parametrize(
    ("text", "obtained"),
    [
        ("Bac pro commerce obtenu en 2012", True),
        ("Bac S, mention bien", True),
        ("niveau bac", False),
        ("Formation : BTS MUC en cours", False),
        ("CAP cuisine", None),
    ],
)
def test_obtained_is_known_only_when_said(text: str, obtained: bool | None) -> None:
    assert [m.obtained for m in find_diplomas(text)] == [obtained]


@pytest.mark.parametrize(
    "text",
    ["driving licence", "scrum master", "master the art", "bac à plonge", "garder le cap", "Cap Emploi",
     "BP 1234 Lyon", "licence IV", "magasin BUT", "VS Code IDE"],
)  # fmt: skip
def test_other_meanings_are_no_diploma(text: str) -> None:
    assert find_diplomas(text) == []


@given(st.text(alphabet=st.sampled_from("bacBACproT S+2345licenmatérdDVI'’(),/\n.학사졸")))
def test_any_text_is_read_and_spans_stay_inside(text: str) -> None:
    for mention in find_diplomas(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.level is None or 3 <= mention.level <= 8
