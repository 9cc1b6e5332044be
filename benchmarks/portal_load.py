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
from typing import Any, Final

import numpy as np
import psutil

ROOT: Final = Path(__file__).resolve().parents[1]
with socket.socket() as _trial:
    _trial.bind(("127.0.0.1", 0))
    PORT: Final = int(_trial.getsockname()[1])
HELD: Final = 12  # skills of a person
ASKED: Final = 8  # of an offer; two of three essential
APPLICANTS: Final = 30  # of each offer that is looked at
ASKING: Final = 200  # people and offers that are looked at, drawn among all
CHUNK: Final = 2000
COMMUNES: Final = (
    ("Digne-les-Bains", "04"), ("Manosque", "04"), ("Gap", "05"), ("Briançon", "05"), ("Nice", "06"), ("Cannes", "06"),
    ("Marseille", "13"), ("Arles", "13"), ("Toulon", "83"), ("Draguignan", "83"), ("Avignon", "84"), ("Apt", "84"),
)  # fmt: skip


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


def _seed(offers: int, profiles: int) -> dict[str, list[list[str]]]:
    """Fill the database and the index; the pages to ask for, each with a session that may see it."""
    sys.path.insert(0, str(Path(__file__).parent))
    from django.urls import reverse
    from django.utils import timezone
    from drawing import draw

    from openemploi.territory.places import locate
    from openemploi_web.accounts.models import Membership, Organisation, User
    from openemploi_web.core.engine import engine
    from openemploi_web.jobseekers.models import Profile, Skill
    from openemploi_web.jobseekers.snapshots import snapshot
    from openemploi_web.rights.models import Consent
    from openemploi_web.vacancies import search
    from openemploi_web.vacancies.models import Application, Requirement, Vacancy

    rng, taxonomy = random.Random(20), engine("fr").taxonomy  # noqa: S311
    names: dict[int, tuple[str, str]] = {}

    def named(row: int) -> tuple[str, str]:
        if row not in names:
            names[row] = (taxonomy.uri(row), taxonomy.label(row)[:300])
        return names[row]

    places = {name: locate(name) for name, _department in COMMUNES}
    people: list[Profile] = []
    for rows in _chunks(draw(taxonomy, profiles, seed=1).skills):
        users = [User(email=f"p{len(people) + n}@example.org", name="Personne") for n in range(len(rows))]
        made = []
        for user in users:
            commune, department = rng.choice(COMMUNES)
            areas = [{"place": commune, "radius_km": rng.choice((20, 40, 80))}]
            made.append(Profile(user=user, commune=commune, department=department, areas=areas))
        User.objects.bulk_create(users)
        Profile.objects.bulk_create(made)
        Skill.objects.bulk_create(
            [
                Skill(profile=profile, uri=uri, label=label, source="said", state="accepted")
                for profile, held in zip(made, rows.tolist(), strict=True)
                for uri, label in map(named, rng.sample(held, HELD))
            ],
            batch_size=CHUNK,
        )
        Consent.objects.bulk_create(
            [Consent(user=u, purpose="findable", text_version="2026-11") for u in users]
        )
        people += made
    employers = Organisation.objects.bulk_create(
        [
            Organisation(kind="employer", name=f"Employeur {n}", public=n % 3 == 0)
            for n in range(max(1, offers // 50))
        ]
    )
    teams = User.objects.bulk_create(
        [User(email=f"e{n}@example.org", name="Équipe") for n in range(len(employers))]
    )
    Membership.objects.bulk_create(
        [Membership(user=user, organisation=of) for user, of in zip(teams, employers, strict=True)]
    )
    vacancies: list[Vacancy] = []
    for rows in _chunks(draw(taxonomy, offers, seed=2).skills):
        made_offers, asked = [], []
        for held in rows.tolist():
            commune, department = rng.choice(COMMUNES)
            place, wanted = places[commune], [named(row) for row in rng.sample(held, ASKED)]
            offer = Vacancy(
                organisation=rng.choice(employers), title=f"Poste : {wanted[0][1]}"[:200], text="Offre inventée.",
                state="published", published_at=timezone.now(), commune=commune, department=department,
                latitude=place.latitude if place else None, longitude=place.longitude if place else None,
                contract=rng.choice(("permanent", "fixed_term", "")),
            )  # fmt: skip
            made_offers.append(offer)
            asked += [
                Requirement(
                    vacancy=offer,
                    uri=u,
                    label=x,
                    kind="optional" if n % 3 == 2 else "essential",
                    settled=True,
                )
                for n, (u, x) in enumerate(wanted)
            ]
        Vacancy.objects.bulk_create(made_offers)
        Requirement.objects.bulk_create(asked, batch_size=CHUNK)
        vacancies += made_offers
    looked = rng.sample(vacancies, min(ASKING, len(vacancies)))
    applicants = [(p, snapshot(p)) for p in rng.sample(people, min(300, len(people)))]
    Application.objects.bulk_create(
        [
            Application(vacancy=offer, profile=person, snapshot=kept, sent_at=timezone.now())
            for offer in looked
            for person, kept in rng.sample(applicants, min(APPLICANTS, len(applicants)))
        ],
        batch_size=500,
    )
    search.rebuild()
    team_of = {of.pk: _session(user) for user, of in zip(teams, employers, strict=True)}
    return {
        "people": [
            [reverse("jobseekers:offers"), _session(p.user)]
            for p in rng.sample(people, min(ASKING, len(people)))
        ],
        "found": [[reverse("vacancies:found", args=[v.pk]), team_of[v.organisation_id]] for v in looked],
        "candidates": [
            [reverse("vacancies:candidates", args=[v.pk]), team_of[v.organisation_id]] for v in looked
        ],
    }


def _session(user: Any) -> str:
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _chunks(rows: Any) -> Iterator[Any]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


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
        json.dump(_seed(given.offers, given.profiles), sys.stdout)
    else:
        main()
