"""Every command, argument, option and exit code is in the reference, and no other."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer.main

from openemploi.cli import screen
from openemploi.cli.app import app


def _commands(command: Any, path: tuple[str, ...] = ("openemploi",)) -> Iterator[tuple[str, Any]]:
    yield " ".join(path), command
    for name, child in getattr(command, "commands", {}).items():
        yield from _commands(child, (*path, name))


COMMANDS = dict(_commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_is_documented_with_all_it_takes(
    name: str, pages: Mapping[Path, str], root: Path, section: Callable[[str, str], str],
    rows: Callable[[str], list[list[str]]],
) -> None:  # fmt: skip
    text = section(pages[root / "docs/reference/cli.md"], name)
    documented = {word for row in rows(text) for word in re.findall(r"`([^`]+)`", row[0])}
    taken = {_shown(parameter) for parameter in COMMANDS[name].params} - {"--help"}

    assert documented == taken


def test_no_command_is_documented_that_does_not_exist(pages: Mapping[Path, str], root: Path) -> None:
    headings = re.findall(r"^## (openemploi.*)$", pages[root / "docs/reference/cli.md"], re.MULTILINE)

    assert sorted(headings) == sorted(COMMANDS)


def test_every_exit_code_is_documented(
    pages: Mapping[Path, str], root: Path, section: Callable[[str, str], str],
    rows: Callable[[str], list[list[str]]],
) -> None:  # fmt: skip
    text = section(pages[root / "docs/reference/cli.md"], "Exit codes")
    usage = 2  # click's

    assert {int(row[0]) for row in rows(text)} == {
        0, usage, screen.IMPOSSIBLE, screen.PARTLY, screen.INTERRUPTED,
    }  # fmt: skip


def test_the_readme_names_every_command(pages: Mapping[Path, str], root: Path) -> None:
    page = pages[root / "README.md"]
    shown = [
        name for name, command in COMMANDS.items() if not command.hidden and "commands" not in vars(command)
    ]

    assert [
        name for name in shown if f"`{name.rsplit(' ', 1)[-1]}" not in page and f"`{name}" not in page
    ] == []


def _shown(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.name).upper()
    return max(parameter.opts, key=len)


def test_a_command_starts_without_what_only_the_extra_for_data_brings() -> None:
    """Who installed no extra has the other commands; and nobody waits for a database that is not asked."""
    late = ("duckdb", "sqlglot", "rdflib", "pyarrow")
    program = f"import sys, openemploi.cli.app; print([name for name in {late} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
