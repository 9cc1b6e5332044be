"""The commands of the batch: what they say, what they write for machines, and with which codes they end."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from openemploi.batch import Plan
from openemploi.batch.pace import Progress
from openemploi.batch.reading import rows_for
from openemploi.cli.app import app
from openemploi.cli.batch import pace
from openemploi.i18n import use_language

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "json.md"


def command(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["batch", *map(str, arguments), "--lang", "en"])


@pytest.fixture(scope="module")
def done(indexes: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The output of a run by the command, and what the command said."""
    out = tmp_path_factory.mktemp("done") / "out"
    options = ("--processes", 2, "--shard-size", 25, "--top", 4, "--json")
    return out, command("run", indexes / "people", indexes / "offers", out, *options)


def documented(heading: str) -> set[str]:
    text = re.search(rf"^## {heading}\n(.*?)(?=^## )", PAGE.read_text(), re.M | re.S)
    assert text
    return set(re.findall(r"^\| `([^`]+)`", text[1], re.M))


def paths(value: Any, path: str = "") -> set[str]:
    if isinstance(value, dict):
        return set().union(*(paths(v, f"{path}.{k}" if path else k) for k, v in value.items()))
    if isinstance(value, list):
        return set().union(*(paths(item, f"{path}[]") for item in value))
    return {path}


def test_a_run_writes_what_is_documented(done: tuple[Path, Result]):
    _out, result = done
    written = json.loads(result.stdout)

    assert result.exit_code == 0, result.output
    assert {*paths(written), *(name for name in documented("batch run") if "failed" in name)} == documented(
        "batch run"
    )
    assert (written["made"], written["kept"], written["failed"]) == (4, 0, [])


def test_a_status_writes_what_is_documented(done: tuple[Path, Result]):
    out, _result = done
    written = json.loads(command("status", out, "--json").stdout)

    assert paths(written) == documented("batch status")
    assert written["done"] == written["shards"] == 4
    assert written["finished"] is not None
    assert "4 of 4 shards" in command("status", out).stdout


@pytest.mark.parametrize(("option", "name"), [("--person", "person-3"), ("--offer", "offer-3")])
def test_a_list_is_shown_and_written_as_documented(done: tuple[Path, Result], option: str, name: str):
    out, _result = done
    written = json.loads(command("show", out, option, name, "--json").stdout)
    shown = command("show", out, option, name)

    assert paths(written) == documented("batch show")
    assert len(written) == 4
    assert shown.exit_code == 0
    assert all(row["offer" if option == "--person" else "person"] in shown.stdout for row in written)
    assert "a person decides" in shown.stdout


def test_an_id_without_a_list_is_said(done: tuple[Path, Result]):
    out, _result = done
    shown = command("show", out, "--person", "nobody")

    assert shown.exit_code == 0
    assert "No list for nobody" in shown.stdout
    assert json.loads(command("show", out, "--person", "nobody", "--json").stdout) == []


def test_a_pair_is_explained_from_the_indexes_with_the_points_of_the_run(
    done: tuple[Path, Result], indexes: Path
):
    out, _result = done
    from openemploi.batch import Direction

    row = rows_for(out, "person-3", direction=Direction.OFFERS)[0]
    arguments = ("explain", indexes / "people", indexes / "offers", row.person, row.offer)
    written = json.loads(command(*arguments, "--json").stdout)
    shown = command(*arguments)

    assert written["file"] == "person-3"
    assert written["score"] == pytest.approx(row.score, abs=1e-9)
    assert sum(line["points"] for line in written["requirements"]) == pytest.approx(row.score)
    assert all(line["label"] for line in written["requirements"])
    assert "passages" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("explain", "{people}", "{offers}", "nobody", "offer-1"), "batch_id_unknown"),
        (("explain", "{people}", "{people}", "person-1", "offer-1"), "index_side"),
        (("run", "{offers}", "{offers}", "{out}"), "index_side"),
        (("run", "{people}", "{out}", "{out}"), "index_missing"),
        (("status", "{out}"), "batch_missing"),
        (("show", "{out}", "--person", "person-1"), "batch_missing"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_code(indexes: Path, tmp_path: Path, arguments, code: str):
    names = {"people": indexes / "people", "offers": indexes / "offers", "out": tmp_path / "none"}
    result = command(*(argument.format(**names) for argument in arguments))

    assert result.exit_code == 3
    assert f"[{code}]" in result.stderr


def test_the_folder_of_another_run_is_refused(done: tuple[Path, Result], indexes: Path):
    out, _result = done
    result = command("run", indexes / "people", indexes / "offers", out, "--top", 5)

    assert result.exit_code == 3
    assert "[batch_other_plan]" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "out"),
        ("show", "out", "--person", "a", "--offer", "b"),
        ("run", "a", "b", "c", "--processes", "2", "--cluster", "tcp://host:8786"),
        ("run", "a", "b", "c", "--for", "nobody"),
    ],
)
def test_what_makes_no_sense_is_not_begun(arguments: tuple[str, ...]):
    assert command(*arguments).exit_code == 2


def test_a_run_for_one_side_makes_its_lists_only(plan: Plan, indexes: Path, tmp_path: Path):
    result = command(
        "run", indexes / "people", indexes / "offers", tmp_path / "out", "--for", "offers",
        "--processes", 1, "--shard-size", 20,
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    assert "2 shards were made." in " ".join(result.stdout.split())
    assert {path.name for path in (tmp_path / "out").glob("*.parquet")} == {
        "people-for-offers-00000.parquet", "people-for-offers-00001.parquet",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Progress(1, 9), ""),
        (Progress(4, 9, 812.4), "812 documents a second"),
        (Progress(4, 9, 812.4, (170.0, 300.0)), "812 documents a second · between 3 and 5 min left"),
        (Progress(4, 9, 812.4, (175.0, 185.0)), "812 documents a second · 3 min left"),
        (Progress(4, 9, 812.4, (2.0, 9.0)), "812 documents a second · less than a minute left"),
        (Progress(4, 9, 812.4, (7000.0, 9000.0)), "812 documents a second · between 1.9 and 2.5 h left"),
        (Progress(9, 9, 812.4, (0.0, 0.0)), "812 documents a second"),
    ],
)
def test_the_pace_is_said_in_words_a_person_can_plan_by(step: Progress, words: str):
    use_language("en")

    assert pace(step) == words
