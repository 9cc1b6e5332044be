"""Figures and days in words, for the template filters and for texts written in actions.

What is not known is said: each function answers "unknown" for nothing, never an empty string.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

NO_BREAK: Final = "\u00a0"


def unknown() -> str:
    """The word for a value that is not known."""
    return _("unknown")


def number(value: float | Decimal | int | None, *, decimals: int = 1) -> str:
    """A figure with the separators of the language in force: ``1 850``, ``12,5``; no decimals for whole numbers."""
    if value is None:
        return unknown()
    rounded = round(float(value), decimals)  # Django's own format cuts: 15.37 would be 15.3
    whole = rounded == int(rounded)
    return number_format(rounded, decimal_pos=0 if whole else decimals, force_grouping=True)


def money(value: float | Decimal | int | None, *, currency: str = "€") -> str:
    """An amount with its currency where the language puts it; cents only when there are some."""
    if value is None:
        return unknown()
    amount = number(value, decimals=2)
    if (get_language() or "").startswith("en"):
        return f"{currency}{amount}"
    return f"{amount}{NO_BREAK}{currency}"


def months(value: int | None) -> str:
    """A number of months in years and months: ``3 years and 2 months``."""
    if value is None:
        return unknown()
    years, rest = divmod(int(value), 12)
    in_years = ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    in_months = ngettext("%(count)s month", "%(count)s months", rest) % {"count": rest}
    if years and rest:
        return _("%(years)s and %(months)s") % {"years": in_years, "months": in_months}
    return in_years if years else in_months


def day(value: date | datetime | None) -> str:
    """A day with its month in words, in the language in force."""
    if value is None:
        return unknown()
    return _written(_as_date(value), _("j F Y"))


def weekday(value: date | datetime | None) -> str:
    """A day of these weeks, with the day of the week and without the year: ``Monday 2 March``."""
    return unknown() if value is None else _written(_as_date(value), _("l j F"))


def month_said(text: str) -> str:
    """A month or a year as a CV holds it (``2026-03``, ``2026``) in words: ``March 2026``, ``2026``."""
    year, _dash, rest = text.partition("-")
    number_of_month = rest[:2]
    if not (year.isdigit() and number_of_month.isdigit() and 1 <= int(number_of_month) <= 12):
        return text
    return date_format(date(int(year), int(number_of_month), 1), _("N Y"))


def _written(value: date, pattern: str) -> str:
    """``value`` in words; French writes the first of a month "1er"."""
    said = date_format(value, pattern)
    if value.day == 1 and (get_language() or "").startswith("fr"):
        return re.sub(r"\b1(?= \D)", "1er", said, count=1)
    return said


def month(value: date | None) -> str:
    """The month of a day in words: ``March 2026``."""
    return unknown() if value is None else date_format(value, _("F Y"))


def since(value: date | datetime | None) -> str:
    """How long ago (or in how long): "today", "3 days ago", "in 2 months"."""
    if value is None:
        return unknown()
    days = (timezone.localdate() - _as_date(value)).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days == -1:
        return _("tomorrow")
    span = _span(abs(days))
    return (_("%(span)s ago") if days > 0 else _("in %(span)s")) % {"span": span}


def _span(days: int) -> str:
    if days < 61:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    return months(days * 12 // 365)


def _as_date(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value
