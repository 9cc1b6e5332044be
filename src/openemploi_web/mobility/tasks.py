"""What is done each day: projects whose day has come are erased, those who asked for it are reminded, and in the first
days of a month the cases of similar projects are counted."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from openemploi_web.core.jobs import progress
from openemploi_web.core.schedule import Every
from openemploi_web.mobility import actions, actions_endings, selectors
from openemploi_web.mobility.models import MobilityProject


@task()
def forget_expired() -> int:
    """Erase what was kept long enough; how many."""
    return actions.forget_expired(actor=None)


@task()
def count_cases() -> int:
    """Count the cases of this month, unless they are; how many."""
    return actions_endings.count_cases(actor=None)


@task()
def remind() -> int:
    """Remind those who left an address for it; how many."""
    return remind_at(timezone.now())


def remind_at(now: datetime) -> int:
    """Remind those for whom one, three or six months are over at ``now``; how many."""
    sent = 0
    for project, number in selectors.reminders_due(actions.REMINDERS, now):
        reminder(project, number=number).send()
        actions.remind(actor=None, project=project, number=number)
        sent += 1
        progress(done=sent)
    return sent


def reminder(project: MobilityProject, *, number: int) -> EmailMessage:
    """The message: no word of the project in it, for a mailbox may be read by others."""
    with translation.override(project.language):
        text = render_to_string(
            "mobility/reminder.txt",
            {
                "months": (1, 3, 6)[number - 1],
                "open": settings.ORIGIN + reverse("mobility:open"),
                "stop": settings.ORIGIN
                + reverse("mobility:stop-reminders", args=[selectors.reminder_token(project)]),
            },
        )
        return EmailMessage(
            _("Look at your project again"),
            text,
            to=[project.email],
            headers={
                "Message-ID": f"<{project.pk}.{number}@openemploi>",
                "Auto-Submitted": "auto-generated",
            },
        )


SCHEDULE = (
    Every("mobility.forget_expired", forget_expired, hours=24),
    Every("mobility.remind", remind, hours=24),
    Every("mobility.count_cases", count_cases, hours=24),
)
