"""How partners' programs come in (tokens) and how they are told (webhooks)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY


class Token(Identified):
    """A key of an organisation's program, with what it may do. Only its hash is kept."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=12)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    personal = NOBODY

    class Meta:
        ordering = ("-created_at",)


class Webhook(Identified):
    """An address that is told of events, with signed messages."""

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="webhooks"
    )
    url = models.URLField(max_length=300)
    secret = models.CharField(max_length=80)
    events = models.JSONField(default=list)
    stopped_at = models.DateTimeField(null=True)

    personal = NOBODY

    class Meta:
        ordering = ("-created_at",)


class Delivery(Identified):
    """One message to one address, tried again until it is taken or given up."""

    class State(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        GIVEN_UP = "given_up"

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=60)
    payload = models.JSONField()  # identifiers and states only
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    status = models.PositiveIntegerField(null=True)
    next_at = models.DateTimeField(null=True)

    personal = NOBODY

    class Meta:
        ordering = ("created_at",)
