"""What the producer does: decide on a request, take an access back, say how a table may be asked.

Data about persons takes two people, and one refusal is enough. What both said counts together: the shorter time, the
smaller budget, every condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi_web.accounts.models import Membership, Organisation, User
from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.repository import permissions_access as permissions
from openemploi_web.repository.actions_access import NotPossible, locked, people_of, tell_deciders, tell_of
from openemploi_web.repository.models import (
    AccessDecision,
    AccessRequest,
    DataAsset,
    Grant,
    GrantPerson,
    RoomTable,
)
from openemploi_web.rights.calendar import add_months

BUDGET = 100  # queries of a grant, unless the producer says otherwise


@action
def approve(
    *, actor: User, request: AccessRequest, conditions: str, months: int, budget: int
) -> AccessRequest:
    """Agree. The access is granted when as many people agreed as the data asks for."""
    request, _decision = _decide_allowed(
        actor, request, AccessDecision.Verdict.APPROVE, text=conditions, months=months, budget=budget
    )
    agreed = list(request.decisions.filter(round=request.round, verdict=AccessDecision.Verdict.APPROVE))
    needed = 2 if request.two_decide else 1
    note_details(agreed=len(agreed), needed=needed)
    if len(agreed) < needed:
        tell_deciders(request, "access_second")
        return request
    grant = _grant(request, agreed)
    request.state = AccessRequest.State.APPROVED
    request.decided_at = timezone.now()
    request.save(update_fields=["state", "decided_at"])
    note_details(grant=str(grant.pk), until=grant.ends_at.isoformat(), budget=grant.budget)
    for person in people_of(grant):
        link = reverse("repository:grant", args=[grant.pk])
        tell_of(person.user, "access_approved", request.asset, link=link, day=grant.ends_at)
    return request


@action
def ask_more(*, actor: User, request: AccessRequest, question: str) -> None:
    """Ask the organisation something before deciding; the month stops until it answers."""
    request, _decision = _decide_allowed(actor, request, AccessDecision.Verdict.MORE, text=question)
    request.state = AccessRequest.State.MORE
    request.due_at = None
    request.save(update_fields=["state", "due_at"])
    _tell_asker(request, "access_question")


@action
def refuse(*, actor: User, request: AccessRequest, refused_for: str, reason: str) -> None:
    """Refuse, with the reason in words: who asked can answer it, or go to the authority named on the page."""
    request, _decision = _decide_allowed(
        actor, request, AccessDecision.Verdict.REFUSE, text=reason, refused_for=refused_for
    )
    request.state = AccessRequest.State.REFUSED
    request.refused_for = AccessRequest.RefusedFor(refused_for)
    request.reason = reason
    request.decided_at = timezone.now()
    request.save(update_fields=["state", "refused_for", "reason", "decided_at"])
    _tell_asker(request, "access_refused")


@action
def revoke(*, actor: User, grant: Grant, reason: str) -> None:
    """Take an access back; it counts from this moment, also for what is going on."""
    grant = Grant.objects.select_for_update(of=("self",)).select_related("asset__producer").get(pk=grant.pk)
    allow(
        permissions.may_revoke(actor, grant),
        actor=actor,
        subject=grant,
        organisation=_behalf(actor, grant.asset),
        details={"asset": str(grant.asset_id), "held_by": str(grant.organisation_id)},
    )
    grant.revoked_at = timezone.now()
    grant.revoked_by = actor
    grant.revoked_reason = reason
    grant.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    for person in people_of(grant):
        link = reverse("repository:grant", args=[grant.pk])
        tell_of(person.user, "access_revoked", grant.asset, link=link)


@action
def describe_room(
    *, actor: User, asset: DataAsset, name: str, columns: Iterable[Mapping[str, Any]], threshold: int
) -> RoomTable:
    """Say what each column is, and under how many people a cell is masked."""
    rows = [dict(row) for row in columns]
    allow(
        permissions.may_describe_room(actor, asset),
        actor=actor,
        subject=asset,
        organisation=asset.producer.organisation_id,
        details={"roles": {row["name"]: row["role"] for row in rows}, "threshold": threshold},
    )
    room, _made = RoomTable.objects.update_or_create(
        asset=asset, defaults={"name": name, "columns": rows, "threshold": threshold}
    )
    return room


@action
def deposit_table(*, actor: User, asset: DataAsset, version: str, store_name: str, rows: int) -> None:
    """Say which table of the restricted store an asset has; the file itself is there already."""
    allow(
        permissions.may_describe_room(actor, asset),
        actor=actor,
        subject=asset,
        organisation=asset.producer.organisation_id,
        details={"version": version, "rows": rows},
    )
    asset.store_name = store_name
    asset.modified = timezone.localdate()
    asset.save(update_fields=["store_name", "modified"])


@action
def found_leak(*, actor: User, asset: DataAsset, copy: Any | None, channel: str, rows: int) -> None:
    """Keep that somebody looked whose copy a file is, and what was found."""
    allow(
        permissions.may_trace_copy(actor, asset),
        actor=actor,
        subject=asset,
        person=copy.user_id if copy is not None else None,
        organisation=asset.producer.organisation_id,
        details={"copy": str(copy.pk) if copy is not None else "", "channel": channel, "rows": rows},
    )


def _decide_allowed(
    actor: User,
    request: AccessRequest,
    verdict: AccessDecision.Verdict,
    *,
    text: str,
    months: int | None = None,
    budget: int | None = None,
    refused_for: str = "",
) -> tuple[AccessRequest, AccessDecision]:
    request = locked(request)
    allow(
        permissions.may_decide(actor, request),
        actor=actor,
        subject=request,
        person=request.asker_id,
        organisation=request.asset.producer.organisation_id,
        reason=refused_for or verdict.value,
        details={"asset": str(request.asset_id), "round": request.round},
    )
    try:
        with transaction.atomic():
            made: AccessDecision = AccessDecision.objects.create(
                request=request,
                round=request.round,
                decided_by=actor,
                verdict=verdict,
                text=text,
                months=months,
                budget=budget,
            )
    except IntegrityError as error:  # the same person in two windows at once
        raise NotPossible(_("You have decided already. A second person decides now.")) from error
    return request, made


def _grant(request: AccessRequest, agreed: list[AccessDecision]) -> Grant:
    now = timezone.now()
    months = min([request.months, *(one.months for one in agreed if one.months)])
    budget = min([one.budget for one in agreed if one.budget] or [BUDGET])
    conditions = "\n".join(dict.fromkeys(one.text.strip() for one in agreed if one.text.strip()))
    if request.renews_id:
        grant = Grant.objects.select_for_update().get(pk=request.renews_id)
        if grant.revoked_at is not None:
            raise NotPossible(_("This access was taken back meanwhile; it is asked for anew, not renewed."))
        grant.ends_at = add_months(max(now, grant.ends_at), months)
        grant.budget += budget
        grant.conditions = conditions
        grant.ending_told_at = grant.ended_told_at = None
        grant.save()
    else:
        grant = Grant.objects.create(
            request=request,
            asset=request.asset,
            organisation=request.organisation,
            use=request.use,
            purpose_kind=request.purpose_kind,
            conditions=conditions,
            starts_at=now,
            ends_at=add_months(now, months),
            budget=budget,
        )
    _people(grant, request, now)
    return grant


def _people(grant: Grant, request: AccessRequest, now: datetime) -> None:
    """The people named in ``request`` who still belong to the organisation, and nobody else."""
    members = Membership.objects.filter(organisation=grant.organisation_id, ended_at=None).values("user")
    named = set(request.people.filter(user__in=members).values_list("user_id", flat=True))
    grant.people.filter(ended_at=None).exclude(user__in=named).update(ended_at=now)
    there = set(grant.people.filter(ended_at=None).values_list("user_id", flat=True))
    GrantPerson.objects.bulk_create(GrantPerson(grant=grant, user_id=user) for user in sorted(named - there))


def _tell_asker(request: AccessRequest, kind: str) -> None:
    link = reverse("repository:access-request", args=[request.pk])
    tell_of(request.asker, kind, request.asset, link=link, producer=request.asset.producer.name)


def _behalf(actor: User, asset: DataAsset) -> Any:
    if permissions.decides_for(actor, asset):
        return asset.producer.organisation_id
    membership = actor.membership(Organisation.Kind.OPERATOR)
    return membership.organisation_id if membership else None
