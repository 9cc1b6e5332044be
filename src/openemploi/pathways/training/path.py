"""The shortest affordable path for a need: sessions that fit, handed to the search and told in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from openemploi.i18n import _, ngettext
from openemploi.pathways.training.catalogue import Flags, Floats, Numbers
from openemploi.pathways.training.covering import Candidate, Cover, shortest
from openemploi.pathways.training.fitting import Fit
from openemploi.pathways.training.linking import Taught
from openemploi.pathways.training.model import Need, ShortestPath
from openemploi.pathways.training.showing import shown

MOST: Final = 300  # sessions among which the search chooses
PER_SET: Final = 8  # sessions kept of those that teach the same, beside the shortest and the cheapest


def shortest_path(need: Need, fit: Fit, taught: Taught) -> ShortestPath | None:
    """The fewest weeks that teach as much of ``need`` as can be paid for; ``None`` when no session that fits can."""
    found = _candidates(need, fit, taught)
    weights = [skill.weight for skill in need.wanted]
    cover = shortest(
        found.candidates, weights, budget=fit.frame.budget, whole=found.whole, shares=found.shares
    )
    if not cover.chosen:
        return None
    cat, frame, steps, seen = fit.catalogue, fit.frame, [], 0
    basis = np.zeros(len(need.wanted), np.int8)
    for one in cover.chosen:
        row = int(fit.rows[one.row])
        new = [place for place in range(len(need.wanted)) if (one.skills & ~seen) >> place & 1]
        session = shown(cat, row, day=frame.day, distance=float(fit.distance[one.row]), level=frame.level)
        steps.append((session, tuple(need.wanted[place] for place in new)))
        basis = np.maximum(basis, taught.basis[cat.course_of[row]])
        seen |= one.skills
    gap = taught.gap(basis)
    return ShortestPath(
        steps=tuple(steps),
        missing=tuple(skill for place, skill in enumerate(need.wanted) if not seen >> place & 1),
        gap=gap,
        weeks=round(cover.weeks, 1),
        price=round(cover.price, 2),
        price_unknown=cover.price_unknown,
        exact=cover.exact,
        at_least=round(cover.at_least, 1),
        sentence=_sentence(cover, inferred=gap.covered - gap.named),
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What the search is given; ``shares`` when it is a part of what there is (see :func:`.covering.shortest`)."""

    candidates: list[Candidate]
    whole: bool
    shares: list[float] | None


def _candidates(need: Need, fit: Fit, taught: Taught) -> _Chosen:
    """Of the sessions that fit and whose length is known: for each set of skills those that may be chosen."""
    cat, budget, course = fit.catalogue, fit.frame.budget, fit.catalogue.course_of[fit.rows]
    teaches = taught.basis > 0
    weeks, prices = cat.weeks[fit.rows], cat.prices[fit.rows]
    usable = fit.fits & (weeks > 0) & np.asarray(teaches.any(axis=1))[course]
    if budget is not None:
        usable &= prices <= budget
    places = np.flatnonzero(usable)
    if not len(places):
        return _Chosen([], True, None)
    packed = np.packbits(teaches, axis=1)
    _sets, of_course = np.unique(packed.view(f"V{packed.shape[1]}").ravel(), return_inverse=True)
    of_set = of_course[course[places]]
    paid = np.where(np.isnan(prices[places]), np.inf, prices[places])
    kept = places[_best_of_each(of_set, weeks[places], paid)]
    whole, shares = len(kept) == len(places), None
    if len(kept) > MOST:
        taught_by = teaches[course[kept]]
        each = weeks[kept] / taught_by.sum(axis=1)
        shares = np.where(taught_by, each[:, None], np.inf).min(axis=0).tolist()
        kept = kept[_most_useful(taught_by, weeks[kept], np.array([one.weight for one in need.wanted]))]
    return _Chosen([_candidate(fit, int(place), teaches[course[place]]) for place in kept], whole, shares)


def _best_of_each(of_set: Numbers, weeks: Floats, paid: Floats) -> Numbers:
    """Of each set the ``PER_SET`` shortest, and every longer one that is cheaper than all shorter ones."""
    order = np.lexsort((paid, weeks, of_set))
    kept = []
    number, rank, cheapest = -1, 0, np.inf
    for place, of, price in zip(order.tolist(), of_set[order].tolist(), paid[order].tolist(), strict=True):
        if of != number:
            number, rank, cheapest = of, 0, np.inf
        if rank < PER_SET or price < cheapest:
            kept.append(place)
        rank, cheapest = rank + 1, min(cheapest, price)
    return np.array(kept, np.int64)


def _most_useful(taught_by: Flags, weeks: Floats, weights: Floats) -> Numbers:
    """``MOST`` that teach most a week or most in all, and for each skill the shortest that teaches it."""
    weight = taught_by @ weights
    first = np.argsort(-weight / weeks, kind="stable")[: MOST // 2]
    second = np.lexsort((weeks, -weight))[: MOST // 2]
    lightest = np.where(taught_by, weeks[:, None], np.inf).argmin(axis=0)
    chosen: Numbers = np.unique(np.concatenate([first, second, lightest]))
    return chosen


def _candidate(fit: Fit, place: int, teaches: Flags) -> Candidate:
    cat, row = fit.catalogue, int(fit.rows[place])
    first, last = cat.starts[row], cat.ends[row]
    free = bool(cat.permanent[row] or np.isnat(first))
    price = cat.prices[row]
    return Candidate(
        row=place,
        skills=sum(1 << skill for skill in np.flatnonzero(teaches).tolist()),
        weeks=float(cat.weeks[row]),
        price=None if np.isnan(price) else float(price),
        first=None if free else int(first.astype(np.int64)),
        last=None if free or np.isnat(last) else int(last.astype(np.int64)),
    )


def _sentence(cover: Cover, *, inferred: int) -> str:
    count = len(cover.chosen)
    text = ngettext(
        "{count} session, {weeks} weeks in all.",
        "{count} sessions, {weeks} weeks in all.",
        count,
        weeks=f"{cover.weeks:.0f}",
    )
    if cover.price_unknown:
        text += " " + ngettext(
            "The price of {count} is not known.", "The price of {count} is not known.", cover.price_unknown
        )
    if inferred:
        text += " " + ngettext(
            "{count} skill only follows from the occupation: ask.",
            "{count} skills only follow from the occupation: ask.",
            inferred,
        )
    if cover.exact:
        return text + " " + _("Nothing shorter that fits teaches as much.")
    return (
        text
        + " "
        + _(
            "Too many choices to try them all: nothing under {weeks} weeks can teach as much.",
            weeks=f"{cover.at_least:.0f}",
        )
    )
