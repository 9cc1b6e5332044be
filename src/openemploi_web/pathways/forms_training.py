"""What a course has to fit: which occupation it is for, and what one can do about time, money and distance.

Everything but the goal may stay empty; what is not said sets no limit, and the page says so.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LEVELS = (
    ("", _("I would rather not say")),
    ("0", _("No diploma")),
    ("3", _("CAP or BEP (level 3)")),
    ("4", _("Baccalauréat (level 4)")),
    ("5", _("Two years after it (level 5)")),
    ("6", _("Three or four years after it (level 6)")),
    ("7", _("Five years after it, or more (level 7)")),
)


class TrainingForm(forms.Form):
    """The goal, the place, and under "more" what one can do."""

    goal = forms.CharField(
        label=_("The occupation that you aim at"),
        max_length=100,
        required=False,
        help_text=_("For example: cook, nurse, G1609."),
    )
    place = forms.CharField(
        label=_("Where you live"),
        max_length=100,
        required=False,
        help_text=_("A commune or a postcode; without it, distances are not known."),
    )
    level = forms.ChoiceField(label=_("Your highest diploma"), choices=LEVELS, required=False)
    budget = forms.DecimalField(
        label=_("The most that you can pay yourself, in euros"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=_("Before any aid. Leave it empty if you do not know."),
    )
    hours = forms.DecimalField(label=_("The most hours a week"), min_value=1, max_value=80, required=False)
    km = forms.DecimalField(
        label=_("The farthest, in kilometres in a straight line"), min_value=1, max_value=1500, required=False
    )
    starts_by = forms.DateField(
        label=_("It must begin before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    done = forms.CharField(
        label=_("A job that you did"),
        max_length=100,
        required=False,
        help_text=_("Experience may be enough for a certification, without a course."),
    )
    years = forms.DecimalField(label=_("For how many years"), min_value=0, max_value=60, required=False)

    MORE = ("level", "budget", "hours", "km", "starts_by", "done", "years")
