"""What is done for people's rights in the background: archives, receipts, erasures due, retention each night."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from openemploi_web.core.jobs import progress
from openemploi_web.core.schedule import Every
from openemploi_web.rights.models import ArchiveFile, Erasure


@task()
def make_archive(archive: str) -> None:
    """Make the archive that a person asked for."""
    from openemploi_web.rights.archive import make

    row = ArchiveFile.objects.filter(pk=archive).select_related("user").first()
    if row is not None:
        make(row)


@task()
def mail_receipt(erasure: str) -> None:
    """Send the receipt of a planned erasure, unless the person changed their mind meanwhile."""
    row = Erasure.objects.filter(pk=erasure, state=Erasure.State.PLANNED).select_related("user").first()
    if row is not None and row.user is not None:
        receipt_message(row).send()


@task()
def erase_due() -> int:
    """Erase those whose delay is over; how many."""
    from openemploi_web.rights.erasure import erase_person, finish_interrupted

    finish_interrupted()
    count = 0
    due = Erasure.objects.filter(
        state=Erasure.State.PLANNED, due_at__lte=timezone.now(), user__isnull=False
    ).select_related("user")
    for row in due:
        assert row.user is not None
        receipt_message(row, done=True).send()
        erase_person(row.user, row, reason="request")
        count += 1
        progress(done=count)
    return count


@task()
def keep_retention() -> dict[str, int]:
    """Do what retention asks for today."""
    from openemploi_web.rights.retention import run

    return dict(run().counts)


def receipt_message(erasure: Erasure, *, done: bool = False) -> EmailMessage:
    """The message that carries the receipt; the same identifier when it is sent twice."""
    assert erasure.user is not None
    with translation.override(erasure.user.language):
        subject = _("Your data is erased") if done else _("Your data will be erased: receipt")
        text = render_to_string(
            "rights/receipt.txt", {"erasure": erasure, "done": done, "origin": settings.ORIGIN}
        )
        return EmailMessage(
            subject,
            text,
            to=[erasure.user.email],
            headers={"Message-ID": f"<{erasure.pk}.{'done' if done else 'planned'}@openemploi>"},
        )


SCHEDULE = (
    Every("rights.erasures", erase_due, hours=1),
    Every("rights.retention", keep_retention, hours=24),
)
