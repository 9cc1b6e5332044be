"""Which skills are like a skill, how much, and by which relation of the taxonomy.

The similarity of each relation is declared here. Skills of two classifications that no relation joins are compared
by the letters of their names, high enough that only rewordings pass. ``near_skills`` is the definition;
``all_near_skills`` says the same of all skills at once, and what it says is kept by ``neighbourhood``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.i18n import _
from openemploi.matching.neighbourhood import (
    Neighbourhoods,
    Pairs,
    open_neighbourhoods,
    write_neighbourhoods,
)
from openemploi.taxonomy.compiling import KINDS, RELATION_KINDS
from openemploi.taxonomy.library import Progress
from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.search import search
from openemploi.taxonomy.search_all import search_all
from openemploi.taxonomy.store import Taxonomy

NARROWER: Final = 0.9  # the person holds a special case of what is asked
NEAR: Final = 0.6
PREREQUISITE: Final = 0.5
BROADER: Final = 0.5  # the person holds something more general
SIBLING: Final = 0.4  # both are special cases of one skill
REWORDED: Final = 0.85  # times the likeness of the names
# Of two relations that make skills equally alike, the first one counts.
RELATIONS: Final = ("narrower", "broader", "sibling", "near", "prerequisite", "reworded")
# Names less alike than this say nothing: of pairs just above it 44 in 60 are rewordings, of those just under 30.
_ALIKE: Final = 0.84
_NAMES: Final = 8  # names at most that may be rewordings of one
_SIBLINGS_MOST: Final = 25  # a group of more is too wide to make its members alike
_SKILLS: Final = (ConceptKind.SKILL, ConceptKind.KNOWLEDGE, ConceptKind.TRANSVERSAL)
_NEAR: Final = (RelationKind.NEAR, RelationKind.CLOSE)
_PREREQUISITE: Final = (RelationKind.SKILL_ESSENTIAL, RelationKind.SKILL_OPTIONAL)


_Rows = npt.NDArray[np.int64]
_Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Nearness:
    """``similarity`` (0 to 1) and the name of the relation it comes from."""

    similarity: float
    relation: str


class NearSkills:
    """The neighbourhood of each skill, worked out once.

    Skills are looked up one by one where the file of all neighbourhoods was not made: it takes seconds for the
    starter, most of a minute for ESCO and ROME, and pays when most skills are asked for.
    """

    def __init__(self, taxonomy: Taxonomy, *, size: int = 20_000) -> None:
        self._taxonomy = taxonomy
        self._arrays: Neighbourhoods | None = None
        self._looked = False
        self.of = lru_cache(maxsize=size)(self._of)
        self.answered_by = lru_cache(maxsize=size)(self._answered_by)

    @property
    def arrays(self) -> Neighbourhoods | None:
        """The file of all neighbourhoods; ``None`` when it was not made (see :meth:`whole`)."""
        if not self._looked:
            self._arrays, self._looked = open_neighbourhoods(self._taxonomy, RELATIONS), True
        return self._arrays

    def whole(self, *, progress: Progress | None = None) -> Neighbourhoods:
        """The file of all neighbourhoods, made first when it has to be."""
        if self.arrays is None:
            pairs = all_near_skills(self._taxonomy, progress=progress)
            write_neighbourhoods(self._taxonomy, RELATIONS, pairs)
            self._looked = False
        arrays = self.arrays
        if arrays is None:  # another process erased it between the two lines
            return self.whole(progress=progress)
        return arrays

    def _of(self, skill: int) -> Mapping[int, Nearness]:
        """Canonical skills like ``skill`` (canonical), each by its strongest relation; never itself."""
        arrays = self.arrays
        taxonomy = self._taxonomy
        if arrays is None or taxonomy.canonical(skill) != skill or taxonomy.kind(skill) not in _SKILLS:
            return near_skills(taxonomy, skill)
        return _part(arrays.first, arrays.other, arrays.similarity, arrays.relation, skill)

    def _answered_by(self, skill: int) -> Mapping[int, Nearness]:
        """The inverse of :attr:`of`: the skills that ``skill`` (canonical) is like, so that holding it answers them.

        Needs the file of all neighbourhoods, and makes it when it is not there.
        """
        arrays = self.whole()
        return _part(
            arrays.inverse_first,
            arrays.inverse_other,
            arrays.inverse_similarity,
            arrays.inverse_relation,
            skill,
        )


def _part(
    first: _Array, other: _Array, similarity: _Array, relation: _Array, row: int
) -> Mapping[int, Nearness]:
    """One row of a table of neighbours."""
    span = slice(int(first[row]), int(first[row + 1]))
    rows = zip(other[span].tolist(), similarity[span].tolist(), relation[span].tolist(), strict=True)
    return {one: Nearness(_rounded(alike), RELATIONS[kind]) for one, alike, kind in rows}


def near_skills(taxonomy: Taxonomy, skill: int) -> Mapping[int, Nearness]:
    """Canonical skills like ``skill`` (canonical), each by its strongest relation; never itself."""
    found: dict[int, Nearness] = {}
    for other, similarity, relation in _by_relation(taxonomy, skill):
        canonical = taxonomy.canonical(other)
        if taxonomy.kind(canonical) not in _SKILLS:
            continue
        if canonical != skill and similarity > found.get(canonical, _NOTHING).similarity:
            found[canonical] = Nearness(similarity, relation)
    for hit in search(taxonomy, taxonomy.label(skill), kinds=_SKILLS, limit=_NAMES, threshold=_ALIKE):
        similarity = _rounded(REWORDED * hit.score)
        if hit.concept != skill and similarity > found.get(hit.concept, _NOTHING).similarity:
            found[hit.concept] = Nearness(similarity, "reworded")
    return found


def all_near_skills(taxonomy: Taxonomy, *, progress: Progress | None = None) -> Pairs:
    """What :func:`near_skills` says of each canonical skill of ``taxonomy``."""
    is_skill = _is_skill(taxonomy)
    skills = np.flatnonzero(is_skill)
    skill, other, relation = (
        np.concatenate(parts) for parts in zip(*_all_by_relation(taxonomy), strict=True)
    )
    other = taxonomy.arrays["canonical"][other].astype(np.int64)
    kept = is_skill[skill] & is_skill[other] & (skill != other)
    skill, other, relation = skill[kept], other[kept], relation[kept]
    similarity = np.array([NARROWER, BROADER, SIBLING, NEAR, PREREQUISITE])[relation]
    worded = list(_all_reworded(taxonomy, skills.tolist(), progress))
    skill = np.concatenate([skill, np.array([one for one, _o, _s in worded], np.int64)])
    other = np.concatenate([other, np.array([other for _o, other, _s in worded], np.int64)])
    similarity = np.concatenate([similarity, np.array([likeness for _o, _p, likeness in worded], np.float64)])
    relation = np.concatenate([relation, np.full(len(worded), RELATIONS.index("reworded"))])
    order = np.lexsort((relation, -similarity, other, skill))
    skill, other = skill[order], other[order]
    best = np.ones(len(order), bool)
    best[1:] = (skill[1:] != skill[:-1]) | (other[1:] != other[:-1])
    chosen = order[best]
    return Pairs(skill[best], other[best], similarity[chosen], relation[chosen].astype(np.uint8))


def _by_relation(taxonomy: Taxonomy, skill: int) -> Iterator[tuple[int, float, str]]:
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
        for other in taxonomy.related(skill, *_NEAR, inverse=inverse):
            yield other, NEAR, "near"
        for other in taxonomy.related(skill, *_PREREQUISITE, inverse=inverse):
            yield other, PREREQUISITE, "prerequisite"


def _all_by_relation(taxonomy: Taxonomy) -> Iterator[tuple[_Rows, _Rows, _Rows]]:
    """As :func:`_by_relation` of every concept: rows, rows near them, and the number of the relation."""
    narrow, broad = _edges(taxonomy, RelationKind.BROADER)
    yield broad, narrow, _all(narrow, "narrower")
    yield narrow, broad, _all(narrow, "broader")
    by_broad = np.argsort(broad, kind="stable")
    first = np.searchsorted(broad[by_broad], np.arange(len(taxonomy) + 1), "left")
    members = np.diff(first)[broad]
    members[members > _SIBLINGS_MOST] = 0
    nth = np.arange(members.sum()) - np.repeat(np.cumsum(members) - members, members)
    siblings = narrow[by_broad[np.repeat(first[broad], members) + nth]]
    yield np.repeat(narrow, members), siblings, _all(siblings, "sibling")
    for kinds, name in ((_NEAR, "near"), (_PREREQUISITE, "prerequisite")):
        one, other = _edges(taxonomy, *kinds)
        yield one, other, _all(one, name)
        yield other, one, _all(one, name)


def _edges(taxonomy: Taxonomy, *kinds: RelationKind) -> tuple[_Rows, _Rows]:
    arrays = taxonomy.arrays
    source = np.repeat(np.arange(len(taxonomy)), np.diff(arrays["out_first"]).astype(np.int64))
    wanted = np.isin(arrays["out_kind"], [RELATION_KINDS.index(kind) for kind in kinds])
    return source[wanted], arrays["out_other"][wanted].astype(np.int64)


def _all(rows: _Rows, relation: str) -> _Rows:
    return np.full(len(rows), RELATIONS.index(relation))


def _all_reworded(
    taxonomy: Taxonomy, skills: list[int], progress: Progress | None
) -> Iterator[tuple[int, int, float]]:
    said = -1

    def told(done: int) -> None:
        nonlocal said
        if progress and (tenth := done * 10 // len(skills)) > said:
            said = tenth
            progress(_("Working out which skills are alike: {done} of {total}", done=done, total=len(skills)))

    names = [taxonomy.label(skill) for skill in skills]
    found = search_all(taxonomy, names, kinds=_SKILLS, limit=_NAMES, threshold=_ALIKE, tell=told)
    for skill, hits in zip(skills, found, strict=True):
        for hit in hits:
            if hit.concept != skill:
                yield skill, hit.concept, _rounded(REWORDED * hit.score)


def _rounded(similarity: float) -> float:
    return round(similarity, 3)  # what a person is shown; and what a float32 of the file gives back exactly


def _is_skill(taxonomy: Taxonomy) -> npt.NDArray[np.bool_]:
    """Which concepts are skills and stand for all that are the same."""
    of_kind = np.isin(taxonomy.arrays["kind"], [KINDS.index(kind) for kind in _SKILLS])
    own: npt.NDArray[np.bool_] = taxonomy.arrays["canonical"] == np.arange(len(taxonomy))
    return of_kind & own


_NOTHING: Final = Nearness(0.0, "")
