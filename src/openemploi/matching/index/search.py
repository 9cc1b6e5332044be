"""The first k of an index by the full score: exactly those that comparing every document would give.

1. A scan bounds the score of every document from above (or, where a filter keeps few, their facts are looked at).
2. Those whose bound could reach the first k are scored by their facts, still from above but tighter.
3. In that order the very score is worked out, by the :class:`Matcher` that explains it, until no bound can reach it.

Documents of equal score stand in an order that depends on the question and their id: nobody is always last.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable, Sequence
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
from openemploi.matching.index.query import Prepared
from openemploi.matching.index.reader import Index, Opened
from openemploi.matching.index.records import unpack_offer, unpack_person
from openemploi.matching.index.scale import CHUNK, SCALE
from openemploi.matching.model import Match, RequirementMatch
from openemploi.matching.pair import Answer, Asked, Held, Matcher
from openemploi.matching.ranking import SAME

Array = npt.NDArray[Any]
Key = tuple[bool, float, int]  # closed, points downwards, tie

_SPARED: Final = 0.35  # share of what the k-th promises that lines left out of a scan may give
_FEW: Final = 0.08  # share of a block under which its documents are looked at one by one
_PREPARED_KEPT: Final = 256
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
        self._prepared: dict[tuple[int, str], tuple[Asked, Prepared]] = {}

    def people_for(self, asked: Asked, *, key: str, count: int = 100, keep: Filter | None = None) -> Found:
        """The ``count`` people who meet ``asked`` most; nobody who meets nothing of it."""
        prepared = self.prepare(asked, key=key)
        return self._first(prepared, _PersonExplainer(self, asked), count=count, keep=keep)

    def offers_for(
        self, held: Held, *, key: str, count: int = 100, keep: Filter | None = None, language: str = "fr"
    ) -> Found:
        """The ``count`` offers that ``held`` meets most, labels in ``language``; none of which nothing is met."""
        query = looking(held, key=key, matcher=self.matcher, needed=self._months)

        def explained(block: Block, doc: int, name: str, tie: str) -> Match:
            asked = self.matcher.ask(unpack_offer(block.rest(doc)), language=language, answers=False)
            return self.matcher.compare_held(held, asked, name=name, key=tie)

        return self._first(Prepared(query, self.index), explained, count=count, keep=keep)

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
        chooser = _Chooser(self, self.prepare(asked, key=key), _unexplained, count)
        self._gather(chooser, keep)
        return chooser.promising()

    def uri(self, term: int) -> str:
        """The URI of a skill's term."""
        return self._uris[term]

    def prepare(self, asked: Asked, *, key: str) -> Prepared:
        """The question that an offer asks, ready for the scans; the last ones are kept, to be filtered otherwise."""
        kept = self._prepared.get((id(asked), key))
        if kept is not None and kept[0] is asked:
            return kept[1]
        prepared = Prepared(asking(asked, key=key, matcher=self.matcher), self.index)
        if len(self._prepared) >= _PREPARED_KEPT:
            self._prepared.clear()
        self._prepared[id(asked), key] = asked, prepared
        return prepared

    def _first(self, prepared: Prepared, explain: Explain, *, count: int, keep: Filter | None) -> Found:
        chooser = _Chooser(self, prepared, explain, count)
        scanned = self._gather(chooser, keep)
        chooser.settle()
        # Those whose bound the first k do not exceed after all are looked at too: rarely any.
        scanned.offer_down_to(chooser.least(), chooser)
        chooser.settle()
        return chooser.found()

    def _gather(self, chooser: _Chooser, keep: Filter | None) -> Scanned:
        """Give ``chooser`` all that could be among the first, as far as scans and facts tell."""
        masks: list[Array | None] = []
        which: list[int] = []
        for number, opened in enumerate(self.index.blocks):
            few = int(_FEW * len(opened))
            mask = None if opened.gone is None else ~opened.gone
            if keep is not None:
                mask, docs = keep.kept(self.index, opened, few=few)
                if mask is None or len(docs) < few:
                    chooser.offer(opened, docs)
                    masks.append(None)
                    continue
            masks.append(mask)
            which.append(number)
        scanned = Scanned(self.index, self._room())
        lines, spared = chooser.prepared.lines, 0
        for part in (which[:1], which[1:]):
            if chooser.top[0] > 0:  # the first block shows what the k-th has at least
                lines, spared = chooser.prepared.lines.without_dear(chooser.top[0] * SCALE * _SPARED)
            numbers, points, seen = kernels.gather(
                self.index, part, masks, chooser.prepared, lines, spared, chooser.top, scanned.room
            )
            chooser.take(numbers, points)
            scanned.looked(part, seen, spared)
        return scanned

    def _room(self) -> Room:
        if not hasattr(self._local, "room"):
            self._local.room = Room(self.index)
        room: Room = self._local.room
        return room


class Room:
    """Where a thread's scans of an index write, made once."""

    def __init__(self, index: Index) -> None:
        self.bounds = np.zeros(index.size, np.uint16)
        self.tops = np.zeros(sum(-(-len(opened) // CHUNK) for opened in index.blocks), np.uint16)
        self.work = np.zeros(MOST, np.uint32)
        self.slot_of = np.full(MOST, -1, np.int32)
        self.numbers = np.zeros(1 << 15, np.int64)
        self.points = np.zeros(1 << 15, np.float64)

    def of(self, index: Index, number: int) -> tuple[Array, Array]:
        """The bounds of a block, and the greatest of each chunk."""
        size, start, chunk = (int(index.sizes[number, column]) for column in (0, 6, 7))
        return self.bounds[start : start + size], self.tops[chunk : chunk - (-size // CHUNK)]

    def grow(self) -> None:
        """Room for twice as many documents."""
        self.numbers = np.resize(self.numbers, 2 * len(self.numbers))
        self.points = np.resize(self.points, 2 * len(self.points))


class Scanned:
    """Down to which bound the documents of each block were looked at."""

    def __init__(self, index: Index, room: Room) -> None:
        self.room = room
        self._index = index
        self._blocks: list[tuple[int, int, int]] = []  # block, bound, what lines left out could add

    def looked(self, which: Sequence[int], seen: Array, spared: int) -> None:
        """The documents of the blocks ``which`` were looked at down to the bounds ``seen``."""
        self._blocks += [(number, int(seen[number]), spared) for number in which]

    def offer_down_to(self, least: int, chooser: _Chooser) -> None:
        """Give ``chooser`` the documents of at least ``least`` that it has not had yet."""
        for place, (number, seen, spared) in enumerate(self._blocks):
            if least < seen:
                bounds, tops = self.room.of(self._index, number)
                docs = kernels.reaching(bounds, tops, max(1, least - spared))
                docs = docs[bounds[docs].astype(np.int64) + spared < seen]
                chooser.offer(self._index.blocks[number], docs)
                self._blocks[place] = number, least, spared


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
        self.top = np.zeros(count, np.float64)  # a heap of the most points that facts promise so far
        self._offered: list[tuple[Array, Array]] = []  # points at most, number
        self._waiting: list[tuple[float, int, int]] = []  # -points at most, tie, number
        self._best: list[tuple[Key, int, Match]] = []
        self._compared = 0

    def offer(self, opened: Opened, docs: Array) -> None:
        """Consider ``docs`` of a block."""
        if not len(docs):
            return
        p, block = self.prepared, opened.block
        a = block.arrays
        slot_of = np.full(len(block.terms), -1, np.int32)
        local = block.local_of[p.slots]
        slot_of[local[local >= 0]] = np.nonzero(local >= 0)[0]
        points = kernels.score(
            docs, a["claim_first"], a["claim_term"], a["claim_code"], slot_of, p.slot_first,
            p.group, p.coefficient, p.table, block.given(p.tables)[0], p.groups,
        )  # fmt: skip
        above = points[points > self.top[0]]
        self.top = np.sort(np.concatenate([self.top, above]))[len(above) :]
        self.take(docs + opened.start, points)

    def take(self, numbers: Array, points: Array) -> None:
        """Consider documents whose points by their facts are known."""
        points = np.round(points, SAME)
        some = points > 0
        self._offered.append((points[some], numbers[some]))

    def promising(self) -> Array:
        """The numbers of the ``count`` that promise most, in order."""
        rows = sorted(self._rows(self._promised()))
        return np.array([number for _points, _tie, number in rows[: self.count]], np.int64)

    def settle(self) -> None:
        """Score in full those who were offered, from the most promising, until no other can be among the first."""
        # First those that promise as much as the k-th; the others stay in arrays, most of them for good.
        self._settle(self._promised())
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

    def _promised(self) -> float:
        """What the ``count``-th promises, rounded as the others are."""
        return float(np.round(self.top[0], SAME))

    def _rows(self, least: float) -> list[tuple[float, int, int]]:
        """Take out those offered that promise at least ``least`` points."""
        if not self._offered:
            return []
        points = np.concatenate([points for points, _numbers in self._offered])
        numbers = np.concatenate([numbers for _points, numbers in self._offered])
        enough = points >= least
        self._offered = [(points[~enough], numbers[~enough])]
        points, numbers = points[enough], numbers[enough]
        order = ties(self._searcher.index.hashes(numbers), self.prepared.query.key)
        return list(zip((-points).tolist(), order.tolist(), numbers.tolist(), strict=True))

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
