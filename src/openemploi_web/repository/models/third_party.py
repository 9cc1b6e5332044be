"""Files of several actors joined by a trusted third party: who gave what, under which key, and what was made of it.

No key is ever here: the contributors' key stays with them, and the third party's secret is a file of its own, readable
by the instance's user only (``third_party.py``). What is kept is the public id of each key and its days.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from openemploi_web.accounts.models import Organisation
from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY, OnErasure, Personal, Purpose


class JoinProject(Identified):
    """Two or more organisations have their files joined, for one purpose, until a day."""

    code = models.SlugField(_("short name of the project"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    purpose = models.TextField(_("purpose of general interest"))
    #: Answers for the joined set, and decides who may use it.
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(_("last day"))

    personal = NOBODY

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class JoinMember(Identified):
    """An organisation that contributes to a project."""

    project = models.ForeignKey(JoinProject, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="join_projects")

    personal = NOBODY

    class Meta:
        ordering = ("created_at",)
        constraints = (
            models.UniqueConstraint(fields=["project", "organisation"], name="one_line_a_contributor"),
        )


class JoinKey(Identified):
    """The public id of a key that contributors share, and its last day. A new one takes the place of the one before."""

    project = models.ForeignKey(JoinProject, on_delete=models.CASCADE, related_name="keys")
    key_id = models.CharField(_("id of the key"), max_length=16)
    until = models.DateField(_("last day of the key"))
    retired_at = models.DateTimeField(null=True)

    personal = NOBODY

    class Meta:
        ordering = ("-created_at",)
        constraints = (models.UniqueConstraint(fields=["project", "key_id"], name="one_line_a_key"),)


class Contribution(Identified):
    """A file of pseudonyms that an organisation gave."""

    project = models.ForeignKey(JoinProject, on_delete=models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    key = models.ForeignKey(JoinKey, on_delete=models.PROTECT, related_name="contributions")
    rows = models.PositiveIntegerField()
    columns = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)

    personal = Personal(owner="given_by", fields={"given_by": Purpose.EMPLOYMENT}, on_erasure=OnErasure.CLEAR)

    class Meta:
        ordering = ("-created_at",)


class Join(Identified):
    """What was joined of two contributions, and the restricted set that it became."""

    project = models.ForeignKey(JoinProject, on_delete=models.CASCADE, related_name="joins")
    first = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    asset = models.ForeignKey("repository.DataAsset", on_delete=models.PROTECT, related_name="joins")
    secret_id = models.CharField(max_length=16)
    rows = models.PositiveIntegerField()
    linked = models.PositiveIntegerField()
    ambiguous = models.PositiveIntegerField()

    personal = NOBODY

    class Meta:
        ordering = ("-created_at",)
