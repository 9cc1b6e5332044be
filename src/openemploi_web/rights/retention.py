"""Keeping nothing longer than promised, each night, with a proof: what was due and what was done, as counts.

The periods are those of :mod:`openemploi_web.rights.purposes`, which the pages show too. Each step looks at what is
still to be done, so that a run that was interrupted, or that comes twice, does the rest and no more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone, translation

from openemploi_web.accounts.models import User
from openemploi_web.core import journal
from openemploi_web.core.actions import action, allow
from openemploi_web.core.jobs import progress
from openemploi_web.core.models import AuditEvent, Notice
from openemploi_web.core.notices import tell
from openemploi_web.rights import erasure, permissions
from openemploi_web.rights.actions import receipt
from openemploi_web.rights.calendar import add_months
from openemploi_web.rights.models import ArchiveFile, Erasure, RetentionRun
from openemploi_web.rights.purposes import (
    APPLICATION_YEARS,
    ARCHIVE_DAYS,
    INACTIVE_MONTHS,
    INACTIVE_NOTICE_MONTHS,
    NOTICE_BEFORE,
)
from openemploi_web.ui import words
from openemploi_web.vacancies.models import Application

_BATCH = 500
_ENDED = (Application.State.REFUSED, Application.State.WITHDRAWN, Application.State.CLOSED)


def run(*, now: datetime | None = None) -> RetentionRun:
    """Do what is due at ``now`` and keep the proof."""
    moment = now or timezone.now()
    proof = begin(actor=None, now=moment)
    counts = {
        "told_inactive": _tell_inactive(moment),
        "anonymised": _anonymise(moment),
        "applications_emptied": _empty_applications(moment),
        "archives_removed": _remove_archives(moment),
        "sessions_ended": _end_sessions(moment),
        "left_in_teams": _silent(moment, INACTIVE_MONTHS)
        .filter(memberships__ended_at=None)
        .distinct()
        .count(),
    }
    entries, broken = journal.verify()
    counts |= {"journal_entries": entries, "journal_broken_at": broken or 0}
    return finish(actor=None, proof=proof, counts=counts, now=timezone.now() if now is None else now)


@action
def begin(*, actor: Any, now: datetime) -> RetentionRun:
    """Open the proof of a run."""
    allow(permissions.may_keep_retention(actor), actor=actor)
    proof: RetentionRun = RetentionRun.objects.create(created_at=now)
    return proof


@action
def finish(*, actor: Any, proof: RetentionRun, counts: dict[str, int], now: datetime) -> RetentionRun:
    """Close the proof with its counts, in the journal too."""
    allow(permissions.may_keep_retention(actor), actor=actor, subject=proof, details=counts)
    proof.counts = counts
    proof.done_at = now
    proof.save()
    return proof


@action
def tell_inactive(*, actor: Any, user: User, day: datetime, now: datetime) -> None:
    """Tell somebody who has not come for long, once for each absence."""
    allow(permissions.may_keep_retention(actor), actor=actor, person=user.pk, reason="inactive")
    with translation.override(user.language):
        notice = tell(user, "inactive", link="/", day=words.day(day))
    notice.created_at = now
    notice.save(update_fields=["created_at"])


@action
def clear_application(*, actor: Any, application: Application) -> None:
    """Empty an application that came to an end long ago."""
    person = application.profile.user_id if application.profile is not None else None
    allow(permissions.may_keep_retention(actor), actor=actor, subject=application, person=person)
    erasure.clear_application(application)


@action
def remove_archive(*, actor: Any, archive: ArchiveFile) -> None:
    """Remove an archive that was there for its week."""
    allow(permissions.may_keep_retention(actor), actor=actor, subject=archive, person=archive.user_id)
    if archive.file:
        archive.file.delete(save=False)
    archive.delete()


@action
def plan_inactive(*, actor: Any, user: User, now: datetime) -> Erasure:
    """Write the receipt of somebody whom retention makes anonymous."""
    allow(permissions.may_keep_retention(actor), actor=actor, person=user.pk, reason="inactive")
    planned = Erasure.objects.filter(user=user, state=Erasure.State.PLANNED).first()
    return planned or Erasure.objects.create(user=user, receipt=receipt(), due_at=now)


def silent_since(user: User) -> datetime:
    """When somebody was last seen."""
    return user.seen_at or user.last_login or user.created_at


def _silent(now: datetime, months: int) -> QuerySet[User]:
    """Accounts without a visit for ``months``."""
    return User.objects.annotate(last=Coalesce("seen_at", "last_login", "created_at")).filter(
        last__lte=add_months(now, -months)
    )


def _alone(users: QuerySet[User]) -> QuerySet[User]:
    """Those who act for no organisation: a team's member is the team's affair."""
    return users.exclude(memberships__in=_active_memberships()).order_by("pk")


def _active_memberships() -> Any:
    from openemploi_web.accounts.models import Membership

    return Membership.objects.filter(ended_at=None).values("pk")


def _tell_inactive(now: datetime) -> int:
    count = 0
    for user in _alone(_silent(now, INACTIVE_NOTICE_MONTHS)):
        told = Notice.objects.filter(user=user, kind="inactive", created_at__gt=silent_since(user))
        if not told.exists():
            day = max(add_months(silent_since(user), INACTIVE_MONTHS), now + NOTICE_BEFORE)
            tell_inactive(actor=None, user=user, day=day, now=now)
            count += 1
            progress(done=count)
    return count


def _anonymise(now: datetime) -> int:
    """Make anonymous those who were told in time and did not come back."""
    count = 0
    for user in _alone(_silent(now, INACTIVE_MONTHS)):
        told = Notice.objects.filter(
            user=user, kind="inactive", created_at__gt=silent_since(user), created_at__lte=now - NOTICE_BEFORE
        )
        if told.exists():
            planned = plan_inactive(actor=None, user=user, now=now)
            erasure.erase_person(user, planned, reason="inactive")
            count += 1
            progress(done=count)
    return count


def _empty_applications(now: datetime) -> int:
    limit = add_months(now, -12 * APPLICATION_YEARS)
    due = (
        Application.objects.filter(erased_at=None)
        .annotate(ended=Coalesce("answered_at", F("vacancy__closed_at"), "sent_at"))
        .filter(Q(state__in=_ENDED, ended__lte=limit) | Q(profile=None, sent_at__lte=limit))
        .select_related("profile")
        .order_by("pk")
    )
    count = 0
    while batch := list(due[:_BATCH]):
        for application in batch:
            clear_application(actor=None, application=application)
            count += 1
            progress(done=count)
    return count


def _remove_archives(now: datetime) -> int:
    due = ArchiveFile.objects.filter(created_at__lte=now - timedelta(days=ARCHIVE_DAYS)).order_by("pk")
    count = 0
    for archive in list(due):
        remove_archive(actor=None, archive=archive)
        count += 1
    return count


def _end_sessions(now: datetime) -> int:
    return int(Session.objects.filter(expire_date__lt=now).delete()[0])


def last_runs(count: int = 10) -> list[RetentionRun]:
    """The latest proofs, for the pages of audit and privacy."""
    return list(RetentionRun.objects.order_by("-created_at")[:count])


def last_event() -> AuditEvent | None:
    """The head of the journal."""
    return AuditEvent.objects.order_by("-number").first()
