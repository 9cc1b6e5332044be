"""What was read from a file, kept for the next time under the hash of its content.

These files hold personal data, kept for one purpose: not to read the same CV twice. Only this user can read them,
they are erased after 30 days, and ``openemploi doctor --erase-readings`` erases them at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from openemploi.paths import cache_folder
from openemploi.profiles.archive import from_plain, to_plain
from openemploi.profiles.model import JobseekerProfile

KEPT_DAYS: Final = 30
_FOLDER: Final = "readings"
# The rooms whose code decides what is read.
_ROOMS: Final = ("documents", "extraction", "profiles", "taxonomy")


@dataclass(frozen=True, slots=True)
class ReadingCache:
    """Readings that depend on the same things: taxonomy, language, code, month."""

    folder: Path

    @classmethod
    def open(cls, depends_on: Sequence[str]) -> ReadingCache:
        """The cache for what ``depends_on`` names; readings older than 30 days are erased."""
        key = hashlib.sha256("\0".join((*depends_on, _code())).encode()).hexdigest()[:16]
        cache = cls(cache_folder() / _FOLDER / key)
        cache.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _erase_old()
        return cache

    def get(self, path: Path) -> JobseekerProfile | None:
        """What was read from a file of this content before."""
        try:
            text = self._entry(path).read_text(encoding="utf-8")
            return from_plain(JobseekerProfile, json.loads(text))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None  # not there, or damaged: read the document again

    def put(self, path: Path, profile: JobseekerProfile) -> None:
        """Keep what was read from ``path``; a full disk is no reason to fail."""
        with contextlib.suppress(OSError):
            entry = self._entry(path)
            draft = entry.with_suffix(f".{os.getpid()}.draft")
            draft.write_text(
                json.dumps(to_plain(profile), ensure_ascii=False), encoding="utf-8", errors="replace"
            )
            draft.replace(entry)

    def _entry(self, path: Path) -> Path:
        if not path.is_file():
            raise FileNotFoundError(path)
        with path.open("rb") as file:
            return self.folder / f"{hashlib.file_digest(file, 'sha256').hexdigest()}.json"


def erase_all() -> int:
    """Erase every reading; how many there were."""
    folder = cache_folder() / _FOLDER
    count = sum(1 for _entry in folder.rglob("*.json"))
    shutil.rmtree(folder, ignore_errors=True)
    return count


def count_all() -> int:
    """How many readings are kept."""
    return sum(1 for _entry in (cache_folder() / _FOLDER).rglob("*.json"))


def _erase_old() -> None:
    limit = time.time() - KEPT_DAYS * 86400
    for entry in (cache_folder() / _FOLDER).rglob("*"):  # drafts left by a killed process too
        with contextlib.suppress(OSError):
            if entry.is_file() and entry.stat().st_mtime < limit:
                entry.unlink()


def _code() -> str:
    digest = hashlib.sha256()
    root = resources.files("openemploi")
    for folder in (root, *(root.joinpath(room) for room in _ROOMS)):
        for source in sorted(_python(folder), key=lambda entry: entry.name):
            digest.update(source.read_bytes())
    return digest.hexdigest()


def _python(folder: Traversable) -> list[Traversable]:
    return [entry for entry in folder.iterdir() if entry.name.endswith(".py")]
