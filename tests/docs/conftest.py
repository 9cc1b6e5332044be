"""The pages, the sources, and the command line as the documentation speaks of them."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def pages() -> Mapping[Path, str]:
    """The README and every page of docs/, by path."""
    found = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return {path: path.read_text(encoding="utf-8") for path in found}


@pytest.fixture(scope="session")
def sources() -> Mapping[Path, ast.Module]:
    """Every module of the library and the portal, parsed."""
    paths = sorted((ROOT / "src").rglob("*.py"))
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@pytest.fixture(scope="session")
def openemploi(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the command line, once for the same arguments, in a folder that holds nothing but the samples."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "samples").symlink_to(ROOT / "samples")
    program = Path(sys.executable).with_name("openemploi")

    @cache
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name != "OPENEMPLOI_LANG"}
        return subprocess.run(
            [program, *arguments],
            cwd=folder,
            env=kept | {"COLUMNS": "110"},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    return run


def _section(page: str, heading: str) -> str:
    """What stands under ``heading`` (its words) down to the next heading of its level or above."""
    found = re.search(rf"^(#+) {re.escape(heading)}[ \t]*$", page, re.MULTILINE)
    assert found, f"no heading {heading!r}"
    rest = page[found.end() :]
    after = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: after.start()] if after else rest


def _rows(text: str) -> list[list[str]]:
    """The cells of the rows of the tables in ``text``, without headers and rules."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [number for number, row in enumerate(cells) if all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    dropped = {*rules, *(number - 1 for number in rules)}
    return [row for number, row in enumerate(cells) if number not in dropped]


@pytest.fixture(scope="session")
def section() -> Callable[[str, str], str]:
    """What stands under a heading of a page."""
    return _section


@pytest.fixture(scope="session")
def rows() -> Callable[[str], list[list[str]]]:
    """The rows of the tables of a text."""
    return _rows
