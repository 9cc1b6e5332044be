"""The agenda as an iCalendar file for calendar programs, which have no session: the secret address is the key.

An event keeps its UID when it moves, with a growing SEQUENCE, and stays as CANCELLED when it is off, so that
programs change or strike it out instead of showing it twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _

from openemploi_web.counselling.actions_appointments import hash_of
from openemploi_web.counselling.calendar import Entry
from openemploi_web.counselling.models import CalendarKey

ZONE: Final = ZoneInfo("Europe/Paris")


def owner_of(token: str) -> Any | None:
    """Whose calendar the secret opens."""
    key = CalendarKey.objects.select_related("user").filter(token_hash=hash_of(token)).first()
    return key.user if key is not None and key.user.is_active else None


def calendar_of(entries: Iterable[Entry]) -> bytes:
    """``entries`` as iCalendar (RFC 5545), hours in Europe/Paris."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Open Emploi//portal//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Open Emploi: my appointments"))
    calendar.add("refresh-interval", timedelta(hours=1))
    for entry in entries:
        calendar.add_component(_event(entry))
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{entry.key}@{urlsplit(settings.ORIGIN).hostname}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.changes)
    start = entry.at.astimezone(ZONE)
    if entry.all_day:
        event.add("dtstart", start.date())
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", start)
        if entry.minutes is not None:
            event.add("dtend", start + timedelta(minutes=entry.minutes))
    event.add("summary", entry.title)
    if entry.place:
        event.add("location", entry.place)
    event.add("url", settings.ORIGIN + entry.url)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event
