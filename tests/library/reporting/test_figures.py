"""Every column on the page adds up, whatever the weights."""

from __future__ import annotations

import math
from datetime import date

import people
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openemploi import i18n
from openemploi.matching.model import Match
from openemploi.reporting.figures import Tenths, day, in_tenths, number, share, sums

credits = st.sampled_from([0.0, 1.0, 0.85, 0.62, 0.7, 1 / 3])
lines = st.lists(st.tuples(st.floats(0.5, 3.0), credits), min_size=1, max_size=40)


@given(lines)
def test_shared_tenths_add_up_and_stay_within_a_tenth_of_the_exact_value(
    rows: list[tuple[float, float]],
) -> None:
    worths = [100 * weight / math.fsum(w for w, _ in rows) for weight, _credit in rows]
    points = [worth * credit for worth, (_weight, credit) in zip(worths, rows, strict=True)]
    gains = [worth - point for worth, point in zip(worths, points, strict=True)]
    whole = round(math.fsum(points) * 10)
    shown = share(points, gains, total=Tenths(whole, 1000 - whole))
    assert sum(t.points for t in shown) == whole
    assert sum(t.worth for t in shown) == 1000
    for tenths, point, worth, (_weight, credit) in zip(shown, points, worths, rows, strict=True):
        assert abs(tenths.points - point * 10) < 1.000001
        assert abs(tenths.worth - worth * 10) < 1.000001
        assert 0 <= tenths.points <= tenths.worth
        if credit == 1.0:
            assert tenths.gain == 0
        if credit == 0.0:
            assert tenths.points == 0


@pytest.mark.parametrize(
    "statuses", ["HHHHHHHHHHH", "HIHNMMNHUHU", "NNNNNNNNNNN", "UUUUUUUUUUU", "MIMIMIMIMIM"]
)
def test_lines_sum_to_parts_and_parts_to_the_score(statuses: str) -> None:
    match = people.person("cv.pdf", statuses)
    shown = sums(match)
    assert shown.whole.points == round(match.score * 10)
    assert shown.whole.worth == 1000
    assert sum(t.points for t in shown.parts.values()) == shown.whole.points
    for part, total in shown.parts.items():
        members = [t for t, r in zip(shown.lines, match.requirements, strict=True) if r.part is part]
        assert total.points == sum(t.points for t in members)
        assert total.worth == sum(t.worth for t in members)
        assert total.unknown == sum(t.unknown for t in members)


def test_a_worth_of_whole_tenths_is_shown_as_it_is() -> None:
    shown = sums(people.many(5).ranked[0].match)
    assert {t.worth for t in shown.lines} == {40}


def test_an_offer_that_asks_for_nothing_has_no_figures() -> None:
    assert sums(Match("cv.pdf", "k", ())).whole == Tenths(0, 0)


def test_numbers_and_dates_are_written_as_the_language_writes_them() -> None:
    assert (in_tenths(624), number(0.5), number(60.0)) == ("62.4", "0.5", "60")
    assert day(date(2026, 7, 9)) == "9 July 2026"
    i18n.use_language("fr")
    assert (in_tenths(624), number(0.5)) == ("62,4", "0,5")
