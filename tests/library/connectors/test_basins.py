"""Basins by commune: the year is in the names of the columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_territory import basins


@pytest.mark.parametrize("year", ["19", "23"])
def test_the_edition_is_the_year_in_the_name_of_the_column(tmp_path: Path, year: str) -> None:
    path = basins(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("BE19", f"BE{year}"), encoding="utf-8")
    found = read(tmp_path, "basins", path)
    assert found.manifest.edition == f"20{year}"
    assert found.rows()[2] == {
        "insee_code": "97199",
        "name": "Anse-Écarlate",
        "basin_code": "0199",
        "basin_name": "ANSES",
        "department": "971",
        "region": "01",
    }


@pytest.mark.shared
def test_the_real_basins_are_read_whole(tmp_path: Path) -> None:
    found = read_shared(tmp_path, "basins", "market/lexique_bassins_2019.csv")
    assert (found.manifest.rows, found.manifest.rejected, found.manifest.edition) == (35_357, 0, "2019")
    assert found.manifest.notes == ()
