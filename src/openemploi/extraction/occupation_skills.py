"""Occupations in the middle of the skills that they ask for, and skills in the middle of those that ask for them.

"Métallographie" and "structure des métaux" share no word, and foundries ask for both. Classifications seldom share a
skill; the meaning of their skills can still be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction.semantics.adapter import unit
from openemploi.taxonomy.model import RelationKind
from openemploi.taxonomy.store import Taxonomy

_WEIGHTS: Final = {RelationKind.ESSENTIAL: 1.0, RelationKind.OPTIONAL: 0.5, RelationKind.EMERGING: 0.5}

Floats = npt.NDArray[np.float32]
_Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class OccupationSkills:
    """Pairs of an occupation and a skill that it asks for, as rows of two lists, and how much each counts."""

    occupations: _Rows
    skills: _Rows
    weights: Floats
    shape: tuple[int, int]  # occupations and skills, with those that are in no pair

    @classmethod
    def of(cls, taxonomy: Taxonomy, occupations: Sequence[int], skills: Sequence[int]) -> OccupationSkills:
        """The pairs among canonical concepts ``occupations`` and ``skills``."""
        place = {skill: row for row, skill in enumerate(skills)}
        weights: dict[tuple[int, int], float] = {}
        for row, occupation in enumerate(occupations):
            for kind, weight in _WEIGHTS.items():
                for skill in taxonomy.related(occupation, kind):
                    if (column := place.get(taxonomy.canonical(skill))) is not None:
                        weights[row, column] = max(weight, weights.get((row, column), 0.0))
        pairs = np.array(list(weights), np.int64).reshape(-1, 2)
        amounts = np.fromiter(weights.values(), np.float32, len(weights))
        return cls(pairs[:, 0], pairs[:, 1], amounts, (len(occupations), len(skills)))

    def of_occupations(self, skills: Floats) -> Floats:
        """The middle of the skills of each occupation, rare ones first; ``skills`` has a unit vector a skill.

        Shape (occupations, dimensions), norm 1 around their own middle; zeros for an occupation without skills.
        """
        asked = np.bincount(self.skills, minlength=self.shape[1])
        rarity = np.log(self.shape[0] / np.maximum(asked, 1)).astype(np.float32)
        middle = _mean(skills[asked > 0])
        summed = _summed(
            self.occupations, self.skills, self.weights * rarity[self.skills], skills - middle, self.shape[0]
        )
        found = unit(summed)
        return unit(np.where(found.any(axis=1, keepdims=True), found - _mean(found), 0).astype(np.float32))

    def of_skills(self, occupations: Floats) -> Floats:
        """The middle of the occupations that ask for each skill; ``occupations`` has a unit vector an occupation.

        Shape (skills, dimensions), of norm 1 at most: the less, the more different they are; zeros for a skill that
        none asks for.
        """
        totals = np.bincount(self.skills, self.weights, minlength=self.shape[1])
        summed = _summed(
            self.skills, self.occupations, self.weights, unit(occupations - _mean(occupations)), self.shape[1]
        )
        found: Floats = (summed / np.maximum(totals, 1e-9)[:, None]).astype(np.float32)
        return found


def _summed(into: _Rows, take: _Rows, weights: Floats, vectors: Floats, count: int) -> Floats:
    """For each of ``count`` rows, the weighted sum of the ``vectors`` that go into it."""
    summed = np.zeros((count, vectors.shape[1]), np.float32)
    order = np.argsort(into, kind="stable")
    into, take, weights = into[order], take[order], weights[order]
    rows, first = np.unique(into, return_index=True)
    for row, begin, end in zip(rows.tolist(), first.tolist(), [*first.tolist()[1:], len(into)], strict=True):
        summed[row] = weights[begin:end] @ vectors[take[begin:end]]
    return summed


def _mean(vectors: Floats) -> Floats:
    middle: Floats = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1], np.float32)
    return middle
