"""Simulated projects with known truth: how long people take to find, who leaves otherwise, who is still searching.

Used by ``benchmarks/outcomes.py`` and by the tests of :mod:`openemploi.diagnosis.outcomes`. All figures are invented.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from openemploi.diagnosis.cases import Case, Ending

Times = NDArray[np.float64]
_NEVER: Final = 1e9
_STARTED: Final = date(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class World:
    """How finding goes: ``find`` and ``leave`` draw months, ``truth`` is the share that has found by a month."""

    name: str
    find: Callable[[np.random.Generator, int], Times]
    truth: Callable[[float], float]
    leave: Callable[[np.random.Generator, int], Times] = lambda _random, n: np.full(n, _NEVER)
    whole_months: bool = False  # only the month is recorded, rounded up

    def last_seen(self, censored: float) -> float:
        """People are seen for 0 to so many months, evenly, so that ``censored`` (0 to 1) of them have not ended."""
        low, high = 0.2, 2_000.0
        for _halving in range(40):
            middle = math.sqrt(low * high)
            random = np.random.default_rng(0)
            ends = np.minimum(self.find(random, 20_000), self.leave(random, 20_000))
            too_short = float((random.uniform(0, middle, 20_000) < ends).mean()) > censored
            low, high = (middle, high) if too_short else (low, middle)
        return high

    def cases(self, random: np.random.Generator, n: int, *, last_seen: float) -> list[Case]:
        """``n`` recorded cases; with ``last_seen`` infinite, everybody is seen to the end."""
        find, leave = self.find(random, n), self.leave(random, n)
        seen = np.full(n, _NEVER) if math.isinf(last_seen) else random.uniform(0, last_seen, n)
        lost = random.random(n) < 0.25
        made = []
        for finds, leaves, until, gone in zip(find, leave, seen, lost, strict=True):
            months = min(finds, leaves, until)
            if months == finds:
                ending = Ending.FOUND
            elif months == leaves:
                ending = Ending.OTHER
            else:
                ending = Ending.LOST if gone else Ending.SEARCHING
            kept = math.ceil(months) if self.whole_months else months
            made.append(Case(_STARTED, kept, ending, goal="J1506", rounded=self.whole_months))
        return made

    def median(self) -> float:
        """The first whole month by whose end half has found; 0 when that is never, within ten years."""
        return next((float(month) for month in range(1, 121) if self.truth(month) >= 0.5), 0.0)


def _weibull(scale: float, shape: float) -> Callable[[np.random.Generator, int], Times]:
    return lambda random, n: scale * random.weibull(shape, n)


def _of_those_who_can(
    share: float, scale: float, shape: float
) -> Callable[[np.random.Generator, int], Times]:
    def find(random: np.random.Generator, n: int) -> Times:
        return np.where(random.random(n) < share, scale * random.weibull(shape, n), _NEVER)

    return find


def _racing(month: float, *, find: float, leave: float) -> float:
    both = 1 / find + 1 / leave
    return (1 / find) / both * (1 - math.exp(-both * month))


WORLDS: Final = (
    World(
        "slower and slower (Weibull 0.8)", _weibull(8, 0.8), lambda month: 1 - math.exp(-((month / 8) ** 0.8))
    ),
    World(
        "faster and faster (Weibull 1.5)", _weibull(8, 1.5), lambda month: 1 - math.exp(-((month / 8) ** 1.5))
    ),
    World(
        "log-normal",
        lambda random, n: np.exp(random.normal(math.log(6), 0.9, n)),
        lambda month: 0.5 * (1 + math.erf((math.log(month) - math.log(6)) / (0.9 * math.sqrt(2)))),
    ),
    World(
        "a fifth never find",
        _of_those_who_can(0.8, 6, 1.2),
        lambda month: 0.8 * (1 - math.exp(-((month / 6) ** 1.2))),
    ),
    World(
        "two in five leave otherwise",
        _weibull(8, 1.0),
        lambda month: _racing(month, find=8, leave=12),
        leave=_weibull(12, 1.0),
    ),
    World(
        "the same, whole months",
        _weibull(8, 1.0),
        lambda month: _racing(month, find=8, leave=12),
        leave=_weibull(12, 1.0),
        whole_months=True,
    ),
)
