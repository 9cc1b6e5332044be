"""Which skills are like a skill, how much, and by which relation of the taxonomy.

The similarity of each relation is declared here. Skills of two classifications that no relation joins are compared
by the letters of their names, high enough that only rewordings pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.search import search
from openemploi.taxonomy.store import Taxonomy

NARROWER: Final = 0.9  # the person holds a special case of what is asked
NEAR: Final = 0.6
PREREQUISITE: Final = 0.5
BROADER: Final = 0.5  # the person holds something more general
SIBLING: Final = 0.4  # both are special cases of one skill
REWORDED: Final = 0.85  # times the likeness of the names
_ALIKE: Final = 0.72  # names less alike than this say nothing
_SIBLINGS_MOST: Final = 25  # a group of more is too wide to make its members alike
_SKILLS: Final = (ConceptKind.SKILL, ConceptKind.KNOWLEDGE, ConceptKind.TRANSVERSAL)


@dataclass(frozen=True, slots=True)
class Nearness:
    """``similarity`` (0 to 1) and the name of the relation it comes from."""

    similarity: float
    relation: str


class NearSkills:
    """The neighbourhood of each skill, worked out once."""

    def __init__(self, taxonomy: Taxonomy, *, size: int = 20_000) -> None:
        self._taxonomy = taxonomy
        self.of = lru_cache(maxsize=size)(self._of)

    def answered_by(self, skill: int) -> Mapping[int, Nearness]:
        if not hasattr(self, "_inv"):
            self._inv = {}
            for k in range(len(self._taxonomy)):
                if self._taxonomy.kind(k) in _SKILLS and self._taxonomy.canonical(k) == k:
                    for o, v in self.of(k).items():
                        self._inv.setdefault(o, {})[k] = v
        return self._inv.get(skill, {})

    def _of(self, skill: int) -> Mapping[int, Nearness]:
        """Canonical skills like ``skill`` (canonical), each by its strongest relation; never itself."""
        found: dict[int, Nearness] = {}
        for other, similarity, relation in self._by_relation(skill):
            canonical = self._taxonomy.canonical(other)
            if self._taxonomy.kind(canonical) not in _SKILLS:
                continue
            if canonical != skill and similarity > found.get(canonical, _NOTHING).similarity:
                found[canonical] = Nearness(similarity, relation)
        for hit in search(
            self._taxonomy, self._taxonomy.label(skill), kinds=_SKILLS, limit=8, threshold=_ALIKE
        ):
            similarity = round(REWORDED * hit.score, 3)
            if hit.concept != skill and similarity > found.get(hit.concept, _NOTHING).similarity:
                found[hit.concept] = Nearness(similarity, "reworded")
        return found

    def _by_relation(self, skill: int) -> Iterator[tuple[int, float, str]]:
        taxonomy = self._taxonomy
        broader = taxonomy.related(skill, RelationKind.BROADER)
        for other in taxonomy.related(skill, RelationKind.BROADER, inverse=True):
            yield other, NARROWER, "narrower"
        for other in broader:
            yield other, BROADER, "broader"
            siblings = taxonomy.related(other, RelationKind.BROADER, inverse=True)
            if len(siblings) <= _SIBLINGS_MOST:
                for sibling in siblings:
                    yield sibling, SIBLING, "sibling"
        for inverse in (False, True):
            for other in taxonomy.related(skill, RelationKind.NEAR, RelationKind.CLOSE, inverse=inverse):
                yield other, NEAR, "near"
            for other in taxonomy.related(
                skill, RelationKind.SKILL_ESSENTIAL, RelationKind.SKILL_OPTIONAL, inverse=inverse
            ):
                yield other, PREREQUISITE, "prerequisite"


_NOTHING: Final = Nearness(0.0, "")
