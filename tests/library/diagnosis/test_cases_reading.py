"""Recorded projects from the CSV export of a former tool: what is read, and what is refused with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from openemploi.diagnosis.cases import Case, Ending
from openemploi.diagnosis.cases_reading import DAYS_PER_MONTH, read_cases
from openemploi.diagnosis.model import Aim
from openemploi.errors import FormatError


def read(folder: Path, *lines: str, encoding: str = "utf-8") -> tuple[Case, ...]:
    path = folder / "projets.csv"
    path.write_text("\n".join(lines), encoding=encoding)
    return read_cases(path)


def test_days_are_read_to_the_day_and_what_is_not_listed_is_not_kept(tmp_path: Path) -> None:
    cases = read(
        tmp_path,
        "name,started,ended,ending,goal,occupation,here,wanted,aims",
        "Léa Moreau,2025-01-01,2025-05-02,found,J1506,j1501,75,05,place life",
    )

    assert cases == (
        Case(
            date(2025, 1, 1),
            121 / DAYS_PER_MONTH,
            Ending.FOUND,
            goal="J1506",
            occupation="J1501",
            here="75",
            wanted="05",
            aims=frozenset({Aim.PLACE, Aim.LIFE}),
        ),
    )
    assert "Moreau" not in repr(cases)


def test_what_a_spreadsheet_writes_is_read_too(tmp_path: Path) -> None:
    cases = read(
        tmp_path,
        "Started;Months;Ending;Wanted",
        "2025-03;7;Searching;5",
        ";;;",
        "2025-03;7,5;LOST;2a",
        encoding="utf-8-sig",
    )

    assert [(each.months, each.rounded, each.ending, each.wanted) for each in cases] == [
        (7, True, Ending.SEARCHING, "05"),
        (7.5, False, Ending.LOST, "2A"),
    ]


def test_days_are_preferred_to_months_where_both_are_told(tmp_path: Path) -> None:
    (case,) = read(tmp_path, "started,ended,months,ending", "2025-01-01,2025-01-31,12,found")

    assert (case.months, case.rounded) == (pytest.approx(30 / 30.4375), False)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2025-13-01,2025-12-01,found,J1506,05,job", "started"),
        ("2025-01,2025-12-01,found,J1506,05,job", "started"),
        ("2025-01-01,31/12/2025,found,J1506,05,job", "ended"),
        ("2025-01-01,2025-02-30,found,J1506,05,job", "ended"),
        ("2025-01-01,,found,J1506,05,job", "months"),
        ("2025-01-01,2025-12-01,hired,J1506,05,job", "ending"),
        ("2025-01-01,2025-12-01,found,infirmière,05,job", "goal"),
        ("2025-01-01,2025-12-01,found,J1506,20,job", "wanted"),
        ("2025-01-01,2025-12-01,found,J1506,05,job money", "aims"),
    ],
)
def test_a_cell_that_is_wrong_is_told_with_its_line_and_column(tmp_path: Path, row: str, column: str) -> None:
    good = "2025-01-01,2025-12-01,found,J1506,05,job"

    with pytest.raises(FormatError) as told:
        read(tmp_path, "started,ended,ending,goal,wanted,aims", good, row)

    where = told.value.where
    assert (told.value.code, where.line, where.column) == ("cases_cell_wrong", 3, column)


@pytest.mark.parametrize("months", ["-1", "1e3", "nan", "601", "sept", "٣"])
def test_a_duration_is_a_plain_number_of_months(tmp_path: Path, months: str) -> None:
    with pytest.raises(FormatError) as told:
        read(tmp_path, "started,months,ending", f"2025-01-01,{months},found")

    assert (told.value.code, told.value.where.column) == ("cases_cell_wrong", "months")


def test_an_end_before_the_start_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as told:
        read(tmp_path, "started,ended,ending", "2025-02-01,2025-01-01,found")

    assert (told.value.code, told.value.where.line) == ("cases_dates_reversed", 2)


@pytest.mark.parametrize(
    "head", ["", "started,ended", "started,ending", "ended,ending", "started,ended,ending,ending"]
)
def test_a_column_that_is_missing_or_named_twice_is_told(tmp_path: Path, head: str) -> None:
    with pytest.raises(FormatError) as told:
        read(tmp_path, head)

    assert told.value.code == "cases_column_missing"


@pytest.mark.parametrize("row", ["2025-01-01,4", "2025-01-01,4,found,more", '2025-01-01,4,"found'])
def test_a_line_that_is_cut_short_or_too_long_is_not_guessed_at(tmp_path: Path, row: str) -> None:
    with pytest.raises(FormatError) as told:
        read(tmp_path, "started,months,ending", row)

    assert (told.value.code, told.value.where.line) == ("cases_unreadable", 2)


def test_a_file_in_another_encoding_is_refused_rather_than_misread(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as told:
        read(tmp_path, "started,months,ending,prénom", "2025-01-01,4,found,Zoé", encoding="latin-1")

    assert told.value.code == "cases_unreadable"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as told:
        read_cases(tmp_path / "absent.csv")

    assert told.value.code == "cases_file_missing"
