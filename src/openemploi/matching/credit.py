"""The share of a requirement's points that one skill of a person gives: 0 to 1.

One place, so that the index, whose bounds must never be under the score, uses the very functions of the score.
"""

from __future__ import annotations

from typing import Final

from openemploi.extraction.implied import IMPLIED_CEILING
from openemploi.extraction.model import Level, SkillClaim, Source
from openemploi.matching.weights import LEVEL_CREDIT, LEVEL_STEP, NEAR_CREDIT, SURE, TIME_UNKNOWN_CREDIT

_LEVELS: Final = list(Level)


def own_credit(claim: SkillClaim, *, level: Level | None = None, months: int | None = None) -> float:
    """What ``claim`` gives for the very skill it is about, where ``level`` and ``months`` of it are asked."""
    if claim.source is not Source.SAID:
        return claim.confidence
    credit = LEVEL_CREDIT[claim.level]
    if level is not None and claim.level is not None:
        gap = _LEVELS.index(level) - _LEVELS.index(claim.level)
        credit = 1.0 if gap <= 0 else max(LEVEL_CREDIT[Level.BEGINNER], 1.0 - LEVEL_STEP * gap)
    if months:
        known = claim.months
        share = TIME_UNKNOWN_CREDIT if known is None else min(1.0, 0.5 + 0.5 * known / months)
        credit *= max(share, LEVEL_CREDIT[Level.BEGINNER])
    credit *= min(1.0, claim.confidence / SURE)
    return max(credit, IMPLIED_CEILING)  # saying it never counts for less than having it supposed


def near_credit(claim: SkillClaim, *, similarity: float) -> float:
    """What ``claim`` gives for a skill that is like it, ``similarity`` 0 to 1."""
    return near_share(similarity) * sureness(claim)


def near_share(similarity: float) -> float:
    """What a skill that is so like what is asked gives when it is surely held."""
    return NEAR_CREDIT * similarity


def sureness(claim: SkillClaim) -> float:
    """How much ``claim`` counts where a skill like it is asked: by its level when it was said, else its probability."""
    return LEVEL_CREDIT[claim.level] if claim.source is Source.SAID else claim.confidence
