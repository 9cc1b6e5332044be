"""The terms of an offer in words, each known or said to be unknown: what every page shows of contract, hours and pay.

An offer that does not say its pay says so here; nothing is guessed. Cards, the public page, the comparison of
offers and messages all take their words from this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openemploi.extraction.model import Contract
from openemploi_web.ui import words
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.offered import OfferRow

CONTRACTS: Final[dict[str, str | Promise]] = {
    Contract.PERMANENT.value: gettext_lazy("Permanent contract"),
    Contract.FIXED_TERM.value: gettext_lazy("Fixed-term contract"),
    Contract.TEMPORARY.value: gettext_lazy("Temporary agency work"),
    Contract.SEASONAL.value: gettext_lazy("Seasonal contract"),
    Contract.APPRENTICESHIP.value: gettext_lazy("Work-study contract"),
    Contract.INTERNSHIP.value: gettext_lazy("Internship"),
    Contract.CIVIL_SERVICE.value: gettext_lazy("Civil servant, by competition"),
    Contract.SELF_EMPLOYED.value: gettext_lazy("Self-employed work"),
    Contract.VOLUNTEERING.value: gettext_lazy("Volunteering"),
}
FULL_TIME_HOURS: Final = 35.0  # a week; Code du travail, L3121-27


@dataclass(frozen=True, slots=True)
class Term:
    """One term of an offer; ``words`` says that it is not given when it is not ``known``."""

    name: str
    label: str
    words: str
    known: bool = True


def terms(vacancy: Vacancy) -> list[Term]:
    """What the offer says of itself, in the order in which people ask."""
    return [
        contract(vacancy),
        hours(vacancy),
        pay(vacancy),
        place(vacancy),
        remote(vacancy),
        Term("openings", _("Positions"), words.number(vacancy.openings)),
        closing(vacancy),
    ]


def in_short(vacancy: Vacancy) -> list[Term]:
    """What a card shows."""
    return [place(vacancy), contract(vacancy), hours(vacancy), pay(vacancy)]


def contract(vacancy: Vacancy) -> Term:
    """The kind of contract and for how long."""
    label = _("Contract")
    if not vacancy.contract:
        return _not_given("contract", label)
    kind = str(CONTRACTS.get(vacancy.contract, vacancy.contract))
    if vacancy.contract_months:
        span = (
            words.months(round(vacancy.contract_months))
            if vacancy.contract_months >= 1
            else _("less than a month")
        )
        kind = _("%(contract)s, %(span)s") % {"contract": kind, "span": span}
    return Term("contract", label, kind)


def hours(vacancy: Vacancy) -> Term:
    """Full time or part time, and hours a week."""
    label = _("Working hours")
    full = vacancy.full_time
    if full is None and vacancy.weekly_hours is not None:
        full = vacancy.weekly_hours >= FULL_TIME_HOURS
    if full is None:
        return _not_given("hours", label)
    kind = _("Full time") if full else _("Part time")
    if vacancy.weekly_hours is not None:
        count = words.number(vacancy.weekly_hours)
        return Term("hours", label, _("%(kind)s, %(count)s hours a week") % {"kind": kind, "count": count})
    return Term("hours", label, kind)


def pay(vacancy: Vacancy) -> Term:
    """What is paid, before tax, by hour, month or year."""
    label = _("Pay before tax")
    low, high = vacancy.pay_minimum, vacancy.pay_maximum
    if low is None and high is None:
        return _not_given("pay", label)
    if low is not None and high is not None and low != high:
        amount = _("%(low)s to %(high)s") % {"low": words.money(low), "high": words.money(high)}
    elif low is None:
        amount = _("up to %(high)s") % {"high": words.money(high)}
    elif high is None:
        amount = _("from %(low)s") % {"low": words.money(low)}
    else:
        amount = words.money(low)
    unit = {"hour": _("%(amount)s an hour"), "month": _("%(amount)s a month"), "year": _("%(amount)s a year")}
    pattern = unit.get(vacancy.pay_unit, _("%(amount)s (the offer does not say for how long)"))
    return Term("pay", label, pattern % {"amount": amount})


def place(vacancy: Vacancy) -> Term:
    """Where one works."""
    label = _("Place of work")
    if not vacancy.commune:
        return _not_given("place", label)
    if vacancy.department:
        shown = _("%(commune)s (%(department)s)") % {
            "commune": vacancy.commune,
            "department": vacancy.department,
        }
        return Term("place", label, shown)
    return Term("place", label, vacancy.commune)


def remote(vacancy: Vacancy) -> Term:
    """Whether one may work from home."""
    label = _("Work from home")
    if vacancy.remote is None:
        return _not_given("remote", label)
    return Term("remote", label, _("Possible") if vacancy.remote else _("Not possible"))


def closing(vacancy: Vacancy) -> Term:
    """Until when one may apply."""
    label = _("Last day to apply")
    if vacancy.closes_on is None:
        return _not_given("closing", label)
    said = _("%(day)s (%(since)s)") % {
        "day": words.day(vacancy.closes_on),
        "since": words.since(vacancy.closes_on),
    }
    return Term("closing", label, said)


def takes_applications(vacancy: Vacancy | OfferRow) -> bool:
    """Whether one may apply today: it is published and its last day is not over."""
    return vacancy.state == Vacancy.State.PUBLISHED and (
        vacancy.closes_on is None or vacancy.closes_on >= timezone.localdate()
    )


def _not_given(name: str, label: str) -> Term:
    return Term(name, label, _("not given by the employer"), known=False)
