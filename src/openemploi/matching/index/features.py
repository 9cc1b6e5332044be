"""What an index keeps of a document: terms with a small fact each, a record of the rest, and places.

A term is a word of the index's own vocabulary: a skill (``s:`` and its URI), an occupation held, a language at a
level, a facet to filter by. The fact says how it is held or what it is worth. For the scan facts are rounded up
to *classes*, so that what the scan finds is never under the score; the facts themselves make the score.
"""

from __future__ import annotations

import bisect
import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from openemploi.extraction.model import Level, SkillClaim, Source

Side = Literal["people", "offers"]
# Facts are plain tuples because they are stored by the hundred thousand, each once per block:
#   ("skill", source, level, negated, confidence, months)   a person's skill
#   ("time", months, undated)                               how long somebody did something
#   ("worth", points)                                       a line of an offer
#   ("yes",)                                                it is so: a language at a level, a facet
Fact = tuple[str | int | float | bool | None, ...]

YES: Final[Fact] = ("yes",)
CLASSES: Final = 256
DENIED, BEGINNER, SAID, HELD, FACET = 0, 6, 7, 254, 255
_IMPLIED_STEP, _IMPLIED_LAST = 0.2, 3  # classes 1 to 3: an inference is never surer than 0.6
_TIME, _BUCKETS = 16, 16  # first class of times; as many more where a time is not known
_TIME_ENDS: Final = (1, 2, 3, 6, 9, 12, 18, 24, 36, 48, 60, 84, 120, 180, 240)
_WORTH_MOST, _WORTH_STEP, _WORTH_LAST = 100.0, 1.03, 250  # classes of points, each 3 % above the one before


@dataclass(frozen=True, slots=True)
class Features:
    """One document. ``terms`` in any order, each once; ``facets`` are terms that only filter.

    ``rest`` is what the exact score needs beside the terms; ``points`` are (latitude, longitude, radius in km).
    """

    terms: tuple[tuple[str, Fact], ...]
    facets: tuple[str, ...] = ()
    rest: bytes = b""
    points: tuple[tuple[float, float, float], ...] = ()


def skill_term(uri: str) -> str:
    """The term of a skill."""
    return f"s:{uri}"


def skill_uri(term: str) -> str:
    """The URI that :func:`skill_term` made ``term`` from."""
    return term.removeprefix("s:")


def skill_fact(claim: SkillClaim) -> Fact:
    """How a person holds a skill; the passages and the words stay outside."""
    level = claim.level.value if claim.level else None
    return ("skill", claim.source.value, level, claim.negated, claim.confidence, claim.months)


def skill_claim(uri: str, fact: Fact) -> SkillClaim:
    """The claim that :func:`skill_fact` made ``fact`` from, without passages."""
    _kind, source, level, negated, confidence, months = fact
    return SkillClaim(
        uri=uri,
        label="",
        source=Source(str(source)),
        evidence=(),
        confidence=float(confidence or 0.0),
        level=Level(str(level)) if level else None,
        negated=bool(negated),
        months=int(months) if months is not None else None,
    )


def class_of(fact: Fact) -> int:
    """The class of ``fact``: 0 to 255, never promising less than the fact gives."""
    if fact[0] == "skill":
        _kind, source, level, negated, confidence, _months = fact
        if negated:
            return DENIED
        if source == Source.SAID.value:
            return BEGINNER if level == Level.BEGINNER.value else SAID
        step = max(1, math.ceil(round(float(confidence or 0.0) / _IMPLIED_STEP, 9)))
        return step if step <= _IMPLIED_LAST else SAID  # what is surer promises as much as what is said
    if fact[0] == "time":
        bucket = bisect.bisect_left(_TIME_ENDS, float(fact[1] or 0))
        return _TIME + bucket + (_BUCKETS if fact[2] else 0)
    if fact[0] == "worth":
        points = max(float(fact[1] or 0.0), 1e-9)
        return max(0, math.floor(_WORTH_LAST - math.log(_WORTH_MOST / points, _WORTH_STEP) + 1 - 1e-9))
    return HELD


def joined() -> npt.NDArray[np.uint8]:
    """The class that promises no less than either of two, by both: what a pack has of a term, from its documents'.

    Classes of one kind promise the more the greater they are; but the most months of two times, and whether some
    time of either is not known, do not come from one of them.
    """
    one, other = np.meshgrid(np.arange(CLASSES), np.arange(CLASSES), indexing="ij")
    found = np.maximum(one, other)
    times = (np.minimum(one, other) >= _TIME) & (found < _TIME + 2 * _BUCKETS)
    bucket = np.maximum((one - _TIME) % _BUCKETS, (other - _TIME) % _BUCKETS)
    unknown = found >= _TIME + _BUCKETS
    return np.where(times, _TIME + bucket + _BUCKETS * unknown, found).astype(np.uint8)


def implied_most(of_class: int) -> float:
    """The most that an implied skill of this class may be sure."""
    return min(1.0, of_class * _IMPLIED_STEP)


def time_most(of_class: int) -> tuple[float, bool] | None:
    """The most months of this class and whether some time is unknown; ``None`` when it is no class of times."""
    bucket = of_class - _TIME
    if not 0 <= bucket < 2 * _BUCKETS:
        return None
    ends = (*_TIME_ENDS, math.inf)
    return ends[bucket % _BUCKETS], bucket >= _BUCKETS


def worth_most(of_class: int) -> float:
    """The most points that a line of this class is worth."""
    return _WORTH_MOST * _WORTH_STEP ** (of_class - _WORTH_LAST)
