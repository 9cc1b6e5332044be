"""A question to an index: which terms answer it, how much each gives, and which of them stand for one another.

Entries of one *group* answer one line: of those that a document has, the best counts. Entries without a group all
count. An entry gives its coefficient times what its *table* says of the document's fact; the table also says the
most for a whole class of facts, which the scan uses.
"""

from __future__ import annotations

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
class Query:
    """A question, whatever the index. ``key`` decides the order of equals.

    Each entry is a term, the group it answers (or ``ALL``), its coefficient and the number of its table.
    """

    entries: tuple[Entry, ...]
    tables: tuple[Table, ...]
    key: int


Entry = tuple[str, int, float, int]


class Prepared:
    """A :class:`Query` in the arrays that the kernels of one :class:`Index` take."""

    def __init__(self, query: Query, index: Index) -> None:
        ids = index.ids
        known = sorted(
            (ids[term], group, coefficient, table)
            for term, group, coefficient, table in query.entries
            if coefficient > 0 and term in ids
        )
        size = len(known)
        term, group, coefficient, tables = zip(*known, strict=True) if known else ((), (), (), ())
        self.query = query
        self.tables = [(table.key, table.by_fact) for table in query.tables]
        self.term = np.array(term, np.uint32)
        self.group = np.array(group, np.int32)
        self.coefficient = np.array(coefficient, np.float64)
        self.table = np.array(tables, np.int32)
        self.groups = int(self.group.max(initial=-1)) + 1
        self.by_class = np.zeros((len(query.tables), CLASSES), np.float64)
        present = index.classes.tolist()
        for row, table in enumerate(query.tables):
            self.by_class[row, present] = [table.by_class(c) for c in present]
        grouped = (self.group >= 0) & (self.group < GROUPS_MOST)
        self.lines = self._lines(np.nonzero(grouped)[0], index)
        rest = np.nonzero(~grouped)[0]
        self.sums = (self.term[rest], self.coefficient[rest], self.table[rest])
        # entries by term, for scoring single documents
        self.slots, starts = np.unique(self.term, return_index=True)
        self.slot_first = np.append(starts, size).astype(np.int32)

    def _lines(self, rows: Array, index: Index) -> Lines:
        present = index.classes
        exact = self.coefficient[rows, None] * self.by_class[self.table[rows]][:, present]
        points = np.ceil(exact * SCALE).astype(np.uint32)
        columns = np.full(CLASSES, -1, np.int32)
        columns[present[points.any(axis=0)]] = np.arange(int(points.any(axis=0).sum()))
        row, column = np.nonzero(points)
        points = points[row, column]
        group = self.group[rows][row]
        order = np.lexsort((-points.astype(np.int64), group))
        row, column = row[order], column[order]
        slots, slot = np.unique(self.term[rows][row], return_inverse=True)
        return Lines(
            slots=slots,
            slot=slot.astype(np.int32),
            column=columns[present[column]],
            points=points[order],
            group=(group[order] + 1).astype(np.uint32),
            columns=columns,
        )


@dataclass(frozen=True, slots=True)
class Lines:
    """What answers each line (group), sorted by line and from the most points: what the scan runs through.

    A *slot* is a term, a *column* a class that packs of the index have (``columns`` leads from one to the other),
    ``group`` the line and 1.
    """

    slots: Array
    slot: Array
    column: Array
    points: Array
    group: Array
    columns: Array

    @property
    def arrays(self) -> tuple[Array, Array, Array, Array, Array, Array]:
        """As the kernel takes them."""
        return self.slots, self.slot, self.column, self.points, self.group, self.columns
