"""The inner loops of the index, compiled. :mod:`~openemploi.matching.index.twin` says what each gives, in NumPy."""
# mypy: disable-error-code="no-untyped-def, no-any-return, untyped-decorator, misc, call-arg, attr-defined"

from __future__ import annotations

import numpy as np
from numba import carray, njit, types
from numba.extending import intrinsic

from openemploi.matching.index.features import joined
from openemploi.matching.index.layout import (
    AT_BYTES,
    CLAIMS,
    CODE_BYTES,
    CODES,
    DENIED_LINE,
    DOCUMENTS,
    FIRST_DOCUMENT,
    FIRST_PACK,
    FIRST_TERM,
    PACKS,
    POSTINGS,
    RUNS,
    TERMS,
    UNANSWERED_LINE,
    VOCABULARY,
)
from openemploi.matching.index.layout import PACK_TERMS as ALL_PACK_TERMS
from openemploi.matching.index.scale import GROUP_BITS, PACK, PACK_LEAST, PACK_TERMS, SCALE

_GROUP = np.uint32((1 << GROUP_BITS) - 1)
_POINTS = np.uint32(~int(_GROUP) & 0xFFFFFFFF)
_SHIFT = np.uint32(GROUP_BITS)
_BUCKETS = 512  # in which bounds are counted
_FIRST = 48  # packs opened before there is a least to reach, and those that hold as many documents as are looked for


def pack(first, local, code, code_class, terms):
    """Where each pack begins, its terms with the class of each, and each claim's place among them."""
    found = _pack(first, local, code, code_class, terms, joined())
    pack_first, pack_term_first, pack_term, pack_class, claim_at, most = found
    small = np.uint8 if most <= PACK_TERMS else np.uint16
    return pack_first, pack_term_first, pack_term, pack_class, claim_at.astype(small)


@njit(nogil=True, cache=True)
def _pack(first, local, code, code_class, terms, join):  # pragma: no cover - compiled
    documents = len(first) - 1
    met = np.full(terms, -1, np.int64)  # the pack that last met each term
    place = np.zeros(terms, np.int64)  # and where it stands there
    pack_first = np.zeros(documents + 1, np.uint32)
    pack_term_first = np.zeros(documents + 1, np.uint32)
    pack_term = np.empty(len(local), np.uint16)
    pack_class = np.empty(len(local), np.uint8)
    claim_at = np.empty(len(local), np.uint16)
    packs, begun, size, most = -1, 0, 0, 0
    for doc in range(documents):
        new = 0
        if packs >= 0:
            for p in range(first[doc], first[doc + 1]):
                new += met[local[p]] != packs
        held = doc - begun
        if (
            packs < 0
            or held == PACK
            or (held >= PACK_LEAST and size - pack_term_first[packs] + new > PACK_TERMS)
        ):
            packs += 1
            begun = doc
            pack_first[packs] = doc
            pack_term_first[packs] = size
        start = pack_term_first[packs]
        for p in range(first[doc], first[doc + 1]):
            term, of_class = local[p], code_class[code[p]]
            if met[term] != packs:
                met[term] = packs
                place[term] = size
                pack_term[size] = term
                pack_class[size] = of_class
                size += 1
            else:
                pack_class[place[term]] = join[pack_class[place[term]], of_class]
            claim_at[p] = place[term] - start
        most = max(most, size - start)
    packs += 1
    pack_first[packs] = documents
    pack_term_first[packs] = size
    return (
        pack_first[: packs + 1],
        pack_term_first[: packs + 1],
        pack_term[:size],
        pack_class[:size],
        claim_at,
        most,
    )


@njit(nogil=True, cache=True)
def invert(first, local, code, code_class, terms):  # pragma: no cover - compiled
    """Postings sorted by term, class (best first) and pack."""
    present = np.zeros(256, np.int64)
    for c in code:
        present[code_class[c]] = 1
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
    packs = np.empty(len(local), np.uint16)
    for number in range(len(first) - 1):
        for p in range(first[number], first[number + 1]):
            key = np.int64(local[p]) * count + rank[code_class[code[p]]]
            packs[starts[key]] = number
            starts[key] += np.uint32(1)
    return packs, run_first, run_class, run_end


def scan(index, masks, question, room):
    """Fill ``room.bounds`` with the bound of every pack of ``index``; 0 where nothing is kept."""
    _scan(
        index.addresses, index.sizes, masks.blocks, np.ones(0, np.bool_) if masks.packs is None else masks.packs,
        *question.lines.arrays, *question.sums, question.by_class, room.bounds,
    )  # fmt: skip


@intrinsic
def _pointer(_context, _address):  # pragma: no cover - compiled
    """Where an array that is mapped into memory begins."""

    def code(context, builder, _signature, arguments):
        return builder.inttoptr(arguments[0], context.get_value_type(types.voidptr))

    return types.voidptr(types.uint64), code


@njit(nogil=True, cache=True)
def _scan(
    addresses, sizes, some, kept, slots, best_slot, best_column, best_points, best_group, columns,
    sum_term, sum_coefficient, sum_table, by_class, all_bounds,
):  # fmt: skip  # pragma: no cover - compiled
    width = 0
    for c in columns:
        width = max(width, c + 1)
    low = np.zeros((len(slots), width), np.uint32)
    high = np.zeros((len(slots), width), np.uint32)
    for b in range(len(sizes)):
        terms, runs, postings = sizes[b, TERMS], sizes[b, RUNS], sizes[b, POSTINGS]
        local_of = carray(_pointer(addresses[b, 0]), sizes[b, VOCABULARY], np.int32)
        run_first = carray(_pointer(addresses[b, 1]), terms + 1, np.uint32)
        run_class = carray(_pointer(addresses[b, 2]), runs, np.uint8)
        run_end = carray(_pointer(addresses[b, 3]), runs, np.uint32)
        packs = carray(_pointer(addresses[b, 4]), postings, np.uint16)
        bounds = all_bounds[sizes[b, FIRST_PACK] : sizes[b, FIRST_PACK] + sizes[b, PACKS]]
        bounds[:] = 0
        if not some[b]:
            continue
        # Where the runs of each term stand is looked up for all terms first: these loads do not wait for one another.
        low[:] = 0
        high[:] = 0
        for s in range(len(slots)):
            local = local_of[slots[s]]
            if local < 0:
                continue
            for run in range(run_first[local], run_first[local + 1]):
                column = columns[run_class[run]]
                if column >= 0:
                    low[s, column] = run_end[run - 1] if run else 0
                    high[s, column] = run_end[run]
        for e in range(len(best_slot)):
            start, end = low[best_slot[e], best_column[e]], high[best_slot[e], best_column[e]]
            if start == end:
                continue
            group = np.uint32(best_group[e])
            points = np.uint32(best_points[e] << _SHIFT)
            for p in range(start, end):
                place = packs[p]
                value = bounds[place]
                # written without a branch: whether a pack was met for this line cannot be foreseen
                bounds[place] = ((value & _POINTS) | group) + points if value & _GROUP != group else value
        for e in range(len(sum_term)):
            local = local_of[sum_term[e]]
            if local < 0:
                continue
            for run in range(run_first[local], run_first[local + 1]):
                exact = sum_coefficient[e] * by_class[sum_table[e], run_class[run]] * SCALE
                points = np.uint32(np.uint32(np.ceil(exact)) << _SHIFT)
                for p in range(run_end[run - 1] if run else 0, run_end[run]):
                    bounds[packs[p]] += points
    for place in range(len(all_bounds)):
        all_bounds[place] >>= _SHIFT
    for place in range(len(kept)):
        all_bounds[place] = all_bounds[place] if kept[place] else 0


def look(index, masks, question, top, least, room):
    """The documents of the packs whose bound reaches ``least`` and what ``top`` asks for: numbers and points."""
    if room.bounds.max(initial=0) < least:
        return np.zeros(0, np.int64), np.zeros(0)
    given = np.zeros(len(index.blocks), np.uint64)
    hidden = np.zeros(len(index.blocks), np.uint64)
    for number, opened in enumerate(index.blocks):
        given[number] = opened.block.given(question.tables)[1]
        if masks.documents[number] is not None:
            hidden[number] = masks.documents[number].ctypes.data
    stored = 0
    while True:
        whole, stored = _look(
            stored, index.addresses, index.sizes, hidden, given, question.slots, question.slot_first, question.group,
            question.coefficient, question.table, question.groups, len(question.tables), top, least,
            room.bounds, room.slot_of, room.slots, room.numbers, room.points,
        )  # fmt: skip
        if whole:
            return room.numbers[:stored].copy(), room.points[:stored].copy()
        room.grow()


@njit(nogil=True, cache=True)
def _look(
    stored, addresses, sizes, hidden, given, all_slots, slot_first, group, coefficient, table, groups, tables,
    top, least, bounds, slot_of, slots, numbers, points,
):  # fmt: skip  # pragma: no cover - compiled
    """Stops where ``numbers`` is full. A pack that was looked at has no bound any more."""
    _mark(addresses, sizes, all_slots, slot_of, True)
    best = np.zeros(groups, np.float64)
    touched = np.empty(groups, np.int64)
    wanted = _FIRST + len(top) // PACK
    whole = True
    while whole:
        level = _reached(top, least)
        if len(top) and top[0] == 0.0:  # nothing says yet what a pack must reach
            level = max(_level(bounds, wanted), level)
        chosen = np.nonzero(bounds >= level)[0]
        chosen = chosen[np.argsort(bounds[chosen])]
        for c in range(len(chosen) - 1, -1, -1):
            place = chosen[c]
            if bounds[place] < _reached(top, least):
                break
            b = len(sizes) - 1
            while sizes[b, FIRST_PACK] > place:
                b -= 1
            # A claim names its term and its fact in one byte each, or in two where the block has more of them.
            at = carray(_pointer(addresses[b, 9]), sizes[b, CLAIMS], np.uint8)
            wide_at = carray(_pointer(addresses[b, 9]), sizes[b, CLAIMS], np.uint16)
            code = carray(_pointer(addresses[b, 10]), sizes[b, CLAIMS], np.uint8)
            wide_code = carray(_pointer(addresses[b, 10]), sizes[b, CLAIMS], np.uint16)
            args = (addresses, sizes, b, place - sizes[b, FIRST_PACK], hidden[b], given[b], slot_of, slots, slot_first,
                    group, coefficient, table, tables, best, touched, top, stored, numbers, points)  # fmt: skip
            if sizes[b, AT_BYTES] == 1 and sizes[b, CODE_BYTES] == 1:
                now = _look_at(at, code, *args)
            elif sizes[b, AT_BYTES] == 1:
                now = _look_at(at, wide_code, *args)
            elif sizes[b, CODE_BYTES] == 1:
                now = _look_at(wide_at, code, *args)
            else:
                now = _look_at(wide_at, wide_code, *args)
            if now < 0:
                whole = False
                break
            stored = now
            bounds[place] = 0
        if level <= _reached(top, least):
            break
        wanted *= 4
    _mark(addresses, sizes, all_slots, slot_of, False)
    return whole, stored


@njit(nogil=True, cache=True)
def _reached(top, least):  # pragma: no cover - compiled
    """The bound that a pack must have: at least 1, ``least`` and what the last of ``top`` has."""
    return max(np.int64(1), np.int64(least), np.int64(np.floor(top[0] * SCALE)) if len(top) else np.int64(0))


@njit(nogil=True, cache=True)
def _level(bounds, wanted):  # pragma: no cover - compiled
    """A bound that about ``wanted`` packs reach."""
    most = np.uint32(0)
    for bound in bounds:
        most = max(most, bound)
    shift = np.uint32(0)
    while most >> shift >= _BUCKETS:
        shift += np.uint32(1)
    counts = np.zeros(_BUCKETS, np.int64)
    for bound in bounds:
        counts[bound >> shift] += 1
    bucket = _BUCKETS - 1
    reached = counts[bucket]
    while bucket > 0 and reached < wanted:
        bucket -= 1
        reached += counts[bucket]
    return np.int64(bucket) << np.int64(shift)


@njit(nogil=True, cache=True)
def _mark(addresses, sizes, all_slots, slot_of, on):  # pragma: no cover - compiled
    """Lead from the local terms of every block to the entries of the question, or no longer."""
    for b in range(len(sizes)):
        local_of = carray(_pointer(addresses[b, 0]), sizes[b, VOCABULARY], np.int32)
        for s in range(len(all_slots)):
            local = local_of[all_slots[s]]
            if local >= 0:
                slot_of[sizes[b, FIRST_TERM] + local] = s if on else -1


@njit(nogil=True, cache=True)
def _look_at(
    claim_at, claim_code, addresses, sizes, b, number, hidden, given, slot_of, slots, slot_first,
    group, coefficient, table, tables, best, touched, top, stored, numbers, points,
):  # fmt: skip  # pragma: no cover - compiled
    """Score the documents of one pack by their facts; -1 when there is no room for them."""
    documents = sizes[b, DOCUMENTS]
    pack_first = carray(_pointer(addresses[b, 5]), sizes[b, PACKS] + 1, np.uint32)
    term_first = carray(_pointer(addresses[b, 6]), sizes[b, PACKS] + 1, np.uint32)
    pack_term = carray(_pointer(addresses[b, 7]), sizes[b, ALL_PACK_TERMS], np.uint16)
    claim_first = carray(_pointer(addresses[b, 8]), documents + 1, np.uint32)
    by_code = carray(_pointer(given), (tables, sizes[b, CODES]), np.float64)
    kept = carray(_pointer(hidden), documents if hidden else 0, np.uint8)
    if stored + pack_first[number + 1] - pack_first[number] > len(numbers):
        return -1
    start, terms = term_first[number], sizes[b, FIRST_TERM]
    if not hidden:  # where few documents are kept, the terms of the pack are more than those of its documents
        for t in range(start, term_first[number + 1]):
            slots[t - start] = slot_of[terms + pack_term[t]]
    for doc in range(pack_first[number], pack_first[number + 1]):
        if hidden and not kept[doc]:
            continue
        total = 0.0
        count = 0
        for p in range(claim_first[doc], claim_first[doc + 1]):
            slot = slot_of[terms + pack_term[start + claim_at[p]]] if hidden else slots[claim_at[p]]
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
        if total > 0.0:
            numbers[stored] = sizes[b, FIRST_DOCUMENT] + doc
            points[stored] = total
            stored += 1
            if len(top) and total > top[0]:
                _replace_least(top, total)
    return stored


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


def answer(index, numbers, answers):
    """For each document and line, the entry that gives most and the code of its claim."""
    block = np.searchsorted(index.sizes[:, FIRST_DOCUMENT], numbers, "right") - 1
    given = np.array([opened.block.given(answers.tables)[1] for opened in index.blocks], np.uint64)
    entry = np.full((len(numbers), answers.lines), UNANSWERED_LINE, np.int64)
    code = np.zeros_like(entry)
    _answer(
        index.addresses, index.sizes, numbers, block, given, len(answers.tables), answers.slot_of, answers.first,
        answers.line, answers.share, answers.table, answers.order, entry, code,
    )  # fmt: skip
    return block, entry, code


@njit(nogil=True, cache=True)
def _answer(
    addresses, sizes, numbers, block, given, tables, slot_of, first, line, share, table, order, entry, code,
):  # fmt: skip  # pragma: no cover - compiled
    most = np.empty(entry.shape[1], np.float64)
    for row in range(len(numbers)):
        b = block[row]
        most[:] = -1.0
        at = carray(_pointer(addresses[b, 9]), sizes[b, CLAIMS], np.uint8)
        wide_at = carray(_pointer(addresses[b, 9]), sizes[b, CLAIMS], np.uint16)
        codes = carray(_pointer(addresses[b, 10]), sizes[b, CLAIMS], np.uint8)
        wide_codes = carray(_pointer(addresses[b, 10]), sizes[b, CLAIMS], np.uint16)
        term = carray(_pointer(addresses[b, 11]), sizes[b, TERMS], np.uint32)
        pack_first = carray(_pointer(addresses[b, 5]), sizes[b, PACKS] + 1, np.uint32)
        term_first = carray(_pointer(addresses[b, 6]), sizes[b, PACKS] + 1, np.uint32)
        pack_term = carray(_pointer(addresses[b, 7]), sizes[b, ALL_PACK_TERMS], np.uint16)
        claim_first = carray(_pointer(addresses[b, 8]), sizes[b, DOCUMENTS] + 1, np.uint32)
        by_code = carray(_pointer(given[b]), (tables, sizes[b, CODES]), np.float64)
        doc = numbers[row] - sizes[b, FIRST_DOCUMENT]
        start = term_first[np.searchsorted(pack_first, np.uint32(doc), "right") - 1]
        for p in range(claim_first[doc], claim_first[doc + 1]):
            place = np.int64(at[p]) if sizes[b, AT_BYTES] == 1 else np.int64(wide_at[p])
            of = np.int64(codes[p]) if sizes[b, CODE_BYTES] == 1 else np.int64(wide_codes[p])
            slot = slot_of[term[pack_term[start + place]]]
            if slot < 0:
                continue
            for e in range(first[slot], first[slot + 1]):
                asked = line[e]
                if by_code[1, of] > 0.0:
                    if table[e] > 0:
                        entry[row, asked] = DENIED_LINE
                    continue
                if entry[row, asked] == DENIED_LINE:
                    continue
                credit = share[e] * by_code[table[e], of]
                if credit > most[asked] or (credit == most[asked] and order[e] > order[entry[row, asked]]):
                    most[asked] = credit
                    entry[row, asked] = e
                    code[row, asked] = of
