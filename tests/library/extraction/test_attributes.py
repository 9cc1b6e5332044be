"""How well and how long a skill is said to be held: from its own clause, never from a neighbour."""

from __future__ import annotations

import pytest

from openemploi.extraction.attributes import Attributes, attributes_at
from openemploi.extraction.model import Level


def about(text: str, skill: str) -> Attributes:
    at = text.index(skill)
    return attributes_at(text, at, at + len(skill))


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Pas de véhicule\nTricot", "Tricot"),
        ("Compta : notions\nTricot", "Tricot"),
        ("52 ans\nTricot", "Tricot"),
        ("Tricot\n- notions de couture", "Tricot"),
        ("Tricot\n– Visite avec l'expert-comptable", "Tricot"),
        ("Tricot : avec l'expert-comptable", "Tricot"),
        ("Tricot\n6 ans de couture", "Tricot"),
        ("Couture\nTricot ★★★☆☆", "Couture"),
        ("Tricot ● Couture", "Tricot"),
    ],
)
def test_what_stands_on_the_next_line_is_about_something_else(text: str, skill: str) -> None:
    found = about(text, skill)
    assert (found.level, found.negated, found.months) == (None, False, None)


@pytest.mark.parametrize(
    ("text", "level", "negated", "months"),
    [
        ("pas de\ntricot", None, True, None),
        ("notions de tricot", Level.BEGINNER, False, None),
        ("tricot (notions)", Level.BEGINNER, False, None),
        ("tricot : expert", Level.EXPERT, False, None),
        ("tricot (6 ans)", None, False, 72),
        ("tricot ★★★☆☆", Level.INTERMEDIATE, False, None),
        ("tricot ●●●●○", Level.ADVANCED, False, None),
        ("tricot : 1/5", Level.BEGINNER, False, None),
        ("tricot 1/5/2020", None, False, None),
    ],
)
def test_what_stands_beside_a_skill_is_about_it(
    text: str, level: Level | None, negated: bool, months: int | None
) -> None:
    found = about(text, "tricot")
    assert (found.level, found.negated, found.months) == (level, negated, months)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("ateliers pour enfants de 4 à 9 ans autour du tricot", None),
        ("public âgé de 60 à 75 ans aimant le tricot", None),
        ("accueil d'adolescents de 15 ans au tricot", None),
        ("children from 4 to 9 years at tricot", None),
        ("de 4 à 9 ans de tricot", 108),
        ("6 ans de tricot", 72),
    ],
)
def test_the_age_of_other_people_is_no_time_of_work(text: str, months: int | None) -> None:
    assert about(text, "tricot").months == months
