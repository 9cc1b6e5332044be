"""Comparing a person with hundreds of offers in figures only, to order them before a few are explained.

:class:`Sketcher` gives the very points that :class:`openemploi.matching.pair.Matcher` gives, without passages and
reasons for skills, and works out what many offers have in common (a skill, an occupation, a place) once for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from openemploi.extraction.model import OccupationClaim, RequirementKind, Source
from openemploi.matching import Match, conditions
from openemploi.matching.credit import near_credit, own_credit
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.model import Part, RequirementMatch, Status
from openemploi.matching.pair import Asked, Held, Matcher, SkillLine
from openemploi.matching.weights import Weights
from openemploi.taxonomy.store import Taxonomy

_OCCUPATIONS_KEPT: Final = 20_000

#: How well a skill is answered: credit, similarity and skill of the best evidence (of several the greatest counts).
Answered = tuple[tuple[float, float, str], Status]


@dataclass(frozen=True, slots=True)
class Known(Held):
    """A person prepared, with what was worked out for them so far."""

    denied: frozenset[int] = frozenset()
    occupations: frozenset[str] = frozenset()  # keys of those held
    lines: dict[Any, Any] = field(default_factory=dict)


class Sketcher(Matcher):
    """A matcher for orders: ``compare_held`` says nothing in words of skills, all points are those of ``Matcher``."""

    def __init__(self, taxonomy: Taxonomy, *, weights: Weights | None = None) -> None:
        super().__init__(taxonomy, weights=weights)
        self._related = lru_cache(maxsize=_OCCUPATIONS_KEPT)(self._keys)

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

    def compare_held(self, held: Held, asked: Asked, *, name: str, key: str) -> Match:
        """The points of each line."""
        if not isinstance(held, Known):
            return super().compare_held(held, asked, name=name, key=key)
        skills = (self._skill(held, line) for line in asked.skills)
        return Match(name, key, (*skills, *self._others(held, asked)), held.person.notes)

    def _skill(self, held: Known, line: SkillLine) -> RequirementMatch:
        requirement = line.requirement
        wanted = (line.skill, requirement.level, requirement.months)
        found = held.lines.get(wanted)
        if found is None:
            found = held.lines[wanted] = self._answered(held, line)
        (credit, similarity, _uri), status = found
        return RequirementMatch(
            Part.SKILLS, line.label, requirement.uri, requirement.kind, status, similarity, line.worth * credit,
            line.worth,
        )  # fmt: skip

    def _answered(self, held: Known, line: SkillLine) -> Answered:
        best: Answered | None = None
        if line.skill is not None and line.skill not in held.denied:
            for claim, nearness in held.answers.get(line.skill, ()):
                asked = line.requirement
                if nearness is not None:
                    credit, similarity = (
                        near_credit(claim, similarity=nearness.similarity),
                        nearness.similarity,
                    )
                    status = Status.NEAR
                elif claim.source is Source.SAID:
                    credit, similarity = own_credit(claim, level=asked.level, months=asked.months), 1.0
                    more = credit < 1 and (asked.level is not None or asked.months is not None)
                    status = Status.NEAR if more else Status.HELD
                else:
                    credit, similarity, status = own_credit(claim), 1.0, Status.IMPLIED
                if best is None or (credit, similarity, claim.uri) > best[0]:
                    best = (credit, similarity, claim.uri), status
        if best is not None:
            return best
        return (0.0, 0.0, ""), Status.MISSING  # or not known: an order does not tell them apart

    def _keys(self, occupations: tuple[OccupationClaim, ...]) -> frozenset[str]:
        """What the occupations whose experience counts for one of ``occupations`` are known by."""
        return frozenset(conditions.related_occupations(occupations, self.taxonomy))

    def _others(self, held: Known, asked: Asked) -> Iterator[RequirementMatch]:
        for line in self._conditions(held, asked.offer):
            worth = asked.shares[line.part] * line.worth / asked.totals[line.part]
            yield replace(line, worth=worth, points=worth * line.points)

    def _conditions(self, held: Known, offer: OfferFacts) -> Iterator[RequirementMatch]:
        """The lines that are not skills, in the order of ``Matcher``; equal questions are answered once."""
        person, weights = held.person, self.weights

        def once(name: str, asked: Any, lines: Callable[[], Any]) -> list[RequirementMatch]:
            key = (name, asked)
            if key not in held.lines:
                held.lines[key] = [line for line, _weight in lines()]
            found: list[RequirementMatch] = held.lines[key]
            return found

        if offer.occupations and held.occupations.isdisjoint(self._related(offer.occupations)):
            asked = offer.experience
            if asked is None or asked.months != 0:
                kind = asked.kind if asked else RequirementKind.OPTIONAL
                status = Status.MISSING if person.experiences else Status.UNKNOWN
                yield RequirementMatch(
                    Part.EXPERIENCE, offer.occupations[0].label, offer.occupations[0].uri, kind, status, 0.0, 0.0, 1.0
                )  # fmt: skip
        elif offer.occupations:
            yield from once(
                "experience",
                (offer.occupations, offer.experience),
                lambda: conditions.experience(person, offer, taxonomy=self.taxonomy, weights=weights),
            )
        if offer.languages:
            yield from once(
                "languages", offer.languages, lambda: conditions.languages(person, offer, weights=weights)
            )
        if offer.licences:
            yield from once(
                "licences", offer.licences, lambda: conditions.licences(person, offer, weights=weights)
            )
        if offer.diplomas:
            yield from once(
                "diplomas", offer.diplomas, lambda: conditions.diplomas(person, offer, weights=weights)
            )
        if offer.place is not None:
            yield from once("place", offer.place, lambda: conditions.place(offer, areas=person.search_areas))
        if offer.contract is not None:
            yield from once(
                "contract",
                (offer.contract, offer.contract_asked_in),
                lambda: conditions.contract(person, offer),
            )
