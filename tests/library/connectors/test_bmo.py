"""Hiring projects: the layouts of several years, in workbooks, zips and CSV; secret figures."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_market import BMO_2026, BMO_ROWS, bmo, workbook

from openemploi.errors import FormatError

_2023: Final = (
    *("annee", "Code métier BMO", "Nom métier BMO", "Famille_met", "Lbl_fam_met", "BE23", "NOMBE23", "Dept"),
    *("NomDept", "REG", "NOM_REG", "met", "xmet", "smet"),
)
_2017: Final = (
    *(
        "annee",
        "code métier BMO ",
        "nom_metier BMO",
        "Famille_metier",
        "Libellé de famille de métier",
        "BE17",
    ),
    *("NOMBE17", "Dept", "NomDept", "REG", "NOM_REG", "met", "xmet", "smet"),
)


def test_the_edition_of_2026_with_its_committee_and_its_secret_figures(tmp_path: Path) -> None:
    found = read(tmp_path, "bmo", bmo(tmp_path))
    assert found.manifest.edition == "2026"
    first, second, last = found.rows()
    assert first == {
        "year": 2026,
        "fap_code": "S1X40",
        "fap_label": "Cuisiniers",
        "family_code": "S",
        "family_label": "Services",
        "region": "93",
        "region_name": "Sud",
        "department": "04",
        "department_name": "Hautes Combes",
        "basin_code": "9301",
        "basin_name": "VALLÉE",
        "clpe": "L1",
        "projects": 120,
        "hard_projects": 80,
        "seasonal_projects": 40,
    }
    assert (second["projects"], second["hard_projects"], second["seasonal_projects"]) == (15, None, None)
    assert (last["region"], last["department"], last["basin_code"], last["projects"]) == (
        "01",
        "971",
        "0101",
        None,
    )


def test_secret_figures_are_counted_apart_from_those_that_are_absent(tmp_path: Path) -> None:
    facts = {
        column.name: column for column in read(tmp_path, "bmo", bmo(tmp_path)).manifest.tables[0].columns
    }
    assert (facts["projects"].nulls, facts["projects"].withheld) == (1, 1)
    assert (facts["hard_projects"].nulls, facts["hard_projects"].withheld) == (2, 2)
    assert facts["clpe"].withheld == 0


@pytest.mark.parametrize("layout", [_2023, _2017], ids=["2023", "2017"])
def test_other_years_have_other_names_in_another_order(tmp_path: Path, layout: tuple[str, ...]) -> None:
    by_name = dict(zip((name.casefold().strip() for name in BMO_2026), BMO_ROWS[0], strict=True))
    other = {"nom_metier bmo": "nom métier bmo", "famille_metier": "famille_met"}
    other |= {"libellé de famille de métier": "lbl_fam_met", f"be{(layout is _2023 and 23) or 17}": "be26"}
    other |= {f"nombe{(layout is _2023 and 23) or 17}": "nombe26"}
    names = [name.casefold().strip() for name in layout]
    path = workbook(tmp_path / "bmo.xlsx", {"BMO": [layout, [by_name[other.get(n, n)] for n in names]]})
    (row,) = read(tmp_path, "bmo", path).rows()
    assert (row["fap_code"], row["family_label"], row["basin_code"], row["region"]) == (
        *("S1X40", "Services", "9301", "93"),
    )
    assert (row["projects"], row["hard_projects"], row["seasonal_projects"], row["clpe"]) == (
        120,
        80,
        40,
        None,
    )


def test_a_workbook_in_a_zip_is_read_as_the_workbook_itself(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bmo2026.zip", "w") as archive:
        archive.write(bmo(tmp_path), "Données/Base_open_data_BMO_2026.xlsx")
    assert len(read(tmp_path, "bmo", tmp_path / "bmo2026.zip").rows()) == 3


def test_the_error_names_the_figure_that_a_layout_no_longer_has(tmp_path: Path) -> None:
    path = workbook(tmp_path / "bmo.xlsx", {"BMO": [BMO_2026[:-1], *(row[:-1] for row in BMO_ROWS)]})
    with pytest.raises(FormatError, match="smet") as refused:
        read(tmp_path, "bmo", path)
    assert refused.value.code == "column_missing"


@pytest.mark.shared
def test_the_real_rows_of_2025(tmp_path: Path) -> None:
    found = read_shared(tmp_path, "bmo", "formats/bmo_2025_rows.csv")
    assert (len(found.rows()), found.rejected, found.manifest.edition) == (3, [], "2025")
    assert found.rows()[2]["seasonal_projects"] is None
