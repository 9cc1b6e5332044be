"""What calls for a counsellor's attention this week: dated facts about steps, never a judgement of a person.

Pure functions: :func:`facts_of` takes plain rows (:mod:`.portfolio` fetches them) and the moment. What a person did not
agree to share is ``None`` in their row, and no fact is made of it. A fact has the day it is about, by which lists
are ordered; there is no number that sums a person up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openemploi_web.ui import words
from openemploi_web.vacancies.models import Application
from openemploi_web.vacancies.responses import PATIENCE_DAYS

AHEAD: Final = timedelta(days=7)  # what is coming "this week"
BEHIND: Final = timedelta(days=7)  # an answer is news for as long
QUIET: Final = timedelta(days=30)  # without an application
APART: Final = timedelta(days=45)  # without an appointment
REFUSALS: Final = 3  # suggestions declined, from which on one speaks of it
REFUSALS_WITHIN: Final = timedelta(days=60)


class Kind(StrEnum):
    """The kinds of facts, in the order in which their groups stand: what has an hour comes first."""

    INTERVIEW = "interview"
    APPOINTMENT = "appointment"
    ANSWER = "answer"
    INTERESTED = "interested"
    WAITING = "waiting"
    DECLINED = "declined"
    PROFILE = "profile"
    QUIET = "quiet"
    APART = "apart"


NAMES: Final[dict[str, str | Promise]] = {
    Kind.INTERVIEW: gettext_lazy("Interview this week"),
    Kind.APPOINTMENT: gettext_lazy("Appointment this week"),
    Kind.ANSWER: gettext_lazy("An employer has answered"),
    Kind.INTERESTED: gettext_lazy("Interested in a suggestion"),
    Kind.WAITING: gettext_lazy("An employer does not answer"),
    Kind.DECLINED: gettext_lazy("Several suggestions declined"),
    Kind.PROFILE: gettext_lazy("Profile to complete together"),
    Kind.QUIET: gettext_lazy("No application for a while"),
    Kind.APART: gettext_lazy("No appointment for a while"),
}


@dataclass(frozen=True, slots=True)
class Applied:
    """An application, as far as facts are made of it."""

    offer: str
    sent_at: datetime
    state: str
    answered_at: datetime | None = None
    interview_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion; ``reason`` is why the offer is not for the person, where they agreed that one sees it."""

    offer: str
    state: str
    answered_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment that stands."""

    at: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class ProfileState:
    """What a profile says, where the person agreed that one sees it."""

    has_skills: bool
    has_wishes: bool
    edited_at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one person; ``None`` is "not shared"."""

    since: datetime
    meetings: tuple[Meeting, ...] = ()
    suggestions: tuple[Suggested, ...] = ()
    applications: tuple[Applied, ...] | None = None
    profile: ProfileState | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its kind, the moment that it is about, and its sentence."""

    kind: Kind
    at: datetime
    words: str


def facts_of(row: Row, *, now: datetime) -> list[Fact]:
    """The facts about one person at ``now``, by kind and day."""
    found = [
        *_coming(row, now),
        *_suggestions(row, now),
        *(_applications(row.applications, row.since, now) if row.applications is not None else ()),
        *(_profile(row.profile) if row.profile is not None else ()),
    ]
    order = list(Kind)
    return sorted(found, key=lambda fact: (order.index(fact.kind), fact.at))


def _coming(row: Row, now: datetime) -> list[Fact]:
    found = [
        Fact(
            Kind.APPOINTMENT,
            meeting.at,
            _("Appointment with you %(when)s: %(subject)s")
            % {"when": moment(meeting.at), "subject": meeting.subject},
        )
        for meeting in row.meetings
        if now <= meeting.at < now + AHEAD
    ]
    last = max((meeting.at for meeting in row.meetings), default=row.since)
    if last < now - APART:
        met = bool(row.meetings)
        sentence = (
            _("Last appointment %(since)s, none planned")
            if met
            else _("You have followed this person since %(day)s: no appointment yet")
        )
        found.append(Fact(Kind.APART, last, sentence % {"since": words.since(last), "day": words.day(last)}))
    return found


def _suggestions(row: Row, now: datetime) -> list[Fact]:
    found = [
        Fact(
            Kind.INTERESTED,
            one.answered_at,
            _("Interested in “%(offer)s”, which you suggested (%(since)s)")
            % {"offer": one.offer, "since": words.since(one.answered_at)},
        )
        for one in row.suggestions
        if one.state == "taken" and one.answered_at and one.answered_at >= now - BEHIND
    ]
    declined = [
        one
        for one in row.suggestions
        if one.state == "declined" and one.answered_at and one.answered_at >= now - REFUSALS_WITHIN
    ]
    if len(declined) >= REFUSALS:
        last = max(one.answered_at for one in declined if one.answered_at)
        reasons = ", ".join(dict.fromkeys(one.reason for one in declined if one.reason))
        sentence = _("%(count)s suggestions declined, the last %(since)s") % {
            "count": len(declined),
            "since": words.since(last),
        }
        if reasons:
            sentence = _("%(declined)s: %(reasons)s") % {"declined": sentence, "reasons": reasons}
        found.append(Fact(Kind.DECLINED, last, sentence))
    return found


def _applications(applications: tuple[Applied, ...], since: datetime, now: datetime) -> list[Fact]:
    state = Application.State
    found = [
        Fact(
            Kind.INTERVIEW,
            one.interview_at,
            _("Interview %(when)s for “%(offer)s”") % {"when": moment(one.interview_at), "offer": one.offer},
        )
        for one in applications
        if one.state == state.INTERVIEW and one.interview_at and now <= one.interview_at < now + AHEAD
    ]
    found += [
        Fact(
            Kind.ANSWER,
            one.answered_at,
            _("Answer for “%(offer)s” %(since)s: %(state)s")
            % {
                "offer": one.offer,
                "since": words.since(one.answered_at),
                "state": state(one.state).label,
            },
        )
        for one in applications
        if one.answered_at
        and one.answered_at >= now - BEHIND
        and one.state in (state.PRESELECTED, state.INTERVIEW, state.HIRED, state.REFUSED)
    ]
    waiting = sorted(
        (
            one
            for one in applications
            if one.state in (state.SENT, state.SEEN) and one.sent_at < now - timedelta(days=PATIENCE_DAYS)
        ),
        key=lambda one: one.sent_at,
    )
    if waiting:
        found.append(_no_answer(waiting, now))
    last = max((one.sent_at for one in applications), default=None)
    if max(last or since, since) < now - QUIET:
        sentence = (
            _("Last application %(since)s") % {"since": words.since(last)}
            if last
            else _("No application since you follow this person (%(day)s)") % {"day": words.day(since)}
        )
        found.append(Fact(Kind.QUIET, last or since, sentence))
    return found


def _no_answer(waiting: list[Applied], now: datetime) -> Fact:
    oldest, others = waiting[0], len(waiting) - 1
    days = (now - oldest.sent_at).days
    sentence = ngettext(
        "No answer for %(days)s day for “%(offer)s”", "No answer for %(days)s days for “%(offer)s”", days
    ) % {"days": days, "offer": oldest.offer}
    if others:
        sentence = ngettext(
            "%(first)s, and for %(count)s other application",
            "%(first)s, and for %(count)s other applications",
            others,
        ) % {"first": sentence, "count": others}
    return Fact(Kind.WAITING, oldest.sent_at, sentence)


def _profile(profile: ProfileState) -> list[Fact]:
    day = {"day": words.day(profile.edited_at)}
    found = []
    if not profile.has_skills:
        found.append(_("Profile without skills, last changed on %(day)s") % day)
    if not profile.has_wishes:
        found.append(_("Profile without wishes, last changed on %(day)s") % day)
    return [Fact(Kind.PROFILE, profile.edited_at, sentence) for sentence in found]


def moment(at: datetime) -> str:
    """A day and an hour near today: "tomorrow at 10:00", "on Tuesday 2 December at 10:00"."""
    here = timezone.localtime(at)
    away = (here.date() - timezone.localdate()).days
    day = words.since(at) if away in (0, 1) else _("on %(day)s") % {"day": words.weekday(here)}
    return _("%(day)s at %(hour)s") % {"day": day, "hour": hour(at)}


def hour(at: datetime) -> str:
    """The hour in the language in force: "10:00"; French "10 h"."""
    here = timezone.localtime(at)
    if here.minute == 0:
        return _("%(hour)s:00") % {"hour": here.hour}
    return _("%(hour)s:%(minute)s") % {"hour": here.hour, "minute": f"{here.minute:02d}"}
