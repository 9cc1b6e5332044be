"""The inner loops of the index in NumPy: the definition of what the compiled ones give, and slower."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from openemploi.matching.index.scale import BOUND_MOST, SCALE

Array = npt.NDArray[Any]


def invert(
    first: Array, local: Array, code: Array, code_class: Array, terms: int
) -> tuple[Array, Array, Array, Array]:
    """Postings sorted by term, class (best first) and document: ``docs, run_first, run_class, run_end``."""
    sizes = first[1:].astype(np.int64) - first[:-1].astype(np.int64)
    owner = np.repeat(np.arange(len(sizes), dtype=np.uint16), sizes)
    of_class = code_class[code]
    order = np.lexsort((owner, 255 - of_class.astype(np.int64), local))
    key = local[order].astype(np.int64) * 256 + of_class[order]
    last = np.ones(len(key), bool)
    last[:-1] = key[1:] != key[:-1]
    ends = np.nonzero(last)[0]
    run_first = np.zeros(terms + 1, np.uint32)
    np.cumsum(np.bincount(key[ends] // 256, minlength=terms), out=run_first[1:])
    return owner[order], run_first, (key[ends] % 256).astype(np.uint8), (ends + 1).astype(np.uint32)


def scan(
    local_of: Array, run_first: Array, run_class: Array, run_end: Array, docs: Array,
    slots: Array, best_slot: Array, best_column: Array, best_points: Array, best_group: Array, columns: Array,
    sum_term: Array, sum_coefficient: Array, sum_table: Array, by_class: Array,
    work: Array, bounds: Array, peaks: Array,
) -> None:  # fmt: skip
    """Fill ``bounds`` with the bound of every document of a block, in ``1 / SCALE`` points.

    ``best_*`` are sorted by group and, in it, from the most points: the first that a document meets counts, once
    a group; a slot is a term, a column the class that ``columns`` gives it. ``sum_*`` all count. ``peaks`` is filled
    by :func:`find_peaks`; ``work`` is room for a block of whole sums.
    """
    sums = work[: len(bounds)]
    sums[:] = 0

    def runs(term: int) -> range:
        local = int(local_of[term])
        return range(int(run_first[local]), int(run_first[local + 1])) if local >= 0 else range(0)

    def of_run(run: int) -> Array:
        return docs[int(run_end[run - 1]) if run else 0 : int(run_end[run])]

    met = np.zeros(len(bounds), np.uint32)
    for slot, column, points, group in zip(
        best_slot.tolist(), best_column.tolist(), best_points.tolist(), best_group.tolist(), strict=True
    ):
        for run in runs(int(slots[slot])):
            if columns[run_class[run]] == column:
                new = (found := of_run(run))[met[found] != group]
                sums[new] += np.uint32(points)
                met[new] = group
    for term, coefficient, table in zip(
        sum_term.tolist(), sum_coefficient.tolist(), sum_table.tolist(), strict=True
    ):
        for run in runs(term):
            points = np.ceil(coefficient * by_class[table, run_class[run]] * SCALE)
            np.add.at(sums, of_run(run), np.uint32(points))
    bounds[:] = np.minimum(sums, BOUND_MOST)
    find_peaks(bounds, peaks)


def find_peaks(bounds: Array, peaks: Array) -> None:
    """Fill ``peaks`` with the greatest bound of each chunk: every ``len(peaks)``-th document is of one."""
    whole = len(bounds) // len(peaks) * len(peaks)
    peaks[:] = bounds[:whole].reshape(-1, len(peaks)).max(axis=0)
    rest = bounds[whole:]
    peaks[: len(rest)] = np.maximum(peaks[: len(rest)], rest)


def reaching(bounds: Array, tops: Array, least: int) -> Array:
    """The documents whose bound is at least ``least``, in any order; ``tops`` are the greatest of their chunks."""
    return np.nonzero(bounds >= least)[0]


def score(
    chosen: Array, claim_first: Array, claim_term: Array, claim_code: Array,
    slot_of: Array, slot_first: Array, group: Array, coefficient: Array, table: Array, by_code: Array, groups: int,
) -> Array:  # fmt: skip
    """The points of each ``chosen`` document by its facts: the best of each group, and all that have no group.

    ``slot_of`` leads from a local term to its entries ``slot_first[slot]:slot_first[slot + 1]``; ``by_code`` has a
    row for each table and a column for each code of the block.
    """
    found = np.zeros(len(chosen), np.float64)
    best = np.zeros(groups, np.float64)
    for i, doc in enumerate(chosen.tolist()):
        best[:] = 0.0
        low, high = int(claim_first[doc]), int(claim_first[doc + 1])
        slots = slot_of[claim_term[low:high]]
        for slot, code in zip(slots.tolist(), claim_code[low:high].tolist(), strict=True):
            for e in range(int(slot_first[slot]), int(slot_first[slot + 1])) if slot >= 0 else ():
                value = coefficient[e] * by_code[table[e], code]
                if group[e] < 0:
                    found[i] += value
                else:
                    best[group[e]] = max(best[group[e]], value)
        found[i] += best.sum()
    return found
