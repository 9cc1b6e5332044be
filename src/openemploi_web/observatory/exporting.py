"""A figure as a table for spreadsheets: its rows, then what it is, where it is from and what it does not say.

A cell that a spreadsheet would run as a formula is made a text. Numbers have a point, whatever the language.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from openemploi.labourmarket import wording
from openemploi.labourmarket.model import Figure
from openemploi_web.core.spreadsheets import harmless

MASKED: Final = "masked"


def as_csv(figure: Figure) -> bytes:
    """UTF-8 with the mark that spreadsheets look for."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for line in _lines(figure):
        writer.writerow([written(cell) for cell in line])
    return text.getvalue().encode("utf-8-sig")


def written(cell: object) -> str:
    """A number stays a number; a text is none that a spreadsheet would run."""
    if isinstance(cell, int | float):
        return f"{cell:g}" if isinstance(cell, int) else repr(round(cell, 6))
    return harmless(cell)


def _lines(figure: Figure) -> Iterator[list[object]]:
    said = wording.words(figure.name)
    yield ["code", "label", "value", "k", "n", "low", "high", "note"]
    for row in figure.rows:
        yield [
            row.code,
            wording.row_label(figure, row),
            MASKED if row.masked else row.value,
            row.k,
            row.n,
            row.low,
            row.high,
            row.note,
        ]
    yield []
    yield [_("Figure"), said.title, said.unit]
    if figure.occupation:
        yield [_("Occupation"), figure.occupation.code, figure.occupation.label]
    if figure.skill:
        yield [_("Skill"), figure.skill.code, figure.skill.label]
    yield [_("Area asked"), figure.asked.token, wording.area_name(figure.asked)]
    yield [_("Area shown"), figure.shown.token, wording.area_name(figure.shown)]
    yield [_("Value"), figure.value, figure.low, figure.high]
    yield ["n", figure.n, said.unit_of_n]
    yield [_("Period"), figure.period]
    if figure.unknown:
        yield [_("Unknown for the area asked"), figure.unknown.reason.value, wording.why_unknown(figure)]
    yield [_("Rule"), said.rule]
    yield [_("Method"), said.method]
    yield [_("What it does not say"), said.says_not]
    for source in figure.sources:
        yield [
            _("Source"),
            source.dataset,
            source.title,
            source.producer,
            source.licence,
            source.edition or source.published,
            source.version,
            source.address,
        ]
