"""The geographic code: kinds of communes that share a code, parents, and what the file leaves empty."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_territory import communes

from openemploi.datasets.store import Store
from openemploi.datasets.succession import succession


def test_a_delegated_commune_shares_its_code_with_the_commune_it_belongs_to(tmp_path: Path) -> None:
    found = read(tmp_path, "communes", communes(tmp_path))
    by_key = {(row["kind"], row["insee_code"]): row for row in found.rows()}
    whole, part = by_key["COM", "04301"], by_key["COMD", "04301"]
    assert (whole["name"], whole["department"], whole["parent_code"]) == ("L'Ermitage-du-Lac", "04", None)
    assert (part["name"], part["department"], part["parent_code"]) == ("L'Ermitage", None, "04301")
    assert by_key["ARM", "75101"]["parent_code"] == "75056"
    assert by_key["COM", "2A399"]["department"] == "2A"
    assert found.manifest.edition == "2024"
    assert found.manifest.tables[0].duplicates == 0


def test_the_communes_are_found_in_the_producers_zip_beside_other_files(tmp_path: Path) -> None:
    path = tmp_path / "cog_ensemble_2024_csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("v_canton_2024.csv", "CAN,DEP\n0401,04\n")
        archive.writestr("v_mvt_commune_2024.csv", "MOD,DATE_EFF\n")
        archive.writestr("v_commune_depuis_1943.csv", "COM,TNCC\n")
        archive.writestr("v_commune_2024.csv", communes(tmp_path).read_bytes())
    assert len(read(tmp_path, "communes", path).rows()) == 6


@pytest.mark.shared
def test_the_real_code_of_2024_is_read_whole(tmp_path: Path) -> None:
    found = read_shared(tmp_path, "communes", "territory/cog_communes.csv")
    rows = found.rows()
    assert (len(rows), found.manifest.rejected, found.manifest.tables[0].duplicates) == (37_544, 0, 0)
    assert sum(row["kind"] == "COM" for row in rows) == 34_935
    assert sum(row["kind"] == "ARM" for row in rows) == 45


@pytest.mark.shared
def test_the_basins_of_2019_stand_on_the_communes_of_2024(tmp_path: Path) -> None:
    basins = read_shared(tmp_path, "basins", "market/lexique_bassins_2019.csv").rows()
    read_shared(tmp_path, "communes", "territory/cog_communes.csv")
    followed = succession(Store.open(tmp_path / "store"))
    reasons = [followed.now(row["insee_code"]).reason for row in basins]
    assert reasons.count("same") > 34_700
    assert reasons.count("unknown") < 100  # simple mergers, which only the movements tell
