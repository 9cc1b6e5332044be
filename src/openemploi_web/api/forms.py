"""Which program gets a key and for what, and which address is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openemploi_web.accounts.models import Organisation
from openemploi_web.api import addresses, events, scopes


class TokenForm(forms.Form):
    """A new key."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Name of the program"),
        max_length=120,
        help_text=_("So that your team knows what this key is for."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what the program needs, and no more."),
    )
    days = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        initial=365,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("a year"))],
    )

    def __init__(self, *arguments: Any, organisation: Organisation, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field: Any = self.fields["scopes"]
        field.choices = scopes.offered(organisation)

    def clean(self) -> dict[str, Any]:
        """The day on which the key is over."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if days := data.get("days"):
            data["expires_at"] = timezone.now() + timedelta(days=days)
        return data


class WebhookForm(forms.Form):
    """An address to be told."""

    use_required_attribute = False
    url = forms.URLField(
        label=_("Address"),
        max_length=300,
        assume_scheme="https",
        help_text=_("It begins with https:// and can be reached from outside your network."),
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told of"),
        widget=forms.CheckboxSelectMultiple,
        choices=list(events.LABELS.items()),
    )

    def clean_url(self) -> str:
        """An address that the portal may write to; it is looked at again before each message."""
        url: str = self.cleaned_data["url"]
        try:
            addresses.check(url)
        except addresses.NotAllowed as fault:
            raise forms.ValidationError(str(fault)) from None
        return url
