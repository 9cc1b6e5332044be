"""Outlines of communes and larger areas for maps: GeoJSON in degrees, one row per area.

Layouts: "contours administratifs" of Etalab (``code``, ``nom``), ADMIN EXPRESS of IGN in its old and new names,
employment areas of INSEE (``ze2020``), and countries of Natural Earth. Where the properties do not say what kind of
area it is, the name of the file does (``communes-50m.geojson.gz``); else the kind is unknown. The geometry is kept
as text, with the box around it and the centre of its surface.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.connectors.base import Connector, Raw, Reading, Rejected, rows
from openemploi.connectors.codes import year_in
from openemploi.connectors.json_stream import cell, objects
from openemploi.connectors.opening import Opened, opened
from openemploi.connectors.schema import Column, Kind, Table
from openemploi.errors import FormatError, Where
from openemploi.i18n import _

_MOST_ROWS: Final = 1024
_MOST_TEXT: Final = 8 << 20
_KINDS: Final = {
    "commune": "commune",
    "departement": "department",
    "region": "region",
    "zones-emploi": "employment_area",
    "zones_emploi": "employment_area",
    "zone_emploi": "employment_area",
    "ze2020": "employment_area",
    "bassin": "basin",
    "epci": "epci",
    "canton": "canton",
    "arrondissement": "district",
}
_LAT: Final = {"unit": "°", "minimum": -90, "maximum": 90}
_LON: Final = {"unit": "°", "minimum": -180, "maximum": 180}

OUTLINES: Final = Table(
    "outlines",
    (
        Column("code", required=True, description="INSEE code, or the code of the larger area"),
        Column("name"),
        Column("kind", description="; ".join(dict.fromkeys(_KINDS.values())) + "; country"),
        Column("department"),
        Column("region"),
        Column("geometry", description="GeoJSON, in degrees of WGS 84"),
        Column("longitude", Kind.NUMBER, description="Centre of the surface", **_LON),  # type: ignore[arg-type]
        Column("latitude", Kind.NUMBER, description="Centre of the surface", **_LAT),  # type: ignore[arg-type]
        Column("west", Kind.NUMBER, **_LON),  # type: ignore[arg-type]
        Column("south", Kind.NUMBER, **_LAT),  # type: ignore[arg-type]
        Column("east", Kind.NUMBER, **_LON),  # type: ignore[arg-type]
        Column("north", Kind.NUMBER, **_LAT),  # type: ignore[arg-type]
    ),
    description="One row per area",
    key=("kind", "code"),
)


@dataclass(frozen=True, slots=True)
class _Layout:
    """The properties of one producer; ``kind`` is empty where only the file's name tells it."""

    code: str
    name: str
    kind: str = ""
    department: str = ""
    region: str = ""


_LAYOUTS: Final = (
    _Layout("code_insee", "nom_officiel", "", "code_insee_du_departement", "code_insee_de_la_region"),
    _Layout("INSEE_COM", "NOM", "commune", "INSEE_DEP", "INSEE_REG"),
    _Layout("INSEE_COM", "NOM_COM", "commune", "INSEE_DEP", "INSEE_REG"),
    _Layout("insee_com", "nom_com", "commune", "insee_dep", "insee_reg"),
    _Layout("insee_com", "nom", "commune", "insee_dep", "insee_reg"),
    _Layout("INSEE_DEP", "NOM", "department", "INSEE_DEP", "INSEE_REG"),
    _Layout("INSEE_REG", "NOM", "region", "", "INSEE_REG"),
    _Layout("ze2020", "libze2020", "employment_area"),
    _Layout("ZE2020", "LIBZE2020", "employment_area"),
    _Layout("code_siren", "nom_officiel", "epci"),
    _Layout("code", "nom", "", "departement", "region"),
    _Layout("codgeo", "libgeo", "", "dep", "reg"),
    _Layout("adm0_a3", "name", "country"),
    _Layout("ADM0_A3", "NAME", "country"),
)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """One row per feature, in the order of the file; GeoJSON, also in a zip or packed by gzip."""
    source = opened(path, "*.geojson", "*.geo.json", "*.json")
    reading.edition = year_in(source.name, path.name)
    told = _kind_of(source.name) or _kind_of(path.name)
    layout: _Layout | None = None
    taken: list[list[str | None]] = []
    lines: list[int] = []
    text = 0
    for line, feature in objects(source, reading, under="features"):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            reading.reject(_refused(source, line, "not_object", feature))
            continue
        layout = layout or _layout(properties, source)
        row = _row(feature, properties, layout, told)
        if row is None:
            reading.reject(_refused(source, line, "not_an_outline", feature.get("geometry")))
            continue
        taken.append(row)
        lines.append(line)
        text += len(row[5] or "")
        if len(taken) >= _MOST_ROWS or text > _MOST_TEXT:
            yield _raw(taken, lines, source)
            taken, lines, text = [], [], 0
    if taken:
        yield _raw(taken, lines, source)


def _kind_of(name: str) -> str:
    folded = name.casefold().replace("é", "e")
    return next((kind for word, kind in _KINDS.items() if word in folded), "")


def _layout(properties: Mapping[str, Any], source: Opened) -> _Layout:
    for layout in _LAYOUTS:
        if layout.code in properties and layout.name in properties:
            return layout
    raise FormatError(
        "column_missing",
        _(
            "The column {column} is not in the file. It has: {names}.",
            column=_LAYOUTS[0].code,
            names=", ".join(list(properties)[:30]),
        ),
        remedy=_("Check that it is the official file; if its layout has changed, tell us."),
        where=Where(file=source.name, column=_LAYOUTS[0].code),
    )


def _row(
    feature: Mapping[str, Any], properties: Mapping[str, Any], layout: _Layout, told: str
) -> list[str | None] | None:
    """The cells of a feature; ``None`` when its geometry is no surface."""
    geometry = feature.get("geometry")
    numbers: tuple[float, ...] | None = None
    if geometry is not None:
        numbers = _box(geometry)
        if numbers is None:
            return None
    names = (layout.code, layout.name)
    return [
        *(cell(properties.get(name)) for name in names),
        layout.kind or told or None,
        *(cell(properties.get(name)) for name in (layout.department, layout.region)),
        None if geometry is None else json.dumps(geometry, ensure_ascii=False, separators=(",", ":")),
        *((f"{number:.7f}" for number in numbers) if numbers else [None] * 6),
    ]


def _box(geometry: Any) -> tuple[float, ...] | None:
    """Centre and box of a surface: longitude, latitude, west, south, east, north."""
    try:
        polygons = {"Polygon": lambda held: [held], "MultiPolygon": list}[geometry["type"]](
            geometry["coordinates"]
        )
        rings = [
            (place, np.asarray(ring, np.float64)) for held in polygons for place, ring in enumerate(held)
        ]
        corners = np.concatenate([ring[:, :2] for _place, ring in rings])
    except (KeyError, TypeError, ValueError, IndexError):
        return None
    if not len(corners) or not np.isfinite(corners).all():
        return None
    west, south = corners.min(axis=0)
    east, north = corners.max(axis=0)
    longitude, latitude = _centre(rings, (west + east) / 2, (south + north) / 2)
    if not (west <= longitude <= east and south <= latitude <= north):  # of a ring that crosses itself
        longitude, latitude = (west + east) / 2, (south + north) / 2
    return tuple(map(float, (longitude, latitude, west, south, east, north)))


def _centre(
    rings: list[tuple[int, npt.NDArray[np.float64]]], middle_x: float, middle_y: float
) -> tuple[float, float]:
    """The centre of gravity of the surface in degrees, holes taken off; the middle of the box when it has no surface.

    Coordinates are taken from the middle of the box, or small surfaces far from zero would lose their digits.
    """
    whole = sum_x = sum_y = 0.0
    for place, ring in rings:
        x, y = ring[:, 0] - middle_x, ring[:, 1] - middle_y
        cross = x * np.roll(y, -1) - np.roll(x, -1) * y
        area = cross.sum() / 2
        sign = (1 if area >= 0 else -1) * (-1 if place else 1)
        whole += sign * area
        sum_x += sign * float(((x + np.roll(x, -1)) * cross).sum()) / 6
        sum_y += sign * float(((y + np.roll(y, -1)) * cross).sum()) / 6
    if whole <= 0:
        return middle_x, middle_y
    return middle_x + sum_x / whole, middle_y + sum_y / whole


def _refused(source: Opened, line: int, reason: str, value: Any) -> Rejected:
    told = cell(value) or ""
    return Rejected("outlines", reason, line=line, value=told[:200], row=told[:10_000], member=source.name)


def _raw(taken: list[list[str | None]], lines: list[int], source: Opened) -> Raw:
    names = [column.name for column in OUTLINES.columns]
    raw = rows(OUTLINES.name, names, taken, first=1)
    return replace(raw, records=np.array(lines, np.int64), lines=True, member=source.name)


CONNECTOR: Final = Connector(
    kind="outlines",
    version="1",
    title="Contours administratifs",
    producer="IGN, Etalab",
    licence="etalab-2.0",
    homepage="https://www.data.gouv.fr/datasets/contours-administratifs",
    tables=(OUTLINES,),
    read=read,
)
