"""What is asked of people who sign up, and of organisations."""

from __future__ import annotations

import re
from typing import Any

from allauth.core import context
from django import forms
from django.utils.translation import gettext_lazy as _

from openemploi.territory.places import locate
from openemploi_web.accounts.identifiers import digits, is_siren, is_siret
from openemploi_web.accounts.models import Establishment, Membership, Organisation, User
from openemploi_web.ui.places import not_found

_DEPARTMENT = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8]|98[678])")


class SignupForm(forms.Form):
    """What allauth's form of signing up asks besides the address and the password."""

    name = forms.CharField(
        label=_("First name and name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    came_for = forms.ChoiceField(
        label=_("What brings you here?"), choices=User.CameFor.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ["name", "email", "came_for"]
        self.order_fields([*names, *(name for name in self.fields if name not in names)])
        request = context.request  # the doors of the first page say what one came for
        if request is not None:
            self.fields["came_for"].initial = request.GET.get("pour", "")

    def clean_name(self) -> str:
        """One line, without what an e-mail's head or a page could take for something else."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def signup(self, request: Any, user: Any) -> None:
        """Asked for by allauth; the adapter keeps everything at once."""


class PlaceForm(forms.Form):
    """A place where an organisation works."""

    name = forms.CharField(label=_("Name of the place"), max_length=200)
    siret = forms.CharField(
        label="SIRET", max_length=20, required=False, help_text=_("14 figures, if you know them.")
    )
    commune = forms.CharField(label=_("Commune"), max_length=120)
    department = forms.CharField(
        label=_("Number of the département"), max_length=3, help_text=_("For example 04, 13 or 2A.")
    )

    def __init__(
        self, *args: Any, siren: str = "", place: Establishment | None = None, **kwargs: Any
    ) -> None:
        if place is not None:
            kwargs["initial"] = {
                "name": place.name,
                "siret": place.siret,
                "commune": place.commune,
                "department": place.department,
            }
        super().__init__(*args, **kwargs)
        self._siren = siren

    def clean_siret(self) -> str:
        """A right SIRET of this organisation, or nothing."""
        number = digits(self.cleaned_data["siret"])
        if number and not is_siret(number):
            raise forms.ValidationError(_("This SIRET is not right. Check its 14 figures."))
        if number and self._siren and not number.startswith(self._siren):
            raise forms.ValidationError(_("This SIRET belongs to another organisation."))
        return number

    def clean_commune(self) -> str:
        """A commune whose place is known: distances are counted from it."""
        return known_commune(self.cleaned_data["commune"])

    def clean_department(self) -> str:
        """A département."""
        return known_department(self.cleaned_data["department"])


class EmployerForm(forms.Form):
    """An employer that registers, with its first place."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    number = forms.CharField(
        label=_("SIREN or SIRET"),
        max_length=20,
        help_text=_("9 or 14 figures. They are on your invoices and on your notice of registration."),
    )
    public = forms.ChoiceField(
        label=_("Kind of employer"),
        choices=[
            ("private", _("company or association")),
            ("public", _("public employer: State, local authority, hospital")),
        ],
        widget=forms.RadioSelect,
    )
    establishment = forms.CharField(
        label=_("Name of the place of work"),
        max_length=200,
        required=False,
        help_text=_("If it differs from the name of the organisation."),
    )
    commune = forms.CharField(label=_("Commune"), max_length=120)
    department = forms.CharField(
        label=_("Number of the département"), max_length=3, help_text=_("For example 04, 13 or 2A.")
    )

    def clean_number(self) -> str:
        """A SIREN or a SIRET whose check digit is right."""
        number = digits(self.cleaned_data["number"])
        if not (is_siren(number) or is_siret(number)):
            raise forms.ValidationError(
                _("This number is not right. A SIREN has 9 figures, a SIRET has 14: check each of them.")
            )
        return number

    def clean_commune(self) -> str:
        """A commune whose place is known."""
        return known_commune(self.cleaned_data["commune"])

    def clean_department(self) -> str:
        """A département."""
        return known_department(self.cleaned_data["department"])

    @property
    def siren(self) -> str:
        """The organisation's number."""
        return str(self.cleaned_data["number"])[:9]

    @property
    def siret(self) -> str:
        """The place's number, when it was given."""
        number = str(self.cleaned_data["number"])
        return number if len(number) == 14 else ""


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices, initial=Membership.Role.MEMBER)

    def __init__(self, *args: Any, first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:  # somebody must be able to invite the others
            del self.fields["role"]


class TerritoryForm(forms.Form):
    """Which départements an agency may see people of."""

    territory = forms.CharField(
        label=_("Départements"),
        max_length=400,
        help_text=_("Numbers with a comma between them, for example 04, 05, 13."),
    )

    def clean_territory(self) -> list[str]:
        """Départements, each once."""
        parts = [part for part in re.split(r"[\s,;]+", self.cleaned_data["territory"]) if part]
        return sorted({known_department(part) for part in parts})


class FirstAdministratorForm(forms.Form):
    """Who will administer an organisation that an administrator of the instance makes."""

    email = forms.EmailField(
        label=_("E-mail address of its first administrator"),
        max_length=254,
        help_text=_("This person receives an invitation and invites the others."),
    )


class AgencyForm(TerritoryForm, FirstAdministratorForm):
    """A counselling agency that an administrator makes, and who will administer it."""

    name = forms.CharField(label=_("Name of the agency"), max_length=200)
    field_order = ("name", "territory", "email")


class DataOrganisationForm(FirstAdministratorForm):
    """Who answers for restricted data, or who asks for it: made by an administrator of the instance."""

    kind = forms.ChoiceField(
        label=_("What it does here"),
        choices=[
            (Organisation.Kind.PRODUCER, _("It has data and decides who may read what is restricted")),
            (Organisation.Kind.RESEARCH, _("It asks for data: research, observatory, evaluation")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    siren = forms.CharField(
        label="SIREN", max_length=20, required=False, help_text=_("9 figures, if it has one.")
    )
    field_order = ("kind", "name", "siren", "email")

    def clean_siren(self) -> str:
        """A right SIREN, or nothing."""
        number = digits(self.cleaned_data["siren"])
        if number and not is_siren(number):
            raise forms.ValidationError(_("This SIREN is not right. Check its 9 figures."))
        return number


class SearchForm(forms.Form):
    """The administrators' search of organisations."""

    text = forms.CharField(label=_("Name or SIREN"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("all")),
            ("employer", _("employers")),
            ("counselling", _("counselling agencies")),
            ("producer", _("data producers")),
            ("research", _("research and observatories")),
            ("unverified", _("employers to verify")),
        ],
    )


def known_commune(name: str) -> str:
    """The commune's own spelling. Raises ``ValidationError`` when its place is not known."""
    found = locate(name)
    if found is None:
        raise forms.ValidationError(not_found(name))
    return found.name


def known_department(code: str) -> str:
    """The département's code. Raises ``ValidationError``."""
    kept = code.strip().upper()
    kept = kept.zfill(2) if kept.isdigit() else kept
    if not _DEPARTMENT.fullmatch(kept):
        raise forms.ValidationError(
            _("“%(code)s” is not a département. Give its number, for example 04, 13 or 2A."),
            params={"code": code},
        )
    return kept
