"""What a person gives and says of themselves: a file or answers, the lines of their life, their wishes."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openemploi.documents import Limits
from openemploi.documents.refusals import document_error
from openemploi.extraction.model import Contract
from openemploi.territory.places import locate
from openemploi_web.jobseekers.models import Profile
from openemploi_web.jobseekers.reading import Answers, tidy
from openemploi_web.ui.places import not_found

LONGEST_ANSWER: Final = 4000
ACCEPTED: Final = ".pdf,.docx,.odt,.rtf,.html,.htm,.txt,.png,.jpg,.jpeg,.tif,.tiff,.webp,.xml,.json,.zip"
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


class FileForm(forms.Form):
    """A CV in any form. What cannot be read is refused by the reader, with its reason."""

    file = forms.FileField(
        label=gettext_lazy("Your CV"),
        help_text=gettext_lazy(
            "PDF, Word, LibreOffice, text, a photo or a scan, Europass, JSON Resume, LinkedIn’s archive; 20 MB at most."
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


class DocumentAboutMeForm(FileForm):
    """A document about the person, which is compared and not kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("A document about you")


class AnswersForm(forms.Form):
    """Four plain questions; one answer is enough to begin."""

    done = forms.CharField(
        label=gettext_lazy("What have you done until now?"),
        help_text=gettext_lazy(
            "Jobs, training, volunteering, caring for somebody: everything counts. For example: “I have been a waiter"
            " for five years. I know how to take orders and hold a till. I looked after my mother for two years.”"
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
            "For example: “I have no driving licence. I cannot carry heavy loads.” Do not write anything about your"
            " health that you do not want to keep here."
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


class ContactForm(forms.Form):
    """Who the person is and where they live; it never counts in a comparison."""

    name = forms.CharField(
        label=capfirst(gettext_lazy("first name and name")), max_length=120, required=False
    )
    headline = forms.CharField(
        label=capfirst(gettext_lazy("what I do, in a few words")),
        help_text=gettext_lazy("For example: “Waiter, five years of experience”."),
        max_length=200,
        required=False,
    )
    phone = forms.CharField(
        label=capfirst(gettext_lazy("telephone")),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    commune = forms.CharField(
        label=capfirst(gettext_lazy("commune where I live")), max_length=120, required=False
    )
    department = forms.CharField(
        label=capfirst(gettext_lazy("département")),
        help_text=gettext_lazy(
            "Its number: 04, 13, 2A… An agency of this territory may then follow you if you agree."
        ),
        max_length=3,
        required=False,
    )

    def clean_department(self) -> str:
        """A number of a département."""
        code: str = self.cleaned_data["department"].strip().upper()
        if code and not re.fullmatch(r"0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8]|98[678]", code):
            raise forms.ValidationError(_("Write the number of a département: 04, 13, 2A, 974…"))
        return code

    def clean_phone(self) -> str:
        """Digits and what stands between them."""
        phone: str = self.cleaned_data["phone"].strip()
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
                self.add_error(f"place_{number}", not_found(name))
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
        label=capfirst(gettext_lazy("name of this version")),
        help_text=gettext_lazy("For example: “For hotels”. Only you see it."),
        max_length=120,
    )
