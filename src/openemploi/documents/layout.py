"""The order in which a person reads a page: columns one after the other, tables and dated entries row by row.

A recursive cut along white gutters, in which a gutter only separates columns when the lines on its two sides
do not go together. Coordinates are points from the top left corner.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from openemploi.documents.model import Box

_MOST_SEGMENTS: Final = 4_000  # beyond this a page is no CV; it is read from top to bottom
_DEPTH: Final = 24
_DATED: Final = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}/\d{2,4}\b|^\W*$|^\d+$")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text on one baseline without a wide gap. ``rank``: its place in the file's own order."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    rank: int = 0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def middle_x(self) -> float:
        return (self.left + self.right) / 2


Row = list[Segment]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Segments read line by line; ``apart`` from what was read before."""

    region: list[Segment]
    apart: bool = True


@dataclass(frozen=True, slots=True)
class VisualLine:
    """One line as the eye sees it; ``apart`` when white space sets it off from the line before."""

    text: str
    box: Box
    apart: bool


def reading_order(segments: Sequence[Segment], /) -> list[VisualLine]:
    """The lines of a page in reading order."""
    lines: list[VisualLine] = []
    for leaf in _cut([s for s in segments if s.text], _DEPTH):
        lines += _lines(_rows(leaf.region), apart=leaf.apart)
    return lines


def _cut(region: list[Segment], depth: int) -> list[_Leaf]:
    if len(region) < 6 or depth == 0 or len(region) > _MOST_SEGMENTS:
        return [_Leaf(region)]
    narrowest = max(0.7 * median(s.height for s in region), 5.0)
    for x in _gutters(region, narrowest):
        left, right = _sides(region, x)
        if _are_columns(left, right):
            return _cut(left, depth - 1) + _cut(right, depth - 1)
    if cells := _cells(region, narrowest):
        return cells
    strip = _column_strip(region, narrowest)
    if strip is None:
        return [_Leaf(region)]
    top, bottom = strip
    parts = (
        [s for s in region if s.middle < top],
        [s for s in region if top <= s.middle <= bottom],
        [s for s in region if s.middle > bottom],
    )
    if sum(1 for part in parts if part) < 2:
        return [_Leaf(region)]
    return [leaf for part in parts if part for leaf in _cut(part, depth - 1)]


def _gutters(region: Iterable[Segment], narrowest: float) -> list[float]:
    """Where a vertical line crosses no text, widest gutter first."""
    found: list[tuple[float, float]] = []
    reach: float | None = None
    for segment in sorted(region, key=lambda s: s.left):
        if reach is not None and segment.left - reach >= narrowest:
            found.append((segment.left - reach, (segment.left + reach) / 2))
        reach = segment.right if reach is None else max(reach, segment.right)
    return [x for _, x in sorted(found, reverse=True)]


def _column_strip(region: list[Segment], narrowest: float) -> tuple[float, float] | None:
    """The tallest band of the region in which two columns stand side by side, between lines that span both."""
    best: tuple[float, float, float] | None = None
    for x in _shared_left_edges(region):
        spanning = sorted(
            ((s.top, s.bottom) for s in region if s.left < x - 1.0 and s.right > x - narrowest),
        )
        edges = [(min(s.top for s in region) - 1, min(s.top for s in region) - 1), *spanning]
        edges.append((max(s.bottom for s in region) + 1, max(s.bottom for s in region) + 1))
        reach = edges[0][1]
        for upper, lower in pairwise(edges):
            reach = max(reach, upper[1])
            if lower[0] - reach < 3 * narrowest:
                continue
            inside = [s for s in region if reach <= s.middle <= lower[0]]
            left, right = _sides(inside, x - 0.5)
            weight = min(_text_area(left), _text_area(right)) ** 0.5 * (lower[0] - reach)
            if (best is None or weight > best[0]) and (
                _are_columns(left, right) or _cells(inside, narrowest)
            ):
                best = (weight, reach, lower[0])
    return None if best is None else best[1:]


def _shared_left_edges(region: list[Segment]) -> list[float]:
    """Left edges at which at least three segments start, the region's own left edge apart."""
    edges: list[float] = []
    group: list[float] = []
    for left in [*sorted(s.left for s in region), float("inf")]:
        if group and left - group[0] > 2.0:
            if len(group) >= 3:
                edges.append(group[0])
            group = []
        group.append(left)
    return edges[1:60]


def _sides(region: Iterable[Segment], x: float) -> tuple[list[Segment], list[Segment]]:
    left: list[Segment] = []
    right: list[Segment] = []
    for segment in region:
        (left if segment.middle_x < x else right).append(segment)
    return left, right


def _text_area(side: Iterable[Segment]) -> float:
    return sum((s.right - s.left) * s.height for s in side)


def _are_columns(left: list[Segment], right: list[Segment]) -> bool:
    """Whether two sides of a gutter are read one after the other rather than line by line across it."""
    few, many = sorted((_rows(left), _rows(right)), key=len)
    if len(few) < 3:
        return False
    overlap = min(few[-1][0].bottom, many[-1][0].bottom) - max(few[0][0].top, many[0][0].top)
    if overlap <= 0:
        return False
    within = [row for row in few if many[0][0].top - 2 <= row[0].middle <= many[-1][0].bottom + 2]
    if len(within) < 3:
        return False
    together = sum(1 for row in within if _has_mate(row, many)) / len(within)
    if _share(few, _dated) >= 0.6:
        return False  # a rail of dates beside what was done then
    if together < 0.6:
        return True
    # Lines that stand side by side: a table or a list of labels, unless both sides are running text.
    return (
        len(few) >= 0.5 * len(many)
        and len(few) >= 6
        and _share(few, _long) >= 0.6
        and _share(many, _long) >= 0.6
    )


def _cells(region: list[Segment], narrowest: float) -> list[_Leaf]:
    """The cells of a table whose texts run over several lines, row by row; nothing when it is no such table."""
    edges = sorted(_gutters(region, narrowest))
    rows = _rows(region)
    if not edges or len(rows) < 4:
        return []
    gaps = [max(0.0, below[0].top - above[0].bottom) for above, below in pairwise(rows)]
    leading = sorted(gaps)[len(gaps) // 4]
    bands: list[list[Segment]] = [list(rows[0])]
    for gap, row in zip(gaps, rows[1:], strict=True):
        if gap > leading + 0.25 * row[0].height:
            bands.append([])
        bands[-1] += row
    table = [
        [[s for s in band if bisect(edges, s.middle_x) == i] for i in range(len(edges) + 1)] for band in bands
    ]
    following = [
        (i, row[0].text) for cells in table for i, cell in enumerate(cells) if cell for row in _rows(cell)[1:]
    ]
    running = sum(1 for _, text in following if text[:1].islower())
    side_by_side = sum(1 for cells in table if sum(1 for cell in cells if cell) >= 2)
    if side_by_side < 2 or len({i for i, _ in following}) < 2 or running < 0.4 * len(following):
        return []
    return [_Leaf(cell, apart=not any(cells[:i])) for cells in table for i, cell in enumerate(cells) if cell]


def _has_mate(row: Row, others: Iterable[Row]) -> bool:
    tolerance = 0.15 * row[0].height
    return any(abs(other[0].bottom - row[0].bottom) <= tolerance for other in others)


def _share(rows: Sequence[Row], test: object) -> float:
    return sum(1 for row in rows if callable(test) and test(row)) / len(rows)


def _dated(row: Row) -> bool:
    text = " ".join(s.text for s in row)
    return len(text) <= 40 and _DATED.search(text) is not None


def _long(row: Row) -> bool:
    return sum(len(s.text) for s in row) >= 24


def _rows(region: Iterable[Segment]) -> list[Row]:
    """Segments that stand beside one another, top to bottom, each row from left to right."""
    rows: list[Row] = []
    for segment in sorted(region, key=lambda s: (s.middle, s.left)):
        if rows:
            first = rows[-1][0]
            shared = min(first.bottom, segment.bottom) - max(first.top, segment.top)
            if shared > 0 and shared >= 0.5 * min(first.height, segment.height):
                if not _covers(rows[-1], segment):
                    rows[-1].append(segment)
                    continue
                if segment.rank < min(s.rank for s in rows[-1]):
                    # Two lines set so tight that their boxes overlap: the file's order tells which is first.
                    rows.insert(len(rows) - 1, [segment])
                    continue
        rows.append([segment])
    for row in rows:
        row.sort(key=lambda s: (s.left, s.rank))
    return rows


def _covers(row: Row, segment: Segment) -> bool:
    """Whether the segment lies over one of the row rather than beside it."""
    return any(
        min(s.right, segment.right) - max(s.left, segment.left)
        > 0.5 * min(s.right - s.left, segment.right - segment.left)
        for s in row
    )


def _lines(rows: list[Row], *, apart: bool) -> list[VisualLine]:
    lines: list[VisualLine] = []
    bottom: float | None = None
    usual = median([row[0].height for row in rows]) if rows else 0.0
    gaps = [max(0.0, min(s.top for s in b) - max(s.bottom for s in a)) for a, b in pairwise(rows)]
    # Clearly more than the text's own leading; more than a line and a half is white space whatever the leading.
    wide = min(max(0.55 * usual, 1.3 * median(gaps)), 1.5 * usual) if gaps else 0.0
    for row in rows:
        top = min(s.top for s in row)
        box = Box(min(s.left for s in row), top, max(s.right for s in row), max(s.bottom for s in row))
        lines.append(VisualLine(_joined(row), box, apart if bottom is None else top - bottom > wide))
        bottom = box.bottom
    return lines


def _joined(row: Row) -> str:
    """A wide gap becomes a tab: a date at the right margin stays told apart from the title at the left."""
    parts = [row[0].text]
    for before, after in pairwise(row):
        gap = after.left - before.right
        height = min(before.height, after.height)
        parts.append("" if gap < 0.12 * height else " " if gap < 1.5 * height else "\t")
        parts.append(after.text)
    return "".join(parts)
