"""Intervals of 95 %, by the methods that the declared queries name.

Each holds at least about 95 times in 100 when the observations are a sample of what could have been observed. They say
nothing of observations that are missing for a reason: offers that are published elsewhere, pay that is not stated.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final

Z: Final = 1.959963984540054  # standard normal, 97.5 %
_TAIL: Final = 0.025
_MANY: Final = 1000


def wilson(k: int, n: int) -> tuple[float, float]:
    """The score interval of a share ``k`` of ``n`` (E. B. Wilson, 1927): both ends within 0 and 1.

    >>> [round(end, 3) for end in wilson(7, 12)]
    [0.32, 0.807]
    """
    if not 0 <= k <= n or n == 0:
        raise ValueError(f"{k} of {n} is no share")
    return score_interval(k / n, n, z=Z)


def score_interval(share: float, n: float, *, z: float) -> tuple[float, float]:
    """The score interval of ``share``, 0 to 1, seen in ``n`` people or things, who need not be a whole number.

    ``z`` is the quantile of the standard normal distribution for one end.
    """
    square = z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return (0.0 if share == 0 else max(0.0, middle - half)), (1.0 if share == 1 else min(1.0, middle + half))


def poisson(k: int) -> tuple[float, float]:
    """The exact interval of the expected count when ``k`` were counted (F. Garwood, 1936).

    >>> [round(end, 2) for end in poisson(10)]
    [4.8, 18.39]
    """
    if k < 0:
        raise ValueError("a count is not negative")
    if k > _MANY:  # Byar's approximation, right to four digits here
        low = k * (1 - 1 / (9 * k) - Z / (3 * math.sqrt(k))) ** 3
        more = k + 1
        return low, more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3
    low = 0.0 if k == 0 else _solved(lambda mean: 1 - _at_most(k - 1, mean), 0.0, float(k), _TAIL)
    high = _solved(lambda mean: 1 - _at_most(k, mean), float(k), k + 10 * math.sqrt(k + 1) + 10, 1 - _TAIL)
    return low, high


def newcombe(k1: int, n1: int, k2: int, n2: int) -> tuple[float, float]:
    """The interval of the difference of two shares, ``k2/n2 - k1/n1`` (R. G. Newcombe, 1998, method 10)."""
    (low1, high1), (low2, high2) = wilson(k1, n1), wilson(k2, n2)
    one, two = k1 / n1, k2 / n2
    change = two - one
    return (
        change - math.hypot(two - low2, high1 - one),
        change + math.hypot(high2 - two, one - low1),
    )


def quantile(ordered: Sequence[float], share: float) -> tuple[float, float | None, float | None]:
    """A quantile of observations in order, and its interval from order statistics, which supposes no distribution.

    The quantile interpolates between neighbours (the seventh definition of Hyndman and Fan, 1996). The interval is
    the tightest pair of observations, about the quantile, of which each side is exceeded at most 2.5 times in 100; an
    end is ``None`` when there are too few observations for one.

    >>> quantile([1.0, 2.0, 3.0, 4.0, 5.0], 0.5)
    (3.0, None, None)
    """
    n = len(ordered)
    if n == 0 or not 0 < share < 1:
        raise ValueError("a quantile needs observations, and a share between 0 and 1")
    place = share * (n - 1)
    below = math.floor(place)
    value = ordered[below] + (place - below) * (ordered[min(below + 1, n - 1)] - ordered[below])
    low: float | None = None
    high: float | None = None
    for rank, below_or_here in _ranks(n, share):
        if below_or_here <= _TAIL:
            low = ordered[rank]
        if below_or_here >= 1 - _TAIL:
            high = ordered[rank]
            break
    return value, low, high


def _at_most(k: int, mean: float) -> float:
    if mean == 0:
        return 1.0
    logs = [i * math.log(mean) - mean - math.lgamma(i + 1) for i in range(k + 1)]
    top = max(logs)
    return min(1.0, math.exp(top) * math.fsum(math.exp(each - top) for each in logs))


def _ranks(n: int, share: float) -> Iterator[tuple[int, float]]:
    """Each rank with the chance that at most so many of ``n`` observations lie below the quantile."""
    logs = math.log(share), math.log1p(-share)
    all_ = math.lgamma(n + 1)
    total = 0.0
    for rank in range(n):
        log = all_ - math.lgamma(rank + 1) - math.lgamma(n - rank + 1) + rank * logs[0] + (n - rank) * logs[1]
        total += math.exp(log)
        yield rank, total


def _solved(rising: Callable[[float], float], low: float, high: float, target: float) -> float:
    for _step in range(200):
        middle = (low + high) / 2
        if rising(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2
