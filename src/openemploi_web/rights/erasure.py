"""Erasing a person: from every table, file, index, session and message of the instance. Only a receipt is left.

Every model says of its rows whose they are and what becomes of them (``personal``); what belongs to libraries
(sessions, addresses, second factors) is taken by name. The order makes it safe to be interrupted: files first, then
rows in one transaction, then the traces in the database's own files; done again, it goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.utils import timezone

from openemploi_web.accounts.models import User
from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.core.models import Job, Notice
from openemploi_web.core.personal import OnErasure, personal_of
from openemploi_web.rights import permissions
from openemploi_web.rights.holdings import file_fields, owned_models, rows_of
from openemploi_web.rights.models import Erasure
from openemploi_web.rights.traces import Marks, marks_of, traces
from openemploi_web.vacancies import search
from openemploi_web.vacancies.models import Application, Decision, ImportedFile, TeamNote, Unmasking


def erase_person(user: User, erasure: Erasure, *, reason: str) -> None:
    """Erase ``user`` and everything about them, and fill the receipt."""
    marks = marks_of(user)
    profile = user.profile if user.has_profile else None
    remove_files(user)
    erase(actor=None, user=user, erasure=erasure, reason=reason)
    if profile is not None:
        search.refresh()
    erase_mails(marks)
    settle_database()
    close_receipt(actor=None, erasure=erasure, left=sum(traces(marks).values()))


def finish_interrupted() -> int:
    """Take up erasures whose rows are gone and whose receipt was not closed: the process died in between."""
    count = 0
    for erasure in Erasure.objects.filter(state=Erasure.State.DONE):
        if "left" not in erasure.counts:
            search.refresh()
            settle_database()
            close_receipt(actor=None, erasure=erasure, left=None)
            count += 1
    return count


@action
def erase(*, actor: Any, user: User, erasure: Erasure, reason: str) -> None:
    """Erase every row about ``user``; the portal's own job."""
    allow(permissions.may_erase(actor), actor=actor, subject=erasure, person=user.pk, reason=reason)
    marks = marks_of(user)
    counts = {"sessions": _end_sessions(user, marks), "notices": _forget_notices(user, marks)}
    counts["jobs"] = _forget_jobs(marks)
    counts["copies"] = _clear_copies(marks)
    if user.has_profile:
        search.touch_person(user.profile)
    # Rows far from the account first: once the profile is gone, nothing leads to them any more.
    for model in sorted(owned_models(), key=_distance, reverse=True):
        if model is User or model is Erasure:
            continue
        rows = rows_of(model, user)
        if personal_of(model).on_erasure is OnErasure.CLEAR:
            counts[model._meta.label] = clear(model, rows)
        elif personal_of(model).on_erasure is OnErasure.DELETE:
            counts[model._meta.label] = rows.count()
            model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
    _total, by_kind = User.objects.filter(
        pk=user.pk
    ).delete()  # with addresses, second factors, linked accounts
    for label, count in by_kind.items():
        counts.setdefault(label, count)
    erasure.user = None
    erasure.counts = {name: count for name, count in sorted(counts.items()) if count}
    erasure.state = Erasure.State.DONE
    erasure.done_at = timezone.now()
    erasure.save()
    note_details(rows=sum(erasure.counts.values()))


@action
def close_receipt(*, actor: Any, erasure: Erasure, left: int | None) -> None:
    """Write on the receipt what the scan found afterwards: 0 unless something is wrong; null when it was cut short."""
    allow(permissions.may_erase(actor), actor=actor, subject=erasure, details={"left": left})
    erasure.counts = {**erasure.counts, "left": left}
    erasure.save(update_fields=["counts"])


def clear(model: type[models.Model], rows: Iterable[Any]) -> int:
    """Empty the personal columns of ``rows``, which stay because they say what others did; how many.

    Who is gone waits for no answer: an open application counts as withdrawn, so that no team is reminded of it.
    """
    count = 0
    for row in rows:
        for name in personal_of(model).fields:
            field = model._meta.get_field(name)
            setattr(row, name, None if getattr(field, "null", False) else "")
        if hasattr(row, "erased_at"):
            row.erased_at = timezone.now()
        if isinstance(row, Application) and row.state in Application.OPEN:
            row.state = Application.State.WITHDRAWN
        row.save()
        count += 1
    return count


def clear_application(application: Application) -> None:
    """Empty an application and everything that was written about it; inside an action."""
    for imported in ImportedFile.objects.filter(application=application):
        if imported.file:
            imported.file.delete(save=False)
        imported.delete()
    Decision.objects.filter(application=application).delete()
    TeamNote.objects.filter(application=application).delete()
    Unmasking.objects.filter(application=application).update(words="")
    clear(Application, [application])


def remove_files(user: User) -> int:
    """Remove every file of ``user`` from the instance's folder; how many."""
    count = 0
    for model in owned_models():
        for name in file_fields(model):
            for row in rows_of(model, user):
                file = getattr(row, name)
                if file:
                    file.storage.delete(file.name)
                    count += 1
    return count


def erase_mails(marks: Marks) -> int:
    """Remove messages to the person that an instance without a mail server keeps as files; how many."""
    folder = Path(settings.FOLDER) / "mail"
    count = 0
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.is_file() and marks.in_bytes(path.read_bytes()):
            path.unlink(missing_ok=True)
            count += 1
    return count


def settle_database() -> None:
    """Have the database's own files forget what was deleted: SQLite keeps it in its journal and its free pages."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _distance(model: type[models.Model]) -> int:
    return max((path.count("__") + 1 for path in personal_of(model).owners if path != "self"), default=0)


def _end_sessions(user: User, marks: Marks) -> int:
    mine = []
    for session in Session.objects.order_by("pk").iterator(chunk_size=1000):
        values = session.get_decoded()
        if values.get("_auth_user_id") == str(user.pk) or marks.sure_in(str(values)):
            mine.append(session.pk)
    Session.objects.filter(pk__in=mine).delete()
    return len(mine)


def _forget_notices(user: User, marks: Marks) -> int:
    """Notices to others that name the person."""
    named = [
        notice.pk
        for notice in Notice.objects.exclude(user=user).filter(marks.query("values"))
        if marks.in_text(str(notice.values))
    ]
    Notice.objects.filter(pk__in=named).delete()
    return len(named)


def _forget_jobs(marks: Marks) -> int:
    """Jobs that are over and name the person in what they were given, did or gave back."""
    over = Job.objects.filter(state__in=(Job.State.DONE, Job.State.FAILED))
    named = [
        job.pk
        for job in over.filter(marks.query("doing") | marks.query("arguments") | marks.query("result"))
        if marks.in_text(f"{job.doing} {job.arguments} {job.result}")
    ]
    Job.objects.filter(pk__in=named).delete()
    return len(named)


def _clear_copies(marks: Marks) -> int:
    """CVs of the person that an employer gave: known by the e-mail address, the telephone or the very file."""
    copies = Application.objects.filter(profile=None, erased_at=None).filter(
        marks.sure_query("snapshot") | models.Q(sha256__in=marks.files) & ~models.Q(sha256="")
    )
    count = 0
    for application in copies:
        if application.sha256 in marks.files or marks.sure_in(str(application.snapshot)):
            clear_application(application)
            count += 1
    return count
