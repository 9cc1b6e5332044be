"""An interview as an iCalendar file, for the person's own calendar."""

from __future__ import annotations

from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi_web.vacancies.models import Application


def interview_calendar(application: Application) -> bytes:
    """One event; how long it lasts is not known and is not invented."""
    vacancy = application.vacancy
    event = icalendar.Event()
    event.add("uid", f"{application.pk}@{urlsplit(settings.ORIGIN).hostname}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", application.interview_at)
    event.add(
        "summary",
        _("Interview: %(offer)s, %(employer)s")
        % {"offer": vacancy.title, "employer": vacancy.organisation.name},
    )
    if application.interview_place:
        event.add("location", application.interview_place)
    event.add("url", settings.ORIGIN + reverse("jobseekers:application", args=[application.pk]))
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Open Emploi//portal//FR")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
