"""The forms of the trusted third party: a project, a key by its id, a file of pseudonyms, a join."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openemploi_web.accounts.models import Organisation
from openemploi_web.repository.models.third_party import Contribution, JoinProject
from openemploi_web.repository.selectors_third_party import possible_contributors, possible_leads

_DAY = {"type": "date"}


class ProjectForm(forms.Form):
    """What is joined, why, and between whom."""

    name = forms.CharField(label=_("Name"), max_length=200)
    code = forms.SlugField(
        label=_("Short name of the project"),
        max_length=40,
        help_text=_(
            "Letters, digits and “-”. Contributors write it when they make their key and their file."
        ),
    )
    purpose = forms.CharField(
        label=_("Purpose of general interest"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    lead = forms.ModelChoiceField(
        label=_("Who answers for the joined set"),
        queryset=Organisation.objects.none(),
        help_text=_("A data producer; it contributes too, and decides who may use the joined set."),
    )
    others = forms.ModelMultipleChoiceField(
        label=_("Who else contributes"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    until = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs=_DAY))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = possible_leads()  # type: ignore[attr-defined]
        self.fields["others"].queryset = possible_contributors()  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """Each project has its own."""
        code: str = self.cleaned_data["code"].lower()
        if JoinProject.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Another project has this short name."))
        return code


class KeyForm(forms.Form):
    """A key by its id; the key itself is never asked for."""

    key_id = forms.RegexField(
        r"^[0-9a-f]{8}$",
        label=_("Id of the key"),
        help_text=_("The eight characters that were shown when the key was made. Never the key itself."),
    )
    until = forms.DateField(label=_("Last day of the key"), widget=forms.DateInput(attrs=_DAY))


class ContributeForm(forms.Form):
    """A file of pseudonyms."""

    file = forms.FileField(
        label=_("File of pseudonyms"),
        help_text=_(
            "What “openemploi data pseudonymise” has written. No name and no date of birth is in it."
        ),
    )


class JoinForm(forms.Form):
    """Two contributions."""

    first = forms.ModelChoiceField(label=_("First file"), queryset=Contribution.objects.none())
    second = forms.ModelChoiceField(label=_("Second file"), queryset=Contribution.objects.none())

    def __init__(self, *args: Any, project: JoinProject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = project.contributions.filter(key__retired_at=None).select_related("organisation")
        for name in ("first", "second"):
            field: Any = self.fields[name]
            field.queryset = offered.order_by("-created_at")
            field.label_from_instance = lambda one: f"{one.organisation.name}, {one.rows}, {one.sha256[:8]}"
