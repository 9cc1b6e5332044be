"""The files that a command was given: those named, and those under the folders named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from openemploi.errors import RequestError
from openemploi.i18n import _


def files_in(paths: Sequence[Path], *, but: Path | None = None) -> list[Path]:
    """Every file named or under a folder named; hidden files and ``but`` left out.

    Raises ``RequestError`` (``nothing_to_rank``) when there is none.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p.relative_to(path)))
        else:
            found.append(path)  # a missing file gives its own error among the others
    left_out = but.resolve() if but is not None else None
    files = [path for path in dict.fromkeys(found) if path.resolve() != left_out]
    if not files:
        raise RequestError(
            "nothing_to_rank",
            _("There is no file to rank."),
            remedy=_("Name files, or a folder that holds some."),
        )
    return files


def shown_names(files: Sequence[Path]) -> dict[Path, str]:
    """What each file is called on the screen: its name, or its path where two have the same name."""
    counts = Counter(path.name for path in files)
    return {path: path.name if counts[path.name] == 1 else str(path) for path in files}


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
