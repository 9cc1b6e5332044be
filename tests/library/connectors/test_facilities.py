"""Facilities: with names and degrees, without them, filtered by department."""

from __future__ import annotations

from pathlib import Path

import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from tests.library.connectors.reading import read
from tests.library.connectors.samples_territory import facilities


def test_a_facility_has_its_type_and_place_and_what_is_not_known_is_null(tmp_path: Path) -> None:
    found = read(tmp_path, "facilities", facilities(tmp_path))
    first, second, third = found.rows()
    assert (first["type_code"], first["name"], first["siret"]) == ("C108", "ECOLE DU LAC", "90000000300017")
    assert (first["longitude"], first["latitude"], first["lambert_x"]) == (6.25, 44.1234567, 950000.5)
    assert (second["insee_code"], second["department"], second["name"]) == ("75101", "75", None)
    assert (third["latitude"], third["iris_code"], third["department"]) == (None, None, "971")
    assert found.manifest.edition == "2024"


@pytest.mark.parametrize(("asked", "kept"), [("4", ["C108"]), ("75,971", ["D265", "D502"]), ("13", [])])
def test_departments_are_kept_while_reading(tmp_path: Path, asked: str, kept: list[str]) -> None:
    rows = read(tmp_path, "facilities", facilities(tmp_path), only_departments=asked).rows()
    assert [row["type_code"] for row in rows] == kept


def test_the_edition_of_2021_has_neither_names_nor_degrees(tmp_path: Path) -> None:
    path = tmp_path / "bpe21_ensemble_xy.csv"
    path.write_text(
        "AAV2020;AN;BV2012;DEP;DEPCOM;DOM;EPCI;DCIRIS;LAMBERT_X;LAMBERT_Y;QP;QUALI_IRIS;QUALI_QP;QUALI_QVA;"
        "QUALI_ZFU;QUALI_ZUS;QUALITE_XY;QVA;REG;SDOM;TYPEQU;UU2020;ZFU;ZUS\n"
        "000;2021;04000;04;04301;A;240000001;04301_0000;950000,5;6340000,2;CSZ;1;X;X;X;X;Bonne;CSZ;93;A1;A104;04000;X;X\n",
        encoding="utf-8",
    )
    found = read(tmp_path, "facilities", path)
    (row,) = found.rows()
    assert (row["type_code"], row["lambert_x"], row["latitude"], row["name"]) == (
        "A104",
        950000.5,
        None,
        None,
    )
    assert found.manifest.notes == ()


def test_the_same_as_parquet(tmp_path: Path) -> None:
    path = tmp_path / "bpe21.csv"
    path.write_text("AN;DEP;DEPCOM;REG;TYPEQU;LAMBERT_X\n2021;04;04301;93;A104;1.5\n", encoding="utf-8")
    strings = pyarrow.csv.ConvertOptions(column_types={"DEP": "string", "DEPCOM": "string"})
    table = pyarrow.csv.read_csv(path, None, pyarrow.csv.ParseOptions(delimiter=";"), strings)
    pq.write_table(table, tmp_path / "bpe21.parquet")
    assert (
        read(tmp_path, "facilities", tmp_path / "bpe21.parquet").rows()
        == read(tmp_path, "facilities", path).rows()
    )
