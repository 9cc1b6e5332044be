"""Recorded projects from a CSV export of a former tool, so that similar projects are known from the first day.

All rows are read or none: a row that is wrong is named with its line and column. Columns that are not listed are not
kept, so that a name or a number in the file goes no further. docs/explanation/similar-projects.md describes the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, NoReturn

from openemploi.diagnosis.cases import Case, Ending
from openemploi.diagnosis.cases_places import region_of
from openemploi.diagnosis.model import Aim
from openemploi.errors import FormatError, Where
from openemploi.i18n import _

DAYS_PER_MONTH: Final = 30.4375
REQUIRED: Final = ("started", "ending")
OPTIONAL: Final = ("ended", "months", "goal", "occupation", "here", "wanted", "aims")
_MOST: Final = 600.0  # months: fifty years


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a CSV file in UTF-8, in its order; cells stand between commas or semicolons.

    ``started`` is a day (``2025-03-14``) or a month (``2025-03``); ``ending`` one of :class:`~.cases.Ending`. How long
    it went on is told by ``ended``, the day of the ending or the last day it was seen, or by ``months``: a whole number
    counts as rounded up. ``goal`` and ``occupation`` are ROME codes, ``here`` and ``wanted`` INSEE codes of
    départements, ``aims`` words of :class:`~.model.Aim` with spaces between; each may be empty.

    Raises ``FormatError``: ``cases_file_missing``, ``cases_unreadable``, ``cases_column_missing``,
    ``cases_cell_wrong``, ``cases_dates_reversed``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as fault:
        raise FormatError(
            "cases_file_missing",
            _("There is no file {name}.", name=path.name),
            remedy=_("Check the path."),
            where=Where(file=path.name),
        ) from fault
    except (UnicodeDecodeError, OSError) as fault:
        raise _unreadable(path.name, None) from fault
    return tuple(_case(row) for row in _rows(text, path.name))


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a line, by column in small letters; what stands around them is cut off."""

    file: str
    line: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")

    def wrong(self, column: str, expected: str) -> NoReturn:
        raise FormatError(
            "cases_cell_wrong",
            _("Line {line}, column {column}: this cannot be read.", line=self.line, column=column),
            remedy=_("Write {expected}.", expected=expected),
            where=Where(file=self.file, line=self.line, column=column),
        )


def _rows(text: str, file: str) -> Iterator[_Row]:
    head = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",", strict=True
    )
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        _check(names, file)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(names):
                raise _unreadable(file, reader.line_num)
            yield _Row(
                file, reader.line_num, {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
            )
    except csv.Error as fault:
        raise _unreadable(file, reader.line_num) from fault


def _check(names: list[str], file: str) -> None:
    missing = [name for name in REQUIRED if name not in names]
    if "ended" not in names and "months" not in names:
        missing.append("ended")
    doubled = len({*REQUIRED, *OPTIONAL} & set(names)) < sum(name in {*REQUIRED, *OPTIONAL} for name in names)
    if missing or doubled:
        raise FormatError(
            "cases_column_missing",
            _(
                "The first line does not name each column once: {columns}.",
                columns=", ".join(missing or names),
            ),
            remedy=_("Name the columns started, ending, and ended or months."),
            where=Where(file=file, line=1),
        )


def _case(row: _Row) -> Case:
    started, whole_day = _start(row)
    months, rounded = _months(row, started, whole_day=whole_day)
    return Case(
        started=started,
        months=months,
        rounded=rounded,
        ending=_one_of(row, "ending", Ending),
        goal=_code(row, "goal", _rome),
        occupation=_code(row, "occupation", _rome),
        here=_code(row, "here", _department),
        wanted=_code(row, "wanted", _department),
        aims=frozenset(_aim(row, word) for word in row.cell("aims").split()),
    )


def _start(row: _Row) -> tuple[date, bool]:
    said = row.cell("started")
    month = re.fullmatch(r"\d{4}-\d{2}", said)
    day = _day(f"{said}-01" if month else said)
    if day is None:
        row.wrong("started", _("a day such as 2025-03-14, or a month such as 2025-03"))
    return day, not month


def _months(row: _Row, started: date, *, whole_day: bool) -> tuple[float, bool]:
    """How long, and whether it is rounded to whole months. Days are the closer, where both are told."""
    if row.cell("ended") and (whole_day or not row.cell("months")):
        ended = _day(row.cell("ended"))
        if ended is None or not whole_day:
            row.wrong(
                "ended" if whole_day else "started",
                _("a day such as 2025-03-14 for both the start and the end"),
            )
        if ended < started:
            raise FormatError(
                "cases_dates_reversed",
                _("Line {line}: it ended before it started.", line=row.line),
                remedy=_("Correct one of the two days, or leave the line out."),
                where=Where(file=row.file, line=row.line, column="ended"),
            )
        return (ended - started).days / DAYS_PER_MONTH, False
    said = row.cell("months")
    if not re.fullmatch(r"\d+([.,]\d+)?", said, re.ASCII) or float(said.replace(",", ".")) > _MOST:
        row.wrong("months", _("a number of months such as 7 or 7.5"))
    return float(said.replace(",", ".")), said.isdigit()


def _day(said: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", said, re.ASCII):
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _code(row: _Row, column: str, known: Callable[[str], str]) -> str:
    said = row.cell(column).upper()
    if not said:
        return ""
    if not (code := known(said)):
        row.wrong(column, _("a ROME code such as J1506, the code of a département such as 05, or nothing"))
    return code


def _rome(said: str) -> str:
    return said if re.fullmatch(r"[A-N]\d{4}", said, re.ASCII) else ""


def _department(said: str) -> str:
    code = said.zfill(2)  # spreadsheets write 05 as 5
    return code if region_of(code) else ""


def _one_of(row: _Row, column: str, words: type[Ending]) -> Ending:
    try:
        return words(row.cell(column).casefold())
    except ValueError:
        row.wrong(column, ", ".join(words))


def _aim(row: _Row, word: str) -> Aim:
    try:
        return Aim(word.casefold())
    except ValueError:
        row.wrong("aims", ", ".join(Aim))


def _unreadable(file: str, line: int | None) -> FormatError:
    return FormatError(
        "cases_unreadable",
        _("{name} is not a CSV file in UTF-8, or a line has another number of cells.", name=file),
        remedy=_("Save it again as CSV in UTF-8."),
        where=Where(file=file, line=line),
    )
