"""A twin and its card: what was measured of it, in figures that go with it wherever it goes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

import pyarrow as pa

#: What stands for all values of a column that fewer people than the threshold have.
OTHER: Final = "autre"


class Use(StrEnum):
    """What a column is in the twin."""

    UNIT = "unit"
    """Whose row it is: invented anew, one a row."""
    IDENTIFIER = "identifier"
    """Invented anew: nothing is learnt from it."""
    VALUE = "value"
    """Learnt and drawn."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """How near the invented rows come to real ones. Distances are Gower's, in [0, 1].

    Parameters
    ----------
    copied:
        Invented rows equal in every column to a combination that fewer people than the threshold have. Must be 0.
    median, held_out_median:
        Median distance to the nearest row that was learnt from: of the invented rows; of real rows to other people's.
    fifth, held_out_fifth:
        The same at the 5th percentile: the nearest ones.
    passed:
        No copy, and both distances at least ``least`` times those of the rows set aside.
    """

    copied: int
    median: float
    held_out_median: float
    fifth: float
    held_out_fifth: float
    least: float
    passed: bool

    @property
    def median_ratio(self) -> float | None:
        """Invented over held out; 1 or more is as far from real people as real strangers are. ``None``: both 0."""
        return _ratio(self.median, self.held_out_median)

    @property
    def fifth_ratio(self) -> float | None:
        """The same at the 5th percentile."""
        return _ratio(self.fifth, self.held_out_fifth)


@dataclass(frozen=True, slots=True)
class Utility:
    """How like the real table it is.

    Parameters
    ----------
    marginals:
        Total variation between real and invented values by column, in [0, 1]; 0 is alike.
    dependence:
        Mean absolute difference of the association of each pair of columns (rank correlation, Cramér's V,
        correlation ratio), in [0, 1].
    queries:
        Median relative error of shares and means of groups of at least the threshold, in a battery of questions
        (each two categories; each quantity by each category).
    """

    marginals: tuple[tuple[str, float], ...]
    dependence: float
    queries: float | None


@dataclass(frozen=True, slots=True)
class Card:
    """What is said of a twin. ``seed`` makes it again from the same table."""

    rows: int
    real_rows: int
    threshold: int
    seed: int
    merged: tuple[tuple[str, int], ...]
    """Columns some of whose values were too rare, and how many values became "autre"."""
    privacy: Privacy
    utility: Utility

    def to_json(self) -> str:
        """The card as JSON, ratios included."""
        facts: dict[str, Any] = asdict(self)
        facts["privacy"] |= {
            "median_ratio": self.privacy.median_ratio,
            "fifth_ratio": self.privacy.fifth_ratio,
        }
        for name in ("merged",):
            facts[name] = dict(self.merged)
        facts["utility"]["marginals"] = dict(self.utility.marginals)
        return json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Twin:
    """An invented table with the columns and types of the real one, and its card."""

    table: pa.Table
    card: Card


def _ratio(one: float, other: float) -> float | None:
    if other == 0:
        return None if one == 0 else 1.0
    return one / other
