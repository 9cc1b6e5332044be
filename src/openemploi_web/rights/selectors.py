"""What a person may know of rights: their own consents, contests and archives; unknown or another's is a 404."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from openemploi_web.core.models import AuditEvent
from openemploi_web.rights.comparing import application_of
from openemploi_web.rights.models import ArchiveFile, Consent, Contest, Erasure
from openemploi_web.vacancies.models import Vacancy


def comparable_vacancy(user: Any, vacancy_id: UUID) -> Vacancy:
    """An offer that the person was compared with: one they applied to, or any that is published."""
    found = Vacancy.objects.select_related("organisation", "establishment").filter(pk=vacancy_id).first()
    if found is None or not user.has_profile:
        raise Http404
    if found.state != Vacancy.State.PUBLISHED and application_of(user, found) is None:
        raise Http404
    return found


def consents_of(user: Any) -> dict[str, list[Consent]]:
    """What was agreed and taken back, by purpose, oldest first."""
    rows: dict[str, list[Consent]] = {}
    for row in Consent.objects.filter(user=user).order_by("given_at"):
        rows.setdefault(row.purpose, []).append(row)
    return rows


def contests_of(user: Any) -> QuerySet[Contest]:
    """The person's own contests, newest first."""
    return (
        Contest.objects.filter(user=user)
        .select_related("vacancy__organisation", "answered_by", "application")
        .order_by("-created_at")
    )


def open_contest(user: Any, vacancy: Vacancy) -> Contest | None:
    """The contest of the person about this offer that waits for its answer."""
    return Contest.objects.filter(user=user, vacancy=vacancy, state=Contest.State.OPEN).first()


def desk(*, answered: bool) -> QuerySet[Contest]:
    """The contests of everybody: those that wait, the first due on top; or those that were answered."""
    rows = Contest.objects.select_related("user", "vacancy__organisation", "answered_by")
    if answered:
        return rows.filter(state=Contest.State.ANSWERED).order_by("-answered_at")
    return rows.filter(state=Contest.State.OPEN).order_by("due_at", "created_at")


def overdue() -> int:
    """How many contests are past their day."""
    return Contest.objects.filter(state=Contest.State.OPEN, due_at__lt=timezone.now()).count()


def contest_on_desk(contest_id: UUID) -> Contest:
    """A contest, for the desk."""
    found = (
        Contest.objects.select_related("user__profile", "vacancy__organisation", "application", "answered_by")
        .filter(pk=contest_id, user__isnull=False)
        .first()
    )
    if found is None:
        raise Http404
    return found


def planned_erasure(user: Any) -> Erasure | None:
    """The erasure that the person asked for and that is not done yet."""
    return Erasure.objects.filter(user=user, state=Erasure.State.PLANNED).first()


def erasure_for(user: Any, erasure_id: UUID) -> Erasure:
    """An erasure that this person asked for."""
    found = Erasure.objects.filter(user=user, pk=erasure_id).first()
    if found is None:
        raise Http404
    return found


def archives_of(user: Any) -> QuerySet[ArchiveFile]:
    """The person's archives, newest first."""
    return ArchiveFile.objects.filter(user=user).order_by("-created_at")


def archive_for(user: Any, archive_id: UUID) -> ArchiveFile:
    """An archive of this person that is ready."""
    found = ArchiveFile.objects.filter(user=user, pk=archive_id, ready_at__isnull=False).first()
    if found is None or not found.file:
        raise Http404
    return found


def looks_of(user: Any) -> QuerySet[AuditEvent]:
    """What was done about the person, newest first."""
    return AuditEvent.objects.filter(person=user.pk).order_by("-number")
