"""How partners' programs come in (tokens) and how they are told (webhooks).

What a program may do is in :class:`Token`, written by actions. How often it came (:class:`TokenUse`) and what it was
told (:class:`Delivery`, :class:`DeliveryPoint`) are accounts that the portal keeps by itself.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY


class Token(Identified):
    """A key of an organisation's program, with what it may do. Only its hash is kept.

    A person answers for what the program does: who made the key, or took it over. It holds as long as they
    act for the organisation.
    """

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=120)
    prefix = models.CharField(max_length=12)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    personal = NOBODY

    class Meta:
        ordering = ("-created_at",)


class TokenUse(models.Model):
    """How often a key was used in the minute that goes on, and the last day of use."""

    token = models.OneToOneField(Token, on_delete=models.CASCADE, primary_key=True, related_name="use")
    minute = models.BigIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    used_on = models.DateField(null=True)

    personal = NOBODY


class Webhook(Identified):
    """An address that is told of events, with signed messages."""

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="webhooks"
    )
    url = models.URLField(max_length=300)
    secret = models.CharField(max_length=80)  # signs; the receiver holds it too, so that it cannot be a hash
    events = models.JSONField(default=list)
    stopped_at = models.DateTimeField(null=True)

    personal = NOBODY

    class Meta:
        ordering = ("-created_at",)


class DeliveryPoint(models.Model):
    """The number of the journal's last entry that an address has been told of, or did not ask for."""

    webhook = models.OneToOneField(Webhook, on_delete=models.CASCADE, primary_key=True, related_name="point")
    number = models.BigIntegerField()

    personal = NOBODY


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
        indexes = (models.Index(fields=["state", "next_at"], name="delivery_due"),)
