"""How fast the portal answers many people at once, with many offers and profiles: the real server, asked over HTTP.

``python benchmarks/portal_load.py`` (SQLite, 5,000 offers, 10,000 profiles), or with ``--postgres`` for a server of its
own (``--offers 50000 --profiles 100000 --seconds 600``), or ``--database postgresql://…`` naming an empty database.
Half of the users look at "offers for me", half at "profiles found" and "candidates" of an offer. Each reads an answer
for two to five seconds before asking again, as people do; then the same for a minute without any pause, which shows how
much the machine can answer. ``--keep FOLDER`` seeds once: the next run with the same numbers takes what is there.
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
WARM: Final = (
    60  # seconds that are not counted: each process opens the index and compares what it is first asked
)
EVERY: Final = (
    5  # seconds between two looks at the memory, each of which costs the machine a tenth of a second
)
PAUSE: Final = (2.0, 5.0)  # seconds that somebody reads before asking again


def main() -> None:
    """Seed, index, serve, ask, print."""
    arguments = _arguments()
    with contextlib.ExitStack() as stack:
        folder = arguments.keep or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="openemploi-load-"))
        )
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # PostgreSQL runs as somebody else
        os.environ |= {
            "OPENEMPLOI_WEB_FOLDER": str(folder),
            "OPENEMPLOI_WEB_DATABASE": _database(arguments, folder, stack),
            "OPENEMPLOI_WEB_ORIGIN": f"http://127.0.0.1:{PORT}",
        }
        asked = _seeded(arguments, folder)
        server = stack.enter_context(_served(arguments))
        _load(asked, arguments, server, seconds=arguments.warm, pause=PAUSE)
        print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        reading = _load(asked, arguments, server, seconds=arguments.seconds, pause=PAUSE)
        _report(reading, arguments, "who read each answer for 2 to 5 s")
        _report(
            _load(asked, arguments, server, seconds=arguments.closed, pause=None),
            arguments,
            "without any pause",
        )


def _seeded(arguments: argparse.Namespace, folder: Path) -> dict[str, list[list[str]]]:
    """What to ask for, of rows laid now or by an earlier run."""
    path = folder / f"asked-{arguments.offers}-{arguments.profiles}.json"
    if not path.exists():
        began = time.perf_counter()
        numbers = [f"--offers={arguments.offers}", f"--profiles={arguments.profiles}"]
        command = [
            sys.executable,
            __file__,
            *numbers,
        ]  # processes of their own: their memory is not the server's
        rows = subprocess.run([*command, "--only=rows"], check=True, stdout=subprocess.PIPE, text=True).stdout
        print(f"rows laid in {time.perf_counter() - began:.0f} s", flush=True)
        sides = [subprocess.Popen([*command, f"--only={side}"]) for side in ("offers", "people")]
        ended = [side.wait() for side in sides]
        if any(ended):
            sys.exit("the index could not be made")
        path.write_text(rows)
        print(f"seeded and indexed in {time.perf_counter() - began:.0f} s", flush=True)
    asked: dict[str, list[list[str]]] = json.loads(path.read_text())
    return asked


@dataclass(slots=True)
class Measured:
    """Milliseconds of each page, statuses that are not 200, and the server's memory in MB every few seconds."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    memory: list[float] = field(default_factory=list)
    seconds: float = 0


def _load(
    asked: dict[str, list[list[str]]],
    arguments: argparse.Namespace,
    server: psutil.Process,
    *,
    seconds: int,
    pause: tuple[float, float] | None,
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
        if pause is not None:
            over.wait(rng.uniform(0, pause[1]))  # they did not all come at the same moment
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
            if pause is not None:
                over.wait(rng.uniform(*pause))

    warm = [threading.Thread(target=use, args=(n,), daemon=True) for n in range(arguments.users)]
    began = time.perf_counter()
    for thread in warm:
        thread.start()
    while time.perf_counter() - began < seconds:
        measured.memory.append(_memory(server))
        time.sleep(EVERY)
    over.set()
    for thread in warm:
        thread.join(60)
    measured.seconds = time.perf_counter() - began
    return measured


def _report(measured: Measured, arguments: argparse.Namespace, how: str) -> None:
    kind = "PostgreSQL" if os.environ["OPENEMPLOI_WEB_DATABASE"] else "SQLite"
    print(
        f"\n{kind}, {arguments.offers} offers, {arguments.profiles} profiles, {arguments.users} users {how},"
        f" {measured.seconds:.0f} s"
    )
    print(f"{'page':16} {'answers':>8} {'p50':>7} {'p95':>7} {'p99':>7} {'most':>7}  (ms)")
    for name, times in sorted(measured.times.items()):
        low, high, higher, most = np.percentile(times, (50, 95, 99, 100))
        print(f"{name:16} {len(times):8} {low:7.0f} {high:7.0f} {higher:7.0f} {most:7.0f}")
    answers = sum(map(len, measured.times.values()))
    print(f"{answers / measured.seconds:.1f} answers a second; not 200: {dict(measured.faults) or 'none'}")
    minute = 60 // EVERY
    parts = [measured.memory[at : at + minute] for at in range(0, len(measured.memory), minute)]
    minutes = ", ".join(f"{np.mean(part):.0f}" for part in parts)
    print(f"memory of all processes of the server, minute by minute (MB): {minutes}", flush=True)


def _memory(server: psutil.Process) -> float:
    """What the processes have for themselves, and their share of what they have together."""
    total = 0
    for process in (server, *server.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            total += process.memory_full_info().pss
    return total / 1e6


@contextlib.contextmanager
def _served(arguments: argparse.Namespace) -> Iterator[psutil.Process]:
    command = [
        str(Path(sys.executable).with_name("openemploi")),
        "serve",
        f"--port={PORT}",
        f"--workers={arguments.workers}",
        f"--threads={arguments.threads}",
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


def _database(arguments: argparse.Namespace, folder: Path, stack: contextlib.ExitStack) -> str:
    if not arguments.postgres:
        return str(arguments.database)
    sys.path.insert(0, str(ROOT))
    from tests.postgres import new_database, server

    address = stack.enter_context(server(folder / "postgres" if arguments.keep else None))
    if address is None:
        sys.exit("PostgreSQL is not installed")
    kept = (folder / f"asked-{arguments.offers}-{arguments.profiles}.json").exists()
    return f"{address}/load" if kept else new_database(address, "load")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--offers", type=int, default=5_000)
    parser.add_argument("--profiles", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--closed", type=int, default=60, help="seconds without any pause, at the end")
    parser.add_argument("--warm", type=int, default=WARM, help="seconds before anything is counted")
    parser.add_argument("--keep", type=Path, help="a folder of this benchmark's own, for the next run")
    parser.add_argument(
        "--database", default="", help="postgresql://… of an empty database; nothing is SQLite"
    )
    parser.add_argument("--postgres", action="store_true", help="start a PostgreSQL server of its own")
    parser.add_argument("--only", choices=("rows", "offers", "people"), help=argparse.SUPPRESS)
    return parser.parse_args()


def _fill(given: argparse.Namespace) -> None:
    from openemploi_web.core.starting import prepare, set_up

    set_up()
    if given.only == "rows":
        prepare()
        sys.path.insert(0, str(Path(__file__).parent))
        from portal_people import fill

        json.dump(fill(offers=given.offers, profiles=given.profiles), sys.stdout)
    else:
        from openemploi_web.vacancies.search import rebuild

        rebuild((given.only,))


if __name__ == "__main__":
    if any(argument.startswith("--only") for argument in sys.argv):
        _fill(_arguments())
    else:
        main()
