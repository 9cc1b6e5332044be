"""What has a day and concerns somebody: appointments, interviews, last days of offers they keep.

:func:`entries` serves the agenda's page and the feed alike. ``title`` is what the feed says: calendars are copied to
other firms' machines, so it holds no name of a person who is followed and no subject; ``detail`` is for the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi_web.accounts.models import Organisation
from openemploi_web.counselling import selectors
from openemploi_web.counselling.models import Appointment
from openemploi_web.jobseekers.models import OfferMark, Profile
from openemploi_web.vacancies.models import Application, Vacancy

BEHIND: Final = timedelta(days=30)  # how far the agenda and the feed look back


@dataclass(frozen=True, slots=True)
class Entry:
    """Something at a time, or on a day (then ``at`` is its midnight and ``all_day`` holds)."""

    key: str  # the same for ever: the identifier of what it stands for
    at: datetime
    title: str
    url: str
    changed_at: datetime
    changes: int = 0
    minutes: int | None = None
    place: str = ""
    detail: str = ""
    all_day: bool = False
    cancelled: bool = False
    appointment: Appointment | None = None  # one that the reader can move or cancel


@dataclass(frozen=True, slots=True)
class Day:
    """The entries of one day."""

    on: date
    entries: tuple[Entry, ...]


def entries(user: Any) -> list[Entry]:
    """All that concerns ``user``, from a month ago on, by time."""
    since = timezone.now() - BEHIND
    found = _as_counsellor(user, since)
    if user.has_profile:
        profile = user.profile
        found += [*_as_person(profile, since), *_interviews(profile, since), *_deadlines(profile, since)]
    return sorted(found, key=lambda one: (one.at, one.key))


def days(found: Iterable[Entry]) -> list[Day]:
    """Entries by day."""
    return [
        Day(on, tuple(rows)) for on, rows in groupby(found, key=lambda one: timezone.localtime(one.at).date())
    ]


def _as_counsellor(user: Any, since: datetime) -> list[Entry]:
    """Appointments with the people whom ``user`` follows today; of others nothing is left here."""
    agencies = [
        m.organisation
        for m in user.active_memberships
        if m.organisation.kind == Organisation.Kind.COUNSELLING
    ]
    profiles = {
        follow.profile_id: follow.profile
        for agency in agencies
        for follow in selectors.people_followed(user, agency)
    }
    if not profiles:
        return []
    rows = Appointment.objects.filter(counsellor=user, at__gte=since, profile__in=list(profiles))
    return [
        Entry(
            key=str(row.pk),
            at=row.at,
            minutes=row.minutes,
            title=_("Appointment with %(initials)s")
            % {"initials": initials(selectors.name_of(profiles[row.profile_id]))},
            detail=_("%(person)s: %(subject)s")
            % {"person": selectors.name_of(profiles[row.profile_id]), "subject": row.subject},
            place=row.place,
            url=reverse("counselling:person", args=[row.profile_id]),
            cancelled=row.cancelled_at is not None,
            changed_at=row.changed_at,
            changes=row.changes,
            appointment=row,
        )
        for row in rows.order_by("at", "pk")
    ]


def _as_person(profile: Profile, since: datetime) -> list[Entry]:
    rows = Appointment.objects.filter(profile=profile, at__gte=since).select_related("counsellor")
    return [
        Entry(
            key=str(row.pk),
            at=row.at,
            minutes=row.minutes,
            title=_("Appointment with %(counsellor)s") % {"counsellor": selectors.counsellor_of(row)},
            detail=_("%(person)s: %(subject)s")
            % {"person": selectors.counsellor_of(row), "subject": row.subject},
            place=row.place,
            url=reverse("counselling:mine"),
            cancelled=row.cancelled_at is not None,
            changed_at=row.changed_at,
            changes=row.changes,
        )
        for row in rows.order_by("at", "pk")
    ]


def _interviews(profile: Profile, since: datetime) -> list[Entry]:
    """Interviews; how long one lasts is not known and is not invented."""
    rows = (
        Application.objects.filter(profile=profile, interview_at__gte=since)
        .select_related("vacancy__organisation")
        .defer("snapshot", "vacancy__text", "vacancy__reading")
        .order_by("interview_at", "pk")
    )
    over = (Application.State.WITHDRAWN, Application.State.CLOSED, Application.State.REFUSED)
    found = []
    for row in rows:
        assert row.interview_at is not None
        coming = row.interview_at > timezone.now()
        found.append(
            Entry(
                key=str(row.pk),
                at=row.interview_at,
                title=_("Interview: %(offer)s, %(employer)s")
                % {"offer": row.vacancy.title, "employer": row.vacancy.organisation.name},
                place=row.interview_place,
                url=reverse("jobseekers:application", args=[row.pk]),
                cancelled=coming and row.state in over,
                changed_at=row.answered_at or row.sent_at,
                changes=1 if row.state in over else 0,
            )
        )
    return found


def _deadlines(profile: Profile, since: datetime) -> list[Entry]:
    """The last day of each offer that the person keeps and has not applied for."""
    rows = (
        OfferMark.objects.filter(
            profile=profile,
            mark=OfferMark.Mark.FAVOURITE,
            vacancy__closes_on__gte=timezone.localtime(since).date(),
        )
        .exclude(vacancy__applications__profile=profile)
        .exclude(vacancy__state=Vacancy.State.DRAFT)
        .select_related("vacancy__organisation")
        .order_by("vacancy__closes_on", "pk")
    )
    return [
        Entry(
            key=str(row.pk),
            at=timezone.make_aware(datetime.combine(last_day, time())),
            all_day=True,
            title=_("Last day to apply: %(offer)s, %(employer)s")
            % {"offer": row.vacancy.title, "employer": row.vacancy.organisation.name},
            url=reverse("vacancies:offer", args=[row.vacancy_id]),
            cancelled=row.vacancy.state == Vacancy.State.CLOSED,
            changed_at=row.vacancy.closed_at or row.created_at,
            changes=1 if row.vacancy.closed_at else 0,
        )
        for row in rows
        if (last_day := row.vacancy.closes_on)
    ]


def initials(name: str) -> str:
    """``Kim Min-jun`` → ``K. M.``: enough for who wrote it down, nothing for others."""
    return " ".join(f"{word[0].upper()}." for word in name.split()[:3])
