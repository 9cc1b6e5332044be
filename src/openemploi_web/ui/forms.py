"""Filters over a list; and how forms look: Django's ``{{ form }}`` with the templates of ``ui/form/``.

``FORM_RENDERER`` names :class:`Renderer`, so that any form, ours or of a library, has its label, help and error in the
same place and a summary of its errors on top.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Templates of the project before those of Django."""

    form_template_name = "ui/form/form.html"
    formset_template_name = "ui/form/formset.html"
    field_template_name = "ui/form/field.html"


class FilterForm(forms.Form):
    """What a list is narrowed by; every field may be left empty."""

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that were given and are sound."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None, False)}
