"""CSV and its relatives, in a stream: any delimiter, any encoding that producers use, with the record of each row.

The bytes are parsed by Arrow; only the columns that are asked for are kept. A row with too many or too few cells is
rejected by itself. Which encoding a file has is found from its bytes, because producers' names for it are often wrong.
"""

from __future__ import annotations

import codecs
import csv
import io
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from openemploi.connectors.base import Raw, Reading, Rejected
from openemploi.connectors.opening import Opened
from openemploi.connectors.schema import Table
from openemploi.connectors.validation import found_columns, note_unknown
from openemploi.errors import FormatError, Where
from openemploi.i18n import _

_BLOCK: Final = 4 << 20
_HEAD: Final = 1 << 20


def delimited(
    source: Opened,
    table: Table,
    reading: Reading,
    *,
    delimiter: str = ";",
    encodings: Sequence[str] = ("utf-8",),
    header: Callable[[list[str]], bool] | None = None,
    names: Sequence[str] | None = None,
    quote: str | None = '"',
    all_columns: bool = False,
) -> Iterator[Raw]:
    """Raw rows of a delimited file.

    Parameters
    ----------
    source:
        The file, which can be opened several times.
    encodings:
        The encodings that the producer has used, UTF-8 first. One that is not UTF-8 is taken when the bytes are not.
    header:
        Tells the header among the first lines, where there are others before it.
    names:
        The columns of a file that has no header.
    quote:
        What encloses a cell; ``None`` when nothing does.
    all_columns:
        Keep the columns that the schema does not know: where a connector works on them before they are typed.

    Raises ``FormatError``: ``encoding_unknown``, ``column_missing``, ``file_empty``, ``file_damaged``.
    """
    encoding = _encoding(source, encodings)
    found, skipped = (list(names), 0) if names else _header(source, encoding, delimiter, quote, header, table)
    kept = found if all_columns else _wanted(found, table, source)
    note_unknown(found, table, reading)
    refused: list[int] = []

    def refuse(row: Any) -> str:
        # Arrow numbers records from 1, those that skip_rows skips among them.
        refused.append(row.number)
        if row.text.strip():
            reading.reject(
                Rejected(
                    table.name,
                    "cell_count",
                    row.number,
                    value=row.text[:200],
                    row=row.text,
                    member=source.name,
                )
            )
        return "skip"

    with source.open() as file:
        counted = _Counted(file, reading)
        try:
            stream = arrow_csv.open_csv(
                pa.PythonFile(counted, mode="r"),
                read_options=arrow_csv.ReadOptions(
                    column_names=found,
                    skip_rows=skipped,
                    use_threads=False,
                    block_size=_BLOCK,
                    encoding="utf8" if encoding == "utf-8" else encoding,
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=delimiter,
                    quote_char=quote or False,
                    newlines_in_values=quote is not None,
                    ignore_empty_lines=False,
                    invalid_row_handler=refuse,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types={name: pa.binary() for name in kept},
                    include_columns=kept,
                    strings_can_be_null=False,
                    quoted_strings_can_be_null=False,
                ),
            )
            yield from _blocks(stream, table, kept, skipped + 1, refused, source.name)
        except (pa.ArrowInvalid, UnicodeDecodeError) as fault:
            if str(fault).startswith("Could not skip initial"):
                return  # the names of the columns, without a line feed, and nothing after them
            raise _damaged(source, str(fault)) from fault


def delimiter_of(source: Opened, *candidates: str) -> str:
    """Which of ``candidates`` separates the cells of the first line: producers change it between editions."""
    with source.open() as file:
        line = file.read(_HEAD).split(b"\n", 1)[0].decode("utf-8", "replace")
    return max(candidates, key=line.count)


def _blocks(
    stream: Any, table: Table, names: list[str], first: int, refused: list[int], member: str
) -> Iterator[Raw]:
    used = 0
    for batch in stream:
        columns = [batch.column(place) for place in range(batch.num_columns)]
        records = np.arange(first + used, first + used + batch.num_rows, dtype=np.int64)
        first += batch.num_rows
        while used < len(refused) and len(records) and refused[used] <= records[-1]:
            records[bisect_left(records, refused[used]) :] += (
                1  # those after a refused one come later in the file
            )
            used += 1
        empty = _empty_rows(columns, batch.num_rows)
        if empty is not None:
            keep = pa.array(~empty)
            columns = [column.filter(keep) for column in columns]
            records = records[~empty]
        if len(records):
            yield Raw(table.name, tuple(names), tuple(columns), records, member=member)


def _empty_rows(columns: list[pa.Array], rows: int) -> np.ndarray[Any, np.dtype[np.bool_]] | None:
    """Rows in which every cell is empty: blank lines at the end of a file are no rows."""
    empty = np.ones(rows, bool)
    for column in columns:
        offsets = np.frombuffer(column.buffers()[1], np.int32)[column.offset : column.offset + rows + 1]
        empty &= np.diff(offsets) == 0
        if not empty.any():
            return None
    return empty


def _wanted(found: Sequence[str], table: Table, source: Opened) -> list[str]:
    names = found_columns(found, table, where=Where(file=source.name, line=1))
    return sorted(set(names.values()), key=list(found).index)


def _header(
    source: Opened,
    encoding: str,
    delimiter: str,
    quote: str | None,
    header: Callable[[list[str]], bool] | None,
    table: Table,
) -> tuple[list[str], int]:
    """The names in the header, and how many lines come before the first row."""
    with source.open() as file:
        head = file.read(_HEAD).decode(encoding, "replace").removeprefix("\ufeff")
    if not head.strip():
        raise FormatError(
            "file_empty",
            _("The file {name} is empty.", name=source.name),
            remedy=_("Fetch it again from its producer."),
            where=Where(file=source.name),
        )
    lines = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, quotechar=quote or '"')
    for cells in lines:
        if cells and (header is None or header(cells)):
            return _unique([cell.strip() for cell in cells]), lines.line_num
    raise FormatError(
        "column_missing",
        _("No line of {name} holds the names of the columns.", name=source.name),
        remedy=_("Check that it is the official file; if its layout has changed, tell us."),
        where=Where(file=source.name, column=table.columns[0].names[0]),
    )


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    found: list[str] = []
    for place, name in enumerate(names):
        name = name or f"({place + 1})"
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _encoding(source: Opened, encodings: Sequence[str]) -> str:
    """UTF-8 unless the bytes say otherwise; then the producer's other encoding.

    A file of UTF-8 with some broken cells stays UTF-8: only those cells are rejected.
    """
    with source.open() as file:
        head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FormatError(
            "encoding_unknown",
            _("The file {name} is in UTF-16, which its producer does not use.", name=source.name),
            remedy=_("Save it again as CSV in UTF-8."),
            where=Where(file=source.name),
        )
    others = [name for name in encodings if name != "utf-8"]
    if not others:
        return "utf-8"
    if "utf-8" not in encodings:
        return others[0]
    good, bad = _multibyte(source)
    return "utf-8" if bad == 0 or good > 10 * bad else others[0]


def _multibyte(source: Opened) -> tuple[int, int]:
    """How many bytes beyond ASCII stand in well-formed sequences of UTF-8, and how many do not."""
    good = bad = 0
    rest = b""
    with source.open() as file:
        while part := file.read(_HEAD):
            data = rest + part
            cut = max(0, len(data) - 4)
            while cut < len(data) and data[cut] & 0xC0 == 0x80:
                cut += 1
            data, rest = data[:cut], data[cut:]
            try:
                data.decode()
                good += int(np.count_nonzero(np.frombuffer(data, np.uint8) > 0x7F))
            except UnicodeDecodeError:
                text = data.decode("utf-8", "surrogateescape")
                wrong = sum("\ud800" <= sign <= "\udfff" for sign in text)
                bad += wrong
                good += sum(sign > "\x7f" for sign in text) - wrong
    if rest:
        try:
            rest.decode()
        except UnicodeDecodeError:
            bad += 1
    return good, bad


def _damaged(source: Opened, fault: str) -> FormatError:
    return FormatError(
        "file_damaged",
        _("The file {name} cannot be read to its end: {fault}", name=source.name, fault=fault[:200]),
        remedy=_("Fetch it again from its producer."),
        where=Where(file=source.name),
    )


class _Counted(io.RawIOBase):
    """A file that says how far it has been read, without the mark that some programs put before UTF-8."""

    def __init__(self, file: IO[bytes], reading: Reading) -> None:
        self._file, self._reading, self._start = file, reading, True

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._reading.advance(len(data))
        if self._start:
            self._start = False
            if data.startswith(codecs.BOM_UTF8):
                data = data[3:] or self._file.read(size)
        return data
