"""Essential, optional or learnable: the words nearest to the thing decide."""

from __future__ import annotations

import pytest

from openemploi.extraction.insistence import is_demanded, requirement_kind
from openemploi.extraction.model import RequirementKind

KIND = RequirementKind


@pytest.mark.parametrize(
    ("text", "thing", "kind"),
    [
        ("Permis B exigé, anglais souhaité", "Permis B", KIND.ESSENTIAL),
        ("Permis B exigé, anglais souhaité", "anglais", KIND.OPTIONAL),
        ("La connaissance d'Excel serait un plus", "Excel", KIND.OPTIONAL),
        ("Idéalement, vous connaissez Excel", "Excel", KIND.OPTIONAL),
        ("Maîtrise d'Excel indispensable", "Excel", KIND.ESSENTIAL),
        ("Excel non exigé", "Excel", KIND.OPTIONAL),
        ("Nous vous formons à la caisse", "caisse", KIND.LEARNABLE),
        ("Formation à la caisse assurée", "caisse", KIND.LEARNABLE),
        ("Serait un plus :\n- Excel\n- Word", "Word", KIND.OPTIONAL),
        ("Nice to have\n- Docker", "Docker", KIND.OPTIONAL),
        ("Python is required. Docker preferred.", "Docker", KIND.OPTIONAL),
        ("우대사항: 엑셀", "엑셀", KIND.OPTIONAL),
    ],
)
def test_what_the_offer_says(text: str, thing: str, kind: RequirementKind) -> None:
    start = text.index(thing)
    other = KIND.OPTIONAL if kind is KIND.ESSENTIAL else KIND.ESSENTIAL
    assert requirement_kind(text, start, start + len(thing), default=other) is kind


@pytest.mark.parametrize("default", list(KIND))
def test_where_nothing_is_said_the_default_holds(default: RequirementKind) -> None:
    assert requirement_kind("Tenir la caisse", 9, 15, default=default) is default


@pytest.mark.parametrize(
    ("text", "demanded"),
    [
        ("Permis C obligatoire", True),
        ("Permis C non obligatoire", False),
        ("Permis C souhaité", False),
        ("Permis C", False),
        ("Permis C ou expérience équivalente exigée", False),
    ],
)
def test_only_a_demand_makes_a_gate(text: str, demanded: bool) -> None:
    assert is_demanded(text, 0, 8) is demanded
