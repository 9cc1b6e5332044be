"""Offers, what they ask for, who applied, what was decided and answered, and by whom.

An application keeps the profile as it was sent (``snapshot``). The machine's proposal stands beside the person's
choice in :class:`Decision`, so that disagreements are kept.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY, OnErasure, Personal, Purpose


class Vacancy(Identified):
    """An offer of an employer."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        CLOSED = "closed", _("closed")

    class Origin(models.TextChoices):
        HAND = "hand", _("written here")
        FILE = "file", _("read from a file")
        PASTE = "paste", _("pasted")
        API = "api", _("sent by a partner")

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="vacancies"
    )
    establishment = models.ForeignKey(
        "accounts.Establishment", null=True, blank=True, on_delete=models.SET_NULL, related_name="vacancies"
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("the offer, in full"))
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    origin = models.CharField(max_length=5, choices=Origin.choices, default=Origin.HAND)
    external_id = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, default="fr")
    occupation_uri = models.CharField(max_length=300, blank=True)
    occupation_label = models.CharField(max_length=300, blank=True)
    rome_code = models.CharField(max_length=5, blank=True)
    contract = models.CharField(
        _("contract"), max_length=14, blank=True
    )  # openemploi.extraction.model.Contract
    contract_months = models.FloatField(_("for how many months"), null=True, blank=True)
    weekly_hours = models.FloatField(_("hours a week"), null=True, blank=True)
    full_time = models.BooleanField(_("full time"), null=True, blank=True)
    pay_minimum = models.FloatField(_("pay, from"), null=True, blank=True)
    pay_maximum = models.FloatField(_("pay, to"), null=True, blank=True)
    pay_unit = models.CharField(_("pay, by"), max_length=8, blank=True)  # hour, month, year
    remote = models.BooleanField(_("work from home possible"), null=True, blank=True)
    commune = models.CharField(_("commune"), max_length=120, blank=True)
    insee_code = models.CharField(max_length=5, blank=True)
    department = models.CharField(max_length=3, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    openings = models.PositiveIntegerField(_("how many people"), default=1)
    published_at = models.DateTimeField(null=True)
    closes_on = models.DateField(_("last day to apply"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True)
    reading = models.JSONField(null=True)  # the library's JobPosting, by openemploi.profiles.archive
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    personal = NOBODY

    class Meta:
        ordering = ("-published_at", "-created_at")
        indexes = (
            models.Index(fields=["state", "-published_at"], name="vacancy_published"),
            models.Index(fields=["organisation", "state"], name="vacancy_organisation"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "external_id"],
                condition=~models.Q(external_id=""),
                name="one_offer_an_id",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_full_time(self) -> bool | None:
        """Full time as the offer says it, or by its hours (35 a week and more); ``None`` when it says neither."""
        return full_time(self.full_time, weekly_hours=self.weekly_hours)


def full_time(said: bool | None, *, weekly_hours: float | None) -> bool | None:
    """What an offer says, or else what its hours say (35 a week and more); ``None`` when it says neither."""
    if said is not None or weekly_hours is None:
        return said
    return weekly_hours >= 35


class IndexChange(models.Model):
    """An offer or a person that the index has yet to take in or forget; see :mod:`openemploi_web.vacancies.search`."""

    class Side(models.TextChoices):
        OFFERS = "offers"
        PEOPLE = "people"

    side = models.CharField(max_length=6, choices=Side.choices)
    record = models.UUIDField()

    personal = NOBODY

    class Meta:
        ordering = ("pk",)


class Requirement(Identified):
    """A skill that the offer asks for, as the employer settled it."""

    class Kind(models.TextChoices):
        ESSENTIAL = "essential", pgettext_lazy("requirement", "essential")
        OPTIONAL = "optional", _("a plus")
        LEARNABLE = "learnable", _("can be learnt here")

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="requirements")
    uri = models.CharField(max_length=300)
    label = models.CharField(max_length=300)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    source = models.CharField(max_length=8, default="said")  # said, implied, added
    kept = models.BooleanField(default=True)  # the employer may drop what the machine proposed
    settled = models.BooleanField(default=False)  # a person looked at it
    confidence = models.FloatField(default=1.0)
    passages = models.JSONField(default=list)
    reason = models.CharField(max_length=500, blank=True)

    personal = NOBODY

    class Meta:
        ordering = ("kind", "label")
        constraints = (models.UniqueConstraint(fields=["vacancy", "uri"], name="one_row_a_requirement"),)


class Application(Identified):
    """A person applied, or an employer read a CV that came by another way (then without an account)."""

    class State(models.TextChoices):
        SENT = "sent", _("sent")
        SEEN = "seen", _("opened by the employer")
        PRESELECTED = "preselected", _("kept for the next step")
        INTERVIEW = "interview", _("interview proposed")
        HIRED = "hired", _("chosen")
        REFUSED = "refused", _("not this time")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CLOSED = "closed", _("the offer was closed")

    OPEN = (State.SENT, State.SEEN, State.PRESELECTED, State.INTERVIEW)

    class Origin(models.TextChoices):
        PERSON = "person", _("the person applied")
        FILE = "file", _("a CV given by the employer")

    class Coming(models.TextChoices):
        """What the person says to an interview."""

        YES = "yes", _("comes")
        OTHER = "other", _("asks for another moment")
        NO = "no", _("does not come")

    class Refusal(models.TextChoices):
        SKILLS = "skills", _("skills that the job needs are missing")
        EXPERIENCE = "experience", _("more experience is needed")
        LICENCE = "licence", _("a licence or a diploma that the law asks for is missing")
        AVAILABILITY = "availability", _("the dates or hours do not fit")
        LANGUAGE = "language", _("a language that the job needs is missing")
        FILLED = "filled", _("the job was given to somebody else")
        CANCELLED = "cancelled", _("the job is no longer offered")
        OTHER = "other", _("another reason, explained below")

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="applications")
    #: Of the offer: how an employer answers is counted on every list, over all that was ever sent to them.
    organisation = models.ForeignKey(
        "accounts.Organisation", db_index=False, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    profile = models.ForeignKey(
        "jobseekers.Profile", null=True, on_delete=models.SET_NULL, related_name="applications"
    )
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.PERSON)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of the file: the same CV is not taken twice
    snapshot = models.JSONField(null=True)  # see openemploi_web.jobseekers.snapshots
    version_label = models.CharField(max_length=120, blank=True)
    message = models.TextField(_("a few words to the employer"), blank=True)
    state = models.CharField(max_length=11, choices=State.choices, default=State.SENT)
    sent_at = models.DateTimeField(auto_now_add=False)
    answered_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=12, choices=Refusal.choices, blank=True)
    answer = models.TextField(_("your answer to the person"), blank=True)
    interview_at = models.DateTimeField(null=True)
    interview_place = models.CharField(max_length=200, blank=True)
    coming = models.CharField(max_length=5, choices=Coming.choices, blank=True)
    coming_words = models.CharField(_("when you can, or why not"), max_length=500, blank=True)
    reminded_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    personal = Personal(
        owner="profile__user",
        fields=dict.fromkeys(
            (
                "file_name",
                "sha256",
                "snapshot",
                "version_label",
                "message",
                "answer",
                "interview_place",
                "coming_words",
            ),
            Purpose.APPLICATION,
        ),
        on_erasure=OnErasure.CLEAR,
    )

    class Meta:
        ordering = ("sent_at",)
        indexes = (
            # All that is asked of many applications at once, so that their snapshots are not read for it.
            models.Index(
                fields=["vacancy", "state", "sent_at", "answered_at", "origin"], name="application_answers"
            ),
            models.Index(
                fields=["organisation", "sent_at", "answered_at", "state", "origin"],
                name="application_habits",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["vacancy", "profile"], condition=models.Q(profile__isnull=False), name="apply_once"
            ),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; its organisation is the one of the offer."""
        if self.organisation_id is None:
            self.organisation_id = self.vacancy.organisation_id
        super().save(*args, **kwargs)


class Decision(Identified):
    """What a person chose for an application, beside what the machine would have proposed. Rows are added only."""

    class Choice(models.TextChoices):
        KEEP = "keep", _("keep for the next step")
        WAIT = "wait", _("decide later")
        LEAVE = "leave", _("do not keep")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    proposal = models.CharField(max_length=5, choices=Choice.choices)
    proposal_words = models.CharField(max_length=300, blank=True)  # "6 of the 8 skills asked for"
    choice = models.CharField(max_length=5, choices=Choice.choices)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    personal = Personal(
        owner="application__profile__user",
        fields={"reason": Purpose.APPLICATION},
        on_erasure=OnErasure.DELETE,
    )

    class Meta:
        ordering = ("created_at",)


class Unmasking(Identified):
    """Who asked to know a person's identity, when and why."""

    class Reason(models.TextChoices):
        CONTACT = "contact", _("to contact the person")
        INTERVIEW = "interview", _("to prepare an interview")
        LEGAL = "legal", _("to check a legal condition (diploma, licence, right to work)")
        OTHER = "other", _("another reason")

    application = models.ForeignKey(
        Application, null=True, on_delete=models.CASCADE, related_name="unmaskings"
    )
    profile = models.ForeignKey(
        "jobseekers.Profile", null=True, on_delete=models.SET_NULL, related_name="unmaskings"
    )
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="unmaskings")
    reason = models.CharField(max_length=9, choices=Reason.choices)
    words = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    personal = Personal(
        owner=("profile__user", "application__profile__user"), fields={"words": Purpose.APPLICATION}
    )

    class Meta:
        ordering = ("created_at",)


class TeamNote(Identified):
    """What the employer's team says of an application. The person reads it when they ask for their data."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="team_notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("note"))

    personal = Personal(owner="application__profile__user", fields={"text": Purpose.APPLICATION})

    class Meta:
        ordering = ("created_at",)


class Invite(Identified):
    """An employer invites a person found among those who agreed to be found; they answer, or not."""

    class State(models.TextChoices):
        SENT = "sent", _("sent")
        TAKEN = "taken", _("interested")
        DECLINED = "declined", _("not for me")

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="invites")
    profile = models.ForeignKey("jobseekers.Profile", on_delete=models.CASCADE, related_name="invites")
    text = models.TextField(_("a few words to the person"), blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT)
    answered_at = models.DateTimeField(null=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    personal = Personal(owner="profile__user", fields={"text": Purpose.APPLICATION})

    class Meta:
        ordering = ("-created_at",)
        constraints = (models.UniqueConstraint(fields=["vacancy", "profile"], name="invite_once"),)


class CvImport(Identified):
    """CVs that an employer gives for an offer, read in the background, each once."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="imports")
    job = models.UUIDField(null=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    told_at = models.DateTimeField(null=True)  # that all is read

    personal = NOBODY

    class Meta:
        ordering = ("-created_at",)


class ImportedFile(Identified):
    """One file of an import: waiting, read into an application, or refused with its reason."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        READ = "read", _("read")
        REFUSED = "refused", _("could not be read")
        TWICE = "twice", _("already given")

    batch = models.ForeignKey(CvImport, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="import/", blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    application = models.OneToOneField(
        Application, null=True, on_delete=models.SET_NULL, related_name="imported_from"
    )
    fault = models.JSONField(null=True)

    personal = Personal(
        owner="application__profile__user", fields={"name": Purpose.APPLICATION, "file": Purpose.APPLICATION}
    )

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["batch", "position"], name="one_place_a_file"),)
