"""Where an instance keeps what is not in the database: all under one folder, so that a backup is one folder."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def folder(name: str) -> Path:
    """The instance's folder called ``name`` (files, indexes, exports, work), readable by its user only."""
    path: Path = settings.FOLDER / name
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
