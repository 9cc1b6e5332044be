"""Classifications come as a zip of tables: which member is which table, which may be absent, which nobody reads."""

from __future__ import annotations

import fnmatch
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openemploi.connectors.base import Raw, Reading
from openemploi.connectors.delimited import delimited
from openemploi.connectors.opening import Opened, damaged, members
from openemploi.connectors.schema import Table
from openemploi.errors import FormatError, Where
from openemploi.i18n import _


@dataclass(frozen=True, slots=True)
class Member:
    """Where a table stands in an archive.

    Parameters
    ----------
    pattern:
        Of the member's name without its folder, as for ``fnmatch``.
    optional:
        Editions exist without it: the table is then empty, and a note says so.
    encodings:
        See :func:`~openemploi.connectors.delimited.delimited`.
    """

    pattern: str
    table: Table
    optional: bool = False
    encodings: tuple[str, ...] = ("utf-8",)


def archive_tables(
    path: Path, wanted: Sequence[Member], reading: Reading, **options: Any
) -> Iterator[tuple[Opened, Raw]]:
    """The rows of every member of ``wanted``, each with the member that it stands in.

    ``options`` are those of :func:`~openemploi.connectors.delimited.delimited`. All members are looked up before the
    first is read. Raises ``FormatError`` (``member_missing``, ``archive_damaged``) and what ``delimited`` raises.
    """
    found = [(one, members_like(path, one.pattern)) for one in wanted]
    for one, sources in found:
        if not sources and not one.optional:
            raise missing(path, one.pattern)
    for one, sources in found:
        if not sources:
            reading.notes.append(f"member_absent: {one.pattern}")
        for source in sources:
            for raw in delimited(source, one.table, reading, encodings=one.encodings, **options):
                yield source, raw


def note_unread(path: Path, wanted: Sequence[Member], reading: Reading, *, known: Sequence[str] = ()) -> None:
    """Note the members that are neither ``wanted`` nor among the ``known`` patterns of those that repeat others."""
    patterns = [one.pattern for one in wanted] + list(known)
    for source in members_like(path, "*"):
        name = source.name.rsplit("/", 1)[-1].casefold()
        if not any(fnmatch.fnmatchcase(name, pattern.casefold()) for pattern in patterns):
            reading.notes.append(f"unknown_member: {source.name}")


def members_like(path: Path, pattern: str) -> list[Opened]:
    """The members of the zip at ``path`` whose name is like ``pattern``. Raises ``FormatError`` when it is no zip."""
    if not zipfile.is_zipfile(path):
        raise damaged(path)
    return members(path, pattern)


def missing(path: Path, pattern: str) -> FormatError:
    """What to raise when an archive lacks a member like ``pattern``."""
    return FormatError(
        "member_missing",
        _("The archive {name} holds no file like {pattern}.", name=path.name, pattern=pattern),
        remedy=_("Check that it is the official file; if its layout has changed, tell us."),
        where=Where(file=str(path)),
    )
