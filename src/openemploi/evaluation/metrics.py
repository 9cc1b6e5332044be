"""What is counted, for one query and for many, and how sure the count is.

Every figure is a ratio of two sums over queries: a mean is the sum of its values over the number of queries that have
one, an F1 is ``2 tp`` over ``2 tp + fp + fn``. So one bootstrap, over queries, gives the interval of all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_Answer = TypeVar("_Answer", bound=Hashable)

RESAMPLES: Final = 1000
SEED: Final = 0
BINS: Final = 10
_BLOCK: Final = 50  # resamples drawn at once: bounds the memory for many queries


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric with its 95 % interval; all ``None`` when no query could say anything about it."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A metric before it is summed up: for each query what goes above and below the line."""

    above: Floats
    below: Floats

    def __getitem__(self, chosen: npt.NDArray[np.bool_]) -> Ratio:
        return Ratio(self.above[chosen], self.below[chosen])


Ratios = Mapping[str, Ratio]


def mean(values: Sequence[float | None]) -> Ratio:
    """The mean of ``values``, without the queries whose value is ``None``."""
    return Ratio(
        np.array([value or 0.0 for value in values], float),
        np.array([value is not None for value in values], float),
    )


def average(values: Sequence[Sequence[float]]) -> Ratio:
    """The mean over all the values of all queries, where a query has any number of them."""
    return Ratio(np.array([sum(v) for v in values], float), np.array([len(v) for v in values], float))


@dataclass(frozen=True, slots=True)
class Counts:
    """Right answers, wrong answers and missed ones of one query."""

    right: int
    wrong: int
    missed: int


def counts(given: Collection[_Answer], wanted: Collection[_Answer]) -> Counts:
    """How two sets differ.

    >>> counts({"a", "b"}, {"b", "c", "d"})
    Counts(right=1, wrong=1, missed=2)
    """
    right = len(set(given) & set(wanted))
    return Counts(right, len(set(given)) - right, len(set(wanted)) - right)


def set_scores(rows: Sequence[Counts]) -> dict[str, Ratio]:
    """Micro-averaged ``precision``, ``recall`` and ``f1``."""
    right, wrong, missed = (
        np.array([getattr(row, name) for row in rows], float) for name in ("right", "wrong", "missed")
    )
    return {
        "f1": Ratio(2 * right, 2 * right + wrong + missed),
        "precision": Ratio(right, right + wrong),
        "recall": Ratio(right, right + missed),
    }


def reciprocal_rank(ranked: Sequence[_Answer], wanted: Collection[_Answer]) -> float:
    """One over the rank of the first right answer; 0 without any.

    >>> reciprocal_rank(["a", "b"], {"b"})
    0.5
    """
    return next((1 / rank for rank, answer in enumerate(ranked, start=1) if answer in wanted), 0.0)


def hit_at(ranked: Sequence[_Answer], wanted: Collection[_Answer], *, k: int) -> float:
    """1 when a right answer is among the first ``k``."""
    return float(any(answer in wanted for answer in ranked[:k]))


def recall_at(ranked: Sequence[_Answer], wanted: Collection[_Answer], *, k: int) -> float:
    """The share of ``wanted`` that is among the first ``k``."""
    return len(set(ranked[:k]) & set(wanted)) / len(set(wanted)) if wanted else 0.0


def r_precision_at(ranked: Sequence[_Answer], wanted: Collection[_Answer], *, k: int) -> float:
    """Right answers among the first ``k``, over the most that there could be.

    >>> r_precision_at(["a", "b", "c"], {"a", "c", "d"}, k=2)
    0.5
    """
    return len(set(ranked[:k]) & set(wanted)) / min(k, len(set(wanted))) if wanted else 0.0


def average_precision(relevant: npt.NDArray[np.bool_], *, wanted: int) -> float:
    """The mean of the precision at each right answer of a ranking.

    ``relevant`` says of each answer, best first, whether it is right; ``wanted`` counts the right ones there are.

    >>> average_precision(np.array([True, False, True]), wanted=2)
    0.8333333333333333
    """
    places = np.flatnonzero(relevant) + 1
    return float((np.arange(1, len(places) + 1) / places).sum() / wanted) if wanted else 0.0


def figures(ratios: Ratios, *, seed: int = SEED, resamples: int = RESAMPLES) -> dict[str, Figure]:
    """The value of each metric and its 95 % interval, by a seeded bootstrap over queries."""
    if not ratios:
        return {}
    above = np.stack([ratio.above for ratio in ratios.values()], axis=1)
    below = np.stack([ratio.below for ratio in ratios.values()], axis=1)
    count = len(above)
    drawn = []
    if count:
        dice = np.random.default_rng(seed)
        for start in range(0, resamples, _BLOCK):
            rows = min(_BLOCK, resamples - start)
            picked = dice.integers(0, count, (rows, count))
            picked += np.arange(rows)[:, None] * count
            weights = np.bincount(picked.ravel(), minlength=rows * count).reshape(rows, count)
            drawn.append(_divided(weights @ above, weights @ below))
    values = _divided(above.sum(axis=0), below.sum(axis=0))
    spread = np.concatenate(drawn) if drawn else np.zeros((0, len(ratios)))
    return {name: _figure(float(values[column]), spread[:, column]) for column, name in enumerate(ratios)}


def _divided(above: Floats, below: Floats) -> Floats:
    result: Floats = np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
    return result


def _figure(value: float, drawn: Floats) -> Figure:
    drawn = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not len(drawn):
        return Figure(None, None, None)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Figure(value, float(low), float(high))


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers given with a confidence from ``low`` to ``high``: how sure, and how often right."""

    low: float
    high: float
    n: int
    confidence: float | None
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether confidence means what it says; ``ece`` is the expected calibration error, 0 when it does."""

    ece: float | None
    bins: tuple[Bin, ...]


def calibration(answers: Sequence[tuple[float, bool]], *, bins: int = BINS) -> Calibration:
    """How far the confidence of ``answers`` (confidence, right) is from how often they are right.

    Expected calibration error over bins of equal width (Naeini et al., 2015).

    >>> calibration([(0.9, True), (0.9, False)]).ece
    0.4
    """
    sure = np.clip(np.array([confidence for confidence, _right in answers], float), 0, 1)
    right = np.array([right for _confidence, right in answers], float)
    places = np.minimum((sure * bins).astype(int), bins - 1)
    found, gap = [], 0.0
    for number in range(bins):
        inside = places == number
        n = int(inside.sum())
        confidence = float(sure[inside].mean()) if n else None
        accuracy = float(right[inside].mean()) if n else None
        if confidence is not None and accuracy is not None:
            gap += n * abs(confidence - accuracy)
        found.append(Bin(number / bins, (number + 1) / bins, n, confidence, accuracy))
    return Calibration(round(gap / len(answers), 10) if answers else None, tuple(found))
