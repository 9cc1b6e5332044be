"""What a person agreed to, contests and their answers, erasures with their receipts, proofs of what was kept away."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY, OnErasure, Personal, Purpose


class Consent(Identified):
    """A person agreed to one purpose, on a day, to a dated text; and took it back, or not. Rows are added only."""

    class For(models.TextChoices):
        FINDABLE = "findable", _("to be found by employers, without my name")
        COUNSEL_PROFILE = "counsel_profile", _("my counsellor sees my profile")
        COUNSEL_MATCHES = "counsel_matches", _("my counsellor sees the offers proposed to me")
        COUNSEL_APPLICATIONS = "counsel_applications", _("my counsellor sees my applications")
        LEARNING = "learning", _("what I say of offers improves the ordering, without my name")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=For.choices)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    personal = Personal(owner="user", on_erasure=OnErasure.DELETE)

    class Meta:
        ordering = ("given_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["user", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="one_consent_a_purpose",
            ),
        )


class Contest(Identified):
    """A person contests how they were compared with an offer; a named person answers within a month."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting for an answer")
        ANSWERED = "answered", _("answered")

    class Outcome(models.TextChoices):
        CHANGED = "changed", _("the comparison was changed")
        CONFIRMED = "confirmed", _("the comparison stands, and why is explained")
        FORWARDED = "forwarded", _("passed on to the employer, who decides")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="contests"
    )
    vacancy = models.ForeignKey("vacancies.Vacancy", on_delete=models.CASCADE, related_name="contests")
    application = models.ForeignKey(
        "vacancies.Application", null=True, on_delete=models.SET_NULL, related_name="contests"
    )
    text = models.TextField(_("what is wrong, in your own words"))
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    before = models.JSONField(null=True)  # the comparison when it was contested
    after = models.JSONField(null=True)  # the comparison when it was answered

    personal = Personal(
        owner="user", fields=dict.fromkeys(("text", "answer", "before", "after"), Purpose.ACCOUNTABILITY)
    )

    class Meta:
        ordering = ("due_at",)


class Erasure(Identified):
    """A person asked to be erased; done after a delay to change one's mind. Afterwards only the receipt is left."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CANCELLED = "cancelled", _("given up")
        DONE = "done", _("done")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="erasures"
    )
    receipt = models.CharField(max_length=40, unique=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # rows and files removed, by kind; nothing else

    personal = Personal(owner="user", on_erasure=OnErasure.KEEP)

    class Meta:
        ordering = ("due_at",)


class RetentionRun(Identified):
    """The proof that retention ran: what was due, what was done, by purpose, as counts."""

    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    personal = NOBODY

    class Meta:
        ordering = ("-created_at",)


class ArchiveFile(Identified):
    """An archive of a person's data, made in the background and kept for a week."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="archives")
    file = models.FileField(upload_to="archive/", blank=True)
    job = models.UUIDField(null=True)
    ready_at = models.DateTimeField(null=True)

    personal = Personal(owner="user", fields={"file": Purpose.ACCOUNTABILITY})

    class Meta:
        ordering = ("-created_at",)
