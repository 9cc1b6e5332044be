"""The process that answers one question: it loads the table, shuts every door behind itself, and only then asks.

Started with ``-I`` and an empty environment by :mod:`openemploi.queryroom.room`; what it writes is checked there.
"""

from __future__ import annotations

import json
import os
import pickle
import struct
import sys
import zipfile  # noqa: F401  # as numpy.ma
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import numpy.ma  # nothing can be imported once the doors are shut
import pyarrow as pa
import pyarrow.compute  # as numpy.ma
from numpy.typing import NDArray

from openemploi.datasets.sql import parquet, quoted
from openemploi.queryroom.cells import (
    Bools,
    Groups,
    few_unknown,
    figure_cells,
    grouped,
    people_of,
    quantity_masked,
    shows_sums,
    small_masked,
)
from openemploi.queryroom.jail import bounded, closed
from openemploi.queryroom.model import Cell, Limits, Masked, Role, Rules, Scalar
from openemploi.queryroom.plan import Analysis, Figure, Function, Key
from openemploi.queryroom.views import Rows, Told, View, refusal, rows_from, told_from, version_of
from openemploi.queryroom.wording import condition_sql, key_sql, own_condition, read_as

HEADER: Final = struct.Struct(">IQQ")  # lengths of the answer, of the views, of the rows

_ROWS: Final = "restricted_rows"
_SEPARATOR: Final = 31  # the unit separator of ASCII


@dataclass(frozen=True, slots=True)
class Order:
    """What the parent asks for. Pickled: the parent trusts itself; what comes back is never unpickled."""

    analysis: Analysis
    rules: Rules
    limits: Limits
    views: tuple[Path, ...]
    folder: Path
    key: bytes
    cells_left: int


def main() -> None:
    """Read the order on standard input, write the answer on standard output."""
    out = os.dup(1)
    os.dup2(2, 1)
    order: Order = pickle.loads(sys.stdin.buffer.read())  # noqa: S301  # from the parent
    bounded(order.limits)
    reply = replied(order, shut=closed)
    with os.fdopen(out, "wb") as pipe:
        pipe.write(reply)


def replied(order: Order, *, shut: Callable[[], bool]) -> bytes:
    """The reply to ``order``, whatever happens. ``shut`` closes the doors once the table is loaded."""
    try:
        answer, views, rows = _answer(order, shut)
    except (MemoryError, duckdb.OutOfMemoryException):
        answer, views, rows = {"refused": "memory"}, b"", b""
    except Exception as error:
        # The kind alone: the message may quote a value of the table.
        answer, views, rows = {"refused": "failed", "why": _place(error)}, b"", b""
    body = json.dumps(answer).encode()
    return HEADER.pack(len(body), len(views), len(rows)) + body + views + rows


def _answer(order: Order, shut: Callable[[], bool]) -> tuple[dict[str, Any], bytes, bytes]:
    analysis, rules = order.analysis, order.rules
    connection = _connected(order.limits)
    if not _loaded(connection, order):
        return {"refused": "memory"}, b"", b""
    old = [told_from(path) for path in order.views]
    versions = {version: rows_from(order.folder, version) for version in {told.version for told in old}}
    connection.execute("SET enable_external_access = false")
    connection.execute("SET disabled_filesystems = 'LocalFileSystem'")
    connection.execute("SET lock_configuration = true")
    jailed = shut()

    current = _digests(connection, order)
    packed = current.to_bytes()
    version = version_of(packed)
    rows = b"" if version in versions else packed
    versions[version] = current
    _values, units = np.unique(current.units, return_inverse=True)

    picked, codes, values = _picked(connection, analysis)
    groups = grouped(codes, units[picked].astype(np.int64))
    masked = small_masked(groups, rules)
    told = int((~masked).sum())
    if told > rules.most_cells:
        return {"refused": "cells"}, b"", b""
    if told > order.cells_left:
        return {"refused": "budget"}, b"", b""
    columns = _numbers(connection, analysis)
    numbers = {name: column[picked] for name, column in columns.items()}
    views = _views(analysis, groups, masked, numbers, picked, len(units), rules)
    if any((view.labels >= 0).any() for view in views):
        new = Told(version, tuple(views))
        summed = {f.column.name for f in analysis.figures if f.column and shows_sums(f.function)}
        sums = {name: columns[name] for name in summed}
        why = refusal(new, old, versions, rules=rules, sums=sums)
        if why:
            return {"refused": why}, b"", b""
        record = new.to_bytes()
    else:
        record = b""
    figures = _figures(connection, analysis, groups, masked, numbers, picked, rules)
    domains = [_domain(connection, analysis, key, rules) for key in analysis.keys]
    answer = _worded(analysis, groups, masked, figures, values, domains, rules)
    return answer | {"version": version, "jailed": jailed}, record, rows


def _connected(limits: Limits) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        ":memory:",
        config={
            "threads": "1",
            "memory_limit": f"{limits.memory_bytes // 2_000_000}MB",
            "temp_directory": "",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "allow_persistent_secrets": "false",
        },
    )


def _loaded(connection: duckdb.DuckDBPyConnection, order: Order) -> bool:
    """The declared columns in memory, in the order of the files; ``False`` when there are too many rows."""
    table = order.analysis.table
    source = parquet(*table.files)
    counted = connection.execute(f"SELECT count(*) FROM {source}").fetchone()  # noqa: S608  # the producer's files
    if counted is None or counted[0] > order.limits.most_rows:
        return False
    columns = ", ".join(
        f"{read_as(column)} AS {quoted(column.name)}"
        for column in table.columns
        if column.role is not Role.IDENTIFIER
    )
    connection.execute(
        f"CREATE TEMP TABLE {_ROWS} AS SELECT {columns} FROM {source}"  # noqa: S608
        f" WHERE {quoted(table.unit.name)} IS NOT NULL"
    )
    return True


def _digests(connection: duckdb.DuckDBPyConnection, order: Order) -> Rows:
    table = order.analysis.table
    names = sorted(column.name for column in table.columns if column.role is not Role.IDENTIFIER)
    content = ", ".join(f"coalesce('=' || CAST({quoted(name)} AS VARCHAR), '0')" for name in names)
    key = order.key.hex()
    found = _arrow(
        connection,
        f"SELECT md5_number_lower('{key}' || concat_ws(chr({_SEPARATOR}), {content})) AS r,"  # noqa: S608
        f" md5_number_lower('{key}' || CAST({quoted(table.unit.name)} AS VARCHAR)) AS u"
        f" FROM {_ROWS} ORDER BY rowid",
        [],
    )
    return Rows(
        found.column("r").to_numpy().astype(np.uint64), found.column("u").to_numpy().astype(np.uint64)
    )


def _picked(
    connection: duckdb.DuckDBPyConnection, analysis: Analysis
) -> tuple[NDArray[np.int64], NDArray[np.int64], list[list[Scalar]]]:
    """The rows taken, the code of each key in each, and what the codes stand for."""
    where, constants = condition_sql(analysis.condition)
    keys = "".join(f", {key_sql(key)} AS k{index}" for index, key in enumerate(analysis.keys))
    table = _arrow(
        connection,
        f"SELECT rowid AS r{keys} FROM {_ROWS} WHERE {where} ORDER BY rowid",  # noqa: S608
        constants,
    )
    rows = table.column("r").to_numpy().astype(np.int64)
    codes = np.zeros((len(rows), len(analysis.keys)), dtype=np.int64)
    values: list[list[Scalar]] = []
    for index in range(len(analysis.keys)):
        encoded = table.column(f"k{index}").combine_chunks().dictionary_encode(null_encoding="encode")
        encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
        codes[:, index] = encoded.indices.to_numpy(zero_copy_only=False)
        values.append(encoded.dictionary.to_pylist())
    return rows, codes, values


def _numbers(connection: duckdb.DuckDBPyConnection, analysis: Analysis) -> dict[str, NDArray[np.float64]]:
    """For each column that a figure is about, its numbers; NaN where it is not known."""
    found = {}
    for figure in analysis.figures:
        column = figure.column
        if column is None or column.name in found or figure.function is Function.COUNT_DISTINCT:
            continue
        numeric = column.role is Role.MEASURE and column.kind.value in ("number", "boolean")
        name = quoted(column.name)
        value = f"CAST({name} AS DOUBLE)" if numeric else f"CASE WHEN {name} IS NULL THEN NULL ELSE 0.0 END"
        table = _arrow(connection, f"SELECT {value} AS x FROM {_ROWS} ORDER BY rowid", [])  # noqa: S608
        numbers = table.column("x").to_numpy().astype(np.float64)
        numbers[~np.isfinite(numbers)] = np.nan
        found[column.name] = numbers
    return found


def _views(
    analysis: Analysis,
    groups: Groups,
    masked: Bools,
    numbers: dict[str, NDArray[np.float64]],
    picked: NDArray[np.int64],
    rows: int,
    rules: Rules,
) -> list[View]:
    """What the answer tells, as partitions of the rows."""

    def labels(told: Bools, known: Bools) -> NDArray[np.int32]:
        found = np.full(rows, -1, dtype=np.int32)
        here = told[groups.group] & known
        found[picked[here]] = groups.group[here]
        return found

    views = [View("*", labels(~masked, np.ones(len(picked), dtype=bool)))]
    for name, values in numbers.items():
        small, lone = quantity_masked(groups, values, masked, rules)
        functions = {
            figure.function for figure in analysis.figures if figure.column and figure.column.name == name
        }
        told = ~lone if all(shows_sums(function) for function in functions) else ~small
        known = ~np.isnan(values)
        views.append(View(name, labels(told, known)))
        # How many people have a value is told too, unless that would show the few who have none.
        views.append(View("*", labels(~small & ~few_unknown(groups, values, rules), known)))
    return views


def _figures(
    connection: duckdb.DuckDBPyConnection,
    analysis: Analysis,
    groups: Groups,
    masked: Bools,
    numbers: dict[str, NDArray[np.float64]],
    picked: NDArray[np.int64],
    rules: Rules,
) -> list[list[Cell]]:
    found = []
    for figure in analysis.figures:
        if figure.function is Function.COUNT_DISTINCT:
            found.append(_distinct(connection, figure, groups, masked, picked, rules))
            continue
        values = numbers[figure.column.name] if figure.column else None
        whole = values is not None and bool((np.nan_to_num(values) % 1 == 0).all())
        found.append(figure_cells(figure, groups, values, whole, masked, rules))
    return found


def _distinct(
    connection: duckdb.DuckDBPyConnection,
    figure: Figure,
    groups: Groups,
    masked: Bools,
    picked: NDArray[np.int64],
    rules: Rules,
) -> list[Cell]:
    """How many values enough people have: one more for a single person would show what that person is."""
    assert figure.column is not None
    table = _arrow(connection, f"SELECT {quoted(figure.column.name)} AS x FROM {_ROWS} ORDER BY rowid", [])  # noqa: S608
    encoded = table.column("x").combine_chunks().dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)[picked]
    known = codes >= 0
    pairs, place = np.unique(
        np.stack([groups.group[known], codes[known]], axis=1), axis=0, return_inverse=True
    )
    people = people_of(place.reshape(-1), groups.whose(known), len(pairs))
    counts = np.bincount(pairs[people >= rules.threshold, 0], minlength=groups.count)
    return [
        Cell(None, None, Masked.SMALL) if hidden else Cell(int(count), int(people))
        for count, people, hidden in zip(counts, groups.people, masked, strict=True)
    ]


def _domain(
    connection: duckdb.DuckDBPyConnection, analysis: Analysis, key: Key, rules: Rules
) -> list[Scalar]:
    """The values that a key could take: the public ones, and those that enough people have in the whole table."""
    where, constants = condition_sql(own_condition(analysis, key))
    name = quoted(key.column.name)
    public = f"SELECT {read_as(key.column)} AS {name} FROM (SELECT unnest(?) AS {name})"  # noqa: S608
    unit = quoted(analysis.table.unit.name)
    table = _arrow(
        connection,
        f"SELECT {key_sql(key)} AS k FROM ({public}) WHERE {where} UNION"  # noqa: S608
        f" SELECT {key_sql(key)} FROM {_ROWS} WHERE {where} GROUP BY 1"
        f" HAVING count(DISTINCT {unit}) >= {int(rules.threshold)}",
        [list(key.column.values), *constants, *constants],
    )
    values: list[Scalar] = table.column("k").to_pylist()
    return values


def _worded(
    analysis: Analysis,
    groups: Groups,
    masked: Bools,
    figures: Sequence[list[Cell]],
    values: list[list[Scalar]],
    domains: list[list[Scalar]],
    rules: Rules,
) -> dict[str, Any]:
    rows: list[tuple[tuple[Scalar, ...], int | None, list[Cell]]] = []
    told = set()
    for index in np.flatnonzero(~masked):
        keys = tuple(values[place][code] for place, code in enumerate(groups.codes[index]))
        told.add(keys)
        rows.append((keys, int(groups.people[index]), [column[index] for column in figures]))
    grid = prod(len(domain) for domain in domains)
    if grid <= rules.listed:
        hidden = [Cell(None, None, Masked.SMALL)] * len(analysis.figures)
        rows += [(keys, None, hidden) for keys in product(*domains) if keys not in told]
    rows = _sorted(rows, analysis)
    single = sum(cell.masked is not None for _keys, n, cells in rows if n is not None for cell in cells)
    return {
        "rows": [
            [[_plain(key) for key in keys], n, [[_plain(c.value), c.n, c.masked] for c in cells]]
            for keys, n, cells in rows[: analysis.limit]
        ],
        "told": len(told),
        "masked": grid - len(told),
        "figures_masked": single,
    }


def _sorted(
    rows: list[tuple[tuple[Scalar, ...], int | None, list[Cell]]], analysis: Analysis
) -> list[tuple[tuple[Scalar, ...], int | None, list[Cell]]]:
    """By the keys, then as asked; what is masked or not known is last."""

    def at(row: tuple[tuple[Scalar, ...], int | None, list[Cell]], place: int) -> Scalar:
        return row[0][place] if place < len(row[0]) else row[2][place - len(row[0])].value

    orders = [(place, False) for place in range(len(analysis.keys))]
    orders = [(order.position, order.descending) for order in analysis.order] + orders
    for place, descending in reversed(orders):
        known: list[Any] = [row for row in rows if at(row, place) is not None]
        unknown = [row for row in rows if at(row, place) is None]
        known.sort(key=lambda row: at(row, place), reverse=descending)  # type: ignore[arg-type, return-value]
        rows = known + unknown
    return rows


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None and "importlib" not in str(trace.tb_next.tb_frame):
        trace = trace.tb_next
    where = "?" if trace is None else f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
    return f"{type(error).__name__} in {where}"


def _plain(value: Scalar) -> Scalar:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _arrow(
    connection: duckdb.DuckDBPyConnection, sql: str, constants: Sequence[Scalar | list[Scalar]]
) -> pa.Table:
    return connection.sql(sql, params=constants).to_arrow_table()


if __name__ == "__main__":
    main()
