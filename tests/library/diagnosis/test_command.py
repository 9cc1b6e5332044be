"""``openemploi diagnose``: words in, a diagnosis out, and nothing kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.diagnosis import valley
from typer.testing import CliRunner

from openemploi.cli.app import app
from openemploi.datasets.store import Store
from openemploi.diagnosis.keeping import read_kept
from openemploi.diagnosis.model import Diagnosis


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine into which the valley was imported."""
    monkeypatch.setenv("OPENEMPLOI_DATA", str(tmp_path))
    valley.put_valley(Store.open(), tmp_path)
    return tmp_path


def diagnose(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["diagnose", *arguments])
    return result.exit_code, result.output


def test_a_project_is_put_beside_facts(machine: Path):
    code, shown = diagnose(valley.TOLD, "--lang", "en")

    assert code == 0
    assert (
        "120 offers" in shown and "Where the project stands" in shown and "Areas beside each other" in shown
    )
    assert "Which occupation do you mean by “soigneuse”?" in shown


def test_the_whole_diagnosis_is_written_as_json(machine: Path):
    code, shown = diagnose(valley.TOLD, "--json", "--lang", "en")

    assert code == 0
    assert read_kept(shown, Diagnosis).project.household.children == (6,)


def test_nothing_is_kept(machine: Path):
    before = sorted(path for path in machine.rglob("*"))
    diagnose(valley.TOLD)

    assert sorted(path for path in machine.rglob("*")) == before


def test_no_words_are_refused_with_what_to_do():
    code, shown = diagnose(" ", "--lang", "en")

    assert code == 3
    assert "project_empty" in shown and "Say in a sentence" in shown
