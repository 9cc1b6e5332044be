"""One shard: search for each of its documents and write one file, the same bytes whoever does it and whenever.

A process opens the taxonomy and the indexes once and keeps them for the next shard of the same plan.
"""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from openemploi import __version__
from openemploi.batch.plan import Contents, Direction, Plan, Shard, contents
from openemploi.errors import OpenEmploiError, RequestError
from openemploi.i18n import _, use_language
from openemploi.matching import Matcher
from openemploi.matching.index import Index, Searcher
from openemploi.matching.model import Match
from openemploi.matching.ranking import place
from openemploi.paths import sha256_of, sync_folder
from openemploi.taxonomy.library import open_taxonomy

PLAN_KEY: Final = b"openemploi.plan"
SHARD_KEY: Final = b"openemploi.shard"
_FIELDS: Final = (
    ("person", pa.string()),
    ("offer", pa.string()),
    ("rank", pa.int32()),
    ("tied", pa.bool_()),
    ("score", pa.float64()),
    ("conditions_not_met", pa.int8()),
)
# Fixed, because the same rows must give the same bytes.
_OPTIONS: Final[dict[str, Any]] = {
    "version": "2.6",
    "data_page_version": "1.0",
    "compression": "zstd",
    "compression_level": 3,
    "use_dictionary": ["person", "offer"],
    "write_statistics": True,
    "store_schema": False,
}
_ROWS_MOST: Final = 1 << 20  # of a row group: one for a shard
_CONDITIONS_MOST: Final = 127
_TRIES: Final = 3  # another run may have swept our draft away


@dataclass(frozen=True, slots=True)
class ShardResult:
    """A shard that is there, or why it is not. ``seconds`` of searching; ``None`` when it was there before.

    ``cold`` when it was the first of its process, which compiles and fills its tables.
    """

    shard: Shard
    rows: int = 0
    sha256: str = ""
    seconds: float | None = None
    cold: bool = False
    failure: OpenEmploiError | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    person: str
    offer: str
    rank: int
    tied: bool
    score: float
    conditions_not_met: int


def attempt(plan: Plan, shard: Shard, out: Path, language: str) -> ShardResult:
    """:func:`run_shard`, unless its file is there; an error that a person can act on becomes part of the result."""
    use_language(language)
    there = made(plan, shard, out)
    if there is not None:
        return there
    try:
        return run_shard(plan, shard, out)
    except OpenEmploiError as error:
        return ShardResult(shard, failure=error)
    except MemoryError:
        return ShardResult(shard, failure=workers_die())


def run_shard(plan: Plan, shard: Shard, out: Path) -> ShardResult:
    """Search for the documents of ``shard`` and write its file into ``out``.

    Raises ``RequestError``: ``batch_workers_differ``, ``batch_index_changed``, ``batch_not_written``, and what
    opening an index raises.
    """
    work = _work(plan)
    cold = work.first()
    began = time.perf_counter()
    rows = list(work.rows(shard, top=plan.top))
    seconds = time.perf_counter() - began
    path = shard.file(out)
    try:
        for left in reversed(range(_TRIES)):
            try:
                _write(rows, path, plan=plan, shard=shard)
                break
            except FileNotFoundError:
                if not left:
                    raise
    except OSError as fault:
        raise not_written(path, fault) from fault
    return ShardResult(shard, len(rows), sha256_of(path), seconds, cold)


def made(plan: Plan, shard: Shard, out: Path) -> ShardResult | None:
    """The result of ``shard`` when its file is in ``out`` and bears this plan; ``None`` otherwise."""
    path = shard.file(out)
    try:
        footer = pq.read_metadata(path)
    except (OSError, pa.ArrowException):
        return None
    about = footer.metadata or {}
    if about.get(PLAN_KEY) != plan.id.encode() or about.get(SHARD_KEY) != shard.name.encode():
        return None
    return ShardResult(shard, footer.num_rows, sha256_of(path))


def check(plan: Plan) -> None:
    """Whether this process would give the output of ``plan``.

    Raises ``RequestError``: ``batch_workers_differ`` (another release or another taxonomy is here) or
    ``batch_index_changed``.
    """
    here = (__version__, version("pyarrow"), open_taxonomy().version)
    if here != (plan.release, plan.writer, plan.taxonomy):
        raise RequestError(
            "batch_workers_differ",
            _("A worker has another release or another taxonomy than this command."),
            remedy=_("Install the same release, and import the same classifications, on every machine."),
        )
    _same(plan.people, contents(plan.people.folder, side="people"))
    _same(plan.offers, contents(plan.offers.folder, side="offers"))


def not_written(path: Path, fault: OSError) -> RequestError:
    """The error for what could not be written at ``path``."""
    return RequestError(
        "batch_not_written",
        _("{file} cannot be written: {fault}.", file=path, fault=fault.strerror or str(fault)),
        remedy=_("Make room, or see to the rights of the folder, and run the same command again."),
    )


def workers_die() -> RequestError:
    """The error for processes that die, whatever they are given."""
    return RequestError(
        "batch_workers_die",
        _("The processes that do the work die again and again, most often for want of memory."),
        remedy=_("Use fewer processes or smaller shards on this machine, then run the same command again."),
    )


class _Work:
    """The two indexes and the matcher, opened."""

    def __init__(self, plan: Plan) -> None:
        check(plan)
        self._matcher = Matcher(open_taxonomy(), weights=plan.weights)
        self._matcher.near.whole()  # most skills will be asked for
        self._people = Searcher(_opened(plan.people), self._matcher)
        self._offers = Searcher(_opened(plan.offers), self._matcher)
        self._living: dict[str, Any] = {}
        self._cold = True

    def first(self) -> bool:
        """Whether nothing was searched yet, when it is asked the first time."""
        first, self._cold = self._cold, False
        return first

    def rows(self, shard: Shard, *, top: int) -> Iterator[_Row]:
        """The rows of ``shard``: for each document, in the index's order, its list from the first rank."""
        for_people = shard.direction is Direction.OFFERS
        index = (self._people if for_people else self._offers).index
        for number in self._numbers(index)[shard.low : shard.high].tolist():
            name = index.id_of(number)
            # one more than wanted tells whether the last has an equal that is not in the list
            matches = self._found(shard.direction, number, name, count=top + 1)
            places = [place(match) for match in matches]
            for match, own in zip(matches[:top], places, strict=False):
                yield _Row(
                    person=name if for_people else match.name,
                    offer=match.name if for_people else name,
                    rank=places.index(own) + 1,
                    tied=places.count(own) > 1,
                    score=match.score,
                    conditions_not_met=min(len(match.closed_gates), _CONDITIONS_MOST),
                )

    def _found(self, direction: Direction, number: int, name: str, *, count: int) -> tuple[Match, ...]:
        if direction is Direction.OFFERS:
            held = self._matcher.hold(self._people.person(number))
            return self._offers.offers_for(held, key=name, count=count).matches
        asked = self._matcher.ask(self._offers.offer(number))
        return self._people.people_for(asked, key=name, count=count).matches

    def _numbers(self, index: Index) -> Any:
        if index.side not in self._living:
            self._living[index.side] = np.fromiter(index, np.int64, len(index))
        return self._living[index.side]


_LOCK: Final = threading.Lock()
_KEPT: Final[dict[str, _Work]] = {}


def _work(plan: Plan) -> _Work:
    """The indexes of ``plan``, opened by the first shard; only those of the last plan are kept."""
    key = f"{plan.id} {plan.people.folder} {plan.offers.folder}"
    with _LOCK:
        if key not in _KEPT:
            _KEPT.clear()
            _KEPT[key] = _Work(plan)
        return _KEPT[key]


def _opened(planned: Contents) -> Index:
    index = Index.open(planned.folder)
    _same(planned, Contents.of(planned.folder, index.manifest))
    return index


def _same(planned: Contents, here: Contents) -> None:
    if not planned.same(here):
        raise RequestError(
            "batch_index_changed",
            _("The index in {name} is not the one that this run began with.", name=planned.folder),
            remedy=_("Run the command again with a new folder for the output."),
        )


def _write(rows: list[_Row], path: Path, *, plan: Plan, shard: Shard) -> None:
    """Nothing in the file tells when, where or by whom it was written."""
    about = {PLAN_KEY: plan.id.encode(), SHARD_KEY: shard.name.encode()}
    schema = pa.schema([pa.field(name, kind, nullable=False) for name, kind in _FIELDS])
    columns = [pa.array([getattr(row, name) for row in rows], kind) for name, kind in _FIELDS]
    draft = path.with_name(f".{path.name}.{os.getpid()}-{uuid.uuid4().hex[:8]}.draft")
    try:
        with draft.open("wb") as file:
            with pq.ParquetWriter(file, schema, **_OPTIONS) as writer:
                writer.write_table(pa.Table.from_arrays(columns, schema=schema), row_group_size=_ROWS_MOST)
                writer.add_key_value_metadata(about)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)
