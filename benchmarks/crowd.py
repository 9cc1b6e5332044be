"""People and offers drawn over the taxonomy in force, for the nightly run."""

from __future__ import annotations

import random

from openemploi.extraction.model import (
    Contract,
    Experience,
    OccupationClaim,
    Passage,
    Place,
    RequirementKind,
    SearchArea,
    SkillClaim,
    SkillRequirement,
    Source,
)
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.store import Taxonomy

_TOWNS = ("Digne-les-Bains", "Gap", "Marseille", "Nice", "Lyon", "Paris", "Rennes", "Lille")
_NOWHERE = Passage("", 0, 0, 1)


class Crowd:
    """Draws people and offers; real relations, invented people."""

    def __init__(self, taxonomy: Taxonomy, *, seed: int = 4) -> None:
        self._taxonomy = taxonomy
        self._random = random.Random(seed)  # noqa: S311 - a draw, not a secret
        self._known: dict[int, list[str]] = {}
        self._occupations = [
            row
            for row in range(len(taxonomy))
            if taxonomy.kind(row) is ConceptKind.OCCUPATION and len(self._skills(row)) >= 12
        ]

    def person(self) -> PersonFacts:
        draw = self._random
        occupation = draw.choice(self._occupations)
        skills = self._some(occupation, draw.randint(30, 40))
        claims = tuple(
            SkillClaim(uri, "", Source.SAID, (), 0.95)
            if draw.random() < 0.5
            else SkillClaim(uri, "", Source.IMPLIED, (), draw.randint(20, 60) / 100)
            for uri in skills
        )
        return PersonFacts(
            skills=claims,
            experiences=(
                Experience("", _NOWHERE, months=draw.choice((6, 24, 60)), occupation=self._claim(occupation)),
            ),
            search_areas=(SearchArea(draw.choice(_TOWNS), 30.0),) if draw.random() < 0.5 else (),
            contracts=tuple(draw.sample((Contract.PERMANENT, Contract.FIXED_TERM), draw.randint(0, 2))),
        )

    def offer(self) -> OfferFacts:
        draw = self._random
        occupation = draw.choice(self._occupations)
        return OfferFacts(
            occupations=(self._claim(occupation),),
            requirements=tuple(
                SkillRequirement(uri, "", draw.choice(tuple(RequirementKind)), (), 0.9, Source.SAID)
                for uri in self._some(occupation, 12)
            ),
            place=Place(draw.choice(_TOWNS)) if draw.random() < 0.5 else None,
            contract=draw.choice((Contract.PERMANENT, Contract.FIXED_TERM)),
        )

    def _some(self, occupation: int, count: int) -> list[str]:
        skills = self._skills(occupation)
        while len(skills) < count:  # a person has had other occupations before
            skills = list(dict.fromkeys([*skills, *self._skills(self._random.choice(self._occupations))]))
        return self._random.sample(skills, count)

    def _skills(self, occupation: int) -> list[str]:
        if occupation not in self._known:
            related = self._taxonomy.related(occupation, RelationKind.ESSENTIAL, RelationKind.OPTIONAL)
            rows = sorted({self._taxonomy.canonical(skill) for skill in related})
            self._known[occupation] = [self._taxonomy.uri(row) for row in rows]
        return self._known[occupation]

    def _claim(self, occupation: int) -> OccupationClaim:
        taxonomy = self._taxonomy
        codes = tuple(taxonomy.other_codes(occupation))
        return OccupationClaim(taxonomy.uri(occupation), taxonomy.label(occupation), 0.9, (), codes)
