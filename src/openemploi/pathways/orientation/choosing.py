"""Which families are shown, and how far each is: the rule, with its numbers in one place.

*Close*: the pupil's words lead there strongly, each clause in its turn. *Unexpected*: they do not, what ROME says
of the family (interests, conditions, Holland types) is further from every close family than a third of all pairs of
families are from each other, and it is in another great domain; where too few are, the furthest. *Adjacent*:
neither. A quarter of the list is unexpected, and no great domain has more than a third of it, so that nobody is
kept in one corner by what they happened to say.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from openemploi.matching.recommending import Reach, least_of
from openemploi.pathways.orientation.catalogue import Catalogue
from openemploi.pathways.orientation.model import Clause, Evidence

FAMILIES: Final = 12  # shown, unless another number is asked
FEWEST: Final = 8
MOST: Final = 24
CLOSE_MOST: Final = 5 / 12  # share of the list
UNEXPECTED_LEAST: Final = 1 / 4  # share of the list
DOMAIN_MOST: Final = 1 / 3  # share of the list in one great domain
DOMAINS_LEAST: Final = 4  # great domains in a list
CLOSE_PER_DOMAIN: Final = 2  # close families in one great domain
#: Of the distances of all pairs of families, the share that an unexpected one is further than.
FAR: Final = 1 / 3
#: What a clause is worth for one more close family, once a close one was chosen for it: each clause gets its turn.
AGAIN: Final = 0.5
#: From this degree on, one clause makes a family close.
CLOSE_FROM: Final = 0.5
#: A disliked trait from this degree on puts a family aside.
ASIDE_FROM: Final = 0.5

Found = Mapping[str, tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A family to show; ``distance`` to the nearest close family, ``None`` when none is close."""

    code: str
    reach: Reach
    distance: float | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What is shown, and what was put aside because of something disliked, the likeliest first."""

    shown: tuple[Chosen, ...]
    aside: tuple[str, ...]


def degree(evidence: Sequence[Evidence]) -> float:
    """What all clauses together say for a family: the sum of :func:`by_clause`."""
    return math.fsum(by_clause(evidence).values())


def by_clause(evidence: Sequence[Evidence]) -> dict[Clause, float]:
    """What each clause says for a family, 0 to 1: ways that agree add to each other, and never beyond 1 (noisy or)."""
    against: dict[Clause, float] = {}
    for one in evidence:
        against[one.clause] = against.get(one.clause, 1.0) * (1 - one.degree)
    return {clause: 1 - left for clause, left in against.items()}


def choose(catalogue: Catalogue, *, liked: Found, disliked: Found, size: int = FAMILIES) -> Choice:
    """``size`` families, of the 8 to 24 that can be asked for; fewer where ROME has fewer without what is disliked.

    Equal cases are settled by the code of the family, so that the same words always give the same list.
    """
    size = min(max(size, FEWEST), MOST, len(catalogue.families))
    strongest = {code: max(by_clause(found).values(), default=0.0) for code, found in disliked.items()}
    score = {
        code: degree(liked.get(code, ())) - degree(disliked.get(code, ())) for code in catalogue.families
    }
    order = sorted(catalogue.families, key=lambda code: (-score[code], code))
    barred = {code for code, worst in strongest.items() if worst >= ASIDE_FROM}
    aside = tuple(code for code in order if code in barred and liked.get(code))
    free = [code for code in order if code not in barred]
    # Too much is disliked for a list of the fewest: what is least disliked comes back, with its caution.
    free += [code for code in order if code in barred][: max(0, FEWEST - len(free))]
    return Choice(_shown(catalogue, free, liked, score, size), aside)


def _shown(
    catalogue: Catalogue, free: Sequence[str], liked: Found, score: Mapping[str, float], size: int
) -> tuple[Chosen, ...]:
    strong = [
        code
        for code in free
        if score[code] > 0 and max(by_clause(liked.get(code, ())).values(), default=0.0) >= CLOSE_FROM
    ]
    list_ = _List(catalogue, size, said=frozenset(strong))
    list_.take(_in_turn(strong, liked, score, math.floor(size * CLOSE_MOST)), Reach.CLOSE, size)
    far = [code for code in free if list_.is_far(code)]
    wanted = least_of(size, UNEXPECTED_LEAST)
    supported = [code for code in far if score[code] > 0]
    # One a great domain first: three surprises of one kind are one surprise.
    list_.take(supported, Reach.UNEXPECTED, wanted, spread=True)
    list_.take(supported, Reach.UNEXPECTED, wanted)
    list_.take(_by_size(catalogue, far), Reach.UNEXPECTED, wanted, spread=True)
    list_.take(list_.furthest(free), Reach.UNEXPECTED, wanted)
    near = sorted(
        (code for code in free if not list_.is_far(code)), key=lambda code: list_.rank_near(code, score)
    )
    list_.take(near, Reach.ADJACENT, size - list_.count())
    rest = [*supported, *_by_size(catalogue, free)]
    for spread in (True, False):
        list_.take(rest, None, size - list_.count(), spread=spread)
    list_.take(rest, None, size - list_.count(), capped=False)
    return list_.widened(rest)


def _in_turn(codes: Sequence[str], liked: Found, score: Mapping[str, float], most: int) -> list[str]:
    """The close families: each time the one that says most for clauses that were not served yet."""
    left, chosen = list(codes), list[str]()
    served: Counter[Clause] = Counter()
    worth = {code: by_clause(liked[code]) for code in codes}
    while left and len(chosen) < most:
        gains = {
            code: math.fsum(degree * AGAIN ** served[clause] for clause, degree in worth[code].items())
            for code in left
        }
        best = min(left, key=lambda code: (-round(gains[code], 6), -round(score[code], 6), code))
        left.remove(best)
        if sum(code[0] == best[0] for code in chosen) < CLOSE_PER_DOMAIN:
            chosen.append(best)
            served.update(worth[best])
    return chosen


class _List:
    """The list as it grows."""

    def __init__(self, catalogue: Catalogue, size: int, *, said: frozenset[str]) -> None:
        self._catalogue, self._size, self._said = catalogue, size, said
        self._most = max(1, math.floor(size * DOMAIN_MOST))
        self._taken: dict[str, Reach] = {}

    def count(self) -> int:
        return len(self._taken)

    def take(
        self,
        codes: Sequence[str],
        reach: Reach | None,
        most: int,
        *,
        spread: bool = False,
        capped: bool = True,
    ) -> None:
        """Up to ``most`` of ``codes`` in all as ``reach``; ``spread``: of great domains that have none of it yet."""
        taken = 0 if reach is None else sum(one is reach for one in self._taken.values())
        for code in codes:
            if taken >= most or self.count() >= self._size:
                return
            if code in self._taken:
                continue
            kind = reach or (Reach.UNEXPECTED if self.is_far(code) else Reach.ADJACENT)
            per_domain = Counter(one[0] for one in self._taken)
            same = any(one[0] == code[0] and held is kind for one, held in self._taken.items())
            if (capped and per_domain[code[0]] >= self._most) or (spread and same):
                continue
            self._taken[code] = kind
            taken += 1

    def is_far(self, code: str) -> bool:
        """Whether ``code`` is unexpected by the rule: with nothing close, everything is."""
        close = self._close()
        if code in self._said:
            return False
        if not close:
            return True
        if any(one[0] == code[0] for one in close):
            return False
        distance = self._distance(code)
        return distance is not None and distance > self._catalogue.distance_at(FAR)

    def furthest(self, codes: Sequence[str]) -> list[str]:
        """Those of great domains without a close family, the furthest first: where too few are unexpected."""
        domains = {one[0] for one in self._close()}
        outside = [code for code in codes if code[0] not in domains and code not in self._said]
        return sorted(outside, key=lambda code: (-(self._distance(code) or 0.0), code))

    def rank_near(self, code: str, score: Mapping[str, float]) -> tuple[float, float, int, str]:
        """The order of adjacent families: what was said, then likeness to a close one, then official moves."""
        moves = sum(self._catalogue.moves.get((one, code), 0) for one in self._close())
        return (-max(score[code], 0.0), self._distance(code) or 0.0, -moves, code)

    def widened(self, rest: Sequence[str]) -> tuple[Chosen, ...]:
        """The list in the order it is shown, with at least four great domains when there are as many."""
        spare = [code for code in rest if code not in self._taken]
        while len({code[0] for code in self._taken}) < DOMAINS_LEAST:
            new = next((c for c in spare if c[0] not in {one[0] for one in self._taken}), None)
            crowded = Counter(code[0] for code in self._taken).most_common(1)
            if new is None or not crowded or crowded[0][1] < 2:
                break
            del self._taken[[code for code in self._taken if code[0] == crowded[0][0]][-1]]
            self._taken[new] = Reach.UNEXPECTED if self.is_far(new) else Reach.ADJACENT
        return tuple(
            Chosen(code, reach, self._distance(code))
            for wanted in Reach
            for code, reach in self._taken.items()
            if reach is wanted
        )

    def _close(self) -> list[str]:
        return [code for code, reach in self._taken.items() if reach is Reach.CLOSE]

    def _distance(self, code: str) -> float | None:
        rows = [self._catalogue.row[one] for one in self._close()]
        if not rows:
            return None
        return round(float(self._catalogue.distances[self._catalogue.row[code], rows].min()), 4)


def _by_size(catalogue: Catalogue, codes: Sequence[str]) -> list[str]:
    """Families of many occupations first, one of each great domain before a second of any."""
    ordered: list[str] = sorted(codes, key=lambda code: (-len(catalogue.members.get(code, ())), code))
    seen: Counter[str] = Counter()
    ranks = {}
    for code in ordered:
        ranks[code] = seen[code[0]]
        seen[code[0]] += 1
    key: Callable[[str], tuple[int, int]] = lambda code: (ranks[code], ordered.index(code))  # noqa: E731
    return sorted(ordered, key=key)
