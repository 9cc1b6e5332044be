"""A person's own account of what they can do and what they want, with where each thing was read.

Rows are what the person accepted, corrected or added; :class:`CvDocument` keeps what the machine read, so that each
skill leads back to its passage. Nothing here is a score.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.identity import Identified
from openemploi_web.core.personal import OnErasure, Personal, Purpose


class Profile(Identified):
    """What a person who looks for work says of themselves, and what they wish."""

    class Remote(models.TextChoices):
        ANY = "", _("no preference")
        YES = "yes", _("yes, from home")
        NO = "no", _("no, at the workplace")

    class HoursWish(models.TextChoices):
        ANY = "", _("no preference")
        FULL = "full", _("full time")
        PART = "part", _("part time")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    headline = models.CharField(_("what I do, in a few words"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    commune = models.CharField(_("commune where I live"), max_length=120, blank=True)
    insee_code = models.CharField(max_length=5, blank=True)
    department = models.CharField(max_length=3, blank=True)
    story = models.TextField(_("my answers in my own words"), blank=True)
    #: Wishes. Occupations are URIs of the taxonomy; areas are {"place", "radius_km"}; contracts are the library's.
    wished_occupations = models.JSONField(default=list)
    areas = models.JSONField(default=list)
    contracts = models.JSONField(default=list)
    hours = models.CharField(max_length=4, choices=HoursWish.choices, blank=True)
    minimum_pay = models.PositiveIntegerField(null=True, blank=True)  # euros a month before tax, full time
    remote = models.CharField(max_length=3, choices=Remote.choices, blank=True)
    constraints = models.TextField(_("what I cannot do"), blank=True)
    other_ways = models.BooleanField(
        default=True
    )  # whether offers outside their occupations stand beside their list
    quality = models.FloatField(default=1.0)  # how well the document was read, 0 to 1; not of the person
    language = models.CharField(max_length=2, default="fr")
    notes = models.JSONField(default=list)  # of the reading: what could not be read, and why
    #: What the person said they would like, in their words, with the occupations proposed: [{"text", "uris"}].
    wish_words = models.JSONField(default=list)
    #: Lines that the person removed or corrected, as fingerprints, so that another document does not bring them back.
    settled = models.JSONField(default=list)
    edited_at = models.DateTimeField(default=timezone.now)
    anonymised_at = models.DateTimeField(null=True)

    personal = Personal(
        owner="user",
        fields=dict.fromkeys(
            (
                *("headline", "phone", "commune", "insee_code", "department", "story"),
                *("wished_occupations", "areas", "contracts", "hours", "minimum_pay", "remote"),
                *("constraints", "other_ways", "notes", "wish_words", "settled"),
            ),
            Purpose.PROFILE,
        ),
    )

    def marked(self) -> dict[UUID, str]:
        """What the person said of offers, by offer: one of ``OfferMark.Mark``."""
        return dict(self.marks.values_list("vacancy_id", "mark"))


class CvDocument(Identified):
    """A file that a person gave, or the text of their answers, and what was read in it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        READ = "read", _("read")
        REFUSED = "refused", _("could not be read")

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="cv/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    #: The person's answers in their own words, by question (reading.Answers); empty for a file of theirs.
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    job = models.UUIDField(null=True)
    pages = models.JSONField(default=list)  # [{"number", "start", "text"}], as read
    reading = models.JSONField(null=True)  # the library's JobseekerProfile, by openemploi.profiles.archive
    quality = models.FloatField(null=True)
    notes = models.JSONField(default=list)
    fault = models.JSONField(null=True)  # {"code", "message", "remedy"}

    personal = Personal(
        owner="profile__user",
        fields=dict.fromkeys(("name", "file", "answers", "pages", "reading", "notes"), Purpose.PROFILE),
    )

    class Meta:
        ordering = ("-created_at",)


class Skill(Identified):
    """A skill of a person: read, implied or added, and what they said of it."""

    class Source(models.TextChoices):
        SAID = "said", _("said")
        IMPLIED = "implied", _("implied")
        ADDED = "added", _("added by the person")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("to be checked")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("not mine")

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="skills")
    document = models.ForeignKey(CvDocument, null=True, on_delete=models.SET_NULL, related_name="skills")
    uri = models.CharField(max_length=300)
    label = models.CharField(max_length=300)
    source = models.CharField(max_length=8, choices=Source.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    #: The person's own rating, 0 (I have seen it done) to 4 (I teach it); unknown unless they said.
    rating = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(4)])
    level = models.CharField(max_length=12, blank=True)  # as read: openemploi.extraction.model.Level
    confidence = models.FloatField(default=1.0)
    negated = models.BooleanField(default=False)
    months = models.PositiveIntegerField(null=True)
    last_used = models.CharField(max_length=7, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    passages = models.JSONField(default=list)  # [{"text", "start", "end", "page"}] in the document
    top = models.PositiveSmallIntegerField(null=True, validators=[MinValueValidator(1), MaxValueValidator(5)])

    personal = Personal(
        owner="profile__user",
        fields=dict.fromkeys(
            ("uri", "label", "rating", "level", "months", "last_used", "reason", "passages", "top"),
            Purpose.PROFILE,
        ),
    )

    class Meta:
        ordering = ("state", "-confidence", "label")
        constraints = (models.UniqueConstraint(fields=["profile", "uri"], name="one_row_a_skill"),)


class Experience(Identified):
    """One line of a working life. Jobs, training, volunteering, caring and unpaid work count alike."""

    class Kind(models.TextChoices):
        JOB = "job", _("job")
        INTERNSHIP = "internship", _("internship")
        APPRENTICESHIP = "apprenticeship", _("apprenticeship")
        VOLUNTEERING = "volunteering", _("volunteering")
        UNPAID = "unpaid", _("caring, running a home, unpaid work")
        SELF_EMPLOYED = "self_employed", _("self-employed")

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="experiences")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices, default=Kind.JOB)
    title = models.CharField(_("what I did"), max_length=200)
    employer = models.CharField(_("where, for whom"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    start = models.CharField(_("from"), max_length=7, blank=True)  # YYYY or YYYY-MM; empty is unknown
    end = models.CharField(_("to"), max_length=7, blank=True)
    current = models.BooleanField(_("I still do it"), default=False)
    months = models.PositiveIntegerField(null=True, blank=True)
    description = models.TextField(_("what I did there"), blank=True)
    occupation_uri = models.CharField(max_length=300, blank=True)
    occupation_label = models.CharField(max_length=300, blank=True)
    occupation_confidence = models.FloatField(null=True)
    occupation_codes = models.JSONField(default=list)  # [[scheme, code]]
    passage = models.JSONField(null=True)

    personal = Personal(
        owner="profile__user",
        fields=dict.fromkeys(
            ("title", "employer", "place", "start", "end", "months", "description", "passage"),
            Purpose.PROFILE,
        ),
    )

    class Meta:
        ordering = ("-current", "-start", "created_at")


class Education(Identified):
    """A diploma, a course, a certificate; ``level`` is 3 (CAP) to 8 (doctorate), unknown unless said."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="education")
    title = models.CharField(_("diploma or training"), max_length=200)
    school = models.CharField(_("school"), max_length=200, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(8)])
    year = models.CharField(_("year"), max_length=7, blank=True)
    obtained = models.BooleanField(null=True)
    passage = models.JSONField(null=True)

    personal = Personal(
        owner="profile__user",
        fields=dict.fromkeys(("title", "school", "level", "year", "passage"), Purpose.PROFILE),
    )

    class Meta:
        ordering = ("-year", "created_at")


class Language(Identified):
    """A language and its level (A1 to C2, or ``native``); empty is unknown."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(max_length=8)
    label = models.CharField(max_length=80)
    level = models.CharField(_("level"), max_length=6, blank=True)
    negated = models.BooleanField(default=False)
    passages = models.JSONField(default=list)

    personal = Personal(
        owner="profile__user", fields=dict.fromkeys(("code", "label", "level", "passages"), Purpose.PROFILE)
    )

    class Meta:
        ordering = ("label",)
        constraints = (models.UniqueConstraint(fields=["profile", "code"], name="one_row_a_language"),)


class Licence(Identified):
    """A licence or permit (``driving:B``), held or said not to be held."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="licences")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    negated = models.BooleanField(default=False)
    passages = models.JSONField(default=list)

    personal = Personal(
        owner="profile__user", fields=dict.fromkeys(("code", "label", "passages"), Purpose.PROFILE)
    )

    class Meta:
        ordering = ("label",)
        constraints = (models.UniqueConstraint(fields=["profile", "code"], name="one_row_a_licence"),)


class Version(Identified):
    """A profile as it stood when the person froze it, to send the same thing that they saw."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    label = models.CharField(_("name of this version"), max_length=120)
    snapshot = models.JSONField()  # see openemploi_web.jobseekers.snapshots

    personal = Personal(owner="profile__user", fields={"label": Purpose.PROFILE, "snapshot": Purpose.PROFILE})

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["profile", "number"], name="one_number_a_version"),)


class SavedSearch(Identified):
    """A search that is run again, and told by e-mail when it finds something new."""

    class Alert(models.TextChoices):
        NEVER = "never", _("never")
        DAILY = "daily", _("each day")
        WEEKLY = "weekly", _("each week")

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="searches")
    name = models.CharField(_("name"), max_length=120)
    filters = models.JSONField(default=dict)
    alert = models.CharField(
        _("tell me by e-mail"), max_length=6, choices=Alert.choices, default=Alert.WEEKLY
    )
    told_at = models.DateTimeField(default=timezone.now)

    personal = Personal(owner="profile__user", fields={"name": Purpose.PROFILE, "filters": Purpose.PROFILE})

    class Meta:
        ordering = ("name",)


class OfferMark(Identified):
    """What a person said of an offer: a favourite, or not for them and why."""

    class Mark(models.TextChoices):
        FAVOURITE = "favourite", _("favourite")
        NOT_FOR_ME = "not_for_me", _("not for me")

    class Reason(models.TextChoices):
        TOO_FAR = "too_far", _("too far")
        HOURS = "hours", _("the hours do not suit")
        PAY = "pay", _("the pay is too low")
        CONTRACT = "contract", _("the contract does not suit")
        TASKS = "tasks", _("I do not want to do these tasks")
        UNABLE = "unable", _("I do not know how to do this")
        HEALTH = "constraint", _("I cannot, for a reason of mine")
        OTHER = "other", _("another reason")

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="marks")
    vacancy = models.ForeignKey("vacancies.Vacancy", on_delete=models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=10, choices=Mark.choices)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)

    personal = Personal(owner="profile__user", fields={"mark": Purpose.PROFILE, "reason": Purpose.PROFILE})

    class Meta:
        ordering = ("-created_at",)
        constraints = (models.UniqueConstraint(fields=["profile", "vacancy"], name="one_mark_an_offer"),)


class OfferTold(Identified):
    """An offer that an alert has told a person of, so that it is told once whatever searches find it."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="told")
    vacancy = models.ForeignKey("vacancies.Vacancy", on_delete=models.CASCADE, related_name="+")

    personal = Personal(owner="profile__user", on_erasure=OnErasure.DELETE)

    class Meta:
        ordering = ("created_at",)
        constraints = (models.UniqueConstraint(fields=["profile", "vacancy"], name="tell_an_offer_once"),)
