"""The conditions and groupings that a question may hold: a column, perhaps coarser, compared with constants."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Final

from sqlglot import exp

from openemploi.errors import RequestError
from openemploi.queryroom import refusals
from openemploi.queryroom.model import Column, Kind, Role, Scalar
from openemploi.queryroom.plan import All, Any, Bucket, Condition, Key, Not, Operator, Test

Find = Callable[[exp.Expression], Column | None]

_MOST_TESTS: Final = 100
_MOST_VALUES: Final = 1_000
_COMPARISONS: Final[dict[type[exp.Expression], Operator]] = {
    exp.EQ: Operator.EQ, exp.NEQ: Operator.NE, exp.LT: Operator.LT, exp.LTE: Operator.LE,
    exp.GT: Operator.GT, exp.GTE: Operator.GE, exp.Like: Operator.LIKE, exp.ILike: Operator.ILIKE,
}  # fmt: skip
_FLIPPED: Final = {
    Operator.EQ: Operator.EQ, Operator.NE: Operator.NE, Operator.LT: Operator.GT, Operator.LE: Operator.GE,
    Operator.GT: Operator.LT, Operator.GE: Operator.LE,
}  # fmt: skip
_TRUNCATIONS: Final = ("week", "month", "quarter", "year")


def shown(node: exp.Expression) -> str:
    """``node`` as a person would recognise it, cut short."""
    try:
        text = node.sql(dialect="duckdb", comments=False)
    except Exception:
        text = type(node).__name__  # the part is refused anyway; its name is enough
    return text[:60] + "…" if len(text) > 60 else text


def only(node: exp.Expression, allowed: set[str], refuse: Callable[[str], RequestError]) -> None:
    """Refuse ``node`` when anything but ``allowed`` is said in it."""
    if any(value for name, value in node.args.items() if name not in allowed):
        raise refuse(shown(node))


def condition_of(node: exp.Expression, find: Find) -> Condition:
    """The condition that ``node`` says; refused when it is anything but plain comparisons."""
    tests = sum(1 for part in node.walk() if isinstance(part, exp.Predicate | exp.Literal))
    if tests > _MOST_VALUES + _MOST_TESTS:
        raise refusals.too_complex("WHERE", _MOST_VALUES)
    return _condition(node, find)


def _condition(node: exp.Expression, find: Find) -> Condition:
    if isinstance(node, exp.Paren):
        only(node, {"this"}, refusals.condition)
        return _condition(node.this, find)
    if isinstance(node, exp.And | exp.Or):
        only(node, {"this", "expression"}, refusals.condition)
        kind = All if isinstance(node, exp.And) else Any
        return kind(tuple(_condition(part, find) for part in _chain(node, type(node))))
    if isinstance(node, exp.Not):
        only(node, {"this"}, refusals.condition)
        return Not(_condition(node.this, find))
    return _test(node, find)


def _chain(node: exp.Expression, kind: type[exp.Expression]) -> list[exp.Expression]:
    """The parts of a AND b AND c, which the parser nests to the left."""
    parts = []
    while isinstance(node, kind):
        parts.append(node.args["expression"])
        node = node.this
    return [node, *reversed(parts)]


def _test(node: exp.Expression, find: Find) -> Test:
    if isinstance(node, exp.Is):
        only(node, {"this", "expression"}, refusals.condition)
        if isinstance(node.expression, exp.Null):
            return Test(_filter(node.this, node, find), Operator.NULL)
        raise refusals.condition(shown(node))
    if isinstance(node, exp.In):
        only(node, {"this", "expressions"}, refusals.condition)
        key = _filter(node.this, node, find)
        if not node.expressions:
            raise refusals.condition(shown(node))
        return Test(key, Operator.IN, tuple(_constant(value, key) for value in node.expressions))
    if isinstance(node, exp.Between):
        only(node, {"this", "low", "high"}, refusals.condition)
        key = _filter(node.this, node, find)
        low, high = _constant(node.args["low"], key), _constant(node.args["high"], key)
        return Test(key, Operator.BETWEEN, (low, high))
    if isinstance(node, exp.Column):
        key = _filter(node, node, find)
        if key.column.kind is not Kind.BOOLEAN:
            raise refusals.condition(shown(node))
        return Test(key, Operator.EQ, (True,))
    operator = _COMPARISONS.get(type(node))
    if operator is None:
        raise refusals.condition(shown(node))
    only(node, {"this", "expression"}, refusals.condition)
    left, right = node.this, node.args["expression"]
    if operator in _FLIPPED and key_of(left, find) is None and key_of(right, find) is not None:
        left, right, operator = right, left, _FLIPPED[operator]
    key = _filter(left, node, find)
    value = _constant(right, key)
    if operator in (Operator.LIKE, Operator.ILIKE) and not isinstance(value, str):
        raise refusals.condition(shown(node))
    return Test(key, operator, (value,))


def _filter(node: exp.Expression, whole: exp.Expression, find: Find) -> Key:
    key = key_of(node, find)
    if key is None:
        raise refusals.condition(shown(whole))
    if key.column.role is not Role.GROUP:
        raise refusals.role(key.column.name, "WHERE")
    return key


def key_of(node: exp.Expression, find: Find) -> Key | None:
    """The column, perhaps coarser, that ``node`` is; ``None`` when it is something else."""
    if isinstance(node, exp.Paren):
        return key_of(node.this, find)
    column = find(node)
    if column is not None:
        return Key(column)
    if isinstance(node, exp.Cast):
        # date_trunc(...)::date, as date_trunc gives dates here anyway
        only(node, {"this", "to"}, refusals.function)
        inner = key_of(node.this, find)
        is_date = node.args["to"].this == exp.DataType.Type.DATE
        return inner if is_date and inner is not None and inner.bucket is Bucket.TRUNC else None
    if isinstance(node, exp.TimestampTrunc | exp.DateTrunc):
        only(node, {"this", "unit"}, refusals.function)
        return _dated(node, find, str(node.args["unit"].name).lower())
    if isinstance(node, exp.Year):
        only(node, {"this"}, refusals.function)
        return _dated(node, find, None)
    if isinstance(node, exp.Extract) and node.this.name.upper() == "YEAR":
        return _dated(exp.Year(this=node.expression), find, None)
    if isinstance(node, exp.Left):
        only(node, {"this", "expression"}, refusals.function)
        return _first(node.this, node.args["expression"], find)
    if isinstance(node, exp.Substring):
        only(node, {"this", "start", "length"}, refusals.function)
        start = node.args.get("start")
        if isinstance(start, exp.Literal) and start.name == "1" and node.args.get("length") is not None:
            return _first(node.this, node.args["length"], find)
    if isinstance(node, exp.Mul):
        return _width(node, find)
    return None


def _dated(node: exp.Expression, find: Find, unit: str | None) -> Key | None:
    column = find(node.this)
    if column is None:
        return None
    if column.kind is not Kind.DATE:
        raise refusals.function(shown(node))
    if unit is None:
        return Key(column, Bucket.YEAR)
    if unit not in _TRUNCATIONS:
        raise refusals.function(shown(node))
    return Key(column, Bucket.TRUNC, unit)


def _first(node: exp.Expression, length: exp.Expression, find: Find) -> Key | None:
    column = find(node)
    if column is None:
        return None
    number = _number(length)
    if column.kind is not Kind.TEXT or number is None or not number.is_integer() or not 1 <= number <= 100:
        raise refusals.function(shown(node))
    return Key(column, Bucket.LEFT, int(number))


def _width(node: exp.Mul, find: Find) -> Key | None:
    """``floor(x / 10) * 10`` and ``x // 10 * 10``."""
    width = _number(node.args["expression"])
    inner = node.this
    if isinstance(inner, exp.Paren):
        inner = inner.this
    if isinstance(inner, exp.Floor):
        only(inner, {"this"}, refusals.function)
        inner = inner.this
        if not isinstance(inner, exp.Div):
            return None
    elif not isinstance(inner, exp.IntDiv):
        return None
    column = find(inner.this)
    if column is None or width is None or width != _number(inner.expression):
        return None
    if column.kind is not Kind.NUMBER or not 0 < width < 1e12:
        raise refusals.function(shown(node))
    return Key(column, Bucket.WIDTH, width)


def _number(node: exp.Expression) -> float | None:
    sign = 1
    while isinstance(node, exp.Paren | exp.Neg):
        sign = -sign if isinstance(node, exp.Neg) else sign
        node = node.this
    if not isinstance(node, exp.Literal) or node.is_string:
        return None
    try:
        number = sign * float(node.name)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _constant(node: exp.Expression, key: Key) -> Scalar:
    """The constant that ``node`` is, of the type of ``key``."""
    kind = Kind.NUMBER if key.bucket is Bucket.YEAR else key.column.kind
    if isinstance(node, exp.Cast) and kind is Kind.DATE:
        only(node, {"this", "to", "_type"}, refusals.condition)
        if node.args["to"].this == exp.DataType.Type.DATE:
            node = node.this
    value: Scalar = None
    if kind is Kind.NUMBER:
        value = _number(node)
    elif kind is Kind.BOOLEAN and isinstance(node, exp.Boolean):
        value = bool(node.this)
    elif kind in (Kind.TEXT, Kind.DATE) and isinstance(node, exp.Literal) and node.is_string:
        value = node.name
        if kind is Kind.DATE:
            try:
                value = date.fromisoformat(node.name[:10])
            except ValueError:
                value = None
    if value is None:
        raise refusals.wrong_type(shown(node), kind.value)
    return value
