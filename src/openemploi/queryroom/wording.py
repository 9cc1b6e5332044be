"""The plan worded as SQL of our own: names from the producer's schema, constants as parameters.

Not one character of the person's text is in it.
"""

from __future__ import annotations

from openemploi.datasets.sql import quoted
from openemploi.queryroom.model import Column, Kind, Scalar
from openemploi.queryroom.plan import All, Analysis, Bucket, Condition, Key, Not, Operator, Test


def read_as(column: Column) -> str:
    """The column cast to the type it is declared as."""
    types = {Kind.TEXT: "VARCHAR", Kind.NUMBER: "DOUBLE", Kind.DATE: "DATE", Kind.BOOLEAN: "BOOLEAN"}
    return f"CAST({quoted(column.name)} AS {types[column.kind]})"


def key_sql(key: Key) -> str:
    """The expression of a key. Its parameter comes from the few that the reading lets through."""
    name = quoted(key.column.name)
    match key.bucket:
        case Bucket.TRUNC:
            return f"CAST(date_trunc('{key.by}', {name}) AS DATE)"
        case Bucket.YEAR:
            return f"year({name})"
        case Bucket.WIDTH:
            return f"(floor({name} / {float(key.by or 1)!r}) * {float(key.by or 1)!r})"
        case Bucket.LEFT:
            return f"left({name}, {int(key.by or 1)})"
        case Bucket.NONE:
            return name


def condition_sql(condition: Condition | None) -> tuple[str, list[Scalar]]:
    """The condition and its parameters in order."""
    if condition is None:
        return "TRUE", []
    if isinstance(condition, Test):
        return _test(condition)
    if isinstance(condition, Not):
        sql, values = condition_sql(condition.part)
        return f"(NOT {sql})", values
    word = " AND " if isinstance(condition, All) else " OR "
    pieces = [condition_sql(part) for part in condition.parts]
    return "(" + word.join(sql for sql, _values in pieces) + ")", [
        v for _sql, values in pieces for v in values
    ]


def own_condition(analysis: Analysis, key: Key) -> Condition | None:
    """What the question says of ``key``'s column alone: it bounds the values that the group could have."""
    condition = analysis.condition
    parts = condition.parts if isinstance(condition, All) else (condition,) if condition else ()
    own = tuple(part for part in parts if _columns(part) == {key.column.name})
    return All(own) if own else None


def _test(test: Test) -> tuple[str, list[Scalar]]:
    name = key_sql(test.key)
    match test.operator:
        case Operator.NULL:
            return f"({name} IS NULL)", []
        case Operator.IN:
            return f"({name} IN ({', '.join('?' * len(test.values))}))", list(test.values)
        case Operator.BETWEEN:
            return f"({name} BETWEEN ? AND ?)", list(test.values)
        case _:
            return f"({name} {test.operator.value} ?)", list(test.values)


def _columns(condition: Condition) -> set[str]:
    if isinstance(condition, Test):
        return {condition.key.column.name}
    if isinstance(condition, Not):
        return _columns(condition.part)
    return set().union(*(_columns(part) for part in condition.parts))
