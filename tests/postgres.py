"""A PostgreSQL server of the tests' own: started in a temporary folder, on a socket, and gone afterwards.

::

    python -m tests.postgres -m pytest tests/web      runs Python with TEST_DATABASE naming such a server

Nothing of a server that may be installed and running is touched. Where PostgreSQL is not installed, tests that need it
are skipped and say so.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest

#: ``initdb`` refuses to run as root: these are whom it runs as then.
_USERS: Final = ("postgres", "nobody")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server of this session, up to the name of the database: ``postgresql://…:port``."""
    with server() as address:
        if address is None:
            pytest.skip("PostgreSQL (initdb, postgres) is not installed")
        yield address


def new_database(server_address: str, name: str) -> str:
    """Make an empty database; its address, as ``OPENEMPLOI_WEB_DATABASE`` takes it."""
    import psycopg

    with psycopg.connect(f"{server_address}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server_address}/{name}"


@contextmanager
def server(kept: Path | None = None) -> Iterator[str | None]:
    """Start a server; its address, or ``None`` when PostgreSQL is not installed.

    It is gone afterwards, unless ``kept`` names the folder in which what it holds stays.
    """
    programs = _programs()
    if programs is None:
        yield None
        return
    folder = kept or Path(tempfile.mkdtemp(prefix="openemploi-postgres-"))
    folder.mkdir(exist_ok=True, mode=0o700)
    try:
        _own(folder)
        data, port = folder / "data", _free_port()
        if not (data / "PG_VERSION").exists():
            wanted = ("-U", "test", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
            _as_user([programs / "initdb", "-D", data, *wanted])
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
        )
        _as_user([programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"])
        try:
            yield f"postgresql://{quote('test')}@127.0.0.1:{port}"
        finally:
            _as_user([programs / "pg_ctl", "-D", data, "-w", "-m", "fast" if kept else "immediate", "stop"])
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    on_path = shutil.which("initdb")
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    folders += [Path(on_path).parent] if on_path else []
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def _own(folder: Path) -> None:
    if os.geteuid() == 0:
        user = _user()
        os.chown(folder, user.pw_uid, user.pw_gid)


def _as_user(arguments: list[str | Path]) -> None:
    user = _user() if os.geteuid() == 0 else None
    done = subprocess.run(
        [str(argument) for argument in arguments],
        stdout=subprocess.DEVNULL,  # the server keeps it open
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        cwd="/",
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        check=False,
        timeout=120,
    )
    if done.returncode:
        raise RuntimeError(f"{arguments[0]} ended with {done.returncode}")


def _user() -> pwd.struct_passwd:
    for name in _USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("no user to run PostgreSQL as")


def _free_port() -> int:
    import socket

    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def main() -> int:
    """Run Python with ``TEST_DATABASE`` set; its exit code."""
    with server() as address:
        if address is None:
            sys.stderr.write("PostgreSQL (initdb, postgres) is not installed.\n")
            return 3
        given = os.environ | {"TEST_DATABASE": f"{address}/openemploi"}
        return subprocess.run([sys.executable, *sys.argv[1:]], env=given, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
