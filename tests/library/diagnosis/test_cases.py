"""Which recorded projects are like a project, and what no two answers may tell when they are compared."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openemploi.diagnosis.cases import FEWEST, Case, Ending, Step, coarse, similar
from openemploi.diagnosis.cases_places import department_of, region_around
from openemploi.diagnosis.model import Aim, Project
from openemploi.i18n import use_language
from openemploi.labourmarket.model import Area, Level, Occupation

NURSE = Occupation("J1506", "Infirmier / Infirmière de soins généraux", "J1506")
AIDE = Occupation("J1501", "Aide-soignant / Aide-soignante", "J1501")
PARIS, GAP = Area(Level.COMMUNE, "75056", "Paris"), Area(Level.COMMUNE, "05061", "Gap")
TO_GAP = Project(occupation=NURSE, goals=(NURSE,), here=PARIS, places=(GAP,))


def moved(n: int, *, goal: str = "J1506", wanted: str = "05", here: str = "75") -> list[Case]:
    return [Case(date(2025, 1, 1), 4, Ending.FOUND, goal, goal, here, wanted)] * n


def test_eleven_people_who_wanted_the_same_in_the_same_departement_are_told() -> None:
    chosen = similar(TO_GAP, moved(11) + moved(11, wanted="13"))

    assert (len(chosen.cases), chosen.step) == (11, Step.GOAL_DEPARTMENT)
    assert {each.wanted for each in chosen.cases} == {"05"}


@pytest.mark.parametrize(
    ("others", "step"),
    [
        ({"wanted": "13"}, Step.GOAL_REGION),
        ({"wanted": "13", "goal": "J1501"}, Step.FAMILY_REGION),
        ({"wanted": "38", "goal": "J1501"}, Step.FAMILY),
        ({"wanted": "38", "goal": "J1102"}, Step.SECTOR),
    ],
)
def test_ten_are_too_few_and_the_circle_is_drawn_wider(others: dict[str, str], step: Step) -> None:
    chosen = similar(TO_GAP, moved(10) + moved(11, **others))

    assert (len(chosen.cases), chosen.step) == (21, step)


def test_fewer_than_eleven_in_the_widest_circle_are_not_told() -> None:
    chosen = similar(TO_GAP, moved(10) + moved(50, goal="K1302"))

    assert (chosen.cases, chosen.step) == ((), None)
    assert str(FEWEST) in chosen.about


def test_people_who_stayed_are_not_like_somebody_who_leaves() -> None:
    chosen = similar(TO_GAP, moved(10) + moved(30, here="05"))

    assert chosen.cases == ()


def test_people_who_change_occupation_are_not_like_somebody_who_keeps_theirs() -> None:
    changed = [replace(each, occupation="D1106") for each in moved(30)]

    assert similar(TO_GAP, moved(11) + changed).cases == tuple(moved(11))
    assert len(similar(replace(TO_GAP, occupation=AIDE), moved(11) + changed).cases) == 30


def test_what_was_said_counts_where_the_occupation_or_the_place_is_not_known() -> None:
    said = Project(goals=(NURSE,), places=(GAP,), aims=frozenset({Aim.PLACE}))

    assert len(similar(said, moved(11)).cases) == 11
    assert similar(replace(said, aims=frozenset({Aim.JOB})), moved(11)).cases == ()


def test_a_coarse_case_is_like_its_own_project_down_to_the_family_in_the_region() -> None:
    told = coarse(TO_GAP, year=2026, months=4, ending=Ending.FOUND)
    assert told == Case(
        date(2026, 1, 1), 4, Ending.FOUND, "J15", aims=frozenset({Aim.PLACE}), rounded=True, region="93"
    )

    assert similar(TO_GAP, [told] * 11).step is Step.FAMILY_REGION
    assert len(similar(TO_GAP, [told] * 5 + moved(6)).cases) == 11
    assert similar(replace(TO_GAP, here=GAP), [told] * 11).cases == ()
    assert coarse(Project(places=(GAP,)), year=2026, months=4, ending=Ending.FOUND) is None


def test_a_few_coarse_cases_keep_back_the_circle_that_would_leave_them_over() -> None:
    told = coarse(TO_GAP, year=2026, months=4, ending=Ending.FOUND)
    assert told is not None

    assert similar(TO_GAP, [*moved(11), told]).step is Step.FAMILY_REGION
    assert similar(TO_GAP, [*moved(11), *[told] * 11]).step is Step.GOAL_DEPARTMENT


def test_without_an_occupation_that_is_wanted_nothing_is_told_and_why() -> None:
    use_language("fr")
    chosen = similar(Project(places=(GAP,)), moved(30))

    assert chosen.cases == ()
    assert "métier" in chosen.about


def test_a_place_that_is_not_known_leaves_the_occupation_to_tell() -> None:
    stays = replace(TO_GAP, places=(), here=None)

    assert similar(stays, moved(11, here="05") + moved(11, here="13", wanted="13")).step is Step.FAMILY


def test_a_region_that_is_wanted_is_looked_at_as_a_region() -> None:
    region = replace(TO_GAP, places=(Area(Level.REGION, "93", "Provence-Alpes-Côte d’Azur"),))

    assert similar(region, moved(11) + moved(11, wanted="13")).step is Step.GOAL_REGION


def test_a_circle_is_not_shown_when_it_would_leave_a_few_people_over() -> None:
    # The eleven who went to 05 could be subtracted from the fifteen of the region: four would be left.
    chosen = similar(TO_GAP, moved(11) + moved(4, wanted="13"))

    assert (len(chosen.cases), chosen.step) == (15, Step.GOAL_REGION)


def test_of_several_circles_the_smallest_is_kept_back_for_the_few_who_are_left_over() -> None:
    cases = moved(11) + moved(20, wanted="13") + moved(4, wanted="84")
    to_marseille = replace(TO_GAP, places=(Area(Level.COMMUNE, "13055", "Marseille"),))

    assert similar(TO_GAP, cases).step is Step.GOAL_REGION
    assert (len(similar(to_marseille, cases).cases), similar(to_marseille, cases).step) == (
        20,
        Step.GOAL_DEPARTMENT,
    )


_GOALS = ("J1506", "J1501", "J1102")
_PLACES = {"05": "05061", "13": "13055", "84": "84007", "38": "38185", "69": "69123"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(_GOALS), st.sampled_from([*_PLACES, ""]), st.integers(1, 14)), max_size=14
    )
)
def test_no_answers_can_be_compared_to_learn_of_fewer_than_eleven_people(
    groups: list[tuple[str, str, int]],
) -> None:
    drawn = [each for goal, wanted, n in groups for each in moved(n, goal=goal, wanted=wanted)]
    cases = [  # told apart by their months, to see which are in an answer
        replace(each, months=number, aims=frozenset({Aim.PLACE})) for number, each in enumerate(drawn)
    ]
    answers = {
        frozenset(each.months for each in similar(_asking(goal, place), cases).cases)
        for goal in _GOALS
        for place in (*_PLACES.values(), None)
    } - {frozenset()}

    for size in range(len(answers) + 1 if len(answers) < 6 else 4):
        for inner in combinations(answers, size):
            for outer in answers:
                left = outer.difference(*inner)
                if all(each <= outer for each in inner):
                    assert len(left) == 0 or len(left) >= FEWEST


def _asking(goal: str, commune: str | None) -> Project:
    occupation = Occupation(goal, goal, goal)
    places = (Area(Level.COMMUNE, commune, commune),) if commune else ()
    return Project(
        occupation=occupation, goals=(occupation,), here=PARIS, places=places, aims=frozenset({Aim.PLACE})
    )


@given(st.lists(st.integers(0, 30), min_size=5, max_size=5))
def test_the_order_of_cases_does_not_matter(sizes: list[int]) -> None:
    cases = [case for place, n in zip(_PLACES, sizes, strict=True) for case in moved(n, wanted=place)]
    one, other = similar(TO_GAP, cases), similar(TO_GAP, cases[::-1])

    assert (one.step, one.cases) == (other.step, other.cases[::-1])


@pytest.mark.parametrize("months", [-1, math.nan, math.inf])
def test_a_case_lasts_a_number_of_months(months: float) -> None:
    with pytest.raises(ValueError, match="0 months or more"):
        Case(date(2025, 1, 1), months, Ending.FOUND)


@pytest.mark.parametrize(
    ("level", "code", "department", "region"),
    [
        (Level.COMMUNE, "05061", "05", "93"),
        (Level.COMMUNE, "2A004", "2A", "94"),
        (Level.COMMUNE, "97105", "971", "01"),
        (Level.COMMUNE, "98818", "", ""),
        (Level.DEPARTMENT, "69", "69", "84"),
        (Level.REGION, "11", "", "11"),
        (Level.COUNTRY, "FR", "", ""),
        (Level.EMPLOYMENT_AREA, "9309", "", ""),
    ],
)
def test_the_code_of_an_area_tells_its_departement_and_region(
    level: Level, code: str, department: str, region: str
) -> None:
    area = Area(level, code, code)

    assert (department_of(area), region_around(area)) == (department, region)


@pytest.mark.parametrize(
    ("around", "department", "region"), [(("05",), "05", "93"), (("05", "04"), "", "93"), ((), "", "93")]
)
def test_areas_around_are_asked_where_the_code_does_not_tell(
    around: tuple[str, ...], department: str, region: str
) -> None:
    basin = Area(Level.BASIN, "93101", "Gap")

    def larger(_area: Area) -> list[Area]:
        departments = [Area(Level.DEPARTMENT, code, code) for code in around]
        return [*departments, Area(Level.REGION, "93", "Provence-Alpes-Côte d’Azur")]

    assert (department_of(basin, larger=larger), region_around(basin, larger=larger)) == (department, region)
