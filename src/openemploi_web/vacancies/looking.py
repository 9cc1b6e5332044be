"""A person who looks for offers, prepared once for all the offers of a list.

:meth:`Looking.sketched` and the index give an order; :meth:`Looking.explained` gives the words for what a page shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from openemploi.matching import Match
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.index import Searcher
from openemploi.matching.index.query import Prepared
from openemploi.matching.pair import Held
from openemploi_web.core.engine import engine
from openemploi_web.core.languages import language_in_force
from openemploi_web.jobseekers.models import Profile
from openemploi_web.jobseekers.snapshots import facts_of, snapshot
from openemploi_web.vacancies.comparison import Wishes
from openemploi_web.vacancies.facts import facts
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.sketches import Sketcher

_sketchers: Final[dict[int, Sketcher]] = {}


@dataclass(slots=True)
class Looking:
    """A person who looks, prepared once for all the offers of a list."""

    matcher: Sketcher
    person: PersonFacts
    held: Held
    wishes: Wishes
    language: str
    #: The question for an index, once it was asked there: several searches of one page ask the same.
    prepared: tuple[Searcher, Prepared] | None = None

    @classmethod
    def of(cls, profile: Profile) -> Looking:
        """``profile`` as it stands, read in the language in force."""
        values = snapshot(profile)
        person, matcher = facts_of(values), sketcher()
        code = language_in_force()
        return cls(matcher, person, matcher.hold(person), Wishes.of(values["wishes"]), code)

    def explained(self, offer: OfferFacts, *, name: str, key: str) -> Match:
        """An offer compared with passages and reasons."""
        matcher = engine(self.language).matcher
        asked = matcher.ask(offer, language=self.language, answers=False)
        return matcher.compare_held(self.held, asked, name=name, key=key)

    def sketched(self, row: Vacancy) -> Sketch:
        """An offer that the index did not bring."""
        offer, name = facts(row), str(row.pk)
        asked = self.matcher.ask(offer, language=self.language, answers=False)
        match = self.matcher.compare_held(self.held, asked, name=name, key=name)
        return Sketch(match, lambda: offer)


@dataclass(frozen=True, slots=True)
class Sketch:
    """An offer compared in figures, and what gives its facts to explain it."""

    match: Match
    offer: Callable[[], OfferFacts]


def sketcher() -> Sketcher:
    """The sketcher of the taxonomy in force, which shares what the matcher of the engine knows of it."""
    taxonomy = engine("fr").taxonomy
    kept = _sketchers.get(id(taxonomy))
    if kept is None or kept.taxonomy is not taxonomy:
        _sketchers.clear()
        kept = _sketchers[id(taxonomy)] = Sketcher(taxonomy)
    return kept
