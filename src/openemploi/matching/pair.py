"""One person and one offer: every requirement with its best evidence and its points.

An offer is prepared once (:meth:`Matcher.ask`): what each of its lines is worth, and which skills answer it. Then
any number of people are compared with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from openemploi.extraction.model import (
    Level,
    OccupationClaim,
    Passage,
    RequirementKind,
    SearchArea,
    SkillClaim,
    SkillRequirement,
    Source,
)
from openemploi.i18n import _
from openemploi.matching import conditions
from openemploi.matching.credit import near_credit, own_credit
from openemploi.matching.diplomas import diplomas
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.model import Match, Part, RequirementMatch, Status
from openemploi.matching.near import Nearness, NearSkills
from openemploi.matching.weights import WELL_READ, Weights
from openemploi.profiles.model import JobPosting, JobseekerProfile
from openemploi.taxonomy.store import Taxonomy

# How good an evidence is: its credit, the similarity, the skill's URI; of several the greatest counts.
Goodness = tuple[float, float, str]
Answer = tuple[Goodness, RequirementMatch]
Coded = tuple[str, tuple[tuple[str, str], ...]]  # an occupation and the codes that it bears
_TEXTS_KEPT: Final = 50_000  # texts read from the taxonomy's file, decoded once
_OCCUPATIONS_KEPT: Final = 20_000  # with what counts for each


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill asked for: its row in the taxonomy (``None`` when it is not there), its points, and no answer yet."""

    requirement: SkillRequirement
    skill: int | None
    label: str
    worth: float


@dataclass(frozen=True, slots=True)
class Asked:
    """An offer prepared for comparing.

    ``wanted`` leads from a skill that a person may hold to the lines that it answers, by number, with its
    nearness (``None`` for the very skill). ``shares`` are the points of 100 of each part, ``totals`` the sum of the
    relative worths of its lines, ``other_worths`` the points of the lines that are not skills.
    """

    offer: OfferFacts
    skills: tuple[SkillLine, ...]
    wanted: Mapping[int, tuple[tuple[int, Nearness | None], ...]]
    shares: Mapping[Part, float]
    totals: Mapping[Part, float]
    other_worths: Mapping[Part, tuple[float, ...]]
    language: str


@dataclass(frozen=True, slots=True)
class Held:
    """A person prepared for comparing with many offers.

    ``answers`` leads from a skill that an offer may ask for to the claims that answer it, each with its nearness
    (``None`` for the very skill); a skill that the person denies is not in it.
    """

    person: PersonFacts
    claims: Mapping[int, SkillClaim]
    answers: Mapping[int, tuple[tuple[SkillClaim, Nearness | None], ...]]


class Matcher:
    """Compares people with offers. Holds no data about either."""

    def __init__(self, taxonomy: Taxonomy, *, weights: Weights | None = None) -> None:
        self.taxonomy = taxonomy
        self.near = NearSkills(taxonomy)
        self.uri = lru_cache(maxsize=_TEXTS_KEPT)(taxonomy.uri)
        self.find = lru_cache(maxsize=_TEXTS_KEPT)(taxonomy.find)
        self.label = lru_cache(maxsize=_TEXTS_KEPT)(taxonomy.label)
        self._related = lru_cache(maxsize=_OCCUPATIONS_KEPT)(self._related_to)
        self.weights = weights or Weights()

    def match(
        self,
        profile: JobseekerProfile,
        posting: JobPosting,
        *,
        name: str,
        key: str,
        areas: Sequence[SearchArea] | None = None,
        language: str = "fr",
    ) -> Match:
        """Compare ``profile`` with ``posting``.

        ``areas`` replaces the places that the profile says it looks in. The home address is never used. Points
        are shares of 100; :attr:`Match.score` is their sum.
        """
        person = PersonFacts.of(profile)
        if areas is not None:
            person = replace(person, search_areas=tuple(areas))
        return self.compare(person, self.ask(OfferFacts.of(posting), language=language), name=name, key=key)

    def ask(self, offer: OfferFacts, *, language: str = "fr", answers: bool = True) -> Asked:
        """Prepare ``offer``; labels and reasons will be in ``language`` and in the language in force.

        Without ``answers`` it can only be compared with a person prepared by :meth:`hold`, and costs less.
        """
        worths, others, shares, totals = self.worths(offer)
        wanted: dict[int, list[tuple[int, Nearness | None]]] = {}
        found = [self.find(requirement.uri) for requirement in offer.requirements]
        for number, skill in enumerate(found):
            if skill is not None and answers:
                wanted.setdefault(skill, []).append((number, None))
                for other, nearness in self.near.of(skill).items():
                    wanted.setdefault(other, []).append((number, nearness))
        return Asked(
            offer=offer,
            skills=tuple(
                SkillLine(
                    requirement,
                    skill,
                    self.label(skill, language) if skill is not None else requirement.label,
                    shares[Part.SKILLS] * worth / totals[Part.SKILLS],
                )
                for requirement, skill, worth in zip(offer.requirements, found, worths, strict=True)
            ),
            wanted={skill: tuple(lines) for skill, lines in wanted.items()},
            shares=shares,
            totals=totals,
            other_worths={
                part: tuple(
                    shares[part] * worth / totals[part] for of, worth, _weight in others if of is part
                )
                for part in {part for part, _worth, _weight in others}
            },
            language=language,
        )

    def hold(self, person: PersonFacts) -> Held:
        """Prepare ``person`` to be compared with many offers by :meth:`compare_held`."""
        claims = self.claims(person)
        answers: dict[int, list[tuple[SkillClaim, Nearness | None]]] = {}
        for row, claim in claims.items():
            if not claim.negated:
                answers.setdefault(row, []).append((claim, None))
                for asked, nearness in self.near.answered_by(row).items():
                    answers.setdefault(asked, []).append((claim, nearness))
        denied = {row for row, claim in claims.items() if claim.negated}
        kept = {row: tuple(found) for row, found in answers.items() if row not in denied}
        return Held(person=person, claims=claims, answers=kept)

    def compare(self, person: PersonFacts, asked: Asked, *, name: str, key: str) -> Match:
        """Compare ``person`` with an offer prepared by :meth:`ask`."""
        lines = (*self._skills(person, asked), *self.other_lines(person, asked))
        return Match(name=name, key=key, requirements=lines, notes=person.notes)

    def other_lines(self, person: PersonFacts, asked: Asked) -> Iterator[RequirementMatch]:
        """The lines of the offer that are not skills, with their points."""
        for line, _weight in self._other_lines(person, asked.offer):
            worth = asked.shares[line.part] * line.worth / asked.totals[line.part]
            yield line._replace(worth=worth, points=worth * line.points)

    def answer(
        self, line: SkillLine, claim: SkillClaim, nearness: Nearness | None, *, language: str
    ) -> Answer:
        """What ``claim`` is worth as evidence for ``line``, and the line as it reads then."""
        credit, similarity = worth_of(claim, line, nearness)
        if nearness is not None:
            status, reason = Status.NEAR, self.near_reason(claim.uri, nearness, language)
        else:
            status, reason = reading(claim, line.requirement, credit)
        shown = line_of(line, status, similarity, line.worth * credit, claim.evidence, reason)
        return (credit, similarity, claim.uri), shown

    def unanswered(self, line: SkillLine, *, quality: float, denial: SkillClaim | None) -> RequirementMatch:
        """``line`` where nothing answers it: missing when the person denies it or the document was well read."""
        missing = denial is not None or quality >= WELL_READ
        status = Status.MISSING if missing else Status.UNKNOWN
        evidence = denial.evidence if denial is not None else ()
        return line_of(line, status, 0.0, 0.0, evidence, line.requirement.reason)

    def claims(self, person: PersonFacts) -> dict[int, SkillClaim]:
        """The claims of ``person`` by skill; what was said wins over what is implied."""
        claims: dict[int, SkillClaim] = {}
        for claim in person.skills:
            row = self.find(claim.uri)
            if row is not None and (row not in claims or claim.source is Source.SAID):
                claims[row] = claim
        return claims

    def compare_held(self, held: Held, asked: Asked, *, name: str, key: str) -> Match:
        """Compare a person prepared by :meth:`hold` with an offer: what :meth:`compare` gives."""
        best: dict[int, Answer] = {}
        for number, line in enumerate(asked.skills):
            for claim, nearness in held.answers.get(line.skill, ()) if line.skill is not None else ():
                better(best, number, self.answer(line, claim, nearness, language=asked.language))
        lines = (*self._lines(held.person, held.claims, asked, best), *self.other_lines(held.person, asked))
        return Match(name=name, key=key, requirements=lines, notes=held.person.notes)

    def related(self, occupations: Iterable[OccupationClaim]) -> Mapping[str, float]:
        """:func:`conditions.related_occupations` of the taxonomy, worked out once for the same occupations."""
        return self._related(tuple((claim.uri, claim.codes) for claim in occupations))

    def _related_to(self, occupations: tuple[Coded, ...]) -> Mapping[str, float]:
        claims = [OccupationClaim(uri, "", 1.0, codes=codes) for uri, codes in occupations]
        return conditions.related_occupations(claims, self.taxonomy)

    def _skills(self, person: PersonFacts, asked: Asked) -> Iterator[RequirementMatch]:
        claims = self.claims(person)
        best: dict[int, Answer] = {}
        for row, claim in claims.items():
            for number, nearness in () if claim.negated else asked.wanted.get(row, ()):
                answer = self.answer(asked.skills[number], claim, nearness, language=asked.language)
                better(best, number, answer)
        return self._lines(person, claims, asked, best)

    def _lines(
        self, person: PersonFacts, claims: Mapping[int, SkillClaim], asked: Asked, best: Mapping[int, Answer]
    ) -> Iterator[RequirementMatch]:
        """Each skill asked for with its best answer; for one that is denied outright nothing like it makes up."""
        for number, line in enumerate(asked.skills):
            claim = claims.get(line.skill) if line.skill is not None else None
            if claim is not None and claim.negated:
                yield self.unanswered(line, quality=1.0, denial=claim)
            elif number in best:
                yield best[number][1]
            else:
                yield self.unanswered(line, quality=person.quality, denial=None)

    def _other_lines(self, person: PersonFacts, offer: OfferFacts) -> list[conditions.Line]:
        return [
            *conditions.experience(person, offer, related=self.related, weights=self.weights),
            *conditions.languages(person, offer, weights=self.weights),
            *conditions.licences(person, offer, weights=self.weights),
            *diplomas(person, offer, weights=self.weights),
            *conditions.place(offer, areas=person.search_areas),
            *conditions.contract(person, offer),
        ]

    def worths(
        self, offer: OfferFacts
    ) -> tuple[list[float], list[tuple[Part, float, float]], dict[Part, float], dict[Part, float]]:
        """What each skill of ``offer`` and each other line weighs in its part; what each part gives of 100, and what
        its lines weigh together. The offer alone decides, not the person."""
        weights = self.weights
        skills = [
            weights.kinds[asked.kind]
            * (weights.implied_requirement if asked.source is Source.IMPLIED else 1.0)
            for asked in offer.requirements
        ]
        others = list(conditions.asked_lines(offer, weights=weights))
        factor: dict[Part, float] = {}
        totals: dict[Part, float] = {}
        for part, worth, weight in (*((Part.SKILLS, worth, 1.0) for worth in skills), *others):
            factor[part] = max(factor.get(part, 0.0), weight)
            totals[part] = totals.get(part, 0.0) + worth
        whole = sum(weights.parts[part] * factor[part] for part in Part if part in factor)
        shares = {part: 100 * weights.parts[part] * weight / whole for part, weight in factor.items()}
        return skills, others, shares, totals

    def near_reason(self, uri: str, nearness: Nearness, language: str) -> str:
        """How the skill ``uri``, which is held and in the taxonomy, bears on one that is asked, in words."""
        row = self.find(uri)
        held = self.label(row, language) if row is not None else uri
        if nearness.relation == "narrower":
            return _("Holds a special case of it: {held}", held=held)
        if nearness.relation == "broader":
            return _("Holds something more general: {held}", held=held)
        if nearness.relation == "sibling":
            return _("Holds a skill of the same family: {held}", held=held)
        if nearness.relation == "near":
            return _("Holds a near skill: {held}", held=held)
        if nearness.relation == "prerequisite":
            return _("Holds a skill that goes with it: {held}", held=held)
        return _("Holds almost the same skill: {held}", held=held)


def worth_of(claim: SkillClaim, line: SkillLine, nearness: Nearness | None) -> tuple[float, float]:
    """The share of ``line`` that ``claim`` gives, and how like what is asked it is: 0 to 1. The URI is not read."""
    if nearness is not None:
        return near_credit(claim, similarity=nearness.similarity), nearness.similarity
    asked = line.requirement
    if claim.source is Source.SAID:
        return own_credit(claim, level=asked.level, months=asked.months), 1.0
    return own_credit(claim), 1.0


def better(best: dict[int, Answer], number: int, answer: Answer) -> None:
    """Keep ``answer`` for the line ``number`` when it is better than the one that ``best`` has."""
    if number not in best or answer[0] > best[number][0]:
        best[number] = answer


def reading(claim: SkillClaim, asked: SkillRequirement, credit: float) -> tuple[Status, str]:
    """How ``asked`` is met by ``claim``, which is about the very skill and gives ``credit``, and why in words."""
    if claim.source is not Source.SAID:
        return Status.IMPLIED, claim.reason
    if credit == 1:
        return Status.HELD, ""
    if asked.level is not None or asked.months is not None:
        return Status.NEAR, _("Holds it, for less time or at a lower level than asked")
    if claim.level is Level.BEGINNER:
        return Status.HELD, _("Said at beginner level")
    return Status.HELD, _("Said in passing, or read less surely")


def line_of(
    line: SkillLine,
    status: Status,
    similarity: float,
    points: float,
    evidence: tuple[Passage, ...],
    reason: str,
) -> RequirementMatch:
    """``line`` as it is shown, with the points that were given."""
    kind: RequirementKind = line.requirement.kind
    return RequirementMatch(
        Part.SKILLS, line.label, line.requirement.uri, kind, status, similarity, points, line.worth,
        evidence, line.requirement.evidence, reason,
    )  # fmt: skip
