"""The share that had found by a time, when some are still searching: estimate, and how many people tell as much.

Numbers only; what they are about is in :mod:`.outcomes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Z: Final = 1.6448536269514722  # standard normal, 95 %: both ends of an interval of 90 %
_ALMOST: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Point:
    """The share, 0 to 1, and the number of people, all of them followed, who would tell it as well."""

    share: float
    people: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Cumulative incidence: a step at each of ``times``. Equal lengths; ``n`` cases, the last seen at ``last``."""

    n: int
    last: float
    times: NDArray[np.float64]
    shares: NDArray[np.float64]
    variances: NDArray[np.float64]
    censored: NDArray[np.float64]  # times at which somebody was last seen
    kept: NDArray[np.float64]  # the share not yet censored after each of them

    def at(self, time: float) -> Point:
        """The share that had found by ``time``, that time included."""
        step = int(np.searchsorted(self.times, time, side="right")) - 1
        share = float(self.shares[step]) if step >= 0 else 0.0
        if share < _ALMOST:
            return Point(0.0, self.followed(time))
        if share > 1 - _ALMOST:
            return Point(1.0, self.followed(time))
        spread = share * (1 - share)
        return Point(share, spread / max(float(self.variances[step]), spread / self.n))

    def followed(self, time: float) -> float:
        """How many cases were followed to ``time``, or would have been if they had not ended before."""
        # Who was seen until then was seen at that time: hence "left".
        step = int(np.searchsorted(self.censored, time, side="left")) - 1
        return self.n * (float(self.kept[step]) if step >= 0 else 1.0)


def curve(
    months: NDArray[np.float64],
    *,
    found: NDArray[np.bool_],
    ended: NDArray[np.bool_],
    rounded: NDArray[np.bool_],
) -> Curve:
    """The curve of cases seen for ``months``, of whom some ``found``; all who found or left otherwise ``ended``.

    Who ended in the same moment that another was last seen ended while the other was still seen. Where ``rounded``, the
    other was last seen some time in that month and counts half in it, as in life tables (S. J. Cutler and F. Ederer,
    1958). The variance is that of the delta method (M. J. Gaynor and others, 1993): without censoring it is
    ``share (1 - share) / n``.
    """
    times = np.unique(months[ended])
    order = np.sort(months)
    at_risk = (len(months) - np.searchsorted(order, times, side="left")).astype(np.float64)
    half = np.sort(months[rounded & ~ended])
    at_risk -= (np.searchsorted(half, times, side="right") - np.searchsorted(half, times, side="left")) / 2
    ends, finds = _count(months[ended], times), _count(months[found], times)
    searching = np.concatenate([[1.0], np.cumprod(1 - ends / at_risk)[:-1]]) if len(times) else at_risk
    shares = np.cumsum(searching * finds / at_risk)
    censored, kept = _censoring(months, ended, rounded)
    return Curve(
        n=len(months),
        last=float(order[-1]),
        times=times,
        shares=shares,
        variances=_variances(shares, searching, at_risk, ends, finds),
        censored=censored,
        kept=kept,
    )


def _variances(
    shares: NDArray[np.float64],
    searching: NDArray[np.float64],
    at_risk: NDArray[np.float64],
    ends: NDArray[np.float64],
    finds: NDArray[np.float64],
) -> NDArray[np.float64]:
    # sum over steps of (F - f)² a + b - 2 (F - f) c, with F the share at the end and f at the step, by running sums.
    left = at_risk - ends
    a = np.divide(ends, at_risk * left, out=np.zeros_like(shares), where=left > 0)
    b = searching**2 * finds * (at_risk - finds) / at_risk**3
    c = searching * finds / at_risk**2
    sums = [np.cumsum(each) for each in (a, shares * a, shares**2 * a, b, c, shares * c)]
    variances: NDArray[np.float64] = (
        shares**2 * sums[0] - 2 * shares * sums[1] + sums[2] + sums[3] - 2 * shares * sums[4] + 2 * sums[5]
    )
    return variances.clip(0.0)


def _censoring(
    months: NDArray[np.float64], ended: NDArray[np.bool_], rounded: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times at which somebody was last seen, and the share kept after each: the same estimate, of being censored."""
    last_seen = months[~ended] - rounded[~ended] / 2
    times = np.unique(last_seen)
    lost = _count(last_seen, times)
    ends = np.sort(months[ended])
    after = len(ends) - np.searchsorted(ends, times, side="right") + lost.sum() - np.cumsum(lost)
    return times, np.cumprod(after / (after + lost))


def _count(values: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.bincount(np.searchsorted(times, values), minlength=len(times)).astype(np.float64)
