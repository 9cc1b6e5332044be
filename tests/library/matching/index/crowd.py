"""People and offers drawn at random over the starter taxonomy: every part of a score, known and unknown."""

from __future__ import annotations

import random
from collections.abc import Sequence

from openemploi.extraction.model import (
    Contract,
    DiplomaRequirement,
    Education,
    Experience,
    ExperienceRequirement,
    LanguageClaim,
    LanguageLevel,
    LanguageRequirement,
    Level,
    LicenceClaim,
    LicenceRequirement,
    OccupationClaim,
    Passage,
    Place,
    RequirementKind,
    SearchArea,
    SkillClaim,
    SkillRequirement,
    Source,
    YearMonth,
)
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.store import Taxonomy

_LEVELS = (None, None, *Level)
_LANGUAGE_LEVELS = (None, *LanguageLevel)
_CODES = ("fr", "en", "ko", "es")
_LICENCES = ("driving:B", "driving:C", "driving:CE", "driving:D", "caces:R489-3")
_TOWNS = ("Digne-les-Bains", "Gap", "Marseille", "Nice", "Zblorg")


class Crowd:
    """Draws people and offers; the same seed draws the same."""

    def __init__(self, taxonomy: Taxonomy, *, seed: int, occupations: int = 12) -> None:
        self._taxonomy = taxonomy
        self._random = random.Random(seed)  # noqa: S311 - a draw, not a secret
        every = [row for row in range(len(taxonomy)) if taxonomy.kind(row) is ConceptKind.OCCUPATION]
        self._occupations = self._random.sample(every, occupations)

    def person(self) -> PersonFacts:
        draw = self._random
        occupation = draw.choice(self._occupations)
        skills = self._skills(occupation, draw.randint(0, 12))
        return PersonFacts(
            quality=draw.choice((1.0, 1.0, 0.4)),
            language=draw.choice(("fr", "fr", "en")),
            skills=tuple(self._claim(skill) for skill in skills),
            experiences=tuple(self._experience() for _ in range(draw.randint(0, 3))),
            education=tuple(
                Education(
                    "CAP",
                    passage(),
                    level=draw.choice((None, 3, 4, 5, 7)),
                    obtained=draw.choice((None, False)),
                )
                for _ in range(draw.randint(0, 2))
            ),
            languages=tuple(
                LanguageClaim(
                    draw.choice(_CODES), "", (passage(),), draw.choice(_LANGUAGE_LEVELS), draw.random() < 0.1
                )
                for _ in range(draw.randint(0, 2))
            ),
            licences=tuple(
                LicenceClaim(draw.choice(_LICENCES), "", (passage(),), draw.random() < 0.2)
                for _ in range(draw.randint(0, 2))
            ),
            search_areas=tuple(
                SearchArea(draw.choice(_TOWNS), draw.choice((None, 10.0, 120.0)))
                for _ in range(draw.randint(0, 2))
            ),
            contracts=tuple(draw.sample(tuple(Contract), draw.randint(0, 2))),
        )

    def offer(self) -> OfferFacts:
        draw = self._random
        occupation = draw.choice(self._occupations)
        return OfferFacts(
            occupations=tuple(self._claimed(o) for o in (occupation, *draw.sample(self._occupations, 1)))
            if draw.random() < 0.7
            else (),
            requirements=tuple(self._requirement(s) for s in self._skills(occupation, draw.randint(1, 10))),
            experience=ExperienceRequirement(draw.choice((0, 6, 24, 60)), self._kind(), (passage(),))
            if draw.random() < 0.5
            else None,
            languages=tuple(
                LanguageRequirement(code, "", self._kind(), (passage(),), draw.choice(_LANGUAGE_LEVELS))
                for code in draw.sample(_CODES, draw.randint(0, 2))
            ),
            licences=tuple(
                LicenceRequirement(code, "", self._kind(), (passage(),), draw.random() < 0.5)
                for code in draw.sample(_LICENCES, draw.randint(0, 2))
            ),
            diplomas=tuple(
                DiplomaRequirement(
                    "", self._kind(), (passage(),), draw.choice((None, 3, 5)), "", draw.random() < 0.5
                )
                for _ in range(draw.randint(0, 1))
            ),
            place=Place(draw.choice(_TOWNS)) if draw.random() < 0.5 else None,
            contract=draw.choice((None, *Contract)),
        )

    def _skills(self, occupation: int, count: int) -> Sequence[int]:
        related = self._taxonomy.related(occupation, RelationKind.ESSENTIAL, RelationKind.OPTIONAL)
        skills = sorted({self._taxonomy.canonical(skill) for skill in related})
        return self._random.sample(skills, min(count, len(skills)))

    def _claim(self, skill: int) -> SkillClaim:
        draw = self._random
        source = Source.SAID if draw.random() < 0.7 else Source.IMPLIED
        confidence = draw.choice((0.51, 0.7, 0.95)) if source is Source.SAID else draw.randint(1, 60) / 100
        return SkillClaim(
            uri=self._taxonomy.uri(skill),
            label="",
            source=source,
            evidence=(passage(),),
            confidence=confidence,
            level=draw.choice(_LEVELS) if source is Source.SAID else None,
            negated=source is Source.SAID and draw.random() < 0.1,
            months=draw.choice((None, 3, 30)),
        )

    def _requirement(self, skill: int) -> SkillRequirement:
        draw = self._random
        demanding = draw.random() < 0.2
        return SkillRequirement(
            uri=self._taxonomy.uri(skill),
            label="",
            kind=self._kind(),
            evidence=(passage(),),
            confidence=0.9,
            source=draw.choice((Source.SAID, Source.SAID, Source.IMPLIED)),
            level=draw.choice(tuple(Level)) if demanding else None,
            months=draw.choice((None, 12)) if demanding else None,
        )

    def _experience(self) -> Experience:
        draw = self._random
        months = draw.choice((None, 2, 14, 70))
        return Experience(
            title="",
            passage=passage(),
            employer="Not to be kept",
            start=YearMonth(2015, 3) if months and draw.random() < 0.8 else None,
            months=months,
            occupation=self._claimed(draw.choice(self._occupations)) if draw.random() < 0.8 else None,
        )

    def _claimed(self, occupation: int) -> OccupationClaim:
        codes = tuple(self._taxonomy.other_codes(occupation))
        return OccupationClaim(self._taxonomy.uri(occupation), "", self._random.choice((0.3, 0.8)), (), codes)

    def _kind(self) -> RequirementKind:
        return self._random.choice(tuple(RequirementKind))


def passage() -> Passage:
    return Passage("as written", 0, 10, 1)
