"""Three questions for pupils and students, in their own words, and one about what they would rather not do.

No question about who one is: no name, no sex, no school, no neighbourhood.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

_MOST_LETTERS = 1000


def _words(label: Any, help_text: Any, *, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=_MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class PupilForm(forms.Form):
    """One answer is enough; none is right or wrong."""

    likes = _words(
        _("What do you like doing?"),
        _("Alone, with others, outside, at home. For example: repairing bicycles, looking after my sister."),
    )
    subjects = _words(
        _("Which subjects do you like at school?"), _("For example: biology, sport, drawing. “None” is fine.")
    )
    tasks = _words(
        _("What have you already done that you are proud of?"),
        _("A small thing is enough: a cake, a match, a fault that you found."),
    )
    dislikes = _words(
        _("What would you rather not do?"),
        _("It counts as much as the rest. For example: sitting all day."),
        rows=1,
    )
    place = forms.CharField(
        label=_("Where you live"),
        max_length=100,
        required=False,
        help_text=_("A commune or a postcode, to say how far courses are. It changes no family."),
    )

    def clean(self) -> dict[str, Any]:
        """Something to start from."""
        given = super().clean() or {}
        if not self.errors and not any(
            given.get(name, "").strip() for name in ("likes", "subjects", "tasks")
        ):
            self.add_error("likes", _g("Answer one of the three questions, even with one word."))
        return given


class ClassForm(forms.Form):
    """The answers of a class, a line a pupil, without names."""

    MOST_PUPILS = 60

    answers = forms.CharField(
        label=_("The answers of the class"),
        help_text=_(
            "One line for each pupil, without a name: what they like, what they have done. What they would rather not"
            " do comes after a bar: |"
        ),
        max_length=60 * _MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def clean_answers(self) -> list[tuple[str, str]]:
        """Each pupil's likes and dislikes."""
        lines = [line.strip() for line in self.cleaned_data["answers"].splitlines() if line.strip()]
        if len(lines) > self.MOST_PUPILS:
            raise forms.ValidationError(
                _("There are %(count)s lines; a class has at most %(most)s."),
                params={"count": len(lines), "most": self.MOST_PUPILS},
            )
        pupils = [line.partition("|") for line in lines]
        return [
            (likes.strip()[:_MOST_LETTERS], dislikes.strip()[:_MOST_LETTERS])
            for likes, _bar, dislikes in pupils
        ]
