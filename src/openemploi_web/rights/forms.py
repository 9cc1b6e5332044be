"""What people write about their rights: a contest, an answer, a yes to erasure, filters of the journal."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openemploi.folding import fold
from openemploi_web.accounts.models import Organisation, User
from openemploi_web.core.actions import ACTIONS
from openemploi_web.core.models import AuditEvent
from openemploi_web.rights.desk_words import DESK_WORDS
from openemploi_web.rights.models import Contest


class ContestForm(forms.Form):
    """What is wrong, in the person's own words."""

    text = forms.CharField(
        label=_("What is wrong?"),
        help_text=_(
            "In your own words. For example: a skill that was not read, a requirement that is not real."
        ),
        min_length=10,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AnswerForm(forms.Form):
    """The answer of a named person."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Contest.Outcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Your answer to the person"),
        help_text=_("Say what you checked, what you found and what happens now. Your name is shown."),
        min_length=20,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class EraseForm(forms.Form):
    """A yes that cannot be given by a slip of the finger."""

    sure = forms.BooleanField(
        label=_("I understand that my profile, my applications and my account will be erased."),
        error_messages={"required": _("Tick the box if you want to be erased. Nothing was changed.")},
    )


class JournalForm(forms.Form):
    """Filters of the journal; empty is everything."""

    action = forms.ChoiceField(label=_("Action"), required=False)
    who = forms.CharField(label=_("Who (e-mail or identifier)"), required=False, max_length=254)
    about = forms.CharField(label=_("About whom (e-mail or identifier)"), required=False, max_length=254)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=pgettext_lazy("feminine", "all"),
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = sorted(
            ((name, str(DESK_WORDS.get(name, name))) for name in ACTIONS), key=lambda pair: fold(pair[1])
        )
        known = [("", pgettext_lazy("feminine", "all")), *names]
        self.fields["action"].choices = known  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        """``rows`` that pass the filters; nothing when a filter cannot be understood."""
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        if asked["action"]:
            rows = rows.filter(action=asked["action"])
        if asked["who"]:
            rows = rows.filter(actor__in=_accounts(asked["who"]))
        if asked["about"]:
            accounts = _accounts(asked["about"])
            rows = rows.filter(Q(person__in=accounts) | Q(subject__in=[str(pk) for pk in accounts]))
        if asked["organisation"]:
            rows = rows.filter(organisation=asked["organisation"].pk)
        if asked["since"]:
            rows = rows.filter(at__date__gte=asked["since"])
        if asked["until"]:
            rows = rows.filter(at__date__lte=asked["until"])
        return rows


def _accounts(text: str) -> list[UUID]:
    """The identifiers meant by an address or an identifier; that of an account that is gone still finds its entries."""
    text = text.strip()
    if "@" in text:
        return list(User.objects.filter(email__iexact=text).values_list("pk", flat=True))
    try:
        return [UUID(text)]
    except ValueError:
        return []
