"""Files that no row speaks of: a process was killed between a file and its row. They may hold a CV, so they go.

A file is written before the row that names it is kept, and erased after the row that no longer names it is kept; what
is younger than :data:`LEFT_ALONE` may be in between.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings
from django.db import models

LEFT_ALONE: Final = timedelta(hours=6)


def remove_lost_files() -> int:
    """Erase the files of the portal that no row names; how many."""
    until = time.time() - LEFT_ALONE.total_seconds()
    old = {path for path in _files() if path.stat().st_mtime < until}
    lost = old - _named() if old else set()
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)


def _files() -> Iterator[Path]:
    root = _root()
    for path in root.rglob("*") if root.is_dir() else ():
        with contextlib.suppress(FileNotFoundError):  # erased meanwhile
            if path.is_file():
                yield path


def _named() -> set[Path]:
    return {
        _root() / name
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FileField)
        for name in model._default_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
        if name
    }


def _root() -> Path:
    return Path(settings.FOLDER) / "files"
