"""A project of mobility that somebody asked to be kept, what it became later, and the talk with a counsellor on it.

There is no row before the person asks for one. A row without an owner is nobody's by name: whoever has the code has it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import Personal, Purpose


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
