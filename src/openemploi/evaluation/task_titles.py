"""Titles of occupations, ranked for another title or for an occupation."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from openemploi.evaluation import baselines, datasets, systems
from openemploi.evaluation.baselines import Floats, Letters, best
from openemploi.evaluation.datasets import Files, TitleSet
from openemploi.evaluation.measured import Asked, Measured
from openemploi.evaluation.metrics import (
    average_precision,
    mean,
)
from openemploi.evaluation.report import Wrong

_TITLES_SHOWN: Final = 3


def occupation_linking(path: Path, files: Files, limit: int | None) -> Callable[[Asked], Measured]:
    """The occupation that each title names."""
    sets = datasets.title_sets(path, files=files)
    return lambda asked: _ranked_titles(sets, asked, whole=False)


def title_similarity(path: Path, files: Files, limit: int | None) -> Callable[[Asked], Measured]:
    """The titles that are most like each title."""
    sets = datasets.title_sets(path, files=files)
    return lambda asked: _ranked_titles(sets, asked, whole=True)


def _ranked_titles(sets: Sequence[TitleSet], asked: Asked, *, whole: bool) -> Measured:
    """``whole``: the whole ranking counts (MAP); otherwise its first right answer."""
    ours: defaultdict[str, list[float | None]] = defaultdict(list)
    theirs: defaultdict[str, list[float | None]] = defaultdict(list)
    names: list[str] = []
    languages: list[str] = []
    wrong: list[Wrong] = []
    seconds = 0.0
    for one in asked.each(sets):
        queries, wanted = one.queries[: asked.limit], one.wanted[: asked.limit]
        began = time.monotonic()
        scores = systems.rank_titles(asked.engine, queries, one.corpus, work=whole)
        seconds += time.monotonic() - began
        _rank(scores, wanted, ours, whole=whole)
        for query, row, gold in zip(queries, scores, wanted, strict=True):
            first = best(row, count=_TITLES_SHOWN)
            if not first or first[0] not in gold:
                shown = sorted(gold)[:_TITLES_SHOWN]
                wrong.append(
                    Wrong(query, tuple(one.corpus[at] for at in shown), tuple(one.corpus[at] for at in first))
                )
        _rank(Letters(one.corpus).matrix(queries), wanted, theirs, whole=whole)
        names += [one.name] * len(queries)
        languages += [one.language] * len(queries)
    return Measured(
        n=len(names),
        ratios={name: mean(values) for name, values in ours.items()},
        baselines={baselines.LETTERS: {name: mean(values) for name, values in theirs.items()}},
        seconds=seconds,
        groups={"language": languages, "folder": names},
        wrong=wrong,
    )


def _rank(
    scores: Floats,
    wanted: Sequence[frozenset[int]],
    found: defaultdict[str, list[float | None]],
    *,
    whole: bool,
) -> None:
    """Add the metrics of each query to ``found``."""
    for row, gold in zip(scores, wanted, strict=True):
        relevant = np.zeros(len(row), bool)
        relevant[list(gold)] = True
        relevant = relevant[np.argsort(-row, kind="stable")]
        first = int(np.argmax(relevant)) + 1
        if whole:
            found["map"].append(average_precision(relevant, wanted=len(gold)))
        found["mrr"].append(1 / first)
        for k in (1, 5, 10):
            found[f"hit@{k}"].append(float(first <= k))
        if whole:
            for k in (5, 10):
                found[f"rp@{k}"].append(float(relevant[:k].sum()) / min(k, len(gold)))
