"""Files of which no row speaks any more are erased; those that a row names, or may name soon, are not."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from tests.web.factories import jobseeker

from openemploi_web.core import lost_files
from openemploi_web.core.tasks import forget_files
from openemploi_web.jobseekers.models import CvDocument

pytestmark = pytest.mark.django_db


def _old(name: str) -> Path:
    path = Path(default_storage.path(name))
    before = time.time() - lost_files.LEFT_ALONE.total_seconds() - 60
    os.utime(path, (before, before))
    return path


def test_a_file_without_a_row_goes_and_that_of_a_row_stays() -> None:
    document = CvDocument.objects.create(
        profile=jobseeker(), name="cv.txt", file=ContentFile(b"Serveuse", name="cv.txt")
    )
    kept = _old(document.file.name)
    lost = _old(default_storage.save("import/cv.txt", ContentFile(b"Serveuse")))
    being_given = Path(default_storage.path(default_storage.save("import/cv.txt", ContentFile(b"Peintre"))))

    assert forget_files.call() >= 1

    assert kept.exists()
    assert being_given.exists(), "its row may not be kept yet"
    assert not lost.exists()
