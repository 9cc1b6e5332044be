"""Tensions: by occupation and basin, and by family and area."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_market import dares_tension, tension


def test_decimal_commas_and_a_cause_that_could_not_be_computed(tmp_path: Path) -> None:
    found = read(tmp_path, "tension", tension(tmp_path))
    first, second, last = found.rows()
    assert (first["rome_code"], first["basin_code"], first["offers"], first["jobseekers"]) == (
        *("G1602", "9301", 152.5, 31.0),
    )
    assert (second["offers"], second["tension"], second["training_link"]) == (1040.25, 3, None)
    assert last["basin_code"] == "2A01"
    assert found.manifest.edition == "2021"


def test_a_grade_beyond_five_is_rejected(tmp_path: Path) -> None:
    path = tension(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(";5;4;3;", ";7;4;3;", 1), encoding="utf-8")
    (one,) = read(tmp_path, "tension", path).rejected
    assert (one["column"], one["value"], one["reason"], one["line"]) == (
        "ind_tension_d",
        "7",
        "out_of_bounds",
        2,
    )


def test_the_code_of_a_region_loses_its_decimal_and_its_level_the_space(tmp_path: Path) -> None:
    nation, region, department = read(tmp_path, "dares_tension", dares_tension(tmp_path)).rows()
    assert (nation["area_kind"], nation["region"], nation["tension"]) == ("nat", None, 0.41250000001)
    assert (region["area_kind"], region["region"], region["fap_level"]) == ("reg", "01", "fap 87")
    assert (department["department"], department["employment"]) == ("2A", 100)
    assert {department[name] for name in ("tension", "tension_grade", "geographic_mismatch")} == {None}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("kind", "name", "rows"),
    [
        ("tension", "market/tension_rome_bassin_2021.csv", 27_135),
        ("dares_tension", "market/dares_tensions_fap2009.csv", 31_034),
    ],
)
def test_the_real_files_are_read_whole(tmp_path: Path, kind: str, name: str, rows: int) -> None:
    (table,) = read_shared(tmp_path, kind, name).manifest.tables
    assert (table.rows, table.rejected, table.duplicates) == (rows, 0, 0)
