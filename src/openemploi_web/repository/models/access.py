"""The life of an access to restricted data: asked, decided, used under watch, ended.

A request says why, on which legal basis, who and for how long. Who answers for the data decides, two people where it is
about persons. A grant ends by itself: whether it holds is asked at each use (:meth:`Grant.holds`), never by a job
alone. What is asked of a query room and which copies were handed out stand in ``models/uses.py``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openemploi_web.accounts.models import Organisation
from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY, OnErasure, Personal, Purpose


class Use(models.TextChoices):
    """How restricted data may be used."""

    ROOM = "room", _("query room: ask, and only aggregates come out")
    COPY = "copy", _("download of a marked copy")


class AccessRequest(Identified):
    """Somebody asks, for their organisation, to use restricted data."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ASKED = "asked", _("waiting for a decision")
        MORE = "more", _("waiting for your answer")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Purposes(models.TextChoices):
        """Purposes of general interest that are recognised, and two that are refused at once."""

        POLICY = "policy", _("steer a public policy on jobs, training or orientation")
        STATISTICS = "statistics", _("make statistics for the public")
        RESEARCH = "research", _("scientific research")
        EVALUATION = "evaluation", _("evaluate a scheme or a service")
        SERVICE = "service", _("make or improve a free service for people")
        PROSPECTING = "prospecting", _("commercial prospecting or advertising")
        CHECKING = "checking", _("check or follow named people")

    class Basis(models.TextChoices):
        """Legal bases of article 6(1) of the GDPR."""

        PUBLIC_TASK = "public_task", _("task in the public interest (article 6.1.e GDPR)")
        LEGAL = "legal", _("legal obligation (article 6.1.c GDPR)")
        CONSENT = "consent", _("consent of the people (article 6.1.a GDPR)")
        INTEREST = "interest", _("legitimate interest (article 6.1.f GDPR)")
        CONTRACT = "contract", _("contract with the people (article 6.1.b GDPR)")
        VITAL = "vital", _("vital interest (article 6.1.d GDPR)")
        NONE = "none", _("no personal data is used")

    class RefusedFor(models.TextChoices):
        """Why a request was refused; the first four at once, before anybody read it."""

        EMPTY = "empty", _("no purpose was given")
        SHORT = "short", _("the purpose is too short to be judged")
        COMMERCIAL = "commercial", _("commercial prospecting is no purpose of general interest")
        NAMED = "named", _("checking or following named people is not allowed with this data")
        PURPOSE = "purpose", _("the purpose is not of general interest")
        MEANS = "means", _("the protection is not enough")
        ELSEWHERE = "elsewhere", _("open data or the query room is enough for this purpose")
        LAW = "law", _("the law does not allow it")

    #: Refused by the rule; nobody has to decide.
    AT_ONCE: Final = (
        RefusedFor.EMPTY,
        RefusedFor.SHORT,
        RefusedFor.COMMERCIAL,
        RefusedFor.NAMED,
    )
    OPEN: Final = (State.ASKED, State.MORE)

    asset = models.ForeignKey(
        "repository.DataAsset", on_delete=models.PROTECT, related_name="access_requests"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="access_requests")
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="access_requests"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    use = models.CharField(_("how you want to use it"), max_length=4, choices=Use.choices, default=Use.ROOM)
    purpose_kind = models.CharField(_("purpose"), max_length=11, choices=Purposes.choices, blank=True)
    purpose = models.TextField(_("purpose, in your own words"), blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=11, choices=Basis.choices, blank=True)
    security = models.TextField(_("how you protect the data"), blank=True)
    months = models.PositiveSmallIntegerField(_("for how long"), default=6)
    #: The data is about persons: two people decide. As it was when it was asked.
    two_decide = models.BooleanField(default=True)
    #: Each answer to a question opens a round: what was said of an earlier text does not count for a later one.
    round = models.PositiveSmallIntegerField(default=1)
    #: A grant that this request asks to renew.
    renews = models.ForeignKey(
        "repository.Grant", null=True, on_delete=models.SET_NULL, related_name="renewals"
    )
    asked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    refused_for = models.CharField(max_length=10, choices=RefusedFor.choices, blank=True)
    reason = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True)
    overdue_told_at = models.DateTimeField(null=True)

    personal = Personal(owner="asker", fields={"asker": Purpose.EMPLOYMENT}, on_erasure=OnErasure.CLEAR)

    class Meta:
        ordering = ("-created_at",)

    @property
    def is_overdue(self) -> bool:
        """Whether the month in which it should be decided is over."""
        return self.state == self.State.ASKED and self.due_at is not None and self.due_at < timezone.now()

    @property
    def refused_at_once(self) -> bool:
        """Whether the rule refused it, before anybody read it."""
        return self.state == self.State.REFUSED and self.refused_for in self.AT_ONCE


class AccessPerson(Identified):
    """Somebody who will use the data, named in a request."""

    request = models.ForeignKey(AccessRequest, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    personal = Personal(owner="user", on_erasure=OnErasure.DELETE)

    class Meta:
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(fields=["request", "user"], name="one_line_a_person_in_a_request"),
        )


class AccessDecision(Identified):
    """What one person of the producer said of a request, in one round."""

    class Verdict(models.TextChoices):
        APPROVE = "approve", _("approve")
        MORE = "more", _("ask for more")
        REFUSE = "refuse", _("refuse")

    request = models.ForeignKey(AccessRequest, on_delete=models.CASCADE, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    verdict = models.CharField(max_length=7, choices=Verdict.choices)
    #: Conditions, a question, or the reason of a refusal.
    text = models.TextField(blank=True)
    months = models.PositiveSmallIntegerField(null=True)
    budget = models.PositiveIntegerField(null=True)
    answer = models.TextField(blank=True)  # of who asks, to a question
    answered_at = models.DateTimeField(null=True)

    personal = Personal(
        owner="decided_by", fields={"decided_by": Purpose.EMPLOYMENT}, on_erasure=OnErasure.CLEAR
    )

    class Meta:
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["request", "round", "decided_by"], name="one_decision_a_person_and_round"
            ),
        )


class Grant(Identified):
    """An organisation may use restricted data: for this purpose, under these conditions, until this day."""

    request = models.OneToOneField(AccessRequest, on_delete=models.PROTECT, related_name="grant")
    asset = models.ForeignKey("repository.DataAsset", on_delete=models.PROTECT, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="grants")
    use = models.CharField(max_length=4, choices=Use.choices)
    purpose_kind = models.CharField(max_length=11, choices=AccessRequest.Purposes.choices)
    conditions = models.TextField(blank=True)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    #: How many queries may be asked in all; renewed grants add to it.
    budget = models.PositiveIntegerField(default=100)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_reason = models.TextField(blank=True)
    ending_told_at = models.DateTimeField(null=True)
    ended_told_at = models.DateTimeField(null=True)

    personal = Personal(
        owner="revoked_by", fields={"revoked_by": Purpose.EMPLOYMENT}, on_erasure=OnErasure.CLEAR
    )

    class Meta:
        ordering = ("-starts_at",)

    def holds(self, *, at: datetime | None = None) -> bool:
        """Whether it can be used at ``at`` (now)."""
        return self.revoked_at is None and self.starts_at <= (at or timezone.now()) < self.ends_at

    @property
    def state(self) -> str:
        """``held``, ``revoked`` or ``ended``."""
        if self.revoked_at is not None:
            return "revoked"
        return "held" if self.ends_at > timezone.now() else "ended"


class GrantPerson(Identified):
    """Somebody who may use a grant, as long as they act for its organisation."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    ended_at = models.DateTimeField(null=True)

    personal = Personal(owner="user", on_erasure=OnErasure.DELETE)

    class Meta:
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["grant", "user"],
                condition=models.Q(ended_at=None),
                name="one_line_a_person_in_a_grant",
            ),
        )


class RoomTable(Identified):
    """How a restricted table may be asked: the role of each column, and under how many people a cell is masked.

    ``columns`` is a list of ``{"name", "role", "kind", "step", "label", "values"}``, in the words of
    ``openemploi.queryroom``; ``values`` is a list that is public anyway, such as the communes of an area.
    """

    asset = models.OneToOneField("repository.DataAsset", on_delete=models.CASCADE, related_name="room")
    name = models.CharField(max_length=60)  # of the table, in the store and in a query
    columns = models.JSONField(default=list)
    threshold = models.PositiveSmallIntegerField(default=11)

    personal = NOBODY
