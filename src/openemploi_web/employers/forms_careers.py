"""What public employers are searched by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.filtering import FilterForm
from openemploi_web.employers.models import CareerEntry
from openemploi_web.employers.selectors_careers import departments

CATEGORIES = (
    ("A", _("A – to design and lead, with a diploma of three years of higher education")),
    ("B", _("B – to carry out and supervise, with the baccalauréat")),
    ("C", _("C – to do the work, often without a diploma")),
)


class CareerFilterForm(FilterForm):
    """Every field may be left empty."""

    text = forms.CharField(label=_("Occupation or employer"), max_length=100, required=False)
    department = forms.ChoiceField(label=_("Département"), required=False)
    way = forms.ChoiceField(
        label=_("Way in"),
        required=False,
        choices=[
            ("", _("all")),
            (CareerEntry.Way.CONTRACT, CareerEntry.Way.CONTRACT.label),
            (CareerEntry.Way.COMPETITION, CareerEntry.Way.COMPETITION.label),
        ],
    )
    category = forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[("", _("all")), *((code, code) for code, _words in CATEGORIES)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *((code, code) for code in departments())]
