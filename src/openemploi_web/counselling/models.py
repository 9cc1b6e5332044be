"""Who follows whom, as the person agreed, and what passes between them. There is no score of a person here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import OnErasure, Personal, Purpose


class Follow(Identified):
    """A counsellor follows a person. What they see is what the person agreed to share, in the agency's territory."""

    profile = models.ForeignKey("jobseekers.Profile", on_delete=models.CASCADE, related_name="follows")
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="follows"
    )
    counsellor = models.ForeignKey(  # empty when their account is gone: the row is the person's, and stays
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="follows"
    )
    ended_at = models.DateTimeField(null=True)

    personal = Personal(owner="profile__user", on_erasure=OnErasure.DELETE)

    class Meta:
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["profile", "organisation"],
                condition=models.Q(ended_at=None),
                name="one_counsellor_an_agency",
            ),
        )


class FollowRequest(Identified):
    """A counsellor asks, by e-mail address, to follow somebody; nothing is shown of them before they accept.

    There is a row whether the address has an account or not, so that nobody learns who is here. It goes when it is
    accepted or has expired.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        DECLINED = "declined", _("declined")  # told to nobody: for the counsellor it waits until it expires

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="follow_requests"
    )
    counsellor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follow_requests"
    )
    email = models.EmailField(_("e-mail address"))  # in small letters
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    expires_at = models.DateTimeField()

    personal = Personal(fields={"email": Purpose.COUNSELLING})  # matched by address at erasure

    class Meta:
        ordering = ("-created_at",)
        constraints = (models.UniqueConstraint(fields=["organisation", "email"], name="ask_once"),)


class Suggestion(Identified):
    """An offer that a counsellor sends a person, with a word of explanation."""

    class State(models.TextChoices):
        SENT = "sent", _("sent")
        TAKEN = "taken", _("interested")
        DECLINED = "declined", _("not for me")

    profile = models.ForeignKey("jobseekers.Profile", on_delete=models.CASCADE, related_name="suggestions")
    vacancy = models.ForeignKey("vacancies.Vacancy", on_delete=models.CASCADE, related_name="suggestions")
    counsellor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("why this offer"))
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT)
    answered_at = models.DateTimeField(null=True)

    personal = Personal(owner="profile__user", fields={"text": Purpose.COUNSELLING})

    class Meta:
        ordering = ("-created_at",)
        constraints = (models.UniqueConstraint(fields=["profile", "vacancy"], name="suggest_once"),)


class CounsellorNote(Identified):
    """A note of a counsellor on their work with a person, which the person can read."""

    profile = models.ForeignKey(
        "jobseekers.Profile", on_delete=models.CASCADE, related_name="counsellor_notes"
    )
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("note"))

    personal = Personal(owner="profile__user", fields={"text": Purpose.COUNSELLING})

    class Meta:
        ordering = ("-created_at",)


class Appointment(Identified):
    """A person and a counsellor meet."""

    profile = models.ForeignKey("jobseekers.Profile", on_delete=models.CASCADE, related_name="appointments")
    counsellor = models.ForeignKey(  # empty when their account is gone
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="appointments"
    )
    at = models.DateTimeField(_("day and hour"))
    minutes = models.PositiveIntegerField(_("how long, in minutes"), default=45)
    place = models.CharField(_("place"), max_length=200, blank=True)
    subject = models.CharField(_("what for"), max_length=200)
    cancelled_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changes = models.PositiveIntegerField(default=0)  # how often it was moved: iCalendar's SEQUENCE

    personal = Personal(
        owner="profile__user",
        fields={"at": Purpose.COUNSELLING, "place": Purpose.COUNSELLING, "subject": Purpose.COUNSELLING},
    )

    class Meta:
        ordering = ("at",)


class Handover(Identified):
    """A person passes from one counsellor to another, with facts in place of a judgement."""

    profile = models.ForeignKey("jobseekers.Profile", on_delete=models.CASCADE, related_name="handovers")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    summary = models.JSONField()  # dated facts
    text = models.TextField(_("a word to your colleague"), blank=True)

    personal = Personal(
        owner="profile__user", fields={"summary": Purpose.COUNSELLING, "text": Purpose.COUNSELLING}
    )

    class Meta:
        ordering = ("-created_at",)


class CalendarKey(Identified):
    """The secret address at which a person's calendar program reads their appointments; only its hash is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_key"
    )
    token_hash = models.CharField(max_length=64, unique=True)

    personal = Personal(owner="user", on_erasure=OnErasure.DELETE)
