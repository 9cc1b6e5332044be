"""How many points each kind of requirement is worth: declared, in one place, for anybody to check and contest.

The worth of the parts that an offer asks for is brought to 100 together, so that a full match is always 100
and no part that nobody asked for counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from openemploi.extraction.model import Level, RequirementKind
from openemploi.matching.model import Part


@dataclass(frozen=True, slots=True)
class Weights:
    """Relative worth. ``parts`` between parts, ``kinds`` between the requirements of a part."""

    parts: Mapping[Part, float] = field(
        default_factory=lambda: {
            Part.SKILLS: 60.0,
            Part.EXPERIENCE: 15.0,
            Part.LANGUAGES: 7.0,
            Part.LICENCES: 7.0,
            Part.DIPLOMA: 5.0,
            Part.PLACE: 4.0,
            Part.CONTRACT: 2.0,
        }
    )
    kinds: Mapping[RequirementKind, float] = field(
        default_factory=lambda: {
            RequirementKind.ESSENTIAL: 3.0,
            RequirementKind.OPTIONAL: 1.0,
            RequirementKind.LEARNABLE: 0.5,
        }
    )
    # A requirement that only follows from the occupation offered counts half of one that is written.
    implied_requirement: float = 0.5
    # Experience counts less when the offer does not ask for any.
    unasked_experience: float = 0.5


# What is said about a skill's level, where the offer asks for the skill without a level.
LEVEL_CREDIT: Final[Mapping[Level | None, float]] = {
    None: 1.0,
    Level.BEGINNER: 0.7,
    Level.INTERMEDIATE: 1.0,
    Level.ADVANCED: 1.0,
    Level.EXPERT: 1.0,
}
# … and where the offer asks for a level: each step below it costs this much.
LEVEL_STEP: Final = 0.3
# A time was asked ("trois ans de caisse") and the CV does not say how long.
TIME_UNKNOWN_CREDIT: Final = 0.75
# A reading at least this sure counts in full; one less sure (a skill named among hobbies) in proportion.
SURE: Final = 0.7
# Evidence of something like the skill never counts in full.
NEAR_CREDIT: Final = 0.8
# The occupation was held, for a time that the CV does not say.
EXPERIENCE_UNKNOWN_CREDIT: Final = 0.5
# Months of the same occupation after which experience counts in full, where the offer does not say.
EXPERIENCE_USUAL_MONTHS: Final = 24
# A language without a level; a language shown only by the CV being written in it.
LANGUAGE_UNKNOWN_LEVEL_CREDIT: Final = 0.7
LANGUAGE_WRITTEN_CREDIT: Final = 0.7
LANGUAGE_STEP: Final = 0.25
DIPLOMA_STEP: Final = 0.5
# The offer names a field ("CAP cuisine") and the diploma of that level is in another one, or tells none.
OTHER_FIELD_CREDIT: Final = 0.5
# Under this reading quality a skill that was not found is unknown, not missing.
WELL_READ: Final = 0.6
