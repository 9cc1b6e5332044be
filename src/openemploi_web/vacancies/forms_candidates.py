"""What a team writes of those who applied: a choice, a note, a reason to know who it is, an answer."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar, Final

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openemploi_web.core.languages import language_in_force
from openemploi_web.vacancies import answers
from openemploi_web.vacancies.models import Application, Decision, Unmasking

MOST_AT_ONCE: Final = 50  # applications answered on one page
MOST_TEXT: Final = 4000


class DecisionForm(forms.Form):
    """A person's choice; what differs from the proposal needs a reason."""

    choice = forms.ChoiceField(
        label=_("Your choice"), choices=Decision.Choice.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Needed when you choose otherwise than proposed. The person can read it when they ask for their data."
        ),
    )

    def __init__(self, *arguments: Any, proposal: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.proposal = proposal

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a disagreement."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("choice") and data["choice"] != self.proposal and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why you choose otherwise than proposed."))
        return data


class UnmaskForm(forms.Form):
    """Why the team needs to know who this is."""

    reason = forms.ChoiceField(
        label=_("Why you need to know who this is"),
        choices=Unmasking.Reason.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("In a few words"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """Another reason is said."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("reason") == Unmasking.Reason.OTHER and not data.get("words", "").strip():
            self.add_error("words", _("Say why you need to know who this is."))
        return data


class NoteForm(forms.Form):
    """A note for the team."""

    text = forms.CharField(
        label=_("A note for the team"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "About the work, never about the person’s private life. "
            "The person can read it when they ask for their data."
        ),
    )


class InviteForm(forms.Form):
    """A few words to somebody who agreed to be found."""

    @classmethod
    def blank(cls, prefix: str, *, token: str, action: str) -> SafeString:
        """The form before anything is written in it: the same for everybody but for its names and where it leads."""
        mould = _invite_mould(language_in_force())
        for sign, value in zip(_SIGNS, (prefix, token, action), strict=True):
            mould = mould.replace(sign, escape(value))
        return mark_safe(mould)  # noqa: S308 (the parts are escaped)

    text = forms.CharField(
        label=_("A few words to the person"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say why you write to them. They see the offer and your words, and answer or not."),
    )


_SIGNS: Final = ("ppppsignpppp", "ttttsigntttt", "aaaasignaaaa")


@lru_cache(maxsize=8)
def _invite_mould(_language: str) -> str:
    prefix, token, action = _SIGNS
    values = {"form": InviteForm(prefix=prefix), "submit": gettext("Send the invitation")}
    more = {"action": action, "method": "post", "csrf_token": token}
    return str(render_to_string("ui/components/form.html", values | more))


class AnswerForm(forms.Form):
    """What one person is answered: the kind, then the reason or the appointment, then the text."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("", _("choose an answer")), *answers.KINDS],
        error_messages={"required": _("Choose what you answer.")},
    )
    refusal = forms.ChoiceField(
        label=_("Reason of the refusal"),
        required=False,
        choices=[("", _("choose a reason")), *Application.Refusal.choices],
    )
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=500,
        help_text=_("Needed for “another reason”; welcome with any other."),
    )
    interview_at = forms.DateTimeField(
        label=_("Interview: day and hour"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"],
    )
    interview_place = forms.CharField(label=_("Interview: place"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Each kind with what it needs."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        kind = data.get("kind")
        if kind == answers.REFUSED:
            if not data.get("refusal"):
                self.add_error("refusal", _("A refusal needs a reason: choose the one that decided."))
            elif data["refusal"] == Application.Refusal.OTHER and not data.get("words", "").strip():
                self.add_error("words", _("Say the reason in your words."))
        if kind == answers.INTERVIEW:
            at = data.get("interview_at")
            if at is None and "interview_at" not in self.errors:
                self.add_error("interview_at", _("Give the day and the hour of the interview."))
            elif at is not None and at <= timezone.now():
                self.add_error("interview_at", _("This moment is over. Give one to come."))
            if not data.get("interview_place", "").strip():
                self.add_error(
                    "interview_place", _("Give the place, or say that it is by telephone or video.")
                )
        return data


class AnswerTextForm(AnswerForm):
    """The same, with the text that leaves; its first fields are settled and travel hidden.

    ``since`` is when the person was answered last, as the writer knows it.
    """

    since = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("The answer that the person will read"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 11}),
    )
    hidden: ClassVar[tuple[str, ...]] = ("kind", "refusal", "words", "interview_at", "interview_place")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in self.hidden:
            field = self.fields[name]
            attributes = {} if name != "interview_at" else {"format": "%Y-%m-%dT%H:%M"}
            field.widget = (
                forms.DateTimeInput(attrs={"type": "hidden"}, **attributes)
                if name == "interview_at"
                else forms.HiddenInput()
            )
            field.help_text = ""


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class CvFilesField(forms.FileField):
    """Several files in one field; each is checked alone."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files that were given, at least one."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            return super().clean(None, initial)
        return [super(CvFilesField, self).clean(one, initial) for one in given]


class CvFilesForm(forms.Form):
    """CVs that came by another way."""

    most: ClassVar[int] = 300
    files = CvFilesField(  # type: ignore[assignment]  # a form keeps what was sent under this name too
        label=_("The CVs"),
        max_length=200,
        allow_empty_file=True,
        widget=_SeveralFiles(attrs={"multiple": True}),
        help_text=_("Up to 300 files at once: PDF, Word, OpenDocument, text, scans, JSON Resume, Europass."),
    )
    told = forms.BooleanField(
        label=_("These people know that I received their CV for this offer and how it is compared."),
        help_text=_(
            "They have the same right to an answer as those who applied here; the portal cannot write to them."
        ),
    )

    def clean_files(self) -> Any:
        """Not more than are read at once."""
        files = self.cleaned_data["files"]
        if len(files) > self.most:
            raise forms.ValidationError(_("Give 300 files at most at once; then give the others."))
        return files
