"""The database's own refusal to change or remove an entry of the journal, on SQLite and PostgreSQL.

Set after every ``migrate``; ``openemploi_web.core.journal.verify`` finds what was done by somebody who lifted it.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connections

TABLE: Final = "core_auditevent"
_SQLITE: Final = tuple(
    f"CREATE TRIGGER IF NOT EXISTS audit_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    for verb in ("UPDATE", "DELETE")
)
_POSTGRES: Final = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
    f"CREATE OR REPLACE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    f"CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
)


def seal(*, using: str = "default", **_signal: Any) -> None:
    """Make the journal append-only; harmless when it is already."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRES:
            cursor.execute(statement)


def unseal(*, using: str = "default") -> None:
    """Lift it: to restore a whole instance into an empty database, and to empty a test's."""
    connection = connections[using]
    names = (
        ("audit_no_update", "audit_no_delete")
        if connection.vendor == "sqlite"
        else (f"audit_no_change ON {TABLE}", f"audit_no_truncate ON {TABLE}")
    )
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
