"""Official bridges: headers after other lines, codes that lost a zero or a dot, and a program of SAS."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.connectors import samples_references as samples
from tests.library.connectors.reading import read, read_shared


def test_the_header_is_found_after_lines_about_the_mapping(tmp_path: Path) -> None:
    rome = read(tmp_path / "a", "crosswalk_esco_rome", samples.crosswalk_esco_rome(tmp_path))
    onet = read(tmp_path / "b", "crosswalk_esco_onet", samples.crosswalk_esco_onet(tmp_path))

    assert (rome.manifest.edition, onet.manifest.edition) == ("9.1", "7")
    assert [(row["ogr_code"], row["relation"]) for row in rome.rows()][:2] == [
        ("9000001", "skos:exactMatch"),
        ("9000011", "skos:broadMatch"),
    ]
    assert onet.rows()[0]["onet_description"] == "Make, and serve."
    assert onet.rows()[2]["esco_uri"] == "http://data.europa.eu/esco/isco/C7515"


def test_a_fault_after_those_lines_is_told_at_its_own_line(tmp_path: Path) -> None:
    path = samples.crosswalk_esco_rome(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("9000011", "n° 11"), encoding="utf-8")

    (wrong,) = read(tmp_path, "crosswalk_esco_rome", path).rejected
    assert (wrong["line"], wrong["column"], wrong["value"]) == (8, "classification 2 ID", "n° 11")


def test_codes_get_back_the_dot_or_the_zero_that_they_lost(tmp_path: Path) -> None:
    naf = read(tmp_path / "a", "crosswalk_rome_naf", samples.crosswalk_rome_naf(tmp_path)).rows()
    isco = read(tmp_path / "b", "crosswalk_rome_isco", samples.crosswalk_rome_isco(tmp_path)).rows()

    assert [(row["naf_code"], row["hires"]) for row in naf] == [
        ("56.10C", 161),
        ("56.10A", 63),
        ("86.90E", 5),
    ]
    assert [(row["isco_code"], row["isco_code_eures"]) for row in isco] == [
        ("5120", "5120"),
        ("0110", "0"),
        ("2267", "226"),
    ]


def test_the_two_formats_of_sas_give_families_with_and_without_qualification(tmp_path: Path) -> None:
    found = read(tmp_path, "crosswalk_rome_fap", samples.crosswalk_rome_fap(tmp_path))

    assert [tuple(row.values()) for row in found.rows()] == [
        ("G1998", None, "S9Z40"),
        ("G1999", None, "S9Z40"),
        ("J1998", None, "V9Z80"),
        ("J1999", None, "V9Z80"),
        ("K1998", "1", "P9Z90"),
        ("K1998", "2", "P9Z90"),
    ]


def test_a_line_of_sas_that_names_no_family_is_told(tmp_path: Path) -> None:
    path = samples.crosswalk_rome_fap(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"S9Z40"', b"S9Z40"))

    found = read(tmp_path, "crosswalk_rome_fap", path)
    assert [(row["line"], row["reason"]) for row in found.rejected] == [(4, "cell_count")]
    assert found.manifest.rows == 4


@pytest.mark.shared
@pytest.mark.parametrize(
    ("kind", "name", "count"),
    [
        ("crosswalk_esco_rome", "FR_20230607_mapping_esco_rome.csv", 11_118),
        ("crosswalk_esco_onet", "crosswalk_esco_onet.csv", 4_253),
        ("crosswalk_rome_isco", "Correspondance_ROME_ISCO08.xlsx", 532),
        ("crosswalk_rome_naf", "rome_naf_mapping_2021.csv", 5_071),
        ("crosswalk_rome_fap", "passage_fap2009_romev3.txt", 2_341),
    ],
)
def test_the_real_bridges_are_read_whole(kind: str, name: str, count: int, tmp_path: Path) -> None:
    found = read_shared(tmp_path, kind, f"crosswalks/{name}")

    assert (len(found.rows()), found.manifest.rejected, found.manifest.notes) == (count, 0, ())
