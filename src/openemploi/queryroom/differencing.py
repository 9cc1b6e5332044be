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

from openemploi.queryroom.cells import dominated

Ints = NDArray[np.int64]

_SURE: Final = 1e-6
_RANK: Final = 1e-9  # smaller eigenvalues are nought
_MOST_PAIRED: Final = 1_000  # small sets looked at two by two
_DENSE: Final = 4_000_000
_LARGEST: Final = 1 << 62
MOST_AUDITED: Final = 1_200  # told groups, beside the finest view, whose combinations are looked at


def small_gap(whole: Ints, parts: Ints, units: Ints | None, *, threshold: int) -> bool:
    """Whether some group of ``whole`` differs from some union of groups of ``parts`` by a few people.

    ``whole``, ``parts``: for each row its group, or -1. ``units``: whose row it is, ``None`` when each
    row is a person of its own. For each group the union is
    taken that is nearest to it: a part goes in when more than half of its rows do. "A few" is 1 to
    ``threshold`` - 1 distinct people in the symmetric difference. Exact when each person has one row.
    """
    if not len(whole):
        return False
    group, rows = _gap(whole, parts)
    counts = _people(group, None if units is None else units[rows])
    return bool(((counts > 0) & (counts < threshold)).any())


def dominated_gap(
    whole: Ints, parts: Ints, units: Ints | None, values: NDArray[np.float64], *, share: float
) -> bool:
    """Whether one person makes up more than ``share`` of a sum less the sum of the union nearest to it.

    As :func:`small_gap`, of sums of ``values`` (NaN: not known).
    """
    if not len(whole):
        return False
    group, rows = _gap(whole, parts)
    known = ~np.isnan(values[rows])
    group, rows = group[known], rows[known]
    count = int(group.max(initial=-1)) + 1
    return bool(dominated(group, None if units is None else units[rows], values[rows], count, share).any())


def _gap(whole: Ints, parts: Ints) -> tuple[Ints, Ints]:
    """For each group of ``whole`` the rows by which it and the nearest union of ``parts`` differ."""
    included = _included(whole, parts)
    nearest = np.where(parts >= 0, included[parts], -1)
    missing = np.flatnonzero((whole >= 0) & (nearest != whole))
    foreign = np.flatnonzero((nearest >= 0) & (nearest != whole))
    return np.concatenate([whole[missing], nearest[foreign]]), np.concatenate([missing, foreign])


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
    and (of the smallest thousand) every pair of atoms, that hold 1 to ``threshold`` - 1 people together. Each view
    tells one group at least; see :func:`without_implied` and :func:`too_many`.
    """
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


def too_many(views: Sequence[Ints]) -> bool:
    """Whether the views tell more groups than can be audited in the time of a question."""
    counts = [int(view.max()) + 1 for view in views if len(view)]
    return bool(counts) and sum(counts) - max(counts) > MOST_AUDITED


def without_implied(views: Sequence[Ints]) -> list[Ints]:
    """The views less the groups that are unions of told groups of a finer one: they say nothing more."""
    finest = sorted(views, key=lambda view: -int(view.max()))
    kept: list[Ints] = []
    for view in finest:
        for finer in kept:
            if not (view >= 0).any():
                break
            view = np.where(np.append(_unions(view, finer), False)[view], -1, view)
        if (view >= 0).any():
            _values, numbered = np.unique(view[view >= 0], return_inverse=True)
            fresh = np.full(len(view), -1, dtype=np.int64)
            fresh[view >= 0] = numbered
            kept.append(fresh)
    return kept


def _unions(view: Ints, finer: Ints) -> NDArray[np.bool_]:
    """For each group of ``view``, whether it is a union of groups of ``finer``."""
    sizes = np.bincount(view[view >= 0], minlength=int(view.max()) + 1)
    both = (view >= 0) & (finer >= 0)
    if not both.any():
        return np.zeros(len(sizes), dtype=bool)
    group, part, counts = _crossed(view[both], finer[both])
    whole = counts == np.bincount(finer[finer >= 0])[part]
    covered = np.bincount(group[whole], weights=counts[whole], minlength=len(sizes))
    united: NDArray[np.bool_] = (sizes > 0) & (covered == sizes)
    return united


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
    """A generalised inverse of groups × groups.

    The groups of one view have no atom in common, so the largest view is eliminated by division alone (its Schur
    complement); the others, scaled to one length so that their rank is seen clearly, by their eigenvectors.
    """
    gram = _gram(columns, starts)
    widths = np.diff(starts)
    largest = int(np.argmax(widths))
    first = np.arange(starts[largest], starts[largest + 1])
    rest = np.setdiff1d(np.arange(len(gram)), first)
    single = 1.0 / np.diag(gram)[first]
    across = gram[np.ix_(rest, first)] * single
    left = gram[np.ix_(rest, rest)] - across @ gram[np.ix_(first, rest)]
    scale = 1.0 / np.sqrt(np.diag(gram)[rest])
    values, vectors = np.linalg.eigh(left * scale[:, None] * scale[None, :])
    kept = values > _RANK
    root = (vectors[:, kept] / np.sqrt(values[kept])) * scale[:, None]
    shared = root.T @ across
    inverse = np.zeros_like(gram)
    inverse[np.ix_(rest, rest)] = root @ root.T
    inverse[np.ix_(first, first)] = np.diag(single) + shared.T @ shared
    inverse[np.ix_(rest, first)] = -(root @ shared)
    inverse[np.ix_(first, rest)] = inverse[np.ix_(rest, first)].T
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
