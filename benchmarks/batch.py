"""How fast everybody is given a list, and whether two processes do twice as much as one.

    python benchmarks/batch.py [--people 20000] [--offers 50000] [--processes 2] [--sample 24] [--no-dask] [--kills]

People and offers are drawn over the taxonomy in force: 30 to 40 skills of a person from the relations of an
occupation, 12 requirements of an offer. ``--sample`` makes only so many shards of each run, taken evenly. A control
that only counts, in as many processes and in the same minute, tells what the machine itself gives: the goal is
scaling(batch) ≥ 0.9 × scaling(control). Then the same shards through a Dask cluster of as many workers: same bytes.

``--kills`` makes all shards, not the sample, by local processes, and again through a Dask cluster that loses a worker
half-way and its scheduler after that: the bytes must be the same, and no pair may be there twice.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
from crowd import Crowd
from dask_cluster import Cluster

from openemploi.batch import ClusterExecutor, Direction, LocalExecutor, Plan, Shard
from openemploi.batch.executors import BatchExecutor
from openemploi.matching import Matcher
from openemploi.matching.index import IndexWriter, offer_features, person_features
from openemploi.taxonomy.library import open_taxonomy
from openemploi.taxonomy.store import Taxonomy

_GOAL = 0.9
_STEP, _STEPS = 3_000_000, 25  # of the control, each a fifth of a second


@dataclass(frozen=True, slots=True)
class _Made:
    """One shard: when it was there, how long its search took, whether its process had to warm up for it."""

    shard: Shard
    end: float
    seconds: float
    cold: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """Some shards made by some processes; ``memory`` in bytes, the most at one time, of all processes.

    Pages that processes share count once for each.
    """

    name: str
    processes: int
    made: tuple[_Made, ...]
    wall: float
    memory: int

    def rate(self, worth: Callable[[Shard], float]) -> float:
        """``worth`` of shards a second, while all processes had one: neither their start nor the wait at the end."""
        start = max(one.end for one in self.made if one.cold)
        stop = sorted(one.end for one in self.made)[-self.processes]
        share = [
            worth(one.shard) * max(0.0, min(one.end, stop) - max(one.end - one.seconds, start)) / one.seconds
            for one in self.made
        ]
        return sum(share) / (stop - start)

    @property
    def per_second(self) -> float:
        """Documents a second."""
        return self.rate(lambda shard: shard.high - shard.low)


def main() -> int:
    """Build two indexes, run with one process and with several, print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--offers", type=int, default=50_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--shard-size", type=int, default=500)
    parser.add_argument("--sample", type=int, help="shards of each run, taken evenly; all without it")
    parser.add_argument("--rounds", type=int, default=3, help="of batch and control, alternately")
    parser.add_argument("--no-dask", action="store_true")
    parser.add_argument("--kills", action="store_true", help="everybody, and again with kills")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="openemploi-benchmark-") as name:
        record = _measured(Path(name), asked)
    if asked.json:
        print(json.dumps(record, indent=1))
    else:
        for line in _table(record):
            print(line)
    return 0


def _measured(folder: Path, asked: argparse.Namespace) -> dict[str, object]:
    taxonomy = open_taxonomy()
    building = _build(folder, taxonomy, people=asked.people, offers=asked.offers)
    plan = Plan.of(
        folder / "people", folder / "offers", taxonomy=taxonomy.version, shard_size=asked.shard_size
    )
    shards = _sampled(plan, asked.sample)
    several = asked.processes
    batch: dict[int, list[_Run]] = {1: [], several: []}
    control: dict[int, list[float]] = {1: [], several: []}
    for number in range(asked.rounds):
        for processes in (1, several):
            out = folder / f"out-{number}-{processes}"
            control[processes].append(_counted(processes))
            batch[processes].append(_made(f"local {processes}", LocalExecutor(processes), plan, shards, out))
            control[processes].append(_counted(processes))
    runs = [_middle(batch[1]), _middle(batch[several])]
    same = _bytes(folder / "out-0-1") == _bytes(folder / f"out-0-{several}")
    dask_same = None
    if not asked.no_dask:
        with _cluster(folder, several) as cluster:
            runs.append(_made(f"dask {several}", _on(cluster), plan, shards, folder / "out-dask"))
        dask_same = _bytes(folder / "out-dask") == _bytes(folder / "out-0-1")
    killed: dict[str, object] = {}
    if asked.kills:
        more, killed = _with_kills(folder, plan, several)
        runs += more
    scalings = [_scaling(one, two) for one, two in zip(batch[1], batch[several], strict=True)]
    controls = [
        sum(control[several][2 * n : 2 * n + 2]) / sum(control[1][2 * n : 2 * n + 2])
        for n in range(asked.rounds)
    ]
    ratios = [scaling / limit for scaling, limit in zip(scalings, controls, strict=True)]
    return {
        "people": asked.people, "offers": asked.offers, "concepts": len(taxonomy), "shards": len(shards),
        "shards_in_all": len(plan.shards), "shard_size": plan.shard_size, "build_seconds": round(building, 1),
        "index_bytes": sum(path.stat().st_size for side in ("people", "offers") for path in (folder / side).iterdir()),
        "output_bytes_per_document": sum(path.stat().st_size for path in (folder / "out-0-1").glob("*.parquet"))
        / sum(shard.high - shard.low for shard in shards),
        "runs": [
            {"name": run.name, "processes": run.processes,
             "documents": sum(made.shard.high - made.shard.low for made in run.made),
             "wall": round(run.wall, 2),
             "per_second": round(run.per_second, 1), "megabytes": run.memory // 1_000_000}
            for run in runs
        ],
        "by_direction": _by_direction(batch[1]), "control_steps_per_second": round(median(control[1])),
        "control_steps_per_second_several": round(median(control[several])),
        "scaling_batch": [round(value, 3) for value in scalings],
        "scaling_control": [round(value, 3) for value in controls],
        "ratio": round(median(ratios), 3), "ratios": [round(ratio, 3) for ratio in ratios],
        "same_bytes": same, "same_bytes_dask": dask_same, **killed,
    }  # fmt: skip


def _with_kills(folder: Path, plan: Plan, processes: int) -> tuple[list[_Run], dict[str, object]]:
    """Everybody's lists by local processes, and through a cluster whose worker and scheduler are killed."""
    runs = [_made(f"all, local {processes}", LocalExecutor(processes), plan, plan.shards, folder / "all")]
    half, later = len(plan.shards) // 2, len(plan.shards) * 2 // 3
    with _cluster(folder, processes) as cluster:
        kills = {half: cluster.kill_worker, later: cluster.kill_scheduler}
        runs.append(
            _made(f"kills, dask {processes}", _on(cluster), plan, plan.shards, folder / "killed", kills=kills)
        )
    pairs, twice = _pairs(folder / "killed")
    print(
        f"made twice with kills: {twice} of {pairs} pairs more than once", file=sys.stderr
    )  # hours are not lost
    return runs, {
        "same_bytes_killed": _bytes(folder / "killed") == _bytes(folder / "all"),
        "pairs": pairs,
        "pairs_twice": twice,
    }


def _pairs(out: Path) -> tuple[int, int]:
    """The pairs of person and offer in all files, by direction; how many of them stand there more than once."""
    columns = ["person", "offer"]
    tables = [
        pq.read_table(path, columns=columns).append_column("of", pa.array([path.name.split("-")[0]] * rows))
        for path in out.glob("*.parquet")
        if (rows := pq.read_metadata(path).num_rows)
    ]
    counted = pa.concat_tables(tables).group_by([*columns, "of"]).aggregate([([], "count_all")])
    return counted.num_rows, sum(count > 1 for count in counted["count_all"].to_pylist())


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    cluster = Cluster(folder, workers)
    try:
        yield cluster
    finally:
        cluster.stop()


def _on(cluster: Cluster) -> ClusterExecutor:
    return ClusterExecutor(cluster.address, tell=lambda sentence: print(sentence, file=sys.stderr))


def _table(record: dict[str, object]) -> Iterator[str]:
    yield (
        f"{record['people']} people, {record['offers']} offers, {record['concepts']} concepts;"
        f" {record['shards']} of {record['shards_in_all']} shards of {record['shard_size']}"
    )
    yield "run        documents  documents/s   wall s   MB in all"
    runs: list[dict[str, float]] = record["runs"]  # type: ignore[assignment]
    for run in runs:
        yield (
            f"{run['name']:<10} {run['documents']:>9} {run['per_second']:>12.1f} "
            f"{run['wall']:>8.1f} {run['megabytes']:>11}"
        )
    directions: dict[str, float] = record["by_direction"]  # type: ignore[assignment]
    for name, value in directions.items():
        yield f"one process, {name}: {value:.1f} documents/s"
    ratio: float = record["ratio"]  # type: ignore[assignment]
    missed = "" if ratio >= _GOAL else f"  goal {_GOAL} missed"
    yield (
        f"scaling: batch {record['scaling_batch']}, control {record['scaling_control']};"
        f" ratio {ratio} (rounds: {record['ratios']}){missed}"
    )
    yield f"same bytes: local {record['same_bytes']}, dask {record['same_bytes_dask']}"
    if "same_bytes_killed" in record:
        yield (
            f"{record['people']} people, {record['offers']} offers, a worker and the scheduler killed:"
            f" same bytes {record['same_bytes_killed']}, {record['pairs']} pairs,"
            f" {record['pairs_twice']} more than once"
        )
    yield f"build {record['build_seconds']} s, indexes {int(str(record['index_bytes'])) / 1e6:.0f} MB"


def _build(folder: Path, taxonomy: Taxonomy, *, people: int, offers: int) -> float:
    matcher, crowd = Matcher(taxonomy), Crowd(taxonomy)
    began = time.perf_counter()
    with IndexWriter(folder / "people", side="people") as writer:
        for number in range(people):
            writer.put(f"person-{number:07d}", person_features(crowd.person(), matcher=matcher))
        writer.commit()
    with IndexWriter(folder / "offers", side="offers") as writer:
        for number in range(offers):
            writer.put(f"offer-{number:07d}", offer_features(matcher.ask(crowd.offer(), answers=False)))
        writer.commit()
    return time.perf_counter() - began


def _sampled(plan: Plan, count: int | None) -> list[Shard]:
    """``count`` shards, as many of each direction, each taken evenly, in the order of the plan."""
    shards = plan.shards
    if count is None or count >= len(shards):
        return shards
    kept: set[str] = set()
    for direction in plan.directions:
        every = [shard.name for shard in shards if shard.direction is direction]
        some = min(len(every), max(1, count // len(plan.directions)))
        kept.update(every[number * len(every) // some] for number in range(some))
    return [shard for shard in shards if shard.name in kept]


def _made(
    name: str, executor: BatchExecutor, plan: Plan, shards: list[Shard], out: Path,
    *, kills: Mapping[int, Callable[[], None]] | None = None,
) -> _Run:  # fmt: skip
    """``kills``: what to do once so many shards are there."""
    out.mkdir()
    made = []
    began = time.perf_counter()
    with _watched() as memory:
        for result in executor.run(plan, shards, out):
            if result.failure is not None or result.seconds is None:
                raise SystemExit(f"{result.shard.name}: {result.failure}")
            made.append(_Made(result.shard, time.perf_counter(), result.seconds, result.cold))
            if kills and len(made) in kills:
                kills[len(made)]()
    wall = time.perf_counter() - began
    return _Run(name, int(name.rpartition(" ")[2]), tuple(made), wall, memory())


def _scaling(one: _Run, several: _Run) -> float:
    """How much more work several processes do a second; a shard is worth what it took the one."""
    took = {made.shard.name: made.seconds for made in one.made}
    return several.rate(lambda shard: took[shard.name]) / one.rate(lambda shard: took[shard.name])


@contextmanager
def _watched() -> Iterator[Callable[[], int]]:
    most, stop = 0, threading.Event()

    def watch() -> None:
        nonlocal most
        me = psutil.Process()
        while not stop.wait(0.2):
            total = 0
            for child in me.children(recursive=True):
                try:
                    total += child.memory_info().rss
                except psutil.Error:
                    continue
            most = max(most, total)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield lambda: most
    finally:
        stop.set()
        watcher.join()


def _middle(runs: list[_Run]) -> _Run:
    return sorted(runs, key=lambda run: run.per_second)[len(runs) // 2]


def _by_direction(runs: list[_Run]) -> dict[str, float]:
    """Documents a second of one process, of each direction of which a shard was made without warming up."""
    found = {}
    for direction in Direction:
        warm = [m for run in runs for m in run.made if not m.cold and m.shard.direction is direction]
        if warm:
            documents = sum(made.shard.high - made.shard.low for made in warm)
            found[f"{direction.value} for {direction.searching}"] = documents / sum(m.seconds for m in warm)
    return found


def _counted(processes: int) -> float:
    """Steps a second of ``processes`` that only count, together."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes) as pool:
        pool.map(_count, [1000] * processes, chunksize=1)
        began = time.perf_counter()
        pool.map(_count, [_STEP] * _STEPS * processes, chunksize=_STEPS)
        return _STEP * _STEPS * processes / (time.perf_counter() - began)


def _count(steps: int) -> int:
    value = 1
    for step in range(steps):
        value = (value * 31 + step) & 0xFFFF
    return value


def _bytes(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.glob("*.parquet")}


if __name__ == "__main__":
    sys.exit(main())
