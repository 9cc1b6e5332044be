"""Keeping a project, opening it by its code, weighing areas, and the counsellor's side of the talk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openemploi_web.mobility.codes import never_used, plain
from openemploi_web.mobility.models import ProjectEnding
from openemploi_web.ui import words

WEIGHTS = (
    (0, _("not at all")),
    (1, _("a little")),
    (2, _("somewhat")),
    (3, _("much")),
    (4, _("most of all")),
)
USUAL_WEIGHT = 2


class KeepForm(forms.Form):
    """Whether to be reminded, and whether it goes with one's account."""

    email = forms.EmailField(
        label=_("E-mail address, only if you want to be reminded"),
        help_text=_(
            "We write after 1, 3 and 6 months, so that you look at the figures again. Nothing of your project is in "
            "the mail. The address is used for nothing else."
        ),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    with_account = forms.BooleanField(
        label=_("Keep it with my account"),
        help_text=_("You find it again without the code, and can send it to your counsellor."),
        required=False,
        initial=True,
    )

    counts = forms.BooleanField(
        label=_("My project may count, without my name, among similar projects"),
        help_text=_(
            "So that others learn how long it took. Counted are the kind of change, the family of the occupation, the "
            "region, the year, how many months and how it ended. You can take it back with your code."
        ),
        required=False,
    )

    def __init__(self, *args: Any, has_account: bool, can_count: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_account:
            del self.fields["with_account"]
        if not can_count:
            del self.fields["counts"]


class CodeForm(forms.Form):
    """The code of a kept project."""

    code = forms.CharField(
        label=_("The code of the project"),
        help_text=_("Eight letters and figures, for example 7KQM-2XNP."),
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """The eight signs."""
        typed = self.cleaned_data["code"]
        signs = plain(typed)
        if not signs and (never := never_used(typed)):
            raise forms.ValidationError(
                gettext(
                    "A code never has these signs: %(signs)s. A sign that looks like one of them may be meant: look at "
                    "it again."
                )
                % {"signs": ", ".join(never)},
                code="code",
            )
        if not signs:
            raise forms.ValidationError(
                _("A code has eight letters and figures. Look at it again."), code="code"
            )
        return signs


class EndingForm(forms.Form):
    """What became of a project: how it ended, in which month, and why it was given up if they want to say."""

    what = forms.ChoiceField(
        label=_("What became of it?"), choices=ProjectEnding.What.choices, widget=forms.RadioSelect
    )
    month = forms.ChoiceField(
        label=_("In which month?"),
        help_text=_("Leave it empty while the search goes on."),
        required=False,
    )
    why = forms.ChoiceField(
        label=_("If it was given up: why?"),
        help_text=_("Only if you want to say."),
        choices=[("", _("not said")), *ProjectEnding.Why.choices],
        required=False,
    )

    def __init__(self, *args: Any, first: date, last: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["month"]
        field.choices = [("", gettext("no month")), *_months(first, last)]

    def clean(self) -> dict[str, Any]:
        """With the month as a day, its first; asked for where something ended."""
        said = super().clean() or {}
        month = said.get("month")
        if said.get("what") not in (None, ProjectEnding.What.SEARCHING) and month == "":
            self.add_error("month", gettext("Say in which month it ended, as well as you know."))
        said["month"] = date.fromisoformat(month) if month else None
        return said


def _months(first: date, last: date) -> Iterator[tuple[str, str]]:
    """The months from ``last`` back to ``first``, as choices."""
    for number in range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1):
        month = date(number // 12, number % 12 + 1, 1)
        yield month.isoformat(), words.month(month)


class WeightsForm(forms.Form):
    """How much each criterion of an area matters, from not at all to most of all."""

    def __init__(self, *args: Any, criteria: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in criteria:
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=4,
                required=False,
                initial=USUAL_WEIGHT,
                widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": 4, "step": 1}),
            )

    def weights(self) -> dict[str, float]:
        """By criterion; the usual one where nothing valid was said."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return {name: float(USUAL_WEIGHT if said.get(name) is None else said[name]) for name in self.fields}


class ConclusionForm(forms.Form):
    """What the two concluded, and the counsellor's own view of each line."""

    conclusion = forms.CharField(
        label=_("What you concluded together"),
        help_text=_("Facts and next steps. The person reads it with their code."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(
        self, *args: Any, lines: Iterable[tuple[str, str]], views: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [name for name, _label in lines]
        for name, label in lines:
            self.fields[f"view_{name}"] = forms.CharField(
                label=_("Your view: %(line)s") % {"line": label},
                max_length=300,
                required=False,
                initial=views.get(name, ""),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def views_now(self) -> dict[str, str]:
        """What was written, by line."""
        return {name: said for name in self.lines if (said := self.cleaned_data[f"view_{name}"].strip())}
