"""Who may ask for restricted data, decide, use, look and revoke, each with its reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from openemploi_web.accounts.models import Organisation
from openemploi_web.accounts.permissions import may_manage_team
from openemploi_web.repository.models import AccessDecision, AccessRequest, DataAsset, Grant, Use


def may_ask(actor: Any, asset: DataAsset, organisation: Organisation) -> bool:
    """An organisation answers for what is done with data: a person alone is granted nothing.

    Who operates the instance serves all and uses nothing; a producer has its own data without asking. Where no
    organisation here answers for the data, nobody could decide.
    """
    decides = asset.producer.organisation_id
    return (
        acts_for(actor, organisation)
        and asset.is_restricted
        and decides is not None
        and decides != organisation.pk
        and organisation.kind != Organisation.Kind.OPERATOR
    )


def may_write_request(actor: Any, request: AccessRequest) -> bool:
    """A draft is its writer's, as long as they act for the organisation."""
    return (
        request.state == AccessRequest.State.DRAFT
        and request.asker_id == actor.pk
        and may_ask(actor, request.asset, request.organisation)
    )


def may_answer_question(actor: Any, request: AccessRequest) -> bool:
    """Who asked answers the producer; when they have left, an administrator of their organisation does."""
    return request.state == AccessRequest.State.MORE and _stands_for(actor, request)


def may_withdraw_request(actor: Any, request: AccessRequest) -> bool:
    """Nobody has to go on with a request."""
    waiting = (AccessRequest.State.DRAFT, *AccessRequest.OPEN)
    return request.state in waiting and _stands_for(actor, request)


def may_decide(actor: Any, request: AccessRequest) -> bool:
    """The administrators of who answers for the data, and nobody who would gain by it or has decided already.

    Data about persons takes two of them, so that no access hangs on one person's word.
    """
    return (
        request.state == AccessRequest.State.ASKED
        and decides_for(actor, request.asset)
        and request.asker_id != actor.pk
        and not acts_for(actor, request.organisation)
        and not AccessDecision.objects.filter(
            request=request, round=request.round, decided_by=actor.pk
        ).exists()
    )


def may_revoke(actor: Any, grant: Grant) -> bool:
    """Who answers for the data takes an access back at once; so may who operates the instance, in danger."""
    return grant.revoked_at is None and (decides_for(actor, grant.asset) or actor.is_administrator)


def may_renew(actor: Any, grant: Grant) -> bool:
    """Its people and the administrators of their organisation ask again; what was revoked is asked anew."""
    return grant.revoked_at is None and (is_on(actor, grant) or may_manage_team(actor, grant.organisation))


def may_use(actor: Any, grant: Grant, use: str, *, at: datetime | None = None) -> bool:
    """A person named in a grant that holds today, who still acts for its organisation; asked at each use."""
    return (
        grant.use == use
        and grant.holds(at=at)
        and grant.asset.is_restricted
        and grant.asset.gone_at is None
        and is_on(actor, grant)
    )


def may_query(actor: Any, grant: Grant) -> bool:
    """The query room is for those whose grant says so."""
    return may_use(actor, grant, Use.ROOM)


def may_take_copy(actor: Any, grant: Grant) -> bool:
    """A copy is given to those whose grant says so; it bears their mark."""
    return may_use(actor, grant, Use.COPY)


def may_see_uses(actor: Any, grant: Grant) -> bool:
    """Who answers for the data sees every use of it; so do who operates the instance and who was granted it."""
    return (
        decides_for(actor, grant.asset)
        or actor.is_administrator
        or may_manage_team(actor, grant.organisation)
    )


def may_describe_room(actor: Any, asset: DataAsset) -> bool:
    """Who answers for the data says which of its columns name people and which may be asked."""
    return asset.is_restricted and decides_for(actor, asset)


def may_trace_copy(actor: Any, asset: DataAsset) -> bool:
    """Who answers for the data looks for the source of a leak; naming somebody is heavy, so nobody else does."""
    return decides_for(actor, asset)


def may_tend_accesses(actor: Any) -> bool:
    """Reminders, ends and retention are the portal's own work."""
    return actor is None


def decides_for(actor: Any, asset: DataAsset) -> bool:
    """Whether ``actor`` administers the organisation that answers for ``asset``."""
    organisation = asset.producer.organisation
    return bool(actor.is_active and organisation is not None and may_manage_team(actor, organisation))


def acts_for(actor: Any, organisation: Organisation) -> bool:
    """Whether ``actor`` belongs to ``organisation`` today."""
    return bool(
        actor.is_active and any(m.organisation_id == organisation.pk for m in actor.active_memberships)
    )


def is_on(actor: Any, grant: Grant) -> bool:
    """Whether ``actor`` is one of the people of ``grant`` and still acts for its organisation."""
    return acts_for(actor, grant.organisation) and grant.people.filter(user=actor.pk, ended_at=None).exists()


def _stands_for(actor: Any, request: AccessRequest) -> bool:
    if not acts_for(actor, request.organisation):
        return False
    return request.asker_id == actor.pk or may_manage_team(actor, request.organisation)
