"""How long similar projects took: small examples, what always holds, and how often the intervals hold the truth."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from benchmarks.outcomes_worlds import WORLDS
from hypothesis import given, settings
from hypothesis import strategies as st

from openemploi.diagnosis.cases import Case, Ending
from openemploi.diagnosis.model import Project
from openemploi.diagnosis.outcomes import similar_outcomes, survival
from openemploi.i18n import use_language
from openemploi.labourmarket.model import Occupation

STARTED = date(2025, 1, 1)
NURSE = Occupation("J1506", "Infirmier / Infirmière de soins généraux", "J1506")


def case(months: float, ending: Ending = Ending.FOUND, *, rounded: bool = False) -> Case:
    return Case(STARTED, months, ending, goal="J1506", occupation="J1506", rounded=rounded)


CASES = st.lists(
    st.builds(
        case,
        st.floats(0, 30, allow_nan=False) | st.integers(0, 24).map(float),
        st.sampled_from(Ending),
        rounded=st.booleans(),
    ),
    min_size=11,
    max_size=60,
)


def test_ten_cases_say_nothing_not_even_how_many_there_are() -> None:
    told = survival([case(3)] * 10)

    assert (told.known, told.n, told.found, told.months, told.median) == (False, 0, None, (), None)


def test_a_share_is_counted_as_by_hand_when_everybody_was_seen_to_the_end() -> None:
    told = survival([case(2.5)] * 4 + [case(4.5)] * 3 + [case(9.5)] * 5)

    assert told.months[:5] == (1, 2, 3, 4, 5)
    assert told.share[:5] == pytest.approx((0, 0, 4 / 12, 4 / 12, 7 / 12))
    assert (told.found, told.median) == (12, 5)


def test_somebody_still_searching_counts_for_as_long_as_they_were_seen() -> None:
    # Of 12, two find in month 2; six are last seen in month 3; of the four left, one finds in month 5.
    told = survival(
        [case(1.5)] * 2 + [case(2.5, Ending.SEARCHING)] * 6 + [case(4.5)] + [case(6, Ending.LOST)] * 3
    )

    assert told.share[1] == pytest.approx(2 / 12)
    assert told.share[4] == pytest.approx(1 - 10 / 12 * 3 / 4)


def test_who_left_otherwise_stays_in_the_count_and_does_not_find() -> None:
    told = survival([case(0.5, Ending.OTHER)] * 6 + [case(1.5)] * 6)

    assert told.share[1] == pytest.approx(0.5)
    assert told.found == 6


def test_in_whole_months_who_was_last_seen_in_a_month_counts_half_in_it() -> None:
    rounded = [case(2, rounded=True)] * 3 + [case(2, Ending.SEARCHING, rounded=True)] * 6
    told = survival(rounded + [case(6, Ending.SEARCHING, rounded=True)] * 6)

    assert told.share[1] == pytest.approx(3 / (15 - 6 / 2))


def test_a_month_is_not_told_when_too_few_were_followed_that_long() -> None:
    told = survival([case(3.5, Ending.SEARCHING)] * 9 + [case(8.5, Ending.SEARCHING)] * 3)

    assert told.months == (1, 2, 3)


def test_when_nobody_has_found_yet_the_share_is_0_with_an_upper_bound() -> None:
    told = survival([case(6, Ending.SEARCHING)] * 11)

    assert set(told.share) == set(told.low) == {0.0}
    assert all(0.1 < high < 0.25 for high in told.high)
    assert (told.found, told.median, told.median_low, told.median_high) == (0, None, None, None)


def test_half_has_found_by_the_month_that_the_curve_says_and_its_interval_holds_it() -> None:
    told = survival([case(month + 0.5) for month in range(20)])

    assert told.median is not None and told.median_low is not None and told.median_high is not None
    assert told.share[told.months.index(told.median)] == pytest.approx(0.5)
    assert told.median_low < told.median < told.median_high


def test_the_remissions_of_freireich_1963_come_out_as_in_the_textbooks() -> None:
    ended = (6, 6, 6, 7, 10, 13, 16, 22, 23)
    searching = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
    told = survival([*(case(t) for t in ended), *(case(t, Ending.SEARCHING) for t in searching)])

    left = {month: 1 - told.share[told.months.index(month)] for month in (6, 7, 10, 13, 16, 22, 23)}
    assert left == pytest.approx(
        {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}, abs=5e-4
    )


@settings(max_examples=50, deadline=None)
@given(CASES)
def test_the_share_is_what_handing_the_weight_of_the_censored_on_to_those_seen_longer_gives(
    cases: list[Case],
) -> None:
    exact = [replace(each, rounded=False) for each in cases]
    told = survival(exact)

    for month, share in zip(told.months, told.share, strict=True):
        assert share == pytest.approx(_handed_on(exact, month), abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(CASES)
def test_shares_stay_within_their_interval_and_never_fall(cases: list[Case]) -> None:
    told = survival(cases)

    for low, share, high in zip(told.low, told.share, told.high, strict=True):
        assert 0 <= low <= share + 1e-9 and share <= high + 1e-9 and high <= 1
    for ends in (told.low, told.share, told.high):
        assert all(ahead >= behind - 1e-12 for behind, ahead in pairwise(ends))


@settings(max_examples=50, deadline=None)
@given(CASES, st.randoms())
def test_the_order_of_cases_changes_nothing(cases: list[Case], random: Random) -> None:
    mixed = list(cases)
    random.shuffle(mixed)

    assert survival(mixed) == survival(cases)


@settings(max_examples=50, deadline=None)
@given(CASES)
def test_when_everybody_left_otherwise_nobody_has_found(cases: list[Case]) -> None:
    gone = [replace(each, ending=Ending.OTHER) if each.ending is Ending.FOUND else each for each in cases]

    assert set(survival(gone).share) <= {0.0}


@settings(max_examples=50, deadline=None)
@given(st.integers(11, 60), st.data())
def test_when_nobody_is_censored_the_interval_is_close_to_the_exact_one_of_a_share(
    n: int, data: st.DataObject
) -> None:
    found = data.draw(st.integers(0, n))
    told = survival([case(0.5)] * found + [case(0.5, Ending.OTHER)] * (n - found))

    assert told.share[0] == pytest.approx(found / n)
    low, high = _exact(found, n)
    assert low - 0.01 <= told.low[0] <= low + 0.06
    assert high - 0.06 <= told.high[0] <= high + 0.01


@settings(max_examples=50, deadline=None)
@given(CASES)
def test_each_case_counted_twice_says_the_same_and_is_surer(cases: list[Case]) -> None:
    once, twice = survival(cases), survival(cases * 2)

    for month, share, low, high in zip(once.months, once.share, once.low, once.high, strict=True):
        place = twice.months.index(month)
        assert twice.share[place] == pytest.approx(share)
        assert twice.high[place] - twice.low[place] < high - low


def test_the_interval_holds_the_truth_86_to_94_times_in_100_at_every_month_and_size() -> None:
    random = np.random.default_rng(7)
    held: dict[tuple[int, float], list[bool]] = defaultdict(list)
    for world in WORLDS[:5]:
        last_seen = world.last_seen(0.4)
        for n in (11, 20, 100):
            for _simulation in range(200):
                told = survival(world.cases(random, n, last_seen=last_seen))
                for month, low, high in zip(told.months, told.low, told.high, strict=True):
                    held[n, month].append(low <= world.truth(month) <= high)

    measured = {place: sum(each) / len(each) for place, each in held.items() if place[1] in (3, 6, 9)}
    assert len(measured) == 9
    assert {place: share for place, share in measured.items() if not 0.86 <= share <= 0.94} == {}


def test_a_project_is_told_what_became_of_similar_ones_and_which_these_are() -> None:
    use_language("fr")
    told, about = similar_outcomes(Project(goals=(NURSE,), occupation=NURSE), [case(4.5)] * 12)

    assert told.known and told.median == 5
    assert "même famille" in about


def test_when_the_projects_were_begun_is_told_and_that_many_were_lost_sight_of() -> None:
    use_language("fr")
    before = replace(case(2), started=date(2021, 6, 1))
    some = [case(4.5)] * 12 + [case(3, Ending.LOST)] * 5
    project = Project(goals=(NURSE,), occupation=NURSE)

    assert "2025" in similar_outcomes(project, some)[1]
    assert "de 2021 à 2025" in similar_outcomes(project, [before, *some])[1]
    assert "perdu" not in similar_outcomes(project, some)[1]
    assert "perdu" in similar_outcomes(project, [*some, case(3, Ending.LOST)])[1]


def test_without_similar_cases_a_project_is_told_why() -> None:
    told, about = similar_outcomes(Project(goals=(NURSE,), occupation=NURSE), [case(4.5)] * 10)

    assert not told.known
    assert "11" in about


def _handed_on(cases: list[Case], month: float) -> float:
    """Efron's way to the same estimate (1967): each case weighs the same, and a censored one hands its weight on."""
    ordered = sorted(cases, key=lambda each: (each.months, each.ending in (Ending.SEARCHING, Ending.LOST)))
    weights = [1 / len(ordered)] * len(ordered)
    share = 0.0
    for place, each in enumerate(ordered):
        if each.months <= month and each.ending is Ending.FOUND:
            share += weights[place]
        if each.ending in (Ending.SEARCHING, Ending.LOST):
            later = len(ordered) - place - 1
            for after in range(place + 1, len(ordered)):
                weights[after] += weights[place] / later
    return share


def _exact(k: int, n: int) -> tuple[float, float]:
    """Clopper and Pearson, by halving."""

    def at_least(k: int, p: float) -> float:
        return math.fsum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))

    low = 0.0 if k == 0 else _halved(lambda p: at_least(k, p) < 0.05)
    high = 1.0 if k == n else _halved(lambda p: 1 - at_least(k + 1, p) > 0.05)
    return low, high


def _halved(below: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _step in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return low
