"""The tables of open sets, as the store of this instance has them: first rows, plots, versions, CSV, quality.

Only a set that is open *and* published is opened here. The tables of restricted sets stand in another store
(``restricted.py``) that this module does not know: there is no path from a preview to them.
"""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.core.cache import cache
from django.utils import timezone

from openemploi.catalogue import Dimension, Measure
from openemploi.datasets.diff import TableDiff, diff
from openemploi.datasets.model import TableFacts
from openemploi.datasets.sql import parquet, quoted
from openemploi.datasets.store import Version
from openemploi.errors import OpenEmploiError
from openemploi_web.core.spreadsheets import harmless
from openemploi_web.core.store import store
from openemploi_web.repository.models import DataAsset
from openemploi_web.ui import charts, words

ROWS: Final = 10
PLOTS: Final = 4
_BINS: Final = 10
_BARS: Final = 8
_CELL: Final = 80
_KEPT: Final = 7 * 24 * 3600
_NUMBERS: Final = ("integer", "number")
_GROUPS: Final = ("string", "boolean", "year")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what its schema says, and how many of its cells are empty."""

    name: str
    type: str
    about: str
    unit: str
    empty: int | None
    withheld: int


@dataclass(frozen=True, slots=True)
class Plot:
    """What the values of a column look like: columns that stand for numbers, bars that lie for words."""

    column: str
    numbers: bool
    marks: list[charts.Mark]
    empty: int
    others: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the version in use, with its first rows as text."""

    name: str
    rows: int
    columns: list[Column]
    first: list[list[str | None]]
    plots: list[Plot]


def version_of(asset: DataAsset) -> Version | None:
    """The version in use of an open, published set; ``None`` for every other set, and when there is none."""
    if not (asset.is_open and asset.published_at and asset.store_name):
        return None
    try:
        return store().current(asset.store_name)
    except OpenEmploiError:  # it was removed, or its name was never one
        return None


def versions_of(asset: DataAsset) -> list[Version]:
    """All versions of an open set, the latest import first."""
    return store().versions(asset.store_name)[::-1] if version_of(asset) else []


def columns_of(facts: TableFacts) -> list[Column]:
    """The columns of a table, as its schema declares them."""
    declared = {str(one.get("name")): one for one in facts.schema.get("fields", [])}
    return [
        Column(
            name=one.name,
            type=str(declared.get(one.name, {}).get("type", "")),
            about=str(declared.get(one.name, {}).get("description", "")),
            unit=str(declared.get(one.name, {}).get("unit", "")),
            empty=one.nulls,
            withheld=one.withheld,
        )
        for one in facts.columns
    ]


def tables_of(version: Version) -> list[Table]:
    """The tables of a version with first rows and plots; kept, since a version never changes."""
    key = f"repository-tables-{version.manifest.dataset}-{version.name}"
    found: list[Table] | None = cache.get(key)
    if found is None:
        found = [_table(version, facts) for facts in version.manifest.tables]
        cache.set(key, found, _KEPT)
    return found


def compared(old: Version, new: Version) -> tuple[TableDiff, ...]:
    """How two versions differ; kept like :func:`tables_of`."""
    key = f"repository-diff-{new.manifest.dataset}-{old.name}-{new.name}"
    found: tuple[TableDiff, ...] | None = cache.get(key)
    if found is None:
        found = diff(old, new)
        cache.set(key, found, _KEPT)
    return found


def csv_lines(version: Version, table: str) -> Iterator[bytes]:
    """A whole table as CSV, a part at a time; no cell is one that a spreadsheet would run. Raises ``KeyError``."""
    return _csv(version.path(table))


def measured(asset: DataAsset) -> list[Measure]:
    """How good a set is, as far as its table and its description tell; what cannot be measured says why."""
    today = timezone.localdate()
    version = version_of(asset)
    found = [
        _freshness(asset, version, today),
        Measure(Dimension.REPRESENTATIVENESS, today, unknown_because="no_reference"),
    ]
    if version is None:
        return [
            *found,
            Measure(Dimension.COMPLETENESS, today, unknown_because="no_table"),
            Measure(Dimension.VALIDITY, today, unknown_because="no_table"),
        ]
    facts = version.manifest.tables
    cells = sum(table.rows * len(table.columns) for table in facts)
    empty = sum(column.nulls for table in facts for column in table.columns)
    read = version.manifest.rows + version.manifest.rejected
    found.append(Measure(Dimension.COMPLETENESS, today, value=1 - empty / cells if cells else None, n=cells))
    found.append(
        Measure(Dimension.VALIDITY, today, value=version.manifest.rows / read if read else None, n=read)
    )
    return found


def _freshness(asset: DataAsset, version: Version | None, today: date) -> Measure:
    changed = asset.modified
    published = version.manifest.source.published if version else ""
    if published:
        with contextlib.suppress(ValueError):
            changed = date.fromisoformat(published[:10])
    if changed is None:
        return Measure(Dimension.FRESHNESS, today, unknown_because="no_date")
    return Measure(Dimension.FRESHNESS, today, value=float((today - changed).days))


def _table(version: Version, facts: TableFacts) -> Table:
    import duckdb

    columns = columns_of(facts)
    source = parquet(version.path(facts.name))
    with duckdb.connect(":memory:") as connection:
        rows = connection.execute(f"SELECT * FROM {source} LIMIT {ROWS}").fetchall()  # noqa: S608
        plots: list[Plot] = []
        for column in columns:
            if len(plots) == PLOTS:
                break
            with contextlib.suppress(duckdb.Error):  # values that cannot be counted have no plot
                if (plot := _plot(connection, source, column, facts.rows)) is not None:
                    plots.append(plot)
    return Table(
        name=facts.name,
        rows=facts.rows,
        columns=columns,
        first=[[_cell(value) for value in row] for row in rows],
        plots=plots,
    )


def _plot(connection: Any, source: str, column: Column, rows: int) -> Plot | None:
    name = quoted(column.name)
    if column.type in _NUMBERS:
        low, high, known = connection.execute(
            f"SELECT min({name}), max({name}), count({name}) FROM {source}"  # noqa: S608
        ).fetchone()
        if not known or low == high:
            return None
        width = (float(high) - float(low)) / _BINS
        counted = dict(
            connection.execute(
                f"SELECT least(floor(({name}::DOUBLE - ?) / ?)::INTEGER, ?) AS bin, count(*) FROM {source} "  # noqa: S608
                f"WHERE {name} IS NOT NULL GROUP BY bin",
                [float(low), width, _BINS - 1],
            ).fetchall()
        )
        marks = [
            charts.Mark(
                label=words.number(round(float(low) + place * width, 2)),
                value=float(counted.get(place, 0)),
                words=words.number(counted.get(place, 0)),
            )
            for place in range(_BINS)
        ]
        return Plot(column.name, True, marks, empty=rows - known, others=0)
    if column.type not in _GROUPS:
        return None
    distinct, known = connection.execute(
        f"SELECT approx_count_distinct({name}), count({name}) FROM {source}"  # noqa: S608
    ).fetchone()
    if not known or distinct * 2 > known or distinct > max(20, known // 20):
        return None  # names and codes of rows: a plot of them says nothing
    top = connection.execute(
        f"SELECT {name}::VARCHAR, count(*) AS n FROM {source} WHERE {name} IS NOT NULL "  # noqa: S608
        f"GROUP BY 1 ORDER BY n DESC, 1 LIMIT {_BARS}"
    ).fetchall()
    marks = [charts.Mark(label=_cell(value) or "", value=float(n), words=words.number(n)) for value, n in top]
    return Plot(column.name, False, marks, empty=rows - known, others=known - sum(n for _value, n in top))


def _csv(path: Path) -> Iterator[bytes]:
    import duckdb

    with duckdb.connect(":memory:") as connection:
        found = connection.execute(f"SELECT * FROM {parquet(path)}")  # noqa: S608
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([harmless(one[0]) for one in found.description])
        while rows := found.fetchmany(2_000):
            writer.writerows([[_bare(value) for value in row] for row in rows])
            yield text.getvalue().encode("utf-8")
            text.seek(0)
            text.truncate()
        yield text.getvalue().encode("utf-8")


def _bare(value: Any) -> Any:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, list):
        return harmless("|".join(str(one) for one in value))
    return value.isoformat() if isinstance(value, date | datetime) else value


def _cell(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value)
    text = value.isoformat() if isinstance(value, date | datetime) else str(value)
    return text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"
