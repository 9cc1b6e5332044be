"""How many apply to each offer already, from a JSON file: ``{"offer id or name": 12}``."""

from __future__ import annotations

import json
from pathlib import Path

from openemploi.errors import FormatError, Where
from openemploi.i18n import _


def read_counts(path: Path) -> dict[str, int]:
    """The counts of ``path`` by offer. Raises ``FormatError`` (``applications_format``), naming what is wrong."""
    try:
        counts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise _wrong(path, str(fault)) from fault
    if not isinstance(counts, dict):
        raise _wrong(path, _("an object is expected"))
    for name, count in counts.items():
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise _wrong(path, f"{name}: {count!r}")
    return counts


def _wrong(path: Path, what: str) -> FormatError:
    return FormatError(
        "applications_format",
        _("The counts of applications cannot be used: {what}.", what=what),
        remedy=_("Give a JSON object with a whole number for each offer’s identifier or name."),
        where=Where(file=path.name),
    )
