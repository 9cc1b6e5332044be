"""What a figure is: a value or "unknown" with the reason, how many it rests on, its interval, its sources.

Everything here is in codes, so that a figure that was computed once serves every language: the words are made by
:mod:`.wording` when somebody looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Level(StrEnum):
    """A kind of area, the smallest first."""

    COMMUNE = "commune"
    EMPLOYMENT_AREA = "employment_area"
    BASIN = "basin"
    DEPARTMENT = "department"
    REGION = "region"
    COUNTRY = "country"


ORDER: Final = tuple(Level)


@dataclass(frozen=True, slots=True)
class Area:
    """A place that figures are about.

    Parameters
    ----------
    level:
        What kind of area.
    code:
        Its official code (INSEE code of a commune, code of the employment area…); ``FR`` for the country.
    name:
        Its name, as its producer writes it, or as this module could tell it.
    """

    level: Level
    code: str
    name: str

    @property
    def token(self) -> str:
        """Level and code in one word, for addresses: ``commune-06088``."""
        return f"{self.level.value.replace('_', '-')}-{self.code}"


FRANCE: Final = Area(Level.COUNTRY, "FR", "France")


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation of ROME.

    Parameters
    ----------
    code:
        ROME code.
    label:
        Its label, in French.
    parent:
        The code of the sheet of ROME 3 it descends from: what tension and hires are published by.
    families:
        Professional families (FAP 2009) of the parent; several when its qualification decides.
    """

    code: str
    label: str
    parent: str
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill or a piece of knowledge of ROME, by its OGR code."""

    code: str
    label: str


class Reason(StrEnum):
    """Why a figure is not known."""

    NOT_IMPORTED = "not_imported"
    NO_ROW = "no_row"
    WITHHELD = "withheld"
    TOO_FEW = "too_few"
    NOT_PUBLISHED = "not_published"
    NOT_COVERED = "not_covered"
    ONE_PERIOD = "one_period"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why a figure is not known.

    Parameters
    ----------
    datasets:
        Those that are missing, for ``not_imported``, or were read by an older connector, for ``outdated``.
    n, needed:
        How many observations there are, and how many it takes, for ``too_few``; periods for ``one_period``.
    """

    reason: Reason
    datasets: tuple[str, ...] = ()
    n: int | None = None
    needed: int | None = None


@dataclass(frozen=True, slots=True)
class SourceRef:
    """The data behind a figure.

    Parameters
    ----------
    published, edition:
        The producer's date, or the period that the file says it is about; empty when neither is known.
    imported:
        When it was imported (UTC, ISO 8601).
    address:
        Where the file came from, or else the producer's page.
    """

    dataset: str
    version: str
    title: str
    producer: str
    licence: str
    published: str
    edition: str
    imported: str
    address: str


class Shape(StrEnum):
    """What the rows of a query are."""

    COUNTS = "counts"  # code, label, k: the figure is their sum
    SHARES = "shares"  # code, label, k, n: each is k of n
    QUARTILES = "quartiles"  # one observation a row: value
    TABLE = "table"  # code, label, value, and n, low, high where the producer gives them


class Interval(StrEnum):
    """How the interval of a figure is computed."""

    NONE = "none"  # everything was counted, or the producer gives no way to tell
    WILSON = "wilson"
    POISSON = "poisson"
    ORDER = "order"
    NEWCOMBE = "newcombe"
    PRODUCER = "producer"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a figure. What is not known is ``None``.

    Parameters
    ----------
    value:
        In the unit of the figure.
    k, n:
        A share is ``k`` of ``n``.
    low, high:
        Ends of the interval, at 95 %.
    masked:
        The value is known and not shown, because so few people are behind it.
    note:
        What the producer adds (a month's duplicates, a class).
    """

    code: str
    label: str
    value: float | None
    k: int | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    masked: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the labour market.

    Parameters
    ----------
    name:
        Of the declared query.
    asked, shown:
        The area that was asked about, and the one that the figure is about: a larger one where the smaller is not
        known.
    value:
        The figure itself where it is one number; the rows have the rest.
    unknown:
        Why it is not known for the area that was asked. ``value`` and ``rows`` are then those of ``shown``, if any.
    n:
        How many observations it rests on.
    period:
        What it is about in time, as told by the data (``2025-08``, ``2021``); empty when that is not known.
    """

    name: str
    asked: Area
    shown: Area
    occupation: Occupation | None = None
    skill: Skill | None = None
    value: float | None = None
    rows: tuple[Row, ...] = ()
    unknown: Unknown | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    masked: int = 0
    period: str = ""
    sources: tuple[SourceRef, ...] = ()
    facts: Mapping[str, float] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether there is something to show, for the asked area or a larger one."""
        return self.value is not None or bool(self.rows)

    @property
    def widened(self) -> bool:
        """Whether it is about a larger area than was asked."""
        return self.known and self.shown != self.asked
