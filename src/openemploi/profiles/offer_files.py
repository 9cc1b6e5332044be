"""Files of many offers: JSON Lines, a JSON array, or the answer of a France Travail search.

Records are cut out of the stream one by one, so memory holds one record and not the file. A record that cannot be
read is handed over as the :class:`FormatError` it raised, with its line, and the next one follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Final

from openemploi.errors import FormatError, Where
from openemploi.i18n import _
from openemploi.profiles.detect import read_structured, read_value, unknown_format
from openemploi.profiles.json_text import parse_json
from openemploi.profiles.model import StructuredCv, StructuredOffer
from openemploi.profiles.sheet import digest

# No offer is this long; a line or an element beyond it is skipped and reported.
MAX_RECORD: Final = 8 * 1024 * 1024
_CHUNK: Final = 256 * 1024
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"
_SIGNS: Final = re.compile(rb'["\\{}\[\],]')
_RESULTS: Final = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{\s*"resultats"\s*:\s*\[')


def iter_offers(path: Path) -> Iterator[StructuredOffer | FormatError]:
    """The offers of the file at ``path`` in order, each or the error that kept it from being read.

    One object a line (blank lines are skipped), one array of objects, or ``{"resultats": [...]}``; a file with a
    single offer is one too. Every offer's ``sha256`` is that of its own bytes.

    Raises ``OSError`` when the file cannot be opened.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
        start = head.lstrip(_BLANK)[:1]
        results = _RESULTS.match(head)
        stream.seek(0)
        if start == b"[" or results:
            opening = results.end() if results else head.index(b"[") + 1
            pieces = _elements(stream, opening=opening)
        else:
            pieces = _lines(stream)
        if start == b"<" or (start == b"{" and not results and not _one_a_line(path)):
            whole = stream.read(MAX_RECORD + 1)
            pieces = iter([_Piece(whole if len(whole) <= MAX_RECORD else None, 1)])
        for piece in pieces:
            yield from _read(piece, name=path.name)


@dataclass(frozen=True, slots=True)
class _Piece:
    content: bytes | None  # None: too long
    line: int


def _read(piece: _Piece, *, name: str) -> Iterator[StructuredOffer | FormatError]:
    where = Where(file=name, line=piece.line)
    if piece.content is None:
        yield FormatError(
            "record_too_large",
            _("This record is longer than any offer ({limit} MB).", limit=MAX_RECORD // 1024 // 1024),
            remedy=_("Check that the file holds one offer a line, or one array of offers."),
            where=where,
        )
        return
    try:
        text = piece.content.decode("utf-8-sig").rstrip()
    except UnicodeDecodeError:
        yield FormatError(
            "text_not_utf8",
            _("This record is not written in UTF-8."),
            remedy=_("Save the file in UTF-8 and give it again."),
            where=where,
        )
        return
    try:
        if text.lstrip().startswith("<"):
            yield _sorted(read_structured(text, name=name, sha256=digest(piece.content)), name=name, line=1)
            return
        value = parse_json(text, name=name, first_line=piece.line)
    except FormatError as fault:
        yield fault
        return
    several = value.get("resultats") if isinstance(value, dict) else None
    for item in several if isinstance(several, list) else [value]:
        yield _offer(item, name=name, content=piece.content, line=piece.line)


def _offer(value: object, *, name: str, content: bytes, line: int) -> StructuredOffer | FormatError:
    try:
        found = read_value(value, name=name, sha256=digest(content), line=line)
    except FormatError as fault:
        return fault
    return _sorted(found, name=name, line=line)


def _sorted(
    found: StructuredOffer | StructuredCv | None, *, name: str, line: int
) -> StructuredOffer | FormatError:
    if isinstance(found, StructuredOffer):
        return found
    if found is None:
        return unknown_format(name=name, line=line)
    return FormatError(
        "profile_not_an_offer",
        _("This record is a CV, not an offer."),
        remedy=_("Give the CV by itself."),
        where=Where(file=name, line=line),
    )


def _one_a_line(path: Path) -> bool:
    """Whether a file that starts with a brace has one record a line, rather than one laid out over several."""
    if path.stat().st_size > MAX_RECORD:
        return True
    with path.open("rb") as stream:
        first, second = (*(piece.content or b"" for piece in islice(_lines(stream), 2)), b"", b"")[:2]
    return first.rstrip().endswith(b"}") or second.startswith(b"{")


def _lines(stream: IO[bytes]) -> Iterator[_Piece]:
    number = 0
    while line := stream.readline(MAX_RECORD):
        number += 1
        if len(line) == MAX_RECORD and not line.endswith(b"\n"):
            while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
                pass
            yield _Piece(None, number)
        elif line.strip(_BLANK):
            yield _Piece(line, number)


def _elements(stream: IO[bytes], *, opening: int) -> Iterator[_Piece]:
    """The elements of the array that opens just before ``opening``, told apart by brackets, commas and quotes."""
    scan = _Scan(line=1 + stream.read(opening).count(b"\n"))
    base, depth, in_string, escaped = 0, 0, False, -1
    while chunk := stream.read(_CHUNK):
        at = 0
        for found in _SIGNS.finditer(chunk):
            sign, position = found.group(), found.start()
            if base + position == escaped:
                continue
            if in_string:
                if sign == b"\\":
                    escaped = base + position + 1
                in_string = sign != b'"'
            elif sign == b'"':
                in_string = True
            elif sign in b"{[":
                depth += 1
            elif sign in b"}]" and depth:
                depth -= 1
            elif sign in b"}]":
                scan.add(chunk[at:position])
                yield from scan.cut(last=True)
                return
            elif sign == b"," and not depth:
                scan.add(chunk[at:position])
                yield from scan.cut(last=False)
                at = position + 1
        scan.add(chunk[at:])
        base += len(chunk)
    # The array never closed: what is left cannot be read, and says so.
    yield from scan.cut(last=False)


class _Scan:
    """The element being gathered, and the line it started on."""

    def __init__(self, *, line: int) -> None:
        self._line = line
        self._content = bytearray()
        self._lines_within = 0
        self._too_long = False

    def add(self, part: bytes) -> None:
        self._lines_within += part.count(b"\n")
        if len(self._content) + len(part) > MAX_RECORD:
            self._too_long = True
            self._content.clear()
        elif not self._too_long:
            self._content += part

    def cut(self, *, last: bool) -> Iterator[_Piece]:
        content = bytes(self._content)
        body = content.lstrip(_BLANK)
        line = self._line + content[: len(content) - len(body)].count(b"\n")
        if self._too_long:
            yield _Piece(None, self._line)
        elif body or not last:
            yield _Piece(body, line)
        self._line += self._lines_within
        self._content.clear()
        self._lines_within, self._too_long = 0, False
