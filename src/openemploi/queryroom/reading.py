"""From the text of a question to its plan, by an allowlist: what is not recognised is refused.

sqlglot parses, and nothing of its tree goes further: each node is turned into a shape of
:mod:`openemploi.queryroom.plan` or refused, down to the last attribute, so a construct that a later release of
the parser adds is refused until somebody adds it here.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, SqlglotError

from openemploi.queryroom import refusals
from openemploi.queryroom.conditions import condition_of, key_of, only, shown
from openemploi.queryroom.model import Column, Kind, Role, Table
from openemploi.queryroom.plan import Analysis, Bucket, Figure, Function, Key, Order

logging.getLogger("sqlglot").setLevel(logging.ERROR)  # its warnings quote the question

LONGEST: Final = 10_000  # characters
_DEEPEST: Final = 40  # brackets in brackets; the parser recurses
_MOST_KEYS: Final = 4
_MOST_FIGURES: Final = 20
_MOST_ROWS: Final = 1_000_000

_CLAUSES: Final = {"expressions", "from_", "where", "group", "order", "limit"}
_CLAUSE_NAMES: Final = {
    "with_": "WITH", "joins": "JOIN", "having": "HAVING", "distinct": "DISTINCT", "windows": "WINDOW",
    "qualify": "QUALIFY", "sample": "SAMPLE", "offset": "OFFSET", "laterals": "LATERAL", "into": "INTO",
}  # fmt: skip


def analyse(sql: str, tables: Sequence[Table]) -> Analysis:
    """Read the question ``sql`` over the granted ``tables``.

    One SELECT over one table: columns of GROUP BY and figures, WHERE of plain comparisons, ORDER BY and LIMIT on
    the answer. Raises :class:`~openemploi.errors.RequestError` with a ``query_…`` code that says which part is
    refused and what to write instead.
    """
    select = _select(sql)
    for name, value in select.args.items():
        if value and name not in _CLAUSES:
            raise refusals.clause(_CLAUSE_NAMES.get(name, name.strip("_").upper()))
    table, alias = _table(select, tables)
    columns = _Columns(table, alias)
    written_keys = _written_keys(select, columns)
    keys: list[Key] = []
    key_names: list[str] = []
    figures: list[Figure] = []
    positions: list[tuple[str, int]] = []  # what each item of SELECT became: ("key"|"figure", index)
    for item in select.expressions:
        name = item.alias if isinstance(item, exp.Alias) else ""
        body = _body(item)
        figure = _figure(body, name, columns)
        if figure is not None:
            positions.append(("figure", len(figures)))
            figures.append(figure)
            continue
        key = key_of(body, columns.find)
        if key is None:
            raise _refused_item(body)
        if key.column.role is not Role.GROUP:
            raise refusals.rows(key.column.name)
        if written_keys is not None and key not in written_keys:
            raise refusals.rows(shown(body))
        positions.append(("key", len(keys)))
        keys.append(key)
        key_names.append(name or (key.column.name if key.bucket is Bucket.NONE else shown(body)))
    if written_keys is None and keys:
        raise refusals.rows(key_names[0])
    for key in written_keys or []:
        if key not in keys:
            keys.append(key)
            key_names.append(key.column.name)
    if not figures:
        raise refusals.rows(shown(select.expressions[0]) if select.expressions else "SELECT")
    if len(keys) > _MOST_KEYS:
        raise refusals.too_complex("GROUP BY", _MOST_KEYS)
    if len(figures) > _MOST_FIGURES:
        raise refusals.too_complex("SELECT", _MOST_FIGURES)
    for key in keys:
        _wide_enough(key)
    where = select.args.get("where")
    answer = [("key", index) for index in range(len(keys))] + [("figure", i) for i in range(len(figures))]
    return Analysis(
        text=sql,
        table=table,
        keys=tuple(keys),
        key_names=tuple(_distinct(key_names)),
        figures=tuple(figures),
        condition=condition_of(where.this, columns.find) if where else None,
        order=_order(select, columns, positions, answer, keys, figures),
        limit=_limit(select),
    )


class _Columns:
    """Finds the declared columns by the names a question may give them."""

    def __init__(self, table: Table, alias: str) -> None:
        self.alias = alias
        self._usable = [column for column in table.columns if column.role is not Role.IDENTIFIER]
        self._by_name = {column.name.lower(): column for column in self._usable}
        self._table = table.name.lower()

    def find(self, node: exp.Expression) -> Column | None:
        """The declared column of ``node``; ``None`` when it is no column. Unknown names are refused."""
        if not isinstance(node, exp.Column):
            return None
        only(node, {"this", "table"}, refusals.rows)
        if not isinstance(node.this, exp.Identifier):
            raise refusals.rows(shown(node))
        if node.table and node.table.lower() not in (self.alias.lower(), self._table):
            raise refusals.unknown_table(node.table[:60], self._table)
        column = self._by_name.get(node.name.lower())
        if column is None:
            known = ", ".join(column.name for column in self._usable if column.role is not Role.UNIT)
            raise refusals.unknown_column(node.name[:60], known)
        return column


def _select(sql: str) -> exp.Select:
    if len(sql) > LONGEST or _depth(sql) > _DEEPEST:
        raise refusals.too_long(LONGEST)
    if "\x00" in sql:
        raise refusals.not_sql("\\0")
    try:
        statements = sqlglot.parse(sql, dialect="duckdb")
    except RecursionError:
        raise refusals.too_long(LONGEST) from None
    except SqlglotError as error:
        where = error.errors[0].get("highlight") if isinstance(error, ParseError) and error.errors else None
        raise refusals.not_sql(str(where or sql.strip())[:60]) from None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise refusals.not_sql(sql.strip()[:60]) from None  # a parser in Python fails in many ways
    # A comment after the last ";" is a statement of its own to the parser.
    real = [s for s in statements if s is not None and not isinstance(s, exp.Semicolon)]
    if not real:
        raise refusals.not_sql(sql.strip()[:60])
    if len(real) != 1 or not isinstance(real[0], exp.Select):
        raise refusals.not_a_select()
    return real[0]


def _depth(sql: str) -> int:
    depth = deepest = 0
    for character in sql:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
    return deepest


def _table(select: exp.Select, tables: Sequence[Table]) -> tuple[Table, str]:
    source = select.args.get("from_")
    known = ", ".join(table.name for table in tables)
    if not isinstance(source, exp.From) or not isinstance(source.this, exp.Table):
        raise refusals.no_table(known) if source is None else refusals.clause(shown(source))
    node = source.this
    if not isinstance(node.this, exp.Identifier):
        raise refusals.unknown_table(shown(node.this), known)
    only(node, {"this", "alias"}, refusals.clause)
    alias = node.args.get("alias")
    if alias is not None:
        only(alias, {"this"}, refusals.clause)
    for table in tables:
        if table.name.lower() == node.name.lower():
            return table, node.alias or table.name
    raise refusals.unknown_table(node.name[:60], known)


def _written_keys(select: exp.Select, columns: _Columns) -> list[Key] | None:
    """The keys of GROUP BY, or ``None`` when there is none."""
    group = select.args.get("group")
    if group is None:
        return None
    only(group, {"expressions", "all"}, refusals.clause)
    items = [_body(item) for item in select.expressions]
    if group.args.get("all"):
        found = [key for key in (key_of(item, columns.find) for item in items) if key is not None]
    else:
        found = []
        for written in group.expressions:
            node = _named(written, select) or written
            key = key_of(node, columns.find)
            if key is None:
                raise refusals.function(shown(node))
            found.append(key)
    for key in found:
        if key.column.role is not Role.GROUP:
            raise refusals.role(key.column.name, "GROUP BY")
    return found


def _named(node: exp.Expression, select: exp.Select) -> exp.Expression | None:
    """The item of SELECT that ``node`` names by its alias or its position."""
    if isinstance(node, exp.Literal) and not node.is_string:
        place = int(node.name) if node.name.isascii() and node.name.isdigit() else 0
        if not 1 <= place <= len(select.expressions):
            raise refusals.not_sql(shown(node))
        return _body(select.expressions[place - 1])
    if isinstance(node, exp.Column) and not node.table:
        for item in select.expressions:
            if isinstance(item, exp.Alias) and item.alias.lower() == node.name.lower():
                return _body(item)
    return None


def _body(item: exp.Expression) -> exp.Expression:
    """An item of SELECT without the name that it is given."""
    body: exp.Expression = item.this if isinstance(item, exp.Alias) else item
    return body


def _figure(node: exp.Expression, name: str, columns: _Columns) -> Figure | None:
    if isinstance(node, exp.Paren):
        return _figure(node.this, name, columns)
    if isinstance(node, exp.Min | exp.Max | exp.ArgMin | exp.ArgMax):
        raise refusals.extreme(shown(node))
    name = name or shown(node)
    if isinstance(node, exp.Count):
        return _count(node, name, columns)
    functions: dict[type[exp.Expression], Function] = {
        exp.Sum: Function.SUM, exp.Avg: Function.AVG, exp.Stddev: Function.STDDEV,
        exp.StddevSamp: Function.STDDEV, exp.Median: Function.QUANTILE,
        exp.PercentileCont: Function.QUANTILE,
    }  # fmt: skip
    function = functions.get(type(node))
    if function is None:
        return None
    only(node, {"this", "expression"}, refusals.function)
    column = columns.find(node.this)
    if column is None:
        raise refusals.function(shown(node))
    if column.role is not Role.MEASURE:
        raise refusals.role(column.name, shown(node))
    q = 0.5 if function is Function.QUANTILE else None
    if isinstance(node, exp.PercentileCont):
        value = node.args.get("expression")
        if not isinstance(value, exp.Literal) or value.is_string:
            raise refusals.function(shown(node))
        try:
            q = float(value.name)
        except ValueError:
            raise refusals.function(shown(node)) from None
        if not 0.05 <= q <= 0.95 or abs(q * 20 - round(q * 20)) > 1e-9:
            raise refusals.extreme(shown(node))
    elif node.args.get("expression") is not None:
        raise refusals.function(shown(node))
    return Figure(name, function, column, q)


def _count(node: exp.Count, name: str, columns: _Columns) -> Figure:
    only(node, {"this", "big_int"}, refusals.function)
    if node.this is None or isinstance(node.this, exp.Star):
        if node.this is not None:
            only(node.this, set(), refusals.function)
        return Figure(name, Function.COUNT_ROWS)
    if isinstance(node.this, exp.Distinct):
        only(node.this, {"expressions"}, refusals.function)
        column = columns.find(node.this.expressions[0]) if len(node.this.expressions) == 1 else None
        if column is None:
            raise refusals.function(shown(node))
        if column.role is Role.UNIT:
            return Figure(name, Function.COUNT_UNITS)
        if column.role is not Role.GROUP:
            raise refusals.role(column.name, shown(node))
        return Figure(name, Function.COUNT_DISTINCT, column)
    column = columns.find(node.this)
    if column is None:
        raise refusals.function(shown(node))
    return Figure(name, Function.COUNT, column)


def _refused_item(node: exp.Expression) -> Exception:
    if isinstance(node, exp.Star | exp.Literal):
        return refusals.rows(shown(node))
    return refusals.function(shown(node))


def _wide_enough(key: Key) -> None:
    step = key.column.step
    if step is None:
        return
    width = 0.0
    if key.column.kind is Kind.NUMBER:
        width = float(key.by) if isinstance(key.by, int | float) else 0.0
    elif key.by is not None:
        width = {"week": 7.0, "month": 31.0, "quarter": 92.0, "year": 366.0}.get(str(key.by), 0.0)
    elif key.bucket.value == "year":
        width = 366.0
    if width < step:
        raise refusals.bucket(key.column.name, f"{step:g}")


def _order(
    select: exp.Select,
    columns: _Columns,
    positions: list[tuple[str, int]],
    answer: list[tuple[str, int]],
    keys: list[Key],
    figures: list[Figure],
) -> tuple[Order, ...]:
    order = select.args.get("order")
    if order is None:
        return ()
    only(order, {"expressions"}, refusals.clause)
    found = []
    for item in order.expressions:
        only(item, {"this", "desc", "nulls_first"}, refusals.clause)
        node = item.this
        named = _named(node, select)
        node = named if named is not None else node
        place: tuple[str, int] | None = None
        for index, written in enumerate(select.expressions):
            if _body(written) == node:
                place = positions[index]
        if place is None:
            key = key_of(node, columns.find)
            figure = _figure(node, "", columns) if key is None else None
            if key in keys:
                place = ("key", keys.index(key))
            for index, other in enumerate(figures):
                if figure and (other.function, other.column, other.q) == (
                    figure.function, figure.column, figure.q
                ):  # fmt: skip
                    place = ("figure", index)
        if place is None:
            raise refusals.clause(f"ORDER BY {shown(node)}")
        found.append(Order(answer.index(place), bool(item.args.get("desc"))))
    return tuple(found)


def _limit(select: exp.Select) -> int | None:
    limit = select.args.get("limit")
    if limit is None:
        return None
    if not isinstance(limit, exp.Limit):
        raise refusals.clause("FETCH")
    only(limit, {"expression"}, refusals.clause)
    value = limit.args.get("expression")
    if not isinstance(value, exp.Literal) or value.is_string or not value.name.isascii():
        raise refusals.clause("LIMIT")
    if not value.name.isdigit() or len(value.name) > 9:
        raise refusals.clause("LIMIT")
    return min(int(value.name), _MOST_ROWS)


def _distinct(names: list[str]) -> list[str]:
    return [name if names.index(name) == index else f"{name} {index + 1}" for index, name in enumerate(names)]
