"""The inner loops of the index, compiled. :mod:`~openemploi.matching.index.twin` says what each gives, in NumPy."""
# mypy: disable-error-code="no-untyped-def, no-any-return, untyped-decorator, misc, call-arg, attr-defined"

from __future__ import annotations

import numpy as np
from numba import carray, njit, types
from numba.extending import intrinsic

from openemploi.matching.index.scale import BOUND_MOST, CHUNK, GROUP_BITS, SCALE

_GROUP = np.uint32((1 << GROUP_BITS) - 1)
_POINTS = np.uint32(~int(_GROUP) & 0xFFFFFFFF)
_SHIFT = np.uint32(GROUP_BITS)
_MOST = np.uint32(BOUND_MOST)


@njit(nogil=True, cache=True)
def invert(first, local, code, code_class, terms):  # pragma: no cover - compiled
    """Postings sorted by term, class (best first) and document."""
    present = np.zeros(256, np.int64)
    for c in code_class:
        present[c] = 1
    rank = np.zeros(256, np.int64)
    of_rank = np.zeros(256, np.uint8)
    count = 0
    for c in range(255, -1, -1):
        if present[c]:
            rank[c] = count
            of_rank[count] = c
            count += 1
    starts = np.zeros(terms * count + 1, np.uint32)
    for p in range(len(local)):
        starts[np.int64(local[p]) * count + rank[code_class[code[p]]] + 1] += np.uint32(1)
    runs = 0
    for key in range(terms * count):
        if starts[key + 1]:
            runs += 1
        starts[key + 1] += starts[key]
    run_first = np.zeros(terms + 1, np.uint32)
    run_class = np.empty(runs, np.uint8)
    run_end = np.empty(runs, np.uint32)
    run = 0
    for term in range(terms):
        for r in range(count):
            key = term * count + r
            if starts[key + 1] > starts[key]:
                run_class[run] = of_rank[r]
                run_end[run] = starts[key + 1]
                run += 1
        run_first[term + 1] = run
    docs = np.empty(len(local), np.uint16)
    for doc in range(len(first) - 1):
        for p in range(first[doc], first[doc + 1]):
            key = np.int64(local[p]) * count + rank[code_class[code[p]]]
            docs[starts[key]] = doc
            starts[key] += np.uint32(1)
    return docs, run_first, run_class, run_end


@njit(nogil=True, cache=True)
def find_peaks(bounds, peaks):  # pragma: no cover - compiled
    """Fill ``peaks`` with the greatest bound of each chunk."""
    # Every len(peaks)-th document is of one chunk, so that the machine takes many chunks at a time.
    stride = len(peaks)
    peaks[:] = bounds[:stride]
    for start in range(stride, len(bounds), stride):
        part = bounds[start : start + stride]
        for i in range(len(part)):
            peak, bound = peaks[i], part[i]
            peaks[i] = peak if peak > bound else bound


@njit(nogil=True, cache=True)
def scan(
    local_of, run_first, run_class, run_end, docs,
    slots, best_slot, best_column, best_points, best_group, columns,
    sum_term, sum_coefficient, sum_table, by_class, work, bounds, peaks,
):  # fmt: skip  # pragma: no cover - compiled
    """Fill ``bounds`` with the bound of every document of a block, and ``peaks`` with the greatest of each chunk."""
    work[: len(bounds)] = 0
    # Where the runs of each term stand is looked up for all terms first: these loads do not wait for one another.
    width = 0
    for c in columns:
        width = max(width, c + 1)
    low = np.zeros((len(slots), width), np.uint32)
    high = np.zeros((len(slots), width), np.uint32)
    touched = np.uint32(0)
    for s in range(len(slots)):
        local = local_of[slots[s]]
        if local < 0:
            continue
        for run in range(run_first[local], run_first[local + 1]):
            column = columns[run_class[run]]
            if column >= 0:
                low[s, column] = run_end[run - 1] if run else 0
                high[s, column] = run_end[run]
                touched += docs[low[s, column]]
    for e in range(len(best_slot)):
        start, end = low[best_slot[e], best_column[e]], high[best_slot[e], best_column[e]]
        if start == end:
            continue
        group = np.uint32(best_group[e])
        points = np.uint32(best_points[e] << _SHIFT)
        for p in range(start, end):
            doc = docs[p]
            value = work[doc]
            # written without a branch: whether a document was met for this line cannot be foreseen
            work[doc] = ((value & _POINTS) | group) + points if value & _GROUP != group else value
    for e in range(len(sum_term)):
        local = local_of[sum_term[e]]
        if local < 0:
            continue
        for run in range(run_first[local], run_first[local + 1]):
            exact = sum_coefficient[e] * by_class[sum_table[e], run_class[run]] * SCALE
            points = np.uint32(np.uint32(np.ceil(exact)) << _SHIFT)
            for p in range(run_end[run - 1] if run else 0, run_end[run]):
                work[docs[p]] += points
    for doc in range(len(bounds)):
        value = work[doc] >> _SHIFT
        bounds[doc] = value if value < _MOST else _MOST
    find_peaks(bounds, peaks)
    return touched  # so that the loads above are not left out


@njit(nogil=True, cache=True)
def reaching(bounds, tops, least):  # pragma: no cover - compiled
    """The documents whose bound is at least ``least``."""
    stride = len(tops)
    count = 0
    for i in range(stride):
        if tops[i] >= least:
            for doc in range(i, len(bounds), stride):
                count += bounds[doc] >= least
    found = np.empty(count, np.int64)
    count = 0
    for i in range(stride):
        if tops[i] >= least:
            for doc in range(i, len(bounds), stride):
                if bounds[doc] >= least:
                    found[count] = doc
                    count += 1
    return found


@njit(nogil=True, cache=True)
def score(
    chosen, claim_first, claim_term, claim_code, slot_of, slot_first, group, coefficient, table, by_code, groups
):  # fmt: skip  # pragma: no cover - compiled
    """The points of each ``chosen`` document by its facts."""
    found = np.zeros(len(chosen), np.float64)
    best = np.zeros(groups, np.float64)
    touched = np.empty(groups, np.int64)
    # One look at each document's facts first: these loads do not wait for one another, those of the sums would.
    warm = np.int64(0)
    for i in range(len(chosen)):
        p = claim_first[chosen[i]]
        if p < len(claim_term):
            warm += claim_term[p] + claim_code[p]
    if warm < 0:
        return found
    for i in range(len(chosen)):
        doc = chosen[i]
        total = 0.0
        count = 0
        for p in range(claim_first[doc], claim_first[doc + 1]):
            slot = slot_of[claim_term[p]]
            if slot < 0:
                continue
            for e in range(slot_first[slot], slot_first[slot + 1]):
                value = coefficient[e] * by_code[table[e], claim_code[p]]
                g = group[e]
                if g < 0:
                    total += value
                elif value > best[g]:
                    if best[g] == 0.0:
                        touched[count] = g
                        count += 1
                    best[g] = value
        for t in range(count):
            total += best[touched[t]]
            best[touched[t]] = 0.0
        found[i] = total
    return found


def gather(index, which, masks, question, lines, spared, top, room):
    """The documents of the blocks ``which`` that could be among the first: their numbers and points, and, by block,
    the bound down to which they were looked at. ``top`` is a heap of the most points so far, and is updated."""
    given = np.zeros(len(index.blocks), np.uint64)
    hidden = np.zeros(len(index.blocks), np.uint64)
    for number in which:
        given[number] = index.blocks[number].block.given(question.tables)[1]
        if masks[number] is not None:
            hidden[number] = masks[number].ctypes.data
    seen = np.zeros(len(index.blocks), np.int64)
    done, stored = 0, 0
    while True:
        done, stored = _gather(
            np.array(which, np.int64), done, stored, index.addresses, index.sizes, hidden, given,
            *lines.arrays, *question.sums, question.by_class,
            question.slots, question.slot_first, question.group, question.coefficient, question.table,
            question.groups, len(question.tables), spared, top,
            room.work, room.slot_of, room.bounds, room.tops, room.numbers, room.points, seen,
        )  # fmt: skip
        if done == len(which):
            return room.numbers[:stored].copy(), room.points[:stored].copy(), seen
        room.grow()


@intrinsic
def _pointer(_context, _address):  # pragma: no cover - compiled
    """Where an array that is mapped into memory begins."""

    def code(context, builder, _signature, arguments):
        return builder.inttoptr(arguments[0], context.get_value_type(types.voidptr))

    return types.voidptr(types.uint64), code


@njit(nogil=True, cache=True)
def _gather(
    which, done, stored, addresses, sizes, hidden, given,
    slots, best_slot, best_column, best_points, best_group, columns,
    sum_term, sum_coefficient, sum_table, by_class,
    all_slots, slot_first, group, coefficient, table, groups, tables, spared, top,
    work, slot_of, all_bounds, all_tops, numbers, points, seen,
):  # fmt: skip  # pragma: no cover - compiled
    """One pass over the blocks, without a word of Python between them; stops where ``numbers`` is full."""
    for n in range(done, len(which)):
        b = which[n]
        documents, terms, runs, postings = sizes[b, 0], sizes[b, 1], sizes[b, 2], sizes[b, 3]
        local_of = carray(_pointer(addresses[b, 0]), sizes[b, 8], np.int32)
        run_first = carray(_pointer(addresses[b, 1]), terms + 1, np.uint32)
        run_class = carray(_pointer(addresses[b, 2]), runs, np.uint8)
        run_end = carray(_pointer(addresses[b, 3]), runs, np.uint32)
        docs = carray(_pointer(addresses[b, 4]), postings, np.uint16)
        claim_first = carray(_pointer(addresses[b, 5]), documents + 1, np.uint32)
        claim_term = carray(_pointer(addresses[b, 6]), postings, np.uint16)
        bounds = all_bounds[sizes[b, 6] : sizes[b, 6] + documents]
        tops = all_tops[sizes[b, 7] : sizes[b, 7] + (documents + CHUNK - 1) // CHUNK]
        scan(
            local_of, run_first, run_class, run_end, docs,
            slots, best_slot, best_column, best_points, best_group, columns,
            sum_term, sum_coefficient, sum_table, by_class, work, bounds, tops,
        )  # fmt: skip
        if hidden[b]:
            kept = carray(_pointer(hidden[b]), documents, np.uint8)
            for doc in range(documents):
                bounds[doc] = bounds[doc] if kept[doc] else 0
            find_peaks(bounds, tops)
        if top[0] > 0.0:
            least = np.int64(np.floor(top[0] * SCALE))
        elif len(tops) > len(top):
            least = np.int64(np.partition(tops, len(tops) - len(top))[len(tops) - len(top)]) + spared
        else:
            least = 1
        low = max(1, least - spared)
        chosen = reaching(bounds, tops, low)
        if stored + len(chosen) > len(numbers):
            return n, stored
        seen[b] = low + spared
        for s in range(len(all_slots)):
            local = local_of[all_slots[s]]
            if local >= 0:
                slot_of[local] = s
        by_code = carray(_pointer(given[b]), (tables, sizes[b, 5]), np.float64)
        if sizes[b, 4] == 1:
            narrow = carray(_pointer(addresses[b, 7]), postings, np.uint8)
            scored = score(chosen, claim_first, claim_term, narrow, slot_of, slot_first, group, coefficient, table,
                           by_code, groups)  # fmt: skip
        else:
            wide = carray(_pointer(addresses[b, 7]), postings, np.uint16)
            scored = score(chosen, claim_first, claim_term, wide, slot_of, slot_first, group, coefficient, table,
                           by_code, groups)  # fmt: skip
        for s in range(len(all_slots)):
            local = local_of[all_slots[s]]
            if local >= 0:
                slot_of[local] = -1
        for i in range(len(chosen)):
            numbers[stored] = sizes[b, 6] + chosen[i]
            points[stored] = scored[i]
            stored += 1
            if scored[i] > top[0]:
                _replace_least(top, scored[i])
    return len(which), stored


@njit(nogil=True, cache=True)
def _replace_least(heap, value):  # pragma: no cover - compiled
    at = 0
    while True:
        child = 2 * at + 1
        if child >= len(heap):
            break
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = value
