"""The page "what was read": the text with its passages marked, and each skill with what the person may say of it.

Offsets are those of the document's text; a passage is a mark with an anchor, followed by the numbers of the skills
that it shows, so that several skills of one passage each have their way there and back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openemploi.profiles import model
from openemploi_web.jobseekers.actions_profile import TOP, Settled
from openemploi_web.jobseekers.models import CvDocument, Skill
from openemploi_web.jobseekers.snapshots import passage_of
from openemploi_web.ui import levels

ACCEPT: Final = "accept"
REJECT: Final = "reject"
CANNOT: Final = "cannot"
LATER: Final = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage in the text of this document: where the skill's row leads to."""

    id: str
    text: str
    page: int
    start: int
    end: int


@dataclass(slots=True)
class Row:
    """A skill on the page: its number, its passages here, and the form fields that belong to it."""

    number: int
    skill: Skill
    passages: list[Anchor] = field(default_factory=list)
    choice: Any = None
    rating: Any = None
    is_top: bool = False

    @property
    def status(self) -> str:
        """The state of its chip."""
        if self.skill.state == Skill.State.REJECTED:
            return "rejected"
        return "added" if self.skill.source == Skill.Source.ADDED else str(self.skill.source)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: marked or not, the anchors that begin in it and the skills whose passages end with it."""

    text: str
    marked: bool
    anchors: tuple[str, ...] = ()
    ends: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the document."""

    number: int
    pieces: tuple[Piece, ...]
    empty: bool


class SkillsForm(forms.Form):
    """One form for all skills: what the person says of each, their rating, and their five first."""

    def __init__(self, data: Any = None, *, skills: Sequence[Skill]) -> None:
        super().__init__(data)
        self.skills = skills
        self.tops = {str(row.pk): row for row in skills}
        for row in skills:
            self.fields[f"choice-{row.pk}"] = forms.ChoiceField(
                label=row.label,
                choices=_choices(row),
                widget=forms.RadioSelect,
                required=False,
                initial=_choice_of(row),
            )
            self.fields[f"rating-{row.pk}"] = forms.TypedChoiceField(
                label=_("How well"),
                choices=[
                    ("", _("I do not say")),
                    *((s.value, f"{s.word} – {s.behaviour}") for s in levels.STEPS),
                ],
                coerce=int,
                empty_value=None,
                required=False,
                initial="" if row.rating is None else row.rating,
            )
        self.chosen_top = [str(row.pk) for row in skills if row.top]
        if self.is_bound:
            sent: Any = self.data
            asked = [value for value in sent.getlist("top") if value in self.tops]
            self.chosen_top = list(dict.fromkeys(asked))

    def clean(self) -> dict[str, Any]:
        """Five at most, and none that was set aside."""
        values = super().clean() or {}
        if len(self.chosen_top) > TOP:
            raise forms.ValidationError(
                _("You ticked %(count)s skills as your first ones. Keep five at most.")
                % {"count": len(self.chosen_top)}
            )
        return values

    def settled(self, *, accept_said: bool = False) -> list[Settled]:
        """What the person says of each skill; with ``accept_said`` the ones read and not answered are accepted."""
        found = []
        for row in self.skills:
            choice = self.cleaned_data.get(f"choice-{row.pk}", LATER)
            said = row.source == Skill.Source.SAID and not row.negated
            if accept_said and choice == LATER and said and row.state == Skill.State.PROPOSED:
                choice = ACCEPT
            state, negated = row.state, row.negated
            if choice == ACCEPT:
                state, negated = Skill.State.ACCEPTED, False
            elif choice == CANNOT:
                state, negated = Skill.State.ACCEPTED, True
            elif choice == REJECT:
                state = Skill.State.REJECTED
            elif row.state != Skill.State.PROPOSED:
                state = Skill.State.PROPOSED
            found.append(Settled(row, state, negated, self.cleaned_data.get(f"rating-{row.pk}")))
        return found

    def top(self) -> list[Skill]:
        """The first ones, in the order in which they stood, then in that of the page; never one set aside."""
        settled = {str(one.skill.pk): one for one in self.settled()}
        rows = [
            self.tops[key]
            for key in self.chosen_top
            if settled[key].state != Skill.State.REJECTED and not settled[key].negated
        ]
        return sorted(rows, key=lambda row: row.top or TOP + 1)


def rows_of(form: SkillsForm, document: CvDocument | None) -> list[Row]:
    """A row for each skill, with its passages in ``document``."""
    passages = _passages(document) if document else {}
    rows = []
    for number, skill in enumerate(form.skills, start=1):
        row = Row(number, skill, choice=form[f"choice-{skill.pk}"], rating=form[f"rating-{skill.pk}"])
        row.is_top = str(skill.pk) in form.chosen_top
        distinct = {(p["start"], p["end"]): p for p in passages.get(skill.uri, ())}.values()
        for place, passage in enumerate(distinct, start=1):
            row.passages.append(
                Anchor(
                    f"p{number}-{place}", passage["text"], passage["page"], passage["start"], passage["end"]
                )
            )
        rows.append(row)
    return rows


def sheets(document: CvDocument, rows: Iterable[Row]) -> list[Sheet]:
    """The document page by page with the passages of ``rows`` marked; passages may overlap."""
    anchors = [(anchor, row) for row in rows for anchor in row.passages]
    found = []
    for page in document.pages:
        low, text = page["start"], page["text"]
        high = low + len(text)
        here = [
            (max(anchor.start, low), min(anchor.end, high), anchor, row)
            for anchor, row in anchors
            if anchor.start < high and low < anchor.end
        ]
        edges = sorted({low, high, *(e for start, end, _a, _r in here for e in (start, end))})
        pieces = []
        for start, end in pairwise(edges):
            pieces.append(
                Piece(
                    text=text[start - low : end - low],
                    marked=any(a <= start and end <= b for a, b, _a, _r in here),
                    anchors=tuple(
                        anchor.id for a, _b, anchor, _r in here if a == start and anchor.start == start
                    ),
                    ends=tuple(row for _a, b, anchor, row in here if b == end and anchor.end == end),
                )
            )
        found.append(Sheet(page["number"], tuple(pieces), empty=not text.strip()))
    return found


def quality_in_words(document: CvDocument) -> tuple[str, str, str]:
    """How well the document was read: a tone, a title and what to do. Never anything of the person."""
    quality = document.quality if document.quality is not None else 0.0
    if document.answers:
        return "info", _("These are your own words"), _("Check what we understood, and correct it.")
    if quality >= 0.95:
        return (
            "success",
            _("Your document was read well"),
            _("Check all the same: a machine can misunderstand."),
        )
    if quality >= 0.75:
        return (
            "warning",
            _("Your document was read, with some doubts"),
            _("Some words were hard to recognise. Check each line."),
        )
    return (
        "warning",
        _("Your document was hard to read"),
        _(
            "Much may be missing or wrong. A text file or a PDF made by a word processor is read better than a photo."
        ),
    )


def unlinked(document: CvDocument) -> list[str]:
    """What the document lists as skills and no skill was read in, as it is written."""
    reading = document.reading or {}
    said = [claim for claim in reading.get("skills", ()) if claim.get("source") == Skill.Source.SAID]
    shown = [passage_of(one) for claim in said for one in claim["evidence"]]
    listed = reading.get("structure", {}).get("listed", ())
    return [item.text for item in model.unlinked(map(passage_of, listed), shown)]


def _passages(document: CvDocument) -> dict[str, list[Mapping[str, Any]]]:
    reading = document.reading or {}
    return {claim["uri"]: claim["evidence"] for claim in reading.get("skills", ())}


def _choices(row: Skill) -> list[tuple[str, Any]]:
    if row.negated and row.state != Skill.State.REJECTED:
        return [(CANNOT, _CANNOT), (ACCEPT, _CAN), (REJECT, _REJECT_LINE), (LATER, _LATER)]
    return [(ACCEPT, _ACCEPT), (REJECT, _REJECT), (LATER, _LATER)]


def _choice_of(row: Skill) -> str:
    if row.state == Skill.State.REJECTED:
        return REJECT
    if row.state == Skill.State.ACCEPTED:
        return CANNOT if row.negated else ACCEPT
    return LATER


_LATER = gettext_lazy("Later")
_ACCEPT = gettext_lazy("I have it")
_REJECT = gettext_lazy("That is not me")
_CANNOT = gettext_lazy("Right, I cannot do it")
_CAN = gettext_lazy("Yes I can, I have it")
_REJECT_LINE = gettext_lazy("Leave this out")
