"""CVs given for an offer: read once, whatever dies, with what could not be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from openemploi_web.core import jobs
from openemploi_web.core.models import Notice
from openemploi_web.vacancies import tasks
from openemploi_web.vacancies.models import Application, CvImport, ImportedFile
from tests.web.vacancies.conftest import Recruiting

pytestmark = pytest.mark.django_db


def _give(recruiting: Recruiting, *files: tuple[str, bytes]) -> CvImport:
    given = [SimpleUploadedFile(name, content) for name, content in files]
    recruiting.client.post(
        reverse("vacancies:import", args=[recruiting.vacancy.pk]), {"files": given, "told": "on"}
    )
    return CvImport.objects.latest("created_at")


@pytest.fixture
def cvs(samples: Path) -> list[tuple[str, bytes]]:
    """Two CVs as files."""
    return [(name, (samples / "cvs" / name).read_bytes()) for name in ("bergere.txt", "peintre.txt")]


def test_each_file_becomes_an_application_without_account_and_the_file_is_not_kept(
    recruiting: Recruiting,
    cvs: list[tuple[str, bytes]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    batch = _give(recruiting, *cvs)
    stored = [Path(file.file.path) for file in batch.files.all()]
    assert all(path.exists() for path in stored)

    with django_capture_on_commit_callbacks(execute=True):
        jobs.run_waiting()

    rows = list(Application.objects.filter(vacancy=recruiting.vacancy))
    assert [(row.origin, row.profile) for row in rows] == [("file", None)] * 2
    assert all(row.snapshot and row.snapshot["skills"] for row in rows)
    assert not any(path.exists() for path in stored)
    assert Notice.objects.get().values == {"read": 2, "failed": 0}


def test_the_same_file_given_twice_is_one_application(
    recruiting: Recruiting, cvs: list[tuple[str, bytes]]
) -> None:
    _give(recruiting, cvs[0], ("autre-nom.txt", cvs[0][1]))
    jobs.run_waiting()
    _give(recruiting, cvs[0])
    jobs.run_waiting()

    assert Application.objects.filter(vacancy=recruiting.vacancy).count() == 1
    assert sorted(ImportedFile.objects.values_list("state", flat=True)) == ["read", "twice", "twice"]


def test_a_file_that_cannot_be_read_is_listed_with_its_code_and_what_to_do(recruiting: Recruiting) -> None:
    batch = _give(recruiting, ("vide.pdf", b""), ("faux.pdf", b"%PDF-1.7 rien"))
    jobs.run_waiting()

    page = recruiting.client.get(reverse("vacancies:import-batch", args=[recruiting.vacancy.pk, batch.pk]))
    rows = page.context["refused"]
    assert [file.name for file in rows] == ["vide.pdf", "faux.pdf"]
    for file in rows:
        assert file.fault["code"] in page.content.decode()
    assert not page.context["running"]


def test_an_import_that_was_cut_goes_on_and_reads_nothing_twice(
    recruiting: Recruiting, cvs: list[tuple[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = _give(recruiting, *cvs)
    read_one = tasks._read_one

    def killed(file: ImportedFile) -> None:
        if file.position == 2:
            raise KeyboardInterrupt
        read_one(file)

    monkeypatch.setattr(tasks, "_read_one", killed)
    with pytest.raises(KeyboardInterrupt):
        tasks.read_import.func(str(batch.pk))
    monkeypatch.setattr(tasks, "_read_one", read_one)
    tasks.read_import.func(str(batch.pk))
    tasks.read_import.func(str(batch.pk))

    assert Application.objects.filter(vacancy=recruiting.vacancy).count() == 2
    assert Notice.objects.filter(kind="import_done").count() == 1


def test_a_cv_from_a_file_is_masked_like_the_others(recruiting: Recruiting, samples: Path) -> None:
    content = (
        "Sandrine Valbelle\nsandrine.valbelle@example.org\n07 11 22 33 44\n\nExpérience\n"
        "2019-2023 Réceptionniste, Hôtel du Lac. Accueil des clients, réservations. Sandrine était très appréciée."
    )
    _give(recruiting, ("CV Sandrine Valbelle.txt", content.encode()))
    jobs.run_waiting()
    application = Application.objects.get(vacancy=recruiting.vacancy)

    for name, arguments in (("candidates", []), ("candidate", [application.pk]), ("print", [])):
        page = recruiting.client.get(reverse(f"vacancies:{name}", args=[recruiting.vacancy.pk, *arguments]))
        said = page.content.decode().lower()
        assert "sandrine" not in said
        assert "valbelle" not in said
        assert "11 22 33" not in said


def test_nothing_is_read_without_saying_that_the_people_know(
    recruiting: Recruiting, cvs: list[tuple[str, bytes]]
) -> None:
    response = recruiting.client.post(
        reverse("vacancies:import", args=[recruiting.vacancy.pk]), {"files": [SimpleUploadedFile(*cvs[0])]}
    )

    assert "told" in response.context["form"].errors
    assert not CvImport.objects.exists()
