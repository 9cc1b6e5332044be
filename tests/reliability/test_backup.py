"""A backup taken while others write is one moment of the portal, and comes back whole or not at all."""

from __future__ import annotations

import gzip
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.reliability.instances import Instance, wait_until
from tests.reliability.portal_tasks import ENOUGH

from openemploi_web.core.folders import KEPT

ENDLESS = 1_000_000  # items: on the slowest machine some are left to make when the backup is taken
MADE = "SELECT count(*) FROM accounts_organisation"
JOB_STATE = "SELECT state FROM core_job WHERE task LIKE '%make_all'"
ENQUEUE = "from tests.reliability.portal_tasks import make_all; make_all.enqueue(items={items}, pause=0.1)"
UPLOAD = (
    "from django.core.files.base import ContentFile\n"
    "from django.core.files.storage import default_storage as s\n"
    "s.save('cvs/invented.txt', ContentFile('Serveuse à Digne'))\n"
)
OTHERS = (
    "from openemploi_web.core.folders import KEPT, folder\n"
    "for name in KEPT[1:]: (folder(name) / 'invented').write_text(name)\n"
    "(folder('datasets') / '.lock').touch()\n"
)
REMEMBER = "from django.core.cache import cache; cache.set('who', 'somebody')\n"
Instances = Callable[[], Instance]


def test_a_backup_while_a_worker_writes_comes_back_with_equal_counts_and_hashes(
    instances: Instances, tmp_path: Path
) -> None:
    busy, fresh = instances(), instances()
    busy.prepare(UPLOAD + ENQUEUE.format(items=ENDLESS))
    (busy.folder / "secret").write_text("a key of the portal", encoding="ascii")
    busy.start("worker")
    wait_until(lambda: busy.one(MADE) >= 40, why="some items are made")
    before = busy.one(MADE)

    taken = json.loads(_done(busy, "backup", tmp_path / "portal.backup"))
    after = busy.one(MADE)
    put_back = json.loads(_done(fresh, "restore", tmp_path / "portal.backup"))

    assert before <= fresh.one(MADE) <= after, "one moment of it"
    assert before < after, "nothing was going on"
    assert put_back["tables"] == taken["tables"]
    assert taken["tables"]["accounts_organisation"]["rows"] == fresh.one(MADE)
    assert (fresh.folder / "files" / "cvs" / "invented.txt").read_text(encoding="utf-8") == "Serveuse à Digne"
    assert (fresh.folder / "secret").read_text(encoding="ascii") == "a key of the portal"
    assert fresh.broken_entry() is None
    assert (tmp_path / "portal.backup").stat().st_mode & 0o077 == 0, "others can read it"

    restored = fresh.one(MADE)
    fresh.start("worker")  # what was going on when the backup was taken is ended by the portal that came back
    wait_until(lambda: fresh.one(MADE) > restored + 5, why="the job that was going on is taken up")
    (fresh.folder / ENOUGH).touch()
    wait_until(lambda: fresh.one(JOB_STATE) == "done", why="the job is done")
    assert fresh.one(MADE) == fresh.one("SELECT count(DISTINCT name) FROM accounts_organisation")
    _refused_to_change_the_journal(fresh)


def test_two_backups_of_the_same_portal_hold_the_same(instance: Instance, tmp_path: Path) -> None:
    instance.prepare(UPLOAD + "from tests.reliability.portal_tasks import make; make(actor=None, number=1)")

    first, second = (json.loads(_done(instance, "backup", tmp_path / name)) for name in ("one", "two"))

    assert first["tables"] == second["tables"]
    assert first["tables"]["core_auditevent"]["rows"] == 1


def test_what_is_kept_to_be_quick_is_neither_in_a_backup_nor_left_by_one(
    instances: Instances, tmp_path: Path
) -> None:
    source, fresh = instances(), instances()
    source.prepare(REMEMBER + UPLOAD + OTHERS)
    fresh.prepare(REMEMBER)

    _done(source, "backup", tmp_path / "portal.backup")
    _done(fresh, "restore", tmp_path / "portal.backup")

    with tarfile.open(tmp_path / "portal.backup") as archive:
        kept = set(archive.getnames()) - {"secret"}
        others = {f"folder/{name}/invented" for name in KEPT[1:]}
        assert kept == {"database", "folder/files/cvs/invented.txt", "manifest.json"} | others
    for name in KEPT[1:]:
        assert (fresh.folder / name / "invented").read_text(encoding="utf-8") == name
    assert fresh.python("from django.core.cache import cache; print(cache.get('who'))") == "None"


def test_what_is_damaged_is_refused_and_the_portal_stays_empty(instances: Instances, tmp_path: Path) -> None:
    source, fresh = instances(), instances()
    source.prepare("from tests.reliability.portal_tasks import make; make(actor=None, number=1)")
    whole = tmp_path / "whole"
    _done(source, "backup", whole)
    cut = tmp_path / "cut"
    cut.write_bytes(whole.read_bytes()[:-2000])
    other = tmp_path / "other"
    other.write_bytes(gzip.compress(b"not a backup"))
    changed = _with_manifest(
        whole, tmp_path / "changed", lambda m: m["tables"]["core_auditevent"].update(rows=7)
    )
    newer = _with_manifest(
        whole, tmp_path / "newer", lambda m: m["migrations"].append("core.9999_of_tomorrow")
    )

    assert [_refused(fresh, "restore", file) for file in (cut, other, changed, newer)] == [
        "backup_damaged", "backup_damaged", "backup_damaged", "backup_newer",
    ]  # fmt: skip
    assert _refused(fresh, "restore", tmp_path / "absent") == "backup_missing"
    _done(fresh, "restore", whole)


def test_a_journal_that_was_changed_is_not_put_back(instances: Instances, tmp_path: Path) -> None:
    forged, fresh = instances(), instances()
    forged.prepare(
        "from tests.reliability.portal_tasks import make; make(actor=None, number=1)\n"
        "from openemploi_web.core.seal import unseal; unseal()\n"
        "from openemploi_web.core.models import AuditEvent; AuditEvent.objects.update(action='core.nothing')"
    )
    _done(forged, "backup", tmp_path / "forged")

    assert _refused(fresh, "restore", tmp_path / "forged") == "backup_journal_broken"
    fresh.prepare()
    assert fresh.one(MADE) == 0


def test_nothing_is_written_over(instances: Instances, tmp_path: Path) -> None:
    full, busy = instances(), instances()
    full.prepare("from tests.reliability.portal_tasks import make; make(actor=None, number=1)")
    _done(full, "backup", tmp_path / "portal.backup")

    assert _refused(full, "backup", tmp_path / "portal.backup") == "backup_exists"
    assert _refused(full, "restore", tmp_path / "portal.backup") == "instance_not_empty"
    busy.prepare()
    busy.start("worker")
    wait_until(
        lambda: busy.log.exists() and "waits for jobs" in busy.log.read_text(), why="the worker is there"
    )
    assert _refused(busy, "restore", tmp_path / "portal.backup") == "instance_running"


@pytest.mark.parametrize("instances", ["sqlite"], indirect=True)
def test_a_backup_of_the_other_kind_of_database_is_refused(instances: Instances, tmp_path: Path) -> None:
    source, fresh = instances(), instances()
    source.prepare()
    _done(source, "backup", tmp_path / "portal.backup")
    other = _with_manifest(
        tmp_path / "portal.backup", tmp_path / "other", lambda m: m.update(database="postgresql")
    )

    assert _refused(fresh, "restore", other) == "backup_other_database"


def _done(instance: Instance, command: str, file: Path) -> str:
    done = instance.run(command, str(file), "--json")
    assert done.returncode == 0, done.stderr
    return done.stdout


def _refused(instance: Instance, command: str, file: Path) -> str:
    done = instance.run(command, str(file), "--json")
    assert done.returncode == 3, done.stderr
    return str(json.loads(done.stderr.strip().splitlines()[-1])["error"]["code"])


def _with_manifest(source: Path, target: Path, change: Callable[[dict[str, object]], object]) -> Path:
    folder = target.with_suffix(".unpacked")
    with tarfile.open(source) as archive:
        archive.extractall(folder, filter="data")
    manifest = json.loads((folder / "manifest.json").read_text())
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with tarfile.open(target, "w:gz") as archive:
        for path in sorted(folder.iterdir()):
            archive.add(path, path.name)
    shutil.rmtree(folder)
    return target


def _refused_to_change_the_journal(instance: Instance) -> None:
    said = instance.python(
        "from django.db import DatabaseError\nfrom openemploi_web.core.models import AuditEvent\n"
        "try:\n    AuditEvent.objects.all().delete()\nexcept DatabaseError as fault:\n    print(fault)"
    )
    assert "append-only" in said
