"""The forms of restricted access: to ask, to decide, to take back, to describe a table, to look for a leak."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from openemploi_web.accounts.models import User
from openemploi_web.repository.actions_decisions import BUDGET
from openemploi_web.repository.models import AccessRequest, DataAsset, Use
from openemploi_web.repository.rules_access import WORDS_NEEDED, refused_at_once, too_short

MONTHS: Final = (1, 3, 6, 12, 24)
ROLES: Final = (
    ("unit", _("whose row it is: counted, never shown")),
    ("identifier", _("never used")),
    ("group", _("describes people: to group and filter")),
    ("measure", _("a quantity: to sum and average")),
)
#: Fewer than this would single people out; official statistics on persons use 11.
LEAST_THRESHOLD: Final = 11


class RequestForm(forms.Form):
    """What is asked. As a draft anything may be missing; what is sent is complete."""

    use = forms.ChoiceField(label=_("How you want to use it"), choices=Use.choices, widget=forms.RadioSelect)
    purpose_kind = forms.ChoiceField(
        label=_("Purpose"),
        choices=AccessRequest.Purposes.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "This data may be used for purposes of general interest only. The last two are refused at once."
        ),
    )
    purpose = forms.CharField(
        label=_("Purpose, in your own words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "What do you want to find out, for whom, and what will be different afterwards? A few sentences, so that "
            "somebody can decide on them."
        ),
    )
    legal_basis = forms.ChoiceField(
        label=_("Legal basis"),
        choices=AccessRequest.Basis.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The reason that the GDPR gives you to use data about people."),
    )
    people = forms.MultipleChoiceField(
        label=_("Who will use the data"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Members of your organisation, by name. Nobody else gets in."),
    )
    months = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        help_text=_("The access ends by itself. You can ask to renew it."),
    )
    security = forms.CharField(
        label=_("How you protect the data"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Where it is kept, who can open it, when it is deleted."),
    )

    def __init__(
        self, *args: Any, asset: DataAsset, members: Sequence[User], renewal: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asset = asset
        self.members = {str(one.pk): one for one in members}
        self.fields["people"].choices = [(key, str(one)) for key, one in self.members.items()]  # type: ignore[attr-defined]
        self.fields["months"].choices = [(n, _months(n)) for n in MONTHS]  # type: ignore[attr-defined]
        if renewal:
            del self.fields["use"]

    def values(self) -> dict[str, Any]:
        """The columns of the request."""
        return {name: value for name, value in self.cleaned_data.items() if name != "people"}

    def people_chosen(self) -> list[User]:
        """Who was ticked."""
        return [self.members[key] for key in self.cleaned_data.get("people", ())]

    def check_complete(self) -> None:
        """Before it is sent: say beside each field what the decision needs.

        What is missing or too short is a slip, said here and recorded nowhere. Only a purpose that is never allowed is
        let through: it is refused, with the reason, and that is kept.
        """
        given = self.cleaned_data
        why = refused_at_once(kind=given.get("purpose_kind", ""), purpose=given.get("purpose", ""))
        if why in (AccessRequest.RefusedFor.COMMERCIAL, AccessRequest.RefusedFor.NAMED):
            return
        if not given.get("purpose_kind"):
            self.add_error("purpose_kind", _g("Choose a purpose."))
        if too_short(given.get("purpose", "")):
            self.add_error(
                "purpose",
                _g("Say in at least %(words)s different words what you want to find out.")
                % {"words": WORDS_NEEDED},
            )
        if not given.get("people"):
            self.add_error("people", _g("Tick at least one person."))
        if not given.get("security", "").strip():
            self.add_error("security", _g("Say how you protect the data."))
        if not given.get("legal_basis"):
            self.add_error("legal_basis", _g("Choose a legal basis."))
        elif (
            given["legal_basis"] == AccessRequest.Basis.NONE
            and self.asset.personal_data == DataAsset.PersonalData.YES
        ):
            self.add_error(
                "legal_basis",
                _g("This data is about people: choose the article of the GDPR that allows your use."),
            )

    def mark_needed(self) -> None:
        """Say beside each field, when it is shown, that sending needs it; a draft may lack it."""
        for name in ("purpose_kind", "purpose", "legal_basis", "people", "security"):
            self.fields[name].required = True

    words_needed = WORDS_NEEDED


class ApproveForm(forms.Form):
    """Under which conditions."""

    conditions = forms.CharField(
        label=_("Conditions"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The people read them before each use. Leave empty for none."),
    )
    months = forms.TypedChoiceField(
        label=_("For how long"), coerce=int, help_text=_("Not longer than what was asked.")
    )
    budget = forms.IntegerField(
        label=_("How many queries in all"),
        min_value=1,
        max_value=10_000,
        initial=BUDGET,
        help_text=_("Each answer says a little: a budget bounds what many answers say together."),
    )

    def __init__(self, *args: Any, asked: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = sorted({n for n in MONTHS if n <= asked} | {asked})
        self.fields["months"].choices = [(n, _months(n)) for n in offered]  # type: ignore[attr-defined]
        self.fields["months"].initial = asked


class QuestionForm(forms.Form):
    """What is to be known before deciding."""

    question = forms.CharField(
        label=_("Your question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    """The answer to it."""

    answer = forms.CharField(
        label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class RefuseForm(forms.Form):
    """Why not."""

    refused_for = forms.ChoiceField(
        label=_("Why it is refused"),
        choices=[
            choice for choice in AccessRequest.RefusedFor.choices if choice[0] not in AccessRequest.AT_ONCE
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("The reason, in words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who asked reads it. Say what would have to be different."),
    )


class RevokeForm(forms.Form):
    """Why an access is taken back."""

    reason = forms.CharField(
        label=_("The reason, in words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Its people read it."),
    )


class QueryForm(forms.Form):
    """A query, as it is written."""

    text = forms.CharField(
        label=_("Your query, in SQL"),
        max_length=20_000,
        widget=forms.Textarea(
            attrs={"rows": 6, "spellcheck": "false", "autocapitalize": "off", "class": "code"}
        ),
    )


class DepositForm(forms.Form):
    """The file of a restricted table."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8) or Parquet, 200 MB at most. It is kept apart and never shown."),
    )


class RoomForm(forms.Form):
    """The role of each column of a table."""

    threshold = forms.IntegerField(
        label=_("Fewest people in a figure that is shown"),
        min_value=LEAST_THRESHOLD,
        max_value=1000,
        initial=11,
        help_text=_("Figures about fewer people are masked."),
    )

    def __init__(
        self,
        *args: Any,
        columns: Sequence[tuple[str, str]],
        described: dict[str, dict[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        for name, kind in columns:
            known = described.get(name, {})
            self.fields[f"role_{name}"] = forms.ChoiceField(
                label=_g("“%(column)s”: what it is") % {"column": name},
                choices=ROLES,
                initial=known.get("role", "identifier"),
            )
            self.fields[f"label_{name}"] = forms.CharField(
                label=_g("“%(column)s”: in words") % {"column": name},
                required=False,
                max_length=200,
                initial=known.get("label", ""),
            )
            if kind == "text":
                self.fields[f"values_{name}"] = forms.CharField(
                    label=_g("“%(column)s”: public list of its values") % {"column": name},
                    help_text=_(
                        "One a line, for example all the communes of the area. They are listed where they are "
                        "masked, also when nobody is in them. Leave empty for none."
                    ),
                    required=False,
                    max_length=100_000,
                    widget=forms.Textarea(attrs={"rows": 3}),
                    initial="\n".join(known.get("values") or ()),
                )
            if kind in ("number", "date"):
                self.fields[f"step_{name}"] = forms.FloatField(
                    label=_g("“%(column)s”: narrowest group") % {"column": name},
                    help_text=_g("A width for numbers, days for dates; leave empty for none."),
                    required=False,
                    min_value=0,
                    initial=known.get("step"),
                )

    def clean(self) -> dict[str, Any]:
        """Exactly one column says whose row it is."""
        given = super().clean() or {}
        units = [name for name, _kind in self.columns if given.get(f"role_{name}") == "unit"]
        if len(units) != 1:
            raise forms.ValidationError(_g("Exactly one column says whose row it is."))
        return given

    def rows(self) -> list[dict[str, Any]]:
        """The columns as they are kept."""
        return [
            {
                "name": name,
                "kind": kind,
                "role": self.cleaned_data[f"role_{name}"],
                "label": self.cleaned_data[f"label_{name}"],
                "step": self.cleaned_data.get(f"step_{name}") or None,
                "values": _lines(self.cleaned_data.get(f"values_{name}", "")),
            }
            for name, kind in self.columns
        ]


class LeakForm(forms.Form):
    """A file that was found where it should not be."""

    file = forms.FileField(
        label=_("The file that was found"),
        help_text=_("CSV (UTF-8), whole or a part. It is compared and not kept."),
    )


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _months(count: int) -> str:
    from openemploi_web.ui import words

    return words.months(count)
