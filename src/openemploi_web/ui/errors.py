"""What a refused form says: its faults, in the order of its fields, each with the field to go to."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BaseForm, FileField, PasswordInput


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence and the field it is about; no target for a fault of the whole form."""

    text: str
    target: str
    label: str


def faults(form: BaseForm) -> list[Fault]:
    """Every error of a form, those of the whole form first."""
    found = [Fault(text=str(text), target="", label="") for text in form.non_field_errors()]
    for field in form:
        if field.is_hidden:
            found += [Fault(text=str(text), target="", label=str(field.label)) for text in field.errors]
            continue
        target = f"{field.id_for_label or field.auto_id}"
        if field.use_fieldset and field.auto_id:
            target = f"{field.auto_id}_0"  # the group itself has no input of that name
        found += [Fault(text=str(text), target=target, label=str(field.label)) for text in field.errors]
    return found


def keeps_nothing(form: BaseForm) -> bool:
    """Whether a browser or Django empties some of its fields (passwords, files) when it comes back."""
    return any(
        isinstance(field, FileField) or isinstance(field.widget, PasswordInput)
        for field in form.fields.values()
    )
