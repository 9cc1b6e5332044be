"""The declared calculations that sentences on money are bound to: what is paid, and what one lives on meanwhile.

What is not known stays unknown with its reason; what lies between two bounds is given as both. Percentages that the
law fixes by age stand here as tables with their article; amounts in euros stand in the sentences.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from openemploi.i18n import _
from openemploi.pathways.funding.conditions import Values
from openemploi.pathways.funding.model import Amount, Situation, Work

#: Code du travail, D. 6222-26: share of the minimum wage by year of the contract, for those of at least the age.
APPRENTICES: Final = (
    (26, (1.0, 1.0, 1.0)),
    (21, (0.53, 0.61, 0.78)),
    (18, (0.43, 0.51, 0.67)),
    (0, (0.27, 0.39, 0.55)),
)
#: Code du travail, D. 6325-14 to D. 6325-18: share without and with a vocational baccalauréat or more.
PROFESSIONALISATION: Final = ((26, (1.0, 1.0)), (21, (0.7, 0.8)), (0, (0.55, 0.65)))
_BACCALAUREAT: Final = 4
_YEAR: Final = 12
_MOST_MONTHS: Final = 36


@dataclass(frozen=True, slots=True)
class Payment:
    """What is paid of the price so far, and of other expenses."""

    aid: Amount
    extra: Amount | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Income from one month to another (counted from 1), as one sentence has it."""

    first: int
    last: int
    amount: Amount


Paying = Callable[[Situation, Values, Payment], Payment]
Earning = Callable[[Situation, Values, int], list[Part]]
PAYMENTS: Final[dict[str, Paying]] = {}
INCOMES: Final[dict[str, Earning]] = {}


def months_of(situation: Situation) -> int | None:
    """Months of the training, the begun one counted; ``None`` when its length is not said; at most three years."""
    length = situation.training.length
    return None if length is None else max(1, min(_MOST_MONTHS, math.ceil(round(length, 2))))


def remaining(situation: Situation, payment: Payment) -> Amount:
    """What is left to pay of the price."""
    price, aid = situation.training.price, payment.aid
    if price is None:
        if aid.known and aid.low == math.inf:
            return Amount(0, 0)
        return Amount(reason=_("The price of the course was not said."))
    if not aid.known:
        return Amount(reason=aid.reason)
    return Amount(max(0.0, price - (aid.high or 0)), max(0.0, price - (aid.low or 0)))


def _paying(calculation: Paying) -> Paying:
    PAYMENTS[calculation.__name__] = calculation
    return calculation


def _earning(calculation: Earning) -> Earning:
    INCOMES[calculation.__name__] = calculation
    return calculation


def _up_to(amount: Amount, most: float) -> Amount:
    return Amount(min(amount.low or 0, most), min(amount.high or 0, most)) if amount.known else amount


@_paying
def whole_price(of: Situation, values: Values, so_far: Payment) -> Payment:
    """All of it, whatever it costs."""
    price = of.training.price
    return replace(so_far, aid=Amount(math.inf, math.inf) if price is None else Amount(price, price))


@_paying
def from_cpf(of: Situation, values: Values, so_far: Payment) -> Payment:
    """The account, up to the price."""
    if of.cpf is None:
        return replace(so_far, aid=Amount(reason=_("The amount of your training account was not said.")))
    if of.training.price is None:
        return replace(so_far, aid=Amount(reason=_("The price of the course was not said.")))
    aid = min(of.cpf, of.training.price)
    return replace(so_far, aid=Amount(aid, aid))


@_paying
def at_most(of: Situation, values: Values, so_far: Payment) -> Payment:
    """A ceiling on what was found so far."""
    return replace(so_far, aid=_up_to(so_far.aid, values.n))


@_paying
def share(of: Situation, values: Values, so_far: Payment) -> Payment:
    """The person's own share (L. 6323-7); between both when it is not said whether they owe it."""
    price = of.training.price
    if not so_far.aid.known or price is None:
        return so_far
    with_share = _up_to(so_far.aid, max(0.0, price - values.n))
    if of.registered or of.employer_pays:
        return so_far
    if of.registered is None or of.employer_pays is None:
        return replace(so_far, aid=Amount(with_share.low, so_far.aid.high))
    return replace(so_far, aid=with_share)


@_paying
def decided_elsewhere(of: Situation, values: Values, so_far: Payment) -> Payment:
    """Somebody decides, case by case."""
    reason = _("The amount is decided case by case. Ask: {who}.", who=values.who)
    return replace(so_far, aid=Amount(reason=reason))


@_paying
def nothing(of: Situation, values: Values, so_far: Payment) -> Payment:
    """It pays nothing of the price."""
    return replace(so_far, aid=Amount(0, 0))


@_paying
def other_expenses(of: Situation, values: Values, so_far: Payment) -> Payment:
    """It pays other expenses, up to a ceiling."""
    return replace(so_far, extra=Amount(0, values.n))


@_earning
def benefit(of: Situation, values: Values, months: int) -> list[Part]:
    """Unemployment insurance goes on while there are rights."""
    if of.benefit is None:
        return [Part(1, months, Amount(reason=_("The amount of your unemployment benefit was not said.")))]
    if of.benefit_months is None:
        reason = _("It was not said for how many months your unemployment benefit goes on.")
        return [Part(1, months, Amount(reason=reason))]
    last = min(months, math.floor(of.benefit_months))
    return [Part(1, last, Amount(of.benefit, of.benefit))] if last else []


@_earning
def after_benefit(of: Situation, values: Values, months: int) -> list[Part]:
    """The end-of-training income: between nothing, when the occupation is not listed, and the ceiling."""
    return [Part(1, months, Amount(0, values.n if of.benefit is None else min(of.benefit, values.n)))]


@_earning
def pay_from_age(of: Situation, values: Values, months: int) -> list[Part]:
    """For those of an age and more."""
    if of.age is None:
        return [Part(1, months, Amount(reason=_("Your age was not said.")))]
    return [Part(1, months, Amount(values.m, values.m))] if of.age >= values.n else []


@_earning
def pay_young(of: Situation, values: Values, months: int) -> list[Part]:
    """For those of age and not older than the sentence says."""
    return [Part(1, months, Amount(values.m, values.m))] if of.age and 18 <= of.age <= values.n else []


def _salary(of: Situation, months: int) -> list[Part]:
    if of.salary is None:
        return [Part(1, months, Amount(reason=_("Your pay was not said.")))]
    return [Part(1, months, Amount(of.salary, of.salary))]


@_earning
def salary_kept(of: Situation, values: Values, months: int) -> list[Part]:
    """The present pay."""
    return _salary(of, months)


@_earning
def salary_kept_inside(of: Situation, values: Values, months: int) -> list[Part]:
    """The present pay, when the change is inside the firm; who goes elsewhere is paid by the other employer."""
    if of.inside is None:
        reason = _("It was not said whether the change is inside your firm.")
        return [Part(1, months, Amount(reason=reason))]
    if not of.inside:
        return [
            Part(1, months, Amount(reason=_("The employer who takes you in pays you: ask them how much.")))
        ]
    return _salary(of, months)


@_earning
def transition_pay(of: Situation, values: Values, months: int) -> list[Part]:
    """Code du travail, D. 6323-18-3 and after."""
    if of.salary is None or of.salary <= values.n:
        return _salary(of, months)
    first, after = max(values.n, of.salary * 0.9), max(values.n, of.salary * 0.6)
    parts = [Part(1, min(months, _YEAR), Amount(first, first))]
    return parts if months <= _YEAR else [*parts, Part(_YEAR + 1, months, Amount(after, after))]


@_earning
def public_leave_pay(of: Situation, values: Values, months: int) -> list[Part]:
    """85% for a year; the ceiling moves with the index, so it is an upper bound for high pay."""
    if of.salary is None:
        return _salary(of, months)
    most = round(of.salary * 0.85, 2)
    parts = [Part(1, min(months, _YEAR), Amount(most, most))]
    return parts if months <= _YEAR else [*parts, Part(_YEAR + 1, months, Amount(0, 0))]


@_earning
def apprentice_pay(of: Situation, values: Values, months: int) -> list[Part]:
    """By age at the start and year of the contract; a birthday on the way raises it."""
    if of.age is None:
        return [Part(1, months, Amount(reason=_("Your age was not said.")))]
    shares = next(found for least, found in APPRENTICES if of.age >= least)
    return [
        Part(year * _YEAR + 1, min(months, (year + 1) * _YEAR), _exactly(values.n * part))
        for year, part in enumerate(shares)
        if year * _YEAR < months
    ]


@_earning
def professionalisation_pay(of: Situation, values: Values, months: int) -> list[Part]:
    """By age and diploma; level 4 may be a general baccalauréat, which does not raise it: both are given."""
    if of.age is None:
        return [Part(1, months, Amount(reason=_("Your age was not said.")))]
    without, with_diploma = next(found for least, found in PROFESSIONALISATION if of.age >= least)
    low = with_diploma if (of.diploma or 0) > _BACCALAUREAT else without
    high = without if of.diploma is not None and of.diploma < _BACCALAUREAT else with_diploma
    return [Part(1, months, Amount(round(values.n * low, 2), round(values.n * high, 2)))]


@_earning
def present_income(of: Situation, values: Values, months: int) -> list[Part]:
    """What one has now: pay of those who work, benefit of those who have it."""
    if of.work in (Work.PERMANENT, Work.FIXED_TERM, Work.TEMP, Work.OFFICIAL, Work.PUBLIC_CONTRACT):
        return _salary(of, months)
    if of.compensated:
        return benefit(of, values, months)
    return [Part(1, months, Amount(reason=_("What you live on now was not said.")))]


@_earning
def income_elsewhere(of: Situation, values: Values, months: int) -> list[Part]:
    """Somebody else knows."""
    return [Part(1, months, Amount(reason=_("The income is not known here. Ask: {who}.", who=values.who)))]


def _exactly(value: float) -> Amount:
    return Amount(round(value, 2), round(value, 2))
