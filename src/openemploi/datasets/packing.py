"""The whole store as one file, and back: the way out of this machine, and of this software.

A plain tar of the store's own files with a list of their hashes first. The same store gives the same bytes. Unpacking
goes into an empty store only, checks each hash, and is done in one step.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from openemploi.datasets.store import Store
from openemploi.errors import FormatError, RequestError, Where
from openemploi.i18n import _
from openemploi.paths import sha256_of, sync_file

INDEX: Final = "hashes.json"
FORMAT: Final = "openemploi-datasets-1"


def pack(store: Store, path: Path, *, progress: Callable[[int], None] = lambda written: None) -> int:
    """Write all versions of all datasets of ``store`` to ``path``, by rename; how many files that is.

    Raises ``RequestError`` (``file_exists``).
    """
    if path.exists():
        raise RequestError(
            "file_exists",
            _("There is already a file {name}.", name=path),
            remedy=_("Give another name, or remove it."),
            where=Where(file=str(path)),
        )
    files = [file for file in sorted(store.folder.rglob("*")) if _kept(file.relative_to(store.folder), file)]
    hashes = {file.relative_to(store.folder).as_posix(): sha256_of(file) for file in files}
    index = json.dumps({"format": FORMAT, "files": hashes}, indent=1, sort_keys=True).encode()
    draft = path.with_name(f".{path.name}.draft")
    try:
        with (
            draft.open("wb") as out,
            tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive,
        ):
            archive.addfile(_entry(INDEX, len(index)), io.BytesIO(index))
            for file in files:
                with file.open("rb") as data:
                    archive.addfile(
                        _entry(file.relative_to(store.folder).as_posix(), file.stat().st_size), data
                    )
                progress(file.stat().st_size)
        sync_file(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return len(files)


def unpack(store: Store, path: Path, *, progress: Callable[[int], None] = lambda read: None) -> int:
    """Fill the empty ``store`` from what :func:`pack` wrote; how many files that is. All or nothing.

    Raises ``RequestError`` (``store_not_empty``) or ``FormatError`` (``pack_damaged``).
    """
    if any(entry.name != ".lock" for entry in store.folder.iterdir()):
        raise RequestError(
            "store_not_empty",
            _("There are datasets here already."),
            remedy=_(
                "Unpack into an empty folder: OPENEMPLOI_DATA=folder openemploi data unpack {name}",
                name=path.name,
            ),
        )
    draft = store.folder.with_name(f".{store.folder.name}.unpacking")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    try:
        with tarfile.open(path, "r:") as archive:
            count = _unpacked(archive, draft, path, progress)
        store.folder.rmdir()
        draft.rename(store.folder)
    except (tarfile.TarError, OSError, EOFError) as fault:
        raise _damaged(path, str(fault)) from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        store.folder.mkdir(exist_ok=True, mode=0o700)
    return count


def _kept(relative: Path, file: Path) -> bool:
    # Drafts and locks are this machine's own.
    return (
        file.is_file() and not file.is_symlink() and not any(part.startswith(".") for part in relative.parts)
    )


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _unpacked(archive: tarfile.TarFile, folder: Path, path: Path, progress: Callable[[int], None]) -> int:
    first = archive.next()
    listed = archive.extractfile(first) if first and first.name == INDEX else None
    try:
        index: dict[str, Any] = json.loads(listed.read()) if listed else {}
        hashes: dict[str, str] = dict(index["files"]) if index.get("format") == FORMAT else {}
    except (ValueError, KeyError, TypeError) as fault:
        raise _damaged(path, str(fault)) from fault
    if not hashes and index.get("format") != FORMAT:
        raise _damaged(path, INDEX)
    awaited = dict(hashes)
    while entry := archive.next():
        name = PurePosixPath(entry.name)
        safe = entry.isreg() and not name.is_absolute() and ".." not in name.parts
        digest = awaited.pop(entry.name, None) if safe else None
        data = archive.extractfile(entry) if digest else None
        if data is None:
            raise _damaged(path, entry.name)
        target = folder.joinpath(*name.parts)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _copied(data, target, progress) != digest:
            raise _damaged(path, entry.name)
    if awaited:
        raise _damaged(path, next(iter(awaited)))
    return len(hashes)


def _copied(data: IO[bytes], target: Path, progress: Callable[[int], None]) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as file:
        target.chmod(0o600)
        while part := data.read(1 << 20):
            digest.update(part)
            file.write(part)
            progress(len(part))
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _damaged(path: Path, what: str) -> FormatError:
    return FormatError(
        "pack_damaged",
        _("{name} is not a whole store of datasets: {what}", name=path.name, what=what[:200]),
        remedy=_("Write it again with openemploi data pack, and copy it whole."),
        where=Where(file=str(path)),
    )
