"""What the portal does by itself for accesses: reminders, ends, figures sent back, and forgetting in time.

Whether an access holds is asked at each use; nothing here has to run for an access to end.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from openemploi_web.accounts.models import Organisation, User
from openemploi_web.core.actions import action, allow
from openemploi_web.repository import permissions_access as permissions
from openemploi_web.repository.actions_access import deciders, people_of, tell_deciders, tell_of
from openemploi_web.repository.models import AccessRequest, DataAsset, Grant


@action
def remind_deciders(*, actor: Any, request: AccessRequest, now: datetime) -> None:
    """A week before the month is over, those who have to decide are told once more."""
    allow(permissions.may_tend_accesses(actor), actor=actor, subject=request)
    request.reminded_at = now
    request.save(update_fields=["reminded_at"])
    tell_deciders(request, "access_reminder")


@action
def tell_overdue(*, actor: Any, request: AccessRequest, now: datetime) -> None:
    """The month is over: those who decide and those who operate the instance are told."""
    allow(permissions.may_tend_accesses(actor), actor=actor, subject=request)
    request.overdue_told_at = now
    request.save(update_fields=["overdue_told_at"])
    tell_deciders(request, "access_overdue")
    link = reverse("repository:accesses")
    operators = User.objects.filter(
        is_active=True,
        memberships__ended_at=None,
        memberships__organisation__kind=Organisation.Kind.OPERATOR,
    )
    for user in operators.distinct().order_by("pk"):
        tell_of(user, "access_overdue", request.asset, link=link, request=request)


@action
def tell_ending(*, actor: Any, grant: Grant, now: datetime) -> None:
    """Two weeks before an access ends, its people are told that they can ask to renew it."""
    allow(permissions.may_tend_accesses(actor), actor=actor, subject=grant)
    grant.ending_told_at = now
    grant.save(update_fields=["ending_told_at"])
    for person in people_of(grant):
        link = reverse("repository:grant", args=[grant.pk])
        tell_of(person.user, "access_ending", grant.asset, link=link, day=grant.ends_at)


@action
def end_grant(*, actor: Any, grant: Grant, now: datetime) -> None:
    """An access has come to its end: its people are told, and the journal has the day."""
    allow(
        permissions.may_tend_accesses(actor),
        actor=actor,
        subject=grant,
        organisation=grant.organisation_id,
        details={"ended": grant.ends_at.isoformat()},
    )
    grant.ended_told_at = now
    grant.save(update_fields=["ended_told_at"])
    for person in people_of(grant):
        link = reverse("repository:grant", args=[grant.pk])
        tell_of(person.user, "access_ended", grant.asset, link=link)


@action
def send_figures(*, actor: Any, asset: DataAsset, organisations: int, queries: int, copies: int) -> None:
    """Tell those who answer for a set of data how much it was used in the month that ended."""
    allow(
        permissions.may_tend_accesses(actor),
        actor=actor,
        subject=asset,
        details={"organisations": organisations, "queries": queries, "copies": copies},
    )
    link = reverse("repository:uses", args=[asset.pk])
    for user in deciders(asset):
        tell_of(
            user, "use_figures", asset, link=link,
            organisations=organisations, queries=queries, copies=copies,
        )  # fmt: skip


@action
def forget_request(*, actor: Any, request: AccessRequest) -> None:
    """Remove a request that came to nothing, or whose access ended long ago, with what was done by it.

    The journal keeps that it was, by number.
    """
    allow(permissions.may_tend_accesses(actor), actor=actor, subject=request)
    grant = Grant.objects.filter(request=request).first()
    if grant is not None:
        grant.delete()
    request.delete()
