"""A map as SVG: communes as dots or outlines, grouped in areas that are links, with a class for each group.

The projection is equirectangular at the middle latitude of what is shown, which keeps shapes over a region. A class is
told by its colour, by its number on the map, and by the size of the dots or the hatching of the outlines.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

WIDTH: Final = 640.0
_EDGE: Final = 16.0
_TALLEST: Final = 620.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A commune: where it is in degrees, and its outline as the coordinates of GeoJSON polygons, when there is one."""

    latitude: float
    longitude: float
    polygons: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """An area on the map.

    Parameters
    ----------
    name, words:
        What it is called, and its value in words.
    level:
        Its class, 1 to 5; 0 is unknown.
    sign:
        What is written at its middle: the number of its class, a count.
    """

    name: str
    words: str
    level: int
    sign: str
    spots: Sequence[Spot]
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A group, drawn."""

    group: Group
    dots: str
    outlines: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map, drawn: the size of its picture and its shapes; ``here`` is the place one looks at."""

    width: str
    height: str
    shapes: list[Shape]
    here: tuple[str, str, str] | None = None
    names: list[tuple[str, str, str]] = field(default_factory=list)


def draw(groups: Sequence[Group], *, here: tuple[str, float, float] | None = None) -> Drawing | None:
    """The map of ``groups``; ``None`` when no place of theirs is known. ``here`` is a name with its degrees."""
    spots = [spot for group in groups for spot in group.spots]
    if not spots:
        return None
    project, height = _projection(spots)
    shapes = []
    for group in groups:
        if not group.spots:
            continue
        x, y = _middle([project(spot.latitude, spot.longitude) for spot in group.spots])
        shapes.append(
            Shape(
                group,
                dots="".join(
                    "M{:.0f} {:.0f}h0".format(*project(spot.latitude, spot.longitude))
                    for spot in group.spots
                    if not spot.polygons
                ),
                outlines="".join(_outline(spot.polygons, project) for spot in group.spots if spot.polygons),
                x=f"{x:.0f}",
                y=f"{y:.0f}",
            )
        )
    shapes.sort(key=lambda shape: shape.group.current)  # what one looks at lies on top
    spot_here = None
    if here:
        x, y = project(here[1], here[2])
        spot_here = (here[0], f"{x:.0f}", f"{y:.0f}")
    return Drawing(f"{WIDTH:.0f}", f"{height:.0f}", shapes, spot_here)


def _projection(spots: Sequence[Spot]) -> tuple[Any, float]:
    south, north = min(s.latitude for s in spots), max(s.latitude for s in spots)
    west, east = min(s.longitude for s in spots), max(s.longitude for s in spots)
    flat = math.cos(math.radians((south + north) / 2))
    wide, tall = max((east - west) * flat, 0.02), max(north - south, 0.02)
    scale = min((WIDTH - 2 * _EDGE) / wide, (_TALLEST - 2 * _EDGE) / tall)
    left = (WIDTH - wide * scale) / 2

    def project(latitude: float, longitude: float) -> tuple[float, float]:
        return left + (longitude - west) * flat * scale, _EDGE + (north - latitude) * scale

    return project, tall * scale + 2 * _EDGE


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The point of the group nearest to its mean, so that the sign stands on the area."""
    x = sum(point[0] for point in points) / len(points)
    y = sum(point[1] for point in points) / len(points)
    return min(points, key=lambda point: (point[0] - x) ** 2 + (point[1] - y) ** 2)


def _outline(polygons: Iterable[Any], project: Any) -> str:
    """The rings of GeoJSON polygons as a path, a point each pixel at most."""
    parts = []
    for polygon in polygons:
        for ring in polygon:
            kept: list[str] = []
            for longitude, latitude, *_height in ring:
                point = "{:.0f} {:.0f}".format(*project(latitude, longitude))
                if not kept or kept[-1] != point:
                    kept.append(point)
            if len(kept) > 2:
                parts.append("M" + "L".join(kept) + "Z")
    return "".join(parts)
