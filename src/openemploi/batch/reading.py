"""What a run gave: the list of one person or of one offer, and how far the run is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from openemploi.batch.plan import Direction, Plan
from openemploi.batch.run import finished, read_plan, running
from openemploi.batch.shard import PLAN_KEY
from openemploi.errors import RequestError
from openemploi.i18n import _


@dataclass(frozen=True, slots=True)
class Row:
    """One place in a list: ``rank`` and ``tied`` as in a ranking, ``score`` 0 to 100."""

    person: str
    offer: str
    rank: int
    tied: bool
    score: float
    conditions_not_met: int


@dataclass(frozen=True, slots=True)
class Status:
    """How far a run is. ``finished`` is when it ended (ISO 8601), ``running`` whether a command is at work."""

    plan: Plan
    shards: int
    done: int
    rows: int
    running: bool
    finished: str | None


def rows_for(out: Path, document_id: str, *, direction: Direction) -> list[Row]:
    """The list of a person (``OFFERS``) or of an offer (``PEOPLE``), in order; empty when there is none.

    Raises ``RequestError``: ``batch_direction_absent``, and as :func:`openemploi.batch.run.read_plan`.
    """
    plan = read_plan(out)
    if direction not in plan.directions:
        raise RequestError(
            "batch_direction_absent",
            _("The run in {name} was not asked for that.", name=out),
            remedy=_("Run the command again with a new folder and “--for both”."),
        )
    files = [str(path) for path, _rows in _there(plan, out, direction)]
    if not files:
        return []
    column = "person" if direction is Direction.OFFERS else "offer"
    table = ds.dataset(files, format="parquet").to_table(filter=ds.field(column) == document_id)
    return [Row(**row) for row in table.to_pylist()]


def status(out: Path) -> Status:
    """How far the run in ``out`` is. Raises as :func:`openemploi.batch.run.read_plan`."""
    plan = read_plan(out)
    there = [rows for direction in plan.directions for _path, rows in _there(plan, out, direction)]
    return Status(
        plan=plan,
        shards=len(plan.shards),
        done=len(there),
        rows=sum(there),
        running=running(out),
        finished=finished(out) if len(there) == len(plan.shards) else None,
    )


def _there(plan: Plan, out: Path, direction: Direction) -> list[tuple[Path, int]]:
    """The files of ``direction`` that bear the plan, and their rows."""
    found = []
    for shard in plan.shards:
        if shard.direction is direction:
            path = shard.file(out)
            try:
                footer = pq.read_metadata(path)
            except (OSError, pa.ArrowException):
                continue
            if (footer.metadata or {}).get(PLAN_KEY) == plan.id.encode():
                found.append((path, footer.num_rows))
    return found
