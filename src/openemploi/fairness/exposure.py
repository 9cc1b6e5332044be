"""Who is shown what: for each group of people, the domains, the unexpected and the pay of what they are shown.

It tells differences and not their cause: groups whose people say other things are shown other things. Beside it stands
the twin test, where they say the same. Groups of fewer than 11 people are not shown. The unit is a person and not an
item: the items of one list are no independent observations.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from openemploi.labourmarket.intervals import newcombe, wilson

FEWEST_PEOPLE: Final = 11
_DRAWS: Final = 2000
_SEED: Final = 7
_ENDS: Final = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was shown: the domain it lies in, whether it is an unexpected path, and its pay when known."""

    domain: str
    unexpected: bool = False
    pay: float | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What one person of ``group`` was shown. Nothing else of the person is needed."""

    group: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """``k`` of ``n`` people, with the interval of 95 % of Wilson; all between 0 and 1."""

    name: str
    k: int
    n: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """0 to 1."""
        return self.k / self.n


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over ``n`` people, with an interval of 95 % (percentiles of 2,000 seeded bootstrap draws of people).

    The interval is ``None`` for fewer than 11 people.
    """

    value: float
    n: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """What the people of a group were shown.

    Parameters
    ----------
    domains:
        For each domain that anybody was shown, the share of this group's people who were, by name.
    unexpected:
        The mean over people of the unexpected share of their list, 0 to 1; ``None`` when all lists are empty.
    pay:
        The mean over people of the median pay of what they were shown, in the unit of the items; ``None`` when no
        pay is known for at least 11 of them.
    """

    name: str
    people: int
    domains: tuple[Share, ...]
    unexpected: Mean | None
    pay: Mean | None


@dataclass(frozen=True, slots=True)
class Gap:
    """The difference in the share of people who are shown a domain: ``other`` less ``one``, with its interval.

    By Newcombe's method 10, at 95 %; of twenty domains one is expected to differ by chance.
    """

    domain: str
    one: str
    other: str
    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Exposure:
    """Groups by name; the domains in which two differ most first in ``gaps``; ``hidden`` groups, how many."""

    groups: tuple[Group, ...]
    gaps: tuple[Gap, ...]
    hidden: int


def exposure(shown: Iterable[Shown]) -> Exposure:
    """The report for what people were shown, whatever recommended it."""
    people: defaultdict[str, list[tuple[Item, ...]]] = defaultdict(list)
    for one in shown:
        people[one.group].append(one.items)
    kept = {name: lists for name, lists in sorted(people.items()) if len(lists) >= FEWEST_PEOPLE}
    domains = sorted({item.domain for lists in kept.values() for items in lists for item in items})
    counts = {
        name: Counter(d for items in lists for d in {i.domain for i in items}) for name, lists in kept.items()
    }
    groups = tuple(
        Group(
            name,
            len(lists),
            tuple(
                Share(d, counts[name][d], len(lists), *wilson(counts[name][d], len(lists))) for d in domains
            ),
            _mean([sum(i.unexpected for i in items) / len(items) for items in lists if items]),
            _pay(lists),
        )
        for name, lists in kept.items()
    )
    gaps = [_gap(d, one, other, counts) for one, other in combinations(groups, 2) for d in domains]
    return Exposure(
        groups,
        tuple(sorted(gaps, key=lambda gap: (-abs(gap.value), gap.domain, gap.one, gap.other))),
        len(people) - len(kept),
    )


def _gap(domain: str, one: Group, other: Group, counts: dict[str, Counter[str]]) -> Gap:
    first, second = counts[one.name][domain], counts[other.name][domain]
    low, high = newcombe(first, one.people, second, other.people)
    return Gap(domain, one.name, other.name, second / other.people - first / one.people, low, high)


def _pay(lists: Sequence[tuple[Item, ...]]) -> Mean | None:
    known = [[item.pay for item in items if item.pay is not None] for items in lists]
    medians = [statistics.median(pays) for pays in known if pays]
    return _mean(medians) if len(medians) >= FEWEST_PEOPLE else None


def _mean(values: Sequence[float]) -> Mean | None:
    if not values:
        return None
    mean = statistics.fmean(values)
    if len(values) < FEWEST_PEOPLE:
        return Mean(mean, len(values), None, None)
    draws = np.random.default_rng(_SEED).choice(np.array(values), (_DRAWS, len(values))).mean(axis=1)
    low, high = np.percentile(draws, _ENDS)
    return Mean(mean, len(values), float(low), float(high))
