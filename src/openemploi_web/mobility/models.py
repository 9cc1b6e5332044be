"""A project of mobility that somebody asked to be kept, what it became later, and the talk with a counsellor on it.

There is no row before the person asks for one. A row without an owner is nobody's by name: whoever has the code has it.
What is counted among similar projects lies apart (:class:`RecordedCase`), and nothing leads from there to a project.
"""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openemploi.diagnosis.cases import Case, Ending
from openemploi.diagnosis.model import Aim
from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY, Personal, Purpose


class MobilityProject(Identified):
    """What was told and what was answered that day, under a code, until a day that was said."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="mobility_projects"
    )
    code_hash = models.CharField(max_length=64, unique=True)
    told = models.JSONField()
    diagnosis = models.JSONField()
    day = models.DateField()  # of the diagnosis
    language = models.CharField(max_length=5, default="fr")
    email = models.EmailField(_("e-mail address"), blank=True)  # only of those who want to be reminded
    reminded = models.PositiveSmallIntegerField(default=0)  # how many reminders were sent
    expires_at = models.DateTimeField()

    personal = Personal(
        owner="owner",
        fields={
            "told": Purpose.MOBILITY,
            "diagnosis": Purpose.MOBILITY,
            "email": Purpose.MOBILITY,
        },
    )

    class Meta:
        ordering = ("-created_at",)
        indexes = (models.Index(fields=["expires_at"], name="mobility_expires"),)

    @property
    def kept_on(self) -> date:
        """The day on which it was kept: for the portal, the project began then."""
        return timezone.localdate(self.created_at)

    @property
    def became(self) -> ProjectEnding | None:
        """What was said of how it ended, if anything was."""
        return getattr(self, "ending", None)

    @property
    def agreed(self) -> Agreement | None:
        """That it may count among similar projects, if the person agreed."""
        return getattr(self, "agreement", None)


class Replay(Identified):
    """The same project looked at again later, with the data of that day."""

    project = models.ForeignKey(MobilityProject, on_delete=models.CASCADE, related_name="replays")
    diagnosis = models.JSONField()
    day = models.DateField()

    personal = Personal(owner="project__owner", fields={"diagnosis": Purpose.MOBILITY})

    class Meta:
        ordering = ("day", "created_at")


class Talk(Identified):
    """A counsellor to whom the person gave the code: their own view beside the data, and what was concluded."""

    project = models.ForeignKey(MobilityProject, on_delete=models.CASCADE, related_name="talks")
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="mobility_talks"
    )
    counsellor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="mobility_talks"
    )
    views = models.JSONField(default=dict)  # the counsellor's figure or word for each line
    conclusion = models.TextField(_("what you concluded together"), blank=True)
    concluded_at = models.DateTimeField(null=True)

    personal = Personal(
        owner="project__owner", fields={"views": Purpose.MOBILITY, "conclusion": Purpose.MOBILITY}
    )

    class Meta:
        ordering = ("-created_at",)
        constraints = (models.UniqueConstraint(fields=["project", "counsellor"], name="talk_once"),)


class ProjectEnding(Identified):
    """What became of a project, as the person or their counsellor said last; it can be said anew and taken back."""

    class What(models.TextChoices):
        MADE = "made", _("The change was made")
        SEARCHING = "searching", _("Still looking")
        GIVEN_UP = "given_up", _("Given up")
        OTHER = "other", _("It ended in another way")

    class Why(models.TextChoices):
        """No state of health among them: nobody needs to know."""

        JOB = "job", _("no job was found")
        HOUSING = "housing", _("no housing was found")
        MONEY = "money", _("it costs too much")
        FAMILY = "family", _("for those I live with")
        TRAINING = "training", _("the training was not possible")
        MIND = "mind", _("I want something else now")
        OTHER = "other", _("for another reason")

    class By(models.TextChoices):
        PERSON = "person", _("the person")
        COUNSELLOR = "counsellor", _("the counsellor")

    project = models.OneToOneField(MobilityProject, on_delete=models.CASCADE, related_name="ending")
    what = models.CharField(max_length=10, choices=What.choices)
    month = models.DateField(null=True)  # the first of the month in which it ended
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    by = models.CharField(max_length=10, choices=By.choices)
    counsellor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="mobility_endings"
    )
    told_on = models.DateField()

    personal = Personal(
        owner="project__owner",
        fields={"what": Purpose.MOBILITY, "month": Purpose.MOBILITY, "why": Purpose.MOBILITY},
    )

    class Meta:
        ordering = ("-told_on", "pk")

    @property
    def over(self) -> bool:
        """Whether it ended, one way or another."""
        return self.what != self.What.SEARCHING


class Agreement(Identified):
    """The person agreed that their project may count, without their name, among similar ones. Taken back: no row."""

    project = models.OneToOneField(MobilityProject, on_delete=models.CASCADE, related_name="agreement")
    text_version = models.CharField(max_length=20)  # of the words that were agreed to

    personal = Personal(owner="project__owner", fields={"text_version": Purpose.SIMILAR})

    class Meta:
        ordering = ("-created_at",)


class RecordedCase(models.Model):
    """A project among the similar ones: no name, no code, no key to a project, no day.

    All rows are written anew, in an order drawn at random, each time that cases are counted (:mod:`.counting`).
    """

    class State(models.TextChoices):
        KEPT = "kept", "kept"  # its project is kept still: made anew from it at the next count
        WAITING = "waiting", "waiting"  # its project reached its day: counted from the next month
        GONE = "gone", "gone"  # its project reached its day before the last count

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State.choices)
    year = models.PositiveSmallIntegerField()  # in which it began
    months = models.PositiveSmallIntegerField()  # rounded up
    ending = models.CharField(max_length=10)
    family = models.CharField(max_length=3)
    region = models.CharField(max_length=3, blank=True)
    other_job = models.BooleanField()
    other_place = models.BooleanField()

    personal = NOBODY

    class Meta:
        ordering = ("pk",)

    @classmethod
    def of(cls, case: Case, *, state: str) -> RecordedCase:
        """A row, not kept yet, of what :func:`openemploi.diagnosis.cases.coarse` made."""
        return cls(
            state=state,
            year=case.started.year,
            months=round(case.months),
            ending=case.ending.value,
            family=case.goal,
            region=case.region,
            other_job=Aim.JOB in case.aims,
            other_place=Aim.PLACE in case.aims,
        )

    @property
    def case(self) -> Case:
        """As the library reads it."""
        aims = {Aim.JOB: self.other_job, Aim.PLACE: self.other_place}
        return Case(
            started=date(self.year, 1, 1),
            months=self.months,
            rounded=True,
            ending=Ending(self.ending),
            goal=self.family,
            region=self.region,
            aims=frozenset(aim for aim, wanted in aims.items() if wanted),
        )


class CaseCount(Identified):
    """That the cases were counted for a month, and on which day: once each month."""

    month = models.DateField(unique=True)  # its first day
    counted_on = models.DateField()

    personal = NOBODY

    class Meta:
        ordering = ("-month",)
