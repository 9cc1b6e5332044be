"""A copy that bears a mark: whose it is can be read on it, and found again in a part of it.

No value is changed. The mark that is read is the first line. The hidden one is in two places that the values do not
depend on: the order of the rows (a permutation drawn from the copy's secret), and which texts stand between quotes
where quotes are not needed. What each survives, and what neither does, stands in
``docs/explanation/restricted-access.md``; it is measured in ``tests/web/repository/test_access_watermarks.py``.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from openemploi_web.core.spreadsheets import harmless_or_number

#: How far from chance a copy must stand to be named, in standard deviations; the next one must be this far behind.
SURE: Final = 6.0
AHEAD: Final = 4.0
#: Fewer comparisons than this prove nothing.
ENOUGH: Final = 40

Cell = str | None
Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found in a file.

    Parameters
    ----------
    copy:
        The identifier of the copy; ``None`` when nothing is sure.
    channel:
        ``order``, ``quotes``, ``number`` (it stands on the file, where anybody can write), or ``""``.
    agreeing, compared:
        How many comparisons agree with the copy, of how many; by chance half of them would.
    rows:
        How many rows of the file stand in the original.
    """

    copy: str | None
    channel: str
    agreeing: int
    compared: int
    rows: int


def marked(columns: Sequence[str], rows: Rows, *, secret: str, notice: str) -> Iterator[str]:
    """The lines of the copy: the notice, the heads, the rows in the copy's order with the copy's quotes.

    A text that a spreadsheet would run as a formula is written with an apostrophe before it.
    """
    yield "# " + " ".join(notice.split()) + "\r\n"
    yield ",".join(_written(name, quoted=False) for name in columns) + "\r\n"
    quotes = _quotes(secret, len(rows), len(columns))
    for place in _order(secret, len(rows)):
        yield (
            ",".join(
                _written(cell, quoted=bool(quotes[place, column])) for column, cell in enumerate(rows[place])
            )
            + "\r\n"
        )


def who_leaked(
    text: str, columns: Sequence[str], rows: Rows, *, copies: Iterable[tuple[str, str, str]]
) -> Trace:
    """Whose copy a file came from: the whole of it, or some of its rows and columns.

    Parameters
    ----------
    text:
        The file that was found, as CSV with its line of heads.
    columns, rows:
        The table as it is kept: what every copy was made of.
    copies:
        Of each copy: its identifier, the number that stands on it, its secret.
    """
    known = list(copies)
    found = list(_parsed(text))
    head = " ".join(cell for cell, _quoted in found[0]) if found else ""
    if head.startswith("#"):
        found = found[1:]
    heads = [cell for cell, _quoted in found[0]] if found else []
    kept = [columns.index(one) for one in heads if one in columns]
    if not kept:
        return Trace(None, "", 0, 0, 0)
    where = [heads.index(columns[column]) for column in kept]
    places = _places(found[1:], where, rows, kept)
    inside = sum(place is not None for place in places)
    standing = np.array([place for place in places if place is not None], dtype=np.int64)
    cells = _free_cells(found[1:], places, where, kept)
    scores: dict[str, Callable[[str], tuple[float, int, int]]] = {
        "order": lambda secret: _by_order(secret, standing, len(rows)),
        "quotes": lambda secret: _by_quotes(secret, cells, len(rows), len(columns)),
    }
    for channel, score in scores.items():
        scored = sorted(((*score(secret), name) for name, _number, secret in known), reverse=True)
        if not scored:
            break
        distance, agreeing, compared, name = scored[0]
        second = scored[1][0] if len(scored) > 1 else 0.0
        if compared >= ENOUGH and distance >= SURE and distance - second >= AHEAD:
            return Trace(name, channel, agreeing, compared, inside)
    # Anybody can write a number on a file, so it counts where nothing else does.
    written = [name for name, number, _secret in known if head.startswith("#") and number in head]
    if len(written) == 1 and inside:
        return Trace(written[0], "number", 1, 1, inside)
    return Trace(None, "", 0, 0, inside)


def _order(secret: str, rows: int) -> NDArray[np.int64]:
    return _drawn(secret, "order").permutation(rows)


def _quotes(secret: str, rows: int, columns: int) -> NDArray[np.int8]:
    return _drawn(secret, "quotes").integers(0, 2, size=(rows, columns), dtype=np.int8)


def _drawn(secret: str, what: str) -> np.random.Generator:
    seed = hmac.new(bytes.fromhex(secret), what.encode(), hashlib.sha256).digest()
    # PCG64 is written out in numpy's documentation and its stream is kept from one release to the next; so is not
    # every method of Generator: the measured test would tell.
    return np.random.Generator(np.random.PCG64(int.from_bytes(seed)))


def _by_order(secret: str, standing: NDArray[np.int64], rows: int) -> tuple[float, int, int]:
    """How many neighbours stand in the order of the copy. In a random order half would: variance (n + 1) / 12."""
    rank = np.empty(rows, dtype=np.int64)
    rank[_order(secret, rows)] = np.arange(rows)
    compared = len(standing) - 1
    if compared < 1:
        return 0.0, 0, 0
    agreeing = int((np.diff(rank[standing]) > 0).sum())
    return (agreeing - compared / 2) / sqrt((compared + 2) / 12), agreeing, compared


def _by_quotes(secret: str, cells: NDArray[np.int64], rows: int, columns: int) -> tuple[float, int, int]:
    """How many texts have, or lack, their quotes as the copy has."""
    compared = len(cells)
    if not compared:
        return 0.0, 0, 0
    quotes = _quotes(secret, rows, columns)
    agreeing = int((quotes[cells[:, 0], cells[:, 1]] == cells[:, 2]).sum())
    return (agreeing - compared / 2) / sqrt(compared / 4), agreeing, compared


def _free_cells(
    found: list[list[tuple[str, bool]]], places: list[int | None], where: list[int], kept: list[int]
) -> NDArray[np.int64]:
    """Row, column and whether it stood between quotes, of each text that could stand with them or without."""
    cells = [
        (place, column, int(row[there][1]))
        for place, row in zip(places, found, strict=True)
        if place is not None
        for there, column in zip(where, kept, strict=True)
        if _may_choose(row[there][0])
    ]
    return np.array(cells, dtype=np.int64).reshape(-1, 3)


def _places(
    found: list[list[tuple[str, bool]]], where: list[int], rows: Rows, kept: list[int]
) -> list[int | None]:
    """The row of the original that each row of the file is; ``None`` where there is none, or more than one."""
    index: dict[tuple[str, ...], int | None] = {}
    for place, row in enumerate(rows):
        key = tuple(harmless_or_number(row[column]) for column in kept)
        index[key] = None if key in index else place
    places: list[int | None] = []
    seen: set[int] = set()
    for line in found:
        key = tuple(line[there][0] for there in where) if len(line) > max(where) else ()
        there_is = index.get(key)
        places.append(None if there_is is None or there_is in seen else there_is)
        if there_is is not None:
            seen.add(there_is)
    return places


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _written(cell: Cell, *, quoted: bool) -> str:
    text = harmless_or_number(cell)
    if any(mark in text for mark in ',"\r\n') or text != text.strip() or text.startswith("#"):
        return '"' + text.replace('"', '""') + '"'
    return f'"{text}"' if quoted and _may_choose(text) else text


def _may_choose(text: str) -> bool:
    """Whether quotes say nothing: a text that needs none, and no number, which some programs read as a text then."""
    return bool(text) and not any(mark in text for mark in ',"\r\n') and not _is_number(text)


def _parsed(text: str) -> Iterator[list[tuple[str, bool]]]:
    """The cells of each line with whether they stood between quotes, which ``csv`` does not say."""
    row: list[tuple[str, bool]] = []
    place, end = 0, len(text)
    while place < end:
        if text[place] == '"':
            cell, place = _in_quotes(text, place + 1)
            row.append((cell, True))
            while place < end and text[place] not in ",\r\n":
                place += 1
        else:
            stop = place
            while stop < end and text[stop] not in ",\r\n":
                stop += 1
            row.append((text[place:stop], False))
            place = stop
        if place < end and text[place] == ",":
            place += 1
            if place == end or text[place] in "\r\n":
                row.append(("", False))
            else:
                continue
        place += 2 if text[place : place + 2] == "\r\n" else 1
        yield row
        row = []
    if row:
        yield row


def _in_quotes(text: str, place: int) -> tuple[str, int]:
    parts: list[str] = []
    while True:
        stop = text.find('"', place)
        if stop < 0:
            return "".join([*parts, text[place:]]), len(text)
        parts.append(text[place:stop])
        if text[stop + 1 : stop + 2] != '"':
            return "".join(parts), stop + 1
        parts.append('"')
        place = stop + 2
