"""What was done with a grant: the copies handed out, each with its mark, and the queries of the query room.

Both are seen by who answers for the data. The secret of a mark never leaves the database.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import OnErasure, Personal, Purpose
from openemploi_web.repository.models.access import Grant


class CopyTaken(Identified):
    """A marked copy that a person took on a day; taking it again that day gives the same file."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="copies")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="copies_taken"
    )
    day = models.DateField()
    #: From which the order of the rows and the quotes are drawn; who has it can recognise the copy.
    secret = models.CharField(max_length=64)
    store_name = models.CharField(max_length=200)
    version = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    times = models.PositiveSmallIntegerField(default=1)

    personal = Personal(owner="user", fields={"user": Purpose.ACCOUNTABILITY}, on_erasure=OnErasure.CLEAR)

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(fields=["grant", "user", "day"], name="one_copy_a_person_and_day"),
        )

    @property
    def number(self) -> str:
        """What stands on the copy."""
        return str(self.pk)[:8].upper()


class RoomQuery(Identified):
    """One query: its text, who asked, what came of it. The answer is aggregates only, and kept to be read again."""

    class Outcome(models.TextChoices):
        ASKED = "asked", _("being answered")
        ANSWERED = "answered", _("answered")
        REFUSED = "refused", _("refused by a rule")
        FAILED = "failed", _("not answered: a fault")
        CLOSED = "closed", _("not answered: the access does not hold")

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="queries")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="room_queries"
    )
    text = models.TextField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.ASKED)
    code = models.CharField(max_length=60, blank=True)  # of the refusal or fault
    said = models.TextField(blank=True)  # what the person was told, in their language
    rows = models.PositiveIntegerField(default=0)
    cells = models.PositiveIntegerField(default=0)
    masked = models.PositiveIntegerField(default=0)
    milliseconds = models.PositiveIntegerField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    #: ``{"columns": [...], "rows": [[cell, ...], ...]}``; a masked cell is ``{"masked": reason}``.
    answer = models.JSONField(null=True)

    personal = Personal(owner="user", fields={"user": Purpose.ACCOUNTABILITY}, on_erasure=OnErasure.CLEAR)

    class Meta:
        ordering = ("-created_at",)
        indexes = (models.Index(fields=["grant", "-created_at"], name="room_query_grant"),)
