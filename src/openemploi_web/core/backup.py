"""A whole instance in one file, taken while it serves, and put back into an empty one with proof that nothing changed.

The file is a compressed tar: ``database`` (one moment of it), ``folder/`` (uploads, datasets, restricted tables),
``secret`` (the key that signs sessions, when it is kept here) and ``manifest.json``: counts, and a SHA-256 of each
table and file.
What can be made again (indexes, caches, exports, style sheets) is not in it.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi import __version__
from openemploi.errors import RequestError
from openemploi.paths import sha256_of, sync_file, sync_folder
from openemploi_web.core import journal
from openemploi_web.core.dumps import Dump, dump_failed, dump_of_instance
from openemploi_web.core.folders import KEPT, kept_files
from openemploi_web.core.models import Job
from openemploi_web.core.personal import portal_models
from openemploi_web.core.starting import nobody_serving

FORMAT: Final = "openemploi-backup/1"
_MANIFEST, _DATABASE, _SECRET, _FILES = "manifest.json", "database", "secret", "folder/"


def back_up(target: Path) -> dict[str, Any]:
    """Write everything to ``target``, which must not exist yet; the manifest, with the number of files.

    Raises ``RequestError``: ``backup_exists``, ``backup_failed``, ``backup_tool_missing``.
    """
    target = target.absolute()
    if target.exists():
        raise RequestError(
            "backup_exists",
            _("The file %(name)s exists already.") % {"name": target.name},
            remedy=_("Give another name; a backup is never written over."),
        )
    with _failing_plainly(), _staging(target.parent) as stage:
        dump = dump_of_instance()
        # First the database, then the files: a row of it never points at a file that was not there yet.
        tables = dump.dump(stage / _DATABASE)
        draft = stage / "draft"
        draft.touch(mode=0o600)
        files: dict[str, str] = {}
        secret = _own_secret()
        with (
            draft.open("wb") as out,
            tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as archive,
        ):
            archive.add(stage / _DATABASE, _DATABASE)
            for path, name in kept_files():
                with contextlib.suppress(FileNotFoundError):  # erased meanwhile, and so no longer wanted
                    files[name] = _put_file(archive, _FILES + name, path)
            if secret:
                _put(archive, _SECRET, secret)
            manifest = {
                "format": FORMAT,
                "version": __version__,
                "made_at": timezone.now().replace(microsecond=0).isoformat(),
                "database": dump.kind,
                "migrations": _migrations(),
                "tables": tables,
                "files": files,
            }
            _put(archive, _MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False).encode())
        sync_file(draft)
        draft.replace(target)
        sync_folder(target.parent)
    return _summary(manifest, checked=False)


def restore(source: Path) -> dict[str, Any]:
    """Put ``source`` back into this instance, which must be empty and not at work; the manifest, once it is proved.

    Raises ``RequestError``: ``backup_missing``, ``backup_damaged``, ``backup_newer``, ``backup_other_database``,
    ``backup_journal_broken``, ``backup_failed``, ``instance_not_empty``, ``instance_running``. The instance is then
    as empty as before.
    """
    if not source.is_file():
        raise RequestError(
            "backup_missing",
            _("There is no file %(name)s.") % {"name": source},
            remedy=_("Check the name and the folder."),
        )
    with _failing_plainly(), nobody_serving(), _staging(settings.FOLDER) as stage:
        _must_be_empty()
        manifest = _unpacked(source, stage)
        dump = dump_of_instance()
        _must_fit(manifest, dump)
        if not dump.check(stage / _DATABASE, manifest["tables"]):
            raise _damaged()
        _clear_kept()
        for name in KEPT:
            if (stage / _FILES / name).exists():
                (stage / _FILES / name).replace(settings.FOLDER / name)
        try:
            dump.put_back(stage / _DATABASE)
            if dump.inventory() != manifest["tables"]:
                raise _damaged()
            _entries, broken = journal.verify()
            if broken is not None:
                raise RequestError(
                    "backup_journal_broken",
                    _("The journal in the backup was changed at entry %(number)s.") % {"number": broken},
                    remedy=_("Take an older backup, and look for who changed this one."),
                )
        except BaseException:
            dump.empty()
            _clear_kept()
            raise
        for name in ("index", "cache"):  # of what was there before; made again
            shutil.rmtree(settings.FOLDER / name, ignore_errors=True)
        if (stage / _SECRET).exists() and not os.environ.get("OPENEMPLOI_WEB_SECRET"):
            (stage / _SECRET).replace(settings.FOLDER / "secret")
    return _summary(manifest, checked=True)


def _summary(manifest: dict[str, Any], *, checked: bool) -> dict[str, Any]:
    kept = {name: manifest[name] for name in ("format", "version", "made_at", "database", "tables")}
    return {**kept, "files": len(manifest["files"]), "checked": checked}


def _put(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    about = tarfile.TarInfo(name)
    about.size, about.mode = len(data), 0o600
    archive.addfile(about, io.BytesIO(data))


def _put_file(archive: tarfile.TarFile, name: str, path: Path) -> str:
    """Add the file at ``path`` without holding it in memory; the sum of what was added."""
    with path.open("rb") as file:
        about = tarfile.TarInfo(name)
        about.size, about.mode = os.fstat(file.fileno()).st_size, 0o600
        summed = _Summed(file)
        archive.addfile(about, summed)
    return summed.digest.hexdigest()


class _Summed:
    """A file that is summed as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


def _clear_kept() -> None:
    for name in KEPT:
        shutil.rmtree(settings.FOLDER / name, ignore_errors=True)


def _unpacked(source: Path, stage: Path) -> dict[str, Any]:
    """Unpack ``source`` into ``stage`` and compare every file with the manifest, which is returned."""
    try:
        with tarfile.open(source, mode="r:gz") as archive:
            archive.extractall(stage, filter="data")
        manifest = json.loads((stage / _MANIFEST).read_bytes())
        if manifest["format"] != FORMAT:
            raise _damaged()
        folder = stage / _FILES
        there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
        sums = {name: sha256_of(folder / name) for name in there}
        if sums != manifest["files"] or not (stage / _DATABASE).is_file():
            raise _damaged()
        manifest["tables"], manifest["migrations"], manifest["database"]
    except (
        tarfile.TarError,
        zlib.error,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
        FileNotFoundError,
    ) as fault:
        raise _damaged() from fault
    return dict(manifest)


def _must_be_empty() -> None:
    """Only jobs may be there: a worker that ran for a minute wrote the periodic ones."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    for model in portal_models():
        if model is not Job and model._meta.db_table in tables and model._default_manager.exists():
            break
    else:
        if next(kept_files(), None) is None:
            return
    raise RequestError(
        "instance_not_empty",
        _("This instance is not empty: a backup is never put over what is there."),
        remedy=_("Name a new folder in OPENEMPLOI_WEB_FOLDER, and with PostgreSQL a new database."),
    )


def _must_fit(manifest: dict[str, Any], dump: Dump) -> None:
    if manifest["database"] != dump.kind:
        raise RequestError(
            "backup_other_database",
            _("The backup is of %(kind)s; this instance is not.") % {"kind": manifest["database"]},
            remedy=_("Name a database of that kind in OPENEMPLOI_WEB_DATABASE."),
        )
    from django.db.migrations.loader import MigrationLoader

    known = {
        f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    }
    if set(manifest["migrations"]) - known:
        raise RequestError(
            "backup_newer",
            _("The backup was made by a newer Open Emploi (%(version)s).") % {"version": manifest["version"]},
            remedy=_("Install that version, or a newer one."),
        )


def _migrations() -> list[str]:
    from django.db.migrations.recorder import MigrationRecorder

    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _own_secret() -> bytes:
    """The key that the instance keeps in its folder; nothing when the operator keeps it elsewhere."""
    path = settings.FOLDER / "secret"
    return b"" if os.environ.get("OPENEMPLOI_WEB_SECRET") or not path.exists() else path.read_bytes()


def _damaged() -> RequestError:
    return RequestError(
        "backup_damaged",
        _("The backup is damaged, or is no backup of Open Emploi."),
        remedy=_("Take another one; nothing was changed here."),
    )


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=folder, prefix=".openemploi-") as name:
        yield Path(name)


@contextmanager
def _failing_plainly() -> Iterator[None]:
    try:
        yield
    except (OSError, DatabaseError) as fault:
        raise dump_failed(str(fault)) from fault
