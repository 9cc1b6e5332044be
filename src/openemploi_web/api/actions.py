"""Giving programs a key and taking it back; having an address told of events."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from openemploi_web.accounts.models import Organisation, User
from openemploi_web.api import webhooks
from openemploi_web.api.events import LABELS
from openemploi_web.api.keys import new_secret
from openemploi_web.api.models import DeliveryPoint, Token, Webhook
from openemploi_web.api.permissions import may_manage_programs
from openemploi_web.api.scopes import offered
from openemploi_web.core.actions import action, allow, note_details


@action
def make_token(
    *,
    actor: User,
    organisation: Organisation,
    name: str,
    scopes: Sequence[str],
    expires_at: datetime | None = None,
) -> tuple[Token, str]:
    """A key and its secret, which is known at this moment only."""
    known = {scope for scope, _label in offered(organisation)}
    wanted = sorted(known & set(scopes))
    allow(
        may_manage_programs(actor, organisation),
        actor=actor,
        organisation=organisation.pk,
        details={"scopes": wanted},
    )
    secret, prefix, secret_hash = new_secret()
    token = Token.objects.create(
        organisation=organisation,
        name=name,
        prefix=prefix,
        secret_hash=secret_hash,
        scopes=wanted,
        made_by=actor,
        expires_at=expires_at,
    )
    note_details(token=str(token.pk))
    return token, secret


@action
def revoke_token(*, actor: User, token: Token) -> None:
    """From now on the key opens nothing."""
    allow(
        may_manage_programs(actor, token.organisation),
        actor=actor,
        subject=token,
        organisation=token.organisation_id,
    )
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])


@action
def take_over_token(*, actor: User, token: Token) -> None:
    """Answer for a program whose key somebody else made, for example because they leave: the key goes on."""
    allow(
        may_manage_programs(actor, token.organisation),
        actor=actor,
        subject=token,
        organisation=token.organisation_id,
    )
    token.made_by = actor
    token.save(update_fields=["made_by"])


@action
def add_webhook(*, actor: User, organisation: Organisation, url: str, events: Sequence[str]) -> Webhook:
    """Have an address told of what happens from now on."""
    allow(may_manage_programs(actor, organisation), actor=actor, organisation=organisation.pk)
    webhook = Webhook.objects.create(
        organisation=organisation,
        url=url,
        secret="oew_" + secrets.token_urlsafe(32),
        events=[event for event in LABELS if event in events],
    )
    DeliveryPoint.objects.create(webhook=webhook, number=webhooks.head())
    note_details(webhook=str(webhook.pk))
    return webhook


@action
def stop_webhook(*, actor: User, webhook: Webhook) -> None:
    """Tell an address no more; what waited for it is not sent."""
    allow(
        may_manage_programs(actor, webhook.organisation),
        actor=actor,
        subject=webhook,
        organisation=webhook.organisation_id,
    )
    webhook.stopped_at = timezone.now()
    webhook.save(update_fields=["stopped_at"])
