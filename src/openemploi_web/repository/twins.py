"""Making the synthetic twin of a restricted table, and its file: invented rows only, which anybody may have.

The library measures how near the rows come to real people and gives nothing out when that is too near
(``openemploi.synthetic``); what it measured goes with the file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from openemploi.synthetic import Use, twin
from openemploi_web.core.folders import folder
from openemploi_web.core.spreadsheets import harmless_or_number
from openemploi_web.repository import restricted
from openemploi_web.repository.models import DataAsset, RoomTable


def make(asset: DataAsset, table: RoomTable, *, seed: int) -> tuple[str, dict[str, Any]]:
    """Write the twin of ``asset``; its SHA-256 and its card.

    Raises ``RequestError`` (``twin_too_near``, ``twin_too_small``): then nothing is written.
    """
    path = restricted.table_of(asset)
    assert path is not None  # a table that is described was deposited
    uses = {row["name"]: _use(row["role"]) for row in table.columns}
    made = twin(pq.read_table(path), roles=uses, seed=seed, threshold=table.threshold)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(made.table.column_names)
    columns = [column.to_pylist() for column in made.table.columns]
    writer.writerows(
        ["" if value is None else harmless_or_number(str(value)) for value in row]
        for row in zip(*columns, strict=True)
    )
    content = text.getvalue().encode()
    draft = file_of(asset).with_suffix(".draft")
    draft.write_bytes(content)
    draft.replace(file_of(asset))
    card: dict[str, Any] = json.loads(made.card.to_json())
    return hashlib.sha256(content).hexdigest(), card


def file_of(asset: DataAsset) -> Path:
    """Where the twin is."""
    return folder("twins") / f"{asset.pk}.csv"


def _use(role: str) -> Use:
    return {"unit": Use.UNIT, "identifier": Use.IDENTIFIER}.get(role, Use.VALUE)
