"""Two comparisons of one pair side by side: when it was contested, and when it was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from openemploi.matching.model import Part, Status
from openemploi.reporting.words import part_name, status_name
from openemploi_web.ui import words


@dataclass(frozen=True, slots=True)
class Column:
    """The head of one comparison."""

    title: str
    note: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """The two columns, their rows, and whether anything differs."""

    columns: tuple[Column, Column]
    rows: tuple[tuple[str, tuple[str, str]], ...]
    same: bool


def beside(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Beside | None:
    """``before`` and ``after`` (:func:`openemploi_web.rights.comparing.kept`); nothing when one is not there."""
    if not before or not after:
        return None
    lines: dict[tuple[str, str], list[str]] = {}
    for side, values in enumerate((before, after)):
        for line in values["lines"]:
            cells = lines.setdefault((line["part"], line["label"]), [_("not asked for"), _("not asked for")])
            cells[side] = _("%(status)s: %(points)s of %(worth)s points") % {
                "status": status_name(Status(line["status"]), part=Part(line["part"])),
                "points": words.number(round(line["points"], 1)),
                "worth": words.number(round(line["worth"], 1)),
            }
    rows = [
        (_("In short"), (str(before["words"]), str(after["words"]))),
        (_("Sum"), (_sum(before), _sum(after))),
        *(
            (label if part == Part.SKILLS else f"{part_name(Part(part))} – {label}", (cells[0], cells[1]))
            for (part, label), cells in lines.items()
        ),
    ]
    columns = (_column(_("When it was contested"), before), _column(_("Compared again"), after))
    return Beside(columns, tuple(rows), abs(before["score"] - after["score"]) < 1e-9)


def _sum(values: Mapping[str, Any]) -> str:
    return _("%(points)s of the 100 points of this offer") % {
        "points": words.number(round(values["score"], 1))
    }


def _column(title: str, values: Mapping[str, Any]) -> Column:
    source = _("with what was sent") if values["of"] == "sent" else _("with the profile as it stood")
    return Column(title, f"{words.day(datetime.fromisoformat(values['at']))}, {source}")
