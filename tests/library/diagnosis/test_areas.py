"""Areas beside each other, in the order of one's own weights, and those like them that were not thought of."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.library.diagnosis.valley import TOLD

from openemploi.diagnosis.areas import order
from openemploi.diagnosis.diagnosing import diagnose
from openemploi.diagnosis.model import ComparedArea, Criterion
from openemploi.diagnosis.reading import read_project
from openemploi.labourmarket.model import Area, Level
from openemploi.labourmarket.observatory import Observatory

pytestmark = pytest.mark.usefixtures("english")


def areas_of(words: str, known: Observatory) -> tuple[ComparedArea, ...]:
    project = read_project(words, look_up=known.look_up, today=date(2026, 11, 1)).project
    return diagnose(project, observatory=known).areas


def area(name: str, **values: float | None) -> ComparedArea:
    criteria = tuple(Criterion(key, key, value, "") for key, value in values.items())
    return ComparedArea(Area(Level.BASIN, name, name), True, criteria)


def names(areas: tuple[ComparedArea, ...], weights: dict[str, float]) -> list[str]:
    return [one.area.area.name for one in order(areas, weights)]


def test_areas_are_ordered_by_the_weights_that_are_given():
    areas = (area("dear", offers=1.0, rent=0.0), area("cheap", offers=0.0, rent=1.0))

    assert names(areas, {"offers": 3, "rent": 1}) == ["dear", "cheap"]
    assert names(areas, {"offers": 1, "rent": 3}) == ["cheap", "dear"]


def test_what_is_not_known_is_left_out_and_never_counts_as_nothing():
    areas = (area("half known", offers=0.6, rent=None), area("known", offers=0.6, rent=0.4))
    first, second = order(areas, {"offers": 1, "rent": 1})

    assert (first.area.area.name, first.value, first.unknown) == ("half known", 0.6, ("rent",))
    assert second.value == pytest.approx(0.5)


def test_an_area_of_which_nothing_that_counts_is_known_comes_last_without_a_value():
    areas = (area("unknown", offers=None, rent=0.9), area("known", offers=0.0, rent=None))
    found = order(areas, {"offers": 1})

    assert [(one.area.area.name, one.value) for one in found] == [("known", 0.0), ("unknown", None)]


def test_without_weights_the_order_is_the_one_that_was_given():
    areas = (area("b", offers=0.1), area("a", offers=0.9))

    assert names(areas, {}) == ["b", "a"]


@given(
    values=st.lists(st.floats(0, 1) | st.none(), min_size=1, max_size=6),
    weight=st.floats(0.1, 10),
    factor=st.floats(0.5, 2),
)
def test_only_the_proportion_of_weights_counts(values: list[float | None], weight: float, factor: float):
    areas = tuple(area(str(number), offers=value, rent=0.5) for number, value in enumerate(values))
    one = order(areas, {"offers": weight, "rent": 1.0})
    other = order(areas, {"offers": weight * factor, "rent": factor})

    for placed, again in zip(sorted(one, key=_code), sorted(other, key=_code), strict=True):
        assert placed.value == pytest.approx(again.value)


def _code(placed: object) -> str:
    return placed.area.area.code  # type: ignore[attr-defined,no-any-return]


def test_criteria_are_the_place_among_all_basins(known: Observatory):
    tilleuls = areas_of(TOLD, known)[0]
    values = {one.name: one.value for one in tilleuls.criteria}

    # 120 offers: of six basins, 40, 80 and 110 are fewer.
    assert values["offers"] == pytest.approx(3 / 5)
    assert values["services"] is None


def test_each_criterion_says_what_it_rests_on(known: Observatory):
    for compared in areas_of(TOLD, known):
        for one in compared.criteria:
            assert one.sentence
            assert one.name == "near" or one.figure is not None
            assert one.value is None or 0 <= one.value <= 1


def test_at_most_four_areas_that_were_named_are_compared_with_where_one_lives(known: Observatory):
    words = "soigneuse à Paris, je veux vivre à Tilleuls, Aubiers, Saules (26) ou Saules (38)"
    asked = [one.area.name for one in areas_of(words, known) if one.asked]

    assert asked == ["Tilleuls", "Aubiers", "Saules", "Paris"]


def test_a_region_gives_way_to_its_basins_with_most_offers(known: Observatory):
    words = "soigneuse, je veux vivre en Provence-Alpes-Côte d'Azur"
    asked = [one.area.code for one in areas_of(words, known) if one.asked]

    assert asked == ["9399", "9398", "9397"]


def test_similar_areas_are_in_the_region_and_outside_and_were_not_named(known: Observatory):
    similar = [one for one in areas_of(TOLD, known) if not one.asked]

    assert [one.area.code for one in similar] == ["9398", "9397", "8499", "8498"]
    assert {one.like.code for one in similar if one.like} == {"04901"}


def test_without_data_there_is_nothing_to_compare(nothing: Observatory):
    assert areas_of(TOLD, nothing) == ()
