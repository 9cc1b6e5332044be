"""Other catalogues that are read into ours: where, when, what came of it, and what could not be read.

One job is one reading of one source. Each set that was met is an item, each fault an error with its place in what the
source answered, so that whoever keeps the source can correct it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY, OnErasure, Personal, Purpose


class HarvestSource(Identified):
    """A catalogue elsewhere."""

    class Kind(models.TextChoices):
        DCAT = "dcat", _("DCAT (Turtle, JSON-LD, RDF/XML)")
        CKAN = "ckan", _("CKAN")
        UDATA = "udata", _("udata (data.gouv.fr)")

    class Schedule(models.TextChoices):
        BY_HAND = "by_hand", _("when somebody asks")
        DAILY = "daily", _("each day")
        WEEKLY = "weekly", _("each week")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of catalogue"), max_length=5, choices=Kind.choices)
    address = models.URLField(_("address"), max_length=1000, unique=True)
    schedule = models.CharField(
        _("how often"), max_length=7, choices=Schedule.choices, default=Schedule.BY_HAND
    )
    #: Of texts that do not say theirs.
    language = models.CharField(_("language of its texts"), max_length=2, default="fr")
    paused_at = models.DateTimeField(null=True)

    personal = NOBODY

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class HarvestJob(Identified):
    """One reading of a source."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being done")
        DONE = "done", _("done")
        DONE_WITH_ERRORS = "faulty", _("done, with errors")
        FAILED = "failed", _("stopped by a fault")

    source = models.ForeignKey(HarvestSource, on_delete=models.CASCADE, related_name="jobs")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    work = models.UUIDField(null=True)  # the job of the worker
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    personal = Personal(owner="asked_by", fields={"asked_by": Purpose.EMPLOYMENT}, on_erasure=OnErasure.CLEAR)

    class Meta:
        ordering = ("-created_at", "pk")


class HarvestItem(Identified):
    """A set that a job met."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("new")
        UPDATED = "updated", _("changed")
        UNCHANGED = "same", _("unchanged")
        HELD = "held", _("here already, from elsewhere")
        GONE = "gone", _("gone from the source")

    job = models.ForeignKey(HarvestJob, on_delete=models.CASCADE, related_name="items")
    identifier = models.CharField(max_length=500)
    asset = models.ForeignKey(
        "repository.DataAsset", null=True, on_delete=models.SET_NULL, related_name="harvest_items"
    )
    outcome = models.CharField(max_length=7, choices=Outcome.choices)

    personal = NOBODY

    class Meta:
        ordering = ("created_at", "pk")
        constraints = (models.UniqueConstraint(fields=["job", "identifier"], name="an_item_once_a_job"),)


class HarvestError(Identified):
    """What could not be read, and where it is in what the source answered."""

    job = models.ForeignKey(HarvestJob, on_delete=models.CASCADE, related_name="errors")
    path = models.CharField(max_length=500, blank=True)  # "result.results[3].title", or the node of a graph
    identifier = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=60)
    value = models.CharField(max_length=500, blank=True)  # what stood there

    personal = NOBODY

    class Meta:
        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["job", "path", "code", "value"], name="an_error_once_a_job"),
        )


class HarvestLog(Identified):
    """What a job did, line by line."""

    class Step(models.TextChoices):
        STARTED = "started", _("started")
        TAKEN_UP = "taken_up", _("taken up again after a stop")
        PAGE = "page", _("page read")
        MARKED = "marked", _("sets that are gone were marked")
        ENDED = "ended", _("ended")
        STOPPED = "stopped", _("stopped")

    job = models.ForeignKey(HarvestJob, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField(default=timezone.now)
    step = models.CharField(max_length=8, choices=Step.choices)
    address = models.CharField(max_length=2000, blank=True)
    count = models.IntegerField(null=True)
    code = models.CharField(max_length=60, blank=True)

    personal = NOBODY

    class Meta:
        ordering = ("at", "pk")
