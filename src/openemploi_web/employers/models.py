"""What a public employer does, the occupations it recruits and by which way one enters."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY


class CareerEntry(Identified):
    """An occupation that a public employer recruits, and how one enters it."""

    class Way(models.TextChoices):
        CONTRACT = "contract", _("by contract")
        COMPETITION = "competition", _("by competition")
        BOTH = "both", _("by contract or by competition")

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="careers"
    )
    occupation_uri = models.CharField(max_length=300, blank=True)
    occupation = models.CharField(_("occupation"), max_length=200)
    way = models.CharField(_("way in"), max_length=11, choices=Way.choices)
    category = models.CharField(_("category"), max_length=1, blank=True)  # A, B, C of the civil service
    explanation = models.TextField(_("in plain words"), blank=True)

    personal = NOBODY

    class Meta:
        ordering = ("occupation",)
