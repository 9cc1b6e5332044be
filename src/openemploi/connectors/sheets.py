"""Workbooks (xlsx, xls, ods): the cells of a sheet as texts, from the row that holds the names of the columns.

A formula whose value was not saved with the file reads as nothing in most programs: here its row is rejected.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from openemploi.connectors.base import Raw, Reading, Rejected, rows
from openemploi.connectors.opening import damaged, members, too_large
from openemploi.connectors.schema import Table
from openemploi.errors import FormatError, Where
from openemploi.i18n import _

_ROWS: Final = 8192
MOST_UNPACKED: Final = 2 << 30
_FORMULA: Final = re.compile(rb"<(?:[a-z]+:)?f[\s/>]")
_CELL: Final = re.compile(r"([A-Z]+)([0-9]+)")


def sheet_rows(
    path: Path,
    table: Table,
    reading: Reading,
    *,
    sheet: Callable[[str], bool] = lambda name: True,
    header: Callable[[list[str]], bool],
) -> Iterator[Raw]:
    """Raw rows of the first sheet whose name ``sheet`` takes and that has a row that ``header`` takes.

    Raises ``FormatError`` (``sheet_missing``, ``archive_damaged``).
    """
    book = _book(path)
    for name in book.sheet_names:
        if not sheet(name):
            continue
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for place, line in enumerate(cells[:60]):
            names = [_text(cell) or "" for cell in line]
            if header(names):
                yield from _rows(path, table, reading, name, _named(names), cells, place)
                return
    raise FormatError(
        "sheet_missing",
        _("No sheet of {name} holds the columns of this kind of file.", name=path.name),
        remedy=_("Check that it is the official file; if its layout has changed, tell us."),
        where=Where(file=str(path)),
    )


def sheet_names(path: Path) -> list[str]:
    """The sheets of a workbook, in order."""
    return list(_book(path).sheet_names)


def _book(path: Path) -> CalamineWorkbook:
    if zipfile.is_zipfile(path):  # xlsx and ods; the reader unpacks a sheet whole
        members(path)  # none of them is a bomb
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > MOST_UNPACKED:
            raise too_large(path, path.name, size)
    try:
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as fault:
        raise damaged(path) from fault


def _rows(
    path: Path,
    table: Table,
    reading: Reading,
    sheet: str,
    names: Sequence[str],
    cells: list[list[Any]],
    header: int,
) -> Iterator[Raw]:
    valueless = _formulas_without_value(path, sheet)
    taken: list[list[str | None]] = []
    records: list[int] = []
    for place in range(header + 1, len(cells)):
        line = [_text(cell) for cell in cells[place][: len(names)]]
        line += [None] * (len(names) - len(line))
        if place + 1 in valueless:
            column, formula = valueless[place + 1]
            official = names[column] if column < len(names) else ""
            reading.reject(
                Rejected(
                    table.name, "formula", line=place + 1, column=official, value=formula[:200], member=sheet
                )
            )
            continue
        if any(line):
            taken.append(line)
            records.append(place + 1)
        if len(taken) >= _ROWS:
            yield _raw(table, names, taken, records, sheet)
            taken, records = [], []
    if taken:
        yield _raw(table, names, taken, records, sheet)
    reading.advance(path.stat().st_size)


def _raw(
    table: Table, names: Sequence[str], taken: list[list[str | None]], records: list[int], sheet: str
) -> Raw:
    import numpy as np

    raw = rows(table.name, names, taken, first=records[0], member=sheet)
    return Raw(raw.table, raw.names, raw.arrays, np.array(records, np.int64), lines=True, member=sheet)


def _named(names: list[str]) -> list[str]:
    while names and not names[-1].strip():
        names.pop()
    return [" ".join(name.split()) or f"({place + 1})" for place, name in enumerate(names)]


def _text(cell: Any) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()
    return str(cell)


def _formulas_without_value(path: Path, sheet: str) -> dict[int, tuple[int, str]]:
    """Row → column and text of the first formula in it that has no saved value; xlsx only."""
    if not zipfile.is_zipfile(path):
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            member = _member(archive, sheet)
            if member is None:
                return {}
            with archive.open(member) as file:
                if not _has_formulas(file):
                    return {}
            with archive.open(member) as file:
                return _valueless(file)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return {}


def _has_formulas(file: Any) -> bool:
    """Official workbooks seldom have any; parsing a sheet a second time to find none takes longer than reading it."""
    rest = b""
    while part := file.read(1 << 20):
        data = rest + part
        if _FORMULA.search(data):
            return True
        rest = data[-16:]
    return False


def _valueless(file: Any) -> dict[int, tuple[int, str]]:
    found: dict[int, tuple[int, str]] = {}
    for _event, cell in etree.iterparse(
        file, tag=("{*}c", "{*}row"), resolve_entities=False, no_network=True
    ):
        if etree.QName(cell).localname == "row":
            cell.clear()
            while cell.getprevious() is not None:
                del cell.getparent()[0]
            continue
        formula = cell.find("{*}f")
        if formula is not None:
            value = cell.find("{*}v")
            if value is None or not (value.text or "").strip():
                place = _CELL.fullmatch(cell.get("r", ""))
                if place:
                    found.setdefault(int(place[2]), (_column(place[1]), "=" + (formula.text or "")))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _member(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Which part of an xlsx is the sheet of that name."""
    if "xl/workbook.xml" not in archive.namelist():
        return None
    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    book = etree.fromstring(archive.read("xl/workbook.xml"), safe)
    links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), safe)
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    for entry in book.iter("{*}sheet"):
        if entry.get("name") == sheet:
            target = str(targets.get(entry.get(relation), ""))
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None
