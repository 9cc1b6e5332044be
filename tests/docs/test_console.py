"""The commands on the pages run, on the samples, as they are written."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openemploi.documents import ocr_available

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^ *```console\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


def _commands() -> list[str]:
    paths = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    blocks = [block for path in paths for block in BLOCK.findall(path.read_text(encoding="utf-8"))]
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    found = dict.fromkeys(line.removeprefix("$ ") for line in lines if line.startswith("$ "))
    return sorted(
        found, key=lambda command: "--erase-readings" in command
    )  # last: the others share what is read


@pytest.mark.parametrize("command", _commands())
def test_a_command_of_the_pages_does_what_it_says(command: str, openemploi: Callable[..., Any]) -> None:
    program, *arguments = shlex.split(command)
    done = openemploi(*arguments)
    # Three of the sample CVs are scans: without Tesseract they are refused, and that is code 4.
    expected = 4 if "samples/cvs" in arguments and not ocr_available().usable else 0

    assert program == "openemploi"
    assert done.returncode == expected, done.stderr + done.stdout[-2000:]
    assert done.stdout.strip()


def test_the_readme_shows_what_the_ranking_really_prints(openemploi: Callable[..., Any]) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = page.split("```text\n")[1].split("```")[0]
    done = openemploi("rank", "samples/offers/caissier-mairie.txt", "samples/cvs")
    file = re.compile(r"│ +1 │ (\S+)")

    first, legend = (text.strip().splitlines()[0] for text in (shown, shown[shown.index("●") :]))
    assert first in done.stdout
    assert " ".join(legend.split()) in " ".join(done.stdout.split())
    assert file.findall(shown)[:1] == file.findall(done.stdout)[:1]


def test_the_python_on_the_pages_runs() -> None:
    paths = sorted((ROOT / "docs").rglob("*.md"))
    blocks = [
        block
        for path in paths
        for block in re.findall(r"^```python\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S)
    ]

    assert blocks
    for block in blocks:
        done = subprocess.run(
            [sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
