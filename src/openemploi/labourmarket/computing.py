"""From the rows of a declared query to a figure: shares, quartiles, intervals, and what is too few or masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from openemploi.labourmarket.declared import Query
from openemploi.labourmarket.intervals import newcombe, poisson, quantile, wilson
from openemploi.labourmarket.model import Interval, Reason, Row, Shape, Unknown

QUARTILES: Final = (("q1", 0.25), ("median", 0.5), ("q3", 0.75))
_Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Computed:
    """What a query found for one area; fields as in :class:`~openemploi.labourmarket.model.Figure`."""

    rows: tuple[Row, ...]
    value: float | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    masked: int = 0
    period: str = ""
    facts: Mapping[str, float] = field(default_factory=dict)


def computed(query: Query, found: Sequence[_Values], *, covered: int | None) -> Computed | Unknown:
    """What ``found`` says, or why it says nothing. ``covered`` is how much the data has for the area at all."""
    made = _BY_SHAPE[query.shape](query, found, covered)
    if isinstance(made, Unknown):
        return made
    facts = {} if covered is None else {"covered": float(covered)}
    if found:
        facts |= {name[5:]: float(value) for name, value in found[0].items() if name.startswith("fact_")}
    return Computed(made.rows, made.value, made.n, made.low, made.high, made.masked, _period(found), facts)


def _counts(query: Query, found: Sequence[_Values], covered: int | None) -> Computed | Unknown:
    if not found and covered is None:
        return Unknown(Reason.NO_ROW)
    rows = tuple(_masked(query, _count(query, one)) for one in found)
    total = sum(int(one["k"]) for one in found)
    low, high = poisson(total) if query.interval is Interval.POISSON else (None, None)
    return Computed(rows, float(total), total, low, high, masked=sum(row.masked for row in rows))


def _count(query: Query, one: _Values) -> Row:
    k = int(one["k"])
    low, high = poisson(k) if query.interval is Interval.POISSON else (None, None)
    return Row(
        str(one["code"]), _text(one, "label"), float(k), k, low=low, high=high, note=_text(one, "note")
    )


def _shares(query: Query, found: Sequence[_Values], covered: int | None) -> Computed | Unknown:
    n = max((int(one["n"] or 0) for one in found), default=0)
    if found and query.interval is Interval.NEWCOMBE:
        return _changes(query, found)
    if n < query.least:
        return Unknown(Reason.TOO_FEW, n=n, needed=query.least)
    rows = []
    for one in found:
        k, of = int(one["k"]), int(one["n"])
        low, high = wilson(k, of) if query.interval is Interval.WILSON else (None, None)
        rows.append(
            Row(str(one["code"]), _text(one, "label"), k / of, k, of, low, high, note=_text(one, "note"))
        )
    if not rows:
        return Computed((), None, n)
    if len(rows) != 1 or query.listed:
        return Computed(tuple(rows), None, n)
    return Computed(tuple(rows), rows[0].value, n, rows[0].low, rows[0].high)


def _changes(query: Query, found: Sequence[_Values]) -> Computed | Unknown:
    """Changes of shares between two periods; only those whose interval leaves out 0."""
    smallest = min(int(one[name] or 0) for one in found for name in ("n", "n_before"))
    if any(int(one["periods"]) < 2 for one in found):
        return Unknown(Reason.ONE_PERIOD, n=1, needed=2)
    if smallest < query.least:
        return Unknown(Reason.TOO_FEW, n=smallest, needed=query.least)
    rows = []
    for one in found:
        k, n, k_before, n_before = (int(one[name]) for name in ("k", "n", "k_before", "n_before"))
        low, high = newcombe(k_before, n_before, k, n)
        if low > 0:
            change = k / n - k_before / n_before
            rows.append(Row(str(one["code"]), _text(one, "label"), change, k, n, low, high))
    rows.sort(key=lambda row: -(row.value or 0))
    return Computed(tuple(rows), float(len(rows)), int(found[0]["n"]) if found else 0)


def _quartiles(query: Query, found: Sequence[_Values], covered: int | None) -> Computed | Unknown:
    values = sorted(float(one["value"]) for one in found if one["value"] is not None)
    if len(values) < query.least:
        return Unknown(Reason.TOO_FEW, n=len(values), needed=query.least)
    rows = []
    for name, share in QUARTILES:
        value, low, high = quantile(values, share)
        rows.append(Row(name, name, round(value, 2), n=len(values), low=low, high=high))
    middle = rows[1]
    return Computed(tuple(rows), middle.value, len(values), middle.low, middle.high)


def _table(query: Query, found: Sequence[_Values], covered: int | None) -> Computed | Unknown:
    if not found:
        return Unknown(Reason.NO_ROW)
    if all(one["value"] is None for one in found):
        return Unknown(query.null_means)
    rows = tuple(
        _masked(
            query,
            Row(
                str(one["code"]),
                _text(one, "label"),
                None if one["value"] is None else float(one["value"]),
                n=_whole(one, "n"),
                k=_whole(one, "k"),
                low=_number(one, "low"),
                high=_number(one, "high"),
                note=_text(one, "note"),
            ),
        )
        for one in found
    )
    first = rows[0] if len(rows) == 1 and not query.listed else None
    return Computed(
        rows,
        first.value if first else None,
        first.n if first else _whole(found[0], "total"),
        first.low if first else None,
        first.high if first else None,
        masked=sum(row.masked for row in rows),
    )


_BY_SHAPE: Final = {
    Shape.COUNTS: _counts,
    Shape.SHARES: _shares,
    Shape.QUARTILES: _quartiles,
    Shape.TABLE: _table,
}


def _masked(query: Query, row: Row) -> Row:
    """A row about so few people is known and not shown; none at all is nobody's secret."""
    if query.mask_under and row.value is not None and 0 < row.value < query.mask_under:
        return Row(row.code, row.label, None, masked=True)
    return row


def _period(found: Sequence[_Values]) -> str:
    periods = sorted({str(one["period"]) for one in found if one.get("period")})
    if not periods:
        return ""
    return periods[0] if len(periods) == 1 else f"{periods[0]}/{periods[-1]}"


def _text(one: _Values, name: str) -> str:
    return "" if one.get(name) is None else str(one[name])


def _number(one: _Values, name: str) -> float | None:
    return None if one.get(name) is None else float(one[name])


def _whole(one: _Values, name: str) -> int | None:
    return None if one.get(name) is None else round(float(one[name]))
