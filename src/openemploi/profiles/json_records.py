"""Records of a JSON file, cut out of the stream one by one: memory holds one record and not the file.

One object a line (blank lines are skipped), one array of objects, the answer of a France Travail search
(``{"resultats": [...]}``), or a single object laid out over several lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, Final

# No record is this long; a line or an element beyond it is skipped and reported.
MAX_RECORD: Final = 8 * 1024 * 1024
_CHUNK: Final = 256 * 1024
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"
_SIGNS: Final = re.compile(rb'["\\{}\[\],]')
_RESULTS: Final = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{\s*"resultats"\s*:\s*\[')


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of a record and the line that they start on.

    Parameters
    ----------
    content:
        ``None`` when the record is longer than :data:`MAX_RECORD`.
    cut_short:
        The array that it stands in never closed: the file is not whole.
    """

    content: bytes | None
    line: int
    cut_short: bool = False


def pieces(stream: IO[bytes]) -> Iterator[Piece]:
    """The records of ``stream``, which can be sought and stands at its start."""
    head = stream.read(4096)
    start = head.lstrip(_BLANK)[:1]
    results = _RESULTS.match(head)
    if start == b"[" or results:
        stream.seek(0)
        yield from _elements(stream, opening=results.end() if results else head.index(b"[") + 1)
        return
    whole = _whole(stream) if start in (b"<", b"{") else None
    stream.seek(0)
    if whole is None:
        yield from _lines(stream)
    else:
        yield Piece(whole if len(whole) <= MAX_RECORD else None, 1)


def _whole(stream: IO[bytes]) -> bytes | None:
    """A file that is one record, laid out over several lines; ``None`` when it has one record a line."""
    stream.seek(0)
    first, second = (*(piece.content or b"" for piece in islice(_lines(stream), 2)), b"", b"")[:2]
    if first.rstrip().endswith(b"}") or second.startswith(b"{"):
        return None
    stream.seek(0)
    whole = stream.read(MAX_RECORD + 1)
    markup = whole.lstrip(_BLANK)[:1] == b"<"
    return whole if markup or len(whole) <= MAX_RECORD else None


def _lines(stream: IO[bytes]) -> Iterator[Piece]:
    number = 0
    while line := stream.readline(MAX_RECORD):
        number += 1
        if len(line) == MAX_RECORD and not line.endswith(b"\n"):
            while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
                pass
            yield Piece(None, number)
        elif line.strip(_BLANK):
            yield Piece(line, number)


def _elements(stream: IO[bytes], *, opening: int) -> Iterator[Piece]:
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
    for piece in scan.cut(last=False):
        yield Piece(piece.content, piece.line, cut_short=True)


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

    def cut(self, *, last: bool) -> Iterator[Piece]:
        content = bytes(self._content)
        body = content.lstrip(_BLANK)
        line = self._line + content[: len(content) - len(body)].count(b"\n")
        if self._too_long:
            yield Piece(None, self._line)
        elif body or not last:
            yield Piece(body, line)
        self._line += self._lines_within
        self._content.clear()
        self._lines_within, self._too_long = 0, False
