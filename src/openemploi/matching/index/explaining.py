"""The people that a search finds, compared with the offer by the very code that explains a pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from openemploi.extraction.model import SkillClaim
from openemploi.matching.index.block import Block
from openemploi.matching.index.features import Fact, skill_claim, skill_term, skill_uri
from openemploi.matching.index.records import unpack_person
from openemploi.matching.model import Match, RequirementMatch
from openemploi.matching.near import Nearness
from openemploi.matching.pair import Asked, Goodness, Matcher, worth_of

Document = tuple[Block, int, str, str]  # its place in the block, its name, its key among equals
Explain = Callable[[Sequence[Document]], list[Match]]
_Answer = tuple[int, Goodness, Nearness | None]  # the number of a line, how well it is answered and by what


@dataclass(frozen=True, slots=True)
class _Held:
    """A skill as somebody holds it, and the lines that it may answer."""

    skill: int
    term: int
    fact: Fact
    negated: bool
    answers: Sequence[_Answer]


class PersonExplainer:
    """Compares the people of an index with one offer. Lines that read the same are made once, and when one is shown."""

    def __init__(self, matcher: Matcher, asked: Asked, *, terms: list[str], ids: dict[str, int]) -> None:
        self._matcher = matcher
        self._asked = asked
        self._terms = terms
        uri = matcher.uri
        found = {ids.get(skill_term(uri(skill))): (skill, lines) for skill, lines in asked.wanted.items()}
        self._wanted = {term: lines for term, lines in found.items() if term is not None}
        self._wants = np.zeros(len(terms), bool)
        self._wants[list(self._wanted)] = True
        self._held: dict[tuple[int, Fact], _Held] = {}
        self._claims: dict[Fact, SkillClaim] = {}
        self._shown: dict[tuple[int, int, Fact], RequirementMatch] = {}
        self._unanswered: dict[float, list[RequirementMatch]] = {}

    def __call__(self, documents: Sequence[Document]) -> list[Match]:
        by_block: defaultdict[int, list[int]] = defaultdict(list)
        for place, document in enumerate(documents):
            by_block[id(document[0])].append(place)
        held: list[list[_Held]] = [[] for _ in documents]
        for places in by_block.values():
            block = documents[places[0]][0]
            docs = np.array([documents[place][1] for place in places])
            known: dict[tuple[int, int], _Held] = {}
            for owner, *claim in zip(
                *(a.tolist() for a in block.claims_among(docs, self._wants)), strict=True
            ):
                term, code = claim
                found = known.get((term, code))
                if found is None:
                    found = known[term, code] = self._hold(term, block.facts[code])
                held[places[owner]].append(found)
        return [self._compared(document, skills) for document, skills in zip(documents, held, strict=True)]

    def _compared(self, document: Document, held: Sequence[_Held]) -> Match:
        block, doc, name, tie = document
        person = unpack_person(block.rest(doc))
        best: dict[int, tuple[_Answer, _Held]] = {}
        denied: dict[int, SkillClaim] = {}
        for skill in held:
            if skill.negated:
                denied[skill.skill] = self._claim(skill)
            for answer in skill.answers:
                other = best.get(answer[0])
                if other is None or answer[1] > other[0][1]:
                    best[answer[0]] = answer, skill
        unanswered = self._nothing(person.quality)
        lines = list(unanswered)
        for number, (answer, skill) in best.items():
            key = number, skill.term, skill.fact
            lines[number] = self._shown.get(key) or self._show(answer, skill)
        for number, line in enumerate(self._asked.skills) if denied else ():
            if line.skill in denied:
                lines[number] = self._matcher.unanswered(line, quality=1.0, denial=denied[line.skill])
        others = self._matcher.other_lines(person, self._asked) if self._asked.other_worths else ()
        return Match(name, tie, (*lines, *others), person.notes)

    def _hold(self, term: int, fact: Fact) -> _Held:
        found = self._held.get((term, fact))
        if found is None:
            claim = self._claims.get(fact)
            if claim is None:
                claim = self._claims[fact] = skill_claim("", fact)
            skill, wanted = self._wanted[term]
            uri = skill_uri(self._terms[term])
            answers = [
                (number, (*worth_of(claim, self._asked.skills[number], near), uri), near)
                for number, near in (() if claim.negated else wanted)
            ]
            found = self._held[term, fact] = _Held(skill, term, fact, claim.negated, answers)
        return found

    def _claim(self, held: _Held) -> SkillClaim:
        return skill_claim(skill_uri(self._terms[held.term]), held.fact)

    def _show(self, answer: _Answer, held: _Held) -> RequirementMatch:
        number, _good, near = answer
        line = self._asked.skills[number]
        _same, shown = self._matcher.answer(line, self._claim(held), near, language=self._asked.language)
        # Of one skill, the best answer to a line is always the same.
        self._shown[number, held.term, held.fact] = shown
        return shown

    def _nothing(self, quality: float) -> list[RequirementMatch]:
        found = self._unanswered.get(quality)
        if found is None:
            found = [self._matcher.unanswered(li, quality=quality, denial=None) for li in self._asked.skills]
            self._unanswered[quality] = found
        return found
