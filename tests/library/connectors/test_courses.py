"""Courses after school (Parcoursup), Onisep's files, and what apprenticeship is paid."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_market import npec, onisep_courses, onisep_occupations, parcoursup

from openemploi.connectors.parcoursup_columns import COURSES


def test_the_name_that_stands_twice_is_two_columns(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, "parcoursup", parcoursup(tmp_path)).rows()
    assert (first["course"], first["course_group"], first["selective"]) == ("BTS - Neige", "BTS", True)
    assert (first["latitude"], first["longitude"], first["pct_f"], first["prop_tot_bg"]) == (
        44.1,
        6.25,
        41.5,
        52,
    )
    assert (second["selective"], second["access_rate"], second["latitude"]) == (False, None, None)
    assert (third["department"], third["capacity"], third["admitted"]) == ("974", None, 0)


def test_short_names_and_typographic_apostrophes_mean_the_same_columns(tmp_path: Path) -> None:
    path = tmp_path / "fr-esr-parcoursup_2021.csv"
    path.write_text(
        "session;cod_uai;g_ea_lib_vx;dep;lib_for_voe_ins;Capacité de l’établissement par formation;voe_tot;acc_tot;"
        "taux_adm_psup;lib_grp4\n"
        "2021;0040001A;Lycée des Cimes;04;BTS - Neige;24;310;24;61;Tous\n",
        encoding="utf-8-sig",
    )
    found = read(tmp_path, "parcoursup", path)
    (row,) = found.rows()
    assert (row["capacity"], row["access_rate"], row["group_4"], row["course_code"]) == (
        24,
        61.0,
        "Tous",
        None,
    )
    assert (found.manifest.edition, found.manifest.notes) == ("2021", ())


def test_our_names_of_columns_are_each_used_once() -> None:
    names = [column.name for column in COURSES.columns]
    assert len(names) == len(set(names))


@pytest.mark.shared
def test_the_real_head_of_2025_has_no_column_that_is_not_known(tmp_path: Path) -> None:
    found = read_shared(tmp_path, "parcoursup", "formats/parcoursup_2025_head.csv")
    assert (len(found.rows()), found.rejected, found.manifest.notes) == (2, [], ())


def test_a_list_of_codes_gives_a_row_each_and_none_gives_none(tmp_path: Path) -> None:
    found = read(tmp_path, "onisep_occupations", onisep_occupations(tmp_path))
    assert [(row["onisep_id"], row["rome_code"]) for row in found.rows("occupation_rome")] == [
        ("MET.90001", "G1401"),
        ("MET.90002", "A1407"),
        ("MET.90002", "A1410"),
    ]
    first, second, third = found.rows("occupations")
    assert (first["publication_year"], first["created"]) == (2025, date(2020, 6, 6))
    assert (second["rome_codes"], third["rome_codes"], third["changed"]) == ("A1407 | A1410", None, None)


def test_a_code_that_is_none_is_rejected_with_the_row_that_it_stands_in(tmp_path: Path) -> None:
    path = onisep_occupations(tmp_path)
    path.write_text(
        path.read_text(encoding="utf-8").replace("A1407 | A1410", "A14 | A1410"), encoding="utf-8"
    )
    found = read(tmp_path, "onisep_occupations", path)
    (one,) = found.rejected
    assert (one["table"], one["column"], one["value"]) == ("occupations", "code ROME", "A14 | A1410")
    assert len(found.rows("occupation_rome")) == 1


def test_a_certification_is_named_as_in_the_register(tmp_path: Path) -> None:
    found = read(tmp_path, "onisep_courses", onisep_courses(tmp_path))
    assert [row["rncp_code"] for row in found.rows("course_certifications")] == ["RNCP90001", "RNCP90002"]
    assert [row["authority"] for row in found.rows("courses")][1] is None


@pytest.mark.shared
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("onisep_courses", "formats/onisep_ideo_formations_head.csv"),
        ("onisep_occupations", "formats/onisep_ideo_metiers_head.csv"),
    ],
)
def test_the_real_heads_of_onisep(tmp_path: Path, kind: str, name: str) -> None:
    found = read_shared(tmp_path, kind, name)
    assert (len(found.rows()), found.rejected, found.manifest.notes) == (4, [], ())


def test_notes_in_headers_are_no_part_of_the_names(tmp_path: Path) -> None:
    found = read(tmp_path, "npec", npec(tmp_path))
    assert [(row["rncp_code"], row["committee_code"], row["amount"]) for row in found.rows("levels")] == [
        ("RNCP90001", "2", 6500),
        ("RNCP90001", "4", 7100.5),
        ("RNCP90002", "4", None),
    ]
    assert found.rows("committees") == [
        {"committee_code": "2", "committee": "CPNE des refuges", "idcc": "0478"}
    ]
    assert (found.manifest.edition, found.manifest.notes) == ("2026-07-15", ())


@pytest.mark.shared
def test_the_real_workbook_of_amounts(tmp_path: Path) -> None:
    found = read_shared(tmp_path, "npec", "training/Referentiel-des-NPEC-15.07.2024_vMAJ-18.07.2024.xlsx")
    (level,) = found.rows("levels")
    assert (level["rncp_code"], level["amount"], level["applies_from"]) == (
        "RNCP1002",
        9497,
        date(2024, 7, 15),
    )
