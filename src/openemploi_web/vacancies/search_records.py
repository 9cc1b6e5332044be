"""What a search is asked and what it finds; :mod:`openemploi_web.vacancies.search` looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from openemploi.matching import Match
from openemploi.matching.recommending import Explanation, Share
from openemploi_web.jobseekers.models import Profile
from openemploi_web.vacancies.comparison import Offered, Wishes, chance, usefulness
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.offered import Offers


@dataclass(frozen=True, slots=True)
class OfferFilter:
    """What a person narrows their list by; empty is everything."""

    place: str = ""
    radius_km: float = 30.0
    contracts: frozenset[str] = frozenset()
    hours: str = ""  # full, part
    remote: bool = False
    text: str = ""
    employer: str = ""  # public, private
    since_days: int | None = None

    def facets(self) -> tuple[frozenset[str], ...]:
        """What the index can filter by."""
        found = []
        if self.contracts:
            found.append(frozenset(f"contract:{value}" for value in self.contracts))
        if self.hours:
            found.append(frozenset({f"hours:{self.hours}"}))
        if self.remote:
            found.append(frozenset({"remote:yes"}))
        if self.employer:
            found.append(frozenset({f"employer:{self.employer}"}))
        return tuple(found)


@dataclass(frozen=True)
class OfferFound:
    """An offer for a person: how much it is wanted and can be had, and their product, by which it is ordered.

    ``sketch`` is the comparison in figures. What is read (``match``, ``wanted``, ``chance``) is made when a page
    shows it: a list is ordered from hundreds and shows ten.
    """

    row: Offered
    sketch: Match
    order: float
    wishes: Wishes
    explain: Callable[[], Match]
    offers: Offers = field(repr=False, compare=False)

    @property
    def vacancy(self) -> Vacancy:
        """The offer itself, read at the first look; :meth:`Offers.read` reads many at once."""
        return self.offers.read([self.row.pk])[self.row.pk]

    @cached_property
    def match(self) -> Match:
        """The comparison in words."""
        return self.explain()

    @property
    def explanation(self) -> Explanation:
        """The lines of the comparison."""
        return self.match.explanation

    @cached_property
    def usefulness(self) -> Share:
        """How much the person wants it."""
        return usefulness(self.wishes, self.vacancy)

    @cached_property
    def chance(self) -> Share:
        """How much of what it asks they meet."""
        return chance(self.match)


@dataclass(frozen=True, slots=True)
class PersonFound:
    """Somebody who agreed to be found, for an offer."""

    profile: Profile
    match: Match
