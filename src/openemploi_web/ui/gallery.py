"""What the gallery shows: made-up values, in every state that a component has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openemploi_web.ui.charts import Mark, box
from openemploi_web.ui.maps import Group, Spot, draw


@dataclass(frozen=True, slots=True)
class Passage:
    text: str
    page: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    label: str
    points: float | None
    worth: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    share: float | None
    words: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    href: str = ""
    note: str = ""


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("First name and name"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("We write to it only about what you ask for."),
    )
    about = forms.CharField(
        label=gettext_lazy("In your own words"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    contract = forms.ChoiceField(
        label=gettext_lazy("Contract"),
        choices=[("open", gettext_lazy("Open-ended")), ("fixed", gettext_lazy("Fixed-term"))],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Days"),
        choices=[("1", gettext_lazy("In the week")), ("2", gettext_lazy("At the weekend"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    radius = forms.ChoiceField(label=gettext_lazy("Distance"), choices=[("10", "10 km"), ("30", "30 km")])
    agreed = forms.BooleanField(label=gettext_lazy("Employers may find my profile"))


def samples() -> dict[str, Any]:
    """The context of the gallery."""
    read = [Passage(_("I ran the till and counted it each evening."), page=1, source="cv.pdf")]
    today = timezone.localdate()
    return {
        "passages": read,
        "today": today,
        "last_month": today - timedelta(days=40),
        "parts": [
            Part(_("Essential skills"), 42, 50, _("4 of the 4 essential skills are written in the CV.")),
            Part(_("Other skills"), 13.5, 25, _("2 of the 4 other skills; 1 is close.")),
            Part(_("Experience"), 10, 15, _("2 years out of the 3 asked for.")),
            Part(_("Travel"), None, 10, _("The place of work is not known.")),
        ],
        "wanted": Side(
            0.8,
            _("4 of your 5 wishes are met."),
            [
                (_("Occupation"), "met", _("it is one you named")),
                (_("Place"), "near", _("34 km, you said 30")),
                (_("Pay"), "unknown", _("the offer does not say")),
            ],
        ),
        "chance": Side(
            0.75,
            _("6 of the 8 skills asked for, among them the 4 essential ones."),
            [
                (_("Cash handling"), "said", _("written in your CV")),
                (_("Stock keeping"), "missing", _("not found in your profile")),
            ],
        ),
        "not_known": Side(None, _("Not known: the offer names no skill.")),
        "columns": [Column(_("Offer A"), "#a", "Marseille"), Column(_("Offer B"), "#b", "Toulon")],
        "rows": [
            (_("Pay"), ["1 900 €", _("unknown")]),
            (_("Contract"), [_("Open-ended"), _("Fixed-term")]),
            (_("Travel"), ["25 min", "50 min"]),
        ],
        "published": date(2026, 3, 2),
        "steps": [_("Your CV"), _("What was read"), _("Your wishes"), _("Your offers")],
        "trail": [(_("Home"), "/"), (_("Gallery"), "")],
        "tabs": [(_("To answer"), "#1", True, 3), (_("Answered"), "#2", False, 12), (_("All"), "#3", False)],
        "list_page": Paginator(range(230), 20).page(4),
        "levels": [4, 3, 2, 1, 0, None],
        "marks": [
            Mark(_("Open-ended"), 0.55, "55 %", low=0.48, high=0.62, note="n = 210"),
            Mark(_("Fixed-term"), 0.4, "40 %", low=0.33, high=0.47),
            Mark(_("unknown"), None, _("unknown")),
        ],
        "quartiles": box(1640, 1850, 2300, low=1790, high=1910),
        "map": draw(
            [
                Group("Marseille", _("Offer A"), 4, "4", [Spot(43.3, 5.37)], href="#a", current=True),
                Group("Toulon", _("unknown"), 0, "", [Spot(43.12, 5.93)], href="#b"),
            ]
        ),
        "legend": [(4, _("Offer A")), (0, _("unknown"))],
    }
