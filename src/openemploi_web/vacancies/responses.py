"""How employers answer: the share of applications answered and how long it takes, shown to who thinks of applying.

Counted over the applications that people sent and that were answered or are older than :data:`PATIENCE_DAYS`; a
person who withdrew before an answer counts for nothing. Under :data:`ENOUGH` of them nothing is said: one
refusal is no habit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Avg, Count, DurationField, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openemploi_web.vacancies.models import Application

PATIENCE_DAYS: Final = 10
ENOUGH: Final = 5
COUNTED_DAYS: Final = 365  # habits change: what is older is not counted


@dataclass(frozen=True, slots=True)
class AnswerHabit:
    """Of ``due`` applications, ``answered`` have an answer, after ``mean_days`` on average."""

    due: int = 0
    answered: int = 0
    mean_days: float | None = None

    @property
    def known(self) -> bool:
        """Whether there are enough applications to speak of a habit."""
        return self.due >= ENOUGH

    @property
    def share(self) -> float | None:
        """Answered out of due, 0 to 1."""
        return self.answered / self.due if self.known else None

    @property
    def words(self) -> str:
        """How many had an answer and after how long, or why that is unknown."""
        if not self.known:
            return _("Answers: unknown, fewer than %(count)s applications so far.") % {"count": ENOUGH}
        if self.answered == 0:
            return _("None of the %(due)s people who applied has had an answer.") % {"due": self.due}
        if self.answered < ENOUGH or self.mean_days is None:
            return _("%(answered)s of %(due)s people had an answer; too few to say after how long.") % {
                "answered": self.answered,
                "due": self.due,
            }
        days = round(self.mean_days)
        return ngettext(
            "%(answered)s of %(due)s people had an answer, after %(days)s day on average.",
            "%(answered)s of %(due)s people had an answer, after %(days)s days on average.",
            days,
        ) % {"answered": self.answered, "due": self.due, "days": days}


def answer_habits(organisations: Iterable[UUID]) -> dict[UUID, AnswerHabit]:
    """The habit of each organisation that has one, in one query."""
    now = timezone.now()
    rows = (
        Application.objects.filter(
            organisation__in=set(organisations),
            origin=Application.Origin.PERSON,
            sent_at__gte=now - timedelta(days=COUNTED_DAYS),
        )
        .filter(
            Q(answered_at__isnull=False)
            | Q(sent_at__lte=now - timedelta(days=PATIENCE_DAYS), state__in=Application.OPEN)
        )
        .order_by()
        .values("organisation")
        .annotate(
            due=Count("*"),
            answered=Count("answered_at"),
            delay=Avg(F("answered_at") - F("sent_at"), output_field=DurationField()),
        )
    )
    return {
        row["organisation"]: AnswerHabit(
            due=row["due"],
            answered=row["answered"],
            mean_days=None if row["delay"] is None else row["delay"] / timedelta(days=1),
        )
        for row in rows
    }


def answer_habit(organisation: UUID) -> AnswerHabit:
    """The habit of one organisation."""
    return answer_habits([organisation]).get(organisation, AnswerHabit())
