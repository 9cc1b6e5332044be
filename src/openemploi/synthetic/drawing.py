"""Learning a table and drawing rows: a tree of categories, then quantities by a Gaussian copula.

Categories (with, for each quantity, whether it is known) follow the tree that keeps the most mutual information
(Chow and Liu, IEEE Trans. Inf. Theory 14(3), 1968), each given its parent and pulled towards its own share by as many
invented people as the threshold. Quantities follow normal scores of their ranks: their mean given the categories by
ridge regression, their remainder by its covariance. A value itself comes from a quantile curve whose every knot is
the mean of as many real values as the threshold, so that no single person's value is a knot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from openemploi.synthetic.columns import Columns, Floats, Ints

_TINY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Drawn:
    """Invented rows: a column of codes for each category, of numbers for each quantity."""

    categories: tuple[Ints, ...]
    quantities: tuple[Floats, ...]


def draw(columns: Columns, learnt: Ints, *, rows: int, seed: int, threshold: int) -> Drawn:
    """``rows`` invented rows after the rows ``learnt`` of ``columns``."""
    random = np.random.default_rng(seed)
    known = [~np.isnan(quantity.values[learnt]) for quantity in columns.quantities]
    codes = [category.codes[learnt] for category in columns.categories] + [k.astype(np.int64) for k in known]
    sizes = [len(category.labels) for category in columns.categories] + [2] * len(known)
    invented = _tree_drawn(codes, sizes, rows, random, float(threshold))
    quantities: list[Floats] = []
    if known:
        scores = np.stack(
            [_scores(q.values[learnt], k) for q, k in zip(columns.quantities, known, strict=True)], axis=1
        )
        drawn = _copula_drawn(
            codes, invented, sizes, scores, np.stack(known, axis=1), random, float(threshold)
        )
        for index, quantity in enumerate(columns.quantities):
            real = quantity.values[learnt][known[index]]
            values = np.full(rows, np.nan)
            there = invented[len(columns.categories) + index].astype(bool)
            if len(real) and there.any():
                values[there] = _by_rank(drawn[there, index], real, threshold)
                values = np.round(values, quantity.decimals)
            quantities.append(values)
    return Drawn(tuple(invented[: len(columns.categories)]), tuple(quantities))


def _tree_drawn(
    codes: list[Ints], sizes: list[int], rows: int, random: np.random.Generator, pull: float
) -> list[Ints]:
    count = len(codes)
    shares = [
        np.bincount(column, minlength=size) / len(column) for column, size in zip(codes, sizes, strict=True)
    ]
    drawn: list[Ints] = [np.zeros(rows, dtype=np.int64)] * count
    for child, parent in _tree(codes, sizes):
        if parent is None:
            drawn[child] = random.choice(sizes[child], size=rows, p=shares[child]).astype(np.int64)
            continue
        table = _counts(codes[parent], codes[child], sizes[parent], sizes[child])
        given = (table + pull * shares[child]) / (table.sum(axis=1, keepdims=True) + pull)
        edges = np.cumsum(given, axis=1)
        places = (random.random(rows)[:, None] > edges[drawn[parent]]).sum(axis=1)
        drawn[child] = np.minimum(places, sizes[child] - 1).astype(np.int64)
    return drawn


def _tree(codes: list[Ints], sizes: list[int]) -> list[tuple[int, int | None]]:
    """Child and parent, parents first: the spanning tree of most mutual information."""
    count = len(codes)
    if not count:
        return []
    weights = np.zeros((count, count))
    for one in range(count):
        for other in range(one + 1, count):
            table = _counts(codes[one], codes[other], sizes[one], sizes[other])
            weights[one, other] = weights[other, one] = _information(table)
    order: list[tuple[int, int | None]] = [(0, None)]
    left = set(range(1, count))
    while left:
        best = max(
            ((weights[parent, child], parent, child) for parent, _p in order for child in left),
            key=lambda found: found[0],
        )
        order.append((best[2], best[1]))
        left.remove(best[2])
    return order


def _information(table: Floats) -> float:
    """Mutual information in nats, less what chance alone would show (Miller and Madow)."""
    total = table.sum()
    share = table / total
    expected = share.sum(axis=1, keepdims=True) * share.sum(axis=0, keepdims=True)
    held = share > 0
    chance = (
        (np.count_nonzero(table.sum(axis=1)) - 1) * (np.count_nonzero(table.sum(axis=0)) - 1) / (2 * total)
    )
    return float((share[held] * np.log(share[held] / expected[held])).sum() - chance)


def _copula_drawn(
    codes: list[Ints],
    invented: list[Ints],
    sizes: list[int],
    scores: Floats,
    known: NDArray[np.bool_],
    random: np.random.Generator,
    ridge: float,
) -> Floats:
    learnt, drawn = _one_hot(codes, sizes), _one_hot(invented, sizes)
    means = np.zeros((len(drawn), scores.shape[1]))
    rest = np.zeros_like(scores)
    for index in range(scores.shape[1]):
        rows = known[:, index]
        if not rows.any():
            continue
        there = learnt[rows]
        weights = np.linalg.solve(
            there.T @ there + ridge * np.eye(there.shape[1]), there.T @ scores[rows, index]
        )
        means[:, index] = drawn @ weights
        rest[rows, index] = scores[rows, index] - there @ weights
    covariance = np.zeros((scores.shape[1], scores.shape[1]))
    for one in range(scores.shape[1]):
        for other in range(scores.shape[1]):
            both = known[:, one] & known[:, other]
            covariance[one, other] = np.mean(rest[both, one] * rest[both, other]) if both.any() else 0.0
    values, vectors = np.linalg.eigh(covariance)
    root = vectors * np.sqrt(np.clip(values, 0, None))
    noise: Floats = means + random.standard_normal((len(drawn), scores.shape[1])) @ root.T
    return noise


def _one_hot(codes: list[Ints], sizes: list[int]) -> Floats:
    found = np.zeros((len(codes[0]), sum(sizes))) if codes else np.zeros((0, 0))
    start = 0
    for column, size in zip(codes, sizes, strict=True):
        found[np.arange(len(column)), start + column] = 1.0
        start += size
    return found


def _scores(values: Floats, known: NDArray[np.bool_]) -> Floats:
    """Normal scores of the ranks; 0 where it is not known."""
    scores = np.zeros(len(values))
    count = int(known.sum())
    if count:
        order = np.argsort(np.argsort(values[known], kind="stable"), kind="stable")
        scores[known] = _normal_quantile((order + 0.5) / count)
    return scores


def _by_rank(scores: Floats, real: Floats, threshold: int) -> Floats:
    """Invented scores to values: same ranks, through a quantile curve of blocks of real values."""
    ordered = np.sort(real)
    blocks = max(1, len(ordered) // threshold)
    pieces = np.array_split(ordered, blocks)
    knots = np.array([piece.mean() for piece in pieces])
    places = (np.cumsum([len(piece) for piece in pieces]) - np.array([len(p) for p in pieces]) / 2) / len(
        ordered
    )
    ranks = (np.argsort(np.argsort(scores, kind="stable"), kind="stable") + 0.5) / len(scores)
    values: Floats = np.interp(ranks, places, knots)
    return values


def _counts(one: Ints, other: Ints, rows: int, columns: int) -> Floats:
    flat = np.bincount(one * columns + other, minlength=rows * columns)
    return flat.reshape(rows, columns).astype(np.float64)


def _normal_quantile(share: Floats) -> Floats:
    """The normal quantile by Acklam's rational approximation (relative error under 1.2e-9)."""
    a = (-3.969683028665376e01, 2.209460984245205e02, -2.759285104469687e02, 1.383577518672690e02,
         -3.066479806614716e01, 2.506628277459239e00)  # fmt: skip
    b = (-5.447609879822406e01, 1.615858368580409e02, -1.556989798598866e02, 6.680131188771972e01,
         -1.328068155288572e01, 1.0)  # fmt: skip
    c = (-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e00, -2.549732539343734e00,
         4.374664141464968e00, 2.938163982698783e00)  # fmt: skip
    d = (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e00, 3.754408661907416e00, 1.0)
    share = np.clip(share, _TINY, 1 - _TINY)
    tail = np.minimum(share, 1 - share)
    centre = share - 0.5
    square = centre * centre
    middle = np.polyval(a, square) * centre / np.polyval(b, square)
    far = np.sqrt(-2 * np.log(tail))
    outer = np.polyval(c, far) / np.polyval(d, far)
    return np.where(tail > 0.02425, middle, np.where(share < 0.5, outer, -outer))
