"""How near a twin comes to real people, and how like the real table it is: measured, not promised."""

from __future__ import annotations

from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from openemploi.synthetic.columns import Columns, Floats, Ints
from openemploi.synthetic.drawing import Drawn
from openemploi.synthetic.model import Privacy, Utility

LEAST: Final = 0.9  # of the distance of real strangers
_LOOKED_AT: Final = 1_000  # rows whose nearest neighbour is looked for
_BINS: Final = 20


def copies(columns: Columns, drawn: Drawn, *, threshold: int) -> NDArray[np.bool_]:
    """Which invented rows are, in every column, a combination that 1 to ``threshold`` - 1 real people have."""
    real = _whole(_codes_of(columns), [q.values for q in columns.quantities])
    made = _whole(list(drawn.categories), list(drawn.quantities))
    every, place = np.unique(np.concatenate([real, made]), axis=0, return_inverse=True)
    place = place.reshape(-1)
    pairs = np.unique(np.stack([place[: len(real)], columns.people]), axis=1)
    people = np.bincount(pairs[0], minlength=len(every))[place[len(real) :]]
    return (people > 0) & (people < threshold)


def privacy(columns: Columns, drawn: Drawn, fold: Ints, *, threshold: int, seed: int) -> Privacy:
    """Distances of invented rows to the rows that were learnt from, and of real rows to those of other people.

    ``fold``: for each row the number of its fifth; fold 0 was never learnt from. Every fifth is set aside in turn for
    the second distance, as those of one fifth of a small table would be few.
    """
    random = np.random.default_rng(seed + 1)
    codes, numbers = _codes_of(columns), [q.values for q in columns.quantities]
    ranked = _ranked(numbers, numbers)
    chosen = _some(len(drawn.categories[0]) if drawn.categories else len(drawn.quantities[0]), random)
    invented = (
        [c[chosen] for c in drawn.categories],
        _ranked(numbers, [q[chosen] for q in drawn.quantities]),
    )
    near = _nearest(invented, _rows(codes, ranked, fold != 0))
    looked_at = np.zeros(len(fold), dtype=bool)
    looked_at[_some(len(fold), random)] = True
    strangers = np.concatenate(
        [
            _nearest(_rows(codes, ranked, looked_at & (fold == one)), _rows(codes, ranked, fold != one))
            for one in range(int(fold.max()) + 1)
        ]
    )
    copied = int(copies(columns, drawn, threshold=threshold).sum())
    median, fifth = (float(np.quantile(near, q)) for q in (0.5, 0.05))
    held_median, held_fifth = (float(np.quantile(strangers, q)) for q in (0.5, 0.05))
    return Privacy(
        copied=copied,
        median=round(median, 4),
        held_out_median=round(held_median, 4),
        fifth=round(fifth, 4),
        held_out_fifth=round(held_fifth, 4),
        least=LEAST,
        passed=copied == 0 and median >= LEAST * held_median and fifth >= LEAST * held_fifth,
    )


def _rows(
    codes: list[Ints], ranked: list[Floats], taken: NDArray[np.bool_]
) -> tuple[list[Ints], list[Floats]]:
    return [c[taken] for c in codes], [r[taken] for r in ranked]


def utility(columns: Columns, drawn: Drawn, *, threshold: int) -> Utility:
    """Marginals, pairwise dependence, and a battery of questions."""
    real_codes, made_codes = _codes_of(columns), list(drawn.categories)
    sizes = [len(category.labels) for category in columns.categories]
    marginals = [
        (category.name, _variation(np.bincount(real, minlength=size), np.bincount(made, minlength=size)))
        for category, real, made, size in zip(columns.categories, real_codes, made_codes, sizes, strict=True)
    ]
    numbers, made_numbers = [q.values for q in columns.quantities], list(drawn.quantities)
    for quantity, made in zip(columns.quantities, made_numbers, strict=True):
        edges = np.unique(np.nanquantile(quantity.values, np.linspace(0, 1, _BINS + 1)[1:-1]))
        marginals.append((quantity.name, _variation(_binned(quantity.values, edges), _binned(made, edges))))
    differences = [
        abs(r - m)
        for r, m in zip(
            _associations(real_codes, sizes, numbers),
            _associations(made_codes, sizes, made_numbers),
            strict=True,
        )
    ]
    errors = _question_errors(real_codes, made_codes, sizes, numbers, made_numbers, threshold)
    return Utility(
        marginals=tuple((name, round(value, 4)) for name, value in marginals),
        dependence=round(float(np.mean(differences)), 4) if differences else 0.0,
        queries=round(float(np.median(errors)), 4) if errors else None,
    )


def _codes_of(columns: Columns) -> list[Ints]:
    return [category.codes for category in columns.categories]


def _whole(codes: list[Ints], numbers: list[Floats]) -> Floats:
    """Rows × columns with one number for each value; "not known" is a value."""
    columns = [c.astype(np.float64) for c in codes] + [np.nan_to_num(n, nan=-1e300) for n in numbers]
    return np.stack(columns, axis=1)


def _ranked(real: list[Floats], values: list[Floats]) -> list[Floats]:
    """Values as their place among the real ones, in [0, 1]; NaN stays."""
    found = []
    for column, of in zip(real, values, strict=True):
        known = np.sort(column[~np.isnan(column)])
        places = (np.searchsorted(known, of, "left") + np.searchsorted(known, of, "right")) / 2
        found.append(np.where(np.isnan(of), np.nan, places / max(1, len(known))))
    return found


def _some(count: int, random: np.random.Generator) -> Ints:
    return random.permutation(count)[:_LOOKED_AT]


def _nearest(rows: tuple[list[Ints], list[Floats]], base: tuple[list[Ints], list[Floats]]) -> Floats:
    """Gower's distance of each row to the nearest of ``base``."""
    count = len(rows[0][0]) if rows[0] else len(rows[1][0])
    columns = len(rows[0]) + len(rows[1])
    found = np.zeros(count)
    for index in range(count):
        total: Floats = np.zeros(len(base[0][0]) if base[0] else len(base[1][0]))
        for codes, other in zip(rows[0], base[0], strict=True):
            total += codes[index] != other
        for values, others in zip(rows[1], base[1], strict=True):
            value = values[index]
            if np.isnan(value):
                total += ~np.isnan(others)
            else:
                total += np.where(np.isnan(others), 1.0, np.abs(others - value))
        found[index] = total.min() / columns
    return found


def _variation(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    return float(np.abs(one / max(1, one.sum()) - other / max(1, other.sum())).sum() / 2)


def _binned(values: Floats, edges: Floats) -> NDArray[np.int64]:
    bins = np.where(np.isnan(values), len(edges) + 1, np.searchsorted(edges, np.nan_to_num(values), "right"))
    return np.bincount(bins.astype(np.int64), minlength=len(edges) + 2)


def _associations(codes: list[Ints], sizes: list[int], numbers: list[Floats]) -> list[float]:
    found = [_cramer(codes[a], codes[b], sizes[a], sizes[b]) for a, b in combinations(range(len(codes)), 2)]
    ranks = [np.argsort(np.argsort(np.nan_to_num(n, nan=np.nanmedian(n)))).astype(float) for n in numbers]
    for one, other in combinations(range(len(numbers)), 2):
        both = ~np.isnan(numbers[one]) & ~np.isnan(numbers[other])
        found.append(
            float(np.corrcoef(ranks[one][both], ranks[other][both])[0, 1]) if both.sum() > 2 else 0.0
        )
    for column, size in zip(codes, sizes, strict=True):
        for place, values in enumerate(numbers):
            known = ~np.isnan(values)
            found.append(_ratio(column[known], ranks[place][known], size))
    return found


def _cramer(one: Ints, other: Ints, rows: int, columns: int) -> float:
    """Cramér's V without its bias (Bergsma, J. Korean Stat. Soc. 42(3), 2013)."""
    table = np.bincount(one * columns + other, minlength=rows * columns).reshape(rows, columns).astype(float)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    total, (r, k) = table.sum(), table.shape
    if min(r, k) < 2:
        return 0.0
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / total
    phi = max(
        0.0, float(((table - expected) ** 2 / expected).sum() / total) - (r - 1) * (k - 1) / (total - 1)
    )
    least = min(r - (r - 1) ** 2 / (total - 1), k - (k - 1) ** 2 / (total - 1)) - 1
    return float(np.sqrt(phi / least)) if least > 0 else 0.0


def _ratio(codes: Ints, values: Floats, size: int) -> float:
    """Correlation ratio (eta) of values by group, less chance."""
    counts = np.bincount(codes, minlength=size)
    held = counts > 0
    if len(values) < 3 or held.sum() < 2 or values.var() == 0:
        return 0.0
    means = np.bincount(codes, weights=values, minlength=size)[held] / counts[held]
    between = float((counts[held] * (means - values.mean()) ** 2).sum() / (len(values) * values.var()))
    return float(np.sqrt(max(0.0, between - (held.sum() - 1) / len(values))))


def _question_errors(
    real: list[Ints], made: list[Ints], sizes: list[int], numbers: list[Floats], made_numbers: list[Floats],
    threshold: int,
) -> list[float]:  # fmt: skip
    errors: list[float] = []
    for a, b in combinations(range(len(real)), 2):
        width = sizes[a] * sizes[b]
        one = np.bincount(real[a] * sizes[b] + real[b], minlength=width)
        two = np.bincount(made[a] * sizes[b] + made[b], minlength=width) * (len(real[a]) / len(made[a]))
        held = one >= threshold
        errors += list(np.abs(two[held] - one[held]) / one[held])
    for place, (column, other) in enumerate(zip(real, made, strict=True)):
        for values, others in zip(numbers, made_numbers, strict=True):
            for code in range(sizes[place]):
                here, there = values[(column == code)], others[(other == code)]
                here, there = here[~np.isnan(here)], there[~np.isnan(there)]
                if len(here) >= threshold and len(there) and here.mean():
                    errors.append(abs(there.mean() - here.mean()) / abs(here.mean()))
    return errors
