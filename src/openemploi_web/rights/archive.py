"""A person's full archive: everything that is held about them, as files that need no program of ours to be read.

Data as JSON, one file a kind; the files they gave as they gave them; their profile for other services; their journal in
words. What only proves that it is them (password, second factor) is not data to be taken away and is left out.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from openemploi_web.accounts.models import User
from openemploi_web.core.actions import action, allow
from openemploi_web.core.notices import tell
from openemploi_web.rights import holdings, looks, resume, selectors
from openemploi_web.rights.models import ArchiveFile

#: Columns that prove who somebody is or open a door; never handed out.
SECRET: Final = frozenset({"password", "token_hash", "secret_hash", "secret"})


def make(archive: ArchiveFile) -> None:
    """Fill ``archive``, unless it is filled already (the job may run twice)."""
    if archive.ready_at is not None:
        return
    with translation.override(archive.user.language), TemporaryFile() as draft:
        write(archive.user, draft)
        draft.seek(0)
        keep_archive(actor=None, archive=archive, content=File(draft))


@action
def keep_archive(*, actor: Any, archive: ArchiveFile, content: File[bytes]) -> None:
    """Keep the file of an archive and tell the person; done by the portal's own job."""
    allow(actor is None, actor=actor, subject=archive, person=archive.user_id)
    archive.file.save(f"{archive.pk}.zip", content, save=False)
    archive.ready_at = timezone.now()
    archive.save(update_fields=["file", "ready_at"])
    tell(archive.user, "archive_ready", link="/droits/mes-donnees/#archives")


def write(user: User, target: BinaryIO) -> None:
    """Write everything about ``user`` to ``target`` as a ZIP, in the language in force."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _readme())
        for model in holdings.owned_models():
            rows = list(holdings.rows_of(model, user))
            if rows:
                _json(archive, f"data/{model._meta.label_lower}.json", [plain(row) for row in rows])
                _files(archive, model, rows)
        emails = EmailAddress.objects.filter(user=user).order_by("pk")
        _json(archive, "data/emails.json", [plain(row) for row in emails])
        accounts = SocialAccount.objects.filter(user=user).order_by("pk")
        if accounts:
            _json(archive, "data/linked_accounts.json", [plain(row) for row in accounts])
        _journal(archive, user)
        if user.has_profile:
            for form in resume.FORMATS:
                archive.writestr(f"profile/{form}.json", resume.written(user.profile, form=form))


def plain(row: models.Model) -> dict[str, Any]:
    """The columns of ``row``, without secrets."""
    return {
        field.attname: (str(value) if isinstance(value, models.fields.files.FieldFile) else value)
        for field in row._meta.concrete_fields
        if field.name not in SECRET
        for value in (getattr(row, field.attname),)
    }


def _json(archive: zipfile.ZipFile, name: str, value: object) -> None:
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2, sort_keys=True)
    archive.writestr(name, text + "\n")


def _files(archive: zipfile.ZipFile, model: type[models.Model], rows: list[Any]) -> None:
    if model is ArchiveFile:
        return  # an archive in an archive
    for name in holdings.file_fields(model):
        for row in rows:
            file = getattr(row, name)
            if file and file.storage.exists(file.name):
                inside = PurePosixPath("files", model._meta.model_name or "", str(row.pk))
                with (
                    file.storage.open(file.name) as source,
                    archive.open(str(inside / PurePosixPath(file.name).name), "w") as copy,
                ):
                    for chunk in iter(lambda: source.read(1 << 20), b""):
                        copy.write(chunk)


def _journal(archive: zipfile.ZipFile, user: User) -> None:
    events = list(selectors.looks_of(user))
    said = [
        {"number": event.number, "at": line.when, "who": line.who, "what": line.what, "why": line.why}
        for event, line in zip(events, looks.lines(events, reader=user), strict=True)
    ]
    _json(archive, "journal.json", said)


def _readme() -> str:
    return "\n".join(
        (
            _("This archive holds everything that Open Emploi keeps about you."),
            "",
            _("data/: each kind of data, as it is kept (JSON)."),
            _("files/: the files you gave, unchanged."),
            _("profile/: your profile for other services, as JSON Resume and for Europass."),
            _("journal.json: who did what with your data, when and why."),
            "",
            _("Your password and your second factor are not in it."),
            "",
        )
    )
