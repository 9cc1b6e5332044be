"""One moment of a database as a file, taken while others write, and the way back: SQLite and PostgreSQL alike."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Protocol

from django.db import connection, connections
from django.utils.translation import gettext as _

from openemploi.errors import RequestError
from openemploi_web.core import inventory
from openemploi_web.core.inventory import Inventory

_MOST_LINES: Final = 3


class Dump(Protocol):
    """How a kind of database is dumped and put back."""

    kind: str

    def dump(self, target: Path) -> Inventory:
        """Write the database to ``target``; what is in it."""

    def check(self, source: Path, expected: Inventory) -> bool:
        """Whether ``source`` holds what it should, as far as can be told before it is put back."""

    def put_back(self, source: Path) -> None:
        """Make the database what ``source`` holds."""

    def inventory(self) -> Inventory:
        """What is in the database now."""

    def empty(self) -> None:
        """Leave the database without tables."""


def dump_of_instance() -> Dump:
    """The one for the database of this instance."""
    return PostgresDump() if connection.vendor == "postgresql" else SqliteDump()


class SqliteDump:
    """``VACUUM INTO``: one read transaction, which with a write-ahead log keeps nobody from writing."""

    kind = "sqlite"

    def __init__(self) -> None:
        self._path = Path(str(connection.settings_dict["NAME"]))

    def dump(self, target: Path) -> Inventory:
        """Write the database to ``target``; what is in it."""
        try:
            with closing(sqlite3.connect(self._path, timeout=60, isolation_level=None)) as source:
                source.execute("VACUUM INTO ?", [str(target)])
            return self._of(target)
        except sqlite3.Error as fault:
            raise dump_failed(str(fault)) from fault

    def check(self, source: Path, expected: Inventory) -> bool:
        """Whether ``source`` is whole and holds what it should."""
        try:
            with closing(sqlite3.connect(source)) as opened:
                whole = opened.execute("PRAGMA quick_check").fetchone() == ("ok",)
            return whole and self._of(source) == expected
        except sqlite3.Error:
            return False

    def put_back(self, source: Path) -> None:
        """Make ``source`` the database."""
        self.empty()
        source.replace(self._path)

    def inventory(self) -> Inventory:
        """What is in the database now."""
        return self._of(self._path)

    def empty(self) -> None:
        """Leave no database."""
        connections.close_all()
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _of(self, path: Path) -> Inventory:
        with closing(sqlite3.connect(path, timeout=60)) as opened:
            return inventory.of_sqlite(opened)


class PostgresDump:
    """``pg_dump`` and the inventory look at one exported snapshot."""

    kind = "postgresql"

    def dump(self, target: Path) -> Inventory:
        """Write the database to ``target``; what is in it."""
        import psycopg

        with self._connected() as source:
            source.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            source.read_only = True
            (snapshot,) = source.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            self._run(
                "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--compress=0",
                f"--snapshot={snapshot}", f"--file={target}",
            )  # fmt: skip
            return inventory.of_postgresql(source)

    def check(self, source: Path, expected: Inventory) -> bool:
        """Whether ``source`` can be read; what it holds is known once it is put back."""
        listed = subprocess.run(
            [_program("pg_restore"), "--list", str(source)], capture_output=True, text=True, check=False
        )
        return listed.returncode == 0 and all(f" {table} " in listed.stdout for table in expected)

    def put_back(self, source: Path) -> None:
        """Restore ``source`` in one transaction."""
        self.empty()
        self._run(
            "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(source)
        )  # fmt: skip

    def inventory(self) -> Inventory:
        """What is in the database now."""
        with self._connected() as opened:
            return inventory.of_postgresql(opened)

    def empty(self) -> None:
        """Leave no table of this schema, and not the function that seals the journal."""
        connection.close()
        with self._connected() as opened:
            for (table,) in opened.execute(
                "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()"
            ).fetchall():
                opened.execute(f"DROP TABLE IF EXISTS {table} CASCADE")
            opened.execute("DROP FUNCTION IF EXISTS audit_refuse()")

    def _connected(self) -> Any:
        import psycopg

        asked = connection.settings_dict
        return psycopg.connect(
            dbname=str(asked["NAME"]),
            user=str(asked["USER"]) or None,
            password=str(asked["PASSWORD"]) or None,
            host=str(asked["HOST"]) or None,
            port=str(asked["PORT"]) or None,
        )

    def _run(self, program: str, *arguments: str) -> None:
        asked = connection.settings_dict
        address = [f"--dbname={asked['NAME']}", "--no-password"]
        address += [
            f"--{name}={value}"
            for name, value in (
                ("host", asked["HOST"]), ("port", asked["PORT"]), ("username", asked["USER"]),
            ) if value
        ]  # fmt: skip
        # In the environment: other users of the machine can read the arguments of a process.
        secret = {"PGPASSWORD": str(asked["PASSWORD"])} if asked["PASSWORD"] else {}
        done = subprocess.run(
            [_program(program), *address, *arguments],
            env=os.environ | secret,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise dump_failed(" ".join(done.stderr.split("\n")[:_MOST_LINES]))


def dump_failed(said: str) -> RequestError:
    """The error for a database that could not be dumped or put back."""
    return RequestError(
        "backup_failed",
        _("The backup could not be made or put back: %(said)s") % {"said": said.strip()},
        remedy=_("Check the free space, the rights on the folder and the database, and try again."),
    )


def _program(name: str) -> str:
    """The newest of PostgreSQL's programs on this machine: it reads servers of its own version and older."""
    installed = sorted(
        (path for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}") if os.access(path, os.X_OK)),
        key=lambda path: float(path.parts[-3]) if path.parts[-3].replace(".", "").isdigit() else 0.0,
    )
    found = str(installed[-1]) if installed else shutil.which(name)
    if found is None:
        raise RequestError(
            "backup_tool_missing",
            _("The program %(name)s of PostgreSQL is not on this machine.") % {"name": name},
            remedy=_("Install PostgreSQL's client programs: apt install postgresql-client"),
        )
    return found
