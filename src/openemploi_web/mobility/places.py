"""The places of a project side by side: in the order of somebody's weights on a page, in a table on paper."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from openemploi.diagnosis.model import ComparedArea, Diagnosis, Project
from openemploi.labourmarket import wording
from openemploi_web.mobility.answering import in_order
from openemploi_web.observatory.presenting import shown
from openemploi_web.ui import words

_COLUMNS: Final = 4


def criteria(found: Diagnosis) -> list[tuple[str, str]]:
    """The criteria that are known of one place at least, with their words."""
    labels: dict[str, str] = {}
    for area in found.areas:
        for one in area.criteria:
            if one.value is not None:
                labels.setdefault(one.name, one.label)
    return list(labels.items())


def compared(
    found: Diagnosis, weights: Mapping[str, float], *, pages: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The places, the best by ``weights`` first, each with its criteria in words.

    A criterion that is known of none of them stands in :func:`not_compared` instead.
    """
    known = dict(criteria(found))
    return [
        {
            **head_of(one, found.project),
            "values": json.dumps({each.name: each.value for each in one.criteria}),
            "criteria": [
                {
                    "label": each.label,
                    "known": each.value is not None,
                    "sentence": each.sentence,
                    "figure": None if each.figure is None else shown(each.figure, pages=pages),
                }
                for each in one.criteria
                if each.name in known
            ],
        }
        for one in in_order(found.areas, weights)
    ]


def not_compared(found: Diagnosis) -> list[tuple[str, str]]:
    """The criteria that are known of no place, each with the reason."""
    known = dict(criteria(found))
    return list(
        {
            each.name: (each.label, each.sentence)
            for one in found.areas
            for each in one.criteria
            if each.name not in known
        }.values()
    )


def table(found: Diagnosis) -> dict[str, Any]:
    """The places by their criteria, for paper: at most four columns."""
    areas = sorted(found.areas, key=lambda one: not one.asked)[:_COLUMNS]
    rows = []
    for name, label in criteria(found):
        cells = []
        for area in areas:
            one = next((each for each in area.criteria if each.name == name), None)
            cells.append(one.sentence if one is not None and one.value is not None else words.unknown())
        rows.append((label, cells))
    return {"heads": [head_of(one, found.project) for one in areas], "rows": rows}


def head_of(one: ComparedArea, project: Project) -> dict[str, Any]:
    """What stands at the head of a place: its name, and why it is there."""
    return {
        "name": wording.area_name(one.area),
        "asked": one.asked,
        "like": "" if one.like is None else wording.to_area(one.like),
        "home": one.area == project.here,
    }
