"""What was understood of a question: the only thing that goes on to the data.

The text that a person wrote is never run. It is read into these few shapes, and what cannot be said in them
cannot be asked; :mod:`openemploi.queryroom.reading` fills them, :mod:`openemploi.queryroom.wording` words them
again as SQL of our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from openemploi.queryroom.model import Column, Scalar, Table


class Bucket(StrEnum):
    """How a column is made coarser to group or filter by it."""

    NONE = "none"
    TRUNC = "trunc"
    """Dates: the first day of the week, month, quarter or year."""
    YEAR = "year"
    WIDTH = "width"
    """Numbers: the lower end of a range of that width."""
    LEFT = "left"
    """Texts: the first characters (a level of a classification)."""


@dataclass(frozen=True, slots=True)
class Key:
    """A column of role group, perhaps coarser."""

    column: Column
    bucket: Bucket = Bucket.NONE
    by: str | float | int | None = None


class Function(StrEnum):
    """The aggregates that may leave. Least and greatest are one person's value, so they are not among them."""

    COUNT_ROWS = "count_rows"
    COUNT = "count"
    COUNT_UNITS = "count_units"
    COUNT_DISTINCT = "count_distinct"
    SUM = "sum"
    AVG = "avg"
    STDDEV = "stddev"
    QUANTILE = "quantile"


@dataclass(frozen=True, slots=True)
class Figure:
    """One aggregate. ``q`` is the quantile, in [0.05, 0.95]."""

    name: str
    function: Function
    column: Column | None = None
    q: float | None = None


class Operator(StrEnum):
    """Comparisons of a key with constants."""

    EQ = "="
    NE = "<>"
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    IN = "IN"
    BETWEEN = "BETWEEN"
    LIKE = "LIKE"
    ILIKE = "ILIKE"
    NULL = "IS NULL"


@dataclass(frozen=True, slots=True)
class Test:
    """A key compared with constants."""

    __test__ = False  # not a test of pytest

    key: Key
    operator: Operator
    values: tuple[Scalar, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """What is not so."""

    part: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Every part is so."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One part at least is so."""

    parts: tuple[Condition, ...]


Condition = Test | Not | All | Any


@dataclass(frozen=True, slots=True)
class Order:
    """By the nth column of the answer, keys first."""

    position: int
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """A question that was understood and may be put: groups, figures, condition, order, length.

    ``text`` is what the person wrote, for the register.
    """

    text: str
    table: Table
    keys: tuple[Key, ...]
    key_names: tuple[str, ...]
    figures: tuple[Figure, ...]
    condition: Condition | None = None
    order: tuple[Order, ...] = ()
    limit: int | None = None
