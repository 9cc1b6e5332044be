"""Widths and places of the bars, as text for SVG attributes.

They are text already here: the decimal comma of the page's language would break an attribute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.html import conditional_escape as escaped
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from openemploi_web.ui import chips, words

_COLOURS: Final = 8
_ROOM_FOR_NUMBER: Final = 4.0  # per cent of the bar under which a number would be cut off


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a stack: its room is what it is worth, its fill what was obtained."""

    number: int
    colour: int
    label: str
    points: str
    worth: str
    detail: str
    x: str
    room: str
    fill: str
    middle: str
    unknown: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One of the two bars of an offer; ``width`` is empty when the share is not known."""

    kind: str
    name: str
    words: str
    width: str
    lines: tuple[Line, ...]

    @property
    def reasons(self) -> SafeString:
        """The lines as items of a list."""
        return chips.reasons(self.lines)


@dataclass(frozen=True, slots=True)
class Line:
    """A reason behind a bar."""

    label: str
    state: str
    shape: str
    words: str


_SHAPES: Final = {
    "met": "check",
    "said": "check",
    "implied": "check-dashed",
    "near": "near",
    "missing": "ring",
    "unknown": "question",
}


def stack(parts: Sequence[Any]) -> list[Part]:
    """The parts side by side, each as wide as it is worth; unknown points leave their room empty."""
    whole = sum(float(part.worth or 0) for part in parts)
    placed: list[Part] = []
    x = 0.0
    for number, part in enumerate(parts, start=1):
        room = 100 * float(part.worth or 0) / whole if whole else 0.0
        share = (
            min(max(float(part.points) / float(part.worth), 0.0), 1.0) if part.points and part.worth else 0.0
        )
        fill = room * share
        placed.append(
            Part(
                number=number,
                colour=(number - 1) % _COLOURS + 1,
                label=part.label,
                points=words.number(part.points),
                worth=words.number(part.worth),
                detail=getattr(part, "detail", "") or "",
                x=percent(x),
                room=percent(room),
                fill=percent(fill),
                middle=percent(x + fill / 2) if fill >= _ROOM_FOR_NUMBER else "",
                unknown=part.points is None,
            )
        )
        x += room
    return placed


def usefulness(side: Any, *, name: str, kind: str) -> Bar:
    """One bar from an object with ``share`` (0..1 or nothing), ``words`` and ``lines``."""
    share = side.share
    return Bar(
        kind=kind,
        name=name,
        words=side.words,
        width="" if share is None else percent(100 * min(max(float(share), 0.0), 1.0)),
        lines=tuple(
            Line(label=label, state=str(state), shape=_SHAPES.get(str(state), "dot"), words=text)
            for label, state, text in (getattr(side, "lines", None) or ())
        ),
    )


def usefulness_bars(wanted: Any, chance: Any, *, who: str = "you") -> SafeString:
    """Both bars of an offer, as they stand on each card of a list."""
    names = (
        (_("You want it"), _("You can get it")) if who == "you" else (_("They want it"), _("They can get it"))
    )
    both = (
        usefulness(wanted, name=names[0], kind="wanted"),
        usefulness(chance, name=names[1], kind="chance"),
    )
    return mark_safe(f'<div class="usefulness">{"".join(map(_bar, both))}</div>')  # noqa: S308 (escaped)


def _bar(bar: Bar) -> str:
    drawn = '<div class="bar bar--unknown"></div>'
    if bar.width:
        drawn = (
            '<svg class="bar" width="100%" height="14" aria-hidden="true" focusable="false">'
            f'<rect class="bar__fill bar__fill--{bar.kind}" width="{bar.width}" height="14"/></svg>'
        )
    why = ""
    if bar.lines:
        why = (
            f'<details class="details">\n<summary>{escaped(_("Why"))}<span class="visually-hidden"> – '
            f'{escaped(bar.name)}</span></summary>\n<ul class="lines">\n{bar.reasons}\n</ul>\n</details>'
        )
    return (
        f'<div>\n<p class="usefulness__name">{escaped(bar.name)}</p>\n{drawn}\n'
        f'<p class="usefulness__words">{escaped(bar.words)}</p>\n{why}\n</div>'
    )


def place(value: float | Decimal | str | None, *, low: float | None, high: float | None) -> str:
    """Where a value stands between the ends of its interval."""
    if value is None or isinstance(value, str) or low is None or high is None or high <= low:
        return "50%"
    return percent(100 * min(max((float(value) - float(low)) / (float(high) - float(low)), 0.0), 1.0))


def percent(value: float) -> str:
    """``12.5`` → ``12.50%``, whatever the language."""
    return f"{value:.2f}%"
