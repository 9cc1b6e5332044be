"""Which occupations of all classifications are of one kind: what a text says of one counts a little for the others.

A sheet of ROME is short; its neighbours in the family, our own occupations with the same code, and those of ESCO in the
same ISCO group say in other words what it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.store import Taxonomy

Amounts = npt.NDArray[np.floating]
_Rows = npt.NDArray[np.int64]


def parent(taxonomy: Taxonomy, concept: int) -> int:
    """The occupation of which ``concept`` is a narrower one; itself when there is none."""
    for broader in taxonomy.related(concept, RelationKind.BROADER):
        if taxonomy.kind(broader) is ConceptKind.OCCUPATION:
            return broader
    return concept


def rome_code(taxonomy: Taxonomy, concept: int) -> tuple[str, str]:
    """The scheme of ``concept`` and its first ROME code, empty without one."""
    scheme = taxonomy.scheme(concept).name
    if scheme == "rome":
        return scheme, taxonomy.code(concept)
    borne = (code for name, code in taxonomy.other_codes(concept) if name == "rome")
    return scheme, next(borne, "")


class Kin:
    """The kinds of some occupations: the group of ISCO that they bear, and the family of their ROME code."""

    def __init__(self, taxonomy: Taxonomy, occupations: Sequence[int]) -> None:
        codes = [rome_code(taxonomy, concept) for concept in occupations]
        of_sheet = {
            code: rome_code(taxonomy, parent(taxonomy, concept))[1]
            for concept, (scheme, code) in zip(occupations, codes, strict=True)
            if scheme == "rome"
        }
        groups = [
            [code for name, code in taxonomy.other_codes(concept) if name == "isco"]
            for concept in occupations
        ]
        self._groups = _Kinds.of(dict(enumerate(groups)))
        self._families = _Kinds.of(
            {row: [of_sheet.get(code, code)] for row, (_scheme, code) in enumerate(codes) if code}
        )

    def best(self, amounts: Amounts) -> Amounts:
        """For each occupation the largest of ``amounts`` among its kin, itself included."""
        return self._families.best(self._groups.best(amounts))


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Pairs of an occupation and a kind that it is of, in the order of the kinds; ``first`` is where each begins."""

    rows: _Rows
    kinds: _Rows
    first: _Rows

    @classmethod
    def of(cls, kinds: Mapping[int, Sequence[str]]) -> _Kinds:
        pairs = sorted({(kind, row) for row, several in kinds.items() for kind in several})
        _names, first, inverse = np.unique(
            np.array([kind for kind, _row in pairs], str), return_index=True, return_inverse=True
        )
        rows = np.array([row for _kind, row in pairs], np.int64)
        return cls(rows, inverse.astype(np.int64), first.astype(np.int64))

    def best(self, amounts: Amounts) -> Amounts:
        """Each amount, raised to the largest of an occupation of the same kind."""
        raised = amounts.copy()
        if len(self.rows):
            largest = np.maximum.reduceat(amounts[self.rows], self.first)
            np.maximum.at(raised, self.rows, largest[self.kinds])
        return raised
