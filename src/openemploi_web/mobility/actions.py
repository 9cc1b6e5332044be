"""What is written of a project of mobility: kept under a code when the person asks, handed over, talked of, erased.

The code is given once, by :func:`keep_project`, and never kept itself. Nothing of a project stands in the journal.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import Organisation
from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.core.notices import tell
from openemploi_web.mobility import codes, counting, permissions
from openemploi_web.mobility.models import MobilityProject, Replay, Talk

KEPT_DAYS: Final = 90
#: Where the person asked to be reminded: one month more than the last reminder.
KEPT_DAYS_REMINDED: Final = 213
#: Days after the first diagnosis on which a reminder is due: one, three and six months.
REMINDERS: Final = (30, 91, 182)
_TRIES: Final = 5


@action
def keep_project(
    *,
    actor: Any,
    owner: Any,
    told: dict[str, Any],
    diagnosis: dict[str, Any],
    day: date,
    language: str,
    email: str = "",
) -> tuple[MobilityProject, str]:
    """Keep what was told and what was answered; the code is returned to be shown, and kept nowhere."""
    allow(
        permissions.may_keep(actor, owner),
        actor=actor,
        person=owner.pk if owner is not None else None,
        reason="with_account" if owner is not None else "without_account",
        details={"reminders": bool(email)},
    )
    days = KEPT_DAYS_REMINDED if email else KEPT_DAYS
    for _try in range(_TRIES):
        code = codes.new_code()
        try:
            with transaction.atomic():
                project = MobilityProject.objects.create(
                    owner=owner,
                    code_hash=codes.code_hash(code),
                    told=told,
                    diagnosis=diagnosis,
                    day=day,
                    language=language,
                    email=email.strip(),
                    expires_at=timezone.now() + timedelta(days=days),
                )
        except IntegrityError:  # somebody has that code
            continue
        return project, code
    raise RuntimeError("no free code was found")


@action
def replay(
    *, actor: Any, project: MobilityProject, code: str, diagnosis: dict[str, Any], day: date
) -> Replay:
    """Keep what is answered today beside what was answered before; a second look of one day replaces the first."""
    allow(permissions.may_change(actor, project, code), actor=actor, subject=project, person=project.owner_id)
    seen, _new = Replay.objects.update_or_create(project=project, day=day, defaults={"diagnosis": diagnosis})
    return seen


@action
def erase_project(*, actor: Any, project: MobilityProject, code: str) -> None:
    """Erase a project at once, with what was answered later and every talk on it."""
    allow(permissions.may_change(actor, project, code), actor=actor, subject=project, person=project.owner_id)
    project.delete()


@action
def receive(*, actor: Any, organisation: Organisation, project: MobilityProject, code: str) -> Talk:
    """Take a project, whose code the person gave, into the counsellor's own list. Twice is once."""
    allow(
        permissions.may_receive(actor, organisation, project, code),
        actor=actor,
        subject=project,
        person=project.owner_id,
        organisation=organisation.pk,
    )
    talk, _new = Talk.objects.get_or_create(
        project=project, counsellor=actor, defaults={"organisation": organisation}
    )
    return talk


@action
def send(*, actor: Any, project: MobilityProject, follow: Any) -> Talk:
    """Send one's own project to the counsellor who follows one; they are told."""
    allow(
        permissions.may_send(actor, project, follow),
        actor=actor,
        subject=project,
        person=project.owner_id,
        organisation=follow.organisation_id,
    )
    talk, new = Talk.objects.get_or_create(
        project=project, counsellor=follow.counsellor, defaults={"organisation": follow.organisation}
    )
    if new:
        tell(
            follow.counsellor,
            "mobility_sent",
            link=reverse("mobility:talk", args=[talk.pk]),
            person=str(actor),
        )
    return talk


@action
def look(*, actor: Any, talk: Talk) -> None:
    """Open a project that was handed over: a person with an account reads who did, and when."""
    allow(
        permissions.may_talk(actor, talk),
        actor=actor,
        subject=talk.project,
        person=talk.project.owner_id,
        organisation=talk.organisation_id,
    )


@action
def conclude(*, actor: Any, talk: Talk, views: dict[str, Any], conclusion: str) -> None:
    """Keep the counsellor's own view and what was concluded; the person reads both with their code."""
    allow(
        permissions.may_talk(actor, talk),
        actor=actor,
        subject=talk.project,
        person=talk.project.owner_id,
        organisation=talk.organisation_id,
    )
    first = talk.concluded_at is None
    talk.views = views
    talk.conclusion = conclusion
    talk.concluded_at = timezone.now() if conclusion else None
    talk.save(update_fields=["views", "conclusion", "concluded_at"])
    owner = talk.project.owner
    if owner is not None and first and conclusion:
        tell(
            owner,
            "mobility_concluded",
            link=reverse("mobility:kept", args=[talk.project_id]),
            counsellor=str(actor),
        )


@action
def let_go(*, actor: Any, talk: Talk) -> None:
    """Take a project off the counsellor's list, with what they wrote of it; the person's own stays."""
    allow(
        permissions.may_talk(actor, talk),
        actor=actor,
        subject=talk.project,
        person=talk.project.owner_id,
        organisation=talk.organisation_id,
    )
    talk.delete()


@action
def stop_reminders(*, project: MobilityProject) -> None:
    """Forget the address: asked through the signed link of a mail, which is the permission."""
    allow(True, actor=None, subject=project, person=project.owner_id, reason="signed_link")
    project.email = ""
    project.save(update_fields=["email"])


@action
def remind(*, actor: Any, project: MobilityProject, number: int) -> None:
    """Note that the reminder ``number`` (1 to 3) went out; after the last one the address is forgotten."""
    allow(permissions.may_upkeep(actor), actor=actor, subject=project, person=project.owner_id)
    project.reminded = number
    if number >= len(REMINDERS):
        project.email = ""
    project.save(update_fields=["reminded", "email"])


@action
def forget_expired(*, actor: Any, now: datetime | None = None) -> int:
    """Erase the projects whose day has come; how many. The cases of those who agreed stay, without a way back."""
    allow(permissions.may_upkeep(actor), actor=actor)
    due = MobilityProject.objects.filter(expires_at__lte=now or timezone.now())
    count = due.count()
    counting.set_apart(due)
    due.delete()
    note_details(projects=count)
    return count
