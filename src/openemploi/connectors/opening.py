"""A file, or one in an archive, that can be opened again and again; archives are refused when they are a trap.

The limits are those of the largest official files (the establishments of SIRENE are 8 GB unpacked), not of our
patience: what is refused is what only an attack looks like.
"""

from __future__ import annotations

import fnmatch
import gzip
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from openemploi.errors import FormatError, Where
from openemploi.i18n import _

MOST_BYTES: Final = 64 << 30
MOST_RATIO: Final = 500  # text of one letter packs to 1/1000; official files to 1/40 at most
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    gzip.BadGzipFile,
    lzma.LZMAError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file by its path, or a member of an archive."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """What to call it: the member's name, or the file's."""
        return self.member or self.path.name

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Its bytes from the start. Raises ``FormatError`` (``archive_damaged``) when damage shows, on the way too."""
        try:
            if self.member:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
                    yield file
            elif self.path.suffix == ".gz":
                with gzip.open(self.path) as file:
                    yield file  # type: ignore[misc]  # a GzipFile is an IO[bytes] in all that is asked of it
            else:
                with self.path.open("rb") as file:
                    yield file
        except _DAMAGE as fault:
            raise damaged(self.path, self.member) from fault
        except RuntimeError as fault:
            if "password" not in str(fault) and "encrypted" not in str(fault):
                raise
            raise FormatError(
                "archive_encrypted",
                _("The archive {name} asks for a password.", name=self.path.name),
                remedy=_("Fetch the open edition from its producer, or unpack it first."),
                where=Where(file=str(self.path)),
            ) from fault


def opened(path: Path, *patterns: str) -> Opened:
    """The file at ``path``, or the one member of its zip that matches one of ``patterns`` (``*`` when none is given).

    Raises ``FormatError`` (``member_missing``, ``archive_damaged``, ``archive_too_large``).
    """
    if not zipfile.is_zipfile(path):
        if path.suffix == ".zip":
            raise damaged(path)
        return Opened(path)
    found = members(path, *patterns)
    if not found:
        raise FormatError(
            "member_missing",
            _(
                "The archive {name} holds no file like {pattern}.",
                name=path.name,
                pattern=" | ".join(patterns),
            ),
            remedy=_("Check that it is the official file; if its layout has changed, tell us."),
            where=Where(file=str(path)),
        )
    return found[0]


def members(path: Path, *patterns: str) -> list[Opened]:
    """The members of a zip that match one of ``patterns``, whatever their case and folder, in the archive's order."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except _DAMAGE as fault:
        raise damaged(path) from fault
    wanted = patterns or ("*",)
    chosen = [e for e in entries if any(_like(e.filename, pattern) for pattern in wanted)]
    for entry in chosen:
        if entry.file_size > MOST_BYTES or entry.file_size > MOST_RATIO * max(entry.compress_size, 4096):
            raise too_large(path, entry.filename, entry.file_size)
    return [Opened(path, entry.filename) for entry in chosen]


def too_large(path: Path, name: str, size: int) -> FormatError:
    """What to raise when a file would unpack to more than any official one does."""
    return FormatError(
        "archive_too_large",
        _("{name} unpacks to {size} bytes, which no official file does.", name=name, size=size),
        remedy=_("Fetch it again from its producer."),
        where=Where(file=str(path)),
    )


def damaged(path: Path, member: str = "") -> FormatError:
    """What to raise when an archive turns out to be broken."""
    return FormatError(
        "archive_damaged",
        _("The archive {name} is damaged or cut short.", name=member or path.name),
        remedy=_("Fetch it again from its producer."),
        where=Where(file=str(path)),
    )


def _like(name: str, pattern: str) -> bool:
    plain: Sequence[str] = (name.casefold(), name.rsplit("/", 1)[-1].casefold())
    return any(fnmatch.fnmatchcase(one, pattern.casefold()) for one in plain)
