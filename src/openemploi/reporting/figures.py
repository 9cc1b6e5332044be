"""Figures that add up on paper.

Points are shown to a tenth. Rounded one by one, a column of tenths seldom sums to its rounded total, and a person
who checks the sum would find us wrong. So the total is rounded first and shared out again: each figure is its
exact value rounded up or down to a tenth, and every column and every line adds up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from openemploi.i18n import _, language
from openemploi.matching.model import Match, Part, Status

_NOISE: Final = 6  # decimals; what is beyond comes from binary fractions


@dataclass(frozen=True, slots=True)
class Tenths:
    """Tenths of a point: ``points`` were given, ``gain`` was not, ``unknown`` is the gain that nobody knows."""

    points: int
    gain: int
    unknown: int = 0

    @property
    def worth(self) -> int:
        """The most that could be given."""
        return self.points + self.gain


@dataclass(frozen=True, slots=True)
class Sums:
    """The figures of a match as shown: ``lines`` sum to ``parts``, ``parts`` to ``whole``."""

    whole: Tenths
    parts: dict[Part, Tenths]
    lines: tuple[Tenths, ...]


def sums(match: Match) -> Sums:
    """The figures of ``match``, in tenths that add up; a line that is fully met shows all of its worth."""
    asked = list(match.parts)
    points = [match.parts[part] for part in asked]
    gains = [match.worths[part] - match.parts[part] for part in asked]
    whole = _nearest(math.fsum(points))
    shared = share(points, gains, total=Tenths(whole, _nearest(math.fsum(match.worths.values())) - whole))
    parts: dict[Part, Tenths] = {}
    lines: dict[int, Tenths] = {}
    for part, total in zip(asked, shared, strict=True):
        rows = [i for i, line in enumerate(match.requirements) if line.part is part]
        members = [match.requirements[i] for i in rows]
        given = share([line.points for line in members], [line.gain for line in members], total=total)
        for row, line, tenths in zip(rows, members, given, strict=True):
            unknown = tenths.gain if line.status is Status.UNKNOWN else 0
            lines[row] = Tenths(tenths.points, tenths.gain, unknown)
        parts[part] = _total(lines[row] for row in rows)
    return Sums(_total(parts.values()), parts, tuple(lines[row] for row in range(len(match.requirements))))


def share(points: Sequence[float], gains: Sequence[float], *, total: Tenths) -> list[Tenths]:
    """``points`` and ``gains`` in tenths that sum to ``total``.

    Every points, gain and worth (their sum) is its exact value rounded down or up. Worth is rounded by the largest
    remainder, and departs from that only where the points could not add up otherwise. Such a rounding always exists
    when the totals are themselves roundings of the exact sums: Causey, Cox and Ernst, “Applications of
    transportation theory to statistical problems”, JASA 80 (1985).

    >>> [t.points for t in share([3.333, 3.333, 3.333], [0, 0, 0], total=Tenths(100, 0))]
    [34, 33, 33]
    """
    low = [Tenths(_floor(p), _floor(g)) for p, g in zip(points, gains, strict=True)]
    left = [_rest(p) for p in points], [_rest(g) for g in gains]
    worth = [round(a + b, _NOISE) for a, b in zip(*left, strict=True)]
    more = [math.floor(rest) for rest in worth]
    wanted_points = total.points - sum(tenths.points for tenths in low)
    wanted = wanted_points + total.gain - sum(tenths.gain for tenths in low)
    by_remainder = sorted(range(len(low)), key=lambda i: (more[i] - worth[i], i))
    for i in [i for i in by_remainder if worth[i] > more[i]][: max(0, wanted - sum(more))]:
        more[i] += 1
    up = _round_up_points(*left, more=more, wanted=wanted_points)
    return [Tenths(t.points + p, t.gain + m - p) for t, p, m in zip(low, up, more, strict=True)]


def _round_up_points(
    points: Sequence[float], gains: Sequence[float], *, more: list[int], wanted: int
) -> list[int]:
    """Which lines round their points up, ``wanted`` of them; ``more`` tenths of worth change where they must."""
    rows = range(len(points))
    least = [max(0, more[i] - (gains[i] > 0)) for i in rows]
    most = [min(more[i], int(points[i] > 0)) for i in rows]
    while sum(most) < wanted:
        # A line without room gets a tenth of worth, as points, from one that would have shown it as a gain.
        takers = [i for i in rows if more[i] == 0 and points[i] > 0]
        givers = [i for i in rows if more[i] > most[i] and more[i] - 1 >= _floor_whole(points[i] + gains[i])]
        if not takers or not givers:
            break
        taker = max(takers, key=lambda i: points[i])
        giver = min(givers, key=lambda i: gains[i])
        more[taker], most[taker], least[taker] = 1, 1, int(gains[taker] == 0)
        more[giver] -= 1
        least[giver] = max(0, more[giver] - (gains[giver] > 0))
    while sum(least) > wanted:
        takers = [i for i in rows if more[i] == 0 and gains[i] > 0]
        givers = [i for i in rows if least[i] == 1 and more[i] - 1 >= _floor_whole(points[i] + gains[i])]
        if not takers or not givers:
            break
        taker = max(takers, key=lambda i: gains[i])
        giver = min(givers, key=lambda i: points[i])
        more[taker], least[taker], most[taker] = 1, 0, int(points[taker] > 0)
        more[giver] -= 1
        least[giver] = 0
        most[giver] = min(more[giver], 1)
    free = sorted((i for i in rows if most[i] > least[i]), key=lambda i: (-points[i], i))
    for i in free[: max(0, wanted - sum(least))]:
        least[i] = 1
    return least


def _total(many: Iterable[Tenths]) -> Tenths:
    listed = list(many)
    return Tenths(
        sum(one.points for one in listed), sum(one.gain for one in listed), sum(one.unknown for one in listed)
    )


def in_tenths(tenths: int) -> str:
    """A figure of tenths as the reader's language writes it: always one decimal, so that columns align."""
    return number(tenths / 10, decimals=1)


def number(value: float, *, decimals: int | None = None) -> str:
    """A number as the reader's language writes it; as short as it can be unless ``decimals`` is given."""
    text = f"{value:g}" if decimals is None else f"{value:.{decimals}f}"
    return text.replace(".", ",") if language() == "fr" else text


def day(value: date) -> str:
    """A date in words, so that no reader takes the month for the day."""
    months = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
        _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    return _("{day} {month} {year}", day=value.day, month=months[value.month - 1], year=value.year)


def _nearest(value: float) -> int:
    return math.floor(round(value * 10, _NOISE) + 0.5)


def _floor(value: float) -> int:
    return math.floor(round(value * 10, _NOISE))


def _rest(value: float) -> float:
    return round(round(value * 10, _NOISE) - _floor(value), _NOISE)


def _floor_whole(value: float) -> int:
    return math.floor(round(value, _NOISE))
