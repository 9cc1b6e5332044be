"""The figures of each group and which of them may be told: counting people, masking, masking again.

A group under the threshold is masked; then the smallest told one beside it, until what is masked holds enough
people in every margin, so that a whole less its told parts shows nothing. The same for each quantity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from math import floor, log10
from typing import Final

import numpy as np
from numpy.typing import NDArray

from openemploi.queryroom.model import Cell, Masked, Rules
from openemploi.queryroom.plan import Figure, Function

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

_LEAST_SIDE: Final = 0.5  # of the threshold: people between two quantiles of one grid, and beyond the last
_GRIDS: Final = (0.5, 0.25, 0.1, 0.05)
_ON_GRID: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Groups:
    """The rows that a question takes, by group.

    ``group``: for each row its group 0..K-1. ``units``: whose row, ``None`` when nobody has two. ``codes``: K × keys,
    the value of each key as a number. ``people``: distinct people of each group.
    """

    group: Ints
    units: Ints | None
    codes: Ints
    people: Ints

    def whose(self, rows: Bools) -> Ints | None:
        """Whose rows the chosen ones are."""
        return None if self.units is None else self.units[rows]

    @property
    def count(self) -> int:
        """How many groups hold anybody."""
        return len(self.people)


def grouped(codes: Ints, units: Ints) -> Groups:
    """Rows × keys → groups. Without keys every row is in one group."""
    whose = None if len(np.unique(units)) == len(units) else units
    if codes.shape[1] == 0:
        group = np.zeros(len(units), dtype=np.int64)
        values = np.zeros((min(len(units), 1), 0), dtype=np.int64)
    else:
        single = np.zeros(len(codes), dtype=np.int64)
        for column in codes.T:
            # Numbered afresh at each key, so that no number of keys overflows.
            _values, single = np.unique(
                single * (int(column.max(initial=0)) + 1) + column, return_inverse=True
            )
        _values, first, group = np.unique(single, return_index=True, return_inverse=True)
        values = codes[first]
    return Groups(group, whose, values, people_of(group, whose, len(values)))


def people_of(group: Ints, units: Ints | None, count: int) -> Ints:
    """Distinct people of each of ``count`` groups. ``units`` ``None``: each row is a person of its own."""
    if units is None:
        return np.bincount(group, minlength=count)
    width = int(units.max()) + 1 if len(units) else 1
    return np.bincount(np.unique(group * width + units) // width, minlength=count)


def margins(groups: Groups) -> list[Ints]:
    """For each proper subset of the keys, the margin that each group belongs to; all together is the last."""
    keys = groups.codes.shape[1]
    found = []
    for size in range(keys - 1, 0, -1):
        for subset in combinations(range(keys), size):
            _values, margin = np.unique(groups.codes[:, list(subset)], axis=0, return_inverse=True)
            found.append(margin.reshape(-1))
    return [*found, np.zeros(groups.count, dtype=np.int64)]


def small_masked(groups: Groups, rules: Rules) -> Bools:
    """Which groups are masked: the small ones, and those without which a small one could be worked out."""
    masked = groups.people < rules.threshold

    def fails(margin: Ints, hidden_rows: Bools) -> Bools:
        people = people_of(
            margin[groups.group[hidden_rows]], groups.whose(hidden_rows), int(margin.max()) + 1
        )
        return (people > 0) & (people < rules.threshold)

    return _closed(groups, masked, groups.people, fails, np.ones(len(groups.group), dtype=bool))


def quantity_masked(groups: Groups, values: Floats, masked: Bools, rules: Rules) -> tuple[Bools, Bools]:
    """Which groups' sums of ``values`` (NaN: not known) are masked, by size and by one person's share.

    The second holds the first. Both hold ``masked``.
    """
    known = ~np.isnan(values)
    people = people_of(groups.group[known], groups.whose(known), groups.count)

    def few(margin: Ints, hidden_rows: Bools) -> Bools:
        count = int(margin.max()) + 1
        found = people_of(margin[groups.group[hidden_rows]], groups.whose(hidden_rows), count)
        return (found > 0) & (found < rules.threshold)

    def lone(margin: Ints, hidden_rows: Bools) -> Bools:
        count = int(margin.max()) + 1
        group, units = margin[groups.group[hidden_rows]], groups.whose(hidden_rows)
        return few(margin, hidden_rows) | dominated(group, units, values[hidden_rows], count, rules.dominance)

    small = _closed(groups, masked | ((people > 0) & (people < rules.threshold)), people, few, known)
    one = dominated(groups.group[known], groups.whose(known), values[known], groups.count, rules.dominance)
    return small, _closed(groups, small | one, people, lone, known)


def figure_cells(
    figure: Figure,
    groups: Groups,
    values: Floats | None,
    whole: bool,
    masked: Bools,
    rules: Rules,
) -> list[Cell]:
    """One figure of every group. ``whole``: the quantity is declared in whole numbers."""
    counts = np.bincount(groups.group, minlength=groups.count)
    if values is None:
        of_rows = figure.function is Function.COUNT_ROWS
        lone = _most_rows(groups, np.zeros(len(groups.group)), masked, rules) if of_rows else masked
        told = counts if of_rows else groups.people
        return [
            Cell(None, None, Masked.SMALL) if hidden
            else Cell(None, int(people), Masked.DOMINATED) if one
            else Cell(int(value), int(people))
            for value, people, hidden, one in zip(told, groups.people, masked, lone, strict=True)
        ]  # fmt: skip
    known = ~np.isnan(values)
    small, lone = quantity_masked(groups, values, masked, rules)
    if figure.function is Function.STDDEV:
        # Who holds half of the sum may hold nearly all of the squares, and then the deviation is that person's.
        means = _aggregates(
            replace(figure, function=Function.AVG), groups.group[known], values[known], groups.count
        )
        lone = lone | quantity_masked(groups, (values - means[groups.group]) ** 2, masked, rules)[1]
    elif figure.function is Function.COUNT:
        lone = _most_rows(groups, values, masked, rules)
    people = people_of(groups.group[known], groups.whose(known), groups.count)
    without = people_of(groups.group[~known], groups.whose(~known), groups.count)
    few_unknown = (without > 0) & (without < rules.threshold)
    results = _aggregates(figure, groups.group[known], values[known], groups.count)
    cells = []
    for index in range(groups.count):
        n = None if few_unknown[index] else int(people[index])
        cells.append(_cell(figure, float(results[index]), n, int(people[index]), bool(small[index]),
                           bool(lone[index]), bool(few_unknown[index]), whole, rules))  # fmt: skip
    return cells


def shows_sums(function: Function) -> bool:
    """Whether one person's large value would show in it."""
    return function in (Function.SUM, Function.AVG, Function.STDDEV)


def tells_count(function: Function) -> bool:
    """Whether it tells how many have a value, alone or beside the average."""
    return function in (Function.SUM, Function.COUNT)


def few_unknown(groups: Groups, values: Floats, rules: Rules) -> Bools:
    """Which groups have a few people without a value."""
    unknown = np.isnan(values)
    without = people_of(groups.group[unknown], groups.whose(unknown), groups.count)
    return (without > 0) & (without < rules.threshold)


def grid_of(q: float) -> float:
    """The widest spacing of quantiles that ``q`` is on: halves, quarters, tenths or twentieths; 0 when on none.

    Quantiles as close as one likes would read the values of a group one after the other.
    """
    return next((grid for grid in _GRIDS if abs(q / grid - round(q / grid)) < _ON_GRID), 0.0)


def _most_rows(groups: Groups, values: Floats, masked: Bools, rules: Rules) -> Bools:
    """Which groups' numbers of rows with a value are masked because most of them are one person's."""
    if groups.units is None:
        return masked
    return quantity_masked(groups, np.where(np.isnan(values), np.nan, 1.0), masked, rules)[1]


def _cell(
    figure: Figure, value: float, n: int | None, people: int, small: bool, lone: bool, few: bool, whole: bool,
    rules: Rules,
) -> Cell:  # fmt: skip
    if small:
        return Cell(None, None, Masked.SMALL)
    if figure.function is Function.COUNT:
        if few:
            return Cell(None, None, Masked.FEW_UNKNOWN)
        return Cell(None, n, Masked.DOMINATED) if lone else Cell(int(value), n)
    if people == 0:
        return Cell(None, 0)
    if lone and shows_sums(figure.function):
        return Cell(None, n, Masked.DOMINATED)
    if few and tells_count(figure.function):
        return Cell(None, None, Masked.FEW_UNKNOWN)
    if figure.function is Function.QUANTILE:
        q = figure.q or 0.5
        if grid_of(q) * people < rules.threshold * _LEAST_SIDE:
            return Cell(None, n, Masked.QUANTILE)
        return Cell(_rounded(value, rules.digits), n)
    if np.isnan(value):
        return Cell(None, n)
    return Cell(int(value) if whole and figure.function is Function.SUM else _rounded(value, 10), n)


def _aggregates(figure: Figure, group: Ints, values: Floats, count: int) -> Floats:
    sizes: Floats = np.bincount(group, minlength=count).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        if figure.function is Function.COUNT:
            return sizes
        sums: Floats = np.bincount(group, weights=values, minlength=count).astype(np.float64)
        if figure.function is Function.SUM:
            return sums
        means: Floats = sums / sizes
        if figure.function is Function.AVG:
            return means
        if figure.function is Function.STDDEV:
            squares = np.bincount(group, weights=(values - means[group]) ** 2, minlength=count)
            deviations: Floats = np.sqrt(squares / (sizes - 1))
            return deviations
    order = np.lexsort((values, group))
    ordered = values[order]
    ends = np.cumsum(sizes.astype(np.int64))
    quantiles = np.full(count, np.nan)
    for index in np.flatnonzero(sizes):
        piece = ordered[ends[index] - int(sizes[index]) : ends[index]]
        quantiles[index] = np.quantile(piece, figure.q or 0.5)
    return quantiles


def dominated(group: Ints, units: Ints | None, values: Floats, count: int, share: float) -> Bools:
    """Whether one person holds more than ``share`` of the absolute values of each group."""
    held = np.abs(values)
    if units is not None:
        width = int(units.max()) + 1 if len(units) else 1
        pairs, inverse = np.unique(group * width + units, return_inverse=True)
        held = np.bincount(inverse, weights=held, minlength=len(pairs))
        group = pairs // width
    total = np.bincount(group, weights=held, minlength=count)
    largest = np.zeros(count)
    np.maximum.at(largest, group, held)
    return (total > 0) & (largest > share * total)


def _closed(
    groups: Groups, masked: Bools, sizes: Ints, fails: Callable[[Ints, Bools], Bools], rows: Bools
) -> Bools:
    """Mask the smallest told group of each margin whose masked part still fails, until none does."""
    masked = masked.copy()
    if not groups.count:
        return masked
    order = np.lexsort((np.arange(groups.count), sizes))
    found = margins(groups)
    changed = True
    while changed:
        changed = False
        for margin in found:
            failing = fails(margin, masked[groups.group] & rows)
            candidates = order[~masked[order] & failing[margin[order]] & (sizes[order] > 0)]
            _margins, first = np.unique(margin[candidates], return_index=True)
            if len(first):
                masked[candidates[first]] = True
                changed = True
    return masked


def _rounded(value: float, digits: int) -> float:
    if value == 0 or not np.isfinite(value):
        return value
    return round(value, digits - 1 - floor(log10(abs(value))))
