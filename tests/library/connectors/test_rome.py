"""ROME 4: its tables, its two encodings, its apostrophes, and what it lacks in other editions."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_references import rome

from openemploi.errors import FormatError


def test_sheets_appellations_and_skills_are_linked_by_their_codes(tmp_path: Path) -> None:
    found = read(tmp_path, "rome", rome(tmp_path))

    assert found.manifest.edition == "9.99"
    sheet = found.rows("occupations")[1]
    assert (sheet["rome_code"], sheet["parent_rome_code"]) == ("G1999", "G1998")
    assert (sheet["ecological_transition"], sheet["digital_transition"], sheet["regulated"]) == (
        "Emploi Vert",
        True,
        None,
    )
    assert [(row["ogr_code"], row["rare"]) for row in found.rows("appellations")] == [
        ("9000001", False),
        ("9000011", True),
    ]
    assert [(row["ogr_code"], row["macro_ogr_code"], row["macro_code"]) for row in found.rows("skills")] == [
        ("9100001", "9200001", None),
        ("9200001", None, "9Z901"),
    ]
    assert [(row["ogr_code"], row["heart"]) for row in found.rows("occupation_items")] == [
        ("9100001", "Principale"),
        ("9300001", None),
        ("9400001", "Émergente"),
    ]


def test_the_member_in_latin_9_is_read_as_such_beside_those_in_utf_8(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "rome", rome(tmp_path)).rows("occupation_naf_sectors")

    assert (row["naf_division"], row["sector"]) == ("01", "Cœurs d'entreprise à l'œuvre")


def test_doubled_apostrophes_are_single_and_line_feeds_stay(tmp_path: Path) -> None:
    first, second = read(tmp_path, "rome", rome(tmp_path)).rows("texts")

    assert first["text"] == "Prépare l'appareil et cuit les crêpes."
    assert second["text"] == "Accessible sans diplôme,\nou avec un CAP."


def test_tables_that_an_edition_lacks_are_empty_and_noted(tmp_path: Path) -> None:
    found = read(tmp_path, "rome", rome(tmp_path))

    assert found.rows("occupation_themes") == []
    assert "member_absent: unix_arborescence_thematique_v*.csv" in found.manifest.notes
    assert not any("unix_item" in note for note in found.manifest.notes)


def test_a_table_that_must_be_there_is_named_when_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "part.zip"
    with zipfile.ZipFile(rome(tmp_path)) as whole, zipfile.ZipFile(path, "w") as part:
        for name in whole.namelist():
            if "coherence" not in name:
                part.writestr(name, whole.read(name))

    with pytest.raises(FormatError) as refused:
        read(tmp_path, "rome", path)
    assert (refused.value.code, "unix_coherence_item_v*.csv" in refused.value.message) == (
        "member_missing",
        True,
    )


@pytest.mark.shared
def test_rome_4_60_is_read_whole(tmp_path: Path) -> None:
    found = read_shared(tmp_path, "rome", "rome/RefRomeCsv.zip")
    rows = {table.name: table.rows for table in found.manifest.tables}

    assert (found.manifest.edition, found.manifest.rejected, found.manifest.notes) == ("4.60", 0, ())
    assert [
        rows[name] for name in ("occupations", "appellations", "knowledge", "occupation_items", "mobility")
    ] == [
        *(1_584, 13_120, 15_354, 104_219, 14_912),
    ]
    assert rows["skills"] == 17_810 + 507
    assert len({row["parent_rome_code"] for row in found.rows("occupations")}) == 532
    assert all(not table.duplicates for table in found.manifest.tables)
