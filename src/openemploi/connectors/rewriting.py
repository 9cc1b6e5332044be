"""What must change in raw columns before they are judged: marks of an export, codes written in two ways.

A cell that does not look like what is changed stays as it is, so that validation tells what stands in the file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from openemploi.connectors.base import Raw, Reading
from openemploi.connectors.validation import rejected

_PAIR: Final = r"^\s*(?P<latitude>[-+]?[0-9.]+)\s*,\s*(?P<longitude>[-+]?[0-9.]+)\s*$"


def rewritten(raw: Raw, column: str, pattern: str, by: str) -> Raw:
    """``raw`` with ``pattern`` (RE2) replaced ``by`` a text in the official ``column``, when that is in the file."""
    if column not in raw.names:
        return raw
    place = raw.names.index(column)
    array = raw.arrays[place]
    binary = pa.types.is_binary(array.type)
    new = pc.replace_substring_regex(
        array, pattern.encode() if binary else pattern, by.encode() if binary else by
    )
    arrays = (*raw.arrays[:place], new, *raw.arrays[place + 1 :])
    return Raw(raw.table, raw.names, arrays, raw.records, lines=raw.lines, member=raw.member)


def with_naf_dots(raw: Raw, column: str) -> Raw:
    """Codes of the NAF as INSEE writes them, with a dot: ``0111Z`` becomes ``01.11Z``."""
    return rewritten(raw, column, r"^\s*([0-9]{2})([0-9]{2}[A-Z])\s*$", r"\1.\2")


def same_throughout(raw: Raw, **values: str) -> Raw:
    """``raw`` with more columns, each of which holds one value: what the name of the file says."""
    rows = len(raw.records)
    return Raw(
        raw.table,
        (*raw.names, *values),
        (*raw.arrays, *(pa.array(np.full(rows, value, object), pa.string()) for value in values.values())),
        raw.records,
        lines=raw.lines,
        member=raw.member,
    )


def with_point(raw: Raw, reading: Reading, *columns: str) -> Raw:
    """``raw`` with the cell "lat, lon" of the first of ``columns`` that it has as two: ``name: latitude`` and so on.

    A row whose cell is neither empty nor a pair of numbers is rejected (``not_coordinates``).
    """
    place = next((place for place, name in enumerate(raw.names) if name.casefold() in columns), None)
    if place is None:
        return raw
    cell = pc.utf8_trim_whitespace(_text(raw.arrays[place]))
    pair = pc.extract_regex(cell, _PAIR)
    good = pc.or_(pc.is_valid(pair), pc.equal(pc.coalesce(cell, ""), ""))
    for row in np.flatnonzero(~good.to_numpy(zero_copy_only=False)):
        reading.reject(rejected(raw, place, int(row), "not_coordinates"))
    names = [name for name in raw.names if name != raw.names[place]]
    arrays = [array for at, array in enumerate(raw.arrays) if at != place]
    for number, half in enumerate(("latitude", "longitude")):
        names.append(f"{raw.names[place]}: {half}")
        arrays.append(pc.struct_field(pair, [number]))
    whole = replace(raw, names=tuple(names), arrays=tuple(arrays))
    return whole if pc.all(good).as_py() else _kept(whole, good)


def _kept(raw: Raw, good: pa.Array) -> Raw:
    return replace(
        raw,
        arrays=tuple(array.filter(good) for array in raw.arrays),
        records=raw.records[good.to_numpy(zero_copy_only=False)],
    )


def _text(array: pa.Array) -> pa.Array:
    try:
        return pc.cast(array, pa.string())
    except pa.ArrowInvalid:  # coordinates that are not UTF-8 are no numbers either
        return pa.array([cell.decode("utf-8", "backslashreplace") for cell in array.to_pylist()])


def first_value(raw: Raw, column: str) -> str:
    """What the first row holds in the official ``column``: the year that the whole file is about."""
    if column not in raw.names or not len(raw.records):
        return ""
    value = raw.arrays[raw.names.index(column)][0].as_py()
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    return (text or "").strip()
