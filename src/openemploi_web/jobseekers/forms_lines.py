"""The lines of a life, each corrected or written by its owner; what is left empty stays unknown."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openemploi.extraction.language_names import languages
from openemploi.extraction.licence_names import licence_name
from openemploi.extraction.model import LanguageLevel
from openemploi_web.core.languages import language_in_force
from openemploi_web.jobseekers.models import Education, Experience, Language, Licence

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
        label=gettext_lazy("From when"), help_text=gettext_lazy("2019, or 03/2019. Leave empty if unknown.")
    )
    end = MonthField(label=gettext_lazy("Until when"))

    class Meta:
        model = Experience
        fields = ("kind", "title", "employer", "place", "start", "end", "current", "description")
        widgets: ClassVar = {"description": forms.Textarea(attrs={"rows": 5}), "kind": forms.Select()}

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

    year = MonthField(label=capfirst(gettext_lazy("year")))
    level = forms.TypedChoiceField(
        label=capfirst(gettext_lazy("level")),
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
        label=capfirst(gettext_lazy("obtained")),
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
        known = {True: "yes", False: "no"}.get(self.instance.obtained)
        self.initial["obtained"] = known or ""

    class Meta:
        model = Education
        fields = ("title", "school", "level", "year", "obtained")


class LanguageForm(forms.ModelForm):  # type: ignore[type-arg]
    """A language and how well it is spoken."""

    code = forms.ChoiceField(label=capfirst(gettext_lazy("language")))
    level = forms.ChoiceField(label=capfirst(gettext_lazy("level")), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = language_in_force()
        names = sorted(
            ((name.code, getattr(name, language, name.fr)) for name in languages().values()),
            key=lambda pair: pair[1].casefold(),
        )
        self.fields["code"].choices = [("", "—"), *names]  # type: ignore[attr-defined]
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            ("", _("I do not know")),
            *((level.value, level_words(level)) for level in LanguageLevel),
        ]
        if self.instance.label:
            self.fields["code"].disabled = True
            known = dict(names).get(self.instance.code, self.instance.label)
            self.fields["code"].choices = [(self.instance.code, known)]  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """A language is there once."""
        return _once(self.instance, self.cleaned_data["code"])

    class Meta:
        model = Language
        fields = ("code", "level")


class LicenceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A licence that the person has, or says not to have."""

    code = forms.ChoiceField(label=capfirst(gettext_lazy("licence or permit")))
    held = forms.ChoiceField(
        label=capfirst(gettext_lazy("do you have it?")),
        choices=[("yes", gettext_lazy("Yes, I have it")), ("no", gettext_lazy("No, I do not have it"))],
        widget=forms.RadioSelect,
        initial="yes",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = language_in_force()
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


def level_words(level: LanguageLevel) -> str:
    """A level of a language as the person says it of themselves."""
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
