"""Rents by commune: the editions differ, the figures do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples import rents


def test_an_edition_since_2022_has_numbers_between_quotes_and_codes_without_zero(tmp_path: Path) -> None:
    found = read(tmp_path, "rents", rents(tmp_path))
    row = found.rows()[0]
    assert (row["insee_code"], row["department"], row["dwelling"]) == ("04001", "04", "flat")
    assert (row["rent"], row["rent_low"], row["rent_high"], row["fit"]) == (9.25, 7.1, 12.05, 0.79)
    assert (row["prediction"], row["advertisements"], row["advertisements_group"]) == ("maille", 12, 810)
    assert found.manifest.notes == ()


def test_the_edition_of_2018_is_in_latin_1_and_has_other_names(tmp_path: Path) -> None:
    path = tmp_path / "indicateurs-loyers-maisons-2018.csv"
    path.write_text(
        "id_zone;INSEE;LIBGEO;DEP;REG;EPCI;TYPPRED;loypredm2;lwr.IPm2;upr.IPm2;R2adj;NBobs_maille;NBobs_commune\n"
        "9;4001;Aiglun-Brezé;4;93;200000001;maille;8,125;7;9,5;0,8125;701;2\n",
        encoding="latin-1",
    )
    found = read(tmp_path, "rents", path)
    (row,) = found.rows()
    assert (row["name"], row["rent"], row["fit"]) == ("Aiglun-Brezé", 8.125, 0.8125)
    assert (row["advertisements"], row["advertisements_group"]) == (2, 701)
    assert (row["dwelling"], found.manifest.edition) == ("house", "2018")


@pytest.mark.parametrize(
    ("name", "dwelling"),
    [
        ("pred-app12-mef-dhup.csv", "small_flat"),
        ("pred-app3-mef-dhup.csv", "large_flat"),
        ("pred-mai-mef-dhup.csv", "house"),
        ("2025.csv", None),
    ],
)
def test_the_name_of_the_file_says_which_dwellings(tmp_path: Path, name: str, dwelling: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xef\xbb\xbf" + rents(tmp_path).read_bytes().replace(b'"9,25"', b"9.25"))
    row = read(tmp_path, "rents", path).rows()[0]
    assert (row["dwelling"], row["rent"]) == (dwelling, 9.25)


@pytest.mark.shared
def test_the_real_rents_of_2018_are_read_whole(tmp_path: Path) -> None:
    found = read_shared(tmp_path, "rents", "territory/indicateurs-loyers-appartements.csv")
    assert (found.manifest.rows, found.manifest.rejected, found.manifest.notes) == (35_441, 0, ())
    first = found.rows()[0]
    assert (first["insee_code"], first["name"]) == ("01001", "L'Abergement-Clémenciat")
    assert first["rent"] == 9.372335348
