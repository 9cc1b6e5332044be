"""What publishers' words for times, pay and places mean; what is not understood stays as it is, or is null.

A time that is not understood is handed on as written, so that validation rejects it and says so. Pay is null then:
its statement is kept beside it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from zoneinfo import ZoneInfo

from lxml import html

from openemploi.profiles import france_travail_values as values

_PARIS: Final = ZoneInfo("Europe/Paris")
_FORMS: Final = ("%Y-%m-%d", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")
_MONTHS: Final = re.compile(r"sur\s+(\d{1,2}(?:[.,]\d+)?)\s*mois", re.IGNORECASE)
_NUMBER: Final = r"(\d+(?:[.,]\d+)?)"
_THOUSANDS: Final = re.compile(
    rf"^(?P<from>[aàAÀ] partir de )?{_NUMBER}(?:\s*(?:-|à|a)\s*{_NUMBER})?"
    r"\s*k\s?€\s*(?:brut\s*)?(?:annuel|par an|/an)\b"
)
_LABELLED: Final = re.compile(r"^(\d{2,3}|2[AB])\s*-\s")
_BLOCKS: Final = re.compile(r"</?(?:p|br|li|ul|ol|div|h[1-6]|tr)\b[^>]*>", re.IGNORECASE)


def moment(text: str | None) -> str | None:
    """A time as UTC, ``2025-08-21T12:46:54``; one without zone is Paris's. What is no time stays as written.

    >>> moment("2025-08-21T12:46:54.000Z"), moment("11/12/2025 10:41:41"), moment("demain")
    ('2025-08-21T12:46:54', '2025-12-11T09:41:41', 'demain')
    """
    if not text or not text.strip():
        return None
    found = _moment(text.strip())
    if found is None:
        return text
    if found.tzinfo is None:
        found = found.replace(tzinfo=_PARIS)
    return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def pay(text: str | None) -> tuple[str | None, str | None, str | None, str | None]:
    """Lowest, highest, period and number of months of a statement of pay, as texts; nulls when it says none.

    >>> pay("Mensuel de 1850.0 Euros à 2000.0 Euros sur 13.0 mois")
    ('1850.0', '2000.0', 'month', '13.0')
    >>> pay("A partir de 21 k€ brut annuel"), pay("A négocier")
    (('21000.0', None, 'year', None), (None, None, None, None))
    """
    if not text:
        return None, None, None, None
    months = _MONTHS.search(text)
    if found := values.pay(text):
        times = float(months[1].replace(",", ".")) if months else 0.0
        return str(found[0]), str(found[1]), found[2], str(times) if 1 <= times <= 24 else None
    if thousands := _THOUSANDS.match(text.strip()):
        low, high = (float(one.replace(",", ".")) * 1000 if one else None for one in thousands.group(2, 3))
        upper = None if thousands["from"] else str(high or low)
        return str(low), upper, "year", None
    return None, None, None, None


def department(insee: str | None, postcode: str | None, label: str | None) -> str | None:
    """The department of a place, from what is surest; ``None`` when nothing says.

    >>> department("97411", None, None), department(None, "06000", None), department(None, None, "01 - BELLEY")
    ('974', '06', '01')
    """
    if insee and re.fullmatch("[0-9][0-9AB][0-9]{3}", insee):
        return insee[:3] if insee[:2] in ("97", "98") else insee[:2]
    if labelled := _LABELLED.match(label or ""):
        return labelled[1]
    if postcode and re.fullmatch("[0-9]{5}", postcode) and not postcode.startswith("20"):
        return postcode[:3] if postcode[:2] in ("97", "98") else postcode[:2]
    return None  # Corsica's postcodes do not tell its two departments apart


def plain(markup: str | None) -> str | None:
    """Text of a piece of HTML, one line a block.

    >>> plain("<p>Bonjour&nbsp;!</p><ul><li>un</li><li>deux</li></ul>")
    'Bonjour\\xa0!\\nun\\ndeux'
    """
    if markup is None or not markup.strip():
        return None
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    text = str(html.fromstring(f"<div>{_BLOCKS.sub(chr(10), markup)}</div>").xpath("string()"))
    return "\n".join(line.strip(" \t") for line in text.splitlines() if line.strip()) or None


def _moment(text: str) -> datetime | None:
    try:
        if "T" in text or re.match(r"\d{4}-\d\d-\d\d ", text):
            return datetime.fromisoformat(text)
    except ValueError:
        return None
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
