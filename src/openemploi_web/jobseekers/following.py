"""An application as the person follows it: its state in words, what happens next, and what happened on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openemploi_web.core.models import AuditEvent
from openemploi_web.ui import words
from openemploi_web.vacancies.models import Application
from openemploi_web.vacancies.responses import PATIENCE_DAYS

State = Application.State

_WORDS: Final[Mapping[str, tuple[str | Promise, str]]] = {
    State.SENT: (gettext_lazy("Sent, not opened yet"), "plain"),
    State.SEEN: (gettext_lazy("Opened by the employer"), "action"),
    State.PRESELECTED: (gettext_lazy("Kept for the next step"), "met"),
    State.INTERVIEW: (gettext_lazy("Interview proposed"), "met"),
    State.HIRED: (gettext_lazy("You were chosen"), "met"),
    State.REFUSED: (gettext_lazy("Not this time"), "refused"),
    State.WITHDRAWN: (gettext_lazy("Withdrawn by you"), "unknown"),
    State.CLOSED: (gettext_lazy("The offer was closed"), "refused"),
}
_EVENTS: Final[Mapping[str, str | Promise]] = {
    "jobseekers.withdraw": gettext_lazy("You withdrew your application"),
    "jobseekers.answer_interview": gettext_lazy("You answered the interview"),
    "vacancies.look_at": gettext_lazy("Somebody of the employer's team opened your application"),
    "vacancies.unmask": gettext_lazy("Somebody of the employer's team asked to know your name"),
}


@dataclass(frozen=True, slots=True)
class Followed:
    """One application in a list."""

    application: Application
    state: str
    tone: str
    next: str

    @property
    def open(self) -> bool:
        """Whether it can still be withdrawn."""
        return self.application.state in Application.OPEN


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened."""

    at: datetime
    what: str


def followed(application: Application) -> Followed:
    """Where ``application`` is and what comes next."""
    state, tone = _WORDS[application.state]
    return Followed(application, str(state), tone, _next(application))


def steps(application: Application) -> list[Step]:
    """What happened to ``application``, the first first; each thing is said once a day."""
    found = [Step(application.sent_at, _("You sent your application"))]
    seen: set[tuple[str, object]] = set()
    events = AuditEvent.objects.filter(subject=str(application.pk), action__in=list(_EVENTS)).order_by(
        "number"
    )
    for event in events:
        key = (event.action, timezone.localtime(event.at).date())
        if key not in seen:
            seen.add(key)
            found.append(Step(event.at, str(_EVENTS[event.action])))
    if application.answered_at:
        answer = _("The employer answered: %(state)s") % {"state": application.get_state_display()}
        found.append(Step(application.answered_at, answer))
    return sorted(found, key=lambda step: step.at)


def _next(application: Application) -> str:
    state = application.state
    if state in (State.SENT, State.SEEN):
        due = application.sent_at + timedelta(days=PATIENCE_DAYS)
        if due > timezone.now():
            return _("The employer owes you an answer. On %(day)s we remind them.") % {"day": words.day(due)}
        if application.reminded_at is None:
            return _("No answer for more than %(days)s days. The employer owes you one.") % {
                "days": PATIENCE_DAYS
            }
        return _(
            "No answer for more than %(days)s days. On %(day)s we reminded the employer that you wait."
        ) % {
            "days": PATIENCE_DAYS,
            "day": words.day(application.reminded_at),
        }
    if state == State.PRESELECTED:
        return _("The employer will write to you to say what comes next.")
    if state == State.INTERVIEW:
        return _interview(application)
    if state == State.HIRED:
        return _("The employer will contact you for the contract.")
    if state == State.REFUSED:
        return _("The reason is given. You may ask why, and contest.")
    if state == State.CLOSED:
        return _("Nobody looks at the applications for this offer any more.")
    return _("The employer was told. You cannot apply again for this offer.")


def _interview(application: Application) -> str:
    if application.interview_at is None:
        return _("The employer will tell you the day and the place.")
    at = timezone.localtime(application.interview_at)
    said = _("Interview on %(day)s at %(hour)s") % {"day": words.day(at), "hour": at.strftime("%H:%M")}
    if at < timezone.now():
        return _("The interview was on %(day)s. The employer owes you an answer.") % {"day": words.day(at)}
    if application.interview_place:
        return _("%(interview)s, %(place)s") % {"interview": said, "place": application.interview_place}
    return said
