"""Reading what people give, in the background; a document is read once whatever dies meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from openemploi import i18n
from openemploi.errors import OpenEmploiError
from openemploi.folding import words
from openemploi.profiles.model import JobseekerProfile
from openemploi_web.core.engine import engine
from openemploi_web.core.jobs import progress
from openemploi_web.jobseekers import actions_documents
from openemploi_web.jobseekers.models import CvDocument
from openemploi_web.jobseekers.reading import Answers, Told, read_answers, what_is_wished
from openemploi_web.jobseekers.tasks_offers import SCHEDULE as SCHEDULE  # of alerts
from openemploi_web.ui.places import not_found

_WISHES_READ: Final = 6000  # characters at the head of a CV in which a wish may stand


@task()
def read_document(document_id: str) -> str:
    """Read a document and keep what was read, or why it could not be; its state."""
    document = CvDocument.objects.select_related("profile__user").filter(pk=document_id).first()
    if document is None or document.state != CvDocument.State.WAITING:
        return document.state if document else ""  # taken away meanwhile, or done by a worker that died after
    language = document.profile.user.language
    before = i18n.language()
    i18n.use_language(language)
    try:
        with translation.override(language):
            _read(document)
    finally:
        i18n.use_language(before)
    return document.state


def _read(document: CvDocument) -> None:
    reader = engine(document.profile.user.language)
    path = Path(document.file.path)
    progress(done=0, total=2, doing=_("Reading the text of the file"))
    unread: tuple[str, ...] = ()
    try:
        if document.answers:
            reading, told = read_answers(path, Answers(**document.answers), engine=reader)
            unread = tuple(map(not_found, told.unknown_places))
        else:
            reading = reader.read_cv(path)
            unread = _of_somebody_else(document.profile.user.name, reading)
            told = _certain(what_is_wished(reading.document.text[:_WISHES_READ], engine=reader))
    except OpenEmploiError as fault:
        actions_documents.keep_refusal(actor=None, document=document, fault=fault)
        return
    progress(done=1, total=2, doing=_("Keeping what was found"))
    actions_documents.keep_reading(actor=None, document=document, reading=reading, told=told, unread=unread)


def _of_somebody_else(mine: str, reading: JobseekerProfile) -> tuple[str, ...]:
    """A warning when no word of the name in a CV is the account's: it goes to employers as the person's own."""
    found = reading.structure.contact.name
    if not mine or found is None or set(words(mine)) & set(words(found.text)):
        return ()
    warning = _(
        "This document bears the name %(found)s, and your account %(mine)s. If it is not yours, erase it among your "
        "documents and remove what it brought."
    )
    return (warning % {"found": " ".join(found.text.split()), "mine": mine},)


def _certain(told: Told) -> Told:
    """Of a CV only wishes that name an occupation: its other sentences are for employers to read."""
    return replace(told, wishes=tuple(wish for wish in told.wishes if wish.uris))
