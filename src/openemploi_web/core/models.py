"""The journal nobody can rewrite, the work to be done later, and what a person is told."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY, OnErasure, Personal, Purpose

FIRST_SEAL: Final = "0" * 64  # stands before the first entry of the journal


class AuditEvent(models.Model):
    """One thing that was done or looked at. Rows are only ever added; each holds the hash of the one before.

    People are in it by the identifier of their account only, so that after an erasure the journal still proves what
    was done and no longer says of whom. ``details`` never holds a name, an address or a text.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    actor = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    person = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    reason = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    personal = NOBODY

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=["person", "number"], name="audit_person"),
            models.Index(fields=["organisation", "number"], name="audit_organisation"),
            models.Index(fields=["subject", "number"], name="audit_subject"),
        )


class ChainHead(models.Model):
    """The last event's number and hash: the row whose lock makes events follow one another."""

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=FIRST_SEAL)

    personal = NOBODY


class Job(Identified):
    """Work to be done in the background, once, whatever dies meanwhile."""

    class State(models.TextChoices):
        READY = "ready", _("waiting")
        RUNNING = "running", _("being done")
        DONE = "done", _("done")
        FAILED = "failed", _("stopped by a fault")

    task = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.IntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="jobs"
    )
    run_after = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    attempts = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    total = models.IntegerField(null=True)
    doing = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    fault = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    personal = Personal(owner="owner", fields={"arguments": Purpose.ACCOUNT, "doing": Purpose.ACCOUNT})

    class Meta:
        ordering = ("-priority", "run_after", "created_at")
        indexes = (
            models.Index(fields=["state", "-priority", "run_after", "created_at"], name="job_ready"),
            models.Index(fields=["task", "state"], name="job_task"),
        )


class Notice(Identified):
    """What the portal tells a person, on screen and by e-mail: a kind, the values of its sentence, and where to go."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    personal = Personal(owner="user", fields={"values": Purpose.APPLICATION}, on_erasure=OnErasure.DELETE)

    class Meta:
        ordering = ("-created_at",)
        indexes = (models.Index(fields=["user", "read_at"], name="notice_unread"),)
