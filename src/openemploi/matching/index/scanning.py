"""Where scans write, and down to which bound the documents they found were looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from openemploi.matching.index import kernels
from openemploi.matching.index.block import MOST
from openemploi.matching.index.choosing import Chooser
from openemploi.matching.index.reader import Index
from openemploi.matching.index.scale import CHUNK

Array = npt.NDArray[Any]


class Room:
    """Where a thread's scans of an index write, made once."""

    def __init__(self, index: Index) -> None:
        self.bounds = np.zeros(index.size, np.uint16)
        self.tops = np.zeros(sum(-(-len(opened) // CHUNK) for opened in index.blocks), np.uint16)
        self.work = np.zeros(MOST, np.uint32)
        self.slot_of = np.full(MOST, -1, np.int32)
        self.numbers = np.zeros(1 << 15, np.int64)
        self.points = np.zeros(1 << 15, np.float64)

    def of(self, index: Index, number: int) -> tuple[Array, Array]:
        """The bounds of a block, and the greatest of each chunk."""
        size, start, chunk = (int(index.sizes[number, column]) for column in (0, 6, 7))
        return self.bounds[start : start + size], self.tops[chunk : chunk - (-size // CHUNK)]

    def grow(self) -> None:
        """Room for twice as many documents."""
        self.numbers = np.resize(self.numbers, 2 * len(self.numbers))
        self.points = np.resize(self.points, 2 * len(self.points))


class Scanned:
    """Down to which bound the documents of each block were looked at."""

    def __init__(self, index: Index, room: Room) -> None:
        self.room = room
        self._index = index
        self._blocks: list[tuple[int, int, int]] = []  # block, bound, what lines left out could add

    def looked(self, which: Sequence[int], seen: Array, spared: int) -> None:
        """The documents of the blocks ``which`` were looked at down to the bounds ``seen``."""
        self._blocks += [(number, int(seen[number]), spared) for number in which]

    def offer_down_to(self, least: int, chooser: Chooser) -> None:
        """Give ``chooser`` the documents of at least ``least`` that it has not had yet."""
        for place, (number, seen, spared) in enumerate(self._blocks):
            if least < seen:
                bounds, tops = self.room.of(self._index, number)
                docs = kernels.reaching(bounds, tops, max(1, least - spared))
                docs = docs[bounds[docs].astype(np.int64) + spared < seen]
                chooser.offer(self._index.blocks[number], docs)
                self._blocks[place] = number, least, spared
