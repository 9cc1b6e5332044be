"""Certifications: ten tables in a zip, with TABs before SIRETs and agreements in pairs of columns."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_market import rncp

from openemploi.errors import FormatError


def _without(path: Path, part: str) -> Path:
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if part not in name}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    return path


def test_a_certification_with_its_dates_and_whether_it_is_active(tmp_path: Path) -> None:
    found = read(tmp_path, "rncp", rncp(tmp_path))
    first, second, third = found.rows("certifications")
    assert (first["certification_code"], first["ends"], first["active"]) == (
        "RNCP90001",
        date(2028, 8, 31),
        True,
    )
    assert (first["new_caledonia"], first["french_polynesia"]) == (False, True)
    assert (second["active"], second["decided"]) == (False, None)
    assert (third["certification_code"], third["level"]) == ("RS9003", None)
    assert found.manifest.edition == "2026-02-22"


def test_a_siret_after_a_tab_is_one_and_an_absent_one_is_null(tmp_path: Path) -> None:
    found = read(tmp_path, "rncp", rncp(tmp_path))
    assert [row["siret"] for row in found.rows("certifiers")] == ["01234567800019"]
    assert [row["siret"] for row in found.rows("partners")] == ["98765432100011", None]


def test_agreements_in_pairs_of_columns_become_rows(tmp_path: Path) -> None:
    assert [
        (row["idcc"], row["label"]) for row in read(tmp_path, "rncp", rncp(tmp_path)).rows("agreements")
    ] == [
        ("1979", "Hôtels, cafés, restaurants"),
        ("0454", "Remontées mécaniques"),
    ]


def test_blocks_routes_and_successions(tmp_path: Path) -> None:
    found = read(tmp_path, "rncp", rncp(tmp_path))
    assert [row["block_code"] for row in found.rows("blocks")] == ["RNCP90001BC01", "RNCP90001BC02"]
    assert found.rows("access_routes") == [{"certification_code": "RNCP90001", "route": "Par expérience"}]
    (succession,) = found.rows("successions")
    assert (succession["previous_code"], succession["next_code"]) == (None, "RNCP90001")


def test_a_table_that_may_be_absent_is_noted_and_one_that_may_not_is_an_error(tmp_path: Path) -> None:
    found = read(tmp_path, "rncp", _without(rncp(tmp_path), "CCN"))
    assert "member_absent: *ccn*.csv" in found.manifest.notes
    with pytest.raises(FormatError) as refused:
        read(tmp_path, "rncp", _without(rncp(tmp_path), "Standard"))
    assert refused.value.code == "member_missing"


@pytest.mark.shared
def test_the_real_export(tmp_path: Path) -> None:
    found = read_shared(tmp_path, "rncp", "training/export-fiches-csv-2024-02-22.zip")
    assert {table.name: table.rows for table in found.manifest.tables} == {
        "certifications": 9,
        "blocks": 6,
        "certification_rome": 15,
        "certification_nsf": 10,
        "certification_formacodes": 5,
        "certifiers": 6,
        "partners": 10,
        "access_routes": 34,
        "agreements": 2,
        "successions": 9,
    }
    assert (found.rejected, found.manifest.notes) == ([], ())
