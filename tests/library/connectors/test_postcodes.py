"""Postcodes: coordinates in one cell, in two columns, or in none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_territory import postcodes


def test_the_cell_of_coordinates_becomes_two_numbers_and_an_empty_one_stays_null(tmp_path: Path) -> None:
    first, _second, last = read(tmp_path, "postcodes", postcodes(tmp_path)).rows()
    assert (first["latitude"], first["longitude"]) == (44.1234567891, 6.25)
    assert (last["latitude"], last["longitude"], last["line5"]) == (None, None, "ATOLL NEUF")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("44.1;6.2", "cell_count"), ("6.2", "not_coordinates"), ("144.1, 6.2", "out_of_bounds")],
)
def test_a_cell_that_is_no_point_is_rejected_with_its_line(tmp_path: Path, cell: str, reason: str) -> None:
    path = postcodes(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("44.1234567891, 6.25", cell, 1), encoding="utf-8")
    found = read(tmp_path, "postcodes", path)
    assert len(found.rows()) == 2
    (one,) = found.rejected
    assert (one["reason"], one["line"]) == (reason, 2)
    assert cell.split(",")[0] in one["row"]


def test_the_edition_in_latin_1_has_other_names_and_no_coordinates(tmp_path: Path) -> None:
    path = tmp_path / "019HexaSmal.csv"
    path.write_text(
        "#Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé_d_acheminement;Ligne_5\n"
        "1301;ERMITAGE DU LAC;1390;ERMITAGE DU LAC;HAMEAU DU BREZÉ\n",
        encoding="latin-1",
    )
    assert read(tmp_path, "postcodes", path).rows() == [
        {
            "insee_code": "01301",
            "name_upper": "ERMITAGE DU LAC",
            "postcode": "01390",
            "label": "ERMITAGE DU LAC",
            "line5": "HAMEAU DU BREZÉ",
            "latitude": None,
            "longitude": None,
        }
    ]


def test_the_edition_with_two_columns_of_coordinates_lacks_zeros(tmp_path: Path) -> None:
    path = tmp_path / "communes-departement-region.csv"
    path.write_text(
        "code_commune_INSEE,nom_commune_postal,code_postal,libelle_acheminement,ligne_5,latitude,longitude,"
        "code_commune,article,nom_commune,nom_commune_complet,code_departement,nom_departement,code_region,nom_region\n"
        "1301,ERMITAGE DU LAC,1390,ERMITAGE DU LAC,,46.1,5.5,301,L',Ermitage-du-Lac,L'Ermitage-du-Lac,1,Ain,84,ARA\n",
        encoding="utf-8",
    )
    found = read(tmp_path, "postcodes", path)
    (row,) = found.rows()
    assert (row["insee_code"], row["postcode"], row["label"]) == ("01301", "01390", "ERMITAGE DU LAC")
    assert (row["latitude"], row["longitude"]) == (46.1, 5.5)
    assert found.manifest.notes == ()


@pytest.mark.shared
def test_the_real_postcodes_are_read_whole(tmp_path: Path) -> None:
    found = read_shared(tmp_path, "postcodes", "territory/laposte_hexasmal.csv")
    table = found.manifest.tables[0]
    nulls = {column.name: column.nulls for column in table.columns}
    assert (table.rows, table.rejected, table.duplicates) == (39_201, 0, 0)
    assert nulls["latitude"] == nulls["longitude"] == 269
