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

EXACT_NODES: Final = 6_000  # for ten skills; fewer for more, whose steps take longer
CANDIDATES: Final = 120  # after those that another beats in every way were left out
_TINY: Final = 1e-6


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
    shares: Sequence[float] | None = None,
) -> Cover:
    """The cover of most weight that ``budget`` pays for; of those, the one of fewest weeks, then the cheapest.

    Sessions whose days are known to meet are not taken together. ``whole`` is false when ``candidates`` lack some that
    others beat in weeks and price: these matter only where days meet, and the answer is then called exact only when
    nothing shorter exists even for somebody who could be in two places at once. ``shares`` are given when others are
    lacking too: for each skill, the fewest weeks a skill of any session that teaches it. It is then never called exact.

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
    exact, key = not relaxed.stopped, bound
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
    proved = bound[1] if not relaxed.stopped and key[0] == bound[0] else _at_least(payable, skills)
    if shares is not None:
        exact, proved = False, sum(share for place, share in enumerate(shares) if skills >> place & 1)
    return Cover(
        chosen=tuple(sorted(chosen, key=lambda one: (one.first is None, one.first or 0, one.row))),
        skills=skills,
        weeks=weeks,
        price=math.fsum(one.price or 0.0 for one in chosen),
        price_unknown=sum(one.price is None for one in chosen),
        exact=exact,
        at_least=weeks if exact else min(weeks, proved),
    )


_Key = tuple[float, float, int, float]  # weight not taught, weeks, prices not known, €


@dataclass(frozen=True, slots=True)
class _Choice:
    """Sessions chosen so far, with what they sum up to."""

    chosen: tuple[Candidate, ...] = ()
    skills: int = 0
    weeks: float = 0.0
    unknown: int = 0
    price: float = 0.0
    weight: float = 0.0

    def with_(self, one: Candidate, weight: float) -> _Choice:
        return _Choice(
            (*self.chosen, one),
            self.skills | one.skills,
            self.weeks + one.weeks,
            self.unknown + (one.price is None),
            self.price + (one.price or 0.0),
            self.weight + weight,
        )


class _Search:
    """Depth first over the skills, the rarest first: each is taught by one of its sessions, or given up.

    A branch ends when even the least that the skills left could cost, each its share of its cheapest and of its
    shortest session, would not beat the best choice met.
    """

    def __init__(
        self, candidates: Sequence[Candidate], weights: Sequence[float], budget: float | None, *, apart: bool
    ) -> None:
        self._weights, self._budget, self._apart = weights, budget, apart
        self._all = sorted(candidates, key=_cost)
        teaching = {skill: [c for c in self._all if c.skills >> skill & 1] for skill in range(len(weights))}
        self._order = [
            (skill, teaching[skill])
            for skill in sorted(teaching, key=lambda skill: (len(teaching[skill]), skill))
            if teaching[skill]
        ]
        self._weeks = {s: min(c.weeks / c.skills.bit_count() for c in each) for s, each in self._order}
        self._euros = {s: min(_least(c) / c.skills.bit_count() for c in each) for s, each in self._order}
        self._whole = math.fsum(weights)
        self._best = _Choice()
        self._key = self._key_of(self._best)
        self._here: dict[tuple[int, int], list[tuple[float, int, float]]] = {}
        self.nodes = 0

    @property
    def stopped(self) -> bool:
        """Whether there was too much to try."""
        return self.nodes * max(len(self._order), 10) > EXACT_NODES * 10

    def run(self) -> tuple[_Key, tuple[Candidate, ...]]:
        """The best choice, or the best met when there were too many."""
        self._meet(self._greedy())
        self._step(0, _Choice(), frozenset())
        return self._key, self._best.chosen

    def _greedy(self) -> _Choice:
        """The session that teaches most new weight a week, again and again."""
        found = _Choice()
        while open_ := [c for c in self._all if c.skills & ~found.skills and self._allowed(found, c)]:
            best = max(open_, key=lambda c: (self._new(found, c) / max(c.weeks, 0.01), -c.row))
            found = found.with_(best, self._new(found, best))
        return found

    def _meet(self, choice: _Choice) -> None:
        if (key := self._key_of(choice)) < self._key:
            self._best, self._key = choice, key

    def _step(self, place: int, choice: _Choice, given_up: frozenset[int]) -> None:
        self.nodes += 1
        if self.stopped:
            return
        self._meet(choice)
        while place < len(self._order) and choice.skills >> self._order[place][0] & 1:
            place += 1
        if place == len(self._order) or self._hopeless(choice, given_up) or self._beaten(place, choice):
            return
        skill, teaching = self._order[place]
        for one in teaching:
            if self._allowed(choice, one):
                self._step(place + 1, choice.with_(one, self._new(choice, one)), given_up)
        self._step(place + 1, choice, given_up | {skill})

    def _beaten(self, place: int, choice: _Choice) -> bool:
        """Whether another choice came here with as much taught, in no more weeks and for no more money."""
        if self._apart:
            return False  # which days are taken matters too
        cost = (choice.weeks, choice.unknown, choice.price)
        before = self._here.setdefault((place, choice.skills), [])
        if any(all(a <= b for a, b in zip(other, cost, strict=True)) for other in before):
            return True
        before.append(cost)
        return False

    def _hopeless(self, choice: _Choice, given_up: frozenset[int]) -> bool:
        left = [
            skill for skill, _each in self._order if not choice.skills >> skill & 1 and skill not in given_up
        ]
        missing = self._whole - choice.weight
        least = missing - self._affordable(left, choice)
        if least > self._key[0] + _TINY:
            return True
        needed = missing - self._key[0]  # weight still to be taught, to teach as much as the best
        weeks = choice.weeks + self._fewest(left, needed)
        if least < self._key[0] - _TINY:
            return False
        return weeks > self._key[1] + _TINY or (
            weeks > self._key[1] - _TINY and (choice.unknown, choice.price) >= self._key[2:]
        )

    def _affordable(self, left: Sequence[int], choice: _Choice) -> float:
        """The most weight that the money left can teach."""
        if self._budget is None:
            return math.fsum(self._weights[skill] for skill in left)
        money, weight = self._budget - choice.price + _TINY, 0.0
        for skill in sorted(left, key=lambda s: self._euros[s] / self._weights[s]):
            share = min(1.0, money / self._euros[skill]) if self._euros[skill] > 0 else 1.0
            weight += share * self._weights[skill]
            money -= share * self._euros[skill]
        return weight

    def _fewest(self, left: Sequence[int], needed: float) -> float:
        """The fewest weeks in which ``needed`` weight can be taught."""
        weeks = 0.0
        for skill in sorted(left, key=lambda s: self._weeks[s] / self._weights[s]):
            if needed <= _TINY:
                break
            share = min(1.0, needed / self._weights[skill])
            weeks += share * self._weeks[skill]
            needed -= share * self._weights[skill]
        return weeks

    def _new(self, choice: _Choice, one: Candidate) -> float:
        new, weight = one.skills & ~choice.skills, 0.0
        while new:
            weight += self._weights[(new & -new).bit_length() - 1]
            new &= new - 1
        return weight

    def _key_of(self, choice: _Choice) -> _Key:
        return (
            round(self._whole - choice.weight, 6),
            round(choice.weeks, 6),
            choice.unknown,
            round(choice.price, 2),
        )

    def _allowed(self, choice: _Choice, one: Candidate) -> bool:
        if self._budget is not None and choice.price + (one.price or 0.0) > self._budget + _TINY:
            return False
        return not self._apart or not any(_overlap(other, one) for other in choice.chosen)


def _least(one: Candidate) -> float:
    """The least it can cost: nothing, as long as the price is not known."""
    return one.price or 0.0


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
