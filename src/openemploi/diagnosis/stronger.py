"""Ways to make a project stronger, each with the effect that was computed for it; a way without a number is not told.

One way of each kind, those that change most first; a second area next door where that leaves fewer than three. All
are about the first place that is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from openemploi.diagnosis.facts_life import distance
from openemploi.diagnosis.gaps import code_of
from openemploi.diagnosis.looking import Looking, surface
from openemploi.diagnosis.model import Stronger
from openemploi.diagnosis.said import called, euros, number, offers, trade
from openemploi.i18n import _
from openemploi.labourmarket.model import FRANCE, Area, Level, Occupation
from openemploi.labourmarket.wording import of_area

WAYS: Final = 3
_NEXT_DOOR_KM: Final = 60.0  # as the crow flies, from the place to the middle of the basin
_LESS_PAY: Final = 0.9
_RADIUS, _WIDER = "30", "50"
_REGULATED: Final = "regulated"


def stronger(look: Looking) -> tuple[Stronger, ...]:
    """At most three ways: first what lifts a rent that cannot be paid, then the largest effect for its size."""
    place = look.places[0]
    found = list(_told(_ways(look, place)))
    if look.goal is not None and len(found) < WAYS:
        found += islice(_told(_next_door(look, place, look.goal)), 1, 2)
    return tuple(sorted(found, key=_gain, reverse=True)[:WAYS])


def _told(ways: Iterable[Stronger]) -> Iterator[Stronger]:
    return (way for way in ways if way.before is not None and way.after is not None)


def _ways(look: Looking, place: Area) -> Iterator[Stronger]:
    goal, household = look.goal, look.project.household
    if goal is not None:
        yield from _wider(look, place, goal)
        yield from islice(_next_door(look, place, goal), 1)
        yield from _other_occupation(look, place, goal, whose_partner=False)
        yield from _skill(look, place)
        yield from _less_pay(look, place)
    if household.partner is not None:
        yield from _other_occupation(look, place, household.partner, whose_partner=True)
        if goal is not None:
            yield from _better_for_both(look, place, household.partner)
    yield from _lower_rent(look, place)


def _gain(way: Stronger) -> tuple[bool, float]:
    before, after = way.before or 0.0, way.after or 0.0
    lifts = way.figure is not None and way.figure.name == "rents_around"
    return lifts, abs(after - before) / max(before, after, 1.0)


def _wider(look: Looking, place: Area, goal: Occupation) -> Iterator[Stronger]:
    if place.level is not Level.COMMUNE:
        return
    figure = look.figure("offers_around", area=place)
    counted = {row.code: row.value for row in figure.rows}
    before, after = counted.get(_RADIUS), counted.get(_WIDER)
    if before is not None and after is not None and after > before:
        yield Stronger(
            _("Look up to {km} km around {place}.", km=_WIDER, place=of_area(place)),
            _(
                "Offers of {trade} more than within {km} km: {n}.",
                n=number(after - before),
                trade=trade(goal),
                km=_RADIUS,
            ),
            before,
            after,
            _("offers now"),
            figure,
        )


def _next_door(look: Looking, place: Area, goal: Occupation) -> Iterator[Stronger]:
    """The basins next door that have offers, those with most first."""
    basin = look.basin(place)
    own = look.figure("year_offers", area=basin) if basin else None
    if basin is None or own is None or own.value is None or own.shown != basin:
        return
    every = look.figure("all_basins_offers")
    near: list[tuple[float, str]] = []
    for row in every.rows:
        if row.code != basin.code and row.value is not None:
            other = Area(Level.BASIN, row.code, row.label)
            km = distance(look, place, other)
            if km is not None and km <= _NEXT_DOOR_KM:
                near.append((row.value, row.code))
    for more, code in sorted(near, reverse=True):
        other_area = look.observatory.look_up.area(f"basin-{code}")
        if other_area is None or round(more) == 0:
            continue
        km = distance(look, place, other_area) or 0.0
        yield Stronger(
            _("Look in {area} too, {km} km away as the crow flies.", area=called(other_area), km=number(km)),
            _(
                "This adds {more} of {trade} in a year ({year}) to those of {basin}.",
                more=offers(more),
                trade=trade(goal),
                year=own.period,
                basin=called(basin),
            ),
            own.value,
            own.value + round(more),
            _("offers in a year"),
            look.figure("year_offers", area=other_area),
        )


def _other_occupation(
    look: Looking, place: Area, occupation: Occupation, *, whose_partner: bool
) -> Iterator[Stronger]:
    """The neighbouring occupation of ROME with most offers, among those that no law closes where there is one."""
    basin = look.basin(place)
    own = look.figure("year_offers", area=place, occupation=occupation)
    if basin is None or own.value is None or own.shown != basin:
        return
    figure = look.figure("neighbours_offers", area=basin, occupation=occupation)
    shared = [row for row in figure.rows if row.k and row.value]
    if not shared:
        return
    best = max(shared, key=lambda row: (row.note != _REGULATED, row.value or 0.0, row.code))
    sentence = (
        _("Your partner may also look at: {trade}.", trade=best.label)
        if whose_partner
        else _("Also look at a neighbouring occupation: {trade}.", trade=best.label)
    )
    effect = _(
        "This adds {more} in {year} ({place}). Of the {n} skills of {held}, {k} are also in its sheet.",
        more=offers(best.value or 0.0),
        year=figure.period,
        place=called(basin),
        k=best.k,
        n=best.n,
        held=trade(occupation),
    )
    if best.note == _REGULATED:
        effect += " " + _("The law asks for a title or a diploma there.")
    yield Stronger(
        sentence, effect, own.value, own.value + (best.value or 0.0), _("offers in a year"), figure
    )


def _better_for_both(look: Looking, place: Area, partner: Occupation) -> Iterator[Stronger]:
    """A basin of the same region with fewer people for an offer of the partner's work, and no more for the person's."""
    basin = look.basin(place)
    region = basin and look.observatory.look_up.containing(basin, Level.REGION)
    if basin is None or region is None:
        return
    mine, theirs = (
        {row.code: row.value for row in figure.rows if row.value is not None}
        for figure in (
            look.figure("all_basins_people_per_offer"),
            look.figure("all_basins_people_per_offer", occupation=partner),
        )
    )
    if basin.code not in mine or basin.code not in theirs:
        return
    better = [
        (theirs[one.code], one.code, one)
        for one in look.observatory.look_up.inside(region, Level.BASIN)
        if one.code in mine
        and theirs.get(one.code, theirs[basin.code]) < theirs[basin.code]
        and mine[one.code] <= mine[basin.code]
    ]
    if not better:
        return
    after, code, area = min(better)
    before = theirs[basin.code]
    yield Stronger(
        _("Think of {area} as well, in the same region.", area=called(area)),
        _(
            "For your partner, {after} people looking for ten offers instead of {before}; "
            "for you, {mine} instead of {now}.",
            after=number(after * 10, decimals=1),
            before=number(before * 10, decimals=1),
            mine=number(mine[code] * 10, decimals=1),
            now=number(mine[basin.code] * 10, decimals=1),
        ),
        before * 10,
        after * 10,
        _("people looking for ten offers"),
        look.figure("people_per_offer", area=area, occupation=partner),
    )


def _skill(look: Looking, place: Area) -> Iterator[Stronger]:
    """The one skill that would make most offers ask nothing that the person lacks."""
    if not look.project.skills or place.level is not Level.COMMUNE:
        return
    figure = look.figure("offers_around_skills", area=place)
    asked: defaultdict[str, set[str]] = defaultdict(set)
    labels = {row.code: row.label for row in figure.rows}
    for row in figure.rows:
        asked[row.note].add(row.code)
    held = {code_of(uri) for uri in look.project.skills}
    within = sum(codes <= held for codes in asked.values())
    opened: defaultdict[str, int] = defaultdict(int)
    for codes in asked.values():
        lacking = codes - held
        if len(lacking) == 1:
            opened[lacking.pop()] += 1
    if not opened:
        return
    code = min(opened, key=lambda one: (-opened[one], one))
    yield Stronger(
        _("Learn: {skill}.", skill=labels[code]),
        _(
            "This opens {more} within 30 km: they ask for nothing else that you have not written down.",
            more=offers(opened[code]),
        ),
        float(within),
        float(within + opened[code]),
        _("offers now"),
        figure,
    )


def _less_pay(look: Looking, place: Area) -> Iterator[Stronger]:
    needed = look.project.pay_needed
    if needed is None or place.level is not Level.COMMUNE:
        return
    figure = look.figure("offers_around_pay", area=place)
    pays = [row.value for row in figure.rows if row.value is not None]
    before, after = (sum(pay >= limit for pay in pays) for limit in (needed, needed * _LESS_PAY))
    if after > before:
        yield Stronger(
            _(
                "Accept {pay} gross a month instead of {needed}.",
                pay=euros(needed * _LESS_PAY),
                needed=euros(needed),
            ),
            _(
                "This opens {more} within 30 km, of {n} that state a pay.",
                more=offers(after - before),
                n=len(pays),
            ),
            float(before),
            float(after),
            _("offers now"),
            figure,
        )


def _lower_rent(look: Looking, place: Area) -> Iterator[Stronger]:
    """A commune nearby whose rent fits, where that of the place does not."""
    budget = look.project.household.rent
    if budget is None or place == FRANCE or place.level is not Level.COMMUNE:
        return
    figure, row = look.rent(place)
    size = surface(look.project.household)
    if figure.name != "rents" or row is None or row.value is None or row.value * size <= budget:
        return
    around = look.observatory.figure("rents_around", area=place)
    fitting = [one for one in around.rows if one.value is not None and one.value * size <= budget]
    if not fitting:
        return
    best = max(fitting, key=lambda one: (one.n or 0, one.code))  # where most is advertised
    cost = (best.value or 0.0) * size
    yield Stronger(
        _("Look for housing in {commune}, within 20 km.", commune=best.label),
        _(
            "A flat of {surface} m² there is advertised at about {rent} a month instead of {before}.",
            surface=number(size),
            rent=euros(cost),
            before=euros(row.value * size),
        ),
        row.value * size,
        cost,
        _("€ a month"),
        around,
    )
