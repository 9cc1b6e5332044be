"""How long people with a similar project took to find, with what is not known said as well as what is.

Those who still search, and those who were lost sight of, count for as long as they were seen. Somebody who left for
another reason did not find, and will not: they stay in the count. Which cases are similar is decided in :mod:`.cases`;
how well the intervals keep what they promise is in docs/explanation/similar-projects.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from openemploi.diagnosis.cases import FEWEST, Case, Ending, similar
from openemploi.diagnosis.model import Project, Survival
from openemploi.diagnosis.outcomes_curve import Curve, Z, curve
from openemploi.i18n import _
from openemploi.labourmarket.intervals import score_interval
from openemploi.labourmarket.model import Area

FOLLOWED: Final = 4  # a month is told while so many cases were followed that long, or would have been
LONGEST: Final = 24
MANY_LOST: Final = 1 / 3


def similar_outcomes(
    project: Project, cases: Sequence[Case], *, larger: Callable[[Area], Sequence[Area]] | None = None
) -> tuple[Survival, str]:
    """What became of people with a project like this one, and sentences that say which people those are, and of when.

    ``larger`` gives the areas around an area (``Observatory.look_up.larger``): without it the département of an
    employment area is not known, and only the occupation is looked at. Never fewer than 11 people: then the first is
    not :attr:`~openemploi.diagnosis.model.Survival.known`, and a sentence says why.
    """
    chosen = similar(project, cases, larger=larger)
    return survival(chosen.cases), " ".join([chosen.about, *_what_to_know(chosen.cases)])


def survival(cases: Sequence[Case], *, longest: int = LONGEST) -> Survival:
    """The share that had found by the end of each month, with 90 % intervals; nothing for fewer than 11 cases.

    The share is the cumulative incidence of having found (Aalen and Johansen, 1978): without other ways out it is one
    minus the estimate of Kaplan and Meier. The interval is the score interval of a share (Wilson, 1927) for the number
    of people, all of them followed, who would tell as much (Rothman, 1978): without anybody censored it is the interval
    of a plain share. Ends never fall from one month to the next, as the true share does not.

    Parameters
    ----------
    cases:
        Those of similar projects, each counted once, in any order.
    longest:
        The last month told, at most. It ends before where fewer than 4 cases were followed, or would have been had
        they not ended; and where nobody was seen any more.

    Returns months ``1 … m`` and the shares, 0 to 1; the median is a whole month, the first by whose end half had found;
    its interval holds the months in which the interval of the share holds a half (Brookmeyer and Crowley, 1982).
    """
    if len(cases) < FEWEST:
        return Survival(n=0)
    months = np.array([case.months for case in cases])
    found = np.array([case.ending is Ending.FOUND for case in cases])
    ended = found | np.array([case.ending is Ending.OTHER for case in cases])
    rounded = np.array([case.rounded for case in cases])
    seen = curve(months, found=found, ended=ended, rounded=rounded)
    told = tuple(float(month) for month in range(1, longest + 1) if _told(seen, month))
    points = [seen.at(month) for month in told]
    ends = [score_interval(point.share, point.people, z=Z) for point in points]
    low = np.maximum.accumulate([end[0] for end in ends] or [0.0])
    high = np.maximum.accumulate([end[1] for end in ends] or [0.0])
    median = _first(told, [point.share for point in points])
    return Survival(
        n=len(cases),
        found=int(found.sum()),
        months=told,
        share=tuple(point.share for point in points),
        low=tuple(low[: len(told)].tolist()),
        high=tuple(high[: len(told)].tolist()),
        median=median,
        median_low=None if median is None else _first(told, high.tolist()),
        median_high=None if median is None else _first(told, low.tolist()),
    )


def _what_to_know(cases: Sequence[Case]) -> Iterator[str]:
    """When these projects were begun, and whether so many were lost sight of that it may matter."""
    if not cases:
        return
    years = sorted({case.started.year for case in cases})
    if len(years) == 1:
        yield _("Projects begun in {year}.", year=years[0])
    else:
        yield _("Projects begun from {first} to {last}.", first=years[0], last=years[-1])
    if sum(case.ending is Ending.LOST for case in cases) >= MANY_LOST * len(cases):
        yield _(
            "A third of them or more were lost sight of: the figures suppose that they fared like the others."
        )


def _told(seen: Curve, month: float) -> bool:
    return month <= math.ceil(seen.last) and seen.followed(month) >= FOLLOWED


def _first(months: Sequence[float], shares: Sequence[float]) -> float | None:
    """The first month by which half is reached."""
    return next((month for month, share in zip(months, shares, strict=False) if share >= 0.5 - 1e-12), None)
