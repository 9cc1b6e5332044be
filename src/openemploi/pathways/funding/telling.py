"""How answers are said, in the language in force: states, amounts, reasons for care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openemploi.i18n import _, language
from openemploi.pathways.funding.model import Amount, Answer, Care, Flag, Outcome, State
from openemploi.pathways.funding.phrases import number


@dataclass(frozen=True, slots=True)
class Span:
    """Months, from ``first`` to ``last``, with the same income from the same sentence."""

    first: int
    last: int
    amount: Amount
    sentence: str
    gross: bool


def income_spans(answer: Answer) -> list[Span]:
    """The income of an answer, months with the same one together."""
    found: list[Span] = []
    for month in answer.income:
        before = found[-1] if found else None
        if before and (before.amount, before.sentence) == (month.amount, month.sentence):
            found[-1] = Span(before.first, month.number, month.amount, month.sentence, month.gross)
        else:
            found.append(Span(month.number, month.number, month.amount, month.sentence, month.gross))
    return found


def outcome_name(outcome: Outcome) -> str:
    """Eligible, not, or cannot be told."""
    return {
        Outcome.ELIGIBLE: _("conditions met"),
        Outcome.CANNOT_TELL: _("cannot be told yet"),
        Outcome.NOT_ELIGIBLE: _("not possible as it stands"),
    }[outcome]


def state_name(state: State) -> str:
    """Of one condition."""
    return {State.MET: _("yes"), State.NOT_MET: _("no"), State.NOT_SAID: _("not said")}[state]


def euros(amount: Amount) -> str:
    """``1 200 €``, ``0 to 300 €``, or "unknown" with the reason."""
    if not amount.known:
        return _("unknown: {reason}", reason=amount.reason)
    low, high = _number(amount.low or 0), _number(amount.high or 0)
    return f"{low}\u00a0€" if amount.exact else _("{low} to {high} €", low=low, high=high)


def care(flag: Flag) -> str:
    """One reason for care as a sentence."""
    day = _day(flag.since) if flag.since else ""
    return {
        Care.SOURCE_OLD: _("Expired source, read on {day}: {about}.", day=day, about=flag.about),
        Care.FIGURE_OLD: _("This figure may have changed since {day}: {about}.", day=day, about=flag.about),
        Care.NEVER_CHECKED: _("The day this source was read is not known: {about}.", about=flag.about),
        Care.NOT_IN_FORCE: _("Not in force on this day ({day}): {about}.", day=day, about=flag.about),
        Care.SUSPENDED: _("Suspended: {about}", about=flag.about),
        Care.RESERVE: flag.about,
    }[flag.kind]


def _day(day: date) -> str:
    """As the reader's language writes a day in digits."""
    if language() == "fr":
        return f"{day:%d/%m/%Y}"
    return f"{day.year}. {day.month}. {day.day}." if language() == "ko" else day.isoformat()


def _number(value: float) -> str:
    if language() == "fr":
        return number(value)
    return f"{value:,.2f}".removesuffix(".00")
