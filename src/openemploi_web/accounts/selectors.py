"""Which accounts, organisations and invitations a person may know of; what they may not know of answers 404."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest

from openemploi_web.accounts.models import Membership, Organisation

if TYPE_CHECKING:
    from openemploi_web.accounts.models import User

_ACTING = "acting_for_{kind}"  # the session's key of the organisation that was chosen


def acting_organisation(request: HttpRequest, kind: str) -> Organisation | None:
    """The organisation of ``kind`` that the person acts for now: the one they chose, else their first."""
    user: User = request.user  # type: ignore[assignment]  # of an account: callers asked
    offered = [m.organisation for m in user.active_memberships if m.organisation.kind == kind]
    chosen = request.session.get(_ACTING.format(kind=kind))
    return next((one for one in offered if str(one.pk) == chosen), offered[0] if offered else None)


def choose_organisation(request: HttpRequest, organisation: Organisation) -> None:
    """Act for ``organisation`` until the person chooses otherwise or leaves."""
    request.session[_ACTING.format(kind=organisation.kind)] = str(organisation.pk)


def own_organisation(user: User, organisation_id: UUID) -> Organisation:
    """An organisation that ``user`` acts for. Raises ``Http404`` for any other."""
    for membership in user.active_memberships:
        if membership.organisation_id == organisation_id:
            return membership.organisation
    raise Http404


def membership_in(user: User, organisation: Organisation) -> Membership | None:
    """How ``user`` belongs to ``organisation`` today."""
    return next((m for m in user.active_memberships if m.organisation_id == organisation.pk), None)
