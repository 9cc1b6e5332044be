"""Work in the background: reading CVs given for an offer, taking changes into the index, reminding teams who waits."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from openemploi import i18n
from openemploi.errors import OpenEmploiError
from openemploi_web.core.engine import engine
from openemploi_web.core.jobs import progress
from openemploi_web.core.schedule import Every
from openemploi_web.jobseekers.snapshots import snapshot_of_reading
from openemploi_web.vacancies import actions_imports, search
from openemploi_web.vacancies.actions_reminders import remind_teams
from openemploi_web.vacancies.models import CvImport, ImportedFile
from openemploi_web.vacancies.reading import fault


@task()
def read_import(batch_id: str) -> dict[str, int]:
    """Read the files of an import that are still waiting, one by one; taken up again it goes on where it was."""
    batch = CvImport.objects.select_related("vacancy", "given_by").get(pk=batch_id)
    language = batch.given_by.language if batch.given_by else "fr"
    i18n.use_language(language)
    with translation.override(language):
        counted = ImportedFile.objects.filter(batch=batch).aggregate(
            total=Count("pk"), over=Count("pk", filter=~Q(state=ImportedFile.State.WAITING))
        )
        done, total = counted["over"], counted["total"]
        waiting = ImportedFile.objects.filter(batch=batch, state=ImportedFile.State.WAITING)
        for key in list(waiting.order_by("position").values_list("pk", flat=True)):
            progress(done=done, total=total, doing=_("reading CVs"))
            _read_one(ImportedFile.objects.select_related("batch__vacancy").get(pk=key))
            done += 1
        progress(done=done, total=total)
        link = reverse("vacancies:import-batch", args=[batch.vacancy_id, batch.pk])
        actions_imports.finish(actor=None, batch=batch, link=link)
        return {"read": done}


@task()
def refresh_index() -> int:
    """Take changed offers and people into the index."""
    return search.refresh()


@task()
def remind() -> int:
    """Tell teams of the people who have waited ten days for an answer."""
    return remind_teams(actor=None)


def _read_one(file: ImportedFile) -> None:
    if file.state != ImportedFile.State.WAITING:
        return
    values: dict[str, Any] = {}
    sha256 = ""
    try:
        with file.file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        read = engine().read_cv(Path(file.file.path))
    except OpenEmploiError as error:
        values = {"fault": fault(file.name, error)}
    except FileNotFoundError:
        values = {
            "fault": {
                "name": file.name,
                "code": "file_gone",
                "message": _("The file is no longer there."),
                "remedy": _("Give it again."),
            }
        }
    else:
        values = {"snapshot": snapshot_of_reading(read)}
    actions_imports.take_in(actor=None, file=file, sha256=sha256, **values)


SCHEDULE = (
    Every("vacancies.index", refresh_index, minutes=1),
    Every("vacancies.reminders", remind, hours=24),
)
