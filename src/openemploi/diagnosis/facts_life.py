"""Findings about life at a place: housing, travel, services, schools, care, and how one lives there.

Most of it is not in any data that is here; then it says so, and what the person can do to know.
"""

from __future__ import annotations

from typing import Final

from openemploi.diagnosis.looking import Looking, household_size, surface
from openemploi.diagnosis.model import Bearing, Finding, Theme
from openemploi.diagnosis.said import called, euros, not_observed, number, people, reason
from openemploi.i18n import _
from openemploi.labourmarket.model import FRANCE, Area, Figure, Level
from openemploi.labourmarket.wording import of_area
from openemploi.territory.places import Point, distance_km

_DOMAINS: Final = {
    Theme.SERVICES: ("domain_A", "domain_B"),
    Theme.SCHOOLS: ("domain_C",),
    Theme.CARE: ("domain_D",),
    Theme.CLIMATE: ("domain_F",),
}


def housing(look: Looking, place: Area) -> Finding:
    """What a dwelling for the household costs there, beside what can be paid and what work pays there."""
    figure, row = look.rent(place)
    if row is None or row.value is None:
        return not_observed(
            Theme.HOUSING,
            _("What a dwelling costs in {place} is not known.", place=called(place)),
            place,
            figure,
            to_do=_("Look at a few advertisements there."),
        )
    household = look.project.household
    size, budget = surface(household), household.rent
    cost = row.value * size
    low, high = (None if end is None else end * size for end in (row.low, row.high))
    sentence = _(
        "A flat of {surface} m² in {place} is advertised at about {rent} a month with charges",
        surface=number(size),
        place=called(place) if figure.name == "rents" else row.label,
        rent=euros(cost),
    )
    if low is not None and high is not None:
        sentence += " " + _("(from {low} to {high})", low=euros(low), high=euros(high))
    sentence += "."
    if not household.surface:
        sentence += " " + _(
            "We counted {surface} m² for {people}.",
            surface=number(size),
            people=people(household_size(household)),
        )
    sentence += _where_one_is(look, place, size)
    bearing = Bearing.NEUTRAL
    if budget is not None:
        sentence += " " + _("You can pay {budget}.", budget=euros(budget))
        bearing = _fits(budget, cost, low, high)
        if bearing is Bearing.NEUTRAL and cost > budget:
            sentence += " " + _(
                "That is {less} less than this rent; some dwellings cost less.", less=euros(cost - budget)
            )
    pay = look.figure("pay_quartiles", area=place) if look.goal else None
    if pay is not None and pay.value:
        sentence += " " + _(
            "The rent is {share} % of the middle gross pay of the offers.",
            share=number(100 * cost / pay.value),
        )
    return Finding(Theme.HOUSING, bearing, sentence, place, figure, reason(figure))


def travel(look: Looking, place: Area) -> Finding:
    """How far the place is; the time from door to door takes timetables."""
    here = look.project.here
    km = None if here is None or here == place else distance(look, here, place)
    timetables = _("The time from door to door takes timetables, which are not read here.")
    to_do = _("Look up the way at the hour you would leave.")
    if here is None or km is None:
        why = _("You have not said where you live.") if here is None else timetables
        return Finding(
            Theme.TRAVEL,
            Bearing.UNKNOWN,
            _("How long the way to work would be is not known."),
            place,
            why_unknown=why,
            to_do=to_do,
        )
    sentence = _(
        "{place} is {km} km from {here}, as the crow flies.",
        place=called(place),
        here=of_area(here),
        km=number(km),
    )
    return Finding(Theme.TRAVEL, Bearing.NEUTRAL, sentence, place, why_unknown=timetables, to_do=to_do)


def around(look: Looking, theme: Theme, place: Area) -> Finding:
    """Facilities of a theme at the place, or that they are not known."""
    figure = look.observatory.figure("area_facilities", area=place)
    rows = [row for row in figure.rows if row.code in _DOMAINS[theme] and row.value is not None]
    if not figure.known or figure.shown.level is Level.COUNTRY:
        return Finding(
            theme, Bearing.UNKNOWN, _unknown(theme, place), place, figure, _why(theme, figure), _to_do(theme)
        )
    count = sum(row.value or 0 for row in rows)
    missing = theme is Theme.SCHOOLS and count == 0 and bool(look.project.household.children)
    return Finding(
        theme,
        Bearing.CONSTRAINT if missing else Bearing.NEUTRAL,
        _counted(theme, called(figure.shown), number(count), figure.period),
        place,
        figure,
        to_do=_to_do(theme),
    )


def distance(look: Looking, one: Area, other: Area) -> float | None:
    """Kilometres between the middles of two areas; ``None`` when a middle is not known."""
    if FRANCE in (one, other):
        return None
    here, there = look.observatory.look_up.point(one), look.observatory.look_up.point(other)
    if here is None or there is None:
        return None
    return distance_km(Point(one.name, *here), Point(other.name, *there))


def _where_one_is(look: Looking, place: Area, size: float) -> str:
    """The same flat where the person lives now, for those who move."""
    here = look.project.here
    if not look.moves or here is None or here == place:
        return ""
    figure, row = look.rent(here)
    if row is None or row.value is None:
        return ""
    name = called(here) if figure.name == "rents" else row.label
    return " " + _("Where you are, in {place}: about {rent}.", place=name, rent=euros(row.value * size))


def _fits(budget: float, cost: float, low: float | None, high: float | None) -> Bearing:
    if budget >= (cost if high is None else high):
        return Bearing.LEVER
    return Bearing.CONSTRAINT if budget < (cost if low is None else low) else Bearing.NEUTRAL


def _unknown(theme: Theme, place: Area) -> str:
    name = called(place)
    return {
        Theme.SERVICES: _("Which shops and services there are in {place} is not known.", place=name),
        Theme.SCHOOLS: _("Which schools there are in {place} is not known.", place=name),
        Theme.CARE: _("Which doctors and care there are in {place} is not known.", place=name),
        Theme.CLIMATE: _("How one lives in {place} is not known.", place=name),
    }[theme]


def _counted(theme: Theme, place: str, n: str, year: str) -> str:
    return {
        Theme.SERVICES: _(
            "Shops and services counted in {place} in {year}: {n}.", place=place, n=n, year=year
        ),
        Theme.SCHOOLS: _(
            "Schools and places of teaching counted in {place} in {year}: {n}.", place=place, n=n, year=year
        ),
        Theme.CARE: _(
            "Doctors and places of care counted in {place} in {year}: {n}.", place=place, n=n, year=year
        ),
        Theme.CLIMATE: _(
            "Places for sport, leisure and culture counted in {place} in {year}: {n}.",
            place=place,
            n=n,
            year=year,
        ),
    }[theme]


def _why(theme: Theme, figure: Figure) -> str:
    if theme is Theme.CLIMATE:
        return _("No data says what living somewhere is like.") + " " + reason(figure)
    return reason(figure)


def _to_do(theme: Theme) -> str:
    return {
        Theme.SERVICES: _("Look at a map of what you need every week."),
        Theme.SCHOOLS: _("Ask the town hall which school your street belongs to."),
        Theme.CARE: _("Ask whether a doctor there still takes new patients."),
        Theme.CLIMATE: _("Spend a few ordinary days there, and talk with people who moved there."),
    }[theme]
