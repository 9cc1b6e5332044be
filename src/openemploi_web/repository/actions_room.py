"""What is done with a grant: a query is asked, its answer kept or refused; a marked copy is taken; use after the end.

Each looks again whether the access holds, at the moment it is done.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi_web.accounts.models import User
from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.repository import permissions_access as permissions
from openemploi_web.repository.actions_access import NotPossible
from openemploi_web.repository.models import CopyTaken, Grant, RoomQuery, Use
from openemploi_web.repository.selectors_access import spent


@action
def ask_query(*, actor: User, grant: Grant, text: str) -> RoomQuery:
    """Put a query: it is in the register from here on. Raises :class:`NotPossible` when the budget is used up."""
    grant = _locked(grant)
    allow(
        permissions.may_query(actor, grant),
        actor=actor,
        subject=grant,
        organisation=grant.organisation_id,
        details={"asset": str(grant.asset_id)},
    )
    used = spent(grant)
    if used >= grant.budget:
        raise NotPossible(
            _("The %(count)s queries of this access are used. Ask to renew it.") % {"count": grant.budget}
        )
    query: RoomQuery = RoomQuery.objects.create(grant=grant, user=actor, text=text)
    note_details(query=str(query.pk), left=grant.budget - used - 1)
    return query


@action
def keep_answer(
    *,
    actor: User,
    query: RoomQuery,
    answer: Mapping[str, Any],
    rows: int,
    cells: int,
    masked: int,
    milliseconds: int,
    fingerprint: str,
) -> RoomQuery:
    """Keep what came out, unless the access was taken back while it was computed: then nothing is given."""
    grant = _locked(query.grant)
    allow(
        query.user_id == actor.pk,
        actor=actor,
        subject=query,
        organisation=grant.organisation_id,
        details={"asset": str(grant.asset_id), "rows": rows, "cells": cells, "masked": masked},
    )
    query.milliseconds = milliseconds
    if permissions.may_query(actor, grant):
        query.outcome = RoomQuery.Outcome.ANSWERED
        query.answer = dict(answer)
        query.rows, query.cells, query.masked, query.fingerprint = rows, cells, masked, fingerprint
    else:
        query.outcome = RoomQuery.Outcome.CLOSED
        note_details(given=False)
    query.save()
    return query


@action
def keep_refusal(*, actor: User, query: RoomQuery, code: str, said: str, fault: bool = False) -> RoomQuery:
    """Keep that a rule refused a query (or that it could not be answered), and what the person was told."""
    allow(
        query.user_id == actor.pk,
        actor=actor,
        subject=query,
        organisation=query.grant.organisation_id,
        reason=code[:80],
        details={"asset": str(query.grant.asset_id)},
    )
    query.outcome = RoomQuery.Outcome.FAILED if fault else RoomQuery.Outcome.REFUSED
    query.code, query.said = code[:60], said
    query.save()
    return query


@action
def note_closed(*, actor: User, grant: Grant, use: str, text: str = "") -> None:
    """Somebody named in an access tried to use it although it does not hold: nothing is given, and it is kept."""
    allow(
        permissions.is_on(actor, grant),
        actor=actor,
        subject=grant,
        organisation=grant.organisation_id,
        reason=grant.state,
        details={"asset": str(grant.asset_id), "use": use},
    )
    if use == Use.ROOM and text:
        RoomQuery.objects.create(
            grant=grant, user=actor, text=text, outcome=RoomQuery.Outcome.CLOSED, code=f"grant_{grant.state}"
        )


@action
def take_answer(*, actor: User, query: RoomQuery) -> None:
    """Somebody takes an answer away as a file."""
    allow(
        permissions.is_on(actor, query.grant) or permissions.may_see_uses(actor, query.grant),
        actor=actor,
        subject=query,
        organisation=query.grant.organisation_id,
    )


@action
def take_copy(*, actor: User, grant: Grant, version: str, store_name: str) -> CopyTaken:
    """A person takes their marked copy of the day; the same again on the same day."""
    grant = _locked(grant)
    allow(
        permissions.may_take_copy(actor, grant),
        actor=actor,
        subject=grant,
        organisation=grant.organisation_id,
        details={"asset": str(grant.asset_id)},
    )
    copy, made = CopyTaken.objects.get_or_create(
        grant=grant,
        user=actor,
        day=timezone.localdate(),
        defaults={"secret": secrets.token_hex(32), "store_name": store_name, "version": version},
    )
    if not made:
        copy.times += 1
        copy.save(update_fields=["times"])
    note_details(copy=str(copy.pk), version=copy.version, again=not made)
    return copy


@action
def keep_sum(*, actor: User, copy: CopyTaken, rows: int, sha256: str) -> None:
    """Keep what exactly was handed out."""
    allow(
        copy.user_id == actor.pk,
        actor=actor,
        subject=copy,
        organisation=copy.grant.organisation_id,
        details={"rows": rows, "sha256": sha256},
    )
    copy.rows, copy.sha256 = rows, sha256
    copy.save(update_fields=["rows", "sha256"])


def _locked(grant: Grant) -> Grant:
    return (
        Grant.objects.select_for_update(of=("self",))
        .select_related("asset__producer__organisation", "organisation")
        .get(pk=grant.pk)
    )
