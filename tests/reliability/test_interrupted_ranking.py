"""A ranking that is stopped, by Ctrl-C or worse, leaves no process behind and loses nothing of what it read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from openemploi.paths import cache_folder
from openemploi.taxonomy.store import Taxonomy

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
COMMAND = Path(sys.executable).with_name("openemploi")
INTERRUPTED = 130
COUNT = 60  # CVs: a second of reading and more, so that there is time to interrupt it
PATIENCE = 120  # seconds to wait on a slow machine for what must happen


@pytest.fixture(scope="module")
def cvs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many CVs in all formats but pictures."""
    folder = tmp_path_factory.mktemp("cvs")
    maker = [sys.executable, SAMPLES / "make.py", "--variations", str(COUNT), "--to", folder]
    subprocess.run(maker, check=True, capture_output=True)
    return folder


@pytest.fixture
def cache(taxonomy: Taxonomy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test alone, with the taxonomy compiled: the workers of a run share theirs, readings too."""
    own = tmp_path / "cache"
    own.mkdir()
    for entry in cache_folder().iterdir():
        if entry.name != "readings":
            (own / entry.name).symlink_to(entry)
    monkeypatch.setenv("OPENEMPLOI_CACHE", str(own))
    return own


@pytest.fixture
def started(cvs: Path, cache: Path) -> Iterator[subprocess.Popen[str]]:
    """The command on its way in a process group of its own, as in a terminal, with three readings kept."""
    process = subprocess.Popen(
        [COMMAND, "rank", SAMPLES / "offers" / "caissier-mairie.txt", cvs, "--json", "--lang", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until(lambda: len(kept(cache)) >= 3 or process.poll() is not None)
    assert process.poll() is None, process.communicate()
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def kept(cache: Path) -> dict[Path, int]:
    """Every kept reading and when it was written."""
    return {path: path.stat().st_mtime_ns for path in cache.glob("readings/*/*.json")}


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)


def family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def test_ctrl_c_ends_with_130_and_says_what_is_kept(started):
    os.killpg(started.pid, signal.SIGINT)
    out, errors = started.communicate(timeout=PATIENCE)

    assert started.returncode == INTERRUPTED
    assert out == "", "half a ranking is no ranking"
    assert "run the same command to go on" in " ".join(errors.split())
    assert "Traceback" not in errors


def test_ctrl_c_leaves_no_process_behind(started):
    children = family(started)
    os.killpg(started.pid, signal.SIGINT)
    started.communicate(timeout=PATIENCE)

    assert children, "documents are read by other processes"
    until(lambda: not alive(children))


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_command_leaves_no_process_behind_either(started, sent):
    children = family(started)
    started.send_signal(sent)
    started.communicate(timeout=PATIENCE)

    assert children
    until(lambda: not alive(children))


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_the_next_run_reads_only_what_was_not_read(started, cache, sent):
    started.send_signal(sent)
    started.communicate(timeout=PATIENCE)
    before = kept(cache)
    assert 3 <= len(before) < COUNT

    again = subprocess.run(started.args, capture_output=True, text=True, timeout=PATIENCE, check=False)

    assert again.returncode == 0, again.stderr
    assert len(json.loads(again.stdout)) == COUNT
    after = kept(cache)
    assert len(after) == COUNT
    assert {path: after[path] for path in before} == before, "kept readings were used, not made again"
