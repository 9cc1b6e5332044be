"""What the terms of an offer say against one another, or far from what is paid: said, never held up.

The minimum wage is the figure of the rules of funding, with its text and the day it was checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from openemploi.extraction.model import Contract
from openemploi.pathways.funding.model import Figure
from openemploi.pathways.funding.rules import figures
from openemploi_web.ui import words
from openemploi_web.vacancies import asks, terms
from openemploi_web.vacancies.asks import Warned
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.terms import FULL_TIME_HOURS

CHECK: Final = "check"
_MINIMUM_WAGE: Final = "Smic mensuel"
_OWN_MINIMUM: Final = frozenset({"976"})  # Mayotte has its own
_PAID_BY_IT: Final = frozenset(
    {Contract.PERMANENT, Contract.FIXED_TERM, Contract.TEMPORARY, Contract.SEASONAL}
)  # an apprentice, an intern and a civil servant are paid by other texts
_WEEKS: Final = 52 / 12  # of a month
#: Before tax, by unit: what lies outside is most often an amount by another unit.
_ORDINARY: Final = {"hour": (5.0, 200.0), "month": (150.0, 30_000.0), "year": (2_000.0, 400_000.0)}
_ROUNDING: Final = 0.995


def remarks(vacancy: Vacancy) -> list[Warned]:
    """All that is said of an offer before it is published: of its words and of its terms, the forbidden first."""
    return asks.ordered([*asks.warnings(f"{vacancy.title}\n{vacancy.text}"), *doubts(vacancy)])


def doubts(vacancy: Vacancy) -> list[Warned]:
    """What to look at again in the terms."""
    return [*_contract(vacancy), *_hours(vacancy), *_pay(vacancy)]


def _contract(vacancy: Vacancy) -> Iterator[Warned]:
    if vacancy.contract == Contract.PERMANENT and vacancy.contract_months:
        said = _("A permanent contract has no end. Leave the months empty, or choose a fixed-term contract.")
        yield _doubt("duration", said, terms.contract(vacancy), "Code du travail, art. L1221-2")


def _hours(vacancy: Vacancy) -> Iterator[Warned]:
    if vacancy.weekly_hours is None or vacancy.full_time is None:
        return
    law = "Code du travail, art. L3121-27 et L3123-1"
    if vacancy.full_time and vacancy.weekly_hours < FULL_TIME_HOURS:
        said = _("Full time is 35 hours a week in France. Choose part time, or correct the hours.")
        yield _doubt("hours", said, terms.hours(vacancy), law)
    elif not vacancy.full_time and vacancy.weekly_hours >= FULL_TIME_HOURS:
        said = _("Part time is under 35 hours a week in France. Choose full time, or correct the hours.")
        yield _doubt("hours", said, terms.hours(vacancy), law)


def _pay(vacancy: Vacancy) -> Iterator[Warned]:
    amounts = [pay for pay in (vacancy.pay_minimum, vacancy.pay_maximum) if pay is not None]
    if not amounts or vacancy.pay_unit not in _ORDINARY:
        return
    low, high = _ORDINARY[vacancy.pay_unit]
    if min(amounts) < low or max(amounts) > high:
        said = _(
            "This pay is far from what is usual. Check the amount, and whether it is by hour, month or year."
        )
        yield _doubt("pay", said, terms.pay(vacancy), "")
        return
    minimum = figures()[_MINIMUM_WAGE]
    hourly = _hourly(vacancy, min(amounts))
    if hourly is not None and hourly < _by_hour(minimum) * _ROUNDING and _paid_by_minimum(vacancy):
        said = _(
            "This is under the minimum wage (SMIC): %(month)s a month before tax for 35 hours a week, %(hour)s an hour."
            " Correct the pay or the hours."
        ) % {"month": words.money(minimum.value), "hour": words.money(_by_hour(minimum))}
        yield _doubt("minimum", said, terms.pay(vacancy), _source(minimum))


def _hourly(vacancy: Vacancy, amount: float) -> float | None:
    """What an hour is paid; ``None`` while the hours of a month are not known. Hours beyond 35 make it no less."""
    if vacancy.pay_unit == "hour":
        return amount
    weekly = vacancy.weekly_hours or (FULL_TIME_HOURS if vacancy.full_time else None)
    if weekly is None:
        return None
    monthly = amount / 12 if vacancy.pay_unit == "year" else amount
    return monthly / (min(weekly, FULL_TIME_HOURS) * _WEEKS)


def _by_hour(minimum: Figure) -> float:
    return round(minimum.value / (FULL_TIME_HOURS * _WEEKS), 2)


def _paid_by_minimum(vacancy: Vacancy) -> bool:
    return vacancy.contract in _PAID_BY_IT and vacancy.department not in _OWN_MINIMUM


def _source(minimum: Figure) -> str:
    checked = minimum.source.checked
    if checked is None:
        return minimum.source.title
    return _("%(text)s – checked on %(day)s") % {"text": minimum.source.title, "day": words.day(checked)}


def _doubt(code: str, said: str, term: terms.Term, law: str) -> Warned:
    return Warned(code=code, severity=CHECK, words=said, law=law, found=term.words)
