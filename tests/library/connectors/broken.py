"""Broken variants of any connector's small file, made from the file itself and from what its schema asks.

Each variant says what has to become of it: a clear error that names the place, one row rejected with its line,
column, value and reason while the others are kept, or the same rows and a note. :mod:`.test_broken` goes over them.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import xlsxwriter
from python_calamine import CalamineWorkbook

from openemploi.connectors.base import Connector, Reading
from openemploi.connectors.schema import Column, Kind, Table
from openemploi.connectors.validation import typed

NONSENSE: Final = "?! ni l’un ni l’autre"
LINK: Final = '=HYPERLINK("https://exemple.invalid","ici")'
SUM: Final = "=1+1"
EXTRA: Final = "colonne ajoutée"


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken file, and what is expected.

    Parameters
    ----------
    codes:
        The error must have one of these codes; empty when the file must be read.
    column, value, line, reasons:
        What the one rejected row must say; no row is rejected when ``reasons`` is empty.
    noted:
        A note must hold this text.
    """

    path: Path
    codes: frozenset[str] = frozenset()
    names: str = ""
    column: str = ""
    value: str = ""
    line: int | None = None
    reasons: frozenset[str] = frozenset()
    noted: str = ""


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table as it stands in a file: cells by line, and how to write the file again with others."""

    table: Table
    cells: list[list[str]]
    header: int
    write: Callable[[list[list[str]], Path], Path]
    encoding: str = ""

    @property
    def names(self) -> list[str]:
        seen: dict[str, int] = {}
        return [
            _numbered(" ".join(name.replace("\ufeff", "").split()), seen) for name in self.cells[self.header]
        ]

    def there(self) -> Iterator[tuple[int, Column]]:
        """The columns of the schema that stand in the file, with their places."""
        folded = [name.casefold() for name in self.names]
        for column in self.table.columns:
            for name in column.names:
                if name.casefold() in folded:
                    yield folded.index(name.casefold()), column
                    break

    def with_cell(self, row: int, place: int, value: str) -> list[list[str]]:
        cells = [list(line) for line in self.cells]
        line = cells[self.header + row]
        line += [""] * (place + 1 - len(line))
        line[place] = value
        return cells

    def with_columns(self, change: Callable[[list[str]], list[str]]) -> list[list[str]]:
        width = len(self.cells[self.header])
        return [
            line if place < self.header else change(line + [""] * (width - len(line)))
            for place, line in enumerate(self.cells)
        ]


def variants(connector: Connector, sample: Path, folder: Path) -> Iterator[tuple[str, Broken]]:
    """All variants that make sense for ``sample``, by name; each is written in a folder of its own under ``folder``."""

    def place(name: str) -> Path:
        target = folder / name / sample.name
        target.parent.mkdir(parents=True)
        return target

    empty = place("empty_file")
    empty.touch()
    yield "empty_file", Broken(empty, frozenset(_DAMAGE | _OTHER))
    picture = place("another_file")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    yield "another_file", Broken(picture, frozenset(_DAMAGE | _OTHER))
    if zipfile.is_zipfile(sample) or sample.suffix in (".gz", ".parquet"):
        yield "truncated_archive", Broken(_cut(sample, place("truncated_archive")), frozenset(_DAMAGE))
    if sample.suffix in (".xml", ".rss", ".json", ".geojson"):
        yield "truncated_text", Broken(_cut(sample, place("truncated_text")), frozenset(_DAMAGE))
    if sample.suffix in (".xml", ".rss"):
        yield from _xml(sample, place)
    if sample.suffix in _NESTED:
        yield from _nested(connector, sample, place)
    grid = _grid(connector, sample)
    if grid is not None:
        yield from _columns(grid, place)
        yield from _cells(grid, place)
        if grid.encoding:
            yield from _texts(grid, place)


_DAMAGE: Final = {"archive_damaged", "file_damaged", "xml_damaged", "json_damaged", "file_empty"}
_OTHER: Final = {
    "column_missing",
    "member_missing",
    "sheet_missing",
    "encoding_unknown",
    "xml_element_missing",
}


def _cut(sample: Path, target: Path) -> Path:
    data = sample.read_bytes()
    target.write_bytes(data[: len(data) * 6 // 10])
    return target


def _xml(sample: Path, place: Callable[[str], Path]) -> Iterator[tuple[str, Broken]]:
    text = sample.read_text(encoding="utf-8")
    latin = place("wrong_encoding")
    latin.write_bytes(text.encode("latin-1", "replace"))
    if latin.read_bytes() != sample.read_bytes():
        yield "wrong_encoding", Broken(latin, frozenset(_DAMAGE))
    other = place("another_document")
    other.write_text(
        "<?xml version='1.0'?><html><body><p>Page introuvable</p></body></html>", encoding="utf-8"
    )
    yield "another_document", Broken(other, frozenset(_OTHER))


_NESTED: Final = (".xml", ".rss", ".json", ".jsonl", ".geojson")


def _nested(connector: Connector, sample: Path, place: Callable[[str], Path]) -> Iterator[tuple[str, Broken]]:
    """Formulas in place of a text that a table holds as it stands in the file: no grid says where it is."""
    text = sample.read_text(encoding="utf-8")
    for value in _texts_as_they_stand(connector, sample):
        if text.count(value) != 1:
            continue
        for name, formula in (("formula_link", LINK), ("formula_sum", SUM)):
            path = place(name)
            written = escape(formula) if sample.suffix in (".xml", ".rss") else json.dumps(formula)[1:-1]
            path.write_text(text.replace(value, written), encoding="utf-8")
            yield name, Broken(path, value=formula, reasons=frozenset({"formula"}))
        break
    if sample.suffix in (".json", ".jsonl", ".geojson"):
        path = place("utf_16")
        path.write_bytes(text.encode("utf-16"))
        yield "utf_16", Broken(path, frozenset(_DAMAGE | _OTHER))
        records = _records(text)
        if not all(
            isinstance(one, dict) and all(isinstance(v, str) for v in one.values()) for one in records
        ):
            path = place("extra_column")  # one more in a dictionary of codes and labels would be a row
            lines = (json.dumps(_with_extra(one), ensure_ascii=False, indent=None) for one in records)
            path.write_text("\n".join(lines), encoding="utf-8")
            yield "extra_column", Broken(path)


def _records(text: str) -> list[Any]:
    try:
        return [json.loads(text)]
    except ValueError:  # one record a line
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def _with_extra(found: Any) -> Any:
    if isinstance(found, list):
        return [_with_extra(one) for one in found]
    if isinstance(found, dict):
        return {EXTRA: "x"} | {name: _with_extra(one) for name, one in found.items()}
    return found


def _texts_as_they_stand(connector: Connector, sample: Path) -> Iterator[str]:
    reading = Reading()
    for block in typed(connector.read(sample, reading), connector.tables, reading):
        for column in connector.table(block.table).columns:
            if _plain(column):
                yield from (
                    one for one in block.batch.column(column.name).to_pylist() if one and len(one) > 3
                )


def _columns(grid: _Grid, place: Callable[[str], Path]) -> Iterator[tuple[str, Broken]]:
    needed = [(where, column) for where, column in grid.there() if not column.optional]
    for name, (where, column) in (("missing_column", needed[0]), ("missing_last_column", needed[-1])):
        cells = grid.with_columns(lambda line, where=where: line[:where] + line[where + 1 :])  # type: ignore[misc]
        yield (
            name,
            Broken(
                grid.write(cells, place(name)),
                frozenset({"column_missing", "sheet_missing"}),
                column.names[0],
            ),
        )
    extra = [list(line) for line in grid.with_columns(lambda line: ["x", *line])]
    extra[grid.header][0] = EXTRA
    yield "extra_column", Broken(grid.write(extra, place("extra_column")), noted=EXTRA)
    if not any("(2)" in name for column in grid.table.columns for name in column.names):
        moved = grid.with_columns(lambda line: line[::-1])
        yield "moved_columns", Broken(grid.write(moved, place("moved_columns")))


def _cells(grid: _Grid, place: Callable[[str], Path]) -> Iterator[tuple[str, Broken]]:
    line = grid.header + 2
    for where, column in grid.there():
        if column.kind is not Kind.STRING or column.pattern or column.choices:
            path = grid.write(grid.with_cell(1, where, NONSENSE), place("bad_cell"))
            reasons = frozenset({f"not_{column.kind.value}", "pattern", "not_a_choice", "not_date"})
            yield (
                "bad_cell",
                Broken(path, column=grid.names[where], value=NONSENSE, line=line, reasons=reasons),
            )
            break
    plain = [where for where, column in grid.there() if _plain(column)]
    typed = [where for where, column in grid.there() if column.kind is not Kind.STRING]
    for name, places, formula in (("formula_link", plain, LINK), ("formula_sum", typed or plain, SUM)):
        if places:
            path = grid.write(grid.with_cell(1, places[0], formula), place(name))
            reasons = frozenset({"formula", "not_integer", "not_number", "not_date", "not_boolean"})
            yield (
                name,
                Broken(path, column=grid.names[places[0]], value=formula, line=line, reasons=reasons),
            )


def _texts(grid: _Grid, place: Callable[[str], Path]) -> Iterator[tuple[str, Broken]]:
    def encoded(name: str, cells: list[list[str]], change: Callable[[bytes], bytes]) -> Path:
        path = grid.write(cells, place(name))
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for member, data in parts.items():
                    archive.writestr(member, change(data))
        else:
            path.write_bytes(change(path.read_bytes()))
        return path

    yield (
        "utf_16",
        Broken(
            encoded(
                "utf_16", grid.cells, lambda data: data.decode(grid.encoding, "replace").encode("utf-16")
            ),
            frozenset({"encoding_unknown"}),
        ),
    )
    plain = [where for where, column in grid.there() if _plain(column)]
    if plain and grid.encoding == "utf-8":
        cells = grid.with_cell(2, plain[0], "é" * 40)
        cells[grid.header + 1][plain[0]] = "@@@"
        path = encoded("bad_byte", cells, lambda data: data.replace(b"@@@", b"d\xe9j\xff"))
        yield (
            "bad_byte",
            Broken(
                path,
                column=grid.names[plain[0]],
                value=r"d\xe9j\xff",
                line=grid.header + 2,
                reasons=frozenset({"encoding"}),
            ),
        )
    if len(grid.cells[grid.header]) > 2:
        short = [list(line) for line in grid.cells]
        del short[grid.header + 1][2:]
        yield (
            "short_row",
            Broken(
                grid.write(short, place("short_row")),
                value=short[grid.header + 1][0],
                line=grid.header + 2,
                reasons=frozenset({"cell_count"}),
            ),
        )


def _plain(column: Column) -> bool:
    free = not (column.pattern or column.choices or column.width or column.withheld)
    return column.kind is Kind.STRING and free


def _grid(connector: Connector, sample: Path) -> _Grid | None:
    """The table of the file that the schema knows best, and how to write it again."""
    if sample.suffix in (".xml", ".rss", ".json", ".jsonl", ".geojson", ".parquet"):
        return None
    if sample.suffix in (".xlsx", ".xls", ".ods"):
        return _workbook(connector, sample)
    if zipfile.is_zipfile(sample):
        return _archive(connector, sample)
    found = _delimited(connector, sample.read_bytes())
    if found is None:
        return None
    grid, form = found

    def write(cells: list[list[str]], target: Path) -> Path:
        target.write_bytes(form(cells))
        return target

    return replace(grid, write=write)


def _archive(connector: Connector, sample: Path) -> _Grid | None:
    with zipfile.ZipFile(sample) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    for member, data in parts.items():
        if not member.endswith((".csv", ".txt", ".tsv")) or (found := _delimited(connector, data)) is None:
            continue
        grid, form = found

        def write(cells: list[list[str]], target: Path, member: str = member, form: _Form = form) -> Path:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, bytes_ in parts.items():
                    archive.writestr(name, form(cells) if name == member else bytes_)
            return target

        return replace(grid, write=write)
    return None


_Form = Callable[[list[list[str]]], bytes]


def _delimited(connector: Connector, data: bytes) -> tuple[_Grid, _Form] | None:
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = data.decode("latin-1"), "latin-1"
    best: tuple[int, Table, list[list[str]], int, str] | None = None
    for delimiter in ";,\t|":
        cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        known = _header(connector, cells)
        if known and (best is None or known[0] > best[0]):
            best = (*known[:2], cells, known[2], delimiter)
    if best is None:
        return None
    _known, table, cells, header, delimiter = best

    def form(lines: list[list[str]]) -> bytes:
        written = io.StringIO(newline="")
        quoting = csv.QUOTE_NONE if delimiter == "\t" and '"' not in text else csv.QUOTE_MINIMAL
        writer = csv.writer(
            written, delimiter=delimiter, lineterminator="\n", quoting=quoting, quotechar='"', escapechar=None
        )
        for line in lines:
            if quoting == csv.QUOTE_NONE:
                written.write(delimiter.join(line) + "\n")
            else:
                writer.writerow(line)
        return written.getvalue().encode(encoding)

    return _Grid(table, cells, header, lambda cells, target: target, encoding), form


def _workbook(connector: Connector, sample: Path) -> _Grid | None:
    book = CalamineWorkbook.from_path(str(sample))
    sheets: dict[str, list[list[Any]]] = {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
    }
    for name, lines in sheets.items():
        texts = [[_shown(cell) for cell in line] for line in lines]
        known = _header(connector, texts)
        if known is None:
            continue

        def write(cells: list[list[str]], target: Path, name: str = name) -> Path:
            with xlsxwriter.Workbook(str(target)) as written:
                for other, kept in sheets.items():
                    sheet = written.add_worksheet(other)
                    for row, line in enumerate(cells if other == name else kept):
                        for column, cell in enumerate(line):
                            if isinstance(cell, str) and cell.startswith("="):
                                sheet.write_formula(row, column, cell, None, "")  # whose value was not saved
                            elif cell not in ("", None):
                                sheet.write(row, column, cell)
            return target

        return _Grid(known[1], texts, known[2], write)
    return None


def _header(connector: Connector, cells: list[list[str]]) -> tuple[int, Table, int] | None:
    """How many columns are known, of which table, on which line: the best of the first lines that has all needed."""
    best: tuple[int, Table, int] | None = None
    for place, line in enumerate(cells[:60]):
        names = {" ".join(cell.replace("\ufeff", "").split()).casefold() for cell in line}
        for table in connector.tables:
            needed = [column for column in table.columns if not column.optional]
            known = sum(any(name.casefold() in names for name in column.names) for column in needed)
            if known == len(needed) and known and (best is None or known > best[0]):
                best = (known, table, place)
    return best


def _numbered(name: str, seen: dict[str, int]) -> str:
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name} ({seen[name]})"


def _shown(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
