"""The maps of a page: the figures of each basin or employment area of a region, on the communes that make it up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from openemploi.labourmarket import wording
from openemploi.labourmarket.model import Area, Figure, Level, Occupation, Row
from openemploi.labourmarket.observatory import Observatory
from openemploi.labourmarket.places import Commune
from openemploi_web.observatory.presenting import Shown, shown
from openemploi_web.ui import words
from openemploi_web.ui.maps import Drawing, Group, Spot, draw

_STEPS: Final = (1, 5, 20, 100)  # from how many offers on the next class starts


@dataclass(frozen=True, slots=True)
class Map:
    """A map with the figure behind it; ``drawing`` is ``None`` where no place is known."""

    figure: Shown
    drawing: Drawing | None
    legend: list[tuple[int, str]]
    region: str

    @property
    def links(self) -> list[tuple[str, str, str]]:
        """The table twin: each area by name, its value, its page."""
        shapes = self.drawing.shapes if self.drawing else []
        return sorted((shape.group.name, shape.group.words, shape.group.href) for shape in shapes)


def of_occupation(
    known: Observatory, occupation: Occupation, place: Area, pages: Mapping[str, str]
) -> list[Map]:
    """Tension by basin and offers by employment area, in the region of ``place``."""
    region = _region(known, place)
    if region is None:
        return []

    def link(level: Level) -> Callable[[Row], str]:
        return lambda row: reverse(
            "observatory:occupation", args=[occupation.code, Area(level, row.code, row.label).token]
        )

    tension = known.figure("basins_tension", occupation=occupation, area=region)
    offers = known.figure("areas_offers", occupation=occupation, area=region)
    return [
        _map(known, tension, place, region, Level.BASIN, link(Level.BASIN), _grade, _grades(), pages),
        _map(
            known,
            offers,
            place,
            region,
            Level.EMPLOYMENT_AREA,
            link(Level.EMPLOYMENT_AREA),
            _count,
            _counts(),
            pages,
        ),
    ]


def of_area(known: Observatory, place: Area, pages: Mapping[str, str]) -> list[Map]:
    """Offers by employment area, in the region of ``place``."""
    region = _region(known, place)
    if region is None:
        return []
    offers = known.figure("areas_all_offers", area=region)
    level = Level.EMPLOYMENT_AREA

    def link(row: Row) -> str:
        return reverse("observatory:area", args=[Area(level, row.code, row.label).token])

    return [_map(known, offers, place, region, level, link, _count, _counts(), pages)]


def _map(
    known: Observatory,
    figure: Figure,
    place: Area,
    region: Area,
    level: Level,
    link: Callable[[Row], str],
    grade: Callable[[Row], tuple[int, str]],
    legend: list[tuple[int, str]],
    pages: Mapping[str, str],
) -> Map:
    communes = known.communes_of(region.code)
    inside: dict[str, list[Commune]] = defaultdict(list)
    for commune in communes:
        inside[commune.basin if level is Level.BASIN else commune.employment_area].append(commune)
    drawn = shown(figure, pages=pages)
    own = {one.code for one in (place, *known.look_up.larger(place)) if one.level is level}
    groups = []
    for row, mark in zip(figure.rows, drawn.marks, strict=True):
        number, sign = grade(row)
        groups.append(
            Group(
                name=row.label,
                words=mark.words,
                level=number,
                sign=sign,
                spots=[Spot(one.latitude, one.longitude, one.polygons) for one in inside.get(row.code, ())],
                href=link(row),
                current=row.code in own,
            )
        )
    here = (
        next(((one.name, one.latitude, one.longitude) for one in communes if one.code == place.code), None)
        if place.level is Level.COMMUNE
        else None
    )
    used = {group.level for group in groups}
    return Map(
        drawn,
        draw(groups, here=here),
        [line for line in legend if line[0] in used],
        wording.area_name(region),
    )


def _region(known: Observatory, place: Area) -> Area | None:
    return next((one for one in (place, *known.look_up.larger(place)) if one.level is Level.REGION), None)


def _grade(row: Row) -> tuple[int, str]:
    return (0, "?") if row.value is None else (round(row.value), str(round(row.value)))


def _count(row: Row) -> tuple[int, str]:
    if row.value is None:
        return 0, "?"
    return 1 + sum(row.value >= step for step in _STEPS), words.number(row.value)


def _grades() -> list[tuple[int, str]]:
    named = [(number, f"{number} – {wording.grade(number)}") for number in range(1, 6)]
    return [*named, (0, "? – " + _("not published"))]


def _counts() -> list[tuple[int, str]]:
    ends = [(1, _("no offer")), (2, _("1 to 4 offers")), (3, _("5 to 19 offers")), (4, _("20 to 99 offers"))]
    return [*ends, (5, _("100 offers or more")), (0, "? – " + _("unknown"))]
