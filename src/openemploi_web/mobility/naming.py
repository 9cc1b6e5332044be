"""A name that somebody types becomes one occupation or one area, or a choice between those that it may mean.

Nothing is guessed: what means several things is asked back, and what nothing here knows stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from openemploi.diagnosis.places_typed import communes_called, places_called
from openemploi.folding import fold
from openemploi.labourmarket import wording
from openemploi.labourmarket.looking_up import LookUp
from openemploi.labourmarket.model import Area, Level, Occupation

_OFFERED: Final = 8
#: Of a name that means more, the rest is asked for by a longer name.
MOST_OFFERED: Final = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a name may mean: its code, and how it is written."""

    code: str
    words: str


def occupation_choice(one: Occupation) -> Choice:
    """An occupation as it is shown and chosen."""
    return Choice(one.code, one.label)


def area_choice(one: Area, look_up: LookUp, *, among: int = 1) -> Choice:
    """An area as it is shown: with its kind; a commune with its department ``among`` others, or of a common name."""
    beside = ""
    if one.level is not Level.COMMUNE:
        beside = wording.level_name(one.level).lower()
    elif among > 1 or len(communes_called(one.name, look_up)) > 1:
        department = look_up.containing(one, Level.DEPARTMENT)
        beside = department.name if department else ""
    return Choice(one.token, wording.area_name(one) + (f" ({beside})" if beside else ""))


def occupations(look_up: LookUp, text: str) -> list[Choice]:
    """What ``text`` may mean among occupations; one alone is meant."""
    found = [occupation_choice(one) for one in look_up.occupations(text, limit=_OFFERED)]
    same = [one for one in found if fold(one.words) == fold(text)]
    return same or found


def areas(look_up: LookUp, text: str) -> list[Choice]:
    """What ``text`` may mean among areas, those with most people first: its own commune, when there is one only."""
    found = list(places_called(text, look_up)) or look_up.areas(text, limit=MOST_OFFERED + 1)
    if len(found) == 1 and not _begins(found[0], text):
        return []  # alone it would be taken: "Bourg Neuf" is no Pont-de-Bourg
    return [area_choice(one, look_up, among=len(found)) for one in found]


def _begins(one: Area, text: str) -> bool:
    """Whether the name of ``one`` begins as ``text``, or ``text`` is its code or postcode."""
    return text.strip().isdigit() or fold(one.name).startswith(fold(text.strip()))


class Meant(forms.ChoiceField):
    """The choice beside a name. One that was made for an earlier name is no fault: :class:`Named` passes over it."""

    def valid_value(self, value: object) -> bool:
        """Any; what it is worth is decided by the name that stands beside it now."""
        return True


class Named:
    """One field in which a name is typed, with the choice beside it that appears when the name means several things.

    Parameters
    ----------
    known:
        What is meant already: as long as its words stand unchanged in the field, it is still meant.
    can_find:
        Whether the names are on this instance; where they are not, what is typed stays as it is.
    offered:
        What may be meant, when the person has not chosen yet.
    spelt:
        A sentence with names spelt nearly as what is typed, for where nothing bears that one.
    """

    def __init__(
        self,
        form: forms.Form,
        name: str,
        *,
        find: Callable[[str], list[Choice]],
        known: Choice | None,
        can_find: bool,
        offered: list[Choice] | None = None,
        spelt: Callable[[str], str] | None = None,
    ) -> None:
        self.spelt = spelt
        self.form, self.name, self.find, self.known = form, name, find, known
        self.can_find = can_find
        self.offered: list[Choice] = []
        chosen = form.fields[f"{name}_choice"]
        chosen.required = False
        if form.is_bound and not self.unchanged():
            self._offer(self.find(self._typed()) if self._typed() else [])
        elif known is None or known.code in {one.code for one in offered or ()}:
            self._offer(offered or [])  # otherwise it was corrected since: nothing is left to choose
        lost = form.is_bound and can_find and bool(self._typed()) and not (self.offered or self.unchanged())
        self._show(self.offered, other=lost)
        if known is not None and self.offered:
            form.initial[f"{name}_choice"] = known.code

    def _offer(self, found: list[Choice]) -> None:
        self.offered = found[:MOST_OFFERED]
        if len(found) > MOST_OFFERED:
            self.form.fields[f"{self.name}_choice"].help_text = _(
                "There are more of this name. If yours is not among these, write its whole name or its postcode."
            )

    @property
    def asks(self) -> bool:
        """Whether the choice is shown."""
        return bool(self.form.fields[f"{self.name}_choice"].choices)  # type: ignore[attr-defined]

    def clean(self) -> tuple[str, str]:
        """The code that is meant and what stays as typed; adds an error where a choice is due."""
        typed = self._typed()
        if not typed:
            return "", ""
        chosen = self.form.data.get(f"{self.name}_choice", "")
        if any(one.code == chosen for one in self.offered):
            return chosen, ""
        if chosen == NONE_OF_THEM:
            return "", typed
        if self.known is not None and self.unchanged():
            return self.known.code, ""
        if len(self.offered) == 1:
            return self.offered[0].code, ""
        if self.offered:
            self.form.add_error(
                f"{self.name}_choice",
                _("“%(name)s” may mean several things. Choose one.") % {"name": typed},
            )
        elif self.can_find:
            lost = _("Nothing here is called “%(name)s”. Try a shorter name, or go on without it.")
            spelt = self.spelt(typed) if self.spelt else ""
            self.form.add_error(self.name, f"{lost % {'name': typed}} {spelt}".rstrip())
        return "", typed

    def _typed(self) -> str:
        return " ".join(str(self.form.data.get(self.name, "")).split())[:100]

    def unchanged(self) -> bool:
        """Whether what was meant already is still what stands in the field."""
        return self.known is not None and self._typed() == self.known.words

    def _show(self, offered: list[Choice], *, other: bool = False) -> None:
        field: Any = self.form.fields[f"{self.name}_choice"]
        choices = [(one.code, one.words) for one in offered]
        if len(offered) == 1 and not other:
            choices = []
        elif offered:
            choices.append((NONE_OF_THEM, _("None of these")))
        elif other:
            choices.append((NONE_OF_THEM, _("Go on without it")))
        field.choices = choices


NONE_OF_THEM: Final = "none"
