"""What each rule says to a person: met, not met, not said; what is paid, what is left; what one lives on meanwhile.

Eligible first, then the nearest to it, then by name: never by what it pays.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import Final

from openemploi.i18n import _
from openemploi.pathways.funding.conditions import FACTS, TESTS
from openemploi.pathways.funding.model import (
    Amount,
    Answer,
    Care,
    Checked,
    Flag,
    Month,
    Outcome,
    Situation,
    Source,
    State,
)
from openemploi.pathways.funding.money import INCOMES, PAYMENTS, Payment, months_of, remaining
from openemploi.pathways.funding.phrases import Sentence
from openemploi.pathways.funding.rules import Choice, Rule, rules

_STATES: Final = {True: State.MET, False: State.NOT_MET, None: State.NOT_SAID}


def answers(
    situation: Situation, *, today: date, among: Iterable[Rule] | None = None, over: bool = False
) -> tuple[Answer, ...]:
    """What the rules say, eligible first and then the nearest to it.

    Parameters
    ----------
    today:
        The day that sources are held against, and rules unless the training has a start.
    among:
        Other rules than those of the library.
    over:
        Also those that are no longer, or not yet, in force.
    """
    day = situation.training.start or today
    chosen = [
        rule
        for rule in (rules() if among is None else among)
        if over or (rule.since <= day and (rule.until is None or day <= rule.until))
    ]
    return tuple(sorted((answer(rule, situation, today=today) for rule in chosen), key=_nearness))


def answer(rule: Rule, situation: Situation, *, today: date) -> Answer:
    """What one rule says, in the language in force."""
    conditions = tuple(_checked(one, situation) for one in rule.conditions)
    unmet = sum(_lacking(one) for one in conditions)
    unsaid = sum(one.state is State.NOT_SAID for one in conditions)
    day = situation.training.start or today
    closed = day < rule.since or (rule.until is not None and day > rule.until)
    outcome = Outcome.ELIGIBLE
    if closed or unmet or rule.suspended:
        outcome = Outcome.NOT_ELIGIBLE
    elif unsaid:
        outcome = Outcome.CANNOT_TELL
    payment = Payment(Amount(reason=_("The rule does not say.")))
    for sentence in rule.payment:
        payment = PAYMENTS[sentence.phrase.bound](situation, sentence.values, payment)
    left = remaining(situation, payment)
    income, reason = _income(rule, situation)
    return Answer(
        code=rule.code,
        name=rule.name,
        about=rule.about,
        decided_by=rule.decided_by,
        outcome=outcome,
        conditions=conditions,
        unmet=unmet,
        unsaid=unsaid,
        out_of_reach=closed or bool(rule.suspended) or not all(one.doable for one in conditions),
        aid=_shown(payment.aid),
        remaining=left,
        extra=payment.extra,
        payment=tuple(sentence.said for sentence in rule.payment),
        income=income,
        income_reason=reason,
        to_know=rule.to_know,
        ask=rule.ask,
        sources=rule.sources,
        figures=rule.figures,
        flags=flags(rule, today=today, day=day),
        replaced_by=rule.replaced_by,
    )


def flags(rule: Rule, *, today: date, day: date | None = None) -> tuple[Flag, ...]:
    """What to be careful of in a rule: out of force on ``day``, suspended, sources and figures too old on ``today``."""
    found = []
    on = day or today
    if on < rule.since:
        found.append(Flag(Care.NOT_IN_FORCE, rule.name, rule.since))
    if rule.until is not None and on > rule.until:
        found.append(Flag(Care.NOT_IN_FORCE, rule.name, rule.until))
    if rule.suspended:
        found.append(Flag(Care.SUSPENDED, rule.suspended))
    found += [flag for source in rule.sources if (flag := _old(source, today=today))]
    for figure in rule.figures:
        over = figure.yearly and today.year > figure.year
        if over or _old(figure.source, today=today):
            name = f"{figure.name} ({figure.year})"
            found.append(Flag(Care.FIGURE_OLD, name, figure.source.checked))
        if figure.reserve:
            found.append(Flag(Care.RESERVE, figure.reserve))
    return tuple(found)


def _old(source: Source, *, today: date) -> Flag | None:
    if source.checked is None:
        return Flag(Care.NEVER_CHECKED, source.title)
    months = (today.year - source.checked.year) * 12 + today.month - source.checked.month
    if months > source.review_months or (months == source.review_months and today.day > source.checked.day):
        return Flag(Care.SOURCE_OLD, source.title, source.checked)
    return None


def _checked(condition: Sentence | Choice, situation: Situation) -> Checked:
    if isinstance(condition, Sentence):
        state = _STATES[TESTS[condition.phrase.bound](situation, condition.values)]
        step = "" if state is State.MET else condition.step
        fact = FACTS[condition.phrase.bound]
        return Checked(condition.said, state, step, fact=fact)
    parts = tuple(_checked(part, situation) for part in condition.parts)
    if condition.every and not all(part.doable for part in parts):
        # Nobody waits for four months of fixed-term work who has a permanent contract.
        parts = tuple(part.without_steps for part in parts)
    states = {part.state for part in parts}
    good, bad = (State.NOT_MET, State.MET) if condition.every else (State.MET, State.NOT_MET)
    state = good if good in states else State.NOT_SAID if State.NOT_SAID in states else bad
    title = _("All of these:") if condition.every else _("One of these is enough:")
    return Checked(title, state, parts=parts, every=condition.every)


def _lacking(one: Checked) -> int:
    """How many conditions would have to change, by the shortest way."""
    if one.state is not State.NOT_MET:
        return 0
    if not one.parts:
        return 1
    each = [_lacking(part) for part in one.parts]
    return sum(each) if one.every else min(each)


def _income(rule: Rule, situation: Situation) -> tuple[tuple[Month, ...], str]:
    """Each month from the first sentence that speaks of it."""
    if not rule.income:
        return (), _("The rule does not change what you live on. Other rules may.")
    months = months_of(situation)
    if months is None:
        return (), _("The length of the course was not said: months, or hours and hours a week.")
    found: dict[int, Month] = {}
    for sentence in rule.income:
        for part in INCOMES[sentence.phrase.bound](situation, sentence.values, months):
            for number in range(part.first, part.last + 1):
                found.setdefault(number, Month(number, part.amount, sentence.said, sentence.phrase.gross))
    unknown = Amount(reason=_("The income is not known here. Ask: {who}.", who=rule.ask))
    return tuple(
        found.get(number, Month(number, unknown, "", gross=False)) for number in range(1, months + 1)
    ), ""


def _shown(aid: Amount) -> Amount:
    """The whole price of a course whose price was not said is not a number of euros."""
    if aid.known and math.isinf(aid.high or 0):
        return Amount(reason=_("The whole price, which was not said."))
    return aid


def _nearness(one: Answer) -> tuple[int, bool, int, int, str]:
    rank = (Outcome.ELIGIBLE, Outcome.CANNOT_TELL, Outcome.NOT_ELIGIBLE).index(one.outcome)
    return rank, one.out_of_reach, one.unmet, one.unsaid, one.name
