"""Parquet files of producers, as raw rows: their cells become texts again, so that one code judges every cell.

A producer's own types are not trusted: codes that became numbers lost their zeros, and the schema says what is meant.
Parquet has no lines: a rejected row is named by its number, the first being 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from openemploi.connectors.base import Raw, Reading
from openemploi.connectors.schema import Table
from openemploi.connectors.validation import found_columns, note_unknown
from openemploi.errors import FormatError, Where
from openemploi.i18n import _

_ROWS: Final = 1 << 16


def is_parquet(path: Path) -> bool:
    """Whether the file starts as Parquet does."""
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def parquet_rows(
    path: Path, table: Table, reading: Reading, *, digits: Mapping[str, int] | None = None
) -> Iterator[Raw]:
    """Raw rows of the columns that ``table`` knows.

    Parameters
    ----------
    digits:
        How many digits the codes of an official column have: where they are numbers, they get their zeros back.

    Raises ``FormatError`` (``column_missing``, ``file_damaged``).
    """
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            found = found_columns(names, table, where=Where(file=path.name))
            note_unknown(names, table, reading)
            kept = sorted(set(found.values()), key=names.index)
            first, share = 1, path.stat().st_size / max(1, file.metadata.num_rows)
            for batch in file.iter_batches(batch_size=_ROWS, columns=kept):
                records = np.arange(first, first + batch.num_rows, dtype=np.int64)
                first += batch.num_rows
                texts = [
                    _text(array, (digits or {}).get(name, 0))
                    for name, array in zip(kept, batch.columns, strict=True)
                ]
                yield Raw(table.name, tuple(kept), tuple(texts), records, lines=True)
                reading.advance(int(batch.num_rows * share))
    except (pa.ArrowInvalid, OSError) as fault:
        raise FormatError(
            "file_damaged",
            _("The file {name} cannot be read to its end: {fault}", name=path.name, fault=str(fault)[:200]),
            remedy=_("Fetch it again from its producer."),
            where=Where(file=path.name),
        ) from fault


def _text(array: pa.Array, digits: int) -> pa.Array:
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_timestamp(array.type):
        array = pc.cast(array, pa.timestamp("s"), safe=False)
    if pa.types.is_binary(array.type) or pa.types.is_string(array.type):
        return array
    text = pc.cast(array, pa.string())
    return pc.utf8_lpad(text, digits, "0") if digits and pa.types.is_integer(array.type) else text
