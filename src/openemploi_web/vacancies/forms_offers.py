"""What an employer writes of an offer: by hand, by pasting its text, or by giving a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openemploi.extraction.model import Contract
from openemploi_web.accounts.models import Establishment, Organisation
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.terms import CONTRACTS

_KNOWN = ((None, _("not said")), (True, _("yes")), (False, _("no")))
MOST_BYTES = 20_000_000


class VacancyForm(forms.ModelForm):  # type: ignore[type-arg]
    """Everything an offer says. Only the title and the text must be given: what is not known stays unknown."""

    class Meta:
        model = Vacancy
        fields: ClassVar[Sequence[str]] = (
            "title",
            "text",
            "establishment",
            "commune",
            "department",
            "contract",
            "contract_months",
            "full_time",
            "weekly_hours",
            "pay_minimum",
            "pay_maximum",
            "pay_unit",
            "remote",
            "openings",
            "closes_on",
        )
        widgets: ClassVar[dict[str, Any]] = {
            "text": forms.Textarea(attrs={"rows": 14}),
            "closes_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "full_time": forms.Select(choices=_KNOWN),
            "remote": forms.Select(choices=_KNOWN),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "text": _(
                "The tasks, what you ask for, what you offer. The skills asked for are read in it, and you choose next."
            ),
            "closes_on": _("Leave empty when you take applications until you close the offer."),
            "pay_minimum": _("Before tax. Left empty, people read that the pay is not given."),
        }

    def __init__(self, *arguments: Any, organisation: Organisation, **named: Any) -> None:
        super().__init__(*arguments, **named)
        places = Establishment.objects.filter(organisation=organisation)
        establishment: Any = self.fields["establishment"]
        establishment.queryset = places
        establishment.label = _("establishment")
        establishment.empty_label = _g("not said")
        if not places.exists():
            del self.fields["establishment"]
        self.fields["department"].label = _("département (number)")
        self.fields["contract"] = forms.ChoiceField(
            label=_("contract"),
            required=False,
            choices=[("", _("not said")), *CONTRACTS.items()],
        )
        self.fields["pay_unit"] = forms.ChoiceField(
            label=_("pay, by"),
            required=False,
            choices=[
                ("", _("not said")),
                ("hour", _("hour")),
                ("month", _("month")),
                ("year", pgettext_lazy("pay", "year")),
            ],
        )
        for name in ("contract_months", "weekly_hours", "pay_minimum", "pay_maximum"):
            number = self.initial.get(name)
            if number is not None and number == int(number):
                self.initial[name] = int(number)  # 36, not 36.0
        for name in ("full_time", "remote"):
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label,
                required=False,
                choices=[("", _("not said")), ("yes", _("yes")), ("no", _("no"))],
                coerce=lambda value: {"yes": True, "no": False}.get(value),
                empty_value=None,
            )
            value = getattr(self.instance, name)
            self.initial[name] = "" if value is None else "yes" if value else "no"
        for field in self.fields.values():
            field.label = capfirst(field.label)

    def clean_closes_on(self) -> Any:
        """A last day that is to come."""
        day = self.cleaned_data["closes_on"]
        if day and day < timezone.localdate() and day != self.initial.get("closes_on"):
            raise forms.ValidationError(_("This day is over. Give one to come, or leave it empty."))
        return day

    def clean(self) -> dict[str, Any]:
        """Pay from low to high, and by what; no end for what has none."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = data.get("pay_minimum"), data.get("pay_maximum")
        if low is not None and high is not None and high < low:
            self.add_error("pay_maximum", _("The highest pay is under the lowest."))
        if (low is not None or high is not None) and not data.get("pay_unit"):
            self.add_error("pay_unit", _("Say whether the pay is by hour, month or year."))
        if data.get("contract") == Contract.PERMANENT and data.get("contract_months"):
            self.add_error(
                "contract_months",
                _(
                    "A permanent contract has no end. Leave the months empty, or choose a fixed-term contract."
                ),
            )
        for name in ("pay_minimum", "pay_maximum", "weekly_hours", "contract_months"):
            value = data.get(name)
            if value is not None and value <= 0:
                self.add_error(name, _("Give a number above zero, or leave it empty."))
        if (hours := data.get("weekly_hours")) is not None and hours > 60:
            self.add_error("weekly_hours", _("The law allows 48 hours a week, 60 in exceptional cases."))
        return data


class PasteForm(forms.Form):
    """The text of an offer as it stands elsewhere."""

    text = forms.CharField(
        label=_("The text of the offer"),
        min_length=40,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_(
            "Paste all of it, terms included. We read the title, contract, hours, pay and skills; you check."
        ),
    )


class OfferFileForm(forms.Form):
    """A file with one offer or several."""

    file = forms.FileField(
        label=_("The file"),
        max_length=200,
        help_text=_(
            "PDF, Word, OpenDocument, text, a web page, or a file of France Travail or schema.org with up to 100 "
            "offers. 20 MB at most."
        ),
    )

    def clean_file(self) -> Any:
        """A file of a size that can be read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 20 MB. Split it, or send it by the API."))
        return file


class CloseForm(forms.Form):
    """Why an offer is closed, and what the people still waiting are told."""

    REASONS = (
        ("filled", _("somebody was chosen")),
        ("cancelled", _("the job is no longer offered")),
        ("other", _("another reason")),
    )
    reason = forms.ChoiceField(label=_("Why you close it"), choices=REASONS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What the people still waiting are told"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_(
            "Left empty, each person gets the courteous text that stands below, in their language, with the reason."
        ),
    )
