"""Where one can go from an occupation, from one's own skills, or from both.

:class:`Finder` holds a version of ROME in memory (:func:`finder`: one for each process). Occupations are ordered by how
likely ROME would link the pair, learnt on other occupations; the list then makes room for each reach, so that nobody is
shown the usual alone. A start is skills, an occupation and nothing else of a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from openemploi.datasets.opened import Opened
from openemploi.datasets.store import Store
from openemploi.errors import RequestError
from openemploi.i18n import _
from openemploi.labourmarket.model import FRANCE, Area, Occupation
from openemploi.labourmarket.observatory import Observatory, observatory
from openemploi.matching.recommending import Breadth, Candidate, Reach, compose, rome_reach
from openemploi.matching.ties import ties
from openemploi.pathways.transitions.effort import Effort, Held
from openemploi.pathways.transitions.learning import scores, shipped
from openemploi.pathways.transitions.likeness import Likeness, Origin
from openemploi.pathways.transitions.model import (
    Access,
    Condition,
    OfficialLink,
    Pay,
    Standing,
    Start,
    Transition,
    Transitions,
)
from openemploi.pathways.transitions.sheets import Rows, Sheets
from openemploi.taxonomy.features import text_hash

#: Two of each reach in a list of eight or more; three skills, the same or near, from which one is unexpected.
BREADTH: Final = Breadth(dict.fromkeys(Reach, 2), long=8, support=3)
_HOMES: Final = 3  # occupations whose domains are home for somebody without one


class Finder:
    """Transitions over the data of ``known``."""

    def __init__(self, store: Store, known: Observatory) -> None:
        store.need("rome")
        self.known = known
        self.sheets = Sheets(store.connect())
        self.effort = Effort(self.sheets)
        self._likeness = Likeness(self.sheets)
        self._hashes = np.array([text_hash(one.code) for one in self.sheets.sheets], np.uint64)

    def start(self, occupation: str = "", *, skills: Sequence[str] = ()) -> Start:
        """Where somebody starts: the ROME code of an occupation, OGR codes or URIs of skills, or both.

        Raises ``RequestError``: ``transition_start`` (neither is known), ``occupation_unknown``.
        """
        found = self.known.look_up.occupation(occupation) if occupation else None
        if occupation and (found is None or found.code not in self.sheets.row):
            raise RequestError(
                "occupation_unknown",
                _("No occupation is called {name}.", name=occupation),
                remedy=_("Give its ROME code, or import ROME: openemploi data import rome FILE"),
            )
        codes = list(dict.fromkeys(one.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1] for one in skills))
        own = [self.sheets.thing[one] for one in codes if one in self.sheets.thing]
        unknown = tuple(one for one in codes if one not in self.sheets.thing)
        if found is None and not own:
            raise RequestError(
                "transition_start",
                _("There is nothing to start from: no occupation, and no skill that ROME knows."),
                remedy=_("Give a ROME code, or OGR codes of skills."),
            )
        if found:
            own += self.sheets.items.of(self.sheets.row[found.code])[0].tolist()
        things = sorted(set(own))
        return Start(found, tuple(self.effort.skill(one) for one in things), unknown)

    def find(
        self, start: Start, *, limit: int = 10, area: Area | None = None, figures: bool = True
    ) -> Transitions:
        """At most ``limit`` occupations: the likeliest, with two of each reach where the list has eight or more.

        They stand by reach, the least effort first: what is within reach before what asks for much more.

        ``area`` is where pay and offers are looked at (the country by default); without ``figures`` they are left out.
        """
        origin = self._origin(start)
        odds = scores(self._likeness.measures(origin), shipped())
        held = self.effort.held(origin.things)
        reaches = self._reaches(origin)
        support = self.sheets.items.sums((held.own | (held.through >= 0)).astype(np.int64))
        question = " ".join(
            [start.occupation.code if start.occupation else "", *(s.code for s in start.skills)]
        )
        equals = ties(self._hashes, text_hash(question))
        candidates = [
            Candidate(row, score, reaches[row], count, tie)
            for row, (score, count, tie) in enumerate(
                zip(odds.tolist(), support.tolist(), equals.tolist(), strict=True)
            )
            if row != origin.row
        ]
        composed = compose(candidates, count=limit, breadth=BREADTH)
        found = [
            self._transition(start, origin, held, one.item, one.reach, area=area, figures=figures)
            for one in composed.chosen
        ]
        reach_of = list(Reach)
        found.sort(key=lambda one: (reach_of.index(one.reach), one.effort))
        return Transitions(start, tuple(found), composed.fewer)

    def to(self, start: Start, target: str, *, area: Area | None = None, figures: bool = True) -> Transition:
        """The transition to the ROME code ``target``. Raises ``RequestError`` (``occupation_unknown``)."""
        origin = self._origin(start)
        row = self.row(target)
        held = self.effort.held(origin.things)
        return self._transition(
            start, origin, held, row, self._reaches(origin)[row], area=area, figures=figures
        )

    def row(self, code: str) -> int:
        """The row of a ROME code. Raises ``RequestError`` (``occupation_unknown``)."""
        if code not in self.sheets.row:
            raise RequestError(
                "occupation_unknown",
                _("No occupation is called {name}.", name=code),
                remedy=_("Give its ROME code, or import ROME: openemploi data import rome FILE"),
            )
        return self.sheets.row[code]

    def occupation(self, row: int) -> Occupation:
        """The occupation of ``row``."""
        sheet = self.sheets.sheets[row]
        found = self.known.look_up.occupation(sheet.code)
        return found or Occupation(sheet.code, sheet.label, sheet.parent)

    def _origin(self, start: Start) -> Origin:
        things = np.array(sorted(self.sheets.thing[one.code] for one in start.skills), np.int64)
        return Origin(things, self.sheets.row[start.occupation.code] if start.occupation else None)

    def _reaches(self, origin: Origin) -> list[Reach]:
        if origin.row is None:
            alike = self.sheets.items.cosines(origin.things, np.ones(len(origin.things), np.float32))
            homes: Rows = np.argsort(-alike, kind="stable")[:_HOMES]
        else:
            homes = np.array([origin.row], np.int64)
        codes = {self.sheets.sheets[home].code for home in homes.tolist()}
        return [rome_reach(one.code, codes) for one in self.sheets.sheets]

    def _transition(
        self,
        start: Start,
        origin: Origin,
        held: Held,
        row: int,
        reach: Reach,
        *,
        area: Area | None,
        figures: bool,
    ) -> Transition:
        skills = self.effort.skills(held, row)
        lines = self.effort.lines(skills, row, licensed=origin.row)
        links = self.sheets.links[origin.row] if origin.row is not None else []
        target = self.occupation(row)
        place = area or FRANCE
        pay = offers = None
        if figures:
            before = (
                self.known.figure("pay_quartiles", occupation=start.occupation, area=place)
                if start.occupation
                else None
            )
            pay = Pay(before, self.known.figure("pay_quartiles", occupation=target, area=place))
            offers = self.known.figure("year_offers", occupation=target, area=place)
        return Transition(
            target=target,
            reach=reach,
            effort=sum(line.points for line in lines),
            lines=lines,
            shared=tuple(one for one in skills if one.standing is Standing.SHARED),
            transferable=tuple(one for one in skills if one.standing is Standing.TRANSFERABLE),
            missing=tuple(one for one in skills if one.standing is Standing.MISSING),
            official=OfficialLink(links.index(row) + 1, len(links)) if row in links else None,
            access=Access(self.sheets.sheets[row].regulated, tuple(self.sheets.access.get(row, ()))),
            conditions=self._conditions(origin, row),
            pay=pay,
            offers=offers,
        )

    def _conditions(self, origin: Origin, row: int) -> tuple[Condition, ...]:
        known = self.sheets.contexts.get(origin.row, []) if origin.row is not None else None
        found = [
            Condition(*self.sheets.context[code], new=None if known is None else code not in known)
            for code in self.sheets.contexts.get(row, ())
            if code in self.sheets.context
        ]
        return tuple(sorted(found, key=lambda one: (one.kind, one.label)))


_opened: Final = Opened(lambda store: Finder(store, observatory(store)))


def finder(store: Store) -> Finder:
    """The finder of ``store`` in this process; made anew (some seconds) when a version was switched.

    Raises ``RequestError`` (``dataset_unknown``) when ROME was not imported.
    """
    return _opened(store)
