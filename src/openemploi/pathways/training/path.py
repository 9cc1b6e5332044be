"""The shortest affordable path for a need: sessions that fit, handed to the search and told in words."""

from __future__ import annotations

from typing import Final

import numpy as np

from openemploi.i18n import _, ngettext
from openemploi.pathways.training.covering import Candidate, Cover, shortest
from openemploi.pathways.training.fitting import Fit
from openemploi.pathways.training.linking import Taught
from openemploi.pathways.training.model import Need, ShortestPath
from openemploi.pathways.training.showing import shown

PER_SET: Final = 8  # sessions kept of those that teach the same, beside the shortest and the cheapest


def shortest_path(need: Need, fit: Fit, taught: Taught) -> ShortestPath | None:
    """The fewest weeks that teach as much of ``need`` as can be paid for; ``None`` when no session that fits can."""
    candidates, whole = _candidates(fit, taught)
    weights = [skill.weight for skill in need.wanted]
    cover = shortest(candidates, weights, budget=fit.frame.budget, whole=whole)
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


def _candidates(fit: Fit, taught: Taught) -> tuple[list[Candidate], bool]:
    """Of the sessions that fit and whose length is known: for each set of skills those that may be chosen."""
    cat, budget = fit.catalogue, fit.frame.budget
    weeks, prices = cat.weeks[fit.rows], cat.prices[fit.rows]
    usable = fit.fits & (weeks > 0) & (taught.basis[cat.course_of[fit.rows]] > 0).any(axis=1)
    if budget is not None:
        usable &= prices <= budget
    places = np.flatnonzero(usable)
    sets, of_set = np.unique(taught.basis[cat.course_of[fit.rows[places]]] > 0, axis=0, return_inverse=True)
    skills = [sum(1 << place for place in np.flatnonzero(each).tolist()) for each in sets]
    paid = np.where(np.isnan(prices[places]), np.inf, prices[places])
    order = np.lexsort((places, paid, weeks[places], of_set.ravel()))
    kept: list[Candidate] = []
    number, rank, cheapest = -1, 0, np.inf
    for place in order.tolist():
        if of_set.ravel()[place] != number:
            number, rank, cheapest = int(of_set.ravel()[place]), 0, np.inf
        if rank < PER_SET or paid[place] < cheapest:
            kept.append(_candidate(fit, int(places[place]), skills[number]))
        rank, cheapest = rank + 1, min(cheapest, paid[place])
    return kept, len(kept) == len(places)


def _candidate(fit: Fit, place: int, skills: int) -> Candidate:
    cat, row = fit.catalogue, int(fit.rows[place])
    first, last = cat.starts[row], cat.ends[row]
    free = bool(cat.permanent[row] or np.isnat(first))
    price = cat.prices[row]
    return Candidate(
        row=place,
        skills=skills,
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
