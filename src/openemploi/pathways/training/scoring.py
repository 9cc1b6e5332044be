"""How well a session serves a need: seven lines whose points add up to the score, out of 100.

The weights are declared here and told in docs/explanation/training.md. A line that rests on nothing known gets half of
its worth (``UNKNOWN``): it speaks neither for nor against the session, and an unknown price is never a price of 0.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from openemploi.i18n import _
from openemploi.pathways.training.catalogue import Flags, Floats
from openemploi.pathways.training.fitting import Fit
from openemploi.pathways.training.linking import Taught
from openemploi.pathways.training.model import GapCovered, Line, Need, Session
from openemploi.pathways.training.told import day_name

GAP: Final = 50.0
GOAL: Final = 10.0
CERTIFIED: Final = 8.0
NEAR: Final = 10.0
SOON: Final = 6.0
CHEAP: Final = 10.0
RHYTHM: Final = 6.0
UNKNOWN: Final = 0.5
# Where nothing was said, what gives no points: an hour's drive, a year to wait, the price of a long course.
NEAR_KM: Final = 50.0
SOON_DAYS: Final = 365.0
CHEAP_EUROS: Final = 5000.0


class Points:
    """The points of every session of ``fit``, a line each; rounded as shown, so that what is shown adds up.

    ``leads`` marks the courses that lead to the occupation aimed at, ``active`` says of each course whether it leads to
    a certification that is registered: 1, 0 (to none, or to an expired one) or NaN (not known).
    """

    def __init__(self, need: Need, fit: Fit, taught: Taught, *, leads: Flags, active: Floats) -> None:
        cat, frame, rows = fit.catalogue, fit.frame, fit.rows
        course = cat.course_of[rows]
        far = fit.far if fit.far else NEAR_KM
        first = np.datetime64(max(frame.day, frame.starts_from or frame.day))
        days = (cat.starts[rows] - first).astype("timedelta64[D]").astype(np.float64)
        days[np.isnat(cat.starts[rows])] = np.nan
        days[cat.permanent[rows]] = 0.0
        dear = frame.budget if frame.budget else CHEAP_EUROS
        bits = cat.rhythms[rows]
        self._lines = {
            "gap": GAP * taught.worth()[course],
            "goal": GOAL * leads[course] if need.goal else np.full(len(rows), GOAL * UNKNOWN),
            "certified": CERTIFIED * _known_or_half(active[course]),
            "near": NEAR * _known_or_half(1 - fit.distance / far),
            "soon": SOON * _known_or_half(1 - np.maximum(days, 0) / SOON_DAYS),
            "cheap": CHEAP * _known_or_half(1 - cat.prices[rows] / dear),
            "rhythm": RHYTHM * np.where((bits > 0) & bool(frame.rhythms), 1.0, UNKNOWN),
        }
        self._lines = {name: np.round(points, 1) for name, points in self._lines.items()}
        self.total: Floats = np.sum(list(self._lines.values()), axis=0)

    def lines(
        self, place: int, *, need: Need, gap: GapCovered, session: Session, leads: bool
    ) -> tuple[Line, ...]:
        """The lines of the session at ``place`` of the fit, each with its reason."""
        told = {
            "gap": (GAP, _of_gap(gap), True),
            "goal": (GOAL, _of_goal(need, leads), need.goal is not None),
            "certified": (CERTIFIED, *_of_certification(session)),
            "near": (NEAR, *_of_distance(session)),
            "soon": (SOON, *_of_start(session)),
            "cheap": (CHEAP, *_of_price(session)),
            "rhythm": (RHYTHM, *_of_rhythm(session, asked=bool(self._lines["rhythm"][place] == RHYTHM))),
        }
        return tuple(
            Line(name, float(self._lines[name][place]), worth, sentence, known)
            for name, (worth, sentence, known) in told.items()
        )


def _known_or_half(share: Floats) -> Floats:
    return np.where(np.isnan(share), UNKNOWN, np.clip(share, 0.0, 1.0))


def _of_gap(gap: GapCovered) -> str:
    text = _("{covered} of the {of} skills missing are taught", covered=gap.covered, of=gap.of)
    if gap.essential_of:
        text += _(", {n} of the {of} essential ones", n=gap.essential, of=gap.essential_of)
    if gap.covered > gap.named:
        text += _("; {n} only follow from the occupation: ask", n=gap.covered - gap.named)
    return text + "."


def _of_goal(need: Need, leads: bool) -> str:
    if need.goal is None:
        return _("No occupation was named.")
    if leads:
        return _("It leads to the occupation: {name}.", name=need.goal.label)
    return _("It does not say that it leads to the occupation: {name}.", name=need.goal.label)


def _of_certification(session: Session) -> tuple[str, bool]:
    if not session.certifications:
        return _("It leads to no certification that is named."), True
    best = max(session.certifications, key=lambda one: (one.active is True, one.active is None))
    if best.active is None:
        return _("{code}: not known whether it is still registered.", code=best.code), False
    if best.active:
        return _("It leads to {code}, which is registered.", code=best.code), True
    return _("It leads to {code}, which is no longer registered.", code=best.code), True


def _of_distance(session: Session) -> tuple[str, bool]:
    if session.distance_km is None:
        return _("The way is not known."), False
    if session.distance_km == 0:
        return _("No way to travel."), True
    return (
        _(
            "{km} km in a straight line, about {minutes} minutes by road (estimated).",
            km=f"{session.distance_km:.0f}",
            minutes=f"{session.travel_minutes or 0:.0f}",
        ),
        True,
    )


def _of_start(session: Session) -> tuple[str, bool]:
    if session.permanent:
        return _("One can begin at any time."), True
    if session.starts is None:
        return _("The first day is not known."), False
    return _("It begins on {day}.", day=day_name(session.starts)), True


def _of_price(session: Session) -> tuple[str, bool]:
    if session.price is None:
        return _("The price is not known: ask before you decide."), False
    return _("{euros} € before any aid.", euros=f"{session.price:.0f}"), True


def _of_rhythm(session: Session, *, asked: bool) -> tuple[str, bool]:
    if not session.rhythms:
        return _("The rhythm is not known."), False
    if not asked:
        return _("You set no limit to the rhythm."), False
    return _("The rhythm is one that you can follow."), True
