"""What the third party does: join files of pseudonyms, and give their rows new pseudonyms under its own secret.

It never has the contributors' key, so it cannot try names; they never have its secret, so they cannot find their own
people again in what it hands out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from openemploi.datasets.sql import parquet, quoted
from openemploi.errors import RequestError
from openemploi.i18n import _
from openemploi.pseudonyms.contributing import column_of, contributed
from openemploi.pseudonyms.identity import RULES
from openemploi.pseudonyms.keys import Key, check

PERSON: Final = "person"
LINKED_BY: Final = "linked_by"
_BATCH: Final = 50_000


@dataclass(frozen=True, slots=True)
class Joined:
    """What a join found. ``by_rule``: pairs by the rule that joined them; ``ambiguous``: rows whose pseudonym
    stands for several rows of one file, which are joined with nobody."""

    path: Path
    rows: int
    linked: int
    only_first: int
    only_second: int
    ambiguous: int
    by_rule: tuple[tuple[str, int], ...]


def join(
    first: Path,
    second: Path,
    target: Path,
    *,
    secret: Key,
    today: date,
    names: tuple[str, str] = ("a", "b"),
    unlinked: bool = False,
    rules: Sequence[str] = RULES,
) -> Joined:
    """Join two contributions on their pseudonyms; ``target`` (Parquet) has pseudonyms of the project alone.

    Its columns: ``person``, ``linked_by`` (the rule), and the kept columns of both, named ``a_…`` and ``b_…`` after
    ``names``. With ``unlinked`` the rows of one file alone are there too. ``rules``: which rules may join; each is
    tried on what the stricter ones left, and only joins rows that are alone with their pseudonym in both files.

    Raises ``contributions_differ`` when they are not of one project and one key, and ``key_expired``.
    """
    check(secret, today=today)
    one, two = contributed(first), contributed(second)
    if one[:2] != two[:2] or one[0] != secret.project:
        raise RequestError(
            "contributions_differ",
            _("The two files were not made for the same project under the same key."),
            remedy=_("Ask both contributors to contribute again under the project's present key."),
        )
    connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
    try:
        for table, path in (("one", first), ("two", second)):
            connection.execute(
                f"CREATE TABLE {table} AS SELECT row_number() OVER () AS n, * FROM {parquet(path)}"  # noqa: S608
            )
        connection.execute("CREATE TABLE pairs (one BIGINT, two BIGINT, rule VARCHAR)")
        counts = []
        for rule in (rule for rule in RULES if rule in rules):
            before = _count(connection, "pairs")
            connection.execute(_pairing(rule))
            counts.append((rule, _count(connection, "pairs") - before))
        ambiguous = _ambiguous(connection)
        rows = _write(connection, target, secret, one[2], two[2], names, unlinked)
        linked = _count(connection, "pairs")
        only = [_count(connection, table) - linked for table in ("one", "two")]
    finally:
        connection.close()
    return Joined(target, rows, linked, only[0], only[1], ambiguous, tuple(counts))


def _pairing(rule: str) -> str:
    """Join what is left of both files on ``rule`` where it is one row's in each, counting the joined rows too."""
    column = column_of(rule)
    alone = (
        f"SELECT {column} AS p, min(n) AS n FROM {{table}} WHERE {column} IS NOT NULL"  # noqa: S608
        " GROUP BY 1 HAVING count(*) = 1"
    )
    return (
        f"INSERT INTO pairs SELECT a.n, b.n, '{rule}' FROM ({alone.format(table='one')}) a"  # noqa: S608
        f" JOIN ({alone.format(table='two')}) b ON a.p = b.p"
        " WHERE a.n NOT IN (SELECT one FROM pairs) AND b.n NOT IN (SELECT two FROM pairs)"
    )


def _ambiguous(connection: duckdb.DuckDBPyConnection) -> int:
    column = column_of(RULES[0])
    found = 0
    for table in ("one", "two"):
        rows = connection.execute(
            f"SELECT coalesce(sum(c), 0) FROM (SELECT count(*) AS c FROM {table} GROUP BY {column} HAVING c > 1)"  # noqa: S608
        ).fetchall()
        found += int(rows[0][0])
    return found


def _write(
    connection: duckdb.DuckDBPyConnection,
    target: Path,
    secret: Key,
    first: tuple[str, ...],
    second: tuple[str, ...],
    names: tuple[str, str],
    unlinked: bool,
) -> int:
    full = column_of(RULES[0])
    kept = [f"one.{quoted(name)} AS {quoted(names[0] + '_' + name)}" for name in first]
    kept += [f"two.{quoted(name)} AS {quoted(names[1] + '_' + name)}" for name in second]
    kind = "FULL JOIN" if unlinked else "JOIN"
    sql = (
        f"SELECT coalesce(one.{full}, two.{full}) AS {PERSON}, pairs.rule AS {LINKED_BY}"  # noqa: S608
        f"{''.join(', ' + column for column in kept)}"
        f" FROM one {kind} pairs ON pairs.one = one.n {kind} two ON pairs.two = two.n"
    )
    table = connection.sql(sql).to_arrow_table()
    persons = [secret.digest(person, use="person") for person in table.column(PERSON).to_pylist()]
    # By the new pseudonyms: the order of a contributor's file would say which row is whose.
    table = table.set_column(0, PERSON, pa.array(persons, pa.string())).sort_by(PERSON)
    table = table.replace_schema_metadata(None)
    partial = target.with_name(target.name + ".part")
    pq.write_table(table, partial, row_group_size=_BATCH)
    partial.replace(target)
    return len(table)


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])  # noqa: S608
