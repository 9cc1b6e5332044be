"""Départements and regions of France, so that cases need no imported data to be told apart by place.

From the official geographic code (INSEE, Code officiel géographique, 2025).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from openemploi.labourmarket.model import Area, Level

_DEPARTMENTS: Final = {
    "01": "971",
    "02": "972",
    "03": "973",
    "04": "974",
    "06": "976",
    "11": "75 77 78 91 92 93 94 95",
    "24": "18 28 36 37 41 45",
    "27": "21 25 39 58 70 71 89 90",
    "28": "14 27 50 61 76",
    "32": "02 59 60 62 80",
    "44": "08 10 51 52 54 55 57 67 68 88",
    "52": "44 49 53 72 85",
    "53": "22 29 35 56",
    "75": "16 17 19 23 24 33 40 47 64 79 86 87",
    "76": "09 11 12 30 31 32 34 46 48 65 66 81 82",
    "84": "01 03 07 15 26 38 42 43 63 69 73 74",
    "93": "04 05 06 13 83 84",
    "94": "2A 2B",
}
_REGION: Final = {department: region for region, all_ in _DEPARTMENTS.items() for department in all_.split()}
_COMMUNE: Final = re.compile(r"(97\d(?=\d\d$)|2[AB](?=\d{3}$)|\d\d(?=\d{3}$))\d+")


def region_of(department: str) -> str:
    """The code of the region that a département lies in; empty when there is no such département."""
    return _REGION.get(department, "")


def region_around(area: Area, *, larger: Callable[[Area], Sequence[Area]] | None = None) -> str:
    """The code of the region that an area is or lies in, or empty: as :func:`department_of`."""
    if area.level is Level.REGION:
        return area.code if area.code in _DEPARTMENTS else ""
    if department := department_of(area, larger=larger):
        return region_of(department)
    around = [] if larger is None else [each.code for each in larger(area) if each.level is Level.REGION]
    return around[0] if len(around) == 1 else ""


def department_of(area: Area, *, larger: Callable[[Area], Sequence[Area]] | None = None) -> str:
    """The code of the département that an area lies in, or empty: it lies in several, or it is not known.

    ``larger`` gives the areas around one, and is asked about areas of which the code does not tell.
    """
    if area.level is Level.DEPARTMENT:
        return area.code if region_of(area.code) else ""
    if area.level is Level.COMMUNE and (found := _COMMUNE.fullmatch(area.code)):
        return found[1] if region_of(found[1]) else ""
    if larger is None or area.level in (Level.REGION, Level.COUNTRY):
        return ""
    around = [each.code for each in larger(area) if each.level is Level.DEPARTMENT]
    return around[0] if len(around) == 1 else ""
