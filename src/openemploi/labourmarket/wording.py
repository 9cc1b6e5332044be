"""What a figure says in words, in the language in force: its names, why it is unknown, and how its rows are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from openemploi.connectors.base import connectors
from openemploi.i18n import _, language, ngettext
from openemploi.labourmarket.declared import Query, queries
from openemploi.labourmarket.model import Area, Figure, Level, Reason, Row
from openemploi.territory import french

_NUMBERED: Final = re.compile(r"T\d")


@dataclass(frozen=True, slots=True)
class Words:
    """The declared sentences of a figure; empty where it has none."""

    title: str
    unit: str
    unit_of_n: str
    rule: str
    method: str
    says_not: str
    to_know: str


def words(name: str) -> Words:
    """The sentences of the figure called ``name``. Raises ``KeyError``."""
    query = queries()[name]
    return Words(
        *(
            _(text) if text else ""
            for text in (
                query.title,
                query.unit,
                query.unit_of_n,
                query.rule,
                query.method,
                query.says_not,
                query.to_know,
            )
        )
    )


def why_unknown(figure: Figure) -> str:
    """Why it is not known for the area that was asked; empty when it is."""
    unknown = figure.unknown
    if unknown is None:
        return ""
    match unknown.reason:
        case Reason.NOT_IMPORTED:
            return _("The data it needs was not imported here: {names}.", names=_datasets(unknown.datasets))
        case Reason.NO_ROW:
            return _("The data has no line for this occupation or this area.")
        case Reason.WITHHELD:
            return _("The producer keeps this number secret.")
        case Reason.TOO_FEW:
            least = queries()[figure.name].least
            return ngettext(
                "It rests on {count} observation, and at least {least} are needed.",
                "It rests on {count} observations, and at least {least} are needed.",
                unknown.n or 0,
                least=least,
            )
        case Reason.NOT_PUBLISHED:
            return _(
                "It is not published for this kind of area: {kind}.", kind=level_name(figure.asked.level)
            )
        case Reason.NOT_COVERED:
            return ngettext(
                "What was imported hardly covers this area: {count} observation, whatever the occupation.",
                "What was imported hardly covers this area: {count} observations, whatever the occupation.",
                unknown.n or 0,
            )
        case Reason.OUTDATED:
            return _(
                "Its data was imported by an earlier version of this software, without a column that is needed. "
                "Import it again: {names}.",
                names=_datasets(unknown.datasets),
            )
        case Reason.ONE_PERIOD:
            return _("The data covers one period only, and a change takes two.")


def level_name(level: Level) -> str:
    """What a kind of area is called."""
    return {
        Level.COMMUNE: _("commune"),
        Level.EMPLOYMENT_AREA: _("employment area"),
        Level.BASIN: _("employment basin"),
        Level.DEPARTMENT: _("department"),
        Level.REGION: _("region"),
        Level.COUNTRY: _("country"),
    }[level]


def area_name(area: Area) -> str:
    """The area with its kind, where its name alone would be taken for a commune."""
    match area.level:
        case Level.EMPLOYMENT_AREA:
            return _("Employment area of {name}", name=_land(area.name))
        case Level.BASIN:
            if area.name.startswith("Bassin "):
                return area.name
            return _("Basin of {name}", name=_land(area.name))
        case Level.COUNTRY:
            return _("France")
        case _other:
            return area.name


def of_area(area: Area) -> str:
    """The area behind "of": in French with its "de", contracted; elsewhere its name alone, behind the sentence's word.

    So French sentences leave "de" out: "autour {place}" for "around {place}".
    """
    name = area_name(area)
    if language() != "fr":
        return name
    match area.level:
        case Level.COMMUNE:
            return french.of_place(name)
        case Level.BASIN:
            return f"du {name[:1].lower()}{name[1:]}"
        case Level.EMPLOYMENT_AREA:
            return f"de la {name[:1].lower()}{name[1:]}"
        case Level.COUNTRY:
            return f"de la {name}"
        case _other:
            return french.of_land(name)


def to_area(area: Area) -> str:
    """The area behind "to": in French with its "à", contracted; elsewhere its name alone, as :func:`of_area`."""
    return french.to(of_area(area)) if language() == "fr" else area_name(area)


def _land(name: str) -> str:
    """What a basin is called after, behind "of"; a number of the Greater Paris stands by itself: T4 Paris."""
    if language() != "fr" or _NUMBERED.match(name):
        return name
    return french.of_land(name)


def row_label(figure: Figure, row: Row) -> str:
    """What a row is called: the label of the data, or the words for one of our codes."""
    known = {
        "q1": _("First quartile"),
        "median": _("Median"),
        "q3": _("Third quartile"),
        "duplicates": _("Duplicates"),
        "stated": _("With a pay"),
        "hiring_intensity": _("Employers hire a lot"),
        "workforce_shortage": _("Few people are looking for this work"),
        "training_link": _("The work asks for a specific training"),
        "working_conditions": _("Working conditions are demanding"),
        "non_durable_jobs": _("The jobs do not last"),
        "geographic_mismatch": _("People live elsewhere than the jobs are"),
        "CDI": _("Permanent contract"),
        "CDD": _("Fixed-term contract"),
        "MIS": _("Temporary agency"),
        "SAI": _("Seasonal work"),
        "LIB": _("Self-employed"),
        "FRA": _("Franchise"),
        "?": _("Not stated"),
        "domain_A": _("Services"),
        "domain_B": _("Shops"),
        "domain_C": _("Education"),
        "domain_D": _("Health and care"),
        "domain_E": _("Transport"),
        "domain_F": _("Sport, leisure and culture"),
        "domain_G": _("Tourism"),
    }
    return known.get(row.label, row.label)


def grade(value: float) -> str:
    """A grade from 1 to 5 in words."""
    return {
        1: _("very low"),
        2: _("low"),
        3: _("middling"),
        4: _("high"),
        5: _("very high"),
    }[min(5, max(1, round(value)))]


def is_grade(query: Query) -> bool:
    """Whether its values are grades from 1 to 5."""
    return query.unit == "of 5"


def _datasets(codes: tuple[str, ...]) -> str:
    """What their producers call them, with the code that an operator imports them by."""
    known = _titles()
    return "; ".join(f"{known[code]} ({code})" if code in known else code for code in codes)


@cache
def _titles() -> dict[str, str]:
    return {kind: one.title for kind, one in connectors().items()}
