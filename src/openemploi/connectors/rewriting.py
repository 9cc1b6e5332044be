"""What must change in raw columns before they are judged: marks of an export, codes written in two ways.

A cell that does not look like what is changed stays as it is, so that validation tells what stands in the file.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from openemploi.connectors.base import Raw


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
