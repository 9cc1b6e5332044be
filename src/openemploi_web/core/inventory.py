"""What is in a database, table by table: how many rows, and a SHA-256 of all of them in the order of their keys.

Two databases of one kind with the same inventory hold the same. Rows are streamed; nothing is kept in memory.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypedDict

if TYPE_CHECKING:
    import psycopg

#: PostgreSQL types whose order is the same on every server; others are ordered by the bytes of their text.
_ORDERED: Final = frozenset({"uuid", "bigint", "integer", "smallint"})


class Counted(TypedDict):
    """One table."""

    rows: int
    sha256: str


Inventory = dict[str, Counted]


def of_sqlite(connection: sqlite3.Connection) -> Inventory:
    """The inventory of an SQLite database."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    return {table: _counted(_sqlite_rows(connection, table)) for (table,) in tables}


def of_postgresql(connection: psycopg.Connection[Any]) -> Inventory:
    """The inventory of a PostgreSQL database, in the transaction that ``connection`` is in."""
    connection.execute("SET LOCAL timezone = 'UTC'")
    connection.execute("SET LOCAL datestyle = 'ISO'")
    connection.execute("SET LOCAL extra_float_digits = 1")
    tables = connection.execute(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name COLLATE \"C\""
    ).fetchall()
    return {table: _counted(_postgresql_rows(connection, table)) for (table,) in tables}


def _counted(rows: Iterable[Iterable[Any]]) -> Counted:
    digest, count = hashlib.sha256(), 0
    for row in rows:
        count += 1
        digest.update(json.dumps(list(row), ensure_ascii=False, default=bytes.hex).encode("utf-8") + b"\n")
    return {"rows": count, "sha256": digest.hexdigest()}


def _sqlite_rows(connection: sqlite3.Connection, table: str) -> Iterator[Iterable[Any]]:
    about = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    columns = sorted(row[1] for row in about)
    keys = [name for place, name in sorted((row[5], row[1]) for row in about) if place] or columns
    yield from connection.execute(f"SELECT {_named(columns)} FROM {_named([table])} ORDER BY {_named(keys)}")  # noqa: S608


def _postgresql_rows(connection: psycopg.Connection[Any], table: str) -> Iterator[Iterable[Any]]:
    types = dict(
        connection.execute(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = %s",
            [table],
        ).fetchall()
    )
    columns = sorted(types)
    keys = [
        name
        for (name,) in connection.execute(
            "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid "
            "AND a.attnum = ANY(i.indkey) WHERE i.indrelid = %s::regclass AND i.indisprimary "
            "ORDER BY array_position(i.indkey::int2[], a.attnum)",
            [_named([table])],
        )
    ] or columns
    order = ", ".join(
        _named([key]) if types[key] in _ORDERED else f'{_named([key])}::text COLLATE "C"' for key in keys
    )
    texts = ", ".join(f"{_named([column])}::text" for column in columns)
    with connection.cursor(name="inventory") as cursor:
        cursor.itersize = 2000
        yield from cursor.execute(f"SELECT {texts} FROM {_named([table])} ORDER BY {order}")  # noqa: S608


def _named(names: Iterable[str]) -> str:
    return ", ".join('"' + name.replace('"', '""') + '"' for name in names)
