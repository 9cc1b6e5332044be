"""What the portal itself does in the background: sends notices by e-mail, forgets jobs that are over and lost files."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task

from openemploi_web.core import actions_notices
from openemploi_web.core.jobs import progress
from openemploi_web.core.lost_files import remove_lost_files
from openemploi_web.core.models import Job, Notice
from openemploi_web.core.notices import sentence
from openemploi_web.core.schedule import Every, schedule

#: A job says to its owner how it went; after this it has nothing left to say, and its arguments name people.
KEPT: Final = timedelta(days=7)
#: A periodic job is what keeps its period from being done twice, so it outlives the longest period.
PERIODIC_KEPT: Final = timedelta(days=70)


@task()
def mail_notices() -> int:
    """Send each notice that was neither read nor sent, in the person's language; how many.

    A notice is marked after it is sent: when the worker dies between the two it is sent again, with the same
    ``Message-ID``, by which mail programs know that it is the same message.
    """
    waiting = Notice.objects.filter(mailed_at=None, read_at=None, user__is_active=True)
    sent = 0
    with get_connection() as mail:
        for notice in waiting.select_related("user").order_by("created_at")[:1000]:
            refused = False
            try:
                message(notice, mail=mail).send()
            except SMTPRecipientsRefused:  # one address that does not exist must not hold up the others
                refused = True
            actions_notices.mailed(actor=None, notice=notice, refused=refused)
            sent += not refused
            progress(done=sent)
    return sent


def message(notice: Notice, *, mail: BaseEmailBackend | None = None) -> EmailMessage:
    """The e-mail that tells ``notice``: plain text, one link to the portal, nothing that watches who reads."""
    with translation.override(notice.user.language):
        said = sentence(notice.kind, notice.values)
        text = render_to_string(
            "core/notice.txt",
            {
                "user": notice.user,
                "said": said,
                "link": settings.ORIGIN + (notice.link if notice.link.startswith("/") else "/avis/"),
            },
        )
    return EmailMessage(
        subject=" ".join(said.split())[:150],
        body=text,
        to=[notice.user.email],
        connection=mail,
        headers={
            "Message-ID": f"<{notice.pk}@{urlsplit(settings.ORIGIN).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )


@task()
def forget_jobs() -> int:
    """Remove the jobs that ended long ago; how many."""
    now = timezone.now()
    periodic = [every.task.module_path for every in schedule()]
    over = Job.objects.filter(state__in=(Job.State.DONE, Job.State.FAILED))
    gone, _by_model = over.exclude(task__in=periodic).filter(finished_at__lt=now - KEPT).delete()
    old, _by_model = over.filter(task__in=periodic, finished_at__lt=now - PERIODIC_KEPT).delete()
    return int(gone + old)


@task()
def forget_files() -> int:
    """Erase files that no row names; how many."""
    return remove_lost_files()


SCHEDULE: Final = (
    Every("core.mail_notices", mail_notices, minutes=1),
    Every("core.forget_jobs", forget_jobs, hours=24),
    Every("core.forget_files", forget_files, hours=24),
)
