"""At which line of a file its records start: not their number, where cells hold line feeds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from openemploi.connectors.opening import Opened

_PART: Final = 4 << 20


def lines_of(source: Opened, records: Iterable[int]) -> dict[int, int]:
    """The line, from 1, at which each of ``records`` (from 1) starts.

    A line feed between quotes belongs to a cell. Quotes are counted as bytes, which holds for every encoding in
    which the files that we read are written.
    """
    wanted = np.array(sorted(set(records)), np.int64)
    found: dict[int, int] = {1: 1} if len(wanted) and wanted[0] == 1 else {}
    wanted = wanted[wanted > 1]
    ended = lines = quotes = 0  # records and lines that ended, quotes that were seen
    with source.open() as file:
        while len(wanted) and (part := file.read(_PART)):
            data = np.frombuffer(part, np.uint8)
            feeds = np.flatnonzero(data == 0x0A)
            marks = np.flatnonzero(data == 0x22)
            outside = (quotes + np.searchsorted(marks, feeds)) % 2 == 0
            ends: Any = np.flatnonzero(outside)  # the feeds that end a record
            here = wanted[(wanted > ended + 0) & (wanted <= ended + len(ends) + 1)]
            for record in here[here - 2 - ended >= 0]:
                found[int(record)] = lines + int(ends[record - 2 - ended]) + 2
            ended += len(ends)
            lines += len(feeds)
            quotes += len(marks)
            wanted = wanted[wanted > ended + 1]
    return found
