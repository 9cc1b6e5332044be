"""What a table of an official file holds: its columns, their kinds, and what is refused.

A schema is the contract between a file and everything that reads it later. It is written by hand from the
producer's own documentation, and given out as a Table Schema (https://specs.frictionlessdata.io/table-schema/).
Columns are found by name, never by position: a column that moves is followed, one that is gone is an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import pyarrow as pa


class Kind(StrEnum):
    """What the cells of a column are, in the words of Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"

    @property
    def arrow(self) -> pa.DataType:
        """The type in which they are kept."""
        return _ARROW[self]


_ARROW: Final = {
    Kind.STRING: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.DATETIME: pa.timestamp("s"),
}


class Role(StrEnum):
    """What a column may serve for where the table is restricted (see :mod:`openemploi.queryroom`)."""

    IDENTIFIER = "identifier"  # never shown, never asked about
    GROUP = "group"  # may group and filter
    MEASURE = "measure"  # may be counted and averaged
    FREE = "free"  # says nothing about a person


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Parameters
    ----------
    name:
        Ours, in ``snake_case``, with the field's own words for codes (``rome_code``, ``insee_code``).
    source:
        The names that it bears in the official files, newest first; ours when none is given. A name that stands
        twice in a header is ``"name"`` for the first and ``"name (2)"`` for the second.
    required:
        A row without a value is rejected.
    optional:
        Editions exist that lack the column: it is then null throughout.
    pattern:
        What a text must match as a whole (RE2).
    minimum, maximum:
        Bounds of a number, themselves allowed.
    choices:
        The only texts allowed.
    missing:
        Texts that stand for "not known", beside the empty one.
    withheld:
        Texts that stand for "known, and kept secret" (``*`` in BMO): null, and counted apart.
    decimal:
        The decimal mark; spaces between thousands are dropped.
    formats:
        How dates are written, each as for ``strptime``; tried in turn.
    true, false:
        How yes and no are written, in small letters.
    width:
        Codes that lost their leading zeros get them back.
    """

    name: str
    kind: Kind = Kind.STRING
    source: tuple[str, ...] = ()
    description: str = ""
    unit: str = ""
    required: bool = False
    optional: bool = False
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    decimal: str = "."
    formats: tuple[str, ...] = ("%Y-%m-%d",)
    true: tuple[str, ...] = ("true", "1", "oui", "o", "yes", "vrai")
    false: tuple[str, ...] = ("false", "0", "non", "n", "no", "faux")
    width: int = 0
    role: Role = Role.FREE

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which it may be found in a file."""
        return self.source or (self.name,)

    def descriptor(self) -> dict[str, Any]:
        """The column as a Table Schema field."""
        limits: dict[str, Any] = {
            "required": self.required or None,
            "pattern": self.pattern or None,
            "minimum": self.minimum,
            "maximum": self.maximum,
            "enum": list(self.choices) or None,
        }
        constraints = {name: value for name, value in limits.items() if value is not None}
        found: dict[str, Any] = {"name": self.name, "type": self.kind.value}
        if self.description:
            found["description"] = self.description
        if self.unit:
            found["unit"] = self.unit
        if constraints:
            found["constraints"] = constraints
        return found


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file.

    Parameters
    ----------
    name:
        Ours, plural, in ``snake_case``.
    key:
        The columns that tell one row from another; empty when the producer declares none.
    left_out:
        Official names of columns that we know and do not keep: they are no surprise, and are not noted.
    """

    name: str
    columns: tuple[Column, ...]
    description: str = ""
    key: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column called ``name``. Raises ``KeyError``."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def arrow(self) -> pa.Schema:
        """The types in which it is kept, in order."""
        return pa.schema([pa.field(c.name, c.kind.arrow, nullable=not c.required) for c in self.columns])

    def descriptor(self) -> dict[str, Any]:
        """The table as a Table Schema."""
        found: dict[str, Any] = {
            "fields": [column.descriptor() for column in self.columns],
            "missingValues": [""],
        }
        if self.key:
            found["primaryKey"] = list(self.key)
        return found


def columns(names: Iterable[str], *, source: str = "", **same: Any) -> tuple[Column, ...]:
    """Several columns alike; ``source`` is a pattern for their official names, as ``"{}_COMMUNE"``.

    >>> [column.names for column in columns(["dep", "reg"], source="{}_CODE")]
    [('dep_CODE',), ('reg_CODE',)]
    """
    return tuple(Column(name, source=(source.format(name),) if source else (), **same) for name in names)
