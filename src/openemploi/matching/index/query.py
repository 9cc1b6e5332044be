"""A question to an index: which terms answer it, how much each gives, and which of them stand for one another.

Entries of one *group* answer one line: of those that a document has, the best counts. Entries without a group all
count. An entry gives its coefficient times what its *table* says of the document's fact; the table also says the
most for a whole class of facts, which the scan uses.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.matching.index.features import CLASSES, Fact
from openemploi.matching.index.reader import Index
from openemploi.matching.index.scale import GROUPS_MOST, SCALE

Array = npt.NDArray[Any]
ALL: Final = -1  # the group of entries that all count


@dataclass(frozen=True, slots=True)
class Table:
    """What facts give, 0 to 1 or in points. ``by_class(c)`` is never less than ``by_fact`` of a fact of class c.

    Facts of another kind give 0. Tables of one ``key`` are the same: what they give is worked out once a block.
    """

    key: tuple[object, ...]
    by_fact: Callable[[Fact], float]
    by_class: Callable[[int], float]


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, the group it answers (or ``ALL``), its coefficient and the number of its table."""

    term: str
    group: int
    coefficient: float
    table: int


@dataclass(frozen=True, slots=True)
class Query:
    """A question, whatever the index. ``key`` decides the order of equals."""

    entries: tuple[Entry, ...]
    tables: tuple[Table, ...]
    key: int


def question_key(key: str) -> int:
    """64 bits of what is asked: equals stand in another order for another question."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


class Prepared:
    """A :class:`Query` in the arrays that the kernels of one :class:`Index` take."""

    def __init__(self, query: Query, index: Index) -> None:
        known = [(index.ids[e.term], e) for e in query.entries if e.term in index.ids and e.coefficient > 0]
        known.sort(key=lambda pair: pair[0])
        size = len(known)
        self.query = query
        self.term = np.fromiter((number for number, _e in known), np.uint32, size)
        self.group = np.fromiter((e.group for _n, e in known), np.int32, size)
        self.coefficient = np.fromiter((e.coefficient for _n, e in known), np.float64, size)
        self.table = np.fromiter((e.table for _n, e in known), np.int32, size)
        self.groups = int(self.group.max(initial=-1)) + 1
        self.by_class = np.zeros((len(query.tables), CLASSES), np.float64)
        present = index.classes.tolist()
        for row, table in enumerate(query.tables):
            self.by_class[row, present] = [table.by_class(c) for c in present]
        members = np.bincount(self.group[self.group >= 0], minlength=self.groups + 1)  # the last: none
        grouped = (self.group >= 0) & (self.group < GROUPS_MOST) & (members[self.group] > 1)
        self.best = self._ordered(np.nonzero(grouped)[0], index.classes)
        rest = np.nonzero(~grouped)[0]
        self.sums = (self.term[rest], self.coefficient[rest], self.table[rest])
        # entries by term, for scoring single documents
        self.slots, starts = np.unique(self.term, return_index=True)
        self.slot_first = np.append(starts, size).astype(np.int32)

    def _ordered(self, rows: Array, present: Array) -> tuple[Array, Array, Array, Array]:
        """Terms, classes, points and groups of the entries that stand for one another, the best of a group first."""
        exact = self.coefficient[rows, None] * self.by_class[self.table[rows]][:, present]
        points = np.ceil(exact * SCALE).astype(np.uint32)
        row, column = np.nonzero(points)
        points = points[row, column]
        group = self.group[rows][row]
        order = np.lexsort((-points.astype(np.int64), group))
        row, column = row[order], column[order]
        return (
            self.term[rows][row],
            present[column].astype(np.uint8),
            points[order],
            (group[order] + 1).astype(np.uint32),
        )
