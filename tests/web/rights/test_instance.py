"""A whole instance out and in again: the same bytes after export, import and export, on either database."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from openemploi.errors import RequestError
from openemploi_web.accounts.models import User
from openemploi_web.core.models import AuditEvent, ChainHead
from openemploi_web.jobseekers.models import CvDocument
from openemploi_web.rights import actions
from openemploi_web.rights.instance import LEFT_OUT, export_instance, exported_models, import_instance
from tests.postgres import new_database, postgres_server  # noqa: F401 (a fixture)
from tests.web import factories as make
from tests.web.rights.conftest import Scene

pytestmark = pytest.mark.django_db
Elsewhere = Callable[[str], Any]


@contextmanager
def another_database(values: dict[str, Any]) -> Iterator[str]:
    """An empty database beside that of the test, with its tables; its alias."""
    alias = "elsewhere"
    connections.settings[alias] = {**connections.settings["default"], "ATOMIC_REQUESTS": False, **values}
    connection = connections[alias]

    def ensure_connection() -> (
        None
    ):  # Django lets a test use the databases only that were there when it began
        if connection.connection is None:
            connection.connect()

    connection.ensure_connection = ensure_connection  # type: ignore[method-assign]
    try:
        call_command("migrate", database=alias, run_syncdb=True, interactive=False, verbosity=0)
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


@pytest.fixture
def elsewhere(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty instance on SQLite, or on PostgreSQL."""
    if getattr(request, "param", "sqlite") == "postgresql":
        from openemploi_web.config.instance import _database

        address = new_database(request.getfixturevalue("postgres_server"), "elsewhere")
        values: dict[str, Any] = {**_database(address, tmp_path), "OPTIONS": {}}
    else:
        values = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "elsewhere.sqlite3")}
    with another_database(values) as alias:
        yield alias


@pytest.fixture
def content(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """An instance with rows of every kind of value, and a file, in a folder of its own."""
    folder = tmp_path / "here"
    monkeypatch.setattr(settings, "FOLDER", folder)
    (folder / "files" / "cv").mkdir(parents=True)
    (folder / "files" / "cv" / "été 2026.txt").write_bytes(b"un CV")
    (folder / "rooms").mkdir()
    (folder / "rooms" / "answers").write_bytes(b"what was answered")
    CvDocument.objects.create(
        profile=scene.profile, name="été 2026.txt", file="cv/été 2026.txt", quality=0.1 + 0.2,
        pages=[{"number": 1, "start": 0, "text": "« été » \u2028 \\ \" 한국어"}], notes=["1", "null", ""],
    )  # fmt: skip
    make.with_second_factor(scene.person)
    actions.give_consent(actor=scene.person, purpose="findable")
    actions.contest(actor=scene.person, vacancy=scene.vacancy, text="Ce n’est pas juste, je crois.")
    return scene


def test_every_table_is_exported_or_left_out_for_a_reason() -> None:
    everything = {model._meta.label for model in apps.get_models()}

    assert {model._meta.label for model in exported_models()} | set(LEFT_OUT) == everything
    assert all(LEFT_OUT.values())
    assert not [m._meta.label for m in exported_models() if m._meta.many_to_many], "a relation is lost"


def test_the_same_content_gives_the_same_bytes(content: Scene, tmp_path: Path) -> None:
    export_instance(tmp_path / "one.zip")
    export_instance(tmp_path / "two.zip")

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.parametrize("elsewhere", ["sqlite", "postgresql"], indirect=True)
def test_export_import_export_is_byte_identical(
    content: Scene, tmp_path: Path, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = export_instance(tmp_path / "one.zip")

    monkeypatch.setattr(settings, "FOLDER", tmp_path / "there")
    import_instance(tmp_path / "one.zip", using=elsewhere)
    export_instance(tmp_path / "two.zip", using=elsewhere)

    assert (tmp_path / "two.zip").read_bytes() == (tmp_path / "one.zip").read_bytes()
    assert (tmp_path / "there" / "files" / "cv" / "été 2026.txt").read_bytes() == b"un CV"
    assert (tmp_path / "there" / "rooms" / "answers").read_bytes() == b"what was answered"
    counts = {entry["model"]: entry["rows"] for entry in manifest["entries"] if "model" in entry}
    assert counts["accounts.User"] == User.objects.using(elsewhere).count() == User.objects.count() > 0
    assert counts["core.AuditEvent"] == AuditEvent.objects.using(elsewhere).count() > 0
    assert counts["mfa.Authenticator"] > 0


@pytest.mark.parametrize("elsewhere", ["sqlite", "postgresql"], indirect=True)
def test_the_imported_instance_goes_on_where_the_first_ended(
    content: Scene, tmp_path: Path, elsewhere: str
) -> None:
    from allauth.account.models import EmailAddress

    export_instance(tmp_path / "one.zip")
    import_instance(tmp_path / "one.zip", using=elsewhere)

    user = User.objects.using(elsewhere).get(pk=content.person.pk)
    assert user.check_password(make.PASSWORD)
    new = EmailAddress.objects.using(elsewhere).create(user=user, email="autre@example.org")
    assert new.pk == EmailAddress.objects.using(elsewhere).order_by("-pk")[1].pk + 1
    head = ChainHead.objects.using(elsewhere).get(pk=1)
    assert head.number == AuditEvent.objects.using(elsewhere).count()


def test_an_instance_that_holds_something_is_not_written_over(content: Scene, tmp_path: Path) -> None:
    export_instance(tmp_path / "one.zip")

    with pytest.raises(RequestError) as refused:
        import_instance(tmp_path / "one.zip")
    assert refused.value.code == "instance_not_empty"


def test_a_file_is_never_written_over(content: Scene, tmp_path: Path) -> None:
    (tmp_path / "one.zip").write_bytes(b"mine")

    with pytest.raises(RequestError) as refused:
        export_instance(tmp_path / "one.zip")
    assert refused.value.code == "instance_file_exists"
    assert (tmp_path / "one.zip").read_bytes() == b"mine"


def changed(source: Path, target: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            body = old.read(entry)
            new.writestr(entry, change(body) if entry.filename == name else body)


def _other_name(body: bytes) -> bytes:
    return body.replace("Zélie Quintrec".encode(), "Zélie Quintrex".encode())


def _shorter_journal(body: bytes) -> bytes:
    return b"".join(body.splitlines(keepends=True)[:-1])


def _outside(body: bytes) -> bytes:
    manifest = json.loads(body)
    for entry in manifest["entries"]:
        if "file" in entry:
            entry["file"] = "../outside.txt"
    return json.dumps(manifest).encode()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("tables/accounts.User.jsonl", _other_name),
        ("tables/core.AuditEvent.jsonl", _shorter_journal),
        ("folder/files/cv/été 2026.txt", lambda _body: b"un autre CV"),
        ("manifest.json", _outside),
        ("manifest.json", lambda _body: b"{}"),
    ],
)
def test_a_changed_file_is_refused_and_nothing_is_taken_in(
    content: Scene, tmp_path: Path, elsewhere: str, name: str, change: Callable[[bytes], bytes]
) -> None:
    export_instance(tmp_path / "one.zip")
    changed(tmp_path / "one.zip", tmp_path / "bad.zip", name, change)

    with pytest.raises(RequestError) as refused:
        import_instance(tmp_path / "bad.zip", using=elsewhere)

    assert refused.value.code == "instance_file_invalid"
    assert not User.objects.using(elsewhere).exists()
    assert not (tmp_path / "outside.txt").exists()


def test_what_is_no_export_is_refused(tmp_path: Path, elsewhere: str) -> None:
    (tmp_path / "x.zip").write_bytes(b"not a zip")

    with pytest.raises(RequestError):
        import_instance(tmp_path / "x.zip", using=elsewhere)
