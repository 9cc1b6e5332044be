"""Recorded projects that this instance knows of, from which similar ones are told; whether their files can be read.

They are files that whoever runs the instance puts in its folder ``projects``, without names, and changes by the
quarter rather than one project at a time; and projects kept here whose owners agreed to it (:mod:`.counting`).
docs/explanation/similar-projects.md says why.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register
from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi.diagnosis.cases import Case
from openemploi.diagnosis.cases_reading import read_cases
from openemploi.errors import FormatError
from openemploi_web.mobility.counting import counted
from openemploi_web.ui import words

FOLDER: Final = "projects"
_log = logging.getLogger(__name__)

_Seen = tuple[Path, int, int]  # a file, when it was changed, its size


@dataclass(frozen=True, slots=True)
class Recorded:
    """Cases, and from where and of when they are: the day on which files changed last, and that of the count."""

    cases: tuple[Case, ...] = ()
    files: date | None = None
    portal: date | None = None

    @property
    def sources(self) -> str:
        """Whence, in words; empty when there is nothing."""
        said = []
        if self.files is not None:
            said.append(
                _("files of whoever runs this site, changed last on %(day)s") % {"day": words.day(self.files)}
            )
        if self.portal is not None:
            said.append(
                _("projects kept on this site whose owners agreed, counted on %(day)s")
                % {"day": words.day(self.portal)}
            )
        return _("Source: %(sources)s.") % {"sources": "; ".join(said)} if said else ""


def recorded() -> Recorded:
    """All cases, files read again when one changes. None when a file is wrong: part of them would mislead."""
    seen = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in _files())
    of_files = _read(seen)
    if of_files is None:
        return Recorded()
    own, day = counted()
    changed = max((when for _path, when, _size in seen), default=None)
    return Recorded(
        (*of_files, *own),
        files=_day(changed) if of_files and changed is not None else None,
        portal=day if own else None,
    )


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


def _day(nanoseconds: int) -> date:
    return datetime.fromtimestamp(nanoseconds / 1e9, tz=timezone.get_current_timezone()).date()


def _files() -> list[Path]:
    return sorted((settings.FOLDER / FOLDER).glob("*.csv"))


@lru_cache(maxsize=1)
def _read(files: tuple[_Seen, ...]) -> tuple[Case, ...] | None:
    cases: list[Case] = []
    for path, _changed, _size in files:
        try:
            cases += read_cases(path)
        except FormatError as error:
            line = f", line {error.where.line}" if error.where.line else ""
            _log.error("Similar projects are not told: %s%s: %s", path, line, error.message)
            return None
    return tuple(cases)
