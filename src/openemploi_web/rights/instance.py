"""A whole instance as one file that depends on no database, and back: the way out, and the way to another server.

A ZIP of JSON Lines, one file a table, rows in the order of their keys, then the files that people gave, then a manifest
with counts and SHA-256. Times are UTC, keys are sorted, the ZIP's own times are fixed: the same content gives the same
bytes, whatever database it comes from. Sessions and jobs stay behind; so does the index, which is made again.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.utils.translation import gettext as _

from openemploi import __version__
from openemploi.errors import RequestError
from openemploi_web.core import journal
from openemploi_web.core.folders import KEPT, kept_files
from openemploi_web.core.models import AuditEvent, ChainHead

FORMAT: Final = 1
#: What an instance makes again by itself, with the reason.
LEFT_OUT: Final = {
    "sessions.Session": "people sign in again",
    "core.Job": "work that was going on belongs to the server that did it",
    "vacancies.IndexChange": "the index is made again from the database",
    "contenttypes.ContentType": "made by Django when it migrates",
    "auth.Permission": "made by Django when it migrates; not used here",
    "auth.Group": "not used here: roles are memberships",
    "account.EmailConfirmation": "a link that is valid for days; a new one is sent when asked",
}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_BATCH: Final = 500
_BLOCK: Final = 1 << 20
_MANIFEST: Final = "manifest.json"


def exported_models() -> list[type[models.Model]]:
    """Every model whose rows are content of the instance, by name."""
    found = (
        model for model in apps.get_models() if model._meta.label not in LEFT_OUT and model._meta.managed
    )
    return sorted(found, key=lambda model: model._meta.label)


def export_instance(target: Path, *, using: str = "default") -> dict[str, Any]:
    """Write the instance to ``target``; its manifest. Other people may go on working: it is one moment of the database.

    Raises ``RequestError`` (``instance_file_exists``) when ``target`` is there already.
    """
    if target.exists():
        raise RequestError(
            "instance_file_exists",
            _("%(name)s is there already.") % {"name": target.name},
            remedy=_("Give another name, or move the file away."),
        )
    draft = target.with_name(f".{target.name}.draft")
    entries: list[dict[str, Any]] = []
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive, _one_moment(using):
            entries += [_write_rows(archive, model, using=using) for model in exported_models()]
            entries += [_write_file(archive, path, name) for path, name in kept_files()]
            head = ChainHead.objects.using(using).filter(pk=1).first()
            manifest = {
                "format": FORMAT,
                "program": __version__,
                "journal": {"number": head.number, "digest": head.digest} if head else None,
                "entries": entries,
            }
            with archive.open(_entry(_MANIFEST), "w") as file:
                file.write(_line(manifest))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def import_instance(source: Path, *, using: str = "default") -> dict[str, Any]:
    """Take the instance of ``source`` into an empty one; its manifest. All of it, or nothing.

    Raises ``RequestError``: ``instance_not_empty``, ``instance_file_invalid`` (also when a hash or the journal's
    chain does not hold).
    """
    for model in exported_models():
        if model is not ChainHead and model._base_manager.using(using).exists():
            raise RequestError(
                "instance_not_empty",
                _("This instance holds data already (%(name)s).") % {"name": model._meta.label},
                remedy=_("Import into a fresh one: name another folder and database."),
            )
    try:
        with zipfile.ZipFile(source) as archive, transaction.atomic(using=using):
            manifest = _manifest(archive)
            ChainHead.objects.using(using).all().delete()
            known = {model._meta.label: model for model in exported_models()}
            for entry in manifest["entries"]:
                if "model" in entry:
                    _read_rows(archive, entry, known, using=using)
            _reset_sequences(using)
            _verify_chain(manifest, using=using)
            _read_files(archive, [entry for entry in manifest["entries"] if "file" in entry])
    except (zipfile.BadZipFile, OSError, KeyError, ValueError, TypeError) as fault:
        raise _invalid(str(fault)) from fault
    return manifest


def _write_rows(archive: zipfile.ZipFile, model: type[models.Model], *, using: str) -> dict[str, Any]:
    name = f"tables/{model._meta.label}.jsonl"
    digest, count = hashlib.sha256(), 0
    fields = model._meta.concrete_fields
    with archive.open(_entry(name), "w", force_zip64=True) as file:
        for row in model._base_manager.using(using).order_by("pk").iterator(chunk_size=_BATCH):
            line = _line({field.attname: _plain(getattr(row, field.attname)) for field in fields})
            file.write(line)
            digest.update(line)
            count += 1
    return {"model": model._meta.label, "name": name, "rows": count, "sha256": digest.hexdigest()}


def _write_file(archive: zipfile.ZipFile, path: Path, name: str) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(_entry(f"folder/{name}"), "w", force_zip64=True) as target:
        while block := source.read(_BLOCK):
            target.write(block)
            digest.update(block)
            size += len(block)
    return {"file": name, "name": f"folder/{name}", "bytes": size, "sha256": digest.hexdigest()}


def _read_rows(
    archive: zipfile.ZipFile, entry: dict[str, Any], known: dict[str, type[models.Model]], *, using: str
) -> None:
    model = known.get(entry["model"])
    if model is None:
        raise _invalid(f"{entry['model']}?")
    fields = {field.attname: field for field in model._meta.concrete_fields}
    digest, count, batch = hashlib.sha256(), 0, []
    with archive.open(entry["name"]) as file:
        for line in file:
            digest.update(line)
            values = json.loads(line)
            row = model(**{name: _python(fields[name], value) for name, value in values.items()})
            batch.append(row)
            count += 1
            if len(batch) == _BATCH:
                model._base_manager.using(using).bulk_create(batch)
                batch = []
    model._base_manager.using(using).bulk_create(batch)
    if count != entry["rows"] or digest.hexdigest() != entry["sha256"]:
        raise _invalid(entry["name"])


def _read_files(archive: zipfile.ZipFile, entries: list[dict[str, Any]]) -> None:
    root = _root()
    for entry in entries:
        inside = PurePosixPath(entry["file"])
        if inside.is_absolute() or ".." in inside.parts or inside.parts[0] not in KEPT:
            raise _invalid(entry["file"])
        target = root / inside
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest = hashlib.sha256()
        with archive.open(entry["name"]) as source, _private(target) as copy:
            while block := source.read(_BLOCK):
                copy.write(block)
                digest.update(block)
        if digest.hexdigest() != entry["sha256"]:
            target.unlink()
            raise _invalid(entry["name"])


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read(_MANIFEST))
    if manifest["format"] != FORMAT:
        raise _invalid(f"format {manifest['format']}")
    return manifest


def _verify_chain(manifest: dict[str, Any], *, using: str) -> None:
    """The imported journal follows from itself and ends where the manifest says."""
    previous, count = "0" * 64, 0
    for event in AuditEvent.objects.using(using).order_by("number").iterator(chunk_size=2000):
        count += 1
        if event.number != count or event.previous != previous or event.digest != journal.digest(event):
            raise _invalid(f"journal, {event.number}")
        previous = event.digest
    head = manifest["journal"]
    if (head["number"], head["digest"]) != (count, previous) if head else count:
        raise _invalid("journal")


def _reset_sequences(using: str) -> None:
    """PostgreSQL goes on counting where the imported rows end."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), exported_models()):
            cursor.execute(statement)


@contextmanager
def _one_moment(using: str) -> Iterator[None]:
    """Read the database as it is at one moment, without keeping writers waiting."""
    connection: Any = connections[using]  # SQLite's has a transaction_mode
    if connection.in_atomic_block:
        yield
        return
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.transaction_mode = "DEFERRED"  # a reader's snapshot in WAL mode
    try:
        with transaction.atomic(using=using):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode


def _root() -> Path:
    return Path(settings.FOLDER)


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    path.touch(mode=0o600, exist_ok=True)
    with path.open("wb") as file:
        yield file


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _line(value: object) -> bytes:
    return (json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n").encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | models.fields.files.FieldFile):
        return str(value)
    return value


def _python(field: models.Field[Any, Any], value: Any) -> Any:
    """The value of a column; JSON is kept as it is, for a text in it is no JSON to be read again."""
    return value if value is None or isinstance(field, models.JSONField) else field.to_python(value)


def _invalid(what: str) -> RequestError:
    return RequestError(
        "instance_file_invalid",
        _("The file is not a whole export of an instance: %(what)s") % {"what": what},
        remedy=_("Export it again. Nothing was imported."),
    )
