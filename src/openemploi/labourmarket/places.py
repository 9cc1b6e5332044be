"""Where the communes of a region are, with the areas they lie in and their outlines: what maps are drawn from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune on the map.

    Parameters
    ----------
    latitude, longitude:
        Degrees; communes without a known point are not listed.
    polygons:
        Its outline, as the coordinates of GeoJSON polygons (longitude, latitude); empty without dataset ``outlines``.
    """

    code: str
    name: str
    employment_area: str
    basin: str
    latitude: float
    longitude: float
    polygons: Sequence[Any] = ()


def communes_of(
    connection: DuckDBPyConnection, region: str, *, datasets: Sequence[str]
) -> tuple[Commune, ...]:
    """The communes of the region whose code is ``region``, those whose place is known."""
    cursor = connection.cursor()
    rows = cursor.execute(
        """
        SELECT commune, name, coalesce(employment_area, ''), coalesce(basin, ''), latitude, longitude
        FROM house.places WHERE region = ? AND latitude IS NOT NULL AND longitude IS NOT NULL ORDER BY commune
        """,
        [region],
    ).fetchall()
    outlines = _outlines(cursor, [row[0] for row in rows]) if "outlines" in datasets else {}
    return tuple(
        Commune(code, name, area, basin, latitude, longitude, outlines.get(code, ()))
        for code, name, area, basin, latitude, longitude in rows
    )


def _outlines(cursor: DuckDBPyConnection, codes: list[str]) -> dict[str, Sequence[Any]]:
    found = cursor.execute(
        "SELECT code, geometry FROM outlines.outlines WHERE kind = 'commune' AND list_contains(?, code)",
        [codes],
    ).fetchall()
    return {code: _polygons(json.loads(geometry)) for code, geometry in found if geometry}


def _polygons(geometry: Any) -> Sequence[Any]:
    match geometry.get("type"):
        case "Polygon":
            return [geometry["coordinates"]]
        case "MultiPolygon":
            polygons: Sequence[Any] = geometry["coordinates"]
            return polygons
        case _other:
            return ()
