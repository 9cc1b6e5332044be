"""``openemploi evaluate``: what it writes, what it refuses, and the history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from openemploi.cli.app import app
from openemploi.evaluation import history

OFFERS = [
    {"id": "1", "intitule": "Boulanger", "description": "Pain.", "romeCode": "D1102"},
    {"id": "2", "intitule": "Zblorg", "description": "Zblorguer.", "romeCode": "Z9999"},
]


@pytest.fixture
def offers(tmp_path: Path) -> Path:
    path = tmp_path / "offers.json"
    path.write_text(json.dumps(OFFERS), encoding="utf-8")
    return path


def run(*arguments: object):
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


def test_only_the_json_is_on_standard_output(offers: Path):
    done = run("offers-rome", offers, "--json", "--errors", 3)
    record = json.loads(done.stdout)

    assert done.exit_code == 0
    assert record["task"] == "offers-rome"
    assert record["metrics"]["top1"].keys() == {"value", "low", "high"}
    assert [wrong["query"] for wrong in record["errors"]] == ["Zblorg"]


def test_people_read_a_table_and_the_wrong_answers(offers: Path):
    done = run("offers-rome", offers, "--errors", 3, "--lang", "en")

    assert done.exit_code == 0
    assert "top1" in done.stdout
    assert "Zblorg" in done.stdout


@pytest.mark.parametrize(
    ("task", "path", "exit_code", "code"),
    [
        ("offers", "offers.json", 2, "evaluation_task_unknown"),
        ("offers-rome", "absent.json", 3, "evaluation_path_missing"),
        ("offers-competences", "offers.json", 3, "evaluation_nothing_found"),
        ("skill-labels", "offers.json", 3, "evaluation_data_unreadable"),
    ],
)
def test_what_cannot_be_done_is_said_with_a_code(
    task: str, path: str, exit_code: int, code: str, offers: Path
):
    done = run(task, offers.with_name(path), "--json")

    assert done.exit_code == exit_code
    assert done.stdout == ""
    assert json.loads(done.stderr)["error"]["code"] == code


def test_the_history_says_what_has_dropped(offers: Path, tmp_path: Path):
    kept = tmp_path / "history.jsonl"
    assert run("offers-rome", offers, "--json", "--history", kept).exit_code == 0
    (before,) = history.read(kept)
    before["metrics"]["top1"] = {"value": 0.9, "low": 0.8, "high": 1.0}
    kept.write_text(json.dumps(before), encoding="utf-8")

    done = run("offers-rome", offers, "--json", "--history", kept, "--lang", "en")

    assert "top1" in done.stderr
    assert "top5" not in done.stderr
    assert len(history.read(kept)) == 2
    assert json.loads(done.stdout)["metrics"]["top1"]["value"] == 0.5


def test_other_files_are_not_compared(offers: Path, tmp_path: Path):
    kept = tmp_path / "history.jsonl"
    run("offers-rome", offers, "--json", "--history", kept)
    offers.write_text(json.dumps(OFFERS[1:]), encoding="utf-8")

    done = run("offers-rome", offers, "--json", "--history", kept)

    assert done.stderr == ""
    assert len(history.read(kept)) == 2


def test_a_damaged_history_is_refused_before_anything_is_measured(offers: Path, tmp_path: Path):
    kept = tmp_path / "history.jsonl"
    kept.write_text('{"task": "offers-rome"}\nnot json\n', encoding="utf-8")

    done = run("offers-rome", offers, "--json", "--history", kept)
    error = json.loads(done.stderr)["error"]

    assert (done.exit_code, error["code"], error["line"]) == (3, "evaluation_history_damaged", 2)
    done = run("offers-rome", offers, "--json", "--history", tmp_path / "absent" / "history.jsonl")
    assert json.loads(done.stderr)["error"]["code"] == "evaluation_history_not_writable"
