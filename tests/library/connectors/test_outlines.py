"""Outlines: what the properties and the file's name say, the box and the centre, what is no surface."""

from __future__ import annotations

import gzip
import json
import math
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_territory import outlines, square

from openemploi.errors import FormatError


def _file(folder: Path, *features: Any, name: str = "areas.geojson") -> Path:
    path = folder / name
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": list(features)}, indent=1), encoding="utf-8"
    )
    return path


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


SQUARE = {"type": "Polygon", "coordinates": [square(2.0, 48.0, 0.5)]}


def test_an_outline_has_its_box_and_the_centre_of_its_surface(tmp_path: Path) -> None:
    found = read(tmp_path, "outlines", outlines(tmp_path))
    plain, holed, islands = found.rows()
    assert (plain["code"], plain["name"], plain["kind"]) == ("04301", "L'Ermitage-du-Lac", "commune")
    assert [plain[name] for name in ("west", "south", "east", "north")] == [6.0, 44.0, 6.5, 44.5]
    assert (plain["longitude"], plain["latitude"]) == (6.25, 44.25)
    # A square of side 1 centred on 7.5 less one of side 0.5 centred on 7.75: (7.5 - 0.25 × 7.75) / 0.75.
    assert holed["longitude"] == pytest.approx((7.5 - 0.25 * 7.75) / 0.75, abs=1e-6)
    assert holed["latitude"] == pytest.approx((44.5 - 0.25 * 44.5) / 0.75, abs=1e-6)
    assert (islands["longitude"], islands["west"], islands["east"]) == (-60.25, -61.0, -59.5)
    assert json.loads(plain["geometry"]) == {"type": "Polygon", "coordinates": [square(6.0, 44.0, 0.5)]}


@pytest.mark.parametrize(
    ("name", "properties", "expected"),
    [
        (
            "departements-100m.geojson",
            {"code": "04", "nom": "Lac", "region": "93"},
            ("04", "department", "93"),
        ),
        ("regions.geojson", {"code": "93", "nom": "Sud"}, ("93", "region", None)),
        ("carte.geojson", {"code": "93", "nom": "Sud"}, ("93", None, None)),
        ("ze2020_2023.geojson", {"ze2020": "9398", "libze2020": "Lac"}, ("9398", "employment_area", None)),
        (
            "COMMUNE.geojson",
            {"INSEE_COM": "04301", "NOM": "Ermitage", "INSEE_DEP": "04", "INSEE_REG": "93"},
            ("04301", "commune", "93"),
        ),
        (
            "commune.geojson",
            {"code_insee": "04301", "nom_officiel": "Ermitage", "code_insee_de_la_region": "93"},
            ("04301", "commune", "93"),
        ),
    ],
)
def test_each_producers_properties_are_known(
    tmp_path: Path, name: str, properties: dict[str, Any], expected: tuple[str, ...]
) -> None:
    (row,) = read(tmp_path, "outlines", _file(tmp_path, _feature(SQUARE, **properties), name=name)).rows()
    assert (row["code"], row["kind"], row["region"]) == expected


def test_what_is_no_surface_is_rejected_with_its_line_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "communes.geojson"
    lines = [
        _feature(SQUARE, code="04301", nom="A"),
        _feature({"type": "Point", "coordinates": [2.0, 48.0]}, code="04302", nom="B"),
        _feature(None, code="04303", nom="C"),
        _feature(
            {"type": "Polygon", "coordinates": [square(652_000, 6_862_000, 10)]}, code="04304", nom="Lambert"
        ),
        _feature(SQUARE, code=None, nom="E"),
        "rien",
    ]
    text = ",\n".join(json.dumps(line) for line in lines)
    path.write_text('{"type": "FeatureCollection", "features": [\n' + text + "\n]}", encoding="utf-8")
    found = read(tmp_path, "outlines", path)
    assert [row["code"] for row in found.rows()] == ["04301", "04303"]
    assert found.rows()[1]["geometry"] is None
    assert [(one["line"], one["reason"], one["column"]) for one in found.rejected] == [
        (3, "not_an_outline", ""),
        (5, "out_of_bounds", "longitude"),
        (6, "required", "code"),
        (7, "not_object", ""),
    ]


def test_a_packed_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "communes-1000m.geojson.gz"
    path.write_bytes(gzip.compress(outlines(tmp_path).read_bytes()))
    assert len(read(tmp_path, "outlines", path).rows()) == 3


def test_features_longer_than_a_part_of_the_file_are_read_whole(tmp_path: Path) -> None:
    turns = [place * 2 * math.pi / 60_000 for place in range(60_000)]
    coast = [[2 + math.cos(turn) / 10, 48 + math.sin(turn) / 10] for turn in turns]
    features = [
        _feature({"type": "Polygon", "coordinates": [coast]}, code=f"0430{n}", nom="é") for n in range(3)
    ]
    rows = read(tmp_path, "outlines", _file(tmp_path, *features)).rows()
    assert [len(json.loads(row["geometry"])["coordinates"][0]) for row in rows] == [60_000] * 3
    assert rows[0]["longitude"] == pytest.approx(2.0, abs=1e-6)


def test_long_texts_are_written_before_they_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openemploi.datasets.importing._GROUP_BYTES", 1000)
    monkeypatch.setattr("openemploi.connectors.outlines._MOST_ROWS", 2)
    features = [_feature(SQUARE, code=f"{number:05}", nom="x" * 1000) for number in range(6)]
    version = read(tmp_path, "outlines", _file(tmp_path, *features)).version
    assert pq.ParquetFile(version.path("outlines")).num_row_groups == 3


def test_the_centre_of_a_ring_that_crosses_itself_is_the_middle_of_its_box(tmp_path: Path) -> None:
    bow = [[2.0, 48.0], [3.0, 49.0], [3.0, 48.0], [2.0, 49.01], [2.0, 48.0]]
    (row,) = read(
        tmp_path,
        "outlines",
        _file(tmp_path, _feature({"type": "Polygon", "coordinates": [bow]}, code="04301", nom="A")),
    ).rows()
    assert 2.0 <= row["longitude"] <= 3.0
    assert 48.0 <= row["latitude"] <= 49.01


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"type": "FeatureCollection", "features": [{"type": "Feature"', "json_damaged"),
        ('{"type": "FeatureCollection", "features": [', "json_damaged"),
        ('{"type": "Topology", "objects": {}}', "member_missing"),
        ('{"features": [{"properties": {"id": 1}, "geometry": null}]}', "column_missing"),
    ],
)
def test_a_file_that_is_cut_or_of_another_kind_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "communes.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as refused:
        read(tmp_path, "outlines", path)
    assert refused.value.code == code


@pytest.mark.shared
def test_the_real_outline_of_france_is_around_france(tmp_path: Path) -> None:
    (row,) = read_shared(tmp_path, "outlines", "territory/france-shape.geo.json").rows()
    assert (row["code"], row["kind"]) == ("FRA", "country")
    assert row["west"] < row["longitude"] < row["east"]
    assert row["south"] < row["latitude"] < row["north"]
