"""Rows of one table by the ten thousand: what a model's ``save`` would write, prepared once and varied by column.

PostgreSQL takes them by COPY, SQLite in one statement for each batch. ``bulk_create`` makes an object of each row and
prepares each of its columns: for two million rows that is most of the time.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db import connection, models, transaction

_IDENTIFIER: Final = "id"


class Table:
    """The table of ``model``; ``columns`` differ from row to row, the others are those of an instance with ``same``."""

    def __init__(self, model: type[models.Model], *columns: str, **same: Any) -> None:
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        by_name = {field.attname: field for field in fields}
        blank = model(**same)
        fixed = [field for field in fields if field.attname not in columns]
        self._fixed = [
            _prepared(field)(field.pre_save(blank, add=True)) for field in fixed if not _numbered(field)
        ]
        self._prepare = [_prepared(by_name[name]) for name in columns]
        order = [by_name[name].column for name in columns] + [f.column for f in fixed if not _numbered(f)]
        quoted = connection.ops.quote_name
        names = ", ".join(quoted(name) for name in order)
        table = quoted(model._meta.db_table)
        self._copy = f"COPY {table} ({names}) FROM STDIN"
        self._insert = f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(order))})"  # noqa: S608

    def lay(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Write ``rows``, each with the values of the columns that differ."""
        fixed, prepare = self._fixed, self._prepare
        made = ([p(value) for p, value in zip(prepare, row, strict=True)] + fixed for row in rows)
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(self._copy) as copy:
                    for row in made:
                        copy.write_row(row)
            else:
                cursor.executemany(self._insert, made)


def new_key() -> uuid.UUID:
    """An identifier, as every table of the portal has."""
    return uuid.uuid4()


def _numbered(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.AutoField)


def _prepared(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """What the database is given for a value of ``field``."""
    kind = field.get_internal_type()
    if kind in ("UUIDField", "ForeignKey", "OneToOneField") and connection.vendor == "sqlite":
        return lambda value: value.hex if isinstance(value, uuid.UUID) else value
    if kind in (
        "CharField",
        "TextField",
        "EmailField",
        "FloatField",
        "IntegerField",
        "UUIDField",
        "ForeignKey",
    ):
        return lambda value: value
    return lambda value: field.get_db_prep_save(value, connection)
