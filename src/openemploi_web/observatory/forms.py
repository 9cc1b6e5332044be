"""What one looks for in the observatory: an occupation, a skill or an area, in words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ChoiceForm(forms.Form):
    """An occupation and an area; either alone is enough."""

    occupation = forms.CharField(
        label=_("Occupation or skill"),
        max_length=100,
        required=False,
        help_text=_("For example: cook, nurse, G1609."),
    )
    area = forms.CharField(
        label=_("Area"),
        max_length=100,
        required=False,
        help_text=_("A commune, a department, a region, or a postcode."),
    )
