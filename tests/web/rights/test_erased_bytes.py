"""After an erasure the database's own files hold no byte of the person: a real instance on disk, in its own process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import django
django.setup()
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
from django.core.management import call_command
call_command("migrate", run_syncdb=True, verbosity=0)

from datetime import timedelta
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from openemploi_web.jobseekers.models import CvDocument
from openemploi_web.rights import actions
from openemploi_web.rights.models import Erasure
from openemploi_web.rights.tasks import erase_due
from tests.web import factories as make

for number in range(12):
    email, name = ("zelie.quintrec@example.org", "Zelie Quintrec") if number == 6 else ("", "")
    person = make.user(email, name=name)
    profile = make.jobseeker(user=person, phone="0612345678" if number == 6 else "0700000000")
    for k in range(12):
        make.experience(profile, f"Poste {k}", description=(person.name + " " + person.email + " ") * 20)
    document = CvDocument.objects.create(profile=profile, name=f"CV {person.name}.txt", state="read",
                                         pages=[{"number": 1, "start": 0, "text": (person.name + " ") * 3000}])
    document.file.save(f"CV {person.name}.txt", ContentFile(person.email.encode()), save=True)
    if number == 6:
        gone = person
actions.give_consent(actor=gone, purpose="findable")
actions.plan_erasure(actor=gone)
BEFORE
Erasure.objects.update(due_at=timezone.now() - timedelta(days=1))
erase_due.func()
print(Erasure.objects.get().counts["left"])
"""
MARKS = (b"zelie.quintrec@example.org", b"Zelie Quintrec", b"0612345678", b"06 12 34 56 78")


def _found(folder: Path) -> list[str]:
    """The files, the database's included, in which a mark stands."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in paths if any(mark in path.read_bytes() for mark in MARKS)]


def _run(folder: Path, script: str) -> str:
    root = Path(__file__).resolve().parents[3]
    environment = {
        **os.environ,
        "OPENEMPLOI_WEB_FOLDER": str(folder),
        "OPENEMPLOI_WEB_DATABASE": "",
        "DJANGO_SETTINGS_MODULE": "openemploi_web.config.settings",
        "PYTHONPATH": str(root),
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def test_the_scan_sees_what_is_there_before(tmp_path: Path) -> None:
    _run(tmp_path, SCRIPT.partition("BEFORE")[0])

    assert any(".sqlite3" in name for name in _found(tmp_path))
    assert "CV_Zelie_Quintrec.txt" in [path.name for path in tmp_path.rglob("*.txt")]


def test_no_byte_is_left_in_the_database_its_log_or_any_file(tmp_path: Path) -> None:
    left = _run(tmp_path, SCRIPT.replace("BEFORE", ""))

    assert left == "0"
    assert _found(tmp_path) == []
    assert not list(tmp_path.rglob("*Quintrec*"))
