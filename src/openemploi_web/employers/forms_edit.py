"""What a public employer writes of itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openemploi_web.employers.forms_careers import CATEGORIES
from openemploi_web.employers.models import CareerEntry


class PresentationForm(forms.Form):
    """What the employer does, for somebody who has never heard of it."""

    presentation = forms.CharField(
        label=_("What you do, in plain words"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Where you work, with how many people, what a day is like. No abbreviations of the service."
        ),
    )


class EntryForm(forms.Form):
    """An occupation and how one enters it."""

    occupation = forms.CharField(label=_("Occupation"), max_length=200)
    way = forms.ChoiceField(label=_("Way in"), choices=CareerEntry.Way.choices, widget=forms.RadioSelect)
    category = forms.ChoiceField(
        label=_("Category"), required=False, choices=[("", _("none, or not known")), *CATEGORIES]
    )
    explanation = forms.CharField(
        label=_("In plain words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What one does; for a competition, who may sit it and where to enrol."),
    )

    def __init__(self, *arguments: Any, entry: CareerEntry | None = None, **named: Any) -> None:
        if entry is not None:
            named["initial"] = {
                name: getattr(entry, name) for name in ("occupation", "way", "category", "explanation")
            }
        super().__init__(*arguments, **named)
