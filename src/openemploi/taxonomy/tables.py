"""The tables of an official distribution, read where they lie.

ESCO and ROME come as a zip of CSV files, as the folder somebody unpacked it into, or as one file; whatever it
is, :func:`open_tables` gives its tables and :class:`TableReader` their rows. Nothing is unpacked to disk, no
table is trusted before it has been read once to its end, and a fault is told with its file, line and column.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import IO, Final

from openemploi.errors import FormatError, Where
from openemploi.i18n import _, ngettext

# Official tables are below 25 MB and 12:1; these limits only stop a bomb.
MAX_TABLE_BYTES: Final = 512 * 1024 * 1024
MAX_TOTAL_BYTES: Final = 2 * 1024 * 1024 * 1024
MAX_TABLES: Final = 2_000
MAX_RATIO: Final = 150

_BLOCK: Final = 1 << 20
_ZIP_MAGIC: Final = (b"PK\x03\x04", b"PK\x05\x06")
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
_UTF8_SEQUENCE: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_C1: Final = re.compile(rb"[\x80-\x9f]")
_NOT_CP1252: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@dataclass(frozen=True, slots=True)
class Table:
    """A file of a distribution. ``where`` names it for people; equal fingerprints hold equal bytes."""

    name: str
    where: str
    open: Callable[[], IO[bytes]]
    fingerprint: tuple[int, int] | None = None


@contextmanager
def open_tables(path: Path) -> Iterator[tuple[Table, ...]]:
    """The files of the zip, folder or single file ``path``, usable inside the ``with``.

    Raises
    ------
    FormatError
        ``file_not_found``, ``archive_broken``, ``archive_encrypted`` or ``archive_too_large``.
    """
    if path.is_dir():
        files = sorted(child for child in path.iterdir() if child.is_file() and not _is_litter(child.name))
        yield tuple(_file_table(file, f"{path.name}/{file.name}") for file in files)
        return
    if not path.is_file():
        raise FormatError(
            "file_not_found",
            _("There is no file {file} here.", file=path.name),
            remedy=_("Check the path, and download the file from its publisher if it is missing."),
            where=Where(file=path.name),
        )
    if not is_zip(path):
        yield (_file_table(path, path.name),)
        return
    with _broken_is_said(path.name):
        archive = zipfile.ZipFile(path)
    with archive:
        yield _zip_tables(archive, path.name)


def is_zip(path: Path) -> bool:
    """Whether ``path`` begins as a zip file, were it truncated."""
    with path.open("rb") as stream:
        return stream.read(4) in _ZIP_MAGIC


def head(table: Table, *, size: int = 4096) -> str:
    """The beginning of ``table``, to tell what it is; whatever is not UTF-8 in it is replaced."""
    with _broken_is_said(table.where), table.open() as stream:
        return stream.read(size).decode("utf-8", errors="replace")


class TableReader:
    """The rows of one CSV table, as ``(line, cells)`` with the cells of ``columns`` then of ``optional``.

    ``line`` is where the row begins in the file, counted from 1, whatever line feeds its cells hold. A column
    of ``optional`` that the table lacks reads as empty cells. The header is the first row, or the first row
    within ``header_within`` lines that names all ``columns`` (crosswalks begin with their own description).

    Raises
    ------
    FormatError
        ``table_bad_encoding``, ``table_empty`` or ``table_missing_column`` at once; ``table_bad_row``,
        ``table_truncated`` or ``archive_broken`` while reading.
    """

    def __init__(
        self, table: Table, *, columns: Sequence[str], optional: Sequence[str] = (), header_within: int = 1
    ) -> None:
        self.table = table
        self.encoding = _encoding(table)
        self.preamble: list[list[str]] = []
        self._columns = tuple(columns)
        self._optional = tuple(optional)
        self._header_within = header_within
        with self._text() as text:
            self._header_line, self.header = self._find_header(text)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader of the scheme should know about how this table was read."""
        if self.encoding == "utf-8-sig":
            return ()
        file, encoding = self.table.where, self.encoding
        return (_("{file} is not in UTF-8; read as {encoding}.", file=file, encoding=encoding),)

    def __iter__(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        with _broken_is_said(self.table.where), self._text() as text:
            yield from self._rows(text)

    def bad_cell(self, line: int, column: str, value: str, expected: str) -> FormatError:
        """The error to raise for a cell that does not hold what its column is for."""
        message = _(
            "Line {line} of {file}: the column {column} holds “{value}”, where {expected} is expected.",
            line=line,
            file=self.table.where,
            column=column,
            value=value[:60],
            expected=expected,
        )
        return self._fault("table_bad_cell", message, line=line, column=column)

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self.table.open(), encoding=self.encoding, newline="")

    def _rows(self, text: io.TextIOWrapper) -> Iterator[tuple[int, tuple[str, ...]]]:
        reader = csv.reader(text, strict=True)
        width = len(self.header)
        pick = self._picker()
        line = 1
        try:
            for row in reader:
                if line > self._header_line:
                    if len(row) == width:
                        row.append("")  # what an absent optional column reads
                        yield line, pick(row)
                    elif row:
                        raise self._bad_width(line, len(row))
                line = reader.line_num + 1
        except csv.Error as error:
            raise self._bad_quotes(line, error) from error

    def _picker(self) -> Callable[[list[str]], tuple[str, ...]]:
        at = [self.header.index(name) for name in self._columns]
        at += [self.header.index(name) if name in self.header else -1 for name in self._optional]
        if len(at) == 1:
            only = at[0]
            return lambda row: (row[only],)
        return itemgetter(*at)

    def _find_header(self, text: io.TextIOWrapper) -> tuple[int, tuple[str, ...]]:
        reader = csv.reader(text, strict=True)
        best: tuple[int, int, tuple[str, ...]] | None = None
        line, needed = 1, set(self._columns)
        try:
            for row in reader:
                names = tuple(cell.strip() for cell in row)
                found = len(needed.intersection(names))
                if found == len(needed):
                    return line, names
                if row and (best is None or found > best[0]):
                    best = (found, line, names)
                self.preamble.append(row)
                line = reader.line_num + 1
                if line > self._header_within:
                    break
        except csv.Error as error:
            raise self._bad_quotes(line, error) from error
        if best is None:
            raise self._fault("table_empty", _("{file} is empty.", file=self.table.where), line=1)
        missing = next(name for name in self._columns if name not in best[2])
        raise FormatError(
            "table_missing_column",
            _("{file} has no column {column}.", file=self.table.where, column=missing),
            remedy=_("Give the CSV file as its publisher distributes it, with the names of its columns."),
            where=Where(file=self.table.where, line=best[1], column=missing),
        )

    def _bad_width(self, line: int, found: int) -> FormatError:
        width = len(self.header)
        message = _(
            "Line {line} of {file} has {found} cells instead of {expected}.",
            line=line,
            file=self.table.where,
            found=found,
            expected=width,
        )
        column = self.header[found] if found < width else width + 1
        return self._fault("table_bad_row", message, line=line, column=column)

    def _bad_quotes(self, line: int, error: csv.Error) -> FormatError:
        file = self.table.where
        if "unexpected end" in str(error):
            message = _("{file} stops inside the row that begins on line {line}.", file=file, line=line)
            return self._fault("table_truncated", message, line=line)
        message = _("The quotes of the row on line {line} of {file} do not match.", file=file, line=line)
        return self._fault("table_bad_row", message, line=line)

    def _fault(self, code: str, message: str, *, line: int, column: str | int | None = None) -> FormatError:
        where = Where(file=self.table.where, line=line, column=column)
        return FormatError(code, message, remedy=_again(), where=where)


_INVISIBLE: Final = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def clean(text: str) -> str:
    """``text`` on one line, single plain spaces, no invisible characters.

    >>> clean(" développeur de\\u00a0chaussures  3D ")
    'développeur de chaussures 3D'
    """
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    return " ".join(text.split())


def clean_lines(text: str) -> str:
    """``text`` with its lines kept, each :func:`clean`, empty ones left out."""
    return "\n".join(line for raw in text.splitlines() if (line := clean(raw)))


def left_out(table: str, count: int) -> list[str]:
    """The note about ``count`` rows of ``table`` that lead to what the files do not hold; empty for none."""
    if not count:
        return []
    return [
        ngettext(
            "{table}: {count} row that leads to something the files do not hold was left out.",
            "{table}: {count} rows that lead to something the files do not hold were left out.",
            count,
            table=table,
        )
    ]


def _file_table(path: Path, where: str) -> Table:
    return Table(name=path.name, where=where, open=lambda: path.open("rb"))


def _zip_tables(archive: zipfile.ZipFile, where: str) -> tuple[Table, ...]:
    members = [info for info in archive.infolist() if not info.is_dir() and not _is_litter(info.filename)]
    total = sum(info.file_size for info in members)
    if len(members) > MAX_TABLES or total > MAX_TOTAL_BYTES or any(map(_is_bomb, members)):
        raise FormatError(
            "archive_too_large",
            _("{file} would unpack to far more than a taxonomy holds.", file=where),
            remedy=_("Download the archive again from its publisher."),
            where=Where(file=where),
        )
    names = Counter(_base(info.filename).lower() for info in members)
    twice = next((name for name, count in names.items() if count > 1 and name.endswith(".csv")), None)
    if twice is not None:
        raise FormatError(
            "archive_member_twice",
            _("{file} holds the table {table} twice.", file=where, table=twice),
            remedy=_("Download the archive again from its publisher."),
            where=Where(file=f"{where}/{twice}"),
        )
    if any(info.flag_bits & 0x1 for info in members):
        raise FormatError(
            "archive_encrypted",
            _("{file} is protected by a password.", file=where),
            remedy=_("Give the archive as its publisher distributes it, without a password."),
            where=Where(file=where),
        )
    return tuple(_member_table(archive, info, where) for info in members)


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    unpacked = info.file_size
    return unpacked > MAX_TABLE_BYTES or (unpacked > _BLOCK and unpacked > MAX_RATIO * info.compress_size)


def _member_table(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Table:
    name = _base(info.filename)
    return Table(
        name=name,
        where=f"{where}/{name}",
        open=lambda: archive.open(info),
        fingerprint=(info.CRC, info.file_size),
    )


def _is_litter(name: str) -> bool:
    # What macOS and Windows add beside the files of people.
    base = _base(name).lower()
    return "__MACOSX" in name or base.startswith(".") or base in ("thumbs.db", "desktop.ini")


def _base(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]


@contextmanager
def _broken_is_said(where: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise FormatError(
            "archive_broken",
            _("{file} is damaged or incomplete and cannot be unpacked.", file=where),
            remedy=_("Download the archive again from its publisher."),
            where=Where(file=where),
        ) from error


def _encoding(table: Table) -> str:
    """UTF-8 where the whole table is; an old Western encoding where it clearly is one; else an error.

    Reads to the end, so that a damaged member is known before its first row is taken.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _broken_is_said(table.where), table.open() as stream:
        try:
            while block := stream.read(_BLOCK):
                if b"\x00" in block:
                    raise _not_text(table)
                decoder.decode(block)
            decoder.decode(b"", final=True)
            return "utf-8-sig"
        except UnicodeDecodeError:
            pass
    return _western(table)


def _western(table: Table) -> str:
    # ROME has a table named “…_utf8.csv” in Latin-9. A few broken bytes in a UTF-8 table are another matter:
    # reading it as Latin-9 would turn every “é” into “Ã©”.
    high = in_sequences = c1 = impossible = 0
    first: Where | None = None
    with _broken_is_said(table.where), table.open() as stream:
        for number, line in enumerate(stream, start=1):
            if line.isascii():
                continue
            high += len(_HIGH.findall(line))
            in_sequences += sum(len(found) for found in _UTF8_SEQUENCE.findall(line))
            c1 += len(_C1.findall(line))
            impossible += len(_NOT_CP1252.findall(line))
            if first is None:
                first = _first_bad_byte(table, number, line)
    if in_sequences * 2 > high or (c1 and impossible):
        raise FormatError(
            "table_bad_encoding",
            _("{file} holds bytes that are not text in UTF-8.", file=table.where),
            remedy=_again(),
            where=first,
        )
    return "cp1252" if c1 else "iso8859-15"


def _first_bad_byte(table: Table, number: int, line: bytes) -> Where | None:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        column = len(line[: error.start].decode("utf-8")) + 1
        return Where(file=table.where, line=number, column=column)
    return None


def _not_text(table: Table) -> FormatError:
    where = Where(file=table.where)
    with table.open() as stream:
        for number, line in enumerate(stream, start=1):
            if b"\x00" in line:
                where = Where(file=table.where, line=number, column=line.index(b"\x00") + 1)
                break
    return FormatError(
        "table_bad_encoding",
        _("{file} is not a text file in UTF-8.", file=table.where),
        remedy=_("Give the CSV file as its publisher distributes it, or save it again as CSV in UTF-8."),
        where=where,
    )


def _again() -> str:
    return _("Download the file again from its publisher, and do not open it in a spreadsheet before.")
