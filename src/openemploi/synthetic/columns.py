"""A table as numbers: quantities and days as floats, everything else as codes, "not known" kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from openemploi.synthetic.model import OTHER, Use

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_MOST_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True)
class Quantity:
    """A column of numbers or days. NaN is not known. ``decimals``: how finely it is written."""

    name: str
    values: Floats
    decimals: int


@dataclass(frozen=True, slots=True)
class Category:
    """A column of codes 0..K-1 into ``labels``; the label ``None`` is not known."""

    name: str
    codes: Ints
    labels: tuple[object, ...]
    merged: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The learnt columns of a table. ``people``: whose row each is, 0.. ."""

    quantities: tuple[Quantity, ...]
    categories: tuple[Category, ...]
    people: Ints

    def __len__(self) -> int:
        return len(self.people)


def read(table: pa.Table, roles: Mapping[str, Use], *, threshold: int) -> Columns:
    """The columns of ``table`` that are learnt; values that few people have become one."""
    units = [name for name in table.column_names if roles.get(name) is Use.UNIT]
    people = _codes(table.column(units[0]))[0] if units else np.arange(len(table), dtype=np.int64)
    quantities, categories = [], []
    for name in table.column_names:
        if roles.get(name, Use.VALUE) is not Use.VALUE:
            continue
        column = table.column(name)
        if is_quantity(column.type):
            values = _numbers(column)
            quantities.append(Quantity(name, values, _decimals(values)))
        else:
            categories.append(_category(name, column, people, threshold))
    return Columns(tuple(quantities), tuple(categories), people)


def is_quantity(kind: pa.DataType) -> bool:
    """Whether a column of this type has an order that matters."""
    number = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    return bool(number or pa.types.is_date(kind) or pa.types.is_timestamp(kind))


def to_arrow(values: Floats, kind: pa.DataType) -> pa.Array:
    """Numbers as a column of the real type; NaN as null."""
    known = ~np.isnan(values)
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return pa.array(np.where(known, values, 0.0), mask=~known).cast(kind)
    whole = pa.array(np.where(known, np.round(values), 0).astype(np.int64), mask=~known)
    if pa.types.is_date32(kind):
        return whole.cast(pa.int32()).cast(kind)
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return whole.cast(pa.timestamp("s")).cast(kind)
    return whole.cast(kind)


def _numbers(column: pa.ChunkedArray) -> Floats:
    kind = column.type
    if pa.types.is_date32(kind):
        column = column.cast(pa.int32())
    elif pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("s"), safe=False).cast(pa.int64())
    values = np.array(column.cast(pa.float64()).to_numpy(), dtype=np.float64)
    values[~np.isfinite(values)] = np.nan
    return values


def _decimals(values: Floats) -> int:
    known = values[~np.isnan(values)]
    for decimals in range(_MOST_DECIMALS):
        if np.allclose(known, np.round(known, decimals), rtol=0, atol=1e-9):
            return decimals
    return _MOST_DECIMALS


def _category(name: str, column: pa.ChunkedArray, people: Ints, threshold: int) -> Category:
    codes, labels = _codes(column)
    pairs = np.unique(np.stack([codes, people]), axis=1)
    counts = np.bincount(pairs[0], minlength=len(labels))
    common = np.flatnonzero(counts >= threshold)
    rare = np.flatnonzero(counts < threshold)
    if not len(rare):
        return Category(name, codes, tuple(labels), 0)
    text = pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
    if not text or not len(common):
        # Nothing can stand for "other" in such a column: the rare are drawn as the commonest.
        if not len(common):
            return Category(name, np.zeros_like(codes), (OTHER if text else None,), len(rare))
        other, kept = int(np.argmax(counts[common])), [labels[code] for code in common]
    else:
        other, kept = len(common), [*(labels[code] for code in common), OTHER]
    moved = np.full(len(labels), other, dtype=np.int64)
    moved[common] = np.arange(len(common))
    return Category(name, moved[codes], tuple(kept), len(rare))


def _codes(column: pa.ChunkedArray) -> tuple[Ints, list[object]]:
    encoded = pc.dictionary_encode(column.combine_chunks(), null_encoding="encode")
    encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
    return encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64), encoded.dictionary.to_pylist()
