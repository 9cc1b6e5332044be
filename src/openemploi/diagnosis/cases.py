"""Recorded projects and what became of them, and which of them are like a project.

A case says as little as likeness needs: two occupations, two départements, a month count and an ending; or less, as
:func:`coarse` makes one. Which cases are told together is decided so that no figures, compared with each other, leave
fewer than 11 people over. :mod:`.outcomes` says how long they took; :mod:`.cases_reading` reads them from an export.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from openemploi.diagnosis.cases_places import department_of, region_around, region_of
from openemploi.diagnosis.model import Aim, Project
from openemploi.i18n import _
from openemploi.labourmarket.model import Area

FEWEST: Final = 11


class Ending(StrEnum):
    """What became of a project, as far as is known."""

    FOUND = "found"  # what was aimed for
    OTHER = "other"  # it ended in another way: given up, another project, retired
    SEARCHING = "searching"  # still going on when last seen
    LOST = "lost"  # nothing is known after it was last seen


@dataclass(frozen=True, slots=True)
class Case:
    """A recorded project of somebody.

    Parameters
    ----------
    started:
        The day, or the first of the month, when it is not known closer.
    months:
        From the start to the ending, or to when it was last seen: 0 or more, fractions included.
    rounded:
        Only whole months are known, and ``months`` is rounded up.
    occupation, goal:
        ROME codes of what they did and what they wanted to do; empty when not known. A goal of three signs is a family.
    here, wanted:
        INSEE codes of the départements where they lived and where they wanted to.
    aims:
        What they wanted to change, as they said.
    region:
        INSEE code of the region where they wanted to live, when the département is not told.
    """

    started: date
    months: float
    ending: Ending
    goal: str = ""
    occupation: str = ""
    here: str = ""
    wanted: str = ""
    aims: frozenset[Aim] = frozenset()
    rounded: bool = False
    region: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.months) and self.months >= 0):
            raise ValueError(f"a project lasts 0 months or more, not {self.months}")


class Step(StrEnum):
    """How alike cases are, the most alike first. All want the same change: of occupation, of département, or both."""

    GOAL_DEPARTMENT = "goal_department"
    GOAL_REGION = "goal_region"
    FAMILY_REGION = "family_region"
    FAMILY = "family"
    SECTOR = "sector"

    @property
    def sentence(self) -> str:
        """Which people these are."""
        match self:
            case Step.GOAL_DEPARTMENT:
                return _(
                    "People who wanted the same occupation in the same département, with the same kind of change."
                )
            case Step.GOAL_REGION:
                return _(
                    "People who wanted the same occupation in the same region, with the same kind of change."
                )
            case Step.FAMILY_REGION:
                return _(
                    "People who wanted an occupation of the same family in the same region, "
                    "with the same kind of change."
                )
            case Step.FAMILY:
                return _(
                    "People who wanted an occupation of the same family, anywhere, with the same kind of change."
                )
            case Step.SECTOR:
                return _(
                    "People who wanted an occupation of the same sector, anywhere, with the same kind of change."
                )


@dataclass(frozen=True, slots=True)
class Selection:
    """The cases that are like a project: none, or at least 11. ``about`` says which, or why there are none."""

    cases: tuple[Case, ...]
    step: Step | None
    about: str


def similar(
    project: Project, cases: Sequence[Case], *, larger: Callable[[Area], Sequence[Area]] | None = None
) -> Selection:
    """The cases most like ``project`` that may be told together: at least 11, or none.

    The first occupation and the first place that are wanted count. From all cases of the same sector (first letter of
    the ROME code) with the same change, the circle is drawn closer, step by step of :class:`Step` from the last to the
    first, while at least 11 are left **and** whoever is left out of a circle that others may see stays among 11 or
    more: where the circles shown inside a wider one would leave out 1 to 10 people, the smallest of them is not shown.
    So no two answers, whoever asks, can be subtracted from each other to learn of fewer than 11 people.

    ``larger`` gives the areas around an area, and is asked where its code does not tell the département.
    """
    asked = _path_of_project(project, larger)
    if asked is None:
        return Selection((), None, _("Similar projects cannot be told: the occupation wanted is not known."))
    sector = [(_path(case), case) for case in cases if case.goal[:1] == asked[0][0]]
    inside = [(path, case) for path, case in sector if path is not None and path[0] == asked[0]]
    if len(inside) < FEWEST:
        return Selection(
            (),
            None,
            _(
                "Fewer than {n} people with a similar project were recorded: nothing is told of them, so that nobody"
                " can be recognised and nothing rests on chance.",
                n=FEWEST,
            ),
        )
    step = 0
    for depth in range(1, len(asked)):
        if not asked[depth] or asked[depth] not in _shown([path[depth] for path, _case in inside]):
            break
        inside = [(path, case) for path, case in inside if path[depth] == asked[depth]]
        step = depth
    chosen = _STEPS[step]
    return Selection(tuple(case for _path, case in inside), chosen, chosen.sentence)


def coarse(
    project: Project,
    *,
    year: int,
    months: int,
    ending: Ending,
    larger: Callable[[Area], Sequence[Area]] | None = None,
) -> Case | None:
    """The case that ``project`` is once nobody can be known by it; ``None`` when the occupation wanted is not known.

    Of all that was told it keeps the family of the occupation wanted, the region wanted, whether the occupation and the
    place were to change, the year of the start and the number of months, rounded up. So it lies in the same circles as
    a case told in full, down to that family in that region.
    """
    path = _path_of_project(project, larger)
    if path is None:
        return None
    change, family, region = path[:3]
    return Case(
        started=date(year, 1, 1),
        months=months,
        rounded=True,
        ending=ending,
        goal=family,
        region=region,
        aims=frozenset(aim for aim, mark in _MARKS.items() if mark in change),
    )


_MARKS: Final = {Aim.JOB: "+job", Aim.PLACE: "+place"}  # in the first part of a path
_Path = tuple[str, ...]  # sector with change, family, region, goal, département: each inside the one before
_STEPS: Final = (Step.SECTOR, Step.FAMILY, Step.FAMILY_REGION, Step.GOAL_REGION, Step.GOAL_DEPARTMENT)


def _shown(parts: Sequence[str]) -> set[str]:
    """The parts of a circle that may be shown beside the whole: the rest is nobody, or at least 11."""
    sizes = Counter(parts)
    shown = {part for part, size in sizes.items() if part and size >= FEWEST}
    rest = len(parts) - sum(sizes[part] for part in shown)
    for part in sorted(shown, key=lambda part: (sizes[part], part)):
        if rest == 0 or rest >= FEWEST:
            break
        shown.remove(part)
        rest += sizes[part]
    return shown


def _path(case: Case) -> _Path | None:
    return _made(
        case.occupation,
        case.goal,
        here=case.here,
        wanted=case.wanted,
        region=case.region or region_of(case.wanted),
        aims=case.aims,
    )


def _path_of_project(project: Project, larger: Callable[[Area], Sequence[Area]] | None) -> _Path | None:
    if not project.goals:
        return None
    place = project.places[0] if project.places else None
    return _made(
        project.occupation.code if project.occupation else "",
        project.goals[0].code,
        here=department_of(project.here, larger=larger) if project.here else "",
        wanted=department_of(place, larger=larger) if place else "",
        region=region_around(place, larger=larger) if place else "",
        aims=project.aims,
    )


def _made(
    occupation: str, goal: str, *, here: str, wanted: str, region: str, aims: frozenset[Aim]
) -> _Path | None:
    if not goal:
        return None
    other_job = goal != occupation if occupation else Aim.JOB in aims
    if here and wanted:
        other_place = here != wanted
    else:
        other_place = bool(here and region and region_of(here) != region) or Aim.PLACE in aims
    change = f"{goal[0]}{_MARKS[Aim.JOB] if other_job else ''}{_MARKS[Aim.PLACE] if other_place else ''}"
    return change, goal[:3], region, goal, wanted
