"""Two thousand invented people in a Parquet file, and a room that answers in this process.

The process of its own, with its bounds, is looked at in ``tests/security/test_query_room.py``.
"""

# ruff: noqa: S301  # pickled by this process

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from openemploi.queryroom import (
    Answer,
    Column,
    Kind,
    Ledger,
    Limits,
    Role,
    Rules,
    Table,
    analyse,
    child,
    room,
    run,
)

Ask = Callable[..., Answer]

COLUMNS = (
    Column("pseudonym", Role.UNIT),
    Column("nir", Role.IDENTIFIER),
    Column("commune", Role.GROUP),
    Column("sex", Role.GROUP),
    Column("age", Role.GROUP, Kind.NUMBER, step=5),
    Column("since", Role.GROUP, Kind.DATE, step=31),
    Column("disabled", Role.GROUP, Kind.BOOLEAN),
    Column("wage", Role.MEASURE, Kind.NUMBER),
)


@pytest.fixture(autouse=True)
def inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answering code in this process: quick, and its errors are seen."""

    def exchanged(request: bytes, limits: Limits) -> bytes:
        return child.replied(pickle.loads(request), shut=lambda: False)

    monkeypatch.setattr(room, "_exchanged", exchanged)


def columns(count: int, *, seed: int = 1) -> dict[str, Any]:
    """Invented people: 30 communes from large to tiny, wages of which a tenth are not known."""
    draw = np.random.default_rng(seed)
    weights = np.arange(30, 0, -1.0) ** 2
    known = draw.random(count) >= 0.1
    return {
        "pseudonym": [f"p{number}" for number in range(count)],
        "nir": [f"{number:013d}" for number in range(count)],
        "commune": [f"06{place:03d}" for place in draw.choice(30, count, p=weights / weights.sum())],
        "sex": list(np.array(["F", "H"])[draw.integers(0, 2, count)]),
        "age": [int(age) for age in draw.integers(16, 70, count)],
        "since": [date(2024, 1, 1) + timedelta(int(days)) for days in draw.integers(0, 700, count)],
        "disabled": [bool(held) for held in draw.random(count) < 0.08],
        "wage": [
            round(float(w), 2) if k else None
            for w, k in zip(draw.lognormal(7.5, 0.4, count), known, strict=True)
        ],
    }


def table(path: Path, rows: dict[str, Any], *, named: tuple[Column, ...] = COLUMNS) -> Table:
    """``rows`` written to ``path`` as the restricted table "people"."""
    pq.write_table(pa.table(rows), path)
    return Table("people", (path,), named)


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Table:
    """The table of two thousand."""
    return table(tmp_path_factory.mktemp("room") / "people.parquet", columns(2_000))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A register in which nothing was answered yet."""
    return Ledger(tmp_path / "ledger", grant="grant-1")


@pytest.fixture
def ask(people: Table, ledger: Ledger) -> Ask:
    """Ask the room about "people"."""

    def asked(sql: str, **options: Any) -> Answer:
        of = options.pop("table", people)
        return run(analyse(sql, [of]), **{"ledger": ledger, "rules": Rules(), **options})

    return asked
