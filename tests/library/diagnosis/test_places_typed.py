"""Names of places as people type them: the commune they begin like, or nothing; never another commune."""

from __future__ import annotations

import pytest

from openemploi.diagnosis.places_typed import places_called
from openemploi.diagnosis.reading import read_project
from openemploi.labourmarket.observatory import Observatory

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("Paris-Nord", ["Paris"]),
        ("paris nord", ["Paris"]),
        ("Paris 15e", ["Paris"]),
        ("Paris Bercy", ["Paris"]),
        ("Tilleuls sud", ["Tilleuls"]),
        ("Tilleuls", ["Tilleuls"]),
        ("Saules nord", ["Saules", "Saules"]),
        ("Orpins", ["Les Orpins"]),
        ("Tilleuls-la-Rivière", []),
        ("Colzas Bercy", []),
        ("Nord-Tilleuls", []),
    ],
)
def test_a_part_of_a_town_is_that_town_and_another_place_is_not(
    typed: str, called: list[str], known: Observatory
):
    assert [one.name for one in places_called(typed, known.look_up)] == called


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("Je voudrais vivre à Paris-Nord.", ["Paris"]),
        ("Je voudrais vivre à Paris-Bercy, avec deux enfants.", ["Paris"]),
        ("Je voudrais vivre à Tilleuls-centre.", ["Tilleuls"]),
        ("Je voudrais vivre à Tilleuls-la-Rivière.", []),
    ],
)
def test_a_name_that_goes_on_behind_a_commune_is_that_commune_or_is_asked_about(
    words: str, called: list[str], known: Observatory
):
    reading = read_project(words, look_up=known.look_up)

    assert [one.name for one in reading.project.places] == called
    questions = [one.question for one in reading.choices if one.name == "places"]
    assert questions == (
        [] if called else ["We know no place called “Tilleuls-la-Rivière”. Which commune is it in?"]
    )


def test_of_real_towns_those_with_most_people_come_first(real: Observatory):
    found = places_called("Villeneuve", real.look_up)

    assert len(found) > 10
    assert [one.name for one in found[:2]] == ["Villeneuve-d'Ascq", "Villeneuve-Saint-Georges"]
    assert [one.code for one in places_called("Saint-Denis", real.look_up)][:2] == ["97411", "93066"]


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("Lyon Part-Dieu", ["Lyon"]),
        ("Marseille nord", ["Marseille"]),
        ("Bourg-Neuf-en-Rien", []),
        ("Mans", ["Le Mans"]),
    ],
)
def test_real_names(typed: str, called: list[str], real: Observatory):
    assert [one.name for one in places_called(typed, real.look_up)] == called
