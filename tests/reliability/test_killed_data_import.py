"""An import of official data killed at any moment leaves the old version or the new one, whole."""

from __future__ import annotations

import multiprocessing
import random
import time
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

import pytest

from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store

KILLS: Final = 50
ROWS: Final = 60_000


def edition(path: Path, rent: int) -> Path:
    """A file of rents, all of them ``rent``."""
    with path.open("w", encoding="utf-8") as file:
        file.write("INSEE_C;LIBGEO;DEP;loypredm2;lwr.IPm2;upr.IPm2\n")
        file.writelines(
            f"{row % 90000 + 1000};Ville {row};04;{rent},5;{rent};{rent + 1}\n" for row in range(ROWS)
        )
    return path


def started(store: Store, path: Path) -> BaseProcess:
    """A process that imports ``path``; forked from one that has loaded what it needs."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["openemploi.datasets.importing", "openemploi.connectors.rents", "duckdb"])
    process = context.Process(target=import_file, args=(store, connector("rents"), path))
    process.start()
    return process


@pytest.mark.timeout(900)
def test_fifty_imports_killed_at_random_leave_the_old_version_or_the_new_one(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    old, new = edition(tmp_path / "old.csv", 8), edition(tmp_path / "new.csv", 9)
    import_file(store, connector("rents"), old)
    first = store.need("rents").name
    began = time.monotonic()
    started(store, new).join()
    longest = time.monotonic() - began
    assert store.need("rents").name != first
    chance = random.Random(20261128)  # noqa: S311
    killed = {"old": 0, "new": 0}

    while sum(killed.values()) < KILLS:
        _forget(store, first)
        began = time.monotonic()
        process = started(store, new)
        time.sleep(chance.uniform(0, longest))
        process.kill()
        process.join()
        if process.exitcode == 0:  # it had ended already: this machine has become faster
            longest = min(longest, time.monotonic() - began)
            continue

        current = store.need("rents")
        with store.connect() as connection:
            rents = {
                rent for (rent,) in connection.execute("SELECT DISTINCT rent FROM rents.rents").fetchall()
            }
        which = "old" if current.name == first else "new"
        assert rents == ({8.5} if which == "old" else {9.5})
        assert current.manifest.rows == ROWS
        assert store.faults("rents") == []
        killed[which] += 1

    assert killed["old"] > 0, killed


def test_what_a_killed_import_left_is_cleared_by_the_next_and_the_same_file_again_changes_nothing(
    tmp_path: Path,
) -> None:
    store = Store.open(tmp_path / "store")
    path = edition(tmp_path / "new.csv", 9)
    process = started(store, path)
    left = store.folder / "rents" / ".incoming"
    while not left.exists():
        time.sleep(0.005)
    process.kill()
    process.join()
    assert left.exists()
    assert store.current("rents") is None

    rents = connector("rents")
    first = import_file(store, rents, path)
    before = {file: file.stat().st_mtime_ns for file in first.version.folder.rglob("*")}
    again = import_file(store, rents, path)

    assert not left.exists()
    assert (first.new, again.new) == (True, False)
    assert again.version.name == first.version.name
    assert {file: file.stat().st_mtime_ns for file in first.version.folder.rglob("*")} == before


def _forget(store: Store, kept: str) -> None:
    """Have the old version as the only one again, so that each import has all its work to do."""
    import shutil

    store.use("rents", kept)
    for version in store.versions("rents"):
        if version.name != kept:
            shutil.rmtree(version.folder)
