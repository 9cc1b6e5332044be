"""JSON in a stream: the objects of an array, or the lines of a file of objects, one at a time.

An array is looked for at the top of the file or under one name at the top (``features`` of GeoJSON). A piece that
does not end is read on; what is not JSON is an error of the whole file, for nobody can tell where it goes on.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import numpy as np

from openemploi.connectors.base import Raw, Reading, Rejected, rows
from openemploi.connectors.opening import Opened
from openemploi.connectors.schema import Table
from openemploi.errors import FormatError, Where
from openemploi.i18n import _

_PART: Final = 1 << 20
_ROWS: Final = 8192
_BETWEEN: Final = re.compile(r"[\s,]*")
_LARGEST: Final = 256 << 20  # characters of one object


def is_json(source: Opened) -> bool:
    """Whether the file starts as JSON does, whatever it is called."""
    with source.open() as file:
        return file.read(64).removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"[", b"{")


def objects(
    source: Opened, reading: Reading, *, under: str = "", encoding: str = "utf-8"
) -> Iterator[tuple[int, Any]]:
    """What is in the array at the top of the file, or in the one called ``under``; else what is on its lines.

    Each comes with the line at which it starts. Raises ``FormatError``: ``json_damaged``, and ``member_missing``
    when nothing is called ``under``.
    """
    with source.open() as file:
        text = _Text(file, reading, encoding, source)
        start = text.skip(0)
        array = text.part[start : start + 1] == "["
        if array:
            start += 1
        elif under:
            start, array = _array(text, source, under), True
        yield from _objects(text, source, start, array)


def object_rows(
    source: Opened, table: Table, reading: Reading, *, under: str = "", encoding: str = "utf-8"
) -> Iterator[Raw]:
    """Raw rows from flat objects; the columns are the names that the objects so far have had.

    What is an object or an array in a cell is given as JSON. What is no object is rejected.
    """
    taken: list[dict[str, Any]] = []
    lines: list[int] = []
    names: dict[str, None] = {}
    for line, one in objects(source, reading, under=under, encoding=encoding):
        if not isinstance(one, dict):
            reading.reject(
                Rejected(table.name, "not_object", line=line, value=str(cell(one))[:200], member=source.name)
            )
            continue
        taken.append(one)
        lines.append(line)
        names.update(dict.fromkeys(one))
        if len(taken) >= _ROWS:
            yield _raw(table, list(names), taken, lines, source)
            taken, lines = [], []
    if taken:
        yield _raw(table, list(names), taken, lines, source)


def cell(value: Any) -> str | None:
    """A value of JSON as the text of a cell."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _raw(
    table: Table, names: list[str], taken: list[dict[str, Any]], lines: list[int], source: Opened
) -> Raw:
    raw = rows(table.name, names, [[cell(one.get(name)) for name in names] for one in taken], first=1)
    return replace(raw, records=np.array(lines, np.int64), lines=True, member=source.name)


class _Text:
    """The part of the file that has been read and not yet used, as text."""

    def __init__(self, file: Any, reading: Reading, encoding: str, source: Opened) -> None:
        self._file, self._reading, self._source = file, reading, source
        self._decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)()
        self._feeds = self._counted = 0
        self.part = ""
        self.ended = False
        self.more(0)

    def more(self, start: int) -> None:
        """Drop what stands before ``start`` and read on: twice as much each time that one object does not fit."""
        self.line(start)
        data = self._file.read(max(_PART, len(self.part) - start))
        self._reading.advance(len(data))
        self.ended = not data
        try:
            self.part = self.part[start:] + self._decoder.decode(data, final=self.ended)
        except UnicodeDecodeError as fault:
            raise _damaged(self._source, str(fault)) from fault
        self._counted = 0

    def skip(self, start: int) -> int:
        """Where the next thing starts: after spaces and commas."""
        found = _BETWEEN.match(self.part, start)
        return found.end() if found else start

    def line(self, place: int) -> int:
        """The line of the file, from 1, in which ``place`` of the part is; never asked backwards."""
        self._feeds += self.part.count("\n", self._counted, place)
        self._counted = place
        return self._feeds + 1


def _array(text: _Text, source: Opened, under: str) -> int:
    """Where the array called ``under`` starts: after its bracket."""
    mark = re.compile(rf'"{re.escape(under)}"\s*:\s*\[')
    while True:
        if found := mark.search(text.part):
            return found.end()
        if text.ended:
            raise FormatError(
                "member_missing",
                _("The file {name} holds no {what}.", name=source.name, what=under),
                remedy=_("Check that it is the official file; if its layout has changed, tell us."),
                where=Where(file=source.name),
            )
        text.more(max(0, len(text.part) - 1000))


def _objects(text: _Text, source: Opened, start: int, array: bool) -> Iterator[tuple[int, Any]]:
    read = json.JSONDecoder().raw_decode
    while True:
        start = text.skip(start)
        if array and text.part[start : start + 1] == "]":
            return
        if start == len(text.part):
            if text.ended and array:
                raise _damaged(source, "no ]")
            if text.ended:
                return
            text.more(start)
            start = 0
            continue
        try:
            value, end = read(text.part, start)
        except (json.JSONDecodeError, RecursionError) as fault:
            if text.ended or not _goes_on(fault, text.part, start):
                raise _damaged(source, f"{fault} (line {text.line(start)})") from fault
            text.more(start)
            start = 0
            continue
        if end == len(text.part) and not text.ended:  # a number may go on in the next part
            text.more(start)
            start = 0
            continue
        yield text.line(start), value
        start = end


def _goes_on(fault: Exception, part: str, start: int) -> bool:
    """Whether what could not be read may only be cut by the end of the part."""
    if not isinstance(fault, json.JSONDecodeError) or len(part) - start > _LARGEST:
        return False
    return fault.msg.startswith("Unterminated string") or fault.pos > len(part) - 16


def _damaged(source: Opened, fault: str) -> FormatError:
    return FormatError(
        "json_damaged",
        _("The file {name} is not well-formed JSON: {fault}", name=source.name, fault=fault[:200]),
        remedy=_("Fetch it again from its producer."),
        where=Where(file=source.name),
    )
