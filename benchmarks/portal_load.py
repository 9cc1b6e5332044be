"""How fast the portal answers many people at once, with many offers and profiles: the real server, asked over HTTP.

``python benchmarks/portal_load.py --offers 5000 --profiles 10000 --seconds 60`` (SQLite), or with
``--database postgresql://…`` naming an empty database, or ``--postgres`` for a server of its own. Everybody in it is
drawn from the taxonomy with a fixed seed and is nobody. Half of the users look at "offers for me", half at "profiles
found" and "candidates" of an offer; each asks again as soon as it is answered.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import psutil

ROOT: Final = Path(__file__).resolve().parents[1]
with socket.socket() as _trial:
    _trial.bind(("127.0.0.1", 0))
    PORT: Final = int(_trial.getsockname()[1])


def main() -> None:
    """Seed, index, serve, ask, print."""
    arguments = _arguments()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="openemploi-load-")))
        os.environ |= {
            "OPENEMPLOI_WEB_FOLDER": str(folder),
            "OPENEMPLOI_WEB_DATABASE": _database(arguments, stack),
            "OPENEMPLOI_WEB_ORIGIN": f"http://127.0.0.1:{PORT}",
        }
        began = time.perf_counter()
        with (folder / "asked.json").open("w") as out:  # a process of its own: its memory is not the server's
            subprocess.run(
                [sys.executable, __file__, "--seed-only", f"--offers={arguments.offers}",
                 f"--profiles={arguments.profiles}"], check=True, stdout=out,
            )  # fmt: skip
        asked = json.loads((folder / "asked.json").read_text())
        print(f"seeded and indexed in {time.perf_counter() - began:.0f} s", flush=True)
        server = stack.enter_context(_served(arguments.workers))
        _report(_load(asked, arguments, server), arguments)


@dataclass(slots=True)
class Measured:
    """Milliseconds of each page, statuses that are not 200, and the server's memory in MB at each second."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    memory: list[float] = field(default_factory=list)
    seconds: float = 0


def _load(
    asked: dict[str, list[list[str]]], arguments: argparse.Namespace, server: psutil.Process
) -> Measured:
    measured, over, lock = Measured(), threading.Event(), threading.Lock()
    kinds = [
        ("offers for me", asked["people"]),
        ("profiles found", asked["found"]),
        ("candidates", asked["candidates"]),
    ]

    def use(number: int) -> None:
        rng = random.Random(number)  # noqa: S311
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        while not over.is_set():
            name, pages = kinds[0] if number % 2 else kinds[1 + rng.randrange(2)]
            path, cookie = rng.choice(pages)
            start = time.perf_counter()
            try:
                connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
                answer = connection.getresponse()
                answer.read()
                status = str(answer.status)
            except (OSError, http.client.HTTPException) as fault:
                connection.close()
                status = type(fault).__name__
            taken = (time.perf_counter() - start) * 1000
            with lock:
                if status == "200":
                    measured.times[name].append(taken)
                else:
                    measured.faults[f"{name}: {status}"] += 1

    warm = [threading.Thread(target=use, args=(n,), daemon=True) for n in range(arguments.users)]
    began = time.perf_counter()
    for thread in warm:
        thread.start()
    while time.perf_counter() - began < arguments.seconds:
        measured.memory.append(_memory(server))
        time.sleep(1)
    over.set()
    for thread in warm:
        thread.join(60)
    measured.seconds = time.perf_counter() - began
    return measured


def _report(measured: Measured, arguments: argparse.Namespace) -> None:
    kind = "PostgreSQL" if os.environ["OPENEMPLOI_WEB_DATABASE"] else "SQLite"
    print(
        f"{kind}, {arguments.offers} offers, {arguments.profiles} profiles, {arguments.users} users at once"
    )
    print(f"{'page':16} {'answers':>8} {'p50':>7} {'p95':>7} {'p99':>7}  (ms)")
    for name, times in sorted(measured.times.items()):
        low, high, most = np.percentile(times, (50, 95, 99))
        print(f"{name:16} {len(times):8} {low:7.0f} {high:7.0f} {most:7.0f}")
    answers = sum(map(len, measured.times.values()))
    print(f"{answers / measured.seconds:.1f} answers a second; not 200: {dict(measured.faults) or 'none'}")
    parts = np.array_split(np.array(measured.memory), 10)
    print("memory of the server (MB):", " ".join(f"{part.mean():.0f}" for part in parts if len(part)))


def _memory(server: psutil.Process) -> float:
    """What the processes have for themselves, and their share of what they have together."""
    total = 0
    for process in (server, *server.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            total += process.memory_full_info().pss
    return total / 1e6


@contextlib.contextmanager
def _served(workers: int) -> Iterator[psutil.Process]:
    command = [
        str(Path(sys.executable).with_name("openemploi")),
        "serve",
        f"--port={PORT}",
        f"--workers={workers}",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
                connection.request("GET", "/sante/")
                if connection.getresponse().status == 200:
                    break
            time.sleep(0.5)
        if process.poll() is not None:
            sys.exit("the server does not start")
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(60)


def _database(arguments: argparse.Namespace, stack: contextlib.ExitStack) -> str:
    if not arguments.postgres:
        return str(arguments.database)
    sys.path.insert(0, str(ROOT))
    from tests.postgres import new_database, server

    address = stack.enter_context(server())
    if address is None:
        sys.exit("PostgreSQL is not installed")
    return new_database(address, "load")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--offers", type=int, default=5_000)
    parser.add_argument("--profiles", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--database", default="", help="postgresql://… of an empty database; nothing is SQLite"
    )
    parser.add_argument("--postgres", action="store_true", help="start a PostgreSQL server of its own")
    parser.add_argument("--seed-only", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    if "--seed-only" in sys.argv:
        from openemploi_web.core.starting import prepare, set_up

        set_up()
        prepare()
        given = _arguments()
        sys.path.insert(0, str(Path(__file__).parent))
        from portal_people import fill

        json.dump(fill(offers=given.offers, profiles=given.profiles), sys.stdout)
    else:
        main()
