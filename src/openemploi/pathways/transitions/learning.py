"""The weights of the measures: learnt from the links that ROME draws between occupations, shipped as a small table.

Logistic regression (Newton's method, ridge): does ROME link the pair? For each occupation the candidates that are
likest are learnt from, its own links hidden. ``python benchmarks/transitions.py --learn`` writes the table anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
import numpy.typing as npt
import yaml

from openemploi.pathways.transitions.likeness import MEASURES, Likeness, Origin
from openemploi.pathways.transitions.sheets import Floats, Sheets

TABLE: Final = "weights.yaml"
_CANDIDATES: Final = 200
_RIDGE: Final = 10.0
_ROUNDS: Final = 20
_COLUMNS: Final = tuple(MEASURES.index(name) for name in ("skills", "words", "kin_by_skills", "siblings"))

Weights = npt.NDArray[np.float64]  # one a measure, and the constant


def origin_of(sheets: Sheets, row: int) -> Origin:
    """The start of somebody of whom only the occupation is known."""
    return Origin(sheets.items.of(row)[0], row)


def learn(likeness: Likeness, rows: Sequence[int], *, kept: npt.NDArray[np.bool_] | None = None) -> Weights:
    """Weights from the links of ``rows``, each measured without its own links. Measures not ``kept`` weigh 0."""
    kept = np.ones(len(MEASURES), np.bool_) if kept is None else kept
    tables, linked = [], []
    for row in rows:
        measured = likeness.measures(origin_of(likeness.sheets, row)) * kept
        scaled = measured[:, _COLUMNS] / np.maximum(measured[:, _COLUMNS].max(0), 1e-9)
        first = np.argsort(-scaled.sum(1), kind="stable")[:_CANDIDATES]
        first = first[first != row]
        tables.append(measured[first])
        linked.append(np.isin(first, likeness.sheets.links[row]))
    return _fitted(np.concatenate(tables), np.concatenate(linked).astype(np.float64))


def scores(measured: Floats, weights: Weights) -> npt.NDArray[np.float64]:
    """The log-odds that ROME would link the pair: one for each row of ``measured``."""
    found: npt.NDArray[np.float64] = measured.astype(np.float64) @ weights[:-1] + weights[-1]
    return found


@cache
def shipped() -> Weights:
    """The weights in the package."""
    text = resources.files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    table = yaml.safe_load(text)
    return np.array([*(table["weights"][name] for name in MEASURES), table["constant"]], np.float64)


def _fitted(table: Floats, linked: npt.NDArray[np.float64]) -> Weights:
    middle, spread = table.mean(0), table.std(0) + 1e-9
    scaled = np.concatenate([(table - middle) / spread, np.ones((len(table), 1))], axis=1).astype(np.float64)
    ridge = np.full(scaled.shape[1], _RIDGE)
    ridge[-1] = 0
    weights = np.zeros(scaled.shape[1])
    weights[-1] = np.log(linked.mean() / (1 - linked.mean()))

    def loss(weights: Weights) -> float:
        odds = scaled @ weights
        return float((np.logaddexp(0, odds) - linked * odds).sum() + (ridge * weights**2).sum() / 2)

    for _round in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-(scaled @ weights)))
        slope = scaled.T @ (chance - linked) + ridge * weights
        bend = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + np.diag(ridge)
        step, size, before = np.linalg.solve(bend, slope), 1.0, loss(weights)
        while loss(weights - size * step) > before and size > 1e-3:
            size /= 2
        weights = weights - size * step
        if before - loss(weights) < 1e-3:
            break
    plain = weights[:-1] / spread
    return np.array([*plain, weights[-1] - float(plain @ middle)], np.float64)
