"""The answer to a need: courses that teach what is missing and fit, the shortest path, and what remains when none does.

The points of a session are in :mod:`.scoring`. A course appears once, by its best session; and a course that only
teaches what those above it teach already goes down by up to ``REPEATED`` points of order: the first ones differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from openemploi.i18n import _
from openemploi.labourmarket.model import Occupation, Reason, Unknown
from openemploi.labourmarket.observatory import Observatory
from openemploi.pathways.training.catalogue import Catalogue, Flags, Floats, Numbers
from openemploi.pathways.training.fitting import Fit
from openemploi.pathways.training.linking import Taught
from openemploi.pathways.training.model import (
    Answer,
    Frame,
    Need,
    Outcome,
    Recommendation,
    Session,
    Wanted,
)
from openemploi.pathways.training.other_ways import by_experience, when_nothing_fits
from openemploi.pathways.training.path import shortest_path
from openemploi.pathways.training.scoring import Points
from openemploi.pathways.training.showing import is_active, shown
from openemploi.taxonomy.store import Taxonomy

REPEATED: Final = 15.0
OTHERS: Final = 4  # sessions of the same course shown beside the best
POOL: Final = 200  # courses compared for diversity
LEAST_FOLLOWED: Final = 11  # people behind a published rate
HEART: Final = 2.0  # weight of a skill at the heart of the occupation; others 1


def recommend(
    catalogue: Catalogue,
    need: Need,
    frame: Frame,
    *,
    limit: int = 6,
    taxonomy: Taxonomy | None = None,
    outcomes: Mapping[str, Outcome] | None = None,
) -> Answer:
    """What the catalogue has for ``need`` within ``frame``, at most ``limit`` courses.

    ``taxonomy`` gives the other names of the skills; without it they are looked for by their label. ``outcomes`` are
    published rates by code of certification: no dataset has them.
    """
    sources = tuple(
        found
        for name in (*catalogue.datasets, "rncp", "rome", "npec", "postcodes")
        if (found := catalogue.known.source(name))
    )
    taught = Taught(catalogue, need, taxonomy)
    leads = _leads(catalogue, need.goal)
    useful: Flags = np.asarray((taught.basis > 0).any(axis=1)) if need.wanted else leads
    rows = np.flatnonzero(useful[catalogue.course_of]) if len(catalogue) else np.zeros(0, np.int64)
    fit = Fit(catalogue, frame, rows)
    recommendations = _recommended(need, fit, taught, leads, limit=limit, outcomes=outcomes or {})
    other = by_experience(catalogue, need, frame.worked, day=frame.day)
    if not recommendations:
        other += when_nothing_fits(need, fit, taught)
    anywhere: Flags = np.asarray((taught.basis > 0).any(axis=0))
    return Answer(
        need=need,
        frame=frame,
        recommendations=recommendations,
        path=shortest_path(need, fit, taught) if len(rows) and need.wanted else None,
        left_out=fit.left_out() if len(rows) else (),
        nowhere=tuple(skill for skill, there in zip(need.wanted, anywhere, strict=True) if not there),
        other_ways=tuple(other),
        sessions=len(catalogue),
        sources=sources,
        unknown=None if catalogue.datasets else Unknown(Reason.NOT_IMPORTED, datasets=("lheo",)),
        limits=_limits(catalogue, frame),
    )


def skills_missing(
    known: Observatory, goal: Occupation, *, held: frozenset[str] = frozenset()
) -> tuple[Wanted, ...]:
    """The skills of ROME that ``goal`` uses and whose OGR code is not in ``held``; those at its heart weigh double.

    Empty without the ROME dataset.
    """
    if "rome" not in known.datasets:
        return ()
    rows = known.table(_USED, code=goal.code).to_pylist()
    return tuple(
        Wanted(
            row["ogr_code"],
            row["label"],
            HEART if row["heart"] == _PRINCIPAL else 1.0,
            row["heart"] == _PRINCIPAL,
        )
        for row in rows
        if row["ogr_code"] not in held
    )


def _recommended(
    need: Need, fit: Fit, taught: Taught, leads: Flags, *, limit: int, outcomes: Mapping[str, Outcome]
) -> tuple[Recommendation, ...]:
    if not fit.fits.any():
        return ()
    cat = fit.catalogue
    points = Points(need, fit, taught, leads=leads, active=_active(cat, fit))
    groups = cat.same_course[cat.course_of[fit.rows]]
    places = np.flatnonzero(fit.fits)
    ordered = places[np.lexsort((fit.rows[places], _soonest(cat, fit.rows[places]), -points.total[places]))]
    firsts = _first_of_each(groups[ordered])
    found: list[Recommendation] = []
    seen = np.zeros(len(need.wanted), bool)
    for place in _diverse(ordered[firsts][:POOL], points.total, fit, taught, limit=limit):
        row = int(fit.rows[place])
        course = int(cat.course_of[row])
        same = ordered[groups[ordered] == groups[place]]
        session = _shown(fit, place)
        evidence, gap = taught.evidence(course), taught.gap(taught.basis[course])
        new = (taught.basis[course] > 0) & ~seen
        seen |= taught.basis[course] > 0
        found.append(
            Recommendation(
                session=session,
                evidence=evidence,
                gap=gap,
                outcome=_outcome(session, outcomes),
                lines=points.lines(place, need=need, gap=gap, session=session, leads=bool(leads[course])),
                leads_to_goal=bool(leads[course]),
                others=tuple(_shown(fit, other) for other in same[same != place][:OTHERS].tolist()),
                sessions=len(same),
                adds=tuple(need.wanted[skill] for skill in np.flatnonzero(new).tolist()),
            )
        )
    return tuple(found)


def _diverse(places: Numbers, totals: Floats, fit: Fit, taught: Taught, *, limit: int) -> list[int]:
    """The best first, each next by its points less ``REPEATED`` times the share that those before it teach already."""
    teaches = taught.basis[fit.catalogue.course_of[fit.rows[places]]] > 0
    seen = np.zeros(teaches.shape[1], bool)
    left = np.ones(len(places), bool)
    counts = np.maximum(teaches.sum(axis=1), 1)
    chosen: list[int] = []
    while len(chosen) < limit and left.any():
        value = totals[places] - REPEATED * (teaches & seen).sum(axis=1) / counts
        best = int(np.argmax(np.where(left, np.round(value, 6), -np.inf)))
        chosen.append(int(places[best]))
        left[best] = False
        seen |= teaches[best]
    return chosen


def _shown(fit: Fit, place: int) -> Session:
    row, frame = int(fit.rows[place]), fit.frame
    return shown(fit.catalogue, row, day=frame.day, distance=float(fit.distance[place]), level=frame.level)


def _first_of_each(groups: Numbers) -> Numbers:
    _values, firsts = np.unique(groups, return_index=True)
    return np.sort(firsts)


def _soonest(catalogue: Catalogue, rows: Numbers) -> Floats:
    starts = catalogue.starts[rows]
    return np.where(np.isnat(starts), np.inf, starts.astype(np.int64).astype(np.float64))


def _leads(catalogue: Catalogue, goal: Occupation | None) -> Flags:
    leads = np.zeros(len(catalogue.courses), bool)
    if goal is not None:
        leads[catalogue.occupations.courses_with((goal.code, goal.parent))] = True
    return leads


def _active(catalogue: Catalogue, fit: Fit) -> Floats:
    """Of each course: 1 when a certification it leads to is registered, 0 when none is, NaN when that is not known."""
    lines = catalogue.certifications.select(["code", "active", "ends"]).to_pylist()
    state = {line["code"]: is_active(line["active"], line["ends"], fit.frame.day) for line in lines}
    pairs = catalogue.certified
    known = np.array([_state(state.get(code)) for code in pairs.codes], np.float64)
    found = np.zeros(len(catalogue.courses))
    for value in (np.nan, 1.0):
        match = np.isnan(known) if np.isnan(value) else known == value
        found[pairs.course[match[pairs.other]]] = value
    return found


def _state(active: bool | None) -> float:
    return np.nan if active is None else float(active)


def _outcome(session: Session, outcomes: Mapping[str, Outcome]) -> Outcome:
    found = next((outcomes[one.code] for one in session.certifications if one.code in outcomes), None)
    if found is None:
        return Outcome(unknown=Unknown(Reason.NOT_PUBLISHED))
    if found.n is None or found.n < LEAST_FOLLOWED:
        too_few = Unknown(Reason.TOO_FEW, n=found.n, needed=LEAST_FOLLOWED)
        return Outcome(
            n=found.n, months=found.months, period=found.period, source=found.source, unknown=too_few
        )
    return found


def _limits(catalogue: Catalogue, frame: Frame) -> tuple[str, ...]:
    told = []
    if frame.home is None:
        told.append(_("You did not say where you live: distances are not known."))
    elif catalogue.point(frame.home) is None:
        told.append(_("Where {name} lies is not known here: distances are not either.", name=frame.home.name))
    if frame.level is None:
        told.append(
            _("You did not say your diploma: whether you may enter is not known where one is asked for.")
        )
    if frame.budget is None:
        told.append(_("You did not say what you can pay: no session was left out for its price."))
    if "rncp" not in catalogue.known.datasets:
        told.append(_("The list of certifications was not imported: which are registered is not known."))
    return tuple(told)


_PRINCIPAL: Final = "Principale"
_USED: Final = """
SELECT i.ogr_code, n.label, any_value(i.heart) AS heart
FROM rome.occupation_items i JOIN house.skill_names n USING (ogr_code)
WHERE i.rome_code = $code
GROUP BY i.ogr_code, n.label ORDER BY any_value(i.heart) = 'Principale' DESC, n.label
"""
