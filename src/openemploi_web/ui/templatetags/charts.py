"""Charts and maps as template tags (``{% load charts %}``); each is drawn by the server and stands beside its table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from openemploi_web.ui import charts
from openemploi_web.ui.charts import Box, Mark
from openemploi_web.ui.maps import Drawing

register = template.Library()

Values = dict[str, Any]


@register.inclusion_tag("ui/components/chart_columns.html")
def chart_columns(marks: Sequence[Mark], title: str = "") -> Values:
    """Columns that stand, as for months; intervals are thin lines."""
    return {"columns": charts.columns(marks), "title": title}


@register.inclusion_tag("ui/components/chart_bars.html")
def chart_bars(
    marks: Sequence[Mark], caption: str = "", head: str = "", value: str = "", whole: float | None = None
) -> Values:
    """A table each of whose rows has its bar; ``whole`` is what a full bar means, the longest when not given."""
    return {"bars": charts.bars(marks, whole=whole), "caption": caption, "head": head, "value": value}


@register.inclusion_tag("ui/components/chart_box.html")
def chart_box(box: Box, title: str = "", first: str = "", middle: str = "", third: str = "") -> Values:
    """The three quartiles on a line; their words are given."""
    return {"box": box, "title": title, "first": first, "middle": middle, "third": third}


@register.inclusion_tag("ui/components/area_map.html")
def area_map(drawing: Drawing, title: str = "", legend: Sequence[tuple[int, str]] = ()) -> Values:
    """A map of areas that are links; ``legend`` gives the words of each class."""
    return {"map": drawing, "title": title, "legend": legend}
