"""The forms of the counsellor's space and of the person who is followed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openemploi_web.accounts.models import User
from openemploi_web.counselling.facts import NAMES
from openemploi_web.counselling.models import Appointment
from openemploi_web.rights.models import Consent
from openemploi_web.rights.purposes import CONSENTS

LENGTHS = (15, 30, 45, 60, 90, 120)
FARTHEST = timedelta(days=366)


class PortfolioFilterForm(forms.Form):
    """What the list is narrowed by: a kind of fact, a commune of those who share their profile."""

    fact = forms.ChoiceField(label=_("What calls for attention"), required=False)
    commune = forms.ChoiceField(label=_("Commune"), required=False)

    def __init__(self, *args: Any, communes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "fact", [("", _("everything")), *((str(kind), name) for kind, name in NAMES.items())])
        _choices(self, "commune", [("", _("every commune")), *((name, name) for name in communes)])


class AskForm(forms.Form):
    """Whom to ask."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        help_text=_("The one with which they come in here. Ask them first whether they agree."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class AcceptForm(forms.Form):
    """What the person agrees to share; each line is a consent of its own, that can be taken back."""

    FIELDS = (
        Consent.For.COUNSEL_PROFILE,
        Consent.For.COUNSEL_MATCHES,
        Consent.For.COUNSEL_APPLICATIONS,
    )

    def __init__(self, *args: Any, have: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = set(have)
        for asked in CONSENTS:
            if asked.purpose in self.FIELDS:
                self.fields[asked.purpose] = forms.BooleanField(
                    label=str(asked.name),
                    help_text=str(asked.yes),
                    required=False,
                    initial=asked.purpose in held,
                )

    def shares(self) -> set[str]:
        """The purposes that were ticked."""
        return {purpose.value for purpose in self.FIELDS if self.cleaned_data.get(purpose)}


class SuggestForm(forms.Form):
    """A word of explanation."""

    text = forms.CharField(
        label=_("Why this offer?"),
        help_text=_("One or two sentences to the person. They read them with the offer."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NoteForm(forms.Form):
    """A note that the person can read."""

    text = forms.CharField(
        label=_("A note on your work together"),
        help_text=_("The person can read it and is told that it is there. Write steps and facts."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AppointmentForm(forms.Form):
    """When, where, what for."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.TypedChoiceField(label=_("How long"), coerce=int, initial=45)
    place = forms.CharField(
        label=_("Place"),
        help_text=_("An address, “by telephone”, or how to join by video."),
        max_length=200,
        required=False,
    )
    subject = forms.CharField(
        label=_("What for"), help_text=_("A few words that the person reads too."), max_length=200
    )

    @classmethod
    def values_of(cls, appointment: Appointment) -> dict[str, Any]:
        """What the form shows of an appointment that stands."""
        at = timezone.localtime(appointment.at)
        return {
            "day": at.date(),
            "hour": at.time(),
            "minutes": appointment.minutes,
            "place": appointment.place,
            "subject": appointment.subject,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lengths = {*LENGTHS, self.initial.get("minutes") or LENGTHS[0]}
        words = _("%(minutes)s minutes")
        _choices(self, "minutes", [(n, words % {"minutes": n}) for n in sorted(lengths)])

    def clean_day(self) -> date:
        """Today or later, and within a year."""
        day: date = self.cleaned_data["day"]
        today = timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("This day is over. Choose another."))
        if day > today + FARTHEST:
            raise forms.ValidationError(_("This is more than a year away. Choose a nearer day."))
        return day

    def clean(self) -> dict[str, Any]:
        """The moment, which must be to come."""
        values = super().clean() or {}
        day, hour = values.get("day"), values.get("hour")
        if day is not None and hour is not None:
            values["at"] = timezone.make_aware(datetime.combine(day, hour))
            if values["at"] < timezone.now():
                self.add_error("hour", _("This hour is over. Choose another."))
        return values

    def terms(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in ("at", "minutes", "place", "subject")}


class HandOverForm(forms.Form):
    """To whom, and a word that the person can read too."""

    colleague = forms.ChoiceField(label=_("To which colleague?"))
    text = forms.CharField(
        label=_("A word to your colleague"),
        help_text=_("Not compulsory. The person can read it: facts and next steps, no judgement."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(one.pk): one for one in colleagues}
        _choices(
            self, "colleague", [("", _("choose")), *((key, str(one)) for key, one in self.colleagues.items())]
        )

    def chosen(self) -> User:
        """The colleague."""
        return self.colleagues[str(UUID(self.cleaned_data["colleague"]))]


def _choices(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
