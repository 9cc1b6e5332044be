"""Where the marks of a chart stand, as text for SVG attributes; each chart has a table twin with the same rows.

Places along the width are in per cent, so that a chart fills a telephone and a sheet of paper with letters that keep
their size. A chart whose rows are all unknown has no marks: its page says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from openemploi_web.ui.bars import percent

_PLOT_HEIGHT: Final = 132.0
_TOP: Final = 22.0  # room for the number above the highest column
_MOST_LABELS: Final = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of a chart. ``value`` is ``None`` where it is unknown; the words stand in its place."""

    label: str
    value: float | None
    words: str
    low: float | None = None
    high: float | None = None
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, or a column: per cents of the width, pixels of the height, as text."""

    label: str
    words: str
    note: str
    href: str
    known: bool
    size: str
    low: str
    high: str
    x: str = ""
    middle: str = ""
    width: str = ""
    y: str = ""
    labelled: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """The line of quartiles: per cents of the width."""

    first: str
    middle: str
    third: str
    width: str
    low: str
    high: str
    least: str
    most: str


def bars(marks: Sequence[Mark], *, whole: float | None = None) -> list[Bar]:
    """Bars that lie: each a share of ``whole``, or of the longest, with its interval as a thin line."""
    most = whole or max(
        (end for mark in marks for end in (mark.value, mark.high) if end is not None), default=0.0
    )
    return [
        Bar(
            label=mark.label,
            words=mark.words,
            note=mark.note,
            href=mark.href,
            known=mark.value is not None,
            size=_share(mark.value, most),
            low=_share(mark.low, most),
            high=_share(mark.high, most) if mark.low is not None else "",
        )
        for mark in marks
    ]


def columns(marks: Sequence[Mark]) -> list[Bar]:
    """Columns that stand, from left to right; of many, the first, the last and some between have their label."""
    if not marks:
        return []
    most = max((mark.high or mark.value or 0.0 for mark in marks), default=0.0) or 1.0
    room = 100 / len(marks)
    step = max(1, -(-len(marks) // _MOST_LABELS))
    found = []
    for place, mark in enumerate(marks):
        height = (mark.value or 0.0) / most * _PLOT_HEIGHT
        found.append(
            Bar(
                label=mark.label,
                words=mark.words,
                note=mark.note,
                href=mark.href,
                known=mark.value is not None,
                size=f"{height:.1f}",
                low=_height(mark.low, most),
                high=_height(mark.high, most),
                x=percent(place * room + room * 0.18),
                middle=percent(place * room + room / 2),
                width=percent(room * 0.64),
                y=f"{_TOP + _PLOT_HEIGHT - height:.1f}",
                labelled=place % step == 0 or place == len(marks) - 1,
            )
        )
    return found


def box(first: float, middle: float, third: float, *, low: float | None, high: float | None) -> Box:
    """The three quartiles on a scale that leaves room at both sides; ``low`` and ``high`` are the median's interval."""
    ends = [first, middle, third, *(end for end in (low, high) if end is not None)]
    span = (max(ends) - min(ends)) or max(abs(middle), 1.0)
    start, stop = min(ends) - span * 0.25, max(ends) + span * 0.25

    def at(value: float | None) -> str:
        return "" if value is None else percent(100 * (value - start) / (stop - start))

    return Box(
        first=at(first),
        middle=at(middle),
        third=at(third),
        width=percent(100 * (third - first) / (stop - start)),
        low=at(low),
        high=at(high),
        least=at(min(ends)),
        most=at(max(ends)),
    )


def _share(value: float | None, most: float) -> str:
    return "" if value is None or most <= 0 else percent(100 * min(max(value / most, 0.0), 1.0))


def _height(value: float | None, most: float) -> str:
    return "" if value is None else f"{_TOP + _PLOT_HEIGHT * (1 - min(value / most, 1.0)):.1f}"
