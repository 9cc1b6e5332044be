"""Areas beside each other by a few measures, each the order among all basins where it is known.

A page weighs the measures and puts the areas in order at once: :func:`order` is all it takes, and a measure that is
not known is left out of the mean instead of counting as nothing. Next: :mod:`.similar_areas`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from openemploi.diagnosis.facts_life import distance
from openemploi.diagnosis.looking import Looking
from openemploi.diagnosis.model import ComparedArea, Criterion
from openemploi.diagnosis.said import called, euros, number, offers, reason
from openemploi.i18n import _
from openemploi.labourmarket.model import Area, Figure, Level, Occupation, Row
from openemploi.labourmarket.wording import grade

MOST_AREAS: Final = 4


@dataclass(frozen=True, slots=True)
class Measure:
    """A criterion over all basins at once. ``values`` by code of basin; ``more``: whether more is better."""

    name: str
    figure: Figure
    values: Mapping[str, float]
    ranked: tuple[float, ...]
    more: bool

    def place(self, basin: str) -> float | None:
        """0 for the worst known basin to 1 for the best; equal ones share the middle of their places."""
        value = self.values.get(basin)
        if value is None or len(self.ranked) < 2:
            return None
        below = bisect_left(self.ranked, value)
        same = bisect_right(self.ranked, value) - below
        share = (below + (same - 1) / 2) / (len(self.ranked) - 1)
        return share if self.more else 1 - share

    def rank(self, basin: str) -> int:
        """1 for the best known basin."""
        value = self.values[basin]
        better = (
            len(self.ranked) - bisect_right(self.ranked, value)
            if self.more
            else bisect_left(self.ranked, value)
        )
        return better + 1


@dataclass(frozen=True, slots=True)
class Placed:
    """An area in the order of somebody's weights.

    Parameters
    ----------
    value:
        The weighted mean of the known criteria, 0 to 1; ``None`` when none of those that count is known.
    unknown:
        Names of the criteria with a weight that are not known for it.
    """

    area: ComparedArea
    value: float | None
    unknown: tuple[str, ...]


def order(areas: Sequence[ComparedArea], weights: Mapping[str, float]) -> tuple[Placed, ...]:
    """The areas, best first, by the weighted mean of what is known of each.

    Parameters
    ----------
    weights:
        From 0 (does not count) upwards, by name of criterion; one that is not named does not count.

    Areas of which nothing that counts is known come last; equal ones stay in the order they were given in.
    """
    placed = [_placed(area, weights) for area in areas]
    return tuple(sorted(placed, key=lambda one: (one.value is None, -(one.value or 0.0))))


def compared(look: Looking) -> tuple[ComparedArea, ...]:
    """The areas that were named, then the one the person lives in, at most four; each by its basin."""
    found = measures(look)
    named = asked_areas(look)
    return tuple(compare(look, area, measures=found, asked=True) for area in named)


def asked_areas(look: Looking) -> tuple[Area, ...]:
    """Up to four areas to compare: a département or a region gives way to its basins with most offers."""
    project, areas = look.project, list[Area]()
    for place in project.places:
        if look.basin(place) is not None:
            areas.append(place)
        elif place.level in (Level.DEPARTMENT, Level.REGION):
            areas += _basins_in(look, place)
    if project.here is not None and look.basin(project.here) is not None:
        areas = [*areas[: MOST_AREAS - 1], project.here]
    return tuple(dict.fromkeys(areas))[:MOST_AREAS]


def measures(look: Looking) -> tuple[Measure, ...]:
    """What basins are compared by: offers, people for an offer, tension, pay, the partner's work, rent, services."""
    goal, partner = look.goal, look.project.household.partner
    found = []
    if goal is not None:
        found += [
            _measure(look, "offers", "all_basins_offers", goal, more=True),
            _measure(look, "competition", "all_basins_people_per_offer", goal, more=False),
            _measure(look, "tension", "all_basins_tension", goal, more=True),
            _measure(look, "pay", "all_basins_pay", goal, more=True),
        ]
    if partner is not None:
        found.append(_measure(look, "partner", "all_basins_people_per_offer", partner, more=False))
    found += [
        _measure(look, "rent", "all_basins_rents", None, more=False),
        _measure(look, "services", "all_basins_facilities", None, more=True),
    ]
    return tuple(found)


def compare(
    look: Looking, area: Area, *, measures: Sequence[Measure], asked: bool, like: Area | None = None
) -> ComparedArea:
    """``area`` by all ``measures``, and by how near it is to where the person lives."""
    basin = look.basin(area)
    criteria = [_criterion(measure, area, basin) for measure in measures]
    if look.project.here is not None:
        criteria.append(_near(look, area))
    return ComparedArea(area, asked, tuple(criteria), like)


def label(name: str) -> str:
    """What a criterion is called."""
    return {
        "offers": _("Many offers"),
        "competition": _("Few people looking for each offer"),
        "tension": _("Employers find it hard to recruit"),
        "pay": _("Good pay"),
        "partner": _("Work for your partner"),
        "rent": _("Low rents"),
        "services": _("Many shops and services"),
        "near": _("Near where you live now"),
    }[name]


def _measure(look: Looking, name: str, query: str, occupation: Occupation | None, *, more: bool) -> Measure:
    figure = look.observatory.figure(query, occupation=occupation)
    values = {row.code: row.value for row in figure.rows if row.value is not None}
    return Measure(name, figure, values, tuple(sorted(values.values())), more)


def _criterion(measure: Measure, area: Area, basin: Area | None) -> Criterion:
    name, value = measure.name, None if basin is None else measure.place(basin.code)
    if basin is None or value is None:
        figure = measure.figure
        why = reason(figure) or _("The data has no line for this occupation or this area.")
        return Criterion(name, label(name), None, _("Not known.") + " " + why, figure)
    row = next(row for row in measure.figure.rows if row.code == basin.code)
    figure = replace(
        measure.figure,
        asked=area,
        shown=basin,
        value=row.value,
        rows=(row,),
        n=row.n,
        low=row.low,
        high=row.high,
    )
    said = _(
        "{what}: place {rank} of {n} basins.",
        what=_value(name, row),
        rank=measure.rank(basin.code),
        n=len(measure.ranked),
    )
    return Criterion(name, label(name), value, said, figure)


def _value(name: str, row: Row) -> str:
    value = row.value or 0.0
    match name:
        case "offers":
            return _("{offers} in the year", offers=offers(value))
        case "competition" | "partner":
            return _("{ratio} people looking for ten offers", ratio=number(value * 10, decimals=1))
        case "tension":
            return _("Difficulty to recruit {grade} ({value} of 5)", grade=grade(value), value=number(value))
        case "pay":
            return _("Middle gross pay {pay} a month", pay=euros(value))
        case "rent":
            return _("Rent of the middle commune {rent} € per m²", rent=number(value, decimals=1))
        case _services:
            return _("Shops and services: {n}", n=number(value))


def _near(look: Looking, area: Area) -> Criterion:
    here = look.project.here
    km = None if here is None else 0.0 if area == here else distance(look, here, area)
    if km is None:
        return Criterion("near", label("near"), None, _("Not known."))
    return Criterion("near", label("near"), _nearness(km), _("{km} km, as the crow flies", km=number(km)))


#: The distance at which nearness is one half: about an hour by road.
_HALF_KM: Final = 60.0


def _nearness(km: float) -> float:
    """1 where one lives, a half at 60 km, and towards 0: what is far is far, in a region or across the country."""
    return _HALF_KM / (_HALF_KM + km)


def _placed(area: ComparedArea, weights: Mapping[str, float]) -> Placed:
    total = weighed = 0.0
    unknown = []
    for criterion in area.criteria:
        weight = max(0.0, weights.get(criterion.name, 0.0))
        if weight == 0:
            continue
        if criterion.value is None:
            unknown.append(criterion.name)
            continue
        total += weight * criterion.value
        weighed += weight
    return Placed(area, total / weighed if weighed else None, tuple(unknown))


def _basins_in(look: Looking, place: Area) -> list[Area]:
    inside = [
        one
        for one in look.observatory.look_up.inside(place, Level.BASIN)
        if place in look.observatory.look_up.larger(one)
    ]
    counted = look.figure("all_basins_offers") if look.goal else None
    many = {row.code: row.value or 0.0 for row in counted.rows} if counted else {}
    return sorted(inside, key=lambda one: (-many.get(one.code, 0.0), called(one)))[:MOST_AREAS]
