"""Recorded projects that this instance knows of, from which similar ones are told; whether their files can be read.

They are files that whoever runs the instance puts in its folder ``projects``, without names, and changes by the
quarter rather than one project at a time: docs/explanation/similar-projects.md says why. A project that is kept under a
code is no case: people who come back mostly do so because they found, and by them alone everybody would seem to find.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from openemploi.diagnosis.cases import Case
from openemploi.diagnosis.cases_reading import read_cases
from openemploi.errors import FormatError

FOLDER: Final = "projects"
_log = logging.getLogger(__name__)

_Seen = tuple[Path, int, int]  # a file, when it was changed, its size


def recorded() -> tuple[Case, ...]:
    """The cases of all files, read again when one changes. None when a file is wrong: part of them would mislead."""
    return _read(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in _files()))


@register()
def check_files(app_configs: Sequence[Any] | None, **_options: object) -> list[CheckMessage]:
    """A line for each file that cannot be read, whenever Django checks itself."""
    found: list[CheckMessage] = []
    for path in _files():
        try:
            read_cases(path)
        except FormatError as error:
            found.append(Warning(f"{path}: {error.message}", hint=error.remedy, id=f"mobility.{error.code}"))
    return found


def _files() -> list[Path]:
    return sorted((settings.FOLDER / FOLDER).glob("*.csv"))


@lru_cache(maxsize=1)
def _read(files: tuple[_Seen, ...]) -> tuple[Case, ...]:
    cases: list[Case] = []
    for path, _changed, _size in files:
        try:
            cases += read_cases(path)
        except FormatError as error:
            line = f", line {error.where.line}" if error.where.line else ""
            _log.error("Similar projects are not told: %s%s: %s", path, line, error.message)
            return ()
    return tuple(cases)
