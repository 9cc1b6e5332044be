"""The commands of an actor: make a key, replace the identities of a file."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

from openemploi.cli import pseudonyms


@pytest.fixture
def app() -> typer.Typer:
    group = typer.Typer()
    group.command("pseudonymise")(pseudonyms.pseudonymise)
    group.command("new-key")(pseudonyms.make_key)
    return group


def test_a_file_is_pseudonymised_under_a_key_that_was_just_made(app: typer.Typer, tmp_path: Path) -> None:
    file, key, out = tmp_path / "people.csv", tmp_path / "key.json", tmp_path / "out.parquet"
    file.write_text("nom,prenom,naissance,mois\nLefèvre,Zoé,1990-05-01,3\nLefèvre,Zoé,,4\n", encoding="utf-8")
    run = CliRunner().invoke
    assert run(app, ["new-key", "insertion-06", "--out", str(key)]).exit_code == 0
    done = run(
        app, ["pseudonymise", str(file), "--key", str(key), "--out", str(out), "--keep", "mois", "--json"]
    )

    facts = json.loads(done.output)
    assert (facts["rows"], facts["left_out"], facts["key_id"]) == (1, 1, json.loads(key.read_text())["id"])
    assert pq.read_table(out).column("mois").to_pylist() == ["3"]
    again = run(app, ["new-key", "insertion-06", "--out", str(key), "--json"])
    assert again.exit_code != 0
