"""Where an instance keeps what is not in the database: all under one folder, so that a backup is one folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

#: What was given and cannot be made again: uploads, official data by version, restricted tables, what the query room
#: has answered (without which it answers nothing more), synthetic twins, what was given to a trusted third party,
#: projects recorded by a former tool.
KEPT: Final = ("files", "datasets", "restricted", "rooms", "twins", "third_party", "projects")


def folder(name: str) -> Path:
    """The instance's folder called ``name`` (files, indexes, exports, work), readable by its user only."""
    path: Path = settings.FOLDER / name
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def kept_files() -> Iterator[tuple[Path, str]]:
    """The files that a backup and an export take along, with their names in the instance's folder, in order.

    Locks and drafts, whose names start with a dot, are this moment's own.
    """
    for name in KEPT:
        for path in sorted((settings.FOLDER / name).rglob("*")):
            inside = path.relative_to(settings.FOLDER)
            hidden = any(part.startswith(".") for part in inside.parts)
            if path.is_file() and not path.is_symlink() and not hidden:
                yield path, inside.as_posix()
