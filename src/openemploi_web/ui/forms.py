"""How forms look: Django's ``{{ form }}`` with the templates of ``ui/form/``.

``FORM_RENDERER`` names :class:`Renderer`, so that any form, ours or of a library, has its label, help and error in the
same place and a summary of its errors on top.
"""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Templates of the project before those of Django."""

    form_template_name = "ui/form/form.html"
    formset_template_name = "ui/form/formset.html"
    field_template_name = "ui/form/field.html"
