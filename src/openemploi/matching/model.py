"""What comparing a person with an offer gives: one line for each requirement, and their sum."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from openemploi.extraction.model import Passage, RequirementKind
from openemploi.matching.recommending import Explanation


class Status(StrEnum):
    """How a requirement is met."""

    HELD = "held"  # said outright
    IMPLIED = "implied"  # follows from an occupation, a diploma, a licence or a skill said
    NEAR = "near"  # something like it is held, or less of it than asked
    MISSING = "missing"  # not found in a document that was well read, or denied
    UNKNOWN = "unknown"  # the document does not say, or could not be read well enough to tell


class Part(StrEnum):
    """The parts of a score, in the order they are shown."""

    SKILLS = "skills"
    EXPERIENCE = "experience"
    LANGUAGES = "languages"
    LICENCES = "licences"
    DIPLOMA = "diploma"
    PLACE = "place"
    CONTRACT = "contract"


_PART: Final = attrgetter("part")  # the lines of a part stand together
_POINTS: Final = attrgetter("points")


class RequirementMatch(NamedTuple):
    """One requirement and the best evidence for it. A tuple, because a search makes hundreds: four times as fast.

    ``points`` of ``worth`` were given (both out of the offer's 100). ``similarity`` is 1 for the thing itself, less
    for something like it, 0 for nothing. ``reason`` says in words how the evidence bears on the requirement.
    ``asked_in`` is where the offer asks, ``evidence`` where the CV answers.
    """

    part: Part
    label: str
    uri: str
    kind: RequirementKind
    status: Status
    similarity: float
    points: float
    worth: float
    evidence: tuple[Passage, ...] = ()
    asked_in: tuple[Passage, ...] = ()
    reason: str = ""
    gate: bool = False

    @property
    def gain(self) -> float:
        """The points that having it in full would add."""
        return self.worth - self.points


@dataclass(frozen=True, slots=True)
class Match:
    """A person and an offer compared. ``name`` is the file or record that the ranking is about."""

    name: str
    key: str  # content hash: the order of equals does not follow their names
    requirements: tuple[RequirementMatch, ...]
    notes: tuple[str, ...] = ()

    @property
    def parts(self) -> dict[Part, float]:
        """Points by part; only the parts that the offer asks for."""
        return self._sums(lambda line: line.points)

    @property
    def worths(self) -> dict[Part, float]:
        """The most that each part could give."""
        return self._sums(lambda line: line.worth)

    def _sums(self, value: Callable[[RequirementMatch], float]) -> dict[Part, float]:
        values: dict[Part, list[float]] = {}
        part: Part | None = None
        own: list[float] = []
        for line in self.requirements:
            if line.part is not part:  # the lines of a part stand together; members are slow to look up
                part = line.part
                own = values.setdefault(part, [])
            own.append(value(line))
        return {part: math.fsum(values[part]) for part in Part if part in values}

    @property
    def score(self) -> float:
        """The sum of the parts, 0 to 100: how much of *this offer* is met; never a worth of the person."""
        of_parts = groupby(self.requirements, key=_PART)
        return math.fsum([math.fsum(map(_POINTS, lines)) for _part, lines in of_parts])

    @property
    def explanation(self) -> Explanation:
        """The lines, whose sum is the score."""
        return Explanation(self.requirements)

    @property
    def closed_gates(self) -> tuple[RequirementMatch, ...]:
        """Conditions declared by the offer as required by law or post, and known not to be met."""
        return tuple(r for r in self.requirements if r.gate and r.status is Status.MISSING)


@dataclass(frozen=True, slots=True)
class WouldHelp:
    """A requirement that would lift this person: by ``points``, to rank ``rank`` if nobody else moved."""

    requirement: RequirementMatch
    points: float
    rank: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A match in its place. ``tied`` when another has the same rank.

    ``effect`` says what moved it among its equals, where something did.
    """

    rank: int
    tied: bool
    match: Match
    would_help: tuple[WouldHelp, ...]
    effect: str = ""
