"""The requirement cells of the table of applications, made in Python: as templates, they were half of its work."""

from __future__ import annotations

from django.utils.html import conditional_escape as escaped
from django.utils.safestring import SafeString, mark_safe

from openemploi_web.ui.chips import evidence_chip, state_chip
from openemploi_web.vacancies.candidates import Candidate, Cell


def column_cells(one: Candidate) -> SafeString:
    """A cell of the row for each requirement that has a column."""
    return mark_safe("".join(map(_cell, one.shown)))  # noqa: S308 (each part is escaped)


def other_chips(one: Candidate) -> SafeString:
    """A chip in a list for each of the other requirements."""
    return mark_safe("".join(map(_chip, one.others)))  # noqa: S308 (each part is escaped)


def _cell(cell: Cell) -> str:
    chip = state_chip(
        label=cell.label, status=cell.status, word=cell.word, passages=cell.passages, reason=cell.reason
    )
    return f'<td role="cell" data-label="{escaped(cell.label)}">{chip}</td>'


def _chip(cell: Cell) -> str:
    chip = evidence_chip(
        label=cell.label, status=cell.status, word=cell.word, passages=cell.passages, reason=cell.reason
    )
    return f"<li>{chip}</li>"
