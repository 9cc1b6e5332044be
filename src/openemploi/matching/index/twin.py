"""The inner loops of the index in NumPy: the definition of what the compiled ones give, and slower."""

from __future__ import annotations

from collections.abc import Sequence
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


def gather(
    index: Any, which: Sequence[int], masks: Sequence[Array | None], question: Any, lines: Any, spared: int,
    top: Array, room: Any,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """The documents of the blocks ``which`` that could be among the first: their numbers and points, and, by block,
    the bound down to which they were looked at.

    ``lines`` may lack some lines of the ``question``, which give ``spared`` at most. ``top`` is a heap of the most
    points so far (zeros where there are fewer), and is updated. What stands for this in a document is looked at as
    soon as its bound reaches the least of ``top``, or, before there are enough, about as many as ``top`` holds.
    """
    seen = np.zeros(len(index.blocks), np.int64)
    numbers, points = [np.zeros(0, np.int64)], [np.zeros(0, np.float64)]
    for number in which:
        opened, block = index.blocks[number], index.blocks[number].block
        a = block.arrays
        bounds, tops = room.of(index, number)
        question_arrays: tuple[Any, ...] = (*lines.arrays, *question.sums, question.by_class)
        mapped = (a["run_first"], a["run_class"], a["run_end"], a["docs"])
        scan(*(block.local_of, *mapped, *question_arrays, room.work, bounds, tops))
        if (mask := masks[number]) is not None:
            bounds[~mask] = 0
            find_peaks(bounds, tops)
        least = 1
        if top[0] > 0:
            least = int(np.floor(top[0] * SCALE))
        elif len(tops) > len(top):
            least = int(np.partition(tops, len(tops) - len(top))[len(tops) - len(top)]) + spared
        low = max(1, least - spared)
        seen[number] = low + spared
        chosen = reaching(bounds, tops, low)
        scored = score(
            chosen, a["claim_first"], a["claim_term"], a["claim_code"], question.slot_of(block), question.slot_first,
            question.group, question.coefficient, question.table, block.given(question.tables)[0], question.groups,
        )  # fmt: skip
        numbers.append(chosen + opened.start)
        points.append(scored)
        top[:] = np.sort(np.concatenate([top, scored]))[len(scored) :]
    return np.concatenate(numbers), np.concatenate(points), seen
