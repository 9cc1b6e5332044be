"""What changed from one version of a dataset to another: rows that came, rows that went, rows that say something else.

DuckDB compares the two Parquet files; memory does not grow with them beyond its own limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from openemploi.datasets.sql import parquet, quoted
from openemploi.datasets.store import Version

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAMPLE: Final = 5


@dataclass(frozen=True, slots=True)
class TableDiff:
    """How a table differs.

    Parameters
    ----------
    added, removed:
        Rows that only the new version has, and only the old one; where the table has a key, rows with a new key.
    changed:
        Rows of one key that say something else; ``None`` when the table has no key.
    samples:
        Some of the keys (or rows) concerned, by ``added``, ``removed`` and ``changed``.
    columns:
        Columns that only one of the two has, with ``+`` or ``-`` before their names.
    """

    table: str
    added: int
    removed: int
    changed: int | None
    samples: dict[str, tuple[tuple[Any, ...], ...]]
    columns: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.removed or self.changed or self.columns)


def diff(old: Version, new: Version) -> tuple[TableDiff, ...]:
    """How each table of ``new`` differs from that of ``old``; a table that only one has is compared with nothing."""
    import duckdb

    names = {table.name for version in (old, new) for table in version.manifest.tables}
    with duckdb.connect(":memory:") as connection:
        return tuple(_table(connection, name, old, new) for name in sorted(names))


def _table(connection: DuckDBPyConnection, name: str, old: Version, new: Version) -> TableDiff:
    before, after = _columns(old, name), _columns(new, name)
    columns = tuple(f"-{c}" for c in before if c not in after) + tuple(
        f"+{c}" for c in after if c not in before
    )
    if not before or not after:
        version = new if after else old
        rows = version.manifest.table(name).rows
        return TableDiff(name, rows if after else 0, 0 if after else rows, None, {}, columns)
    both = [column for column in after if column in before]
    key = [c for c in new.manifest.table(name).schema.get("primaryKey", []) if c in both]
    for alias, version in (("before", old), ("after", new)):
        source = parquet(version.path(name))
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {alias} AS SELECT * FROM {source}")  # noqa: S608
    shown = _list(key or both)
    joined = " AND ".join(f"b.{quoted(c)} IS NOT DISTINCT FROM a.{quoted(c)}" for c in key)
    queries = {
        "added": f"SELECT {shown} FROM after a WHERE NOT EXISTS (SELECT 1 FROM before b WHERE {joined})",  # noqa: S608
        "removed": f"SELECT {shown} FROM before a WHERE NOT EXISTS (SELECT 1 FROM after b WHERE {joined})",  # noqa: S608
    }
    if key:
        others = [column for column in both if column not in key]
        differs = " OR ".join(f"b.{quoted(c)} IS DISTINCT FROM a.{quoted(c)}" for c in others) or "false"
        mine = ", ".join(f"a.{quoted(c)}" for c in key)
        queries["changed"] = f"SELECT DISTINCT {mine} FROM after a JOIN before b ON {joined} WHERE {differs}"  # noqa: S608
    else:
        every = _list(both)
        queries = {
            "added": f"(SELECT {every} FROM after) EXCEPT ALL (SELECT {every} FROM before)",  # noqa: S608
            "removed": f"(SELECT {every} FROM before) EXCEPT ALL (SELECT {every} FROM after)",  # noqa: S608
        }
    counts = {what: _count(connection, query) for what, query in queries.items()}
    samples = {
        what: tuple(
            tuple(row) for row in connection.execute(f"{query} ORDER BY ALL LIMIT {SAMPLE}").fetchall()
        )
        for what, query in queries.items()
        if counts[what]
    }
    return TableDiff(name, counts["added"], counts["removed"], counts.get("changed"), samples, columns)


def _columns(version: Version, table: str) -> list[str]:
    try:
        return [column.name for column in version.manifest.table(table).columns]
    except KeyError:
        return []


def _count(connection: DuckDBPyConnection, query: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()  # noqa: S608
    return int(found[0]) if found else 0


def _list(names: list[str]) -> str:
    return ", ".join(quoted(name) for name in names)
