"""Kept projects whose owners agreed, as cases among the similar ones: once a month, without anything that leads back.

What is told of similar projects is read from the rows that were counted last, never from the projects: whoever looks
before and after somebody said how it ended sees the same figures. At each count the rows of kept projects are made
anew, so that who took their yes back is out; those of projects that reached their day stay, for nobody can be known by
them. docs/explanation/similar-projects.md says what this does not prevent.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet

from openemploi.diagnosis.cases import Case, Ending, coarse
from openemploi.diagnosis.cases_reading import DAYS_PER_MONTH
from openemploi_web.mobility.models import CaseCount, MobilityProject, ProjectEnding, RecordedCase
from openemploi_web.mobility.told import from_json, project_of
from openemploi_web.observatory.selectors import observatory

#: Years after the one in which it began; then a case is left out, for the market was another.
YEARS: Final = 5
_ENDINGS: Final = {
    ProjectEnding.What.MADE: Ending.FOUND,
    ProjectEnding.What.SEARCHING: Ending.SEARCHING,
    ProjectEnding.What.GIVEN_UP: Ending.OTHER,
    ProjectEnding.What.OTHER: Ending.OTHER,
}
_State = RecordedCase.State


def counted() -> tuple[tuple[Case, ...], date | None]:
    """The cases of this portal as they were counted last, and on which day; no day when they never were."""
    last = CaseCount.objects.order_by("-month").first()
    if last is None:
        return (), None
    rows = RecordedCase.objects.exclude(state=_State.WAITING).order_by("pk")
    return tuple(row.case for row in rows), last.counted_on


def may_count(project: MobilityProject) -> bool:
    """Whether it can be compared with others: the occupation wanted is known."""
    return case_of(project) is not None


def case_of(project: MobilityProject) -> Case | None:
    """The case that a kept project is today; ``None`` when the occupation wanted is not known."""
    look_up = observatory().look_up
    try:
        told = project_of(from_json(project.told), look_up)
    except (ValueError, TypeError):  # kept by another version
        return None
    became = project.became
    days = max((_last_known(project) - project.kept_on).days, 0)
    return coarse(
        told,
        year=project.kept_on.year,
        months=math.ceil(days / DAYS_PER_MONTH),
        ending=_ENDINGS[ProjectEnding.What(became.what)] if became is not None else Ending.LOST,
        larger=look_up.larger,
    )


def count_again(*, today: date) -> int:
    """Write all cases anew, as they are ``today``; how many. Called in an action."""
    old = RecordedCase.objects.exclude(state=_State.KEPT).filter(year__gte=today.year - YEARS)
    cases = [(row.case, _State.GONE) for row in old.order_by("pk")]
    cases += [(case, _State.KEPT) for case in _cases(MobilityProject.objects.all())]
    return _write(cases, instead_of=RecordedCase.objects.all())


def set_apart(projects: QuerySet[MobilityProject]) -> int:
    """Keep the cases of ``projects``, which are about to be erased on their day; how many wait. Called in an action."""
    waiting = RecordedCase.objects.filter(state=_State.WAITING)
    cases = [(row.case, _State.WAITING) for row in waiting.order_by("pk")]
    cases += [(case, _State.WAITING) for case in _cases(projects)]
    return _write(cases, instead_of=waiting)


def _cases(projects: QuerySet[MobilityProject]) -> Iterable[Case]:
    agreed = projects.filter(agreement__isnull=False).select_related("ending").order_by("pk")
    for project in agreed.prefetch_related("replays"):
        case = case_of(project)
        if case is not None:
            yield case


def _write(cases: list[tuple[Case, RecordedCase.State]], *, instead_of: QuerySet[RecordedCase]) -> int:
    """In an order that says nothing of who came first."""
    secrets.SystemRandom().shuffle(cases)
    instead_of.delete()
    RecordedCase.objects.bulk_create(RecordedCase.of(case, state=state) for case, state in cases)
    return len(cases)


def _last_known(project: MobilityProject) -> date:
    """The day on which it ended, as far as a month tells; or the last on which something was known of it."""
    became = project.became
    if became is not None and became.month is not None:
        return min(became.month + timedelta(days=14), became.told_on)
    days = [one.day for one in project.replays.all()]
    return max([project.kept_on, *days, *([became.told_on] if became is not None else [])])
