"""How fast and in how much memory official files are imported: a million establishments, 100,000 training sessions.

    .venv/bin/python benchmarks/data_import.py
    .venv/bin/python benchmarks/data_import.py --rows 200000 --sessions 20000 --pairs 7

CSV: reading every row into typed, checked columns, beside polars' bare parse of the same file (``read_csv``, every
column a string, its own threads), one after the other in one process, so that what the machine does besides weighs on
both. XML: nobody's bare parse does the same, so its rows a second and its memory stand alone. Memory: each import in a
process of its own, the whole way into the store, for a tenth of the file, half of it and all of it. ``--pairs 0``
leaves the first part out.
"""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from drawn_files import catalogue, establishments
from table import Row, printed, ratio

from openemploi.connectors.base import Reading, connector
from openemploi.connectors.validation import typed
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store

GOAL = 0.3
FLAT = 1.2  # a file twice as large may take this much more memory: what waits is bounded, the rest is noise


def main() -> None:
    """Make the files, time, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--sessions", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--one", nargs=2, metavar=("KIND", "FILE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(imported(*asked.one)))
        return
    with tempfile.TemporaryDirectory(prefix="openemploi-benchmark-") as folder:
        rows = _csv(Path(folder), asked.rows, asked.pairs) if asked.pairs else []
        rows += _memory(Path(folder), "establishments", establishments, asked.rows, "rows")
        rows += _memory(Path(folder), "lheo", catalogue, asked.sessions, "sessions")
    print(printed(rows))


def _csv(folder: Path, size: int, pairs: int) -> list[Row]:
    path = establishments(folder / "StockEtablissement_utf8.csv", size)
    try:
        import polars
    except ImportError:
        return [
            Row("1", "validated CSV beside a bare parse", "", peer="not installed: pip install --group peers")
        ]
    ours, text, inferred = [], [], []
    for pair in range(pairs + 1):
        timings = {}
        for name in ("ours", "text", "inferred") if pair % 2 else ("text", "inferred", "ours"):
            gc.collect()
            started = time.perf_counter()
            if name == "ours":
                assert _validated(path) == size
            else:
                assert (
                    polars.read_csv(path, infer_schema=name == "inferred", infer_schema_length=10_000).height
                    == size
                )
            timings[name] = time.perf_counter() - started
        if pair:  # the first warms the machine up
            ours.append(timings["ours"])
            text.append(timings["text"])
            inferred.append(timings["inferred"])
    megabytes = path.stat().st_size / 1e6
    path.unlink()
    found = []
    for number, (name, peer) in enumerate((("strings", text), ("inferred types", inferred)), 1):
        between = ratio(np.array(peer) / np.array(ours))
        goal, met = (f"≥ {GOAL}", between[0] >= GOAL) if number == 1 else ("", None)
        found.append(
            Row(
                str(number),
                f"validated CSV, {size:,} rows, {megabytes:.0f} MB, beside polars {polars.__version__} ({name})",
                f"{np.median(ours):.2f} s ({size / np.median(ours):,.0f} rows/s)",
                f"{np.median(peer):.2f} s",
                between,
                goal,
                met,
            )
        )
    return found


def _validated(path: Path) -> int:
    reader = connector("establishments")
    refused: list[Any] = []
    reading = Reading(reject=refused.append)
    rows = sum(block.batch.num_rows for block in typed(reader.read(path, reading), reader.tables, reading))
    assert not refused, refused[:3]
    return rows


def _memory(folder: Path, kind: str, make: Any, size: int, unit: str) -> list[Row]:
    found = {}
    for part in (size // 10, size // 2, size):
        path = make(folder / f"{kind}-{part}{'.xml' if kind == 'lheo' else '.csv'}", part)
        told = subprocess.run(
            [sys.executable, __file__, "--one", kind, str(path)], check=True, capture_output=True, text=True
        )
        found[part] = json.loads(told.stdout) | {"megabytes": path.stat().st_size / 1e6}
        path.unlink()
    tenth, half, whole = found.values()
    grown = whole["peak"] / half["peak"]
    return [
        Row(
            "",
            f"{kind}: {size:,} {unit}, {whole['megabytes']:.0f} MB, into the store",
            f"{whole['seconds']:.1f} s, of processor {whole['cpu']:.1f} s ({whole[unit] / whole['cpu']:,.0f} {unit}/s),"
            f" {whole['peak']:.0f} MB",
        ),
        Row(
            "",
            f"{kind}: memory beside half the file ({half['peak']:.0f} MB), a tenth ({tenth['peak']:.0f} MB) and"
            f" nothing ({whole['start']:.0f} MB)",
            f"{grown:.2f} ×",
            goal=f"< {FLAT} ×",
            met=grown < FLAT,
        ),
    ]


def imported(kind: str, path: str) -> dict[str, float]:
    """What importing the file cost: seconds, MB before and at most, and what came out."""
    reader = connector(kind)
    import duckdb  # noqa: F401  # loaded by every import, and no part of what grows

    start = _peak()
    with tempfile.TemporaryDirectory(prefix="openemploi-store-") as folder:
        started, before = time.perf_counter(), time.process_time()
        manifest = import_file(Store.open(Path(folder)), reader, Path(path)).version.manifest
        seconds, cpu = time.perf_counter() - started, time.process_time() - before
    last = manifest.tables[-1].rows
    return {
        "seconds": seconds,
        "cpu": cpu,
        "start": start,
        "peak": _peak(),
        "rows": manifest.tables[0].rows,
        "sessions": last,
        "all": sum(table.rows for table in manifest.tables),
        "rejected": sum(table.rejected for table in manifest.tables),
    }


def _peak() -> float:
    """The most memory this process has had, in MB. (``getrusage`` remembers the parent's across ``exec``.)"""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
