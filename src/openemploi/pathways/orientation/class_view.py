"""What a teacher may see of a class: how often each family came up, and nothing about anybody.

No name enters, no words of a pupil leave. A number under 11 pupils is not given, nor one that says that under 11 are
missing: whoever knows the class could take it from there. The view is made once for a class; made again with one pupil
more, the difference would speak of that pupil.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from openemploi.matching.recommending import Reach
from openemploi.pathways.orientation.model import Guidance, Link, Polarity

#: Pupils, of whom there must be at least so many behind every number. The project's rule for people.
FEWEST_PUPILS: Final = 11


class Told(StrEnum):
    """How much of a count may be said."""

    COUNT = "count"
    FEW = "few"  # under 11 pupils, none included
    NEARLY_ALL = "nearly_all"  # all but fewer than 11, all included


@dataclass(frozen=True, slots=True)
class Count:
    """How many pupils of a class; ``pupils`` is ``None`` where only :attr:`told` may be said."""

    told: Told
    pupils: int | None


@dataclass(frozen=True, slots=True)
class FamilyInClass:
    """A family of occupations, and for how many pupils it came up: at all, and as a close or an unexpected one."""

    code: str
    label: str
    shown: Count
    close: Count
    unexpected: Count


@dataclass(frozen=True, slots=True)
class TraitInClass:
    """An interest or a work context of ROME that pupils' words led to, liked or disliked."""

    label: str
    polarity: Polarity
    pupils: Count


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class without names.

    Parameters
    ----------
    pupils:
        How many answered; ``None`` when fewer than 11 did, and then nothing else is said.
    families, traits:
        Those that came up for at least 11 pupils, the most frequent first.
    unexpected_share:
        The mean share of unexpected families in a list, 0 to 1.
    """

    pupils: int | None
    families: tuple[FamilyInClass, ...] = ()
    traits: tuple[TraitInClass, ...] = ()
    unexpected_share: float | None = None


def class_view(guidances: Iterable[Guidance]) -> ClassView:
    """What may be told of the pupils who got ``guidances``, in whatever order they come."""
    lists = list(guidances)
    total = len(lists)
    if total < FEWEST_PUPILS:
        return ClassView(None)
    shown: Counter[str] = Counter()
    reached: Counter[tuple[str, Reach]] = Counter()
    traits: Counter[tuple[str, Polarity]] = Counter()
    labels: dict[str, str] = {}
    for one in lists:
        for family in one.families:
            labels[family.code] = family.label
            shown[family.code] += 1
            reached[family.code, family.reach] += 1
        traits.update(_traits(one))
    families = tuple(
        FamilyInClass(
            code,
            labels[code],
            _count(shown[code], total),
            _count(reached[code, Reach.CLOSE], total),
            _count(reached[code, Reach.UNEXPECTED], total),
        )
        for code in sorted(shown, key=lambda code: (-shown[code], code))
        if shown[code] >= FEWEST_PUPILS
    )
    return ClassView(
        total,
        families,
        tuple(
            TraitInClass(label, polarity, _count(pupils, total))
            for (label, polarity), pupils in sorted(traits.items(), key=lambda row: (-row[1], row[0]))
            if pupils >= FEWEST_PUPILS
        ),
        round(sum(one.unexpected_share for one in lists) / total, 2),
    )


def _traits(guidance: Guidance) -> set[tuple[str, Polarity]]:
    lines = [line for family in guidance.families for line in (*family.evidence, *family.caution)]
    lines += [line for aside in guidance.set_aside for line in aside.because]
    return {(line.by, line.clause.polarity) for line in lines if line.link in (Link.INTEREST, Link.CONTEXT)}


def _count(pupils: int, total: int) -> Count:
    if pupils < FEWEST_PUPILS:
        return Count(Told.FEW, None)
    if total - pupils < FEWEST_PUPILS:
        return Count(Told.NEARLY_ALL, None)
    return Count(Told.COUNT, pupils)
