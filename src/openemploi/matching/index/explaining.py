"""The people that a search finds, compared with the offer by the very code that explains a pair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openemploi.extraction.model import SkillClaim
from openemploi.matching.index.block import Block
from openemploi.matching.index.features import skill_claim, skill_term, skill_uri
from openemploi.matching.index.records import unpack_person
from openemploi.matching.model import Match, RequirementMatch
from openemploi.matching.pair import Answer, Asked, Matcher, better

Explain = Callable[[Block, int, str, str], Match]


class PersonExplainer:
    """Compares the people of an index with one offer. Lines that read the same are made once."""

    def __init__(self, matcher: Matcher, asked: Asked, *, terms: list[str], ids: dict[str, int]) -> None:
        self._matcher = matcher
        self._asked = asked
        self._terms = terms
        uri = matcher.uri
        wanted = {ids.get(skill_term(uri(skill))): (skill, lines) for skill, lines in asked.wanted.items()}
        wanted.pop(None, None)
        self._wanted = wanted
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
                better(best, number, answer)
        unanswered = self._nothing(person.quality).__getitem__
        skills = self._matcher.skill_lines(asked, best=best, denials=denied, unanswered=unanswered)
        others = self._matcher.other_lines(person, asked) if asked.other_worths else ()
        return Match(name, tie, (*skills, *others), person.notes)

    def _answered(self, term: int, fact: Any) -> tuple[SkillClaim, list[tuple[int, Answer]]]:
        found = self._answers.get((term, fact))
        if found is None:
            claim = skill_claim(skill_uri(self._terms[term]), fact)
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
