"""Which kept project a code, an account or a counsellor leads to. What one may not know of is a 404."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils import timezone

from openemploi_web.accounts.models import Organisation
from openemploi_web.counselling.selectors import followers
from openemploi_web.mobility.codes import code_hash, plain
from openemploi_web.mobility.models import MobilityProject, Replay, Talk
from openemploi_web.mobility.permissions import may_change, may_talk

_SALT = "mobility.reminders"


def project_of_code(code: str) -> MobilityProject | None:
    """The project that is kept under a code today."""
    if not plain(code):
        return None
    return _kept().filter(code_hash=code_hash(code)).first()


def project_for(user: Any, code: str, project_id: UUID) -> MobilityProject:
    """A kept project for who has its code or kept it with their account. Raises 404 for anybody else."""
    project = _kept().filter(pk=project_id).first()
    actor = user if getattr(user, "is_authenticated", False) else None
    if project is None or not may_change(actor, project, code):
        raise Http404
    return project


def projects_of(user: Any) -> list[MobilityProject]:
    """What somebody kept with their account."""
    return list(_kept().filter(owner=user)) if user.is_authenticated else []


def talks_of(user: Any, organisation: Organisation) -> QuerySet[Talk]:
    """The projects that were handed to a counsellor at an agency, the latest first."""
    return (
        Talk.objects.filter(
            counsellor=user, organisation=organisation, project__expires_at__gt=timezone.now()
        )
        .select_related("project__owner")
        .order_by("-created_at", "pk")
    )


def talk_for(user: Any, organisation: Organisation, talk_id: UUID) -> Talk:
    """A talk of this counsellor at this agency. Raises 404 for any other."""
    talk = (
        Talk.objects.filter(pk=talk_id, organisation=organisation)
        .select_related("project__owner", "project__ending__counsellor", "organisation")
        .prefetch_related(Prefetch("project__replays", queryset=Replay.objects.order_by("day")))
        .first()
    )
    if talk is None or not may_talk(user, talk):
        raise Http404
    return talk


def counsellors_to_send_to(user: Any, project: MobilityProject) -> list[Any]:
    """Who follows the owner of a project and does not have it yet."""
    if not user.is_authenticated or project.owner_id != user.pk:
        return []
    have = {talk.counsellor_id for talk in project.talks.all()}
    return [one for one in followers(user) if one.counsellor and one.counsellor_id not in have]


def reminders_due(days: tuple[int, ...], now: datetime) -> list[tuple[MobilityProject, int]]:
    """Whom to remind now, and for which time (from 1). Of several that were missed, the latest only."""
    waiting = (
        MobilityProject.objects.exclude(email="")
        .filter(expires_at__gt=now, reminded__lt=len(days), created_at__lte=now - timedelta(days=days[0]))
        .order_by("created_at", "pk")
    )
    found = []
    for project in waiting:
        passed = sum(project.created_at + timedelta(days=one) <= now for one in days)
        if passed > project.reminded:
            found.append((project, passed))
    return found


def reminder_token(project: MobilityProject) -> str:
    """What the link of a reminder holds: which project it is, signed."""
    return signing.Signer(salt=_SALT).sign(str(project.pk))


def project_of_reminder(token: str) -> MobilityProject:
    """The project whose reminders a link stops. Raises 404 when it is not ours or the project is gone."""
    try:
        key = UUID(signing.Signer(salt=_SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    project = MobilityProject.objects.filter(pk=key).first()
    if project is None:
        raise Http404
    return project


def _kept() -> QuerySet[MobilityProject]:
    return (
        MobilityProject.objects.filter(expires_at__gt=timezone.now())
        .select_related("owner", "ending__counsellor", "agreement")
        .prefetch_related(
            Prefetch("replays", queryset=Replay.objects.order_by("day")),
            Prefetch("talks", queryset=Talk.objects.select_related("counsellor", "organisation")),
        )
    )
