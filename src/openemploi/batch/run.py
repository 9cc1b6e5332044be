"""A run from its plan to its manifest: makes what is missing in one folder, and nothing twice.

The folder holds ``plan.json`` from the beginning, one file for each shard, and ``manifest.json`` from the end.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from openemploi.batch.executors import BatchExecutor
from openemploi.batch.pace import Pace, Progress
from openemploi.batch.plan import Plan
from openemploi.batch.shard import ShardResult, made, not_written
from openemploi.errors import RequestError, Where
from openemploi.i18n import _
from openemploi.paths import exclusive, replace_text

PLAN: Final = "plan.json"
MANIFEST: Final = "manifest.json"
_LOCK: Final = ".lock"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: ``made`` shards, ``kept`` those that were there, ``failed`` those that could not be made."""

    plan: Plan
    made: int
    kept: int
    failed: tuple[ShardResult, ...]
    rows: int
    seconds: float


def run(plan: Plan, out: Path, executor: BatchExecutor, progress: Callable[[Progress], None]) -> Summary:
    """Make every shard of ``plan`` that is not in ``out``, then write the manifest.

    Raises ``RequestError``: ``batch_other_plan``, ``batch_running``, ``batch_not_written``, and what ``executor``
    raises. A shard that fails is told in the summary, and the others are made.
    """
    began = time.monotonic()
    out = out.absolute()  # workers of a cluster are in folders of their own
    with _only_run(out):
        _take(plan, out)
        shards = plan.shards
        done = {s.name: result for s in shards if (result := made(plan, s, out))}
        kept = len(done)
        missing = [shard for shard in shards if shard.name not in done]
        pace = Pace.of(missing, total=len(shards))
        progress(Progress(pace.done, pace.total))
        if missing:
            with closing(executor.run(plan, missing, out)) as results:
                for result in results:
                    done[result.shard.name] = result
                    progress(pace.add(result))
        ordered = [done[name] for name in sorted(done)]
        failed = tuple(result for result in ordered if result.failure)
        _put(out / MANIFEST, _manifest(plan, ordered))
        return Summary(
            plan=plan,
            made=len(done) - kept - len(failed),
            kept=kept,
            failed=failed,
            rows=sum(result.rows for result in ordered),
            seconds=time.monotonic() - began,
        )


def read_plan(out: Path) -> Plan:
    """The plan of the run in ``out``.

    Raises ``RequestError``: ``batch_missing`` (there is no run), ``batch_damaged`` (its plan cannot be read).
    """
    path = out / PLAN
    try:
        return Plan.from_record(json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise RequestError(
            "batch_missing",
            _("There is no run in {name}.", name=out),
            remedy=_("Name the folder that “openemploi batch run” was given for its output."),
        ) from fault
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise RequestError(
            "batch_damaged",
            _("The plan of the run in {name} cannot be read.", name=out),
            remedy=_("Run the command again with a new folder for the output."),
            where=Where(file=str(path)),
        ) from fault


def finished(out: Path) -> str | None:
    """When the run in ``out`` ended with all its shards, as ISO 8601; ``None`` when it has not."""
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        whole = manifest["plan"] == read_plan(out).id and not manifest["failed"]
        return str(manifest["finished"]) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def running(out: Path) -> bool:
    """Whether a command is at work in ``out`` now, as far as this machine can tell."""
    import fcntl

    try:
        with (out / _LOCK).open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


@contextmanager
def _only_run(out: Path) -> Iterator[None]:
    """Hold the right to run in ``out``. Raises ``RequestError`` (``batch_running``) when another has it."""
    with _writing(out):
        out.mkdir(parents=True, exist_ok=True, mode=0o700)  # who fits which offer is personal data
        (out / _LOCK).touch()
    busy = RequestError(
        "batch_running",
        _("Another command is at work in {name}.", name=out),
        remedy=_("Wait until it has ended, or name another folder."),
    )
    with exclusive(out / _LOCK, otherwise=busy):
        yield


def _take(plan: Plan, out: Path) -> None:
    """Make ``out`` the folder of ``plan``, or find that it is; drafts of a run that was killed go."""
    try:
        other = read_plan(out).id != plan.id
    except RequestError as error:
        if error.code != "batch_missing":
            raise
        other = any(out.glob("*.parquet"))
    if other:
        raise RequestError(
            "batch_other_plan",
            _("The folder {name} holds the output of another run.", name=out),
            remedy=_(
                "Name a new folder, or erase this one. The indexes, the taxonomy or the options are not those"
                " that it was made with, so that nothing of it can be used."
            ),
        )
    with _writing(out):
        for draft in out.glob(".*.draft"):
            draft.unlink(missing_ok=True)
        if not (out / PLAN).exists():
            _put(out / PLAN, {"plan": plan.id, **plan.record()})


def _manifest(plan: Plan, results: list[ShardResult]) -> dict[str, Any]:
    there = [result for result in results if not result.failure]
    return {
        "plan": plan.id,
        "people": plan.people.documents,
        "offers": plan.offers.documents,
        "rows": sum(result.rows for result in there),
        "shards": [
            {
                "name": result.shard.name,
                "documents": result.shard.high - result.shard.low,
                "rows": result.rows,
                "sha256": result.sha256,
            }
            for result in there
        ],
        "failed": [
            {"name": result.shard.name, "code": result.failure.code, "message": result.failure.message}
            for result in results
            if result.failure
        ],
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _put(path: Path, record: dict[str, Any]) -> None:
    """Write ``record`` as JSON in one step."""
    with _writing(path):
        replace_text(path, json.dumps(record, indent=1))


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise not_written(path, fault) from fault
