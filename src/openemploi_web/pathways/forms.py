"""What one says to look for paths: a job and skills in own words, a goal for training, three questions for pupils."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

MOST_LETTERS = 3000


class WordsForm(forms.Form):
    """What somebody did and can do. One of the first two is enough."""

    title = forms.CharField(
        label=_("Your job, now or before"),
        max_length=100,
        required=False,
        help_text=_("For example: cashier, nurse, lorry driver. Leave it empty if you have none."),
    )
    words = forms.CharField(
        label=_("What you know how to do"),
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In your own words, as you would tell somebody. Work, home, clubs: all of it counts."),
    )
    place = forms.CharField(
        label=_("Where you live, or would like to"),
        max_length=100,
        required=False,
        help_text=_("A commune or a postcode. It tells how many offers there are near you."),
    )

    def clean(self) -> dict[str, Any]:
        """Something to start from."""
        given = super().clean() or {}
        if not self.errors and not (given.get("title", "").strip() or given.get("words", "").strip()):
            self.add_error("title", _g("Say your job, or what you can do. One of the two is enough."))
        return given
