"""The first k of an index by the full score: exactly those that comparing every document would give.

1. A scan bounds the score of every document from above (or, where a filter keeps few, their facts are looked at).
2. Those whose bound could reach the first k are scored by their facts, still from above but tighter.
3. In that order the very score is worked out, by the :class:`Matcher` that explains it, until no bound can reach it.

Documents of equal score stand in an order that depends on the question and their id: nobody is always last.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction.model import SkillClaim
from openemploi.matching.facts import PersonFacts
from openemploi.matching.index import kernels
from openemploi.matching.index.block import Block
from openemploi.matching.index.features import skill_claim
from openemploi.matching.index.filters import Filter
from openemploi.matching.index.offers import looking, months_asked
from openemploi.matching.index.people import asking
from openemploi.matching.index.query import Prepared, Query
from openemploi.matching.index.reader import Index, Opened
from openemploi.matching.index.records import unpack_offer, unpack_person
from openemploi.matching.index.scale import SCALE
from openemploi.matching.model import Match, RequirementMatch
from openemploi.matching.pair import Answer, Asked, Held, Matcher
from openemploi.matching.ranking import SAME

Array = npt.NDArray[Any]
Key = tuple[bool, float, int]  # closed, points downwards, tie

_FEW: Final = 0.08  # share of a block under which its documents are looked at one by one
_HAIR: Final = 1e-6  # of rounding between a sum of floats and its exact value, in points
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives. ``compared`` documents were scored in full to be sure of the first k."""

    matches: tuple[Match, ...]
    numbers: tuple[int, ...]
    compared: int


class Searcher:
    """Searches one :class:`Index` with one :class:`Matcher`. Safe to use from several threads."""

    def __init__(self, index: Index, matcher: Matcher) -> None:
        self.index = index
        self.matcher = matcher
        self._months = months_asked(index.terms) if index.side == "offers" else frozenset()
        self._uris = [term[2:] for term in index.terms]
        self._local = threading.local()

    def people_for(self, asked: Asked, *, key: str, count: int = 100, keep: Filter | None = None) -> Found:
        """The ``count`` people who meet ``asked`` most; nobody who meets nothing of it."""
        query = asking(asked, key=key, matcher=self.matcher)
        return self._first(query, _PersonExplainer(self, asked), count=count, keep=keep)

    def offers_for(self, held: Held, *, key: str, count: int = 100, keep: Filter | None = None) -> Found:
        """The ``count`` offers that ``held`` meets most; none of which nothing is met."""
        query = looking(held, key=key, matcher=self.matcher, needed=self._months)

        def explained(block: Block, doc: int, name: str, tie: str) -> Match:
            asked = self.matcher.ask(unpack_offer(block.rest(doc)), answers=False)
            return self.matcher.compare_held(held, asked, name=name, key=tie)

        return self._first(query, explained, count=count, keep=keep)

    def person(self, number: int) -> PersonFacts:
        """What the index knows of a person, skills included."""
        block, doc = self.index.place(number)
        person = unpack_person(block.rest(doc))
        terms, codes = block.claims(doc)
        claims = [
            skill_claim(self._uris[term], block.facts[code])
            for term, code in zip(terms, codes, strict=True)
            if block.facts[code][0] == "skill"
        ]
        return replace(person, skills=tuple(claims))

    def bounds(self, query: Query) -> Array:
        """The bound of every document, in points, by number: what the scan alone knows."""
        return self._scanned(Prepared(query, self.index), None)[0] / SCALE

    def uri(self, term: int) -> str:
        """The URI of a skill's term."""
        return self._uris[term]

    def _first(self, query: Query, explain: Explain, *, count: int, keep: Filter | None) -> Found:
        prepared = Prepared(query, self.index)
        masks = [keep.mask(self.index, opened) if keep else _living(opened) for opened in self.index.blocks]
        chooser = _Chooser(self, prepared, explain, count)
        few = [mask is not None and mask.sum() < _FEW * len(mask) for mask in masks]
        for opened, mask, one_by_one in zip(self.index.blocks, masks, few, strict=True):
            if one_by_one and mask is not None:
                chooser.offer(opened, np.nonzero(mask)[0])
        if not all(few):
            self._best_bounds(prepared, masks, few, chooser)
        chooser.settle()
        return chooser.found()

    def _best_bounds(
        self, prepared: Prepared, masks: list[Array | None], few: list[bool], chooser: _Chooser
    ) -> None:
        """Give ``chooser`` the documents whose bound could be among the first, until none could."""
        bounds, peaks = self._scanned(
            prepared, [None if f else m for m, f in zip(masks, few, strict=True)], few
        )
        least = _threshold(bounds, peaks, chooser.count, self.index.blocks)
        upper: int | None = None
        while True:
            for opened, tops in zip(self.index.blocks, peaks, strict=True):
                if tops is not None:
                    part = bounds[opened.start : opened.start + len(opened)]
                    docs = kernels.reaching(part, tops, least)
                    chooser.offer(opened, docs if upper is None else docs[part[docs] < upper])
            chooser.settle()
            needed = max(1, int(np.floor((chooser.least_points() - _HAIR) * SCALE)))
            if needed >= least:
                return
            least, upper = needed, least

    def _scanned(
        self, prepared: Prepared, masks: list[Array | None] | None, skip: list[bool] | None = None
    ) -> tuple[Array, list[Array | None]]:
        bounds = self._scratch()
        peaks: list[Array | None] = []
        for number, opened in enumerate(self.index.blocks):
            part = bounds[opened.start : opened.start + len(opened)]
            if skip is not None and skip[number]:
                peaks.append(None)
                continue
            a = opened.block.arrays
            kernels.scan(
                opened.block.local_of, a["run_first"], a["run_class"], a["run_end"], a["docs"],
                *prepared.best, *prepared.sums, prepared.by_class, part,
            )  # fmt: skip
            mask = masks[number] if masks is not None else None
            if mask is not None:
                part[~mask] = 0
            peaks.append(kernels.peaks(part))
        return bounds, peaks

    def _scratch(self) -> Array:
        if not hasattr(self._local, "bounds"):
            self._local.bounds = np.zeros(self.index.size, np.uint32)
        bounds: Array = self._local.bounds
        return bounds


Explain = Callable[[Block, int, str, str], Match]


class _PersonExplainer:
    """Compares the people of an index with one offer. Lines that read the same are made once."""

    def __init__(self, searcher: Searcher, asked: Asked) -> None:
        self._matcher = searcher.matcher
        self._asked = asked
        ids = searcher.index.ids
        uri = searcher.matcher.taxonomy.uri
        wanted = {ids.get(f"s:{uri(skill)}"): (skill, lines) for skill, lines in asked.wanted.items()}
        wanted.pop(None, None)
        self._wanted = wanted
        self._uri = searcher.uri
        self._answers: dict[tuple[int, Any], tuple[SkillClaim, list[tuple[int, Answer]]]] = {}
        self._unanswered: dict[float, list[RequirementMatch]] = {}

    def __call__(self, block: Block, doc: int, name: str, tie: str) -> Match:
        person = unpack_person(block.rest(doc))
        asked, facts = self._asked, block.facts
        best: dict[int, Answer] = {}
        denied: dict[int, SkillClaim] = {}
        for term, code in zip(*block.claims(doc), strict=True):
            if term not in self._wanted:
                continue
            claim, answers = self._answered(term, facts[code])
            if claim.negated:
                denied[self._wanted[term][0]] = claim
            for number, answer in answers:
                if number not in best or answer[0] > best[number][0]:
                    best[number] = answer
        lines = list(self._nothing(person.quality))
        for number, answer in best.items():
            lines[number] = answer[1]
        for skill, claim in denied.items():
            for number, line in enumerate(asked.skills):
                if line.skill == skill:
                    lines[number] = self._matcher.unanswered(line, quality=person.quality, denial=claim)
        lines += self._matcher.other_lines(person, asked) if asked.other_worths else ()
        return Match(name, tie, tuple(lines), person.notes)

    def _answered(self, term: int, fact: Any) -> tuple[SkillClaim, list[tuple[int, Answer]]]:
        found = self._answers.get((term, fact))
        if found is None:
            claim = skill_claim(self._uri(term), fact)
            lines = self._wanted[term][1] if not claim.negated else ()
            answers = [
                (n, self._matcher.answer(self._asked.skills[n], claim, near, language=self._asked.language))
                for n, near in lines
            ]
            found = self._answers[term, fact] = claim, answers
        return found

    def _nothing(self, quality: float) -> list[RequirementMatch]:
        found = self._unanswered.get(quality)
        if found is None:
            found = [self._matcher.unanswered(li, quality=quality, denial=None) for li in self._asked.skills]
            self._unanswered[quality] = found
        return found


class _Chooser:
    """Keeps the first ``count`` by the very score, asking for as few of them as it can."""

    def __init__(self, searcher: Searcher, prepared: Prepared, explain: Explain, count: int) -> None:
        self.count = count
        self._searcher = searcher
        self._prepared = prepared
        self._explain = explain
        self._waiting: list[tuple[float, int, int]] = []  # -points at most, tie, number
        self._best: list[tuple[Key, int, Match]] = []
        self._compared = 0

    def offer(self, opened: Opened, docs: Array) -> None:
        """Consider ``docs`` of a block."""
        if not len(docs):
            return
        p, block = self._prepared, opened.block
        a = block.arrays
        slot_of = np.full(len(block.terms), -1, np.int32)
        local = block.local_of[p.slots]
        slot_of[local[local >= 0]] = np.nonzero(local >= 0)[0]
        by_code = np.stack([block.given(table.key, table.by_fact) for table in p.query.tables])
        points = kernels.score(
            docs, a["claim_first"], a["claim_term"], a["claim_code"], slot_of, p.slot_first,
            p.group, p.coefficient, p.table, by_code, p.groups,
        )  # fmt: skip
        some = points > 0
        docs, points = docs[some], np.round(points[some], SAME)
        order = ties(a["id_hash"][docs], p.query.key)
        self._waiting += zip((-points).tolist(), order.tolist(), (docs + opened.start).tolist(), strict=True)

    def settle(self) -> None:
        """Score those who wait, from the most promising, until no other can be among the first."""
        heapq.heapify(self._waiting)
        while self._waiting:
            points, tie, number = self._waiting[0]
            if len(self._best) >= self.count and (False, points, tie) > self._best[-1][0]:
                return
            heapq.heappop(self._waiting)
            block, doc = self._searcher.index.place(number)
            match = self._explain(block, doc, block.ids[doc], f"{tie:016x}")
            self._compared += 1
            score = round(match.score, SAME)
            if score > 0:
                self._insert(((bool(match.closed_gates), -score, tie), number, match))

    def least_points(self) -> float:
        """The points that a document must have to be among the first."""
        full = len(self._best) >= self.count and not self._best[-1][0][0]
        return -self._best[-1][0][1] if full else 0.0

    def found(self) -> Found:
        """The first, in order."""
        return Found(
            matches=tuple(match for _key, _number, match in self._best),
            numbers=tuple(number for _key, number, _match in self._best),
            compared=self._compared,
        )

    def _insert(self, entry: tuple[Key, int, Match]) -> None:
        low, high = 0, len(self._best)
        while low < high:
            middle = (low + high) // 2
            if self._best[middle][0] < entry[0]:
                low = middle + 1
            else:
                high = middle
        self._best.insert(low, entry)
        del self._best[self.count :]


def _living(opened: Opened) -> Array | None:
    return None if opened.gone is None else ~opened.gone


def ties(hashes: Array, key: int) -> Array:
    """The order of equals: a hash of the question and the id (splitmix64)."""
    with np.errstate(over="ignore"):
        value = (hashes ^ np.uint64(key)) + _MIX
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def _threshold(bounds: Array, peaks: list[Array | None], count: int, blocks: tuple[Opened, ...]) -> int:
    """The bound of the ``count``-th document, at least 1."""
    tops = np.concatenate([top for top in peaks if top is not None])
    least = _greatest(tops, count) if len(tops) > count else 1
    reaching = [
        bounds[opened.start + kernels.reaching(bounds[opened.start : opened.start + len(opened)], top, least)]
        for opened, top in zip(blocks, peaks, strict=True)
        if top is not None
    ]
    values = np.concatenate(reaching)
    return _greatest(values, count) if len(values) > count else least


def _greatest(values: Array, count: int) -> int:
    """The ``count``-th greatest of ``values``, at least 1."""
    return max(1, int(np.partition(values, len(values) - count)[len(values) - count]))
