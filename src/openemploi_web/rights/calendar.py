"""Calendar months, as the law counts them: a month after 31 January is the last day of February."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime


def add_months(at: datetime, months: int) -> datetime:
    """The same day and hour ``months`` later (earlier when negative), or the month's last day when it is shorter."""
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
