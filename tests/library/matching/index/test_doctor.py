"""``openemploi doctor`` reads every index that it is shown, and those of the portal, whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from openemploi.cli.app import app
from openemploi.matching.index import IndexWriter
from openemploi.matching.index.features import YES, Features


def make(folder: Path) -> Path:
    with IndexWriter(folder, side="people") as index:
        index.put("a", Features(terms=(("s:x", YES),)))
        index.commit()
    return folder


def findings(*arguments: str) -> tuple[int, dict[str, tuple[str, str]]]:
    result = CliRunner().invoke(app, ["doctor", "--json", "--lang", "en", *arguments])
    return result.exit_code, {one["name"]: (one["state"], one["detail"]) for one in json.loads(result.stdout)}


def test_a_whole_index_works_and_a_damaged_one_is_named(tmp_path: Path):
    whole, damaged = make(tmp_path / "whole"), make(tmp_path / "damaged")
    block = next(path for path in damaged.iterdir() if "block" in path.name)
    block.write_bytes(block.read_bytes()[:-1] + b"!")

    code, found = findings("--index", str(whole), "--index", str(damaged))

    assert code != 0
    assert found[str(whole)][0] == "works" and "every file is whole" in found[str(whole)][1]
    assert found[str(damaged)][0] == "broken" and "index_damaged" in found[str(damaged)][1]


def test_a_folder_without_an_index_says_so(tmp_path: Path):
    _code, found = findings("--index", str(tmp_path))

    assert found[str(tmp_path)][0] == "broken" and "index_missing" in found[str(tmp_path)][1]


def test_those_of_the_portal_are_looked_at_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENEMPLOI_WEB_FOLDER", str(tmp_path))
    people = make(tmp_path / "index" / "people")

    assert findings()[1][str(people)][0] == "works"
