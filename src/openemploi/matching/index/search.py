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
from openemploi.matching.index.block import MOST, Block
from openemploi.matching.index.features import skill_claim
from openemploi.matching.index.filters import Filter
from openemploi.matching.index.offers import looking, months_asked
from openemploi.matching.index.people import asking
from openemploi.matching.index.query import Lines, Prepared, Query
from openemploi.matching.index.reader import Index, Opened
from openemploi.matching.index.records import unpack_offer, unpack_person
from openemploi.matching.index.scale import BOUND_MOST, CHUNK, SCALE
from openemploi.matching.index.twin import find_peaks
from openemploi.matching.model import Match, RequirementMatch
from openemploi.matching.pair import Answer, Asked, Held, Matcher
from openemploi.matching.ranking import SAME

Array = npt.NDArray[Any]
Key = tuple[bool, float, int]  # closed, points downwards, tie

_SPARED: Final = 0.5  # share of what the k-th promises that lines left out of a scan may give
_RISEN: Final = 1.25  # the lines to leave out are chosen again when the k-th promises this much more
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

    def offers_for(
        self, held: Held, *, key: str, count: int = 100, keep: Filter | None = None, language: str = "fr"
    ) -> Found:
        """The ``count`` offers that ``held`` meets most, labels in ``language``; none of which nothing is met."""
        query = looking(held, key=key, matcher=self.matcher, needed=self._months)

        def explained(block: Block, doc: int, name: str, tie: str) -> Match:
            asked = self.matcher.ask(unpack_offer(block.rest(doc)), language=language, answers=False)
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

    def best_numbers(self, asked: Asked, *, key: str, count: int = 100, keep: Filter | None = None) -> Array:
        """The documents that :meth:`people_for` would look at first, by what their facts promise, unexplained."""
        query = asking(asked, key=key, matcher=self.matcher)
        chooser = _Chooser(self, Prepared(query, self.index), _unexplained, count)
        self._gather(chooser, keep)
        return chooser.promising()

    def uri(self, term: int) -> str:
        """The URI of a skill's term."""
        return self._uris[term]

    def _first(self, query: Query, explain: Explain, *, count: int, keep: Filter | None) -> Found:
        chooser = _Chooser(self, Prepared(query, self.index), explain, count)
        scanned = self._gather(chooser, keep)
        chooser.settle()
        # Those whose bound the first k do not exceed after all are looked at too: rarely any.
        for block in scanned:
            block.offer_down_to(chooser.least(), chooser)
        chooser.settle()
        return chooser.found()

    def _gather(self, chooser: _Chooser, keep: Filter | None) -> list[_Scanned]:
        """Give ``chooser`` all that could be among the first, as far as scans and facts tell."""
        scanned: list[_Scanned] = []
        lines, spared, at = chooser.prepared.lines, 0, 0
        for opened in self.index.blocks:
            mask = keep.mask(self.index, opened) if keep else None if opened.gone is None else ~opened.gone
            if mask is not None and mask.sum() < _FEW * len(mask):
                chooser.offer(opened, np.nonzero(mask)[0])
                continue
            least = chooser.promised_least()
            if least > at * _RISEN:
                lines, spared = chooser.prepared.lines.without_dear(least * _SPARED)
                at = least
            block = _Scanned(opened, *self._scan(opened, lines, chooser.prepared, mask), spared)
            block.offer_down_to(least or block.likely_least(chooser.count), chooser)
            scanned.append(block)
        return scanned

    def _scan(
        self, opened: Opened, lines: Lines, prepared: Prepared, mask: Array | None
    ) -> tuple[Array, Array]:
        a = opened.block.arrays
        bounds, work = self._scratch()
        bounds = bounds[opened.start : opened.start + len(opened)]
        tops = np.empty(-(-len(opened) // CHUNK), np.uint16)
        kernels.scan(
            opened.block.local_of, a["run_first"], a["run_class"], a["run_end"], a["docs"],
            *lines.arrays, *prepared.sums, prepared.by_class, work, bounds, tops,
        )  # fmt: skip
        if mask is not None:
            bounds[~mask] = 0
            find_peaks(bounds, tops)
        return bounds, tops

    def _scratch(self) -> tuple[Array, Array]:
        if not hasattr(self._local, "room"):
            self._local.room = np.zeros(self.index.size, np.uint16), np.zeros(MOST, np.uint32)
        room: tuple[Array, Array] = self._local.room
        return room


class _Scanned:
    """The bounds of a block: what the lines scanned give, where ``spared`` more could come from the others."""

    def __init__(self, opened: Opened, bounds: Array, tops: Array, spared: int) -> None:
        self._opened, self._bounds, self._tops, self._spared = opened, bounds, tops, spared
        self._seen = BOUND_MOST + spared + 1

    def offer_down_to(self, least: int, chooser: _Chooser) -> None:
        """Give ``chooser`` the documents of at least ``least`` that it has not had yet."""
        if least >= self._seen:
            return
        low = max(1, least - self._spared)
        docs = kernels.reaching(self._bounds, self._tops, low)
        docs = docs[self._bounds[docs].astype(np.int64) + self._spared < self._seen]
        chooser.offer(self._opened, docs)
        self._seen = least

    def likely_least(self, count: int) -> int:
        """The bound of about the ``count``-th document of the block, never less than the true one's chunk."""
        tops = self._tops
        return (
            max(1, int(np.partition(tops, len(tops) - count)[len(tops) - count])) if len(tops) > count else 1
        )


Explain = Callable[[Block, int, str, str], Match]


class _PersonExplainer:
    """Compares the people of an index with one offer. Lines that read the same are made once."""

    def __init__(self, searcher: Searcher, asked: Asked) -> None:
        self._matcher = searcher.matcher
        self._asked = asked
        ids = searcher.index.ids
        uri = searcher.matcher.uri
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
        self.prepared = prepared
        self._searcher = searcher
        self._explain = explain
        self._slot_of = np.full(
            MOST, -1, np.int32
        )  # from a block's local term to the entries of the question
        self._tables = [(table.key, table.by_fact) for table in prepared.query.tables]
        self._promised = np.zeros(0, np.float64)  # the greatest of what was offered, at most ``count``
        self._offered: list[tuple[Array, Array, Opened]] = []  # points at most, document
        self._waiting: list[tuple[float, int, int]] = []  # -points at most, tie, number
        self._best: list[tuple[Key, int, Match]] = []
        self._compared = 0

    def offer(self, opened: Opened, docs: Array) -> None:
        """Consider ``docs`` of a block."""
        if not len(docs):
            return
        p, block = self.prepared, opened.block
        a = block.arrays
        local = block.local_of[p.slots]
        here = np.nonzero(local >= 0)[0]
        local = local[here]
        self._slot_of[local] = here
        by_code = block.given(self._tables)
        points = kernels.score(
            docs, a["claim_first"], a["claim_term"], a["claim_code"], self._slot_of, p.slot_first,
            p.group, p.coefficient, p.table, by_code, p.groups,
        )  # fmt: skip
        self._slot_of[local] = -1
        points = np.round(points, SAME)
        least = self._promised[0] if len(self._promised) >= self.count else 0.0
        if len(above := points[points > least]):
            promised = np.concatenate([self._promised, above])
            if len(promised) > self.count:
                promised = np.partition(promised, len(promised) - self.count)[len(promised) - self.count :]
            self._promised = np.sort(promised)
        some = points > 0
        self._offered.append((points[some], docs[some], opened))

    def promised_least(self) -> int:
        """What the facts of the ``count``-th so far promise, as a bound; 0 while there are fewer."""
        return int(np.floor(self._promised[0] * SCALE)) if len(self._promised) >= self.count else 0

    def promising(self) -> Array:
        """The numbers of the ``count`` that promise most, in order."""
        least = self._promised[0] if len(self._promised) >= self.count else 0.0
        rows = sorted(self._rows(least))
        return np.array([number for _points, _tie, number in rows[: self.count]], np.int64)

    def settle(self) -> None:
        """Score in full those who were offered, from the most promising, until no other can be among the first."""
        # First those that promise as much as the k-th; the others stay in arrays, most of them for good.
        self._settle(self._promised[0] if len(self._promised) >= self.count else 0.0)
        self._settle(self._least_points())

    def _settle(self, least: float) -> None:
        self._waiting += self._rows(least)
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

    def _rows(self, least: float) -> list[tuple[float, int, int]]:
        """Take out those offered that promise at least ``least`` points."""
        taken: list[tuple[float, int, int]] = []
        rest: list[tuple[Array, Array, Opened]] = []
        for points, docs, opened in self._offered:
            enough = points >= least
            if enough.any():
                chosen = docs[enough]
                order = ties(opened.block.arrays["id_hash"][chosen], self.prepared.query.key)
                numbers = chosen + opened.start
                taken += zip((-points[enough]).tolist(), order.tolist(), numbers.tolist(), strict=True)
            if not enough.all():
                rest.append((points[~enough], docs[~enough], opened))
        self._offered = rest
        return taken

    def least(self) -> int:
        """The bound that a document must reach to be among the first, at least 1."""
        return max(1, int(np.floor(self._least_points() * SCALE)))

    def _least_points(self) -> float:
        full = len(self._best) >= self.count and not self._best[-1][0][0]
        return -self._best[-1][0][1] - _HAIR if full else 0.0

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


def _unexplained(block: Block, doc: int, name: str, tie: str) -> Match:
    return Match(name, tie, ())


def ties(hashes: Array, key: int) -> Array:
    """The order of equals: a hash of the question and the id (splitmix64)."""
    with np.errstate(over="ignore"):
        value = (hashes ^ np.uint64(key)) + _MIX
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
