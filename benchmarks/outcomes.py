"""How often the 90 % intervals of similar projects hold the truth, on simulated cases whose truth is known.

    .venv/bin/python benchmarks/outcomes.py            # 200 simulations of each world, a minute or two
    .venv/bin/python benchmarks/outcomes.py --simulations 1000

Goal: 86 to 94 times in 100, at each month and size. Nothing is timed. The other ways to make an interval that were
tried are measured on the same cases: docs/explanation/similar-projects.md says why they were not kept.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from outcomes_worlds import WORLDS, World

from openemploi.diagnosis.cases import Case, Ending
from openemploi.diagnosis.model import Survival
from openemploi.diagnosis.outcomes import survival
from openemploi.diagnosis.outcomes_curve import Z, curve

SIZES: Final = (11, 15, 20, 40, 100, 400)
MONTHS: Final = (2, 3, 4, 6, 9, 12, 18)
CENSORED: Final = (0.2, 0.4, 0.6)
RANGE: Final = (0.86, 0.94)
_MEDIAN: Final = 0

Cell = tuple[str, float, int, int]  # world, censored, n, month (0: the median)
Hits = dict[Cell, list[int]]  # held the truth, told


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument(
        "--simulations", type=int, default=200, help="of each world, share censored and size"
    )
    options.add_argument("--seed", type=int, default=7)
    chosen = options.parse_args()
    ours, others = measured(simulations=chosen.simulations, seed=chosen.seed)
    print(
        f"{chosen.simulations} simulations of each of {len(WORLDS)} worlds × {len(CENSORED)} shares censored; %"
    )
    _table("Interval of the share, by people (lines) and month", ours, SIZES, lambda cell: cell[2])
    _table("The same, by share censored", ours, CENSORED, lambda cell: cell[1])
    _table("The same, by world", ours, [world.name for world in WORLDS], lambda cell: cell[0])
    for name, hits in others.items():
        _table(f"Not kept: {name}", hits, SIZES, lambda cell: cell[2])
    _single(ours, chosen.simulations)
    _fewer()


def measured(*, simulations: int, seed: int) -> tuple[Hits, dict[str, Hits]]:
    """How often each interval that is told holds the truth: ours, and those not kept by name."""
    random = np.random.default_rng(seed)
    ours: Hits = defaultdict(lambda: [0, 0])
    others: dict[str, Hits] = {
        name: defaultdict(lambda: [0, 0])
        for name in ("log-minus-log of Greenwood", "leaving counted as censored")
    }
    for world in WORLDS:
        for censored in CENSORED:
            last_seen = world.last_seen(censored)
            for n in SIZES:
                for _simulation in range(simulations):
                    cases = world.cases(random, n, last_seen=last_seen)
                    told = survival(cases)
                    _count(ours, world, censored, told)
                    _count(others["leaving counted as censored"], world, censored, survival(_naive(cases)))
                    _count_log_log(others["log-minus-log of Greenwood"], world, censored, told, cases)
    return ours, others


def _count(hits: Hits, world: World, censored: float, told: Survival) -> None:
    for month, low, high in zip(told.months, told.low, told.high, strict=True):
        if month in MONTHS:
            cell = hits[world.name, censored, told.n, int(month)]
            cell[0] += low <= world.truth(month) <= high
            cell[1] += 1
    if told.median is not None and world.median():
        cell = hits[world.name, censored, told.n, _MEDIAN]
        above = told.median_high is None or world.median() <= told.median_high
        cell[0] += (told.median_low or 0) <= world.median() and above
        cell[1] += 1


def _naive(cases: Iterable[Case]) -> list[Case]:
    return [replace(case, ending=Ending.SEARCHING) if case.ending is Ending.OTHER else case for case in cases]


def _count_log_log(hits: Hits, world: World, censored: float, told: Survival, cases: Sequence[Case]) -> None:
    found = np.array([case.ending is Ending.FOUND for case in cases])
    ended = found | np.array([case.ending is Ending.OTHER for case in cases])
    rounded = np.array([case.rounded for case in cases])
    seen = curve(np.array([case.months for case in cases]), found=found, ended=ended, rounded=rounded)
    for month in told.months:
        if month not in MONTHS:
            continue
        point, truth = seen.at(month), world.truth(month)
        left = 1 - point.share
        low = high = point.share
        if 0 < left < 1:
            width = Z * math.sqrt(point.share * left / point.people) / (left * -math.log(left))
            low, high = 1 - left ** math.exp(-width), 1 - left ** math.exp(min(width, 50))
        cell = hits[world.name, censored, told.n, int(month)]
        cell[0] += low <= truth <= high
        cell[1] += 1


def _table(
    title: str, hits: Mapping[Cell, list[int]], lines: Sequence[object], line_of: Callable[[Cell], object]
) -> None:
    print(f"\n{title}")
    print(" " * 34 + "".join(f"{month:>8}" for month in MONTHS) + "  median")
    for line in lines:
        cells = []
        for month in (*MONTHS, _MEDIAN):
            some = [hit for cell, hit in hits.items() if line_of(cell) == line and cell[3] == month]
            held, told = sum(hit[0] for hit in some), sum(hit[1] for hit in some)
            mark = "" if not told or RANGE[0] <= held / told <= RANGE[1] else "*"
            cells.append(f"{100 * held / told:.1f}{mark}" if told else "–")
        print(f"{line!s:>34}" + "".join(f"{cell:>8}" for cell in cells))
    print("  * outside 86–94")


def _single(hits: Mapping[Cell, list[int]], simulations: int) -> None:
    told = {cell: hit for cell, hit in hits.items() if cell[3] and hit[1] >= simulations / 2}
    out = {cell: hit[0] / hit[1] for cell, hit in told.items() if not RANGE[0] <= hit[0] / hit[1] <= RANGE[1]}
    print(f"\nSingle world × share censored × people × month: {len(told)} told at least every other time,")
    print(f"{len(told) - len(out)} within 86–94; chance alone puts {_by_chance(simulations):.0%} outside.")
    truth = {world.name: world.truth for world in WORLDS}
    ordered = sorted(out.items(), key=lambda each: each[1])
    for (world, censored, n, month), share in [*ordered[:6], *ordered[-6:]]:
        about = f"{world}, {censored:.0%} censored, {n} people, month {month}"
        print(f"  {share:.1%}  {about}: truth {truth[world](month):.2f}")


def _by_chance(simulations: int) -> float:
    """How often an interval that holds exactly 90 times in 100 shows less than 86 or more than 94."""
    weights = [
        math.exp(
            math.lgamma(simulations + 1) - math.lgamma(k + 1) - math.lgamma(simulations - k + 1)
            + k * math.log(0.9) + (simulations - k) * math.log(0.1)
        )
        for k in range(simulations + 1)
    ]  # fmt: skip
    return sum(weight for k, weight in enumerate(weights) if not RANGE[0] <= k / simulations <= RANGE[1])


def _fewer() -> None:
    random = np.random.default_rng(0)
    ten = survival(WORLDS[0].cases(random, 10, last_seen=math.inf))
    print(f"\n10 cases: {'nothing is told' if not ten.known and not ten.months else 'SOMETHING IS TOLD'}")


if __name__ == "__main__":
    main()
