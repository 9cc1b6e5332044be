"""A person gives a CV or tells it in their own words, and the portal keeps what it read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from django.core.files.base import ContentFile, File
from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi.errors import OpenEmploiError
from openemploi.profiles.archive import to_plain
from openemploi.profiles.model import JobseekerProfile
from openemploi_web.core import jobs
from openemploi_web.core.actions import action, allow, note_details, told_later
from openemploi_web.jobseekers.merging import merge
from openemploi_web.jobseekers.models import CvDocument, Profile
from openemploi_web.jobseekers.permissions import may_edit_profile, may_keep_reading
from openemploi_web.jobseekers.reading import Answers, Told
from openemploi_web.vacancies.search import touch_person

_SAFE: Final = re.compile(r"[^\w.\- ]+")


@action
def give_document(*, actor: Any, profile: Profile, file: File[bytes]) -> CvDocument:
    """Keep ``file`` and have it read in the background; one that was given before is not read again."""
    allow(may_edit_profile(actor, profile), actor=actor, subject=profile, person=profile.user_id)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    same = profile.documents.filter(
        sha256=digest.hexdigest(), state=CvDocument.State.READ, answers={}
    ).first()
    if same is not None:
        return same
    name = (_SAFE.sub("_", (file.name or "").rsplit("/", 1)[-1]).strip(". ") or "cv")[-120:]
    document = CvDocument(profile=profile, name=name, sha256=digest.hexdigest())
    document.file.save(f"{document.pk}/{name}", file, save=False)
    return _have_read(document, actor=actor)


@action
def tell_story(*, actor: Any, profile: Profile, answers: Answers) -> CvDocument:
    """Keep a person's answers in their own words, and have them read like a CV."""
    allow(may_edit_profile(actor, profile), actor=actor, subject=profile, person=profile.user_id)
    data = answers.text.encode()
    document = CvDocument(
        profile=profile,
        name=_("My answers"),
        sha256=hashlib.sha256(data).hexdigest(),
        answers=asdict(answers),
    )
    document.file.save(f"{document.pk}/answers.txt", ContentFile(data), save=False)
    return _have_read(document, actor=actor)


@action
def keep_reading(
    *, actor: Any, document: CvDocument, reading: JobseekerProfile, told: Told, unread: tuple[str, ...] = ()
) -> None:
    """What was read joins the profile as it is by now, as proposals that the person checks."""
    person = document.profile.user_id
    allow(may_keep_reading(actor, document), actor=actor, subject=document, person=person)
    if not _still_waits(document):
        return
    profile = document.profile
    note_details(skills=len(reading.skills), experiences=len(reading.structure.experiences))
    document.reading = to_plain(reading)
    document.pages = pages_of(reading)
    document.quality = reading.document.quality
    document.notes = [*reading.notes, *unread]
    document.state = CvDocument.State.READ
    document.save()
    merge(document, reading, told)
    profile.edited_at = timezone.now()
    profile.save()
    touch_person(profile)


@action
def keep_refusal(*, actor: Any, document: CvDocument, fault: OpenEmploiError) -> None:
    """A file that cannot be read is kept with its reason, until the person takes it away or gives another."""
    person = document.profile.user_id
    allow(may_keep_reading(actor, document), actor=actor, subject=document, person=person, reason=fault.code)
    if not _still_waits(document):
        return
    document.state = CvDocument.State.REFUSED
    document.fault = {"code": fault.code, "message": fault.message, "remedy": fault.remedy}
    document.save()


@action
def read_again(*, actor: Any, document: CvDocument) -> CvDocument:
    """Have a document read once more, when the reading stopped by a fault of ours."""
    profile = document.profile
    allow(may_edit_profile(actor, profile), actor=actor, subject=document, person=profile.user_id)
    if document.state == CvDocument.State.READ:
        return document
    document.fault = None
    document.state = CvDocument.State.WAITING
    return _have_read(document, actor=actor)


@action
def forget_document(*, actor: Any, document: CvDocument) -> None:
    """Take away a file and its text; what the person accepted of it stays, without its passages' page."""
    profile = document.profile
    allow(may_edit_profile(actor, profile), actor=actor, subject=document, person=profile.user_id)
    storage, path = document.file.storage, document.file.name
    document.delete()
    if path:
        told_later(lambda: storage.delete(path))


def pages_of(reading: JobseekerProfile) -> list[Mapping[str, Any]]:
    """The text page by page; a page on which nothing could be read is there, empty."""
    document = reading.document
    spans: dict[int, tuple[int, int]] = {}
    for block in document.blocks:
        low, high = spans.get(block.page, (block.start, block.end))
        spans[block.page] = (min(low, block.start), max(high, block.end))
    last = max([document.pages, *spans])
    pages: list[Mapping[str, Any]] = []
    for number in range(1, last + 1):
        low, high = spans.get(number, (0, 0))
        pages.append({"number": number, "start": low, "text": document.text[low:high]})
    return pages


def _still_waits(document: CvDocument) -> bool:
    """Hold both: while it was read, the person may have edited their profile or taken the document away."""
    profile = (
        Profile.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(pk=document.profile_id)
        .first()
    )
    now = CvDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
    if profile is None or now is None or now.state != CvDocument.State.WAITING:
        return False
    document.profile, document.job = profile, now.job
    return True


def _have_read(document: CvDocument, *, actor: Any) -> CvDocument:
    from openemploi_web.jobseekers.tasks import read_document

    with jobs.owned_by(actor):
        document.job = read_document.enqueue(str(document.pk)).id
    document.save()
    return document
