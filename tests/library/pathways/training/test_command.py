"""``openemploi trainings``: a table for people, JSON for machines, and what it says when a name is not known."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.library.pathways.training.small_courses import action, session, training
from typer.testing import CliRunner

from openemploi.cli.app import app
from openemploi.pathways.training.catalogue import Catalogue

Make = Callable[..., Catalogue]
COURSE = training(
    "Crêperie", action(session(1, "20991005", "20991030"), price="900"), content="Cuire des crêpes"
)


def _asked(tmp_path: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(
        app, ["trainings", *words, "--data", str(tmp_path / "datasets"), "--lang", "en"]
    )
    return result.exit_code, result.output


def test_a_course_is_shown_with_what_it_teaches_and_what_is_not_known(made: Make, tmp_path: Path) -> None:
    made(COURSE)

    code, text = _asked(tmp_path, "crêpier")

    assert code == 0
    assert "1 of 2" in text and "900 €" in text and "unknown" in text
    assert "No course names: Farines." in text


def test_the_json_has_scores_days_and_passages(made: Make, tmp_path: Path) -> None:
    made(COURSE)

    code, text = _asked(
        tmp_path, "G1998", "--near", "Colzas", "--budget", "1000", "--worked", "G1998=18", "--json"
    )

    (found,) = json.loads(text)["recommendations"]
    assert code == 0
    assert found["evidence"][0]["passage"]["text"] == "Cuire des crêpes"
    assert found["session"]["starts"] == "2099-10-05"
    assert found["score"] == round(sum(line["points"] for line in found["lines"]), 1)


def test_a_skill_to_learn_stands_for_all_that_the_occupation_uses(made: Make, tmp_path: Path) -> None:
    made(COURSE)

    _code, text = _asked(tmp_path, "G1998", "--learn", "9300001")

    assert "Nothing in the catalogue fits" in text and "immersion" in text


def test_a_name_that_is_not_known_is_said_to_be_so(made: Make, tmp_path: Path) -> None:
    made(COURSE)

    assert _asked(tmp_path, "zblorg")[0] == 3
    assert _asked(tmp_path, "crêpier", "--near", "zblorg")[0] == 3
