"""The synthetic twin of a restricted table: invented rows for developers, with the figures that were measured of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY


class SyntheticTwin(Identified):
    """A twin as it was asked for, made, or refused because it came too near to real people."""

    class State(models.TextChoices):
        ASKED = "asked", _("being made")
        READY = "ready", _("ready")
        REFUSED = "refused", _("not given out")

    asset = models.OneToOneField("repository.DataAsset", on_delete=models.CASCADE, related_name="twin")
    state = models.CharField(max_length=7, choices=State.choices, default=State.ASKED)
    version = models.CharField(max_length=64, blank=True)  # of the table that was learnt from
    seed = models.PositiveIntegerField(default=0)
    said = models.TextField(blank=True)  # why it was not given out
    card = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    personal = NOBODY
