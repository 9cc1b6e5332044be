"""How fast a run goes and how long it will still take, as a range and not before there is something to go by."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import fmean, variance
from typing import Final

from openemploi.batch.plan import Direction, Shard
from openemploi.batch.shard import ShardResult

LEAST: Final = 3  # shards of each direction that must be made before anything is said
_WINDOW: Final = 32  # the last shards, by which speed is told
_SIGMAS: Final = 2.0  # 19 times in 20, if what is left is like what was done


@dataclass(frozen=True, slots=True)
class Progress:
    """``per_second`` documents; ``remaining`` seconds between two; ``None`` when it is too early to say."""

    done: int
    total: int
    per_second: float | None = None
    remaining: tuple[float, float] | None = None


@dataclass
class Pace:
    """Counts the shards of a run. ``left`` are those to be made."""

    total: int
    left: dict[Direction, int]
    done: int = 0
    _last: deque[tuple[float, float, int]] = field(default_factory=lambda: deque(maxlen=_WINDOW))
    _times: dict[Direction, list[float]] = field(default_factory=dict)

    @classmethod
    def of(cls, missing: Iterable[Shard], *, total: int) -> Pace:
        """Nothing made yet; what is not ``missing`` was there before."""
        left: dict[Direction, int] = {}
        for shard in missing:
            left[shard.direction] = left.get(shard.direction, 0) + 1
        return cls(total=total, left=left, done=total - sum(left.values()))

    def add(self, result: ShardResult, *, now: float | None = None) -> Progress:
        """Count one more; ``now`` in seconds of a clock that never goes back."""
        shard = result.shard
        self.done += 1
        self.left[shard.direction] -= 1
        if result.seconds is not None:
            at = time.monotonic() if now is None else now
            self._last.append((at, result.seconds, shard.high - shard.low))
            if not result.cold:
                self._times.setdefault(shard.direction, []).append(result.seconds)
        return Progress(self.done, self.total, *self._speed())

    def _speed(self) -> tuple[float | None, tuple[float, float] | None]:
        began = min((at - seconds for at, seconds, _n in self._last), default=0.0)
        span = max((at for at, _seconds, _n in self._last), default=0.0) - began
        if len(self._last) < LEAST or span <= 0:
            return None, None
        per_second = sum(documents for _at, _s, documents in self._last) / span
        abreast = sum(seconds for _at, seconds, _n in self._last) / span
        return per_second, self._remaining(abreast)

    def _remaining(self, abreast: float) -> tuple[float, float] | None:
        """The sum of what is left, ± two deviations: of the shards to come, and of the mean they are told by."""
        work = spread = 0.0
        for direction, left in self.left.items():
            times = self._times.get(direction, [])
            if left and len(times) < LEAST:
                return None
            if left:
                work += left * fmean(times)
                spread += variance(times) * (left + left * left / len(times))
        off = _SIGMAS * math.sqrt(spread)
        return max(0.0, work - off) / abreast, (work + off) / abreast
