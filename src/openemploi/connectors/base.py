"""What a connector is: an official format, read in a stream as typed tables.

A connector declares its tables and gives a function that turns a file into blocks of raw text; the same code
(:mod:`.validation`) then types every cell, whatever the file was. A row that cannot be typed is rejected with its
line, column, value and reason, and the rest goes on. Connectors of other distributions are found by the entry
point group ``openemploi.connectors``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from openemploi.connectors.schema import Table
from openemploi.errors import RequestError
from openemploi.i18n import _

GROUP: Final = "openemploi.connectors"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row, or a part of a file, that was not taken.

    Parameters
    ----------
    table:
        The table it was for.
    record:
        Its place among the records of the member, the header being the first; ``None`` when that has no sense.
    line:
        The line of the file at which it starts, when the file has lines.
    column:
        The official name of the column at fault; empty when the row as a whole is.
    value:
        What stands there, cut to 200 characters.
    reason:
        A stable code: ``required``, ``not_integer``, ``not_number``, ``not_date``, ``not_boolean``, ``pattern``,
        ``out_of_bounds``, ``not_a_choice``, ``encoding``, ``cell_count``, ``formula``, ``not_json``, ``not_object``,
        ``not_an_offer``, ``too_long``, or one of the connector's own.
    row:
        The whole row, as JSON, so that nothing is lost.
    member:
        The file in the archive, or the sheet in the workbook.
    """

    table: str
    reason: str
    record: int | None = None
    line: int | None = None
    column: str = ""
    value: str = ""
    row: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Raw:
    """Rows of a table as a file has them: text, or null where the file can say so.

    Parameters
    ----------
    table:
        The table they are for.
    names:
        Official names of the columns, in the order of ``arrays``.
    arrays:
        One array of strings (or of bytes in UTF-8, checked later) for each, all of one length.
    records:
        The place of each row among the records of the member (the header is 1), or the line, as ``lines`` says.
    lines:
        Whether ``records`` are lines already.
    """

    table: str
    names: tuple[str, ...]
    arrays: tuple[pa.Array, ...]
    records: npt.NDArray[np.int64]
    lines: bool = False
    member: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Typed rows of a table."""

    table: str
    batch: pa.RecordBatch


@dataclass(slots=True)
class Reading:
    """What goes on beside the rows while a file is read.

    Parameters
    ----------
    options:
        What the person asked for (``only=04,05``), by the names that the connector declares.
    reject:
        Takes what cannot be read.
    advance:
        Told how many bytes of the file have been read, for progress.
    edition:
        The period or release that the file turns out to be about; a connector sets it.
    notes:
        What a reader should know and that stopped nothing: unknown columns, an older layout.
    """

    options: Mapping[str, str] = field(default_factory=dict)
    reject: Callable[[Rejected], None] = lambda rejected: None
    advance: Callable[[int], None] = lambda read: None
    edition: str = ""
    notes: list[str] = field(default_factory=list)
    withheld: dict[tuple[str, str], int] = field(default_factory=dict)

    def option(self, name: str) -> frozenset[str]:
        """The values of an option, which are separated by commas; empty when it was not given."""
        return frozenset(value.strip() for value in self.options.get(name, "").split(",") if value.strip())


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a person may ask of a reading: ``name=value,value``."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Connector:
    """An official format.

    Parameters
    ----------
    kind:
        Stable name: ``openemploi data import KIND FILE``.
    version:
        Of the reading, not of the data: a change in it makes a new version of each dataset that is imported again.
    title:
        What the data is, in French, as its producer calls it.
    producer, licence, homepage:
        Who publishes it, under what, and where.
    tables:
        What comes out.
    read:
        Gives blocks of raw rows, in the order of the file. Raises ``FormatError`` when the file is not of this kind.
    """

    kind: str
    version: str
    title: str
    producer: str
    licence: str
    homepage: str
    tables: tuple[Table, ...]
    read: Callable[[Path, Reading], Iterator[Raw]]
    options: tuple[Option, ...] = ()
    attribution: str = ""

    def table(self, name: str) -> Table:
        """The table called ``name``. Raises ``KeyError``."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)


@cache
def connectors() -> Mapping[str, Connector]:
    """All connectors that are installed, by kind."""
    found: list[Connector] = [entry.load() for entry in entry_points(group=GROUP)]
    return {connector.kind: connector for connector in sorted(found, key=lambda one: one.kind)}


def connector(kind: str) -> Connector:
    """The connector for ``kind``. Raises ``RequestError`` (``connector_unknown``)."""
    known = connectors()
    if kind not in known:
        raise RequestError(
            "connector_unknown",
            _("There is no connector called {name}.", name=kind),
            remedy=_("Choose one of: {names}.", names=", ".join(known)),
        )
    return known[kind]


def rows(
    table: str, names: Sequence[str], values: Sequence[Sequence[str | None]], *, first: int, member: str = ""
) -> Raw:
    """Raw rows from lists of texts, the first of which is record ``first``."""
    across = list(zip(*values, strict=True)) if values else [()] * len(names)
    return Raw(
        table,
        tuple(names),
        tuple(pa.array(column, pa.string()) for column in across),
        np.arange(first, first + len(values), dtype=np.int64),
        member=member,
    )
