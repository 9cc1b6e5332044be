"""How numbers, areas and occupations are said in the sentences of a diagnosis, in the language in force."""

from __future__ import annotations

from typing import Final

from openemploi.diagnosis.model import Bearing, Finding, Theme
from openemploi.i18n import _, language, ngettext
from openemploi.labourmarket.model import Area, Figure, Level, Occupation, Reason
from openemploi.labourmarket.wording import area_name, of_area, why_unknown

_SEPARATORS: Final = {"fr": ("\u202f", ","), "en": (",", "."), "ko": (",", ".")}


def number(value: float, *, decimals: int = 0) -> str:
    """``value`` with its thousands apart, as the reader's language writes it.

    >>> from openemploi.i18n import use_language
    >>> use_language("en"); number(1234.56, decimals=1)
    '1,234.6'
    """
    thousands, point = _SEPARATORS[language()]
    whole = f"{value:,.{decimals}f}"
    return whole.replace(",", "\0").replace(".", point).replace("\0", thousands)


def where(figure: Figure) -> str:
    """The area that a figure is about, said as a part of a sentence: larger than what was asked where it must be."""
    shown = area_name(figure.shown)
    if not figure.widened or figure.shown.level is Level.COUNTRY:
        return shown
    return _("{larger} (around {asked})", larger=shown, asked=of_area(figure.asked))


def trade(occupation: Occupation) -> str:
    """The occupation as ROME calls it."""
    return occupation.label


def people(count: int) -> str:
    """So many people."""
    return ngettext("{count} person", "{count} people", count)


def offers(count: float) -> str:
    """So many offers."""
    rounded = round(count)
    return ngettext("{count} offer", "{count} offers", rounded).replace(str(rounded), number(rounded), 1)


def months(value: float) -> str:
    """So many months, with a decimal where there is one."""
    if value == round(value):
        return ngettext("{count} month", "{count} months", round(value))
    return _("{count} months", count=number(value, decimals=1))


def euros(value: float) -> str:
    """An amount, to the euro."""
    return _("€{amount}", amount=number(value))


def reason(figure: Figure) -> str:
    """Why a figure is not known for the area that was asked; nothing when it is about the area around by nature."""
    if figure.known and figure.unknown is not None and figure.unknown.reason is Reason.NOT_PUBLISHED:
        return ""
    return why_unknown(figure)


def called(area: Area) -> str:
    """An area in a sentence."""
    return area_name(area)


def not_observed(theme: Theme, sentence: str, place: Area, figure: Figure, *, to_do: str) -> Finding:
    """That something is not known of a place, with why the figure is not, and what the person can do to know."""
    return Finding(theme, Bearing.UNKNOWN, sentence, place, figure, reason(figure), to_do)
