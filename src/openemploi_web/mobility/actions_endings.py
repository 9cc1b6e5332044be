"""What is written of how a project ended, of the yes to be counted among similar ones, and of the monthly count.

The journal says that somebody told an ending, never which one, and nothing of the cases that are counted.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone

from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.core.notices import tell
from openemploi_web.mobility import counting, permissions
from openemploi_web.mobility.models import Agreement, CaseCount, MobilityProject, ProjectEnding, Talk

#: The version of the words of the question; change it whenever one of them changes.
TEXT_VERSION: Final = "2026-11"


@action
def tell_ending(
    *, actor: Any, project: MobilityProject, code: str, what: str, month: date | None, why: str
) -> None:
    """The person says what became of their project; said again, the last word stands."""
    allow(
        permissions.may_change(actor, project, code),
        actor=actor,
        subject=project,
        person=project.owner_id,
        reason="person",
    )
    _keep(project, by=ProjectEnding.By.PERSON, counsellor=None, what=what, month=month, why=why)


@action
def take_ending_back(*, actor: Any, project: MobilityProject, code: str) -> None:
    """The person takes back what was said of how their project ended, whoever said it."""
    allow(
        permissions.may_change(actor, project, code),
        actor=actor,
        subject=project,
        person=project.owner_id,
        reason="person",
    )
    ProjectEnding.objects.filter(project=project).delete()


@action
def note_ending(*, actor: Any, talk: Talk, what: str, month: date | None, why: str) -> None:
    """The counsellor notes what became of a project that they were given; who has an account is told."""
    allow(
        permissions.may_tell_ending(actor, talk),
        actor=actor,
        subject=talk.project,
        person=talk.project.owner_id,
        organisation=talk.organisation_id,
        reason="counsellor",
    )
    _keep(talk.project, by=ProjectEnding.By.COUNSELLOR, counsellor=actor, what=what, month=month, why=why)
    if talk.project.owner is not None:
        tell(
            talk.project.owner,
            "mobility_ending",
            link=reverse("mobility:ending", args=[talk.project_id]),
            counsellor=str(actor),
        )


@action
def take_note_back(*, actor: Any, talk: Talk) -> None:
    """The counsellor takes back what they noted themselves."""
    allow(
        permissions.may_take_ending_back(actor, talk),
        actor=actor,
        subject=talk.project,
        person=talk.project.owner_id,
        organisation=talk.organisation_id,
        reason="counsellor",
    )
    ProjectEnding.objects.filter(project=talk.project).delete()


@action
def agree(*, actor: Any, project: MobilityProject, code: str) -> Agreement:
    """The person agrees that their project counts, without their name; twice is once."""
    allow(permissions.may_agree(actor, project, code), actor=actor, subject=project, person=project.owner_id)
    agreement, _new = Agreement.objects.get_or_create(
        project=project, defaults={"text_version": TEXT_VERSION}
    )
    return agreement


@action
def disagree(*, actor: Any, project: MobilityProject, code: str) -> None:
    """The person takes their yes back: their project is out of the next count."""
    allow(permissions.may_change(actor, project, code), actor=actor, subject=project, person=project.owner_id)
    Agreement.objects.filter(project=project).delete()


@action
def count_cases(*, actor: Any, today: date | None = None) -> int:
    """Count the cases of this portal, once a month; how many there are, 0 when the month has its count."""
    allow(permissions.may_upkeep(actor), actor=actor)
    day = today or timezone.localdate()
    _count, new = CaseCount.objects.get_or_create(month=day.replace(day=1), defaults={"counted_on": day})
    cases = counting.count_again(today=day) if new else 0
    note_details(cases=cases)
    return cases


def _keep(
    project: MobilityProject, *, by: str, counsellor: Any, what: str, month: date | None, why: str
) -> None:
    said = ProjectEnding.What(what)
    ProjectEnding.objects.update_or_create(
        project=project,
        defaults={
            "what": said,
            "month": None if said is ProjectEnding.What.SEARCHING else month,
            "why": why if said is ProjectEnding.What.GIVEN_UP else "",
            "by": by,
            "counsellor": counsellor,
            "told_on": timezone.localdate(),
        },
    )
