"""Whether answers together show a small group: what is told is seen as sets of rows, and sets can be subtracted.

A *view* is one told partition: for each row the number of the told group it is in, or -1. Two checks:
:func:`small_gap` is exact for one group against all unions of the groups of one other view (so also for a whole
less its parts, and for two groups); :func:`derivable` is exact for single small sets, and for pairs of them,
under *every* linear combination of all told counts (the audit of Chin and Özsoyoğlu, IEEE TSE 8(6), 1982).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_SURE: Final = 1e-6
_RANK: Final = 1e-10  # of the largest eigenvalue; smaller ones are nought
_MOST_PAIRED: Final = 1_000  # small sets looked at two by two
_DENSE: Final = 4_000_000
_LARGEST: Final = 1 << 62
MOST_AUDITED: Final = 2_500  # told groups whose combinations are looked at


def small_gap(whole: Ints, parts: Ints, units: Ints | None, *, threshold: int) -> bool:
    """Whether some group of ``whole`` differs from some union of groups of ``parts`` by a few people.

    ``whole``, ``parts``: for each row its group, or -1. ``units``: whose row it is, ``None`` when each
    row is a person of its own. For each group the union is
    taken that is nearest to it: a part goes in when more than half of its rows do. "A few" is 1 to
    ``threshold`` - 1 distinct people in the symmetric difference. Exact when each person has one row.
    """
    if not len(whole):
        return False
    included = _included(whole, parts)
    nearest = np.where(parts >= 0, included[parts], -1)
    missing = (whole >= 0) & (nearest != whole)
    foreign = (nearest >= 0) & (nearest != whole)
    group = np.concatenate([whole[missing], nearest[foreign]])
    person = None if units is None else np.concatenate([units[missing], units[foreign]])
    counts = _people(group, person)
    return bool(((counts > 0) & (counts < threshold)).any())


def nested_people(one: Ints, other: Ints, units: Ints, *, threshold: int) -> bool:
    """Whether the people of a group of one view are those of a group of the other but a few.

    Only matters where a person has several rows: the rows may differ by many people and the people by few.
    """
    first, second = _pairs(one, units), _pairs(other, units)
    by_person = np.argsort(second[:, 1], kind="stable")
    second = second[by_person]
    low = np.searchsorted(second[:, 1], first[:, 1], side="left")
    high = np.searchsorted(second[:, 1], first[:, 1], side="right")
    lengths = high - low
    if not lengths.sum():
        return False
    starts = np.repeat(low - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
    matched = second[np.arange(lengths.sum()) + starts, 0]
    pairs, common = np.unique(
        np.stack([np.repeat(first[:, 0], lengths), matched]), axis=1, return_counts=True
    )
    less = np.bincount(first[:, 0])[pairs[0]] - common
    more = np.bincount(second[:, 0])[pairs[1]] - common
    gap = np.where(less == 0, more, np.where(more == 0, less, 0))
    return bool(((gap > 0) & (gap < threshold)).any())


def derivable(views: Sequence[Ints], units: Ints | None, *, threshold: int) -> bool:
    """Whether the count of a small set of people follows from the told counts of ``views`` by sums and differences.

    Rows that are in the same groups of all views cannot be told apart: they make an atom. A set of atoms can be
    worked out exactly when its indicator is in the row space of the matrix groups × atoms. Looked at: every atom,
    and (of the smallest :data:`_MOST_PAIRED`) every pair of atoms, that hold 1 to ``threshold`` - 1 people together.
    """
    views = [view for view in views if (view >= 0).any()]
    if len(views) < 2:
        return False
    atoms, first = _atoms(views)
    people = _people(atoms, units)
    labels = np.stack([view[first] for view in views], axis=1)
    seen = (labels >= 0).any(axis=1)
    small = people[seen] < threshold
    if not small.any():
        return False
    columns, starts = _columns(labels[seen])
    inverse = _inverse(columns, starts)
    columns, people = columns[small], people[seen][small]
    rest = 1.0 - _held(columns, inverse)
    if (rest < _SURE).any():
        return True
    # Two atoms are worked out together when what is left of them outside the row space is one direction.
    smallest = np.argsort(people, kind="stable")[:_MOST_PAIRED]
    incidence = np.zeros((len(smallest), len(inverse)))
    for column in columns[smallest].T:
        held = column >= 0
        incidence[np.flatnonzero(held), column[held]] = 1.0
    residual = np.eye(len(smallest)) - incidence @ inverse @ incidence.T
    own = np.outer(rest[smallest], rest[smallest])
    together = people[smallest][:, None] + people[smallest][None, :] < threshold
    np.fill_diagonal(together, False)
    return bool(((np.abs(own - residual**2) < _SURE * own) & together).any())


def told_groups(views: Sequence[Ints]) -> int:
    """How many groups the views tell in all."""
    return sum(int(view.max()) + 1 for view in views if len(view))


def _included(whole: Ints, parts: Ints) -> Ints:
    """For each part the group of ``whole`` that holds more than half of its rows, or -1; and -1 at the end."""
    known = parts >= 0
    most = int(parts.max()) + 1 if known.any() else 0
    included = np.full(most + 1, -1, dtype=np.int64)
    if not most:
        return included
    sizes = np.bincount(parts[known], minlength=most)
    both = known & (whole >= 0)
    part, group, counts = _crossed(parts[both], whole[both])
    major = counts * 2 > sizes[part]
    included[part[major]] = group[major]
    return included


def _crossed(one: Ints, other: Ints) -> tuple[Ints, Ints, Ints]:
    """The pairs of values that occur together, and how often."""
    if not len(one):
        return one, other, one
    width = int(other.max()) + 1
    codes = one * width + other
    if (int(one.max()) + 1) * width <= _DENSE:
        dense = np.bincount(codes)
        found = np.flatnonzero(dense)
        counts = dense[found]
    else:
        found, counts = np.unique(codes, return_counts=True)
    return found // width, found % width, counts


def _people(group: Ints, units: Ints | None) -> Ints:
    """Distinct people of each group 0..max. ``units`` ``None``: each row is a person of its own."""
    if units is None:
        return np.bincount(group[group >= 0])
    pairs = _pairs(group, units)
    return np.bincount(pairs[:, 0]) if len(pairs) else np.zeros(0, dtype=np.int64)


def _pairs(group: Ints, units: Ints) -> Ints:
    """The distinct pairs (group, person) of the rows that are in a group."""
    known = group >= 0
    if not known.any():
        return np.zeros((0, 2), dtype=np.int64)
    width = int(units.max()) + 1
    codes = np.unique(group[known] * width + units[known])
    return np.stack([codes // width, codes % width], axis=1)


def _atoms(views: Sequence[Ints]) -> tuple[Ints, Ints]:
    """The atom of each row, and the first row of each atom."""
    atoms = np.zeros(len(views[0]), dtype=np.int64)
    count = 1
    for view in views:
        width = int(view.max()) + 2
        if count * width > _LARGEST:  # number the atoms so far afresh, before the codes overflow
            _values, atoms = np.unique(atoms, return_inverse=True)
            count = int(atoms.max()) + 1
        atoms = atoms * width + view + 1
        count *= width
    _values, first, atoms = np.unique(atoms, return_index=True, return_inverse=True)
    return atoms, first


def _inverse(columns: Ints, starts: Ints) -> NDArray[np.float64]:
    """The pseudoinverse of groups × groups, on groups scaled to one length so that its rank is seen clearly."""
    gram = _gram(columns, starts)
    scale = 1.0 / np.sqrt(np.maximum(np.diag(gram), 1.0))
    values, vectors = np.linalg.eigh(gram * scale[:, None] * scale[None, :])
    kept = values > _RANK * values[-1]
    root = (vectors[:, kept] / np.sqrt(values[kept])) * scale[:, None]
    inverse: NDArray[np.float64] = root @ root.T
    return inverse


def _held(columns: Ints, inverse: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of each atom's indicator is in the row space: 1 when it can be worked out."""
    held = np.zeros(len(columns))
    padded = np.zeros((len(inverse) + 1, len(inverse) + 1))
    padded[:-1, :-1] = inverse  # the last row and column answer for -1
    for one in range(columns.shape[1]):
        held += padded[columns[:, one], columns[:, one]]
        for other in range(one + 1, columns.shape[1]):
            held += 2 * padded[columns[:, one], columns[:, other]]
    return held


def _columns(labels: Ints) -> tuple[Ints, Ints]:
    """Labels made distinct from view to view, and where the numbers of each view begin (and end, at last)."""
    shifted = labels.copy()
    starts = [0]
    for view in range(labels.shape[1]):
        column = shifted[:, view]
        values, codes = np.unique(column[column >= 0], return_inverse=True)
        column[column >= 0] = codes + starts[-1]
        starts.append(starts[-1] + len(values))
    return shifted, np.array(starts)


def _gram(columns: Ints, starts: Ints) -> NDArray[np.float64]:
    """Groups × groups: how many atoms two groups share."""
    gram = np.zeros((int(starts[-1]), int(starts[-1])))
    for one in range(columns.shape[1]):
        for other in range(one, columns.shape[1]):
            both = (columns[:, one] >= 0) & (columns[:, other] >= 0)
            high, wide = starts[one + 1] - starts[one], starts[other + 1] - starts[other]
            codes = (columns[both, one] - starts[one]) * wide + columns[both, other] - starts[other]
            block = np.bincount(codes, minlength=high * wide).reshape(high, wide)
            gram[starts[one] : starts[one + 1], starts[other] : starts[other + 1]] = block
            gram[starts[other] : starts[other + 1], starts[one] : starts[one + 1]] = block.T
    return gram
