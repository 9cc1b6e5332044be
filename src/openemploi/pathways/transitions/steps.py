"""The way to an occupation that is too far for one step: through one or two others, with the least effort in all.

Dijkstra's algorithm over the occupations, each step costing the effort from what the person then has: their skills and
the sheet they came through. A step is an edge only when it is not too far itself; without that rule the straight way
would always win, since what lies between is learnt as well.
"""

from __future__ import annotations

import heapq
from typing import Final

import numpy as np

from openemploi.pathways.transitions.effort import Points
from openemploi.pathways.transitions.finding import Finder
from openemploi.pathways.transitions.model import Route, Start

MOST_STEPS: Final = 3
TOO_FAR: Final = (
    500  # points: two thirds of the occupations that ROME links are further than this from one another
)
_MOST_OPENED: Final = 150  # occupations looked beyond; what is not found by then is called not found


def route(finder: Finder, start: Start, target: str, *, too_far: int = TOO_FAR) -> Route | None:
    """The way of at most three steps with the least effort, none beyond ``too_far``; ``None`` when there is none.

    Raises ``RequestError`` (``occupation_unknown``).
    """
    goal = finder.row(target)
    own = frozenset(finder.sheets.thing[one.code] for one in start.skills)
    first = finder.sheets.row[start.occupation.code] if start.occupation else None
    best: dict[tuple[int | None, int], int] = {(first, 0): 0}
    before: dict[tuple[int | None, int], tuple[int | None, int]] = {}
    queue: list[tuple[int, int, int | None]] = [(0, 0, first)]
    opened = 0
    known: dict[int | None, Points] = {}
    while queue and opened < _MOST_OPENED:
        cost, steps, row = heapq.heappop(queue)
        if cost > best[row, steps]:
            continue
        if row == goal and steps:
            return _route(finder, start, _path(before, (row, steps)))
        if steps == MOST_STEPS:
            continue
        opened += 1
        if row not in known:
            known[row] = _points(finder, own, row)
        points = known[row]
        reachable = np.flatnonzero(points <= too_far)
        if steps == MOST_STEPS - 1:
            reachable = reachable[reachable == goal]
        for other in reachable.tolist():
            if other in (row, first):
                continue
            total, key = cost + int(points[other]), (other, steps + 1)
            if total < best.get(key, total + 1):
                best[key], before[key] = total, (row, steps)
                heapq.heappush(queue, (total, steps + 1, other))
    return None


def _points(finder: Finder, own: frozenset[int], row: int | None) -> Points:
    things = own if row is None else own | set(finder.sheets.items.of(row)[0].tolist())
    held = finder.effort.held(np.array(sorted(things), np.int64))
    return finder.effort.points(held, licensed=row)


def _path(
    before: dict[tuple[int | None, int], tuple[int | None, int]], last: tuple[int | None, int]
) -> list[int]:
    found = []
    while last in before:
        if last[0] is not None:
            found.append(last[0])
        last = before[last]
    return found[::-1]


def _route(finder: Finder, start: Start, rows: list[int]) -> Route:
    steps = []
    here = start
    own = tuple(one.code for one in start.skills)
    for row in rows:
        code = finder.sheets.sheets[row].code
        step = finder.to(here, code, figures=False)
        steps.append(step)
        here = finder.start(code, skills=own)
    return Route(tuple(steps), sum(step.effort for step in steps))
