"""Answers on funding as a page shows them: in three groups, with what would tell more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openemploi.pathways.funding import Answer, Checked, Outcome, State
from openemploi.pathways.funding.telling import care, euros, income_spans, state_name
from openemploi_web.pathways.forms_funding import FundingForm

_ICONS = {State.MET: "check", State.NOT_MET: "cross", State.NOT_SAID: "question"}


@dataclass(frozen=True, slots=True)
class Line:
    """One condition: its sentence, its state in a word and a shape, what can be done, its parts."""

    sentence: str
    icon: str
    word: str
    step: str
    parts: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Months with the same income."""

    months: str
    amount: str
    gross: bool
    why: str


@dataclass(frozen=True, slots=True)
class Card:
    """One answer."""

    answer: Answer
    conditions: tuple[Line, ...]
    lacking: tuple[Line, ...]
    remaining: str
    extra: str
    income: tuple[Span, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the form that answers are waiting for."""

    label: str
    anchor: str
    waiting: str


@dataclass(frozen=True, slots=True)
class Groups:
    """Answers by what they say; those that nobody can change last."""

    eligible: tuple[Card, ...]
    open: tuple[Card, ...]
    lacking: tuple[Card, ...]
    closed: tuple[Card, ...]
    summary: str


def groups(found: Iterable[Answer]) -> Groups:
    """The answers, in the order of the library."""
    cards = [_card(one) for one in found]

    def of(outcome: Outcome, *, closed: bool = False) -> tuple[Card, ...]:
        return tuple(
            card for card in cards if card.answer.outcome is outcome and (card.answer.out_of_reach is closed)
        )

    eligible, waiting = of(Outcome.ELIGIBLE), of(Outcome.CANNOT_TELL)
    lacking, closed = of(Outcome.NOT_ELIGIBLE), of(Outcome.NOT_ELIGIBLE, closed=True)
    met, unsaid, no = len(eligible), len(waiting), len(lacking) + len(closed)
    parts = (
        ngettext(
            "%(count)s device whose conditions you meet", "%(count)s devices whose conditions you meet", met
        ),
        ngettext("%(count)s that cannot be told yet", "%(count)s that cannot be told yet", unsaid),
        ngettext(
            "%(count)s that is not possible as it stands", "%(count)s that are not possible as it stands", no
        ),
    )
    said = [part % {"count": count} for part, count in zip(parts, (met, unsaid, no), strict=True)]
    summary = ", ".join(said) + "."
    return Groups(eligible, waiting, lacking, closed, summary)


def questions(found: Iterable[Answer], form: FundingForm) -> list[Question]:
    """What is not said and would tell more, with how many devices wait for it; most first."""
    waiting: Counter[str] = Counter()
    for one in found:
        if one.outcome is Outcome.CANNOT_TELL:
            waiting.update({leaf.fact.removeprefix("training.") for leaf in _unsaid(one.conditions)})
    return [
        Question(
            label=str(form.fields[name].label),
            anchor=f"#id_{name}",
            waiting=ngettext("%(count)s device waits for it", "%(count)s devices wait for it", count)
            % {"count": count},
        )
        for name, count in sorted(waiting.items(), key=lambda item: (-item[1], item[0]))
    ]


def _card(one: Answer) -> Card:
    conditions = tuple(_line(condition) for condition in one.conditions)
    return Card(
        answer=one,
        conditions=conditions,
        lacking=tuple(_line(condition) for condition in one.conditions if condition.state is not State.MET),
        remaining=euros(one.remaining),
        extra=euros(one.extra) if one.extra else "",
        income=tuple(
            Span(
                _months(span.first, span.last),
                euros(span.amount),
                span.gross and span.amount.known,
                span.sentence,
            )
            for span in income_spans(one)
        ),
        warnings=tuple(care(flag) for flag in one.flags),
    )


def _line(one: Checked) -> Line:
    parts = tuple(_line(part) for part in one.shown)
    return Line(one.sentence, _ICONS[one.state], state_name(one.state), one.step, parts)


def _months(first: int, last: int) -> str:
    if first == last:
        return _("Month %(first)s") % {"first": first}
    return _("Months %(first)s to %(last)s") % {"first": first, "last": last}


def _unsaid(conditions: Iterable[Checked]) -> Iterator[Checked]:
    for one in conditions:
        if one.state is State.NOT_SAID:
            if one.parts:
                yield from _unsaid(one.parts)
            else:
                yield one
