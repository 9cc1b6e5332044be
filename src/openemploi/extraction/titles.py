"""How alike the work behind two titles is: their own meaning, and which occupations, skills and groups each leads to.

"Hôte de caisse" and "employé de libre-service" share few letters; the occupations they are near to are the same, and
those of other classifications ask for skills of like meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction.occupation_skills import OccupationSkills
from openemploi.extraction.semantics import Semantics
from openemploi.extraction.semantics.adapter import unit
from openemploi.extraction.semantics.space import Space
from openemploi.taxonomy.gender import one_gender
from openemploi.taxonomy.model import RelationKind
from openemploi.taxonomy.store import Taxonomy

_NEAREST: Final = 60  # occupations that a title may lead to


@dataclass(frozen=True, slots=True)
class _Weights:
    """What counts beside the cosine of two titles: the occupations and groups both lead to, and what their skills mean.

    At ``width`` of cosine under that of the nearest, an occupation counts for 1/e.
    """

    occupations: float
    groups: float
    skills: float
    width: float


# Chosen on sets of similar titles in three languages (docs/adr/0011) and of titles of occupations; flat around.
_WORK: Final = _Weights(0.5, 0.7, 0.8, width=0.1)
_NAME: Final = _Weights(0.3, 0.0, 0.5, width=0.08)

Floats = npt.NDArray[np.float32]


class TitleComparer:
    """Compares titles, in any language, with one taxonomy."""

    def __init__(self, taxonomy: Taxonomy, semantics: Semantics) -> None:
        self._taxonomy, self._names, self._work = taxonomy, semantics.titles, semantics.work
        self._meanings = semantics.skills

    def matrix(self, titles: Sequence[str], others: Sequence[str], *, work: bool = True) -> Floats:
        """How alike each of ``titles`` is to each of ``others``.

        As the same kind of work; without ``work`` as another name of the same occupation.
        """
        space, weights = (self._work, _WORK) if work else (self._names, _NAME)
        here, there = (space.encode([one_gender(text) for text in texts]) for texts in (titles, others))
        ours, theirs = (_led_to(space, vectors, weights.width) for vectors in (here, there))
        scores = here @ there.T + weights.occupations * np.sqrt(ours) @ np.sqrt(theirs).T
        if weights.groups:
            scores += weights.groups * np.sqrt(ours @ self._groups) @ np.sqrt(theirs @ self._groups).T
        scores += weights.skills * unit(ours @ self._skills) @ unit(theirs @ self._skills).T
        found: Floats = scores.astype(np.float32)
        return found

    @cached_property
    def _groups(self) -> Floats:
        """Which groups each occupation is of: shape (occupations, groups), 0 or 1."""
        rows: defaultdict[int, list[int]] = defaultdict(list)
        for place, occupation in enumerate(self._names.concepts.tolist()):
            for group in map(
                self._taxonomy.canonical, self._taxonomy.related(occupation, RelationKind.BROADER)
            ):
                rows[group].append(place)
        table = np.zeros((len(self._names.concepts), max(len(rows), 1)), np.float32)
        for column, group in enumerate(sorted(rows)):
            table[rows[group], column] = 1
        return table

    @cached_property
    def _skills(self) -> Floats:
        """What the skills of each occupation mean."""
        pairs = OccupationSkills.of(
            self._taxonomy, self._names.concepts.tolist(), self._meanings.concepts.tolist()
        )
        return pairs.of_occupations(self._meanings.middles())


def _led_to(space: Space, vectors: Floats, width: float) -> Floats:
    """For each vector the shares of the occupations that it is nearest to; rows sum to 1."""
    near = np.concatenate([space.nearest(vectors[i : i + 256]) for i in range(0, len(vectors), 256)])
    count = min(_NEAREST, near.shape[1])
    least = np.partition(near, -count, axis=1)[:, -count][:, None]
    raised = np.where(near >= least, np.exp((near - near.max(axis=1, keepdims=True)) / width), 0)
    shares: Floats = (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares
