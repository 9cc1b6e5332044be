"""The first k by the very score, asking for as few full comparisons as it can."""

from __future__ import annotations

import heapq
from bisect import insort
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.matching.index.explaining import Document, Explain
from openemploi.matching.index.query import Prepared
from openemploi.matching.index.reader import Index
from openemploi.matching.index.scale import SCALE
from openemploi.matching.model import Match
from openemploi.matching.ranking import SAME, place
from openemploi.matching.ties import ties

Array = npt.NDArray[Any]
Key = tuple[bool, float, int]  # closed, points downwards, tie

_HAIR: Final = 1e-6  # of rounding between a sum of floats and its exact value, in points


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives. ``compared`` documents were scored in full to be sure of the first k."""

    matches: tuple[Match, ...]
    numbers: tuple[int, ...]
    compared: int


class Chooser:
    """Keeps the first ``count`` by the very score, asking for as few of them as it can."""

    def __init__(self, index: Index, prepared: Prepared, explain: Explain, count: int) -> None:
        self.count = count
        self.prepared = prepared
        self._index = index
        self._explain = explain
        self.top = np.zeros(count, np.float64)  # a heap of the most points that facts promise so far
        self._offered: list[tuple[Array, Array]] = []  # points at most, number
        self._waiting: list[tuple[float, int, int]] = []  # -points at most, tie, number
        self._best: list[tuple[Key, int, Match]] = []
        self._compared = 0

    def take(self, numbers: Array, points: Array) -> None:
        """Consider documents whose points by their facts are known."""
        points = np.round(points, SAME)
        some = points > 0
        self._offered.append((points[some], numbers[some]))

    def promising(self) -> Array:
        """The numbers of the ``count`` that promise most, in order."""
        points, order, numbers = self._rows(self._promised())
        return numbers[np.lexsort((numbers, order, -points))[: self.count]]

    def settle(self) -> None:
        """Score in full those who were offered, from the most promising, until no other can be among the first."""
        # First those that promise as much as the k-th; the others stay in arrays, most of them for good.
        self._settle(self._promised())
        self._settle(self._least_points())

    def _settle(self, least: float) -> None:
        points, order, numbers = self._rows(least)
        self._waiting += zip((-points).tolist(), order.tolist(), numbers.tolist(), strict=True)
        heapq.heapify(self._waiting)
        while self._waiting:
            promised, tie, _number = self._waiting[0]
            if len(self._best) >= self.count and (False, promised, tie) > self._best[-1][0]:
                return
            # As many as are lacking are compared whatever they give.
            lacking = max(1, self.count - len(self._best))
            some = [heapq.heappop(self._waiting) for _ in range(min(lacking, len(self._waiting)))]
            documents: list[Document] = []
            for _points, tie, number in some:
                block, doc = self._index.place(number)
                documents.append(Document(number, block, doc, block.ids[doc], f"{tie:016x}"))
            self._compared += len(some)
            for (_promised, tie, number), match in zip(some, self._explain(documents), strict=True):
                closed, exact = place(match)
                if exact < 0:
                    insort(self._best, ((closed, exact, tie), number, match), key=itemgetter(0))
            del self._best[self.count :]

    def _promised(self) -> float:
        """What the ``count``-th promises, rounded as the others are."""
        return float(np.round(self.top[0], SAME))

    def _rows(self, least: float) -> tuple[Array, Array, Array]:
        """Take out those offered that promise at least ``least`` points: their points, ties and numbers."""
        points = np.concatenate([points for points, _numbers in self._offered])
        numbers = np.concatenate([numbers for _points, numbers in self._offered])
        enough = points >= least
        self._offered = [(points[~enough], numbers[~enough])]
        points, numbers = points[enough], numbers[enough]
        return points, ties(self._index.hashes(numbers), self.prepared.query.key), numbers

    def least(self) -> int:
        """The bound that a document must reach to be among the first, at least 1."""
        return max(1, int(np.floor(self._least_points() * SCALE)))

    def _least_points(self) -> float:
        full = len(self._best) >= self.count and not self._best[-1][0][0]
        return -self._best[-1][0][1] - _HAIR if full else 0.0

    def found(self) -> Found:
        """The first, in order."""
        return Found(
            matches=tuple(match for _key, _number, match in self._best),
            numbers=tuple(number for _key, number, _match in self._best),
            compared=self._compared,
        )
