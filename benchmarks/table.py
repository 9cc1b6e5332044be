"""The table of a benchmark that has goals and peers: one line a figure, and whether its goal is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

_RESAMPLES: Final = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """One line; ``met`` is ``None`` where there is no goal, or nothing to compare with."""

    number: str
    what: str
    ours: str
    peer: str = ""
    ratio: tuple[float, float, float] | None = None  # median, and its interval
    goal: str = ""
    met: bool | None = None


def ratio(each: npt.NDArray[Any]) -> tuple[float, float, float]:
    """The median of the questions' own ratios, and its 95 % interval: a bootstrap over the questions, seed fixed."""
    drawn = np.random.default_rng(0).choice(each, (_RESAMPLES, len(each)))
    low, high = np.quantile(np.median(drawn, axis=1), (0.025, 0.975))
    return float(np.median(each)), float(low), float(high)


def printed(rows: Sequence[Row]) -> str:
    """``rows`` in columns."""
    lines = [("", "what", "ours", "peer", "ratio [95 %]", "goal", "")]
    for row in rows:
        between = "{:.3g} [{:.3g}–{:.3g}]".format(*row.ratio) if row.ratio else ""
        met = {True: "met", False: "MISSED", None: ""}[row.met]
        lines.append((row.number, row.what, row.ours, row.peer, between, row.goal, met))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    texts = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join(text.rstrip() for text in texts)
