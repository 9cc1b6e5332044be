"""The people that a search finds, compared with the offer: what :meth:`Matcher.compare` gives, for many at once.

Which claim answers which line best is found by a compiled loop, with the numbers of the score; a line is written in
words once for all those for whom it reads the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from openemploi.extraction.model import SkillClaim
from openemploi.matching.credit import near_share, own_credit, sureness
from openemploi.matching.facts import PersonFacts
from openemploi.matching.index import kernels
from openemploi.matching.index.block import Block
from openemploi.matching.index.features import Fact, skill_claim, skill_term
from openemploi.matching.index.layout import DENIED_LINE
from openemploi.matching.index.people import own_table
from openemploi.matching.index.query import Table
from openemploi.matching.index.reader import Index
from openemploi.matching.index.records import unpack_person
from openemploi.matching.model import Match, RequirementMatch, Status
from openemploi.matching.near import Nearness
from openemploi.matching.pair import Asked, Matcher, line_of, reading
from openemploi.matching.weights import WELL_READ

Array = npt.NDArray[Any]

# Why a line has no answer.
_UNKNOWN, _MISSING, _REFUSED = range(3)
# A line is told by its entry and how the claim reads, as one number: so many readings an entry may have.
_READINGS_MOST: Final = 1 << 32


class Document(NamedTuple):
    """A document that a search considers: ``doc`` is its place in ``block``, ``tie`` its key among equals."""

    number: int
    block: Block
    doc: int
    name: str
    tie: str


Explain = Callable[[Sequence[Document]], list[Match]]


def _of_skills(key: str, given: Callable[[SkillClaim], float]) -> Table:
    """A table for claims of skills; what it promises of a class is never asked."""
    return Table(
        (key,), lambda fact: given(skill_claim("", fact)) if fact[0] == "skill" else 0.0, lambda _class: 1.0
    )


_SURE: Final = _of_skills("sure", sureness)
_DENIED: Final = _of_skills("denied", lambda claim: float(claim.negated))


class Facts:
    """The facts of all blocks of an index, numbered through: the same fact of two blocks has one number.

    ``first`` leads from a block to its first code among all codes; ``fact`` from a code to its fact, ``sure`` to one of
    ``sures``: how sure the claim is, all that counts of it where a skill like it is asked.
    """

    def __init__(self, index: Index) -> None:
        blocks = [opened.block for opened in index.blocks]
        numbers: dict[Fact, int] = {}
        fact = [numbers.setdefault(each, len(numbers)) for block in blocks for each in block.facts]
        sures = [block.given([(_SURE.key, _SURE.by_fact)])[0][0] for block in blocks]
        self.known = list(numbers)
        self.fact = np.array(fact, np.int64)
        self.sures, self.sure = np.unique(np.concatenate([*sures, np.zeros(0)]), return_inverse=True)
        self.first = np.cumsum([0, *(len(block.facts) for block in blocks)])


class Answers:
    """The skills that answer the lines of a question, in arrays: one *entry* for a skill and a line, sorted by skill.

    An entry gives ``share`` times what its table says of the fact; the first table says how sure a claim is, the
    second whether it is a denial. Of two that give as much, the one of higher ``order`` is shown. ``slot_of`` leads
    from the vocabulary to the skills, −1 where one answers nothing.
    """

    def __init__(self, asked: Asked, matcher: Matcher, ids: Mapping[str, int]) -> None:
        uris = {ids.get(skill_term(matcher.uri(row))): (matcher.uri(row), row) for row in asked.wanted}
        terms = sorted(term for term in uris if term is not None)
        tables = {table.key: (number, table) for number, table in enumerate((_SURE, _DENIED))}
        # Of each entry: its line, the URI of what is held, its nearness.
        self.of: list[tuple[int, str, Nearness | None]] = []
        table, ends = [], [0]
        for term in terms:
            uri, row = uris[term]
            for number, near in asked.wanted[row]:
                asks = asked.skills[number].requirement
                made = _SURE if near is not None else own_table(asks.level, asks.months)
                table.append(tables.setdefault(made.key, (len(tables), made))[0])
                self.of.append((number, uri, near))
            ends.append(len(self.of))
        self.lines = len(asked.skills)
        likeness = [(1.0 if near is None else near.similarity, uri) for _line, uri, near in self.of]
        self.order = np.empty(len(self.of), np.int64)
        self.order[sorted(range(len(self.of)), key=likeness.__getitem__)] = np.arange(len(self.of))
        self.tables = [(made.key, made.by_fact) for _number, made in tables.values()]
        self.table = np.array(table, np.int64)
        self.share = np.array(
            [1.0 if near is None else near_share(near.similarity) for _l, _u, near in self.of], np.float64
        )
        self.line = np.array([line for line, _uri, _near in self.of], np.int64)
        self.first = np.array(ends, np.int64)
        self.slot_of = np.full(len(ids), -1, np.int32)
        self.slot_of[terms] = np.arange(len(terms), dtype=np.int32)


class PersonExplainer:
    """Compares the people of an index with one offer; ``answers`` are of the offer, ``facts`` of the index."""

    def __init__(
        self, matcher: Matcher, asked: Asked, *, index: Index, facts: Facts, answers: Answers
    ) -> None:
        self._matcher = matcher
        self._asked = asked
        self._index = index
        self._facts = facts
        self._answers = answers
        self._own: dict[tuple[int, int], tuple[float, Status, str]] = {}
        self._reasons: dict[int, str] = {}
        self._shown: dict[int, RequirementMatch] = {}

    def __call__(self, documents: Sequence[Document]) -> list[Match]:
        people = [unpack_person(document.block.rest(document.doc)) for document in documents]
        keys, place = np.unique(self._keys(documents, people), return_inverse=True)
        shown = np.empty(len(keys), object)
        for number, key in enumerate(keys.tolist()):
            line = self._shown.get(key)
            if line is None:
                line = self._shown[key] = self._show(key)
            shown[number] = line
        rows = shown[place.reshape(len(documents), -1)].tolist()
        matches = []
        for document, person, lines in zip(documents, people, rows, strict=True):
            if self._asked.other_worths:
                lines += self._matcher.other_lines(person, self._asked)
            matches.append(Match(document.name, document.tie, tuple(lines), person.notes))
        return matches

    def _keys(self, documents: Sequence[Document], people: Sequence[PersonFacts]) -> Array:
        """For each document and line, what tells how it reads: entry and reading, or below 0 why nothing answers."""
        answers, facts = self._answers, self._facts
        numbers = np.array([document.number for document in documents], np.int64)
        block, entry, code = kernels.answer(self._index, numbers, answers)
        well_read = np.array([person.quality >= WELL_READ for person in people])
        why = np.where(entry == DENIED_LINE, _REFUSED, np.where(well_read, _MISSING, _UNKNOWN)[:, None])
        keys = -1 - why * answers.lines - np.arange(answers.lines)
        some = entry >= 0
        entry, code = entry[some], (code + facts.first[block][:, None])[some]
        reads = np.where(answers.table[entry] == 0, facts.sure[code], facts.fact[code])
        keys[some] = entry * _READINGS_MOST + reads
        return keys

    def _show(self, key: int) -> RequirementMatch:
        if key < 0:
            cause, number = divmod(-1 - key, self._answers.lines)
            quality = 0.0 if cause == _UNKNOWN else 1.0
            return self._matcher.unanswered(self._asked.skills[number], quality=quality, denial=None)
        entry, reads = divmod(key, _READINGS_MOST)
        number, uri, near = self._answers.of[entry]
        line = self._asked.skills[number]
        if near is None:
            credit, status, reason = self._reads(entry, reads)
            return line_of(line, status, 1.0, line.worth * credit, (), reason)
        credit = float(self._answers.share[entry] * self._facts.sures[reads])
        why = self._reasons.get(entry)
        if why is None:
            why = self._reasons[entry] = self._matcher.near_reason(uri, near, self._asked.language)
        return line_of(line, Status.NEAR, near.similarity, line.worth * credit, (), why)

    def _reads(self, entry: int, fact: int) -> tuple[float, Status, str]:
        """The credit, status and reason of a claim about the very skill."""
        table = int(self._answers.table[entry])
        found = self._own.get((table, fact))
        if found is None:
            claim = skill_claim("", self._facts.known[fact])
            asks = self._asked.skills[self._answers.of[entry][0]].requirement
            credit = own_credit(claim, level=asks.level, months=asks.months)
            found = self._own[table, fact] = credit, *reading(claim, asks, credit)
        return found
