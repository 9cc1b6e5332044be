"""Which keys and addresses an administrator may know of; those of others answer 404."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from openemploi_web.accounts.models import Membership, Organisation, User
from openemploi_web.accounts.selectors import acting_organisation
from openemploi_web.api.models import Delivery, Token, Webhook
from openemploi_web.api.permissions import KINDS


def acting(request: HttpRequest) -> Organisation | None:
    """The employer, or else the agency, that the person acts for now."""
    for kind in KINDS:
        found = acting_organisation(request, kind)
        if found is not None:
            return found
    return None


def tokens(organisation: Organisation) -> QuerySet[Token]:
    """The keys that are not taken back; ``held`` while the person who answers for one acts for the organisation."""
    there = Membership.objects.filter(
        user=OuterRef("made_by"), organisation=OuterRef("organisation"), ended_at=None, user__is_active=True
    )
    return (
        organisation.tokens.filter(revoked_at=None)
        .annotate(held=Exists(there), last_used=F("use__used_on"))
        .select_related("made_by")
        .order_by("-created_at", "pk")
    )


def token_for(user: User, token: UUID) -> Token:
    """A key of an organisation that ``user`` acts for. Raises ``Http404``."""
    return get_object_or_404(
        Token.objects.filter(organisation__in=_own(user), revoked_at=None).select_related("organisation"),
        pk=token,
    )


def webhooks(organisation: Organisation) -> QuerySet[Webhook]:
    """The addresses that are told, with how many messages wait and how many were given up."""
    return (
        organisation.webhooks.filter(stopped_at=None)
        .annotate(
            waiting=Count("deliveries", filter=Q(deliveries__state=Delivery.State.WAITING)),
            given_up=Count("deliveries", filter=Q(deliveries__state=Delivery.State.GIVEN_UP)),
        )
        .order_by("-created_at", "pk")
    )


def webhook_for(user: User, webhook: UUID) -> Webhook:
    """An address of an organisation that ``user`` acts for. Raises ``Http404``."""
    return get_object_or_404(
        Webhook.objects.filter(organisation__in=_own(user), stopped_at=None).select_related("organisation"),
        pk=webhook,
    )


def _own(user: User) -> list[UUID]:
    if not user.is_authenticated:
        raise Http404
    return [membership.organisation_id for membership in user.active_memberships]
