"""SIRENE: what is withheld stays so, options filter before anything is typed, Parquet and CSV say the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.library.connectors.reading import read
from tests.library.connectors.samples_territory import establishment, establishments

from openemploi.errors import FormatError, RequestError


def test_an_establishment_has_its_place_its_activity_and_its_state(tmp_path: Path) -> None:
    row = read(tmp_path, "establishments", establishments(tmp_path)).rows()[0]
    assert (row["siret"], row["siren"], row["sign"]) == ("90000000100017", "900000001", "CHEZ BREZÉ")
    assert (row["insee_code"], row["lambert_x"], row["active"], row["employer"]) == (
        "04301",
        950000.5,
        True,
        True,
    )
    assert (row["created"], row["staff_band"], row["naf_code"]) == (date(2019, 3, 1), "11", "56.10A")
    assert (row["name"], row["street_repeat"]) == (None, None)


def test_names_of_an_establishment_with_partial_diffusion_are_withheld_and_counted(tmp_path: Path) -> None:
    shown = establishment(5, statutDiffusionEtablissement="P", denominationUsuelleEtablissement="MME BREZÉ")
    path = establishments(tmp_path, establishment(1), shown, establishment(2))
    found = read(tmp_path, "establishments", path)
    row = found.rows()[1]
    assert {row[name] for name in ("name", "sign", "street", "street_number", "lambert_x", "address_id")} == {
        None
    }
    assert (row["insee_code"], row["naf_code"]) == ("04301", "56.10A")
    withheld = {column.name: column.withheld for column in found.manifest.tables[0].columns}
    assert (withheld["name"], withheld["sign"], withheld["street_repeat"]) == (1, 1, 0)


def test_a_date_that_stands_for_unknown_is_null(tmp_path: Path) -> None:
    path = establishments(tmp_path, establishment(1, dateCreationEtablissement="1900-01-01"))
    assert read(tmp_path, "establishments", path).rows()[0]["created"] is None


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({}, [1, 2, 3, 4]),
        ({"only_departments": "04"}, [1, 3]),
        ({"only_departments": "4, 2A"}, [1, 2, 3]),
        ({"only_departments": "971"}, [4]),
        ({"only_active": "yes"}, [1, 3, 4]),
        ({"only_naf": "8710A"}, [4]),
        ({"only_naf": "56"}, [1, 2, 3]),
        ({"only_naf": "56.1,87.10A", "only_departments": "971,2A", "only_active": "oui"}, [4]),
        ({"only_departments": "75"}, []),
    ],
)
def test_only_what_the_options_ask_for_is_kept(
    tmp_path: Path, options: dict[str, str], kept: list[int]
) -> None:
    rows = read(tmp_path, "establishments", establishments(tmp_path), **options).rows()
    assert [int(row["siren"]) - 900_000_000 for row in rows] == kept


def test_a_row_that_no_option_asks_for_is_not_rejected_either(tmp_path: Path) -> None:
    path = establishments(
        tmp_path, establishment(1), establishment(2, siret="x", codeCommuneEtablissement="2A399")
    )
    assert read(tmp_path, "establishments", path, only_departments="04").rejected == []
    (one,) = read(tmp_path, "establishments", path).rejected
    assert (one["line"], one["column"], one["value"], one["reason"]) == (3, "siret", "x", "pattern")


@pytest.mark.parametrize("options", [{"only_departments": "Alpes"}, {"only_naf": "boulangerie"}])
def test_an_option_that_makes_no_sense_is_refused(tmp_path: Path, options: dict[str, str]) -> None:
    with pytest.raises(RequestError) as refused:
        read(tmp_path, "establishments", establishments(tmp_path), **options)
    assert refused.value.code == "option_invalid"


def _parquet(folder: Path, *rows: dict[str, str], **types: pa.DataType) -> Path:
    table = pa.Table.from_pylist([{name: value or None for name, value in row.items()} for row in rows])
    for name, kind in types.items():
        table = table.set_column(table.column_names.index(name), name, table[name].cast(kind))
    path = folder / "StockEtablissement_2025-11.parquet"
    pq.write_table(table, path)
    return path


def test_parquet_says_the_same_as_csv_whatever_its_types(tmp_path: Path) -> None:
    rows = [
        establishment(1, siret="00099000100017"),
        establishment(2, etatAdministratifEtablissement="F"),
        establishment(3, statutDiffusionEtablissement="P"),
    ]
    path = _parquet(
        tmp_path,
        *rows,
        siret=pa.int64(),
        dateCreationEtablissement=pa.date32(),
        dateDernierTraitementEtablissement=pa.timestamp("us"),
        anneeEffectifsEtablissement=pa.int32(),
        etablissementSiege=pa.bool_(),
    )
    found = read(tmp_path, "establishments", path)
    assert found.manifest.edition == "2025-11"
    assert found.rejected == []
    assert found.rows() == read(tmp_path, "establishments", establishments(tmp_path, *rows)).rows()
    assert len(read(tmp_path, "establishments", path, only_active="yes").rows()) == 2


def test_a_bad_row_of_parquet_is_named_by_its_number(tmp_path: Path) -> None:
    path = _parquet(tmp_path, establishment(1), establishment(2, siret="12"), establishment(3))
    found = read(tmp_path, "establishments", path)
    assert [(one["line"], one["value"], one["reason"]) for one in found.rejected] == [(2, "12", "pattern")]
    assert len(found.rows()) == 2


def test_parquet_that_is_cut_or_lacks_a_column_is_refused(tmp_path: Path) -> None:
    whole = _parquet(tmp_path, establishment(1))
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(whole.read_bytes()[:-20])
    lacking = tmp_path / "lacking.parquet"
    pq.write_table(pq.read_table(whole).drop_columns(["siret"]), lacking)
    for path, code in ((cut, "file_damaged"), (lacking, "column_missing")):
        with pytest.raises(FormatError) as refused:
            read(tmp_path, "establishments", path)
        assert refused.value.code == code
