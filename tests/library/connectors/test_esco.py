"""ESCO: its releases, its languages, its cells of several lines."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.library.connectors.reading import SHARED, read, read_shared
from tests.library.connectors.samples_references import esco, esco_of_2020


def test_labels_stand_one_a_line_and_what_is_not_translated_has_none(tmp_path: Path) -> None:
    found = read(tmp_path, "esco", esco(tmp_path))
    first, second, third = found.rows("occupations")

    assert (found.manifest.edition, first["language"], first["isco_code"]) == ("1.2.0", "fr", "5120")
    assert first["alternative_labels"] == "galettier\ngalettière"
    assert first["modified"] == dt.datetime(2024, 5, 2, 8, 9, 10)  # written to a hundredth of a second
    assert (second["isco_code"], second["code"]) == ("0110", "0110.9")
    assert (third["label"], third["status"]) == (None, "obsolete")


def test_relations_and_collections_are_tables(tmp_path: Path) -> None:
    found = read(tmp_path, "esco", esco(tmp_path))

    (link,) = found.rows("occupation_skills")
    assert (link["occupation_uri"][-2:], link["skill_uri"][-2:], link["relation"]) == (
        "o1",
        "s1",
        "essential",
    )
    assert [row["broader_uri"][-5:] for row in found.rows("broader_occupations")] == ["C0110"]
    (member,) = found.rows("collections")
    assert (member["collection"], member["language"], member["alternative_labels"]) == (
        "digcomp",
        "fr",
        "a | b",
    )


def test_release_1_0_has_fewer_columns_and_relations_without_language(tmp_path: Path) -> None:
    found = read(tmp_path, "esco", esco_of_2020(tmp_path))

    (occupation,) = found.rows("occupations")
    assert (found.manifest.edition, occupation["label"], occupation["language"]) == (
        "1.0.9",
        "crêpe maker",
        "en",
    )
    assert (occupation["code"], occupation["status"]) == (None, None)
    assert [row["relation"] for row in found.rows("occupation_skills")] == ["optional"]
    assert "member_absent: *Collection[_.]*csv" in found.manifest.notes


@pytest.mark.shared
@pytest.mark.parametrize(("language", "skills"), [("fr", 13_641), ("en", 13_829)])
def test_esco_1_2_0_is_read_whole(language: str, skills: int, tmp_path: Path) -> None:
    name = f"esco/ESCO dataset - v1.2.0 - classification - {language} - csv.zip"
    found = read_shared(tmp_path, "esco", name)
    rows = {table.name: table.rows for table in found.manifest.tables}

    assert (SHARED / name).stat().st_size == found.manifest.source.bytes
    assert (found.manifest.rejected, found.manifest.notes) == (0, ())
    assert (rows["occupations"], rows["skills"], rows["occupation_skills"]) == (3_039, skills, 122_581)
    assert sum(row["relation"] == "essential" for row in found.rows("occupation_skills")) == 64_235
    assert all(not table.duplicates for table in found.manifest.tables)
