"""Which data there is, open and restricted, who answers for it, how good it is and what it is used for.

The words are DCAT's, so that what is kept here leaves in DCAT-AP and comes back the same. What nobody has said is
empty, and shown as not known: an empty licence is no licence, an unmeasured quality is no zero.
"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import NOBODY, OnErasure, Personal, Purpose

LANGUAGES: Final = ("fr", "en", "ko")


def spoken(texts: dict[str, str]) -> str:
    """The text in the language of the page; else in the first language that it is written in."""
    mine = (get_language() or "fr")[:2]
    return texts.get(mine) or next((texts[code] for code in LANGUAGES if texts[code]), "")


class Producer(Identified):
    """Who makes data and answers for it. One that has an organisation here decides who gets its restricted data."""

    uri = models.CharField(_("its address as an identifier"), max_length=500, blank=True)
    name = models.CharField(_("name"), max_length=200)
    homepage = models.URLField(_("website"), max_length=500, blank=True)
    contact = models.CharField(
        _("contact: the mailbox of a service, not of a person"), max_length=200, blank=True
    )
    organisation = models.OneToOneField(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="producer"
    )

    personal = NOBODY

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class DataAsset(Identified):
    """A set of data: what it holds, who may use it, and where it is. DCAT calls it a dataset."""

    class Access(models.TextChoices):
        OPEN = "open", _("open to all")
        RESTRICTED = "restricted", _("restricted")
        UNKNOWN = "unknown", _("not said")  # a catalogue that was harvested does not say it

    class PersonalData(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("not said")

    #: Given once and never changed: by it a harvest finds the set again, here and elsewhere.
    identifier = models.CharField(max_length=500)
    uri = models.CharField(max_length=500, blank=True)  # of a set that was harvested; ours is its page
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="assets")
    title_fr = models.CharField(_("title in French"), max_length=300, blank=True)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    title_ko = models.CharField(_("title in Korean"), max_length=300, blank=True)
    description_fr = models.TextField(_("description in French"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    description_ko = models.TextField(_("description in Korean"), blank=True)

    access = models.CharField(_("access"), max_length=10, choices=Access.choices, default=Access.UNKNOWN)
    restriction = models.TextField(_("why it is restricted"), blank=True)
    #: One law a line: its address (ELI), or its name.
    legislation = models.TextField(_("law that applies"), blank=True)
    personal_data = models.CharField(
        _("holds personal data"), max_length=7, choices=PersonalData.choices, default=PersonalData.UNKNOWN
    )
    licence = models.CharField(_("licence"), max_length=500, blank=True)

    covers_from = models.DateField(_("covers from"), null=True, blank=True)
    covers_to = models.DateField(_("covers to"), null=True, blank=True)
    frequency = models.CharField(_("frequency of update"), max_length=500, blank=True)
    language = models.CharField(_("languages of the data"), max_length=100, blank=True)  # "fr en"
    contact_name = models.CharField(_("service to write to"), max_length=200, blank=True)
    contact_email = models.CharField(_("its e-mail address"), max_length=200, blank=True)
    contact_page = models.URLField(_("its page"), max_length=500, blank=True)
    provenance = models.TextField(_("where the data comes from"), blank=True)
    landing_page = models.URLField(_("page of the data"), max_length=1000, blank=True)
    version = models.CharField(_("version"), max_length=100, blank=True)
    issued = models.DateField(_("first published on"), null=True, blank=True)
    modified = models.DateField(_("last changed on"), null=True, blank=True)

    #: Its name in the store (openemploi.datasets), when its tables are held here.
    store_name = models.CharField(_("name in the store"), max_length=100, blank=True)
    published_at = models.DateTimeField(null=True)  # empty: its producer alone sees it
    source = models.ForeignKey(
        "repository.HarvestSource", null=True, on_delete=models.PROTECT, related_name="assets"
    )
    remote_digest = models.CharField(max_length=64, blank=True)  # of what the source said last
    gone_at = models.DateTimeField(null=True)  # the source has it no more; what was known stays

    personal = NOBODY

    class Meta:
        ordering = ("title_fr", "title_en", "title_ko", "pk")
        indexes = (
            models.Index(fields=["access", "published_at"], name="asset_access"),
            models.Index(fields=["source", "gone_at"], name="asset_source"),
            models.Index(fields=["uri"], name="asset_uri"),
        )
        constraints = (
            models.UniqueConstraint(fields=["source", "identifier"], name="asset_once_a_source"),
            models.UniqueConstraint(
                fields=["identifier"], condition=models.Q(source=None), name="asset_once_here"
            ),
            models.CheckConstraint(
                condition=~models.Q(title_fr="", title_en="", title_ko=""), name="asset_has_a_title"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the language of the page, else in the first one there is."""
        return spoken({code: getattr(self, f"title_{code}") for code in LANGUAGES})

    @property
    def description(self) -> str:
        """The description in the language of the page, else in the first one there is."""
        return spoken({code: getattr(self, f"description_{code}") for code in LANGUAGES})

    @property
    def is_restricted(self) -> bool:
        """Whether somebody has to grant the access. What is not known to be open is not given away."""
        return self.access == self.Access.RESTRICTED

    @property
    def is_open(self) -> bool:
        """Whether anybody may have it."""
        return self.access == self.Access.OPEN

    @property
    def is_harvested(self) -> bool:
        """Whether another catalogue answers for the description: it is corrected there."""
        return self.source_id is not None


class AssetTerm(Identified):
    """A theme, a place or a key word of a set: what a person looks for it by."""

    class Kind(models.TextChoices):
        THEME = "theme", _("theme")
        PLACE = "place", _("place")
        KEYWORD = "keyword", _("key word")

    asset = models.ForeignKey(DataAsset, on_delete=models.CASCADE, related_name="terms")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    value = models.CharField(max_length=500)  # the address of a theme or place; the word itself
    label = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, blank=True)  # of a key word

    personal = NOBODY

    class Meta:
        ordering = ("kind", "value", "language")
        indexes = (models.Index(fields=["kind", "value"], name="term_value"),)
        constraints = (
            models.UniqueConstraint(fields=["asset", "kind", "value", "language"], name="a_term_once"),
        )

    def __str__(self) -> str:
        return self.label or self.value


class Distribution(Identified):
    """A form in which a set can be had: a file, an interface."""

    asset = models.ForeignKey(DataAsset, on_delete=models.CASCADE, related_name="distributions")
    uri = models.CharField(max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    format = models.CharField(_("format"), max_length=100, blank=True)
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    access_url = models.URLField(_("page or address where it is had"), max_length=2000, blank=True)
    download_url = models.URLField(_("address of the file"), max_length=2000, blank=True)
    bytes = models.BigIntegerField(_("size in bytes"), null=True, blank=True)
    checksum_algorithm = models.CharField(max_length=20, blank=True)  # "sha256"
    checksum = models.CharField(_("checksum"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=500, blank=True)
    conforms_to = models.CharField(_("address of its schema"), max_length=1000, blank=True)
    #: Columns as Table Schema says them: a list of {name, type, title, description}.
    columns = models.JSONField(default=list, blank=True)
    issued = models.DateField(null=True, blank=True)
    modified = models.DateField(null=True, blank=True)

    personal = NOBODY

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return self.title or self.format


class QualityFigure(Identified):
    """How good a set is in one respect, measured on a day; or why it is not known."""

    class Dimension(models.TextChoices):
        FRESHNESS = "freshness", _("freshness")
        COMPLETENESS = "completeness", _("completeness")
        VALIDITY = "validity", _("validity")
        REPRESENTATIVENESS = "representativeness", _("representativeness")

    asset = models.ForeignKey(DataAsset, on_delete=models.CASCADE, related_name="quality")
    dimension = models.CharField(max_length=18, choices=Dimension.choices)
    group = models.CharField(max_length=200, blank=True)  # of whom, for representativeness
    value = models.FloatField(null=True)  # a share from 0 to 1; days for freshness
    n = models.BigIntegerField(null=True)  # of what was counted: rows, cells
    unknown_because = models.CharField(max_length=200, blank=True)
    measured_at = models.DateTimeField(default=timezone.now)

    personal = NOBODY

    class Meta:
        ordering = ("dimension", "group", "-measured_at")
        constraints = (
            models.UniqueConstraint(fields=["asset", "dimension", "group"], name="one_figure_a_dimension"),
        )


class Discussion(Identified):
    """A question or a remark about a set, that anybody can read."""

    asset = models.ForeignKey(DataAsset, on_delete=models.CASCADE, related_name="discussions")
    title = models.CharField(_("subject"), max_length=200)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="discussions"
    )
    closed_at = models.DateTimeField(null=True)

    personal = Personal(
        owner="opened_by",
        fields={"title": Purpose.ACCOUNTABILITY, "opened_by": Purpose.ACCOUNTABILITY},
        on_erasure=OnErasure.CLEAR,  # what others answered stays
    )

    class Meta:
        ordering = ("-created_at", "pk")


class Comment(Identified):
    """A message of a discussion. It is read under the name of the organisation, never of the person."""

    class Hidden(models.TextChoices):
        PERSONAL = "personal", _("it names or describes a person")
        INSULT = "insult", _("it insults or threatens")
        ADVERTISING = "advertising", _("it is advertising")
        OFF_TOPIC = "off_topic", _("it has nothing to do with this data")

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="data_comments"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, on_delete=models.SET_NULL, related_name="data_comments"
    )
    text = models.TextField(_("message"), max_length=4000)
    hidden_at = models.DateTimeField(null=True)
    hidden_because = models.CharField(max_length=20, choices=Hidden.choices, blank=True)

    personal = Personal(owner="author", fields={"text": Purpose.ACCOUNTABILITY}, on_erasure=OnErasure.DELETE)

    class Meta:
        ordering = ("created_at", "pk")


class Reuse(Identified):
    """Which service uses a set, and for which screen or decision."""

    class Use(models.TextChoices):
        SCREEN = "screen", _("a screen")
        DECISION = "decision", _("a decision")
        STUDY = "study", _("a study")
        SERVICE = "service", _("another service")

    asset = models.ForeignKey(DataAsset, on_delete=models.CASCADE, related_name="reuses")
    service = models.CharField(_("service"), max_length=200)
    use = models.CharField(_("used for"), max_length=8, choices=Use.choices)
    what = models.CharField(_("which one"), max_length=300)
    address = models.URLField(_("web address"), max_length=500, blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, on_delete=models.SET_NULL, related_name="reuses"
    )

    personal = Personal(
        owner="declared_by", fields={"declared_by": Purpose.EMPLOYMENT}, on_erasure=OnErasure.CLEAR
    )

    class Meta:
        ordering = ("service", "what", "pk")
