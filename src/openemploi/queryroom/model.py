"""What is asked of the query room and what leaves it: typed records, no behaviour.

A producer describes a restricted table once (:class:`Table`); the room answers with :class:`Answer`, whose every
cell is a value, an unknown, or masked with its reason. Nothing here holds a row of the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

Scalar = str | float | int | bool | date | None


class Role(StrEnum):
    """What a column may be used for. A column that is not declared does not exist for the room."""

    UNIT = "unit"
    """Whose row it is (a pseudonym): counted, never shown, never filtered on."""
    IDENTIFIER = "identifier"
    """Never used at all."""
    GROUP = "group"
    """Describes people: filter and group."""
    MEASURE = "measure"
    """A quantity: only ever aggregated."""


class Kind(StrEnum):
    """How a column is read and compared."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column of a restricted table.

    Parameters
    ----------
    name:
        As in the Parquet file.
    role, kind:
        What it may be used for; how it is read.
    step:
        Narrowest grouping allowed: a width for numbers (ages by 5), days for dates (31: by month or wider),
        ``None`` when it may be grouped by as it is.
    values:
        A list of values that is public anyway (the communes of a region): groups of it are listed, masked, even when
        nobody is in them. Of an undeclared list only the values that enough people have are ever listed.
    label:
        What people read.
    """

    name: str
    role: Role
    kind: Kind = Kind.TEXT
    step: float | None = None
    values: tuple[Scalar, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A restricted table: Parquet files of one layout, and the roles of its columns.

    Exactly one column has :attr:`Role.UNIT`. ``name`` is what the question calls it.
    """

    name: str
    files: tuple[Path, ...]
    columns: tuple[Column, ...]

    @property
    def unit(self) -> Column:
        """The column that says whose row it is."""
        (unit,) = (column for column in self.columns if column.role is Role.UNIT)
        return unit


@dataclass(frozen=True, slots=True)
class Rules:
    """When a cell may be told.

    Parameters
    ----------
    threshold:
        Fewest distinct people in a told cell, and in the difference of two told cells.
    dominance:
        Largest share of a sum (of absolute values) that one person may hold.
    listed:
        Masked cells are listed one by one when the whole grid has at most this many; else only counted.
    most_cells:
        Cells of one answer.
    digits:
        Significant digits of medians and quantiles: an exact one is the value of one person.
    """

    threshold: int = 11
    dominance: float = 0.85
    listed: int = 1_000
    most_cells: int = 2_000
    digits: int = 3


@dataclass(frozen=True, slots=True)
class Budget:
    """What one grant may ask in all: questions (refused ones count when the data was read) and told cells.

    After ``refusals`` questions that were refused because of earlier answers nothing more is answered: each such
    refusal shows that somebody is in the gap, so a question may be made for its refusal.
    """

    queries: int = 100
    cells: int = 2_000
    refusals: int = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on the process that answers one question.

    ``seconds`` of wall clock and of processor, ``memory_bytes`` of address space, ``answer_bytes`` of answer,
    and ``most_rows`` of the table.
    """

    seconds: float = 10.0
    memory_bytes: int = 4_000_000_000
    answer_bytes: int = 64_000_000
    most_rows: int = 5_000_000


DEFAULT_RULES: Final = Rules()
DEFAULT_LIMITS: Final = Limits()


class Masked(StrEnum):
    """Why a cell is not told."""

    SMALL = "small"
    """Fewer people than the threshold, perhaps none; or it would let such a cell be worked out."""
    DOMINATED = "dominated"
    """One person makes up most of the sum; or it would let such a sum be worked out."""
    FEW_UNKNOWN = "few_unknown"
    """Only a few people have no value: the sum or the count beside the number of people would show them."""
    QUANTILE = "quantile"
    """Too few people on one side of the quantile."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: a value, or masked with the reason. ``value`` ``None`` and not masked: unknown.

    ``n`` is the number of distinct people behind the figure, ``None`` when even that is not told.
    """

    value: Scalar
    n: int | None = None
    masked: Masked | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One group: its keys in the order of the answer's key columns, its people, its figures."""

    keys: tuple[Scalar, ...]
    n: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a grant's budget."""

    queries: int
    cells: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What leaves the room.

    Parameters
    ----------
    keys, figures:
        Names of the columns that say which group, and of those that hold figures.
    rows:
        Told groups, and masked ones when the grid is small enough to be listed.
    told, masked:
        Groups told and groups not told, over the whole grid of possible groups (an empty group and a small one are
        masked alike, so that a masked one does not show that somebody is in it). A group that is on no public list and
        that fewer people than the threshold are in, in the whole table, is in neither number.
    figures_masked:
        Single figures masked inside told groups.
    seconds, fingerprint, left:
        Time in the room; the same for the same question to the same data under the same rules; budget left.
    """

    keys: tuple[str, ...]
    figures: tuple[str, ...]
    rows: tuple[Row, ...]
    told: int
    masked: int
    figures_masked: int
    threshold: int
    seconds: float
    fingerprint: str
    left: Left
