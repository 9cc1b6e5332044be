"""What all that recommends has in common: lines that add up, two sides shown apart, lists made wide on purpose.

A thing recommended (an offer, an occupation, a course) is :class:`Recommended`. :func:`compose` makes a list of things
whose score and reach are known; whoever recommends says why one is unexpected, and :func:`share_of` measures how much
of a list is. Usefulness and chance are two :class:`Share`: what is not known of one is said and never guessed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item")


class Reach(StrEnum):
    """How far a thing is from where somebody starts; each recommender says by what rule."""

    CLOSE = "close"
    ADJACENT = "adjacent"
    UNEXPECTED = "unexpected"


class Line(Protocol):
    """A line of an explanation: ``points`` of ``worth``, in the unit of whoever explains, and why in words."""

    @property
    def label(self) -> str:
        """What it is about."""

    @property
    def points(self) -> float:
        """What it adds to the sum."""

    @property
    def worth(self) -> float:
        """The most that it could add."""

    @property
    def reason(self) -> str:
        """Why, in words; empty when there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Lines and their sum, which is the very number that the thing is said to have."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> float:
        """The sum of the points of the lines."""
        return math.fsum(line.points for line in self.lines)


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason behind a share: a label, how it stands (held, near, missing, unknown) and the words for it."""

    label: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Share:
    """How useful a thing is, or how likely to be had, in words that say why when it is not known.

    ``share`` is 0 to 1 where it is a share, ``amount`` a count where it is none (offers in a year); both are ``None``
    when nothing is known.
    """

    share: float | None
    words: str
    lines: tuple[Ground, ...] = ()
    amount: float | None = None

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self.share is not None or self.amount is not None


class Recommended(Protocol):
    """A thing recommended, whatever it is."""

    @property
    def explanation(self) -> Explanation:
        """Its lines."""

    @property
    def usefulness(self) -> Share:
        """How much of what the person wants or needs it gives."""

    @property
    def chance(self) -> Share:
        """How likely they get it, or get work by it."""


@dataclass(frozen=True, slots=True)
class Breadth:
    """How wide a list is made on purpose.

    Parameters
    ----------
    least:
        How many of each reach a list has at least, as far as there are any.
    long:
        The shortest list that this holds for.
    support:
        How many things have to justify an unexpected one; with fewer it is not shown.
    """

    least: Mapping[Reach, int] = field(default_factory=dict)
    long: int = 0
    support: int = 1


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Item]):
    """What may be listed: ``score`` orders (the most first), ``tie`` orders equals, ``support`` justifies."""

    item: Item
    score: float
    reach: Reach
    support: int
    tie: int


@dataclass(frozen=True, slots=True)
class Composed(Generic[Item]):
    """A list in the order of the scores; ``fewer`` tells which reach has less than was declared."""

    chosen: tuple[Candidate[Item], ...]
    fewer: tuple[Reach, ...]


def compose(candidates: Iterable[Candidate[Item]], *, count: int, breadth: Breadth) -> Composed[Item]:
    """The first ``count`` by score, of which the last give way where a reach has fewer than ``breadth`` declares.

    The order is that of the scores throughout: whoever reads the list can check it.

    >>> near, far = Candidate("near", 2.0, Reach.CLOSE, 1, 0), Candidate("far", 1.0, Reach.UNEXPECTED, 3, 0)
    >>> other = Candidate("nearer", 3.0, Reach.CLOSE, 1, 0)
    >>> wide = Breadth({Reach.UNEXPECTED: 1})
    >>> [one.item for one in compose([near, far, other], count=2, breadth=wide).chosen]
    ['nearer', 'far']
    """
    ordered = sorted(
        (one for one in candidates if one.reach is not Reach.UNEXPECTED or one.support >= breadth.support),
        key=_place,
    )
    chosen, rest = ordered[:count], ordered[count:]
    if len(chosen) < breadth.long:
        return Composed(tuple(chosen), ())
    for reach, wanted in breadth.least.items():
        lacking = wanted - sum(one.reach is reach for one in chosen)
        for one in [each for each in rest if each.reach is reach][: max(lacking, 0)]:
            counts = {each: sum(other.reach is each for other in chosen) for each in Reach}
            spare = [each for each in chosen if counts[each.reach] > breadth.least.get(each.reach, 0)]
            if not spare:
                break
            chosen.remove(spare[-1])
            chosen.append(one)
    fewer = tuple(
        reach for reach, wanted in breadth.least.items() if sum(one.reach is reach for one in chosen) < wanted
    )
    return Composed(tuple(sorted(chosen, key=_place)), fewer)


def least_of(count: int, share: float) -> int:
    """How many of ``count`` are at least ``share`` of them."""
    return math.ceil(count * share)


def share_of(reaches: Sequence[Reach], reach: Reach) -> float | None:
    """The share of a list that has ``reach``, 0 to 1; ``None`` for an empty list."""
    return sum(one is reach for one in reaches) / len(reaches) if reaches else None


def rome_reach(code: str, homes: Collection[str]) -> Reach:
    """How far a ROME code lies from ``homes``, by the tree of ROME: same domain (D15), same great domain (D), another.

    >>> rome_reach("D1505", {"D1106"}).value, rome_reach("J1501", {"D1106"}).value
    ('adjacent', 'unexpected')
    """
    if any(code[:3] == home[:3] for home in homes):
        return Reach.CLOSE
    return Reach.ADJACENT if any(code[:1] == home[:1] for home in homes) else Reach.UNEXPECTED


def _place(one: Candidate[Item]) -> tuple[float, int]:
    return -one.score, one.tie
