"""Which accounts, organisations and invitations a person may know of; what they may not know of answers 404."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from openemploi_web.accounts.models import Establishment, Invitation, JoinRequest, Membership, Organisation

if TYPE_CHECKING:
    from openemploi_web.accounts.models import User

_ACTING = "acting_for_{kind}"  # the session's key of the organisation that was chosen


def acting_organisation(request: HttpRequest, kind: str) -> Organisation | None:
    """The organisation of ``kind`` that the person acts for now: the one they chose, else their first.

    The choice is kept in the session and holds as long as the membership does.
    """
    user: Any = request.user
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


def members(organisation: Organisation) -> QuerySet[Membership]:
    """Who acts for an organisation today."""
    return (
        organisation.memberships.filter(ended_at=None)
        .select_related("user", "organisation")
        .order_by("created_at", "pk")
    )


def membership_for(user: User, organisation_id: UUID, membership_id: UUID) -> Membership:
    """A membership of an organisation that ``user`` acts for. Raises ``Http404``."""
    return get_object_or_404(members(own_organisation(user, organisation_id)), pk=membership_id)


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Invitations that still wait, the expired ones too: they are seen and sent again."""
    return organisation.invitations.filter(used_at=None).order_by("-created_at", "pk")


def invitation_for(user: User, organisation_id: UUID, invitation_id: UUID) -> Invitation:
    """A waiting invitation of an organisation that ``user`` manages or administers. Raises ``Http404``."""
    if user.is_administrator:
        organisation = get_object_or_404(Organisation, pk=organisation_id)
    else:
        organisation = own_organisation(user, organisation_id)
    return get_object_or_404(open_invitations(organisation), pk=invitation_id)


def invitation_by_token(token_hash: str) -> Invitation | None:
    """The invitation of a link, as long as it can be accepted."""
    return (
        Invitation.objects.filter(token_hash=token_hash, used_at=None, expires_at__gt=timezone.now())
        .select_related("organisation")
        .first()
    )


def open_requests(organisation: Organisation) -> QuerySet[JoinRequest]:
    """Who asks to join."""
    return organisation.join_requests.filter(state=JoinRequest.State.ASKED).select_related("user")


def request_for(user: User, organisation_id: UUID, request_id: UUID) -> JoinRequest:
    """A request to join an organisation that ``user`` acts for. Raises ``Http404``."""
    found = JoinRequest.objects.filter(organisation=own_organisation(user, organisation_id))
    return get_object_or_404(found.select_related("user", "organisation"), pk=request_id)


def establishment_for(user: User, organisation_id: UUID, establishment_id: UUID) -> Establishment:
    """A place of an organisation that ``user`` acts for. Raises ``Http404``."""
    organisation = own_organisation(user, organisation_id)
    return get_object_or_404(organisation.establishments.all(), pk=establishment_id)


def employer_by_siren(siren: str) -> Organisation | None:
    """The employer that is here under this number: employers are public."""
    return Organisation.objects.filter(kind=Organisation.Kind.EMPLOYER, siren=siren).first()


def employer(organisation_id: UUID) -> Organisation:
    """An employer: anybody may know of it. Raises ``Http404``."""
    return get_object_or_404(Organisation, pk=organisation_id, kind=Organisation.Kind.EMPLOYER)


def organisations(asked: Mapping[str, str]) -> QuerySet[Organisation]:
    """The administrators' list, with the number of people who act for each."""
    found = Organisation.objects.annotate(
        people=Count("memberships", filter=Q(memberships__ended_at=None))
    ).order_by("name", "pk")
    if text := asked.get("text", "").strip():
        found = found.filter(Q(name__icontains=text) | Q(siren__startswith=text.replace(" ", "")))
    kind = asked.get("kind", "")
    if kind == "unverified":
        return found.filter(kind=Organisation.Kind.EMPLOYER, verified_at=None)
    return found.filter(kind=kind) if kind else found


def confirmed_addresses(user: User) -> frozenset[str]:
    """The addresses that ``user`` has shown to be theirs."""
    from allauth.account.models import EmailAddress

    found = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return frozenset(address.lower() for address in found)
