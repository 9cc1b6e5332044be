"""The results of earlier evaluations, one JSON object a line, and what has become worse since the last one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from openemploi.errors import FormatError, RequestError, Where
from openemploi.i18n import _

_SAME: Final = ("task", "data", "limit", "without_crosswalk")


@dataclass(frozen=True, slots=True)
class Drop:
    """A metric that is now below the interval it had."""

    metric: str
    value: float
    before: float
    low: float


def last(path: Path, record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The last result in ``path`` of the same task on the same files; ``None`` when there is none."""
    found = [line for line in read(path) if all(line.get(name) == record.get(name) for name in _SAME)]
    return found[-1] if found else None


def read(path: Path) -> list[dict[str, Any]]:
    """The results in ``path``, oldest first; none when it does not exist yet.

    Raises ``FormatError`` (``evaluation_history_damaged``) when a line is not a result.
    """
    lines = []
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError):
        raise _damaged(path, None) from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                found = json.loads(line)
            except (ValueError, RecursionError):
                raise _damaged(path, number) from None
            if not isinstance(found, dict):
                raise _damaged(path, number)
            lines.append(found)
    return lines


def drops(record: Mapping[str, Any], before: Mapping[str, Any]) -> list[Drop]:
    """The metrics of ``record`` that are below the interval that ``before`` gives them."""
    found = []
    for name, figure in record["metrics"].items():
        old = (before.get("metrics") or {}).get(name) or {}
        value, low, was = figure["value"], old.get("low"), old.get("value")
        if value is not None and low is not None and was is not None and value < low:
            found.append(Drop(name, value, was, low))
    return found


def check(path: Path) -> None:
    """Raise before anything is measured when a result cannot be added to ``path``."""
    read(path)
    try:
        with path.open("a", encoding="utf-8"):
            pass
    except OSError:
        raise RequestError(
            "evaluation_history_not_writable",
            _("The history cannot be written to {name}.", name=path.name),
            remedy=_("Name a file in a folder that exists and that you may write to."),
            where=Where(file=path.name),
        ) from None


def add(path: Path, record: Mapping[str, Any]) -> None:
    """Add ``record`` to ``path`` as one line."""
    before = path.read_bytes()[-1:] if path.exists() else b""
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" if before not in (b"", b"\n") else "")
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _damaged(path: Path, line: int | None) -> FormatError:
    return FormatError(
        "evaluation_history_damaged",
        _("The history of evaluations is damaged."),
        remedy=_("Give another file, or remove the line that is wrong."),
        where=Where(file=path.name, line=line),
    )
