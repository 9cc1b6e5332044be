"""What a person gives and says of themselves: a file or answers, the lines of their life, their wishes."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from openemploi.documents import Limits
from openemploi.documents.refusals import document_error
from openemploi.extraction.language_names import languages
from openemploi.extraction.licence_names import licence_name
from openemploi.extraction.model import Contract, LanguageLevel
from openemploi.territory.places import locate
from openemploi_web.jobseekers.models import Education, Experience, Language, Licence, Profile
from openemploi_web.jobseekers.reading import Answers, tidy

LONGEST_ANSWER: Final = 4000
ACCEPTED: Final = ".pdf,.docx,.odt,.rtf,.html,.htm,.txt,.png,.jpg,.jpeg,.tif,.tiff,.webp,.xml,.json"
CONTRACTS: Final = {
    Contract.PERMANENT: gettext_lazy("permanent (CDI)"),
    Contract.FIXED_TERM: gettext_lazy("fixed term (CDD)"),
    Contract.TEMPORARY: gettext_lazy("temporary agency (intérim)"),
    Contract.SEASONAL: gettext_lazy("seasonal"),
    Contract.APPRENTICESHIP: gettext_lazy("apprenticeship"),
    Contract.INTERNSHIP: gettext_lazy("internship"),
    Contract.CIVIL_SERVICE: gettext_lazy("civil service, by competition"),
    Contract.SELF_EMPLOYED: gettext_lazy("self-employed"),
    Contract.VOLUNTEERING: gettext_lazy("volunteering"),
}
RADII: Final = (5, 10, 20, 30, 50, 80, 120)
PLACES: Final = 3
#: Licences that offers ask for; others are added when a CV names them.
LICENCES: Final = (
    "driving:B", "driving:AM", "driving:A", "driving:BE", "driving:C", "driving:CE", "driving:D", "vehicle",
    "caces:R489-1A", "caces:R489-3", "caces:R489-5", "caces:R486", "caces:R482-A", "electrical:BR", "electrical:B1V",
    "electrical:H0B0", "first-aid:SST", "first-aid:PSC1", "childcare:BAFA", "childcare:BAFD", "lifeguard:BNSSA",
    "security:professional-card", "transport:FIMO-goods", "transport:FIMO-passengers", "transport:ADR",
    "transport:taxi", "transport:VTC", "pesticides:certiphyto", "boat",
)  # fmt: skip
_MONTH: Final = re.compile(
    r"(?:(?P<month>\d{1,2})\s*[/-]\s*)?(?P<year>(?:19|20)\d\d)|(?P<y>(?:19|20)\d\d)-(?P<m>\d\d?)"
)


class FileForm(forms.Form):
    """A CV in any form. What cannot be read is refused by the reader, with its reason."""

    file = forms.FileField(
        label=gettext_lazy("Your CV"),
        help_text=gettext_lazy(
            "PDF, Word, LibreOffice, text, a photo or a scan, Europass, JSON Resume; 20 MB at most."
        ),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )

    def clean_file(self) -> Any:
        """The size is known before the file is read: the same refusal as the reader's."""
        file = self.cleaned_data["file"]
        limit = Limits().max_bytes
        code = "document_too_large" if file.size > limit else "document_empty" if not file.size else ""
        if code:
            fault = document_error(code, name=file.name, limit=limit)
            raise forms.ValidationError(f"{fault.message} {fault.remedy}", code=code)
        return file


class AnswersForm(forms.Form):
    """Four plain questions; one answer is enough to begin."""

    done = forms.CharField(
        label=gettext_lazy("What have you done until now?"),
        help_text=gettext_lazy(
            "Jobs, training, volunteering, caring for somebody: everything counts. For example: “I have been a waiter for"
            " five years. I know how to take orders and hold a till. I looked after my mother for two years.”"
        ),
        widget=forms.Textarea(attrs={"rows": 7}),
        required=False,
        max_length=LONGEST_ANSWER,
    )
    wish = forms.CharField(
        label=gettext_lazy("What would you like to do?"),
        help_text=gettext_lazy(
            "A job, a field, or several. For example: “I would like to work with computers, or in sales.”"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=LONGEST_ANSWER,
    )
    where = forms.CharField(
        label=gettext_lazy("Where?"),
        help_text=gettext_lazy("For example: “Digne-les-Bains or Manosque, 30 km.”"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=500,
    )
    cannot = forms.CharField(
        label=gettext_lazy("What can you not do?"),
        help_text=gettext_lazy(
            "For example: “I have no driving licence. I cannot carry heavy loads.” Do not write anything about your health"
            " that you do not want to keep here."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=LONGEST_ANSWER,
    )

    def clean(self) -> dict[str, Any]:
        """At least one answer."""
        values = super().clean() or {}
        if not self.errors and not any(tidy(text) for text in values.values()):
            raise forms.ValidationError(_("Write at least one answer, with your own words."))
        return values

    @property
    def answers(self) -> Answers:
        """The answers as they are kept."""
        return Answers(**{name: tidy(self.cleaned_data.get(name, "")) for name in self.fields})


class MonthField(forms.CharField):
    """A year, or a month and a year: "2019", "03/2019"; kept as ``2019`` or ``2019-03``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """``2019-03`` as people write it."""
        text = str(value or "")
        return f"{text[5:7]}/{text[:4]}" if re.fullmatch(r"\d{4}-\d\d", text) else text

    def clean(self, value: Any) -> str:
        """The value kept; empty is unknown."""
        text = super().clean(value).strip()
        if not text:
            return ""
        found = _MONTH.fullmatch(text)
        year = (found["year"] or found["y"]) if found else None
        month = int(found["month"] or found["m"] or 0) if found else 0
        if not found or month > 12:
            raise forms.ValidationError(_("Write a year (2019) or a month and a year (03/2019)."))
        return f"{year}-{month:02d}" if month else f"{year}"


class ExperienceForm(forms.ModelForm):  # type: ignore[type-arg]
    """One thing that the person did."""

    start = MonthField(
        label=gettext_lazy("from"), help_text=gettext_lazy("2019, or 03/2019. Leave empty if unknown.")
    )
    end = MonthField(label=gettext_lazy("to"))

    class Meta:
        model = Experience
        fields = ("kind", "title", "employer", "place", "start", "end", "current", "description")
        widgets = {"description": forms.Textarea(attrs={"rows": 5}), "kind": forms.Select()}

    def clean(self) -> dict[str, Any]:
        """An end does not come before its beginning; how long it lasted follows from both."""
        values = super().clean() or {}
        start, end = values.get("start", ""), values.get("end", "")
        if values.get("current"):
            values["end"] = end = ""
        if start and end and end[: len(start)] < start[: len(end)]:
            self.add_error("end", _("The end is before the beginning."))
        if {"start", "end", "current"} & set(self.changed_data):
            self.instance.months = _months(start, end, current=bool(values.get("current")))
        return values


class EducationForm(forms.ModelForm):  # type: ignore[type-arg]
    """A diploma or a course."""

    year = MonthField(label=gettext_lazy("year"))
    level = forms.TypedChoiceField(
        label=gettext_lazy("level"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[
            ("", gettext_lazy("I do not know")),
            (3, gettext_lazy("3: CAP, BEP")),
            (4, gettext_lazy("4: baccalauréat")),
            (5, gettext_lazy("5: two years after (BTS, DUT)")),
            (6, gettext_lazy("6: three years after (licence, BUT)")),
            (7, gettext_lazy("7: five years after (master, engineer)")),
            (8, gettext_lazy("8: doctorate")),
        ],
    )
    obtained = forms.TypedChoiceField(
        label=gettext_lazy("obtained"),
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        choices=[
            ("", gettext_lazy("I do not say")),
            ("yes", gettext_lazy("yes")),
            ("no", gettext_lazy("not, or not yet")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {True: "yes", False: "no"}.get(self.instance.obtained)  # type: ignore[arg-type]
        self.initial["obtained"] = known or ""

    class Meta:
        model = Education
        fields = ("title", "school", "level", "year", "obtained")


class LanguageForm(forms.ModelForm):  # type: ignore[type-arg]
    """A language and how well it is spoken."""

    code = forms.ChoiceField(label=gettext_lazy("language"))
    level = forms.ChoiceField(label=gettext_lazy("level"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = (get_language() or "fr")[:2]
        names = sorted(
            ((name.code, getattr(name, language, name.fr)) for name in languages().values()),
            key=lambda pair: pair[1].casefold(),
        )
        self.fields["code"].choices = [("", "—"), *names]  # type: ignore[attr-defined]
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            ("", _("I do not know")),
            *((level.value, _level_words(level)) for level in LanguageLevel),
        ]
        if self.instance.label:
            self.fields["code"].disabled = True
            self.fields["code"].choices = [
                (self.instance.code, dict(names).get(self.instance.code, self.instance.label))
            ]  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """A language is there once."""
        return _once(self.instance, self.cleaned_data["code"])

    class Meta:
        model = Language
        fields = ("code", "level")


class LicenceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A licence that the person has, or says not to have."""

    code = forms.ChoiceField(label=gettext_lazy("licence or permit"))
    held = forms.ChoiceField(
        label=gettext_lazy("do you have it?"),
        choices=[("yes", gettext_lazy("Yes, I have it")), ("no", gettext_lazy("No, I do not have it"))],
        widget=forms.RadioSelect,
        initial="yes",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = (get_language() or "fr")[:2]
        codes = [self.instance.code] if self.instance.label else LICENCES
        self.fields["code"].choices = [(code, licence_name(code, language)) for code in codes]  # type: ignore[attr-defined]
        self.fields["code"].disabled = bool(self.instance.label)
        if self.instance.label:
            self.initial["held"] = "no" if self.instance.negated else "yes"

    def clean_code(self) -> str:
        """A licence is there once."""
        return _once(self.instance, self.cleaned_data["code"])

    class Meta:
        model = Licence
        fields = ("code",)


class ContactForm(forms.Form):
    """Who the person is and where they live; it never counts in a comparison."""

    name = forms.CharField(label=gettext_lazy("first name and name"), max_length=120, required=False)
    headline = forms.CharField(
        label=gettext_lazy("what I do, in a few words"),
        help_text=gettext_lazy("For example: “Waiter, five years of experience”."),
        max_length=200,
        required=False,
    )
    phone = forms.CharField(
        label=gettext_lazy("telephone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    commune = forms.CharField(label=gettext_lazy("commune where I live"), max_length=120, required=False)
    department = forms.CharField(
        label=gettext_lazy("département"),
        help_text=gettext_lazy(
            "Its number: 04, 13, 2A… An agency of this territory may then follow you if you agree."
        ),
        max_length=3,
        required=False,
    )

    def clean_department(self) -> str:
        """A number of a département."""
        code = self.cleaned_data["department"].strip().upper()
        if code and not re.fullmatch(r"0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8]|98[678]", code):
            raise forms.ValidationError(_("Write the number of a département: 04, 13, 2A, 974…"))
        return code

    def clean_phone(self) -> str:
        """Digits and what stands between them."""
        phone = self.cleaned_data["phone"].strip()
        if phone and not re.fullmatch(r"\+?[\d\s().\-/]{6,29}", phone):
            raise forms.ValidationError(_("Write a telephone number with digits only: 06 12 34 56 78."))
        return phone


class WishesForm(forms.Form):
    """Everything that a person wishes of a job but the occupations, which have their own search."""

    contracts = forms.MultipleChoiceField(
        label=gettext_lazy("Contracts that suit you"),
        help_text=gettext_lazy("None ticked means: no preference."),
        choices=[(contract.value, words) for contract, words in CONTRACTS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    hours = forms.ChoiceField(
        label=gettext_lazy("Hours"),
        choices=Profile.HoursWish.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    remote = forms.ChoiceField(
        label=gettext_lazy("Working from home"),
        choices=Profile.Remote.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    minimum_pay = forms.IntegerField(
        label=gettext_lazy("Least pay"),
        help_text=gettext_lazy(
            "Euros a month before tax, for full time. Leave empty if you do not want to say."
        ),
        min_value=1,
        max_value=50_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    constraints = forms.CharField(
        label=gettext_lazy("What you cannot do"),
        help_text=gettext_lazy("In your own words. Only you, and a counsellor whom you agree with, read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                name: getattr(profile, name)
                for name in ("contracts", "hours", "remote", "minimum_pay", "constraints")
            },
        )
        super().__init__(*args, **kwargs)
        areas = [*profile.areas, *({} for _n in range(PLACES))][: max(PLACES, len(profile.areas))]
        self.places = len(areas)
        for number, area in enumerate(areas, start=1):
            place = forms.CharField(
                label=_("Place %(number)s") % {"number": number},
                max_length=120,
                required=False,
                initial=area.get("place", ""),
            )
            radius = area.get("radius_km")
            known = sorted({*RADII, *([round(radius)] if radius else [])})
            self.fields[f"place_{number}"] = place
            self.fields[f"radius_{number}"] = forms.TypedChoiceField(
                label=_("Distance from place %(number)s") % {"number": number},
                choices=[("", _("no limit said")), *((str(km), f"{km} km") for km in known)],
                coerce=float,
                empty_value=None,
                required=False,
                initial=str(round(radius)) if radius else "",
            )

    @property
    def place_rows(self) -> list[tuple[Any, Any]]:
        """The fields of each place, side by side."""
        return [(self[f"place_{n}"], self[f"radius_{n}"]) for n in range(1, self.places + 1)]

    def clean(self) -> dict[str, Any]:
        """Each place is one that we can find, under its own name."""
        values = super().clean() or {}
        areas: list[dict[str, Any]] = []
        for number in range(1, self.places + 1):
            name = values.get(f"place_{number}", "").strip()
            if not name:
                continue
            point = locate(name)
            if point is None:
                self.add_error(
                    f"place_{number}",
                    _("We do not know where “%(place)s” is. Write the name of a town nearby.")
                    % {"place": name},
                )
            elif all(area["place"] != point.name for area in areas):
                areas.append({"place": point.name, "radius_km": values.get(f"radius_{number}")})
        values["areas"] = areas
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What is kept."""
        names = ("areas", "contracts", "hours", "remote", "minimum_pay", "constraints")
        return {name: self.cleaned_data[name] for name in names}


class VersionForm(forms.Form):
    """A name for the profile as it stands."""

    label = forms.CharField(
        label=gettext_lazy("name of this version"),
        help_text=gettext_lazy("For example: “For hotels”. Only you see it."),
        max_length=120,
    )


LINE_FORMS: Final[dict[str, type[forms.ModelForm]]] = {  # type: ignore[type-arg]
    "experience": ExperienceForm,
    "diplome": EducationForm,
    "langue": LanguageForm,
    "permis": LicenceForm,
}


def _once(line: Language | Licence, code: str) -> str:
    others = type(line).objects.filter(profile=line.profile, code=code).exclude(pk=line.pk)
    if others.exists():
        raise forms.ValidationError(_("It is already in your profile."))
    return code


def _months(start: str, end: str, *, current: bool) -> int | None:
    """How long something lasted; unknown when an end is, or when one year says too little."""
    if current:
        today = timezone.localdate()
        end = f"{today:%Y-%m}" if len(start) == 7 else f"{today:%Y}"
    if not start or not end:
        return None
    years = int(end[:4]) - int(start[:4])
    if len(start) == 7 and len(end) == 7:
        return years * 12 + int(end[5:7]) - int(start[5:7]) + 1
    return years * 12 or None


def _level_words(level: LanguageLevel) -> str:
    words = {
        "A1": _("A1: a few words"),
        "A2": _("A2: simple exchanges"),
        "B1": _("B1: I manage in daily life"),
        "B2": _("B2: I speak with ease"),
        "C1": _("C1: I work in this language"),
        "C2": _("C2: as well as a native speaker"),
        "native": _("mother tongue"),
    }
    return words[level.value]
