"""An import of official data killed at any moment leaves the old version or the new one, whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store

KILLS: Final = 50
ROWS: Final = 60_000
_IMPORT: Final = """
import sys
from pathlib import Path
from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store
rents = connector("rents")
print("ready", flush=True)
import_file(Store.open(Path(sys.argv[1])), rents, Path(sys.argv[2]))
print("done", flush=True)
"""


def edition(path: Path, rent: int) -> Path:
    """A file of rents, all of them ``rent``."""
    with path.open("w", encoding="utf-8") as file:
        file.write("INSEE_C;LIBGEO;DEP;loypredm2;lwr.IPm2;upr.IPm2\n")
        file.writelines(
            f"{row % 90000 + 1000};Ville {row};04;{rent},5;{rent};{rent + 1}\n" for row in range(ROWS)
        )
    return path


def started(store: Store, path: Path) -> subprocess.Popen[str]:
    """A process that is about to import ``path``."""
    command = [sys.executable, "-c", _IMPORT, str(store.folder), str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ.copy())
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


def ended(process: subprocess.Popen[str]) -> int:
    """Its exit code, once it has ended."""
    process.communicate()
    return process.returncode


@pytest.mark.timeout(900)
def test_fifty_imports_killed_at_random_leave_the_old_version_or_the_new_one(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    old, new = edition(tmp_path / "old.csv", 8), edition(tmp_path / "new.csv", 9)
    process = started(store, old)
    ready = time.monotonic()
    assert ended(process) == 0
    longest = time.monotonic() - ready
    first = store.need("rents").name
    chance = random.Random(20261128)  # noqa: S311
    killed = {"old": 0, "new": 0}

    for _ in range(KILLS):
        process = started(store, new)
        time.sleep(chance.uniform(0, 1.05 * longest))
        process.send_signal(signal.SIGKILL)
        ended(process)

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
        if which == "new":
            store.use("rents", first)

    assert killed["old"] >= KILLS // 4, f"{killed}: {longest:.1f} s to import"


def test_what_a_killed_import_left_is_cleared_by_the_next_and_the_same_file_again_changes_nothing(
    tmp_path: Path,
) -> None:
    store = Store.open(tmp_path / "store")
    path = edition(tmp_path / "new.csv", 9)
    process = started(store, path)
    left = store.folder / "rents" / ".incoming"
    while not left.exists():
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    ended(process)
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
