"""How long ranking many CVs takes and how much memory: ``openemploi rank`` itself, with an empty cache and again.

    python benchmarks/rank_many.py [--count 200 | --sizes 50 200 400] [--offer FILE] [--json]

CVs are variations of the samples (``samples/make.py --variations``). Memory is the sum over the command and all its
children, looked at every 20 ms, so that a shared page counts once for each. Goals for 200 CVs on two cores: under 60 s
the first time, under 10 s the second.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

_ROOT = Path(__file__).resolve().parents[1]
_OFFER = _ROOT / "samples" / "offers" / "caissier-mairie.txt"
_FIRST = _ROOT / "samples" / "cvs" / "caissiere-message.txt"
_COLD, _WARM = 60.0, 10.0  # seconds for 200 CVs


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of the command."""

    seconds: float
    memory: int  # bytes, the most at one time, children included
    main_memory: int  # of the command alone
    ranked: int
    unread: int


def main() -> int:
    """Make CVs, rank them twice for each size, print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, help="one size instead of --sizes")
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 200, 400])
    parser.add_argument("--offer", type=Path, default=_OFFER)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    sizes = [asked.count] if asked.count else asked.sizes
    rows: list[tuple[int, str, _Run]] = []
    with tempfile.TemporaryDirectory(prefix="openemploi-benchmark-") as folder:
        for size in sizes:
            cvs = _variations(size, Path(folder, f"cvs-{size}"))
            environment = _environment(Path(folder, f"home-{size}"))
            _ranked(_OFFER, [_FIRST], environment)  # compiles the taxonomy: the first run on a machine only
            _erase_readings(environment)
            rows += [(size, name, _ranked(asked.offer, [cvs], environment)) for name in ("cold", "warm")]
    if asked.json:
        records = [{"cvs": size, "cache": name, **_record(run)} for size, name, run in rows]
        print(json.dumps(records, indent=1))
    else:
        _print(rows)
    return 0


def _variations(count: int, folder: Path) -> Path:
    maker = [sys.executable, str(_ROOT / "samples" / "make.py")]
    subprocess.run([*maker, "--variations", str(count), "--to", str(folder)], check=True, capture_output=True)
    return folder


def _environment(home: Path) -> dict[str, str]:
    folders = {"OPENEMPLOI_DATA": str(home / "data"), "OPENEMPLOI_CACHE": str(home / "cache")}
    return {**os.environ, **folders}


def _erase_readings(environment: dict[str, str]) -> None:
    command = [_command(), "doctor", "--erase-readings"]
    subprocess.run(command, check=False, capture_output=True, env=environment)


def _command() -> str:
    return str(Path(sys.executable).with_name("openemploi"))


def _ranked(offer: Path, cvs: list[Path], environment: dict[str, str]) -> _Run:
    command = [_command(), "rank", str(offer), *map(str, cvs), "--json"]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=errors, env=environment)
        memory, main_memory = _most_memory(process)
        seconds = time.perf_counter() - began
        out.seek(0)
        errors.seek(0)
        if process.returncode not in (0, 4):  # 4: some file could not be read
            raise SystemExit(f"{command} ended with {process.returncode}:\n{errors.read().decode()}")
        return _Run(seconds, memory, main_memory, len(json.load(out)), errors.read().count(b'"error"'))


def _most_memory(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    root = psutil.Process(process.pid)
    most = most_main = 0
    while process.poll() is None:
        total = 0
        for member in _family(root):
            try:
                resident = member.memory_info().rss
            except psutil.Error:
                continue
            total += resident
            if member.pid == root.pid:
                most_main = max(most_main, resident)
        most = max(most, total)
        time.sleep(0.02)
    return most, most_main


def _family(root: psutil.Process) -> list[psutil.Process]:
    try:
        return [root, *root.children(recursive=True)]
    except psutil.Error:
        return []


def _record(run: _Run) -> dict[str, float | int]:
    return {
        "seconds": round(run.seconds, 2), "megabytes": run.memory // 1_000_000,
        "main_megabytes": run.main_memory // 1_000_000, "ranked": run.ranked, "unread": run.unread,
    }  # fmt: skip


def _print(rows: list[tuple[int, str, _Run]]) -> None:
    print("  CVs cache   seconds  ms a CV  MB in all  MB main  ranked  unread")
    for size, name, run in rows:
        goal = (_COLD if name == "cold" else _WARM) if size == 200 else None
        missed = f"  goal {goal:g} s missed" if goal is not None and run.seconds > goal else ""
        print(
            f"{size:>5} {name:<6} {run.seconds:>8.1f} {1000 * run.seconds / size:>8.0f} {run.memory / 1e6:>10.0f} "
            f"{run.main_memory / 1e6:>8.0f} {run.ranked:>7} {run.unread:>7}{missed}"
        )


if __name__ == "__main__":
    sys.exit(main())
