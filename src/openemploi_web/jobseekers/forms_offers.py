"""The small forms around offers: a reason, a search to keep, a message to the employer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openemploi_web.jobseekers.models import OfferMark, Profile, SavedSearch
from openemploi_web.vacancies.models import Application

NOW = "now"


class NotForMeForm(forms.Form):
    """Why an offer is not for me; the reason is asked so that the list can be put right."""

    reason = forms.ChoiceField(label=_("Not for me because…"), choices=OfferMark.Reason.choices)


class SearchForm(forms.ModelForm):  # type: ignore[type-arg]
    """The name of a search and how often one wants to hear of it."""

    class Meta:
        model = SavedSearch
        fields = ("name", "alert")


class ComingForm(forms.Form):
    """What one says to an interview that is proposed."""

    coming = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Application.Coming.YES, _("I come")),
            (Application.Coming.OTHER, _("I ask for another moment")),
            (Application.Coming.NO, _("I do not come")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("When you can, or a few words"),
        help_text=_("For another moment, say which days and hours suit you."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any] | None:
        """Another moment needs to be said."""
        data = super().clean() or {}
        if data.get("coming") == Application.Coming.OTHER and not data.get("words", "").strip():
            self.add_error("words", _("Say which days and hours suit you."))
        return data


class ApplyForm(forms.Form):
    """Which profile is sent, and a few words with it."""

    version = forms.ChoiceField(label=_("Which profile do you send?"), widget=forms.RadioSelect)
    message = forms.CharField(
        label=_("A few words to the employer"),
        help_text=_("Not compulsory. Why this job, when you can start, how to reach you."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [
            (
                str(version.pk),
                _("%(label)s (version %(number)s)") % {"label": version.label, "number": version.number},
            )
            for version in profile.versions.all()
        ]
        field = self.fields["version"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(NOW, _("My profile as it is today")), *kept]
        if not self.initial.get("version"):
            self.initial["version"] = NOW
