"""How long a complete diagnosis takes, and putting areas in order: percentiles over different projects.

Needs an imported market (``openemploi data status``). Each project is told in words: reading them is part of the time.
*Cold* is the first time that a project is diagnosed, with occupations and places that were not looked at before;
*warm* the second time, by the figures that are kept. What starting costs is told apart, and so are the seconds of
processor, which do not depend on what else the machine does.

    python benchmarks/diagnosis.py --projects 60
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from pathlib import Path

from openemploi.datasets.store import Store
from openemploi.diagnosis.areas import order
from openemploi.diagnosis.diagnosing import diagnose
from openemploi.diagnosis.model import ComparedArea
from openemploi.diagnosis.reading import read_project
from openemploi.labourmarket.model import Level
from openemploi.labourmarket.observatory import Observatory

SEED = 20261101
LIMIT_DIAGNOSIS, LIMIT_ORDER = 2.0, 0.1  # seconds, 95 of 100


def told(known: Observatory, count: int) -> list[str]:
    """So many projects in words: an occupation, two or three communes, a partner, children, a rent, beliefs."""
    draw = random.Random(SEED)  # noqa: S311 - not for secrets
    labels = sorted(
        {label.split(" / ")[0] for _code, label in known.look_up.occupation_names() if "(" not in label}
    )
    places = sorted({area.name for _name, area in known.look_up.area_names() if area.level is Level.COMMUNE})
    made = []
    for _ in range(count):
        mine, theirs = draw.choice(labels).lower(), draw.choice(labels).lower()
        here, there, other = draw.sample(places, 3)
        made.append(
            f"Je suis {mine}. J'habite à {here} et je veux vivre à {there} ou à {other}, mon conjoint est {theirs}, "
            f"un enfant de {draw.randint(1, 15)} ans, loyer {draw.randrange(400, 1200, 50)} €. Je pense qu'il y a "
            f"{draw.randint(2, 90)} offres. Il me faut {draw.randrange(1500, 3000, 100)} € brut. Dans six mois."
        )
    return made


def main() -> int:
    """Measure, print, and exit with 1 when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=60, help="different projects, at least 50")
    parser.add_argument("--data", type=Path, help="folder of the datasets; that of this machine by default")
    asked = parser.parse_args()

    start = time.perf_counter()
    known = Observatory(Store.open(asked.data) if asked.data else Store.open())
    opened = time.perf_counter() - start
    start = time.perf_counter()
    read_project("bonjour", look_up=known.look_up)
    named = time.perf_counter() - start
    projects = told(known, max(50, asked.projects))

    cold: list[float] = []
    warm: list[float] = []
    ordering: list[float] = []
    complete = 0
    work: list[float] = []
    for seconds in (cold, warm):
        for words in projects:
            start, worked = time.perf_counter(), time.process_time()
            project = read_project(words, look_up=known.look_up).project
            made = diagnose(project, observatory=known)
            seconds.append(time.perf_counter() - start)
            if seconds is cold:
                work.append(time.process_time() - worked)
                complete += bool(project.goals and project.places and made.areas)
                ordering += _orders(made.areas)
    print(
        json.dumps(
            {
                "projects": len(projects),
                "with_occupation_place_and_areas": complete,
                "open_s": round(opened, 2),
                "names_s": round(named, 2),
                "cold_s": _percentiles(cold),
                "cold_processor_s": _percentiles(work),
                "warm_s": _percentiles(warm),
                "order_ms": {name: round(value * 1000, 3) for name, value in _percentiles(ordering).items()},
            },
            indent=2,
        )
    )
    passed = _at(cold, 95) <= LIMIT_DIAGNOSIS and _at(ordering, 95) <= LIMIT_ORDER
    return 0 if passed else 1


def _orders(areas: tuple[ComparedArea, ...]) -> list[float]:
    draw = random.Random(SEED)  # noqa: S311 - not for secrets
    names = sorted({criterion.name for area in areas for criterion in area.criteria})
    seconds = []
    for _ in range(20):
        weights = {name: draw.random() for name in names}
        start = time.perf_counter()
        order(areas, weights)
        seconds.append(time.perf_counter() - start)
    return seconds


def _percentiles(seconds: list[float]) -> dict[str, float]:
    return {f"p{share}": round(_at(seconds, share), 6) for share in (50, 95)} | {
        "max": round(max(seconds), 6)
    }


def _at(seconds: list[float], share: int) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[share - 1]


if __name__ == "__main__":
    sys.exit(main())
