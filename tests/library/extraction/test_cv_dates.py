"""Dates and durations as CVs write them."""

from __future__ import annotations

from datetime import date

import pytest

from openemploi.extraction.dates import find_date_ranges, find_durations

TODAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("text", "start", "end", "current", "months"),
    [
        ("depuis 2019", "2019", None, True, 88),
        ("de mars 2015 à juin 2018", "2015-03", "2018-06", False, 40),
        ("03/2015 - 06/2018", "2015-03", "2018-06", False, 40),
        ("2015-2018", "2015", "2018", False, 36),
        ("2015-16", "2015", "2016", False, 12),
        ("2010/2011", "2010", "2011", False, 12),
        ("Sept. 2020 – Aujourd'hui", "2020-09", None, True, 75),
        ("2012 à ce jour", "2012", None, True, 172),
        ("Jan 2019 to present", "2019-01", None, True, 95),
        ("Jan 2020 - Present · 3 yrs 2 mos", "2020-01", None, True, 38),
        ("été 2021", "2021", "2021", False, None),
        ("2018 (6 mois)", "2018", "2018", False, 6),
        ("de mars à juin 2018", "2018-03", "2018-06", False, 4),
        ("de novembre à février 2018", "2017-11", "2018-02", False, 4),
        ("du 3 mars 2015 au 12 juin 2018", "2015-03", "2018-06", False, 40),
        ("03/03/2015 au 12/06/2018", "2015-03", "2018-06", False, 40),
        ("janv. 19 – mars 20", "2019-01", "2020-03", False, 15),
        ("entre 2012 et 2014", "2012", "2014", False, 24),
        ("2015.03 ~ 2018.06", "2015-03", "2018-06", False, 40),
        ("2015년 3월 – 현재", "2015-03", None, True, 141),
        ("mai 2021 – juill. 2022", "2021-05", "2022-07", False, 15),
        ("2017 - auj.", "2017", None, True, 112),
        ("2021-...", "2021", None, True, 64),
        ("avril 2020 ->", "2020-04", None, True, 80),
        ("2018.4 ~ 현재", "2018-04", None, True, 104),
        ("2018.4 ~ 2020.11", "2018-04", "2020-11", False, 32),
        ("18.04 ~ 20.11", "2018-04", "2020-11", False, 32),
        ("May 2023 - June\n2024", "2023-05", "2024-06", False, 14),
    ],
)
def test_a_range_is_read_whole(
    text: str, start: str, end: str | None, current: bool, months: int | None
) -> None:
    (found,) = find_date_ranges(text, today=TODAY)
    assert str(found.start) == start
    assert (str(found.end) if found.end else None) == end
    assert (found.current, found.months) == (current, months)
    assert text[slice(*found.span)] == text


@pytest.mark.parametrize(
    "text",
    [
        "ISO 9001:2015",
        "2000 clients",
        "06 12 34 20 15",
        "2048 €",
        "code 04200",
        "aujourd'hui",
        "mars",
        "06.05.04.03.02",
        "version 2019.3",
        "1988년생",
        "entre 12.5 ~ 13.1 %",
    ],
)
def test_a_number_that_is_no_date_is_left_alone(text: str) -> None:
    assert find_date_ranges(text, today=TODAY) == []


@pytest.mark.parametrize(("text", "current"), [("2018 → Serveuse", False), ("2018 → : Serveuse", True)])
def test_an_arrow_before_the_work_is_no_open_end(text: str, current: bool) -> None:
    assert [found.current for found in find_date_ranges(text, today=TODAY)] == [current]


def test_what_goes_on_has_no_length_without_a_today() -> None:
    assert find_date_ranges("depuis 2019")[0].months is None


def test_a_template_year_is_a_date_without_a_value() -> None:
    (found,) = find_date_ranges("January 20XX - Current", today=TODAY)
    assert (found.start, found.current, found.months) == (None, True, None)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("5 ans", 60),
        ("18 mois", 18),
        ("two years", 24),
        ("2 ans et demi", 30),
        ("1 an et 6 mois", 18),
        ("une année", 12),
        ("6 semaines", 1),
        ("2년 3개월", 27),
    ],
)
def test_a_stated_duration_in_months(text: str, months: int) -> None:
    assert [d.months for d in find_durations(text)] == [months]
