"""A portal of a test's own, on SQLite or PostgreSQL, whose processes are real and can be killed."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
PROGRAM: Final = Path(sys.executable).with_name("openemploi")
#: Settings: one page that writes, and nobody is compared; or everything that the product has.
PAGES_OF_THE_TESTS: Final = "tests.reliability.portal_settings"
REAL_PAGES: Final = "tests.reliability.real_settings"
PATIENCE: Final = 120.0  # seconds to wait on a slow machine for what must happen


class Instance:
    """One portal: its folder, its database, and the processes that were started for it."""

    def __init__(self, folder: Path, *, database: str = "", settings: str = PAGES_OF_THE_TESTS) -> None:
        self.folder, self.database = folder, database
        self.port = _free_port()
        self.log = folder.with_name(f"{folder.name}.log")
        self._processes: list[subprocess.Popen[str]] = []
        self._environment = os.environ | {
            "OPENEMPLOI_WEB_FOLDER": str(folder),
            "OPENEMPLOI_WEB_DATABASE": database,
            "OPENEMPLOI_WEB_ORIGIN": f"http://127.0.0.1:{self.port}",
            "OPENEMPLOI_WEB_DEMONSTRATION": "",
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
            "PYTHONUNBUFFERED": "1",
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command of ``openemploi``; its lines go to ``log``."""
        with self.log.open("a") as log:
            process = subprocess.Popen(
                [PROGRAM, *arguments],
                env=self._environment,
                stdout=log,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def serve(self, *options: str) -> subprocess.Popen[str]:
        """Serve on the instance's port, without waiting for it to answer."""
        return self.start("serve", "--port", str(self.port), "--lang", "en", *options)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command of ``openemploi``, to its end."""
        return subprocess.run(
            [PROGRAM, *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def python(self, code: str) -> str:
        """What ``code`` prints when it runs in the portal."""
        setup = "from openemploi_web.core.starting import set_up; set_up()\n"
        done = subprocess.run(
            [sys.executable, "-c", setup + code],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def prepare(self, code: str = "") -> str:
        """Make the tables; then what ``code`` prints."""
        return self.python(f"from openemploi_web.core.starting import prepare; prepare()\n{code}")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database answers, asked from outside the portal."""
        if self.database:
            import psycopg

            with psycopg.connect(self.database) as connection:
                return connection.execute(query).fetchall()  # type: ignore[arg-type]
        with contextlib.closing(sqlite3.connect(self.folder / "portal.sqlite3", timeout=20)) as connection:
            return connection.execute(query).fetchall()

    def one(self, query: str) -> Any:
        """The one value that the database answers."""
        return self.rows(query)[0][0]

    def broken_entry(self) -> int | None:
        """The number of the first entry of the journal that does not follow from those before."""
        said = self.python("from openemploi_web.core.journal import verify; print(verify()[1])")
        return None if said == "None" else int(said)

    def stop(self) -> None:
        """End everything that was started, with its children."""
        for process in self._processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until(true: Callable[[], Any], *, why: str, patience: float = PATIENCE) -> Any:
    """What ``true`` says once it is something."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if value := true():
            return value
        time.sleep(0.1)
    raise AssertionError(f"waited in vain until {why}")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
