"""What the person believes beside what is observed: in the same unit, with the interval and how many it rests on.

A belief agrees when it lies within the interval of the figure, or, where the producer gives none, within a fifth of
it. What was not said, or is not observed, has no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openemploi.diagnosis.looking import SAME, Looking, surface
from openemploi.diagnosis.model import Gap, Verdict
from openemploi.diagnosis.said import called, euros, months, number, reason, where
from openemploi.i18n import _
from openemploi.labourmarket.model import FRANCE, Area, Figure

_MONTHS_A_YEAR: Final = 12


def gaps(look: Looking) -> tuple[Gap, ...]:
    """The five beliefs of a project, about the first place that is looked at."""
    return tuple(_gaps(look, look.places[0]))


def verdict(
    believed: float | None, observed: float | None, *, low: float | None, high: float | None
) -> Verdict:
    """Whether a belief agrees with what is observed.

    >>> verdict(50, 47, low=None, high=None).value, verdict(900, 610, low=480, high=770).value
    ('agrees', 'too_high')
    """
    if believed is None:
        return Verdict.NOT_SAID
    if observed is None:
        return Verdict.UNKNOWN
    bottom = observed * (1 - SAME) if low is None else low
    top = observed * (1 + SAME) if high is None else high
    if believed < bottom:
        return Verdict.TOO_LOW
    return Verdict.TOO_HIGH if believed > top else Verdict.AGREES


def _gaps(look: Looking, place: Area) -> Iterator[Gap]:
    yield _offers(look, place)
    yield _pay(look, place)
    yield _months(look)
    yield _skills(look, place)
    yield _rent(look, place)


def _offers(look: Looking, place: Area) -> Gap:
    believed = look.project.beliefs.offers
    unit = _("offers in a month")
    if look.goal is None:
        return _unknown("offers", unit, believed, place, None, _no_goal())
    figure = look.figure("year_offers", area=place)
    if not figure.known or figure.value is None:
        return _unknown("offers", unit, believed, place, figure, reason(figure))
    monthly = figure.value / _MONTHS_A_YEAR
    sentence = _(
        "In {place}, {year} offers in {period}: about {month} in a month.",
        place=where(figure),
        year=number(figure.value),
        period=figure.period,
        month=number(monthly),
    )
    return _gap("offers", unit, believed, monthly, place, figure, sentence, n=round(figure.value))


def _pay(look: Looking, place: Area) -> Gap:
    believed = look.project.beliefs.pay
    unit = _("€ a month, gross")
    if look.goal is None:
        return _unknown("pay", unit, believed, place, None, _no_goal())
    figure = look.figure("pay_quartiles", area=place)
    if not figure.known or figure.value is None:
        return _unknown("pay", unit, believed, place, figure, reason(figure))
    sentence = _(
        "The middle pay of the offers in {place} is {pay}.", place=where(figure), pay=euros(figure.value)
    )
    return _gap(
        "pay",
        unit,
        believed,
        figure.value,
        place,
        figure,
        sentence,
        n=figure.n,
        low=figure.low,
        high=figure.high,
    )


def _months(look: Looking) -> Gap:
    believed, similar = look.project.beliefs.months, look.similar
    unit = _("months")
    if similar.median is None:
        why = look.similar_about
        if similar.known:
            why = _(
                "Fewer than half of the people with a similar project had found while they were followed."
            )
        return _unknown("months", unit, believed, None, None, why)
    sentence = _(
        "Half of the people with a similar project had found after {months}.", months=months(similar.median)
    )
    return _gap(
        "months",
        unit,
        believed,
        similar.median,
        None,
        None,
        sentence,
        n=similar.n,
        low=similar.median_low,
        high=similar.median_high,
    )


def _skills(look: Looking, place: Area) -> Gap:
    believed = look.project.beliefs.skills
    unit = _("of the 10 skills asked most")
    goal = look.goal
    if goal is None:
        return _unknown("skills", unit, believed, place, None, _no_goal())
    figure = look.figure("asked_skills", area=place)
    if len(figure.rows) < 10:
        why = reason(figure) or _("The offers name fewer than ten skills.")
        return _unknown("skills", unit, believed, place, figure, why)
    if not look.project.skills:
        asked = ", ".join(row.label for row in figure.rows[:5])
        why = _("Your skills were not written down. Offers most often ask for: {skills}.", skills=asked)
        return _unknown("skills", unit, believed, place, figure, why)
    have = {code_of(uri) for uri in look.project.skills}
    observed = sum(row.code in have for row in figure.rows)
    sentence = _(
        "Of the 10 skills that offers ask most in {place}, you have written down {n}.",
        place=where(figure),
        n=observed,
    )
    return _gap(
        "skills",
        unit,
        believed,
        observed,
        place,
        figure,
        sentence,
        n=figure.n,
        low=observed - 1,
        high=observed + 1,
    )


def _rent(look: Looking, place: Area) -> Gap:
    believed = look.project.beliefs.rent
    unit = _("€ a month")
    figure, row = (None, None) if place == FRANCE else look.rent(place)
    if figure is None or row is None or row.value is None:
        why = reason(figure) if figure else _("You have not said where you would like to live.")
        return _unknown("rent", unit, believed, place, figure, why)
    size = surface(look.project.household)
    low, high = (None if end is None else end * size for end in (row.low, row.high))
    sentence = _(
        "A flat of {surface} m² in {place} is advertised at about {rent}.",
        surface=number(size),
        place=called(place) if figure.name == "rents" else row.label,
        rent=euros(row.value * size),
    )
    return _gap(
        "rent", unit, believed, row.value * size, place, figure, sentence, n=row.n, low=low, high=high
    )


def _gap(
    name: str,
    unit: str,
    believed: float | None,
    observed: float,
    place: Area | None,
    figure: Figure | None,
    sentence: str,
    *,
    n: int | None,
    low: float | None = None,
    high: float | None = None,
) -> Gap:
    found = verdict(believed, observed, low=low, high=high)
    return Gap(
        name,
        unit,
        found,
        sentence,
        believed,
        observed,
        low,
        high,
        n,
        place,
        figure,
        reason(figure) if figure is not None else "",
    )


def _unknown(
    name: str, unit: str, believed: float | None, place: Area | None, figure: Figure | None, why: str
) -> Gap:
    found = Verdict.NOT_SAID if believed is None else Verdict.UNKNOWN
    return Gap(name, unit, found, _("Not known."), believed, place=place, figure=figure, why_unknown=why)


def _no_goal() -> str:
    return _("The occupation is not known.")


def code_of(uri: str) -> str:
    """The OGR code at the end of the URI of a skill of ROME; the URI itself when it has none.

    >>> code_of("urn:rome:ogr:100023"), code_of("100023")
    ('100023', '100023')
    """
    return uri.rsplit(":", 1)[-1]
