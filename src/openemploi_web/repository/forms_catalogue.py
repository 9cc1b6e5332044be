"""Forms of the catalogue: the search, the description of producers, sets and forms, discussions, uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from openemploi.catalogue import vocabularies
from openemploi_web.accounts.models import Organisation
from openemploi_web.core.filtering import FilterForm
from openemploi_web.repository import words_catalogue as words
from openemploi_web.repository.models import (
    AssetTerm,
    Comment,
    DataAsset,
    Distribution,
    HarvestSource,
    Producer,
    Reuse,
)

_FACETS: Final = ("theme", "place", "producer", "format")
NOT_SAID: Final = ("", _("not said"))


def _field(column: models.Field[Any, Any], **more: Any) -> forms.Field | None:
    """The field of a column; an address without a scheme is taken for one of https."""
    if isinstance(column, models.URLField):
        more["assume_scheme"] = "https"
    return column.formfield(**more)


class SearchForm(FilterForm):
    """One form for everything; every field may be left empty, which asks nothing of it."""

    text = forms.CharField(label=_("Words"), max_length=100, required=False)
    access = forms.ChoiceField(
        label=_("Access"), required=False, choices=[("", _("all")), *DataAsset.Access.choices]
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    producer = forms.ChoiceField(label=_("Producer"), required=False)
    format = forms.ChoiceField(label=_("Format"), required=False)
    mine = forms.BooleanField(label=_("Only what I can use today"), required=False)

    def __init__(self, *given: Any, facets: dict[str, list[tuple[str, str, int]]], **more: Any) -> None:
        super().__init__(*given, **more)
        for name in _FACETS:
            rows = [
                (value, f"{_named(name, value, label)} ({count})") for value, label, count in facets[name]
            ]
            field: Any = self.fields[name]
            asked = self.data.get(name, "") if self.is_bound else ""
            if asked and asked not in {value for value, _label in rows}:
                rows.append((asked, _named(name, asked, asked)))  # nothing has it now: the answer says so
            field.choices = [("", _("all")), *rows]


class ProducerForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who makes data; the operator also says which organisation answers for it."""

    class Meta:
        model = Producer
        formfield_callback = staticmethod(_field)
        fields = ("name", "homepage", "contact", "organisation")

    def __init__(self, *given: Any, organisations: Any = None, **more: Any) -> None:
        super().__init__(*given, **more)
        if organisations is None:
            del self.fields["organisation"]
            return
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in organisations]).order_by(
            "name"
        )
        field.required = False
        field.label = _("Organisation that decides on its restricted data")
        field.empty_label = _("none here")


class AssetForm(forms.ModelForm):  # type: ignore[type-arg]
    """The description of a set. What is left empty is shown as not said."""

    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        required=False,
        choices=list(words.THEMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    places = forms.CharField(
        label=_("Places covered"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line: a name, or an address such as http://id.insee.fr/geo/region/93 and then its name."
        ),
    )
    keywords = forms.CharField(
        label=_("Key words"),
        required=False,
        max_length=500,
        help_text=_("In French, with commas between them."),
    )
    licence = forms.ChoiceField(label=_("Licence"), required=False)
    frequency = forms.ChoiceField(label=_("How often it is renewed"), required=False)
    language = forms.MultipleChoiceField(
        label=_("Languages of the data"),
        required=False,
        choices=list(words.LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    store_name = forms.ChoiceField(
        label=_("Table kept here"),
        required=False,
        help_text=_(
            "For open data that was imported on this instance: its first rows are shown and it can be taken."
        ),
    )

    class Meta:
        model = DataAsset
        formfield_callback = staticmethod(_field)
        fields = (
            "title_fr", "title_en", "title_ko", "description_fr", "description_en", "description_ko",
            "access", "restriction", "legislation", "personal_data", "licence", "covers_from",
            "covers_to", "frequency", "language", "contact_name", "contact_email", "contact_page",
            "provenance", "landing_page", "version", "issued", "modified", "store_name",
        )  # fmt: skip

    def __init__(self, *given: Any, stored: list[str], **more: Any) -> None:
        super().__init__(*given, **more)
        one = self.instance
        for name, choices in (
            ("licence", list(vocabularies.LICENCES.items())),
            ("frequency", list(words.FREQUENCIES.items())),
            ("store_name", [(name, name) for name in stored]),
        ):
            field: Any = self.fields[name]
            now = getattr(one, name)
            kept = [(now, now)] if now and now not in dict(choices) else []
            field.choices = [NOT_SAID, *choices, *kept]
        for name in ("covers_from", "covers_to", "issued", "modified"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        for name in ("restriction", "legislation", "provenance"):
            self.fields[name].widget.attrs["rows"] = 3
        self.fields["legislation"].help_text = _("One law a line: its address, or its name.")
        self.fields["contact_name"].help_text = _("A service and its mailbox, not a person.")
        if not self.is_bound and one.producer_id:
            terms = list(one.terms.all())
            self.initial["language"] = one.language.split()
            self.initial["themes"] = [term.value for term in terms if term.kind == AssetTerm.Kind.THEME]
            self.initial["places"] = "\n".join(
                f"{term.value} {term.label}".strip() if vocabularies.is_address(term.value) else term.value
                for term in terms
                if term.kind == AssetTerm.Kind.PLACE
            )
            self.initial["keywords"] = ", ".join(
                term.value
                for term in terms
                if term.kind == AssetTerm.Kind.KEYWORD and term.language in ("", "fr")
            )

    def clean_language(self) -> str:
        """As it is kept: ``"en fr"``."""
        return " ".join(sorted(self.cleaned_data["language"]))

    def clean_places(self) -> list[tuple[str, str]]:
        """Address (or nothing) and name of each place."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["places"].splitlines():
            first, _space, rest = line.strip().partition(" ")
            if vocabularies.is_address(first):
                found[first] = rest.strip()[:200]
            elif line.strip():
                found[line.strip()[:200]] = line.strip()[:200]
        return [(value if vocabularies.is_address(value) else "", label) for value, label in found.items()]

    def clean_keywords(self) -> list[str]:
        """Each word once."""
        return list(
            dict.fromkeys(
                word.strip()[:100] for word in self.cleaned_data["keywords"].split(",") if word.strip()
            )
        )

    def clean(self) -> dict[str, Any]:
        """A set has a title; one that is restricted says why; a period does not end before it begins."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(said.get(f"title_{code}") for code in words.LANGUAGES):
            self.add_error("title_fr", _("Give a title, in one language at least."))
        if not any(said.get(f"description_{code}") for code in words.LANGUAGES):
            self.add_error("description_fr", _("Say what the data holds, in one language at least."))
        restricted = said.get("access") == DataAsset.Access.RESTRICTED
        if restricted and not (said.get("restriction") or said.get("legislation")):
            self.add_error("restriction", _("Say why it is restricted, or which law asks for it."))
        if (
            said.get("access") == DataAsset.Access.OPEN
            and said.get("personal_data") == DataAsset.PersonalData.YES
        ):
            self.add_error("access", _("Data about persons is not published as open data. Restrict it."))
        start, end = said.get("covers_from"), said.get("covers_to")
        if start and end and end < start:
            self.add_error("covers_to", _("The data cannot end before it begins."))
        return said

    def kept(self) -> dict[str, Any]:
        """The values for :func:`actions_catalogue.describe`."""
        return dict(self.cleaned_data)


class DistributionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form in which a set can be had."""

    format = forms.ChoiceField(label=_("Format"), required=False)

    class Meta:
        model = Distribution
        formfield_callback = staticmethod(_field)
        fields = (
            "title",
            "format",
            "media_type",
            "access_url",
            "download_url",
            "bytes",
            "checksum",
            "conforms_to",
        )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        types = {vocabularies.file_type(code): code for code in sorted(set(vocabularies.FILE_TYPES.values()))}
        choices = [(uri, words.file_type(uri)) for uri in types]
        now = self.instance.format
        field: Any = self.fields["format"]
        field.choices = [NOT_SAID, *choices, *([(now, now)] if now and now not in dict(choices) else [])]
        self.fields["checksum"].help_text = _("SHA-256, in hexadecimal.")
        self.fields["bytes"].min_value = 0  # type: ignore[attr-defined]

    def clean_checksum(self) -> str:
        """Sixty-four hexadecimal digits, or what was there before."""
        said: str = self.cleaned_data["checksum"].strip().lower()
        same = said == self.instance.checksum
        if said and not same and (len(said) != 64 or set(said) - set("0123456789abcdef")):
            raise forms.ValidationError(_("A SHA-256 has 64 digits from 0 to 9 and a to f."))
        return said

    def clean(self) -> dict[str, Any]:
        """Something can be had only where there is an address."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("access_url") and not said.get("download_url") and not self.errors:
            self.add_error("access_url", _("Give the address where it is had."))
        return said

    def kept(self) -> dict[str, Any]:
        """The values for :func:`actions_catalogue.keep_distribution`."""
        said = dict(self.cleaned_data)
        if said["checksum"] and "checksum" in self.changed_data:
            said["checksum_algorithm"] = "sha256"
        return said


class _AsOrganisation(forms.Form):
    """Under the name of which organisation one speaks."""

    organisation = forms.ModelChoiceField(
        label=_("In the name of"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=words.SOMEBODY,
    )

    def __init__(self, *given: Any, user: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        own = [m.organisation_id for m in user.active_memberships]
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=own).order_by("name")
        if not own:
            del self.fields["organisation"]

    @property
    def chosen(self) -> Organisation | None:
        """The organisation, when one was chosen."""
        found: Organisation | None = self.cleaned_data.get("organisation")
        return found


class MessageForm(_AsOrganisation):
    """A message of a discussion."""

    text = forms.CharField(label=_("Message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))

    field_order: Sequence[str] = ("text", "organisation")


class DiscussionForm(MessageForm):
    """A new discussion."""

    title = forms.CharField(label=_("Subject"), max_length=200)

    field_order: Sequence[str] = ("title", "text", "organisation")


class HideForm(forms.Form):
    """Why a message is hidden."""

    reason = forms.ChoiceField(label=_("Why"), choices=Comment.Hidden.choices, widget=forms.RadioSelect)


class ReuseForm(forms.ModelForm):  # type: ignore[type-arg]
    """A use of a set by a service."""

    organisation = forms.ModelChoiceField(
        label=_("In the name of"), queryset=Organisation.objects.none(), empty_label=None
    )

    class Meta:
        model = Reuse
        formfield_callback = staticmethod(_field)
        fields = ("service", "use", "what", "address")

    def __init__(self, *given: Any, user: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        field: Any = self.fields["organisation"]
        own = [m.organisation_id for m in user.active_memberships]
        field.queryset = Organisation.objects.filter(pk__in=own).order_by("name")
        self.fields["what"].help_text = _(
            "For example: the page of an occupation, or the choice of training places."
        )


class SourceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A catalogue to be read."""

    language = forms.ChoiceField(
        label=_("Language of its texts, where they do not say it"), choices=list(words.LANGUAGES.items())
    )

    class Meta:
        model = HarvestSource
        formfield_callback = staticmethod(_field)
        fields = ("name", "kind", "address", "schedule", "language")

    def clean_address(self) -> str:
        """An address of the web, without a user name; where it leads is checked when it is connected to."""
        from openemploi.errors import OpenEmploiError
        from openemploi.outgoing import checked

        address: str = self.cleaned_data["address"]
        try:
            checked(address, ports=None)
        except OpenEmploiError as fault:
            raise forms.ValidationError(f"{fault.message} {fault.remedy}") from fault
        return address


def _named(facet: str, value: str, label: str) -> str:
    if facet == "theme":
        return words.theme(value)
    if facet == "place":
        return words.place(value, label)
    return words.file_type(value) if facet == "format" else label
