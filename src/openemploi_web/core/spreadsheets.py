"""Cells of the CSV files that the portal gives out: none that a spreadsheet would run as a formula."""

from __future__ import annotations

import re
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def harmless(cell: object) -> str:
    """``cell`` as a text that no spreadsheet takes for a formula: one that starts like it gets an apostrophe before."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def harmless_or_number(cell: str | None) -> str:
    """As :func:`harmless`, where cells may be figures: a number that is less than nothing is no formula."""
    text = cell or ""
    return text if _NUMBER.fullmatch(text) else harmless(text)
