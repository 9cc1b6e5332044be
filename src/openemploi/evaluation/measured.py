"""What every task is run with and gives: metrics query by query, and what can be said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from openemploi.engine import Engine
from openemploi.evaluation.datasets import LabelCase, OfferCase, SentenceCase
from openemploi.evaluation.metrics import (
    Calibration,
    Ratios,
    calibration,
)
from openemploi.evaluation.report import Wrong
from openemploi.folding import fold
from openemploi.taxonomy.store import Taxonomy

Progress = Callable[[int, int], None]
_Item = TypeVar("_Item")
_Case = TypeVar("_Case", OfferCase, LabelCase, SentenceCase)


@dataclass(slots=True)
class Measured:
    """What a task found: metrics query by query, and what can be said of them."""

    n: int
    ratios: Ratios
    baselines: Mapping[str, Ratios]
    seconds: float  # of the system alone
    groups: dict[str, Sequence[str]] = field(default_factory=dict)  # for each query, the group it is in
    calibration: Calibration | None = None
    wrong: list[Wrong] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a task is run with."""

    engine: Engine
    limit: int | None
    without_crosswalk: bool
    progress: Progress

    def each(self, items: Sequence[_Item]) -> Iterator[_Item]:
        """``items`` in their order, telling how far we are."""
        for number, item in enumerate(items):
            self.progress(number, len(items))
            yield item
        self.progress(len(items), len(items))


def first_cases(cases: Sequence[_Case], limit: int | None) -> list[_Case]:
    """The first ``limit`` cases of each file."""
    seen: Counter[str] = Counter()
    kept = []
    for case in cases:
        seen[case.file] += 1
        if limit is None or seen[case.file] <= limit:
            kept.append(case)
    return kept


def calibration_of_first(
    found: Sequence[Sequence[tuple[str, float]]], wanted: Iterable[Container[str]]
) -> Calibration | None:
    """How sure each first answer was beside whether it was right; queries without an answer say nothing."""
    pairs = zip(found, wanted, strict=True)
    return calibration([(answers[0][1], answers[0][0] in gold) for answers, gold in pairs if answers])


def named(taxonomy: Taxonomy, uris: Iterable[str]) -> Iterator[str]:
    """The label of each concept, or its URI when the taxonomy does not hold it."""
    for uri in uris:
        row = taxonomy.find(uri)
        yield taxonomy.label(row) if row is not None else uri


def plain_name(label: str) -> str:
    """``label`` as names are compared: folded, with single blanks."""
    return " ".join(fold(label).split())
