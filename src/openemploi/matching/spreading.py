"""Equal offers ordered with regard to how many apply already, so that not everybody is sent to the same door.

A ranking that sends everybody to the same few employers makes their chances worse; usefulness times chance beats either
alone (Bied et al., 2026, on the French service). Only offers that are equal for the person change places, by
:data:`EQUAL_POINTS`; the points do not change, and each offer moved says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from openemploi.i18n import ngettext
from openemploi.matching.model import Ranked

EQUAL_POINTS: Final = 1.0  # offers that differ by less from the best of their group are equal for the person


@dataclass(frozen=True, slots=True)
class Load:
    """How many apply to an offer already, and how many it takes (``None``: not said, counted as one)."""

    applications: int
    openings: int | None = None

    @property
    def pressure(self) -> float:
        """Applications for each opening."""
        return self.applications / max(self.openings or 1, 1)


def spread(ranked: Sequence[Ranked], loads: Mapping[str, Load]) -> list[Ranked]:
    """``ranked`` offers with equals ordered by :attr:`Load.pressure`, least first; equals share their rank.

    ``loads`` is by the name of the match. An offer whose load is not known keeps its place: unknown is neither few
    nor many. :attr:`Ranked.effect` says in words what moved an offer.
    """
    result: list[Ranked] = []
    for group in _equals(ranked):
        places = [place for place, entry in enumerate(group) if entry.match.name in loads]
        known = sorted((group[place] for place in places), key=lambda e: loads[e.match.name].pressure)
        ordered = list(group)
        for place, entry in zip(places, known, strict=True):
            ordered[place] = entry
        before = {entry.match.name: place for place, entry in enumerate(group)}
        for place, entry in enumerate(ordered):
            moved = before[entry.match.name] - place
            effect = _effect(loads[entry.match.name], moved) if moved else ""
            result.append(replace(entry, rank=group[0].rank, tied=len(group) > 1, effect=effect))
    return result


def _equals(ranked: Sequence[Ranked]) -> Iterator[list[Ranked]]:
    """Runs of offers within :data:`EQUAL_POINTS` of the first of their run, conditions met alike."""
    groups: list[int] = []
    first: Ranked | None = None
    for entry in ranked:
        if (
            first is None
            or first.match.score - entry.match.score > EQUAL_POINTS
            or bool(first.match.closed_gates) != bool(entry.match.closed_gates)
        ):
            first = entry
            groups.append(groups[-1] + 1 if groups else 0)
        else:
            groups.append(groups[-1])
    for _number, run in groupby(zip(groups, ranked, strict=True), key=lambda pair: pair[0]):
        yield [entry for _group, entry in run]


def _effect(load: Load, moved: int) -> str:
    applications = ngettext("{count} application", "{count} applications", load.applications)
    openings = ngettext("{count} opening", "{count} openings", load.openings or 1)
    if moved > 0:
        return ngettext(
            "{applications} for {openings}: shown {count} place before an equal offer that more people ask for",
            "{applications} for {openings}: shown {count} places before equal offers that more people ask for",
            moved, applications=applications, openings=openings,
        )  # fmt: skip
    return ngettext(
        "{applications} for {openings}: shown {count} place after an equal offer that fewer people ask for",
        "{applications} for {openings}: shown {count} places after equal offers that fewer people ask for",
        -moved, applications=applications, openings=openings,
    )  # fmt: skip
