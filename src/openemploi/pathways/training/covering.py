"""The shortest affordable path: sessions that together teach most of what is missing, in the fewest weeks.

A set cover with a budget. Up to ``EXACT_NODES`` steps of a search that tries every choice, the answer is exact: nothing
shorter teaches as much. Beyond, it is the best of what was tried and of a greedy choice, and the fewest weeks that any
path would need are given beside it. Sessions of unknown length are left out; with a budget, those of unknown price too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

EXACT_NODES: Final = 40_000
CANDIDATES: Final = 120  # after those that another beats in every way were left out


@dataclass(frozen=True, slots=True)
class Candidate:
    """A session as the search sees it.

    Parameters
    ----------
    row:
        Its place in the catalogue.
    skills:
        Bits of the skills it teaches.
    price:
        €; ``None``: not known.
    first, last:
        Days, as numbers; ``None`` when it can be taken at any time, or its days are not known.
    """

    row: int
    skills: int
    weeks: float
    price: float | None
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What was chosen. ``at_least`` weeks are needed to teach as much, whatever is chosen."""

    chosen: tuple[Candidate, ...]
    skills: int
    weeks: float
    price: float
    price_unknown: int
    exact: bool
    at_least: float


def shortest(
    candidates: Iterable[Candidate],
    weights: Sequence[float],
    *,
    budget: float | None = None,
    whole: bool = True,
) -> Cover:
    """The cover of most weight that ``budget`` pays for; of those, the one of fewest weeks, then the cheapest.

    Sessions whose days are known to meet are not taken together. ``whole`` is false when ``candidates`` lack some that
    others beat in weeks and price: these matter only where days meet, and the answer is then called exact only when
    nothing shorter exists even for somebody who could be in two places at once.

    >>> short = shortest([Candidate(0, 0b11, 8, 900), Candidate(1, 0b01, 2, 300), Candidate(2, 0b10, 3, 300)], [1, 1])
    >>> [one.row for one in short.chosen], short.weeks, short.exact
    ([1, 2], 5.0, True)
    """
    payable = [
        one
        for one in candidates
        if one.skills and (budget is None or (one.price is not None and one.price <= budget))
    ]
    relaxed = _Search(_undominated(payable, dated=False), weights, budget, apart=False)
    bound, chosen = relaxed.run()
    exact = not relaxed.stopped and not _any_overlap(chosen)
    if _any_overlap(chosen) or relaxed.stopped:
        kept = _undominated(payable, dated=True)
        search = _Search(kept[:CANDIDATES], weights, budget, apart=True)
        key, chosen = search.run()
        everything = whole and len(kept) <= CANDIDATES and not search.stopped
        exact = everything or (not relaxed.stopped and key == bound)
    skills = 0
    for one in chosen:
        skills |= one.skills
    weeks = math.fsum(one.weeks for one in chosen)
    return Cover(
        chosen=tuple(sorted(chosen, key=lambda one: (one.first is None, one.first or 0, one.row))),
        skills=skills,
        weeks=weeks,
        price=math.fsum(one.price or 0.0 for one in chosen),
        price_unknown=sum(one.price is None for one in chosen),
        exact=exact,
        at_least=weeks if exact else min(weeks, _at_least(payable, skills)),
    )


_Key = tuple[float, float, int, float]
_Found = tuple[_Key, tuple[Candidate, ...]]


class _Search:
    """Depth first over the skills, the rarest first: each is taught by one of its sessions, or given up."""

    def __init__(
        self, candidates: Sequence[Candidate], weights: Sequence[float], budget: float | None, *, apart: bool
    ) -> None:
        self._weights, self._budget, self._apart = weights, budget, apart
        teaching = [
            (skill, sorted((c for c in candidates if c.skills >> skill & 1), key=_cost))
            for skill in range(len(weights))
        ]
        self._order = sorted((each for each in teaching if each[1]), key=lambda each: (len(each[1]), each[0]))
        self._all = sorted(candidates, key=_cost)
        self._best: _Found = ((0.0, 0.0, 0, 0.0), ())
        self._nodes = 0

    @property
    def stopped(self) -> bool:
        return self._nodes > EXACT_NODES

    def run(self) -> _Found:
        """The best choice, or the best met when there were too many."""
        self._best = min(self._best, self._greedy(), key=lambda found: found[0])
        reachable = sum(1 << skill for skill, _each in self._order)
        self._step(0, (), 0, reachable)
        return self._best

    def _greedy(self) -> _Found:
        """The session that teaches most new weight a week, again and again."""
        chosen: tuple[Candidate, ...] = ()
        covered = 0
        while True:
            open_ = [c for c in self._all if c.skills & ~covered and self._allowed(chosen, c)]
            if not open_:
                return self._key(chosen, covered), chosen
            best = max(open_, key=lambda c: (self._weight(c.skills & ~covered) / max(c.weeks, 0.01), -c.row))
            chosen, covered = (*chosen, best), covered | best.skills

    def _step(self, place: int, chosen: tuple[Candidate, ...], covered: int, reachable: int) -> None:
        self._nodes += 1
        if self.stopped:
            return
        key = self._key(chosen, covered)
        if key < self._best[0]:
            self._best = key, chosen
        while place < len(self._order) and covered >> self._order[place][0] & 1:
            place += 1
        hoped = (-self._weight(covered | reachable), *key[1:])
        if place == len(self._order) or hoped >= self._best[0]:
            return
        skill, teaching = self._order[place]
        for one in teaching:
            if self._allowed(chosen, one):
                self._step(place + 1, (*chosen, one), covered | one.skills, reachable)
        self._step(place + 1, chosen, covered, reachable & ~(1 << skill))

    def _key(self, chosen: Sequence[Candidate], covered: int) -> _Key:
        return (
            -self._weight(covered),
            round(math.fsum(c.weeks for c in chosen), 6),
            sum(c.price is None for c in chosen),
            round(math.fsum(c.price or 0.0 for c in chosen), 2),
        )

    def _weight(self, skills: int) -> float:
        return round(
            math.fsum(weight for place, weight in enumerate(self._weights) if skills >> place & 1), 9
        )

    def _allowed(self, chosen: Sequence[Candidate], one: Candidate) -> bool:
        if self._budget is not None:
            paid = math.fsum(c.price or 0.0 for c in chosen)
            if paid + (one.price or 0.0) > self._budget + 1e-9:
                return False
        return not self._apart or not any(_overlap(other, one) for other in chosen)


def _overlap(one: Candidate, other: Candidate) -> bool:
    """Whether the days of two sessions are known to meet."""
    if one.first is None or other.first is None:
        return False
    return one.first <= (other.last or other.first) and other.first <= (one.last or one.first)


def _any_overlap(chosen: Sequence[Candidate]) -> bool:
    return any(_overlap(one, other) for place, one in enumerate(chosen) for other in chosen[:place])


def _undominated(candidates: Sequence[Candidate], *, dated: bool) -> list[Candidate]:
    """Those that no other beats or equals in what it teaches, its weeks, its price and, if ``dated``, its days."""
    kept: list[Candidate] = []
    for one in sorted(candidates, key=lambda c: (-c.skills.bit_count(), *_cost(c))):
        if not any(_as_good(other, one) and (not dated or _as_free(other, one)) for other in kept):
            kept.append(one)
    return kept


def _as_good(one: Candidate, other: Candidate) -> bool:
    return other.skills & ~one.skills == 0 and one.weeks <= other.weeks and _price(one) <= _price(other)


def _as_free(one: Candidate, other: Candidate) -> bool:
    """Whether ``one`` takes no day that ``other`` does not take."""
    if one.first is None:
        return True
    if other.first is None or other.first > one.first:
        return False
    return (one.last or one.first) <= (other.last or other.first)


def _at_least(candidates: Sequence[Candidate], skills: int) -> float:
    """Weeks that any path teaching ``skills`` takes: each skill costs at least its share of its lightest session."""
    shares = []
    for place in range(skills.bit_length()):
        if skills >> place & 1:
            teaching = [c for c in candidates if c.skills >> place & 1]
            shares.append(min(c.weeks / (c.skills & skills).bit_count() for c in teaching))
    return round(math.fsum(shares), 1)


def _price(one: Candidate) -> float:
    return math.inf if one.price is None else one.price


def _cost(one: Candidate) -> tuple[float, float, int]:
    return one.weeks, _price(one), one.row
