"""O*NET, NAF and the Korean classifications: files of several shapes, one table each."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.library.connectors.reading import read, read_shared
from tests.library.connectors.samples_references import REFERENCES, naf_list, nested, onet

from openemploi.errors import FormatError


def test_onet_gives_occupations_technologies_and_ratings(tmp_path: Path) -> None:
    found = read(tmp_path, "onet", onet(tmp_path))

    assert [row["description"] for row in found.rows("occupations")] == [
        "Make 6 inch crêpes.",
        None,
        "Taste.",
    ]
    (technology,) = found.rows("technology_skills")
    assert (technology["example"], technology["hot"], technology["in_demand"]) == (
        'The "Best" till',
        True,
        False,
    )
    level, importance, knowledge = found.rows("ratings")
    assert (level["domain"], level["value"], level["n"], level["suppress"]) == ("skills", 3.25, 8, False)
    assert (importance["n"], importance["standard_error"], importance["suppress"]) == (None, None, True)
    assert (knowledge["domain"], knowledge["collected"], knowledge["high"]) == ("knowledge", "08/2023", 2.2)
    assert found.rows("alternate_titles") == []


def test_onets_technologies_of_2015_are_read_from_a_file_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "Technology Skills.txt"
    path.write_text(
        "O*NET-SOC Code\tT2 Example\tCommodity Code\tCommodity Title\tHot Technology\n"
        "99-1011.00\tTill 3\t43230000\tPoint of sale software\tN\n",
        encoding="utf-8",
    )

    (row,) = read(tmp_path, "onet", path).rows("technology_skills")
    assert (row["example"], row["hot"], row["in_demand"]) == ("Till 3", False, None)


def test_an_archive_without_occupations_is_not_onet(tmp_path: Path) -> None:
    path = tmp_path / "db.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Job Zones.txt", "O*NET-SOC Code\tJob Zone\n")

    with pytest.raises(FormatError) as refused:
        read(tmp_path, "onet", path)
    assert (refused.value.code, "Occupation Data.txt" in refused.value.message) == ("member_missing", True)


def test_insees_list_and_the_object_of_codes_are_the_same_kind(tmp_path: Path) -> None:
    listed = read(tmp_path / "a", "naf", naf_list(tmp_path)).rows()
    object_ = read(tmp_path / "b", "naf", REFERENCES["naf"](tmp_path)).rows()

    assert [(row["naf_code"], row["level"]) for row in listed] == [
        ("A", "section"),
        ("01", "division"),
        ("01.1", "group"),
        ("01.11Z", "subclass"),
    ]
    assert (listed[2]["label"], listed[2]["label_65"]) == ("Cultures d'été", "Cultures d'été")
    assert [row["naf_code"] for row in object_] == ["56.10C", "56.30Z", "86.90E"]
    assert object_[0]["label_65"] is None


def test_a_code_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "codes-NAF.json"
    path.write_text(
        '{\n "56.10C": "Restauration",\n "56-30": "Débits",\n "86.90E": ""\n}\n', encoding="utf-8"
    )

    found = read(tmp_path, "naf", path)
    assert [row["naf_code"] for row in found.rows()] == ["56.10C"]
    assert [(row["line"], row["value"], row["reason"]) for row in found.rejected] == [
        (3, "56-30", "pattern"),
        (4, "", "required"),
    ]


def test_a_korean_tree_may_be_flat_or_nested(tmp_path: Path) -> None:
    flat = read(tmp_path / "a", "keco", REFERENCES["keco"](tmp_path)).rows()
    deep = read(tmp_path / "b", "keco", nested(tmp_path)).rows()

    assert [tuple(row.values()) for row in flat] == [
        ("9", "음식", 1, None),
        ("91", "조리", 2, "9"),
        ("911", "크레페 조리원", 3, "91"),
    ]
    assert [tuple(row.values()) for row in deep] == [
        ("9", "음식", 1, None),
        ("98", "조리", 2, "9"),
        ("981", "크레페 조리원", 3, "98"),
    ]


def test_an_index_is_not_a_tree(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as refused:
        read(tmp_path, "keco", REFERENCES["keco_index"](tmp_path))
    assert (refused.value.code, "name" in refused.value.message) == ("column_missing", True)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("kind", "name", "count"),
    [
        ("keco", "keco-tree", 677),
        ("keco_index", "keco-index", 677),
        ("ksco", "ksco-tree", 1_999),
        ("ksic", "ksic-tree", 2_038),
        ("ksic_changes", "ksic-oldnew", 1_231),
        ("naf", "codes-NAF", 732),
    ],
)
def test_the_real_classifications_are_read_whole(kind: str, name: str, count: int, tmp_path: Path) -> None:
    folder = "formats" if kind == "naf" else "korea"
    found = read_shared(tmp_path, kind, f"{folder}/{name}.json")

    assert (len(found.rows()), found.manifest.rejected, found.manifest.notes) == (count, 0, ())
    assert not found.manifest.tables[0].duplicates
