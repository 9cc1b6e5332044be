"""Employment areas in their three layouts: with labels, without, and in the producer's workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_territory import employment_area_pairs, employment_areas

from openemploi.errors import FormatError


def test_the_csv_gives_names_and_the_part_within_a_region(tmp_path: Path) -> None:
    found = read(tmp_path, "employment_areas", employment_areas(tmp_path))
    assert found.rows()[2] == {
        "insee_code": "97199",
        "name": "Anse-Écarlate",
        "employment_area_code": "0199",
        "employment_area_name": "Anses, îles",
        "part": "0199",
        "department": "971",
        "region": "01",
    }
    assert (found.manifest.edition, found.manifest.notes) == ("2020", ("communes_of: 2023",))


def test_the_json_has_no_names_and_they_stay_unknown(tmp_path: Path) -> None:
    found = read(tmp_path, "employment_areas", employment_area_pairs(tmp_path))
    assert [row["employment_area_code"] for row in found.rows()] == ["9398", "9499", "0199"]
    assert {row["employment_area_name"] for row in found.rows()} == {None}
    assert found.manifest.notes == ()


def test_codes_that_a_spreadsheet_turned_into_numbers_get_their_zeros_back(tmp_path: Path) -> None:
    path = tmp_path / "ZE2020_au_01-01-2024.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Documentation").write(0, 0, "Zones d’emploi")
        sheet = book.add_worksheet("Composition_communale")
        sheet.write_row(0, 0, ["Zones d’emploi 2020"])
        sheet.write_row(5, 0, ["CODGEO", "LIBGEO", "ZE2020", "LIBZE2020", "ZE2020_PARTIE_REG", "DEP", "REG"])
        sheet.write_row(6, 0, [4301, "L’Ermitage-du-Lac", 199, "Lac", "0199", 4, 1])
    (row,) = read(tmp_path, "employment_areas", path).rows()
    assert (row["insee_code"], row["employment_area_code"], row["department"], row["region"]) == (
        "04301",
        "0199",
        "04",
        "01",
    )


def test_an_object_of_the_array_that_lacks_a_code_is_rejected_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "zones.json"
    path.write_text(
        '[\n{"code_commune": "04301", "code_zone_emploi": "9398"},\n'
        '{"code_commune": "04302"},\n"rien",\n{"code_commune": "0430X3", "code_zone_emploi": "9398"}]',
        encoding="utf-8",
    )
    found = read(tmp_path, "employment_areas", path)
    assert len(found.rows()) == 1
    assert [(one["line"], one["reason"], one["column"]) for one in found.rejected] == [
        (3, "required", "code_zone_emploi"),
        (4, "not_object", ""),
        (5, "pattern", "code_commune"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"code_commune": "04301", "code_zone_emploi": "9398"},', "json_damaged"),
        ('[{"code_commune": "04301" "code_zone_emploi": "9398"}]', "json_damaged"),
        ('[{"code_commune": "04301", "ze": "9398"}]', "column_missing"),
        ("[" * 100_000, "json_damaged"),
    ],
)
def test_json_that_is_cut_or_of_another_kind_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "zones.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as refused:
        read(tmp_path, "employment_areas", path)
    assert refused.value.code == code


@pytest.mark.shared
def test_the_real_areas_are_read_whole(tmp_path: Path) -> None:
    found = read_shared(tmp_path, "employment_areas", "territory/zones_emploi_2020_communes.json")
    assert (found.manifest.rows, found.manifest.rejected) == (34_945, 0)
    assert len({row["employment_area_code"] for row in found.rows()}) == 306
