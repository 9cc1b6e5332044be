"""Comparing a person with hundreds of offers in figures only, to order them before a few are explained.

:class:`Sketcher` gives the very points that :class:`openemploi.matching.pair.Matcher` gives, without passages and
reasons for skills. What many offers have in common (a skill, an occupation, a place) is one object, and is worked out
once for a person; the lines of a match are made when somebody looks at them.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final

from openemploi.extraction.model import Level, RequirementKind, Source
from openemploi.matching import Match, conditions
from openemploi.matching.credit import near_credit, own_credit
from openemploi.matching.diplomas import diplomas
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.model import Part, RequirementMatch, Status
from openemploi.matching.pair import Asked, Held, Matcher
from openemploi.matching.weights import Weights
from openemploi.taxonomy.store import Taxonomy
from openemploi_web.vacancies.comparison import WISHES

_KEPT: Final = 50_000  # skills, occupations and places asked for, that offers share

HAD: Final = (Status.HELD, Status.IMPLIED)
LACKED: Final = tuple(status for status in Status if status not in HAD)

#: How well a skill is answered: credit, similarity and skill of the best evidence (of several the greatest counts).
Answered = tuple[tuple[float, float, str], Status]


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A skill asked for, one object for all the offers that ask for it alike."""

    skill: int | None
    level: Level | None
    months: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """What an offer asks beside skills, of one kind, one object for all the offers that ask it alike."""

    kind: str
    offer: OfferFacts  # which asks for that and for nothing else


@dataclass(frozen=True, slots=True)
class Outline(Asked):
    """An offer prepared to be compared in figures."""

    skills_wanted: tuple[tuple[Wanted, float], ...]  # each with its worth
    conditions: tuple[Condition, ...]
    able_worth: float  # of all lines that no wish is about


@dataclass(frozen=True, slots=True)
class Known(Held):
    """A person prepared, with what was worked out for them so far."""

    denied: frozenset[int] = frozenset()
    occupations: frozenset[str] = frozenset()  # keys of those held
    answered: dict[Wanted, Answered] = field(default_factory=dict)
    lines: dict[Condition, list[RequirementMatch]] = field(default_factory=dict)  # their points are credits


class Sketched(Match):
    """A match of which the figures are known; its lines are made when somebody looks at them."""

    points: float
    share: float | None  # of what is asked and is no wish, how much is met
    closed: bool

    def __init__(
        self,
        name: str,
        key: str,
        *,
        made: tuple[Sketcher, Known, Outline],
        points: float,
        met: float,
        closed: bool,
    ) -> None:
        for attribute, value in (("name", name), ("key", key), ("notes", made[1].person.notes)):
            object.__setattr__(self, attribute, value)
        worth = made[2].able_worth
        self.__dict__.update(
            points=points, share=min(1.0, met / worth) if worth > 0 else None, closed=closed, _made=made
        )

    @cached_property
    def requirements(self) -> tuple[RequirementMatch, ...]:
        """The lines, in the order of ``Matcher``."""
        sketcher, held, asked = self.__dict__["_made"]
        return tuple(sketcher.lines(held, asked))

    @property
    def open_skills(self) -> Iterator[RequirementMatch]:
        """The lines of skills that are not held, made for one look."""
        sketcher, held, asked = self.__dict__["_made"]
        found: Iterator[RequirementMatch] = sketcher.skill_outline(held, asked, but=HAD)
        return found

    @property
    def had_skills(self) -> Iterator[RequirementMatch]:
        """The lines of skills that are held, made for one look."""
        sketcher, held, asked = self.__dict__["_made"]
        found: Iterator[RequirementMatch] = sketcher.skill_outline(held, asked, but=LACKED)
        return found

    @property
    def score(self) -> float:
        """The sum of the points of the lines."""
        return self.points

    @property
    def closed_gates(self) -> tuple[RequirementMatch, ...]:
        """As of any match."""
        return super().closed_gates if self.closed else ()


class Sketcher(Matcher):
    """A matcher for orders: ``compare_held`` says nothing in words of skills, all points are those of ``Matcher``."""

    def __init__(self, taxonomy: Taxonomy, *, weights: Weights | None = None) -> None:
        super().__init__(taxonomy, weights=weights)
        self._wanted = lru_cache(maxsize=_KEPT)(Wanted)
        self._condition = lru_cache(maxsize=_KEPT)(_condition)

    def hold(self, person: PersonFacts) -> Known:
        """Prepare ``person``."""
        held = super().hold(person)
        denied = frozenset(row for row, claim in held.claims.items() if claim.negated)
        occupations = frozenset(
            key
            for _entry, occupation in conditions.occupations_held(person)
            for key in conditions.occupation_keys(occupation)
        )
        return Known(held.person, held.claims, held.answers, denied, occupations)

    def ask(self, offer: OfferFacts, *, language: str = "fr", answers: bool = True) -> Asked:
        """Prepare ``offer``; without ``answers``, for :meth:`compare_held` of this class."""
        if answers:
            return super().ask(offer, language=language)
        weights, others, shares, totals = self.worths(offer)
        skills = [shares[Part.SKILLS] * weight / totals[Part.SKILLS] for weight in weights]
        able = [
            shares[part] * weight / totals[part] for part, weight, _of_part in others if part not in WISHES
        ]
        return Outline(
            offer=offer,
            skills=(),
            wanted={},
            shares=shares,
            totals=totals,
            other_worths={},
            language=language,
            skills_wanted=tuple(
                (self._wanted(self.find(asked.uri), asked.level, asked.months), worth)
                for asked, worth in zip(offer.requirements, skills, strict=True)
            ),
            conditions=tuple(self._condition(kind, *values) for kind, *values in _asked_beside(offer)),
            able_worth=math.fsum([*skills, *able]),
        )

    def compare_held(self, held: Held, asked: Asked, *, name: str, key: str) -> Match:
        """The points, and whether a gate is closed; the lines come when they are asked for."""
        if not isinstance(held, Known) or not isinstance(asked, Outline):
            return super().compare_held(held, asked, name=name, key=key)
        answered = held.answered
        skills = [
            worth * (answered.get(wanted) or self._answered(held, wanted))[0][0]
            for wanted, worth in asked.skills_wanted
        ]
        points = met = math.fsum(skills)
        closed = False
        for condition in asked.conditions:
            for line in held.lines.get(condition) or self._lines_of(held, condition):
                worth = asked.shares[line.part] * line.worth / asked.totals[line.part]
                points += worth * line.points
                met += 0.0 if line.part in WISHES else worth * line.points
                closed = closed or (line.gate and line.status is Status.MISSING)
        return Sketched(name, key, made=(self, held, asked), points=points, met=met, closed=closed)

    def skill_outline(
        self, held: Known, asked: Outline, *, but: Container[Status] = ()
    ) -> Iterator[RequirementMatch]:
        """The lines of skills whose status is not in ``but``, with points, without passages and reasons."""
        for line, (wanted, worth) in zip(asked.offer.requirements, asked.skills_wanted, strict=True):
            (credit, similarity, _uri), status = held.answered.get(wanted) or self._answered(held, wanted)
            if status in but:
                continue
            label = self.label(wanted.skill, asked.language) if wanted.skill is not None else line.label
            yield RequirementMatch(
                Part.SKILLS, label, line.uri, line.kind, status, similarity, worth * credit, worth
            )

    def lines(self, held: Known, asked: Outline) -> Iterator[RequirementMatch]:
        """Each line with its points, without passages and, for skills, without reasons."""
        yield from self.skill_outline(held, asked)
        for condition in asked.conditions:
            for other in held.lines.get(condition) or self._lines_of(held, condition):
                worth = asked.shares[other.part] * other.worth / asked.totals[other.part]
                yield other._replace(worth=worth, points=worth * other.points)

    def _answered(self, held: Known, wanted: Wanted) -> Answered:
        best: Answered = (0.0, 0.0, ""), Status.MISSING  # or not known: an order does not tell them apart
        if wanted.skill is not None and wanted.skill not in held.denied:
            for claim, nearness in held.answers.get(wanted.skill, ()):
                if nearness is not None:
                    credit, similarity = (
                        near_credit(claim, similarity=nearness.similarity),
                        nearness.similarity,
                    )
                    status = Status.NEAR
                elif claim.source is Source.SAID:
                    credit, similarity = own_credit(claim, level=wanted.level, months=wanted.months), 1.0
                    more = credit < 1 and (wanted.level is not None or wanted.months is not None)
                    status = Status.NEAR if more else Status.HELD
                else:
                    credit, similarity, status = own_credit(claim), 1.0, Status.IMPLIED
                if (credit, similarity, claim.uri) > best[0]:
                    best = (credit, similarity, claim.uri), status
        held.answered[wanted] = best
        return best

    def _lines_of(self, held: Known, condition: Condition) -> list[RequirementMatch]:
        found = held.lines[condition] = list(self._lines_made(held, condition))
        return found

    def _lines_made(self, held: Known, condition: Condition) -> Iterator[RequirementMatch]:
        """The lines of one condition, their points as credits."""
        person, offer, weights = held.person, condition.offer, self.weights
        made: Iterator[conditions.Line]
        match condition.kind:
            case "experience" if held.occupations.isdisjoint(self.related(offer.occupations)):
                asked = offer.experience
                kind = asked.kind if asked else RequirementKind.OPTIONAL
                status = Status.MISSING if person.experiences else Status.UNKNOWN
                first = offer.occupations[0]
                yield RequirementMatch(Part.EXPERIENCE, first.label, first.uri, kind, status, 0.0, 0.0, 1.0)
                return
            case "experience":
                made = conditions.experience(person, offer, related=self.related, weights=weights)
            case "languages":
                made = conditions.languages(person, offer, weights=weights)
            case "licences":
                made = conditions.licences(person, offer, weights=weights)
            case "diplomas":
                made = diplomas(person, offer, weights=weights)
            case "place":
                made = conditions.place(offer, areas=person.search_areas)
            case _:
                made = conditions.contract(person, offer)
        for line, _weight in made:
            yield line


def _asked_beside(offer: OfferFacts) -> Iterator[tuple[Any, ...]]:
    """What ``offer`` asks beside skills, in the order of ``Matcher``: the kind, and what makes one like another."""
    if offer.occupations and (offer.experience is None or offer.experience.months != 0):
        yield "experience", offer.occupations, offer.experience
    for kind in ("languages", "licences", "diplomas"):
        if several := getattr(offer, kind):
            yield kind, several
    if offer.place is not None:
        yield "place", offer.place
    if offer.contract is not None:
        yield "contract", offer.contract, offer.contract_asked_in


def _condition(kind: str, first: Any, second: Any = None) -> Condition:
    match kind:
        case "experience":
            return Condition(kind, OfferFacts(occupations=first, experience=second))
        case "contract":
            return Condition(kind, OfferFacts(contract=first, contract_asked_in=second))
        case _:
            return Condition(kind, OfferFacts(**{kind: first}))
