"""Where Open Emploi keeps what it was given and what it can make again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from openemploi.errors import RequestError
from openemploi.i18n import _


def data_folder() -> Path:
    """Imported taxonomies. ``OPENEMPLOI_DATA`` or the user's data folder; made when needed."""
    return _private(os.environ.get("OPENEMPLOI_DATA") or platformdirs.user_data_path("openemploi", False))


def cache_folder() -> Path:
    """Read results and compiled files, safe to erase. ``OPENEMPLOI_CACHE`` or the user's cache folder."""
    return _private(os.environ.get("OPENEMPLOI_CACHE") or platformdirs.user_cache_path("openemploi", False))


def portal_folder() -> Path:
    """What the portal keeps, which may not be there yet: ``OPENEMPLOI_WEB_FOLDER``, or a folder of the data."""
    return Path(os.environ.get("OPENEMPLOI_WEB_FOLDER") or data_folder() / "portal")


def _private(folder: str | Path) -> Path:
    # 0700: what was read from a CV is personal data; only its reader may look.
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        raise RequestError(
            "folder_unusable",
            _("The folder {name} cannot be made or used.", name=path),
            remedy=_("Name another one in OPENEMPLOI_DATA or OPENEMPLOI_CACHE."),
        ) from fault
    return path


def replace_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` in one step that survives a power cut: readers see the old file or the new one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal; it is read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_file(path: Path) -> None:
    """Have what is in the file at ``path`` survive a power cut."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in ``folder`` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def exclusive(lock: Path, *, otherwise: Exception) -> Iterator[None]:
    """Hold ``lock``, which the system takes back from a process that dies; ``otherwise`` when another has it."""
    import fcntl

    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise otherwise from fault
        yield
