"""CVs that came by another way, given for an offer: each is read once, whatever dies meanwhile.

A file is kept only until it is read. The same bytes given twice for one offer are one application.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from openemploi_web.accounts.models import User
from openemploi_web.core.actions import action, allow, note_details, told_later
from openemploi_web.core.jobs import owned_by
from openemploi_web.core.notices import tell
from openemploi_web.vacancies.models import Application, CvImport, ImportedFile, Vacancy
from openemploi_web.vacancies.permissions import may_give_cvs

MOST_FILES: Final = 300


@action
def give_cvs(*, actor: User, vacancy: Vacancy, files: Sequence[UploadedFile[Any]]) -> CvImport:
    """Keep the files and ask for them to be read in the background."""
    from openemploi_web.vacancies.tasks import read_import

    allow(may_give_cvs(actor, vacancy), actor=actor, subject=vacancy, organisation=vacancy.organisation_id)
    batch = CvImport.objects.create(vacancy=vacancy, given_by=actor)
    for position, file in enumerate(files[:MOST_FILES], start=1):
        name = (file.name or "cv")[-200:]
        ImportedFile.objects.create(batch=batch, position=position, name=name, file=file)
    with owned_by(actor):
        job = read_import.enqueue(str(batch.pk))
    batch.job = job.id
    batch.save(update_fields=["job"])
    note_details(files=len(files), batch=str(batch.pk))
    return batch


@action
def take_in(
    *,
    actor: User | None,
    file: ImportedFile,
    sha256: str,
    snapshot: dict[str, Any] | None = None,
    fault: dict[str, str] | None = None,
) -> ImportedFile:
    """Keep what was read of one file, or why it could not be; done again it changes nothing."""
    vacancy = file.batch.vacancy
    allow(actor is None, actor=actor, subject=file, organisation=vacancy.organisation_id)
    Vacancy.objects.select_for_update().get(pk=vacancy.pk)  # two imports of one offer take turns
    row = ImportedFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if row.state != ImportedFile.State.WAITING:
        return row
    known = Application.objects.filter(vacancy=vacancy, sha256=sha256).exists() if sha256 else False
    if known:
        row.state = ImportedFile.State.TWICE
    elif snapshot is None:
        row.state = ImportedFile.State.REFUSED
        row.fault = fault
    else:
        row.application = Application.objects.create(
            vacancy=vacancy,
            origin=Application.Origin.FILE,
            file_name=row.name,
            sha256=sha256,
            snapshot=snapshot,
            sent_at=timezone.now(),
        )
        row.state = ImportedFile.State.READ
    stored, storage = row.file.name, row.file.storage
    row.file = ""
    row.save()
    note_details(state=str(row.state))
    if stored:
        told_later(lambda: storage.delete(stored))
    return row


@action
def finish(*, actor: User | None, batch: CvImport, link: str) -> None:
    """Tell who gave the files that all are read, once."""
    allow(actor is None, actor=actor, subject=batch, organisation=batch.vacancy.organisation_id)
    row = CvImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if row.told_at is not None or batch.given_by is None:
        return
    row.told_at = timezone.now()
    row.save(update_fields=["told_at"])
    states = list(batch.files.values_list("state", flat=True))
    tell(
        batch.given_by,
        "import_done",
        link=link,
        read=states.count(ImportedFile.State.READ),
        failed=states.count(ImportedFile.State.REFUSED),
    )
