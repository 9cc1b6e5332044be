"""A batch that is killed anywhere — the command, a worker, a Dask worker, the scheduler — ends in the same bytes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest
from benchmarks.dask_cluster import Cluster

from openemploi.matching import Matcher
from openemploi.matching.index import IndexWriter, offer_features, person_features
from openemploi.taxonomy.store import Taxonomy

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "library" / "matching" / "index"))

from crowd import Crowd

COMMAND = Path(sys.executable).with_name("openemploi")
COUNT = 120  # documents of each side
SIZE = 3  # of a shard
SHARDS = 2 * COUNT // SIZE
SOME = 8  # files: then something is killed
PATIENCE = 120  # seconds to wait on a slow machine for what must happen


@pytest.fixture(scope="module")
def indexes(taxonomy: Taxonomy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("indexes")
    matcher, crowd = Matcher(taxonomy), Crowd(taxonomy, seed=21)
    with IndexWriter(folder / "people", side="people") as writer:
        for number in range(COUNT):
            writer.put(f"person-{number}", person_features(crowd.person(), matcher=matcher))
        writer.commit()
    with IndexWriter(folder / "offers", side="offers") as writer:
        for number in range(COUNT):
            writer.put(f"offer-{number}", offer_features(matcher.ask(crowd.offer(), answers=False)))
        writer.commit()
    return folder


@pytest.fixture(scope="module")
def undisturbed(indexes: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a run that nobody disturbed."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    process = started(indexes, out, "--processes", "2")
    _said, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    return files(out)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def started(indexes: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    arguments = ["batch", "run", indexes / "people", indexes / "offers", out]
    return subprocess.Popen(
        [COMMAND, *arguments, "--shard-size", str(SIZE), "--top", "5", "--lang", "en", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.parquet"))}


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.005)


def half_way(process: subprocess.Popen[str], out: Path) -> None:
    until(lambda: len(files(out)) >= SOME or process.poll() is not None)
    assert process.poll() is None, process.communicate()
    assert len(files(out)) < SHARDS


def workers(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """The processes that make shards; multiprocessing has one more, which only watches."""
    children = psutil.Process(process.pid).children(recursive=True)
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def every_pair_once(out: Path) -> bool:
    seen = Counter(
        (path.name.split("-")[0], row["person"], row["offer"])
        for path in out.glob("*.parquet")
        for row in pq.read_table(path).to_pylist()
    )
    return len(seen) > 0 and max(seen.values()) == 1


def test_a_killed_command_leaves_no_worker_and_the_next_one_gives_the_same_bytes(indexes, out, undisturbed):
    process = started(indexes, out, "--processes", "2")
    half_way(process, out)
    children = workers(process)
    process.kill()
    process.communicate()

    assert len(children) == 2
    until(lambda: not alive(children))
    before = {path: path.stat().st_mtime_ns for path in out.glob("*.parquet")}
    assert SOME <= len(before) < SHARDS
    again = started(indexes, out, "--processes", "2")
    said, errors = again.communicate(timeout=PATIENCE)

    assert again.returncode == 0, errors
    assert f"{len(before)} shards were there before" in " ".join(said.split())
    assert {path: path.stat().st_mtime_ns for path in before} == before, "nothing was made twice"
    assert files(out) == undisturbed
    assert every_pair_once(out)
    assert sorted(path.name for path in out.iterdir() if path.name.startswith(".")) == [".lock"]


def test_a_killed_worker_is_replaced_and_the_bytes_are_the_same(indexes, out, undisturbed):
    process = started(indexes, out, "--processes", "2")
    half_way(process, out)
    workers(process)[0].kill()
    _said, errors = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0, errors
    assert files(out) == undisturbed
    assert every_pair_once(out)


def test_ctrl_c_stops_within_seconds_and_says_how_to_go_on(indexes, out):
    process = started(indexes, out, "--processes", "2")
    half_way(process, out)
    children = workers(process)
    os.killpg(process.pid, signal.SIGINT)
    began = time.monotonic()
    said, errors = process.communicate(timeout=PATIENCE)

    assert process.returncode == 130
    assert time.monotonic() - began < 10
    assert said == ""
    assert "run the same command to go on" in " ".join(errors.split())
    assert "Traceback" not in errors
    until(lambda: not alive(children))


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    found = Cluster(tmp_path)
    yield found
    found.stop()


def test_a_dask_worker_killed_half_way_changes_nothing(indexes, out, undisturbed, cluster):
    process = started(indexes, out, "--cluster", cluster.address)
    half_way(process, out)
    cluster.kill_worker()
    _said, errors = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0, errors
    assert files(out) == undisturbed
    assert every_pair_once(out)


def test_a_scheduler_killed_and_started_again_changes_nothing(indexes, out, undisturbed, cluster):
    process = started(indexes, out, "--cluster", cluster.address)
    half_way(process, out)
    cluster.kill_scheduler()
    _said, errors = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0, errors
    assert "was lost" in errors
    assert files(out) == undisturbed
    assert every_pair_once(out)


def test_an_address_where_nobody_answers_is_said(indexes, out):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = started(indexes, out, "--cluster", f"tcp://127.0.0.1:{port}")
    _said, errors = process.communicate(timeout=PATIENCE)

    assert process.returncode == 3
    assert "[cluster_unreachable]" in errors
