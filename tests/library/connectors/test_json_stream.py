"""JSON in a stream: wherever the file is cut into parts, the same objects come out, on the same lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from openemploi.connectors.base import Reading
from openemploi.connectors.json_stream import is_json, objects
from openemploi.connectors.opening import Opened
from openemploi.errors import FormatError

VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    held=some.lists(VALUES, max_size=6), part=some.integers(1, 60), indent=some.sampled_from([None, 1, 40])
)
def test_an_array_is_the_same_however_it_is_cut(
    held: list[Any], part: int, indent: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openemploi.connectors.json_stream._PART", part)
    path = tmp_path / "array.json"
    path.write_text(json.dumps(held, indent=indent, ensure_ascii=False), encoding="utf-8")
    assert [value for _line, value in objects(Opened(path), Reading())] == held


@pytest.mark.parametrize("part", [1, 5, 1000])
def test_lines_are_those_of_the_file(part: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openemploi.connectors.json_stream._PART", part)
    path = tmp_path / "deep.json"
    path.write_text('\ufeff{"type": "é",\n "features": [\n{"a":\n1},\n\n{"b": 2}]}\n', encoding="utf-8")
    assert is_json(Opened(path))
    assert list(objects(Opened(path), Reading(), under="features")) == [(3, {"a": 1}), (6, {"b": 2})]


def test_objects_on_lines_need_no_brackets(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"a": 1}\n{"a": 2}\n', encoding="utf-8")
    assert list(objects(Opened(path), Reading())) == [(1, {"a": 1}), (2, {"a": 2})]


@pytest.mark.parametrize("text", ['[{"a": 1}, {"a": ]', "[1, 2", '[{"a": "é'])
def test_what_is_not_json_is_an_error_once_the_good_part_is_given(text: str, tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as refused:
        list(objects(Opened(path), Reading()))
    assert refused.value.code == "json_damaged"
