"""The inner loops of the index in NumPy: the definition of what the compiled ones give, and slower."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from openemploi.matching.index.block import Block
from openemploi.matching.index.features import joined
from openemploi.matching.index.filters import Masks
from openemploi.matching.index.layout import DENIED_LINE, FIRST_DOCUMENT, FIRST_PACK, PACKS, UNANSWERED_LINE
from openemploi.matching.index.scale import PACK, PACK_LEAST, PACK_TERMS, SCALE

Array = npt.NDArray[Any]


def pack(
    first: Array, local: Array, code: Array, code_class: Array, terms: int
) -> tuple[Array, Array, Array, Array, Array]:
    """Where each pack begins, its first term, the terms of all packs with the class of each, and each claim's place
    among those of its pack: ``pack_first, pack_term_first, pack_term, pack_class, claim_at``.

    A pack takes documents in their order until it has ``PACK`` of them, or ``PACK_TERMS`` terms. The class of a term
    promises no less than any claim of it in the pack.
    """
    join = joined()
    starts: list[int] = []
    firsts = [0]
    pack_term: list[int] = []
    pack_class: list[int] = []
    claim_at = np.zeros(len(local), np.uint16)
    place: dict[int, int] = {}
    for doc in range(len(first) - 1):
        claims = range(int(first[doc]), int(first[doc + 1]))
        held = doc - starts[-1] if starts else PACK
        new = {int(local[p]) for p in claims} - place.keys()
        if held == PACK or (held >= PACK_LEAST and len(place) + len(new) > PACK_TERMS):
            if starts:
                firsts.append(len(pack_term))
            starts.append(doc)
            place = {}
        for p in claims:
            term, of_class = int(local[p]), int(code_class[code[p]])
            if term not in place:
                place[term] = len(place)
                pack_term.append(term)
                pack_class.append(of_class)
            else:
                at = firsts[-1] + place[term]
                pack_class[at] = int(join[pack_class[at], of_class])
            claim_at[p] = place[term]
    if starts:
        firsts.append(len(pack_term))
    small = np.uint8 if int(claim_at.max(initial=0)) < PACK_TERMS else np.uint16
    return (
        np.array([*starts, len(first) - 1], np.uint32),
        np.array(firsts, np.uint32),
        np.array(pack_term, np.uint16),
        np.array(pack_class, np.uint8),
        claim_at.astype(small),
    )


def invert(
    first: Array, local: Array, code: Array, code_class: Array, terms: int
) -> tuple[Array, Array, Array, Array]:
    """Postings sorted by term, class (best first) and pack: ``packs, run_first, run_class, run_end``.

    ``local[first[i]:first[i + 1]]`` are the terms of pack i.
    """
    sizes = first[1:].astype(np.int64) - first[:-1].astype(np.int64)
    owner = np.repeat(np.arange(len(sizes)).astype(np.uint16), sizes)
    of_class = code_class[code]
    order = np.lexsort((owner, 255 - of_class.astype(np.int64), local))
    key = local[order].astype(np.int64) * 256 + of_class[order]
    last = np.ones(len(key), bool)
    last[:-1] = key[1:] != key[:-1]
    ends = np.nonzero(last)[0]
    run_first = np.zeros(terms + 1, np.uint32)
    np.cumsum(np.bincount(key[ends] // 256, minlength=terms), out=run_first[1:])
    return owner[order], run_first, (key[ends] % 256).astype(np.uint8), (ends + 1).astype(np.uint32)


def scan(index: Any, masks: Masks, question: Any, room: Any) -> None:
    """Fill ``room.bounds`` with the bound of every pack of ``index``, in ``1 / SCALE`` points; 0 where nothing is kept.

    ``question.lines`` are sorted by group and, in it, from the most points: the first that a pack meets counts, once a
    group; a slot is a term, a column the class that ``columns`` gives it. ``question.sums`` all count.
    """
    slots, best_slot, best_column, best_points, best_group, columns = question.lines.arrays
    for opened, size in zip(index.blocks, index.sizes, strict=True):
        sums = room.bounds[size[FIRST_PACK] : size[FIRST_PACK] + size[PACKS]]
        sums[:] = 0
        met = np.zeros(len(sums), np.uint32)
        for slot, column, points, group in zip(
            best_slot.tolist(), best_column.tolist(), best_points.tolist(), best_group.tolist(), strict=True
        ):
            for of_class, packs in _runs(opened.block, int(slots[slot])):
                if columns[of_class] == column:
                    new = packs[met[packs] != group]
                    sums[new] += np.uint32(points)
                    met[new] = group
        for term, coefficient, table in zip(*(a.tolist() for a in question.sums), strict=True):
            for of_class, packs in _runs(opened.block, term):
                sums[packs] += np.uint32(np.ceil(coefficient * question.by_class[table, of_class] * SCALE))
    if masks.packs is not None:
        room.bounds[~masks.packs] = 0


def look(index: Any, masks: Masks, question: Any, top: Array, least: int, room: Any) -> tuple[Array, Array]:
    """The documents of the packs whose bound could be reached by one of the first: their numbers and points.

    From the greatest bound on, down to ``least`` and to the least of ``top``, a heap of the most points so far (zeros
    where there are fewer; it is updated), or empty. Documents that their block's mask hides, and those without points,
    are left out. A pack that was looked at has no bound any more.
    """
    numbers: list[int] = []
    points: list[float] = []
    slot_of = np.full(len(index.terms), -1, np.int32)
    slot_of[question.slots] = np.arange(len(question.slots))
    for place in np.argsort(-room.bounds.astype(np.int64), kind="stable").tolist():
        if room.bounds[place] < max(1, least, int(np.floor(top[0] * SCALE)) if len(top) else 0):
            break
        room.bounds[place] = 0
        number = int(np.searchsorted(index.sizes[:, FIRST_PACK], place, "right")) - 1
        opened = index.blocks[number]
        block, mask = opened.block, masks.documents[number]
        pack_first = block.arrays["pack_first"]
        pack = place - int(index.sizes[number, FIRST_PACK])
        for doc in range(int(pack_first[pack]), int(pack_first[pack + 1])):
            if mask is not None and not mask[doc]:
                continue
            worth = _points(block, doc, question, slot_of)
            if worth > 0:
                numbers.append(opened.start + doc)
                points.append(worth)
                if len(top) and worth > top[0]:
                    top[:] = np.sort([worth, *top[1:]])
    return np.array(numbers, np.int64), np.array(points, np.float64)


def answer(index: Any, numbers: Array, answers: Any) -> tuple[Array, Array, Array]:
    """For each of ``numbers`` its block, and for each line the entry of ``answers`` that gives most, with the code of
    the claim: −1 where there is none, −2 where the very skill is denied, for which nothing else makes up.

    Denials answer nothing. Of two that give as much the one of higher ``order`` counts.
    """
    block = np.searchsorted(index.sizes[:, FIRST_DOCUMENT], numbers, "right") - 1
    entry = np.full((len(numbers), answers.lines), UNANSWERED_LINE, np.int64)
    code = np.zeros_like(entry)
    for row, (number, at) in enumerate(zip(numbers.tolist(), block.tolist(), strict=True)):
        opened = index.blocks[at]
        given = opened.block.given(answers.tables)[0]
        best: dict[int, tuple[float, int]] = {}
        for term, of in zip(*opened.block.claims(number - opened.start), strict=True):
            slot = int(answers.slot_of[term])
            for e in range(int(answers.first[slot]), int(answers.first[slot + 1])) if slot >= 0 else ():
                line = int(answers.line[e])
                if given[1, of] > 0:
                    if answers.table[e] > 0:
                        entry[row, line] = DENIED_LINE
                    continue
                good = float(answers.share[e] * given[answers.table[e], of]), int(answers.order[e])
                if entry[row, line] != DENIED_LINE and good > best.get(line, (-1.0, -1)):
                    best[line] = good
                    entry[row, line], code[row, line] = e, of
    return block, entry, code


def _runs(block: Block, term: int) -> list[tuple[int, Array]]:
    """The classes in which the vocabulary's ``term`` is met, and in which packs."""
    a = block.arrays
    local = int(block.local_of[term])
    runs = range(int(a["run_first"][local]), int(a["run_first"][local + 1])) if local >= 0 else range(0)
    return [
        (
            int(a["run_class"][run]),
            a["packs"][int(a["run_end"][run - 1]) if run else 0 : int(a["run_end"][run])],
        )
        for run in runs
    ]


def _points(block: Block, doc: int, question: Any, slot_of: Array) -> float:
    """The points of a document by its facts: the best of each group, and all that have no group."""
    total = 0.0
    best: dict[int, float] = {}
    by_code = block.given(question.tables)[0]
    for term, code in zip(*block.claims(doc), strict=True):
        slot = int(slot_of[term])
        for e in (
            range(int(question.slot_first[slot]), int(question.slot_first[slot + 1])) if slot >= 0 else ()
        ):
            value = float(question.coefficient[e] * by_code[question.table[e], code])
            if question.group[e] < 0:
                total += value
            else:
                best[int(question.group[e])] = max(best.get(int(question.group[e]), 0.0), value)
    return total + sum(best.values())
