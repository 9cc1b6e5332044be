"""Where a thread's searches of an index write."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from openemploi.matching.index.block import TERMS_MOST
from openemploi.matching.index.layout import PACKS, TERMS
from openemploi.matching.index.reader import Index

Array = npt.NDArray[Any]


class Room:
    """Made once for a thread. ``bounds`` are those of the packs of all blocks that were not looked at yet."""

    def __init__(self, index: Index) -> None:
        self.bounds = np.zeros(int(index.sizes[:, PACKS].sum()), np.uint32)
        self.slot_of = np.full(int(index.sizes[:, TERMS].sum()), -1, np.int32)
        self.slots = np.zeros(TERMS_MOST, np.int32)
        self.numbers = np.zeros(1 << 13, np.int64)
        self.points = np.zeros(1 << 13, np.float64)

    def grow(self) -> None:
        """Room for twice as many documents."""
        self.numbers = np.resize(self.numbers, 2 * len(self.numbers))
        self.points = np.resize(self.points, 2 * len(self.points))
