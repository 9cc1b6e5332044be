"""What a colleague needs to take over: dated facts of the work so far, without a judgement.

Kept as JSON beside the handover and put in words when it is read, in the reader's language. What was applied for
is in it only as long as the person shares their applications.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi_web.counselling.models import Appointment, Follow, Suggestion
from openemploi_web.counselling.selectors import suggestions_to
from openemploi_web.rights.models import Consent
from openemploi_web.ui import words
from openemploi_web.vacancies.models import Application

APPLICATION: Final = "application"
MOST: Final = 60  # of each kind, the last ones


@dataclass(frozen=True, slots=True)
class Line:
    """One dated fact in words."""

    on: date
    words: str


def summary_of(follow: Follow, *, shared: Iterable[str]) -> list[dict[str, Any]]:
    """The facts of the work with a person, the first first."""
    profile = follow.profile
    found: list[dict[str, Any]] = [{"kind": "followed", "on": _day(follow.created_at)}]
    rows = Appointment.objects.filter(profile=profile, counsellor=follow.counsellor_id).order_by("-at", "pk")
    found += [
        {
            "kind": "cancelled" if row.cancelled_at else "appointment",
            "on": _day(row.at),
            "subject": row.subject,
        }
        for row in rows[:MOST]
    ]
    suggestions = (
        suggestions_to(profile, organisation=follow.organisation)
        .select_related(None)
        .values_list("created_at", "vacancy__title", "state", "pk")
    )
    found += [
        {"kind": "suggestion", "on": _day(at), "offer": title, "state": state}
        for at, title, state, _key in suggestions[:MOST]
    ]
    if Consent.For.COUNSEL_APPLICATIONS in shared:
        applications = (
            Application.objects.filter(profile=profile)
            .order_by("-sent_at", "pk")
            .values_list("sent_at", "vacancy__title", "state", "answered_at")
        )
        found += [
            {
                "kind": APPLICATION,
                "on": _day(at),
                "offer": title,
                "state": state,
                "answered": _day(answered) if answered else None,
            }
            for at, title, state, answered in applications[:MOST]
        ]
    return sorted(found, key=lambda line: line["on"])


def lines(summary: Iterable[Mapping[str, Any]], *, shared: Iterable[str]) -> list[Line]:
    """``summary`` in words, without the applications when they are not shared any more."""
    tells = Consent.For.COUNSEL_APPLICATIONS in shared
    return [
        Line(date.fromisoformat(line["on"]), _words(line))
        for line in summary
        if tells or line["kind"] != APPLICATION
    ]


def _words(line: Mapping[str, Any]) -> str:
    kind = line["kind"]
    if kind == "followed":
        return _("The counsellor begins to follow the person")
    if kind == "appointment":
        return _("Appointment: %(subject)s") % {"subject": line["subject"]}
    if kind == "cancelled":
        return _("Appointment cancelled: %(subject)s") % {"subject": line["subject"]}
    if kind == "suggestion":
        return _("Suggested: “%(offer)s”. Answer: %(state)s") % {
            "offer": line["offer"],
            "state": {
                Suggestion.State.SENT: _("none yet"),
                Suggestion.State.TAKEN: _("interested"),
                Suggestion.State.DECLINED: _("not for me"),
            }[line["state"]],
        }
    state = Application.State(line["state"]).label
    if line["answered"]:
        return _("Applied for “%(offer)s”. On %(day)s: %(state)s") % {
            "offer": line["offer"],
            "day": words.day(date.fromisoformat(line["answered"])),
            "state": state,
        }
    return _("Applied for “%(offer)s”: %(state)s") % {"offer": line["offer"], "state": state}


def _day(at: datetime) -> str:
    return timezone.localtime(at).date().isoformat()
