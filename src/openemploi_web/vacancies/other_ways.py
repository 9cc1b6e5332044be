"""A few offers outside somebody's occupations that ask for what they can do: a part beside their list, never in it.

*Outside* is by the tree of ROME: another professional domain than every occupation that they did or wish (adjacent), or
another great domain (unexpected). What the list already brought is looked at, and what one more search among the other
great domains brings, around the first place where they look. The first by points are shown, two of three unexpected.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from openemploi.matching.conditions import occupation_keys, occupations_held
from openemploi.matching.index import Filter
from openemploi.matching.model import Match
from openemploi.matching.recommending import (
    Breadth,
    Candidate,
    Reach,
    compose,
    rome_reach,
    share_of,
)
from openemploi.matching.ties import tie
from openemploi_web.jobseekers.models import OfferMark, Profile
from openemploi_web.vacancies import search
from openemploi_web.vacancies.comparison import Offered, facts_occupations
from openemploi_web.vacancies.facts import occupation_codes
from openemploi_web.vacancies.looking import Looking
from openemploi_web.vacancies.offered import Offers
from openemploi_web.vacancies.search_records import OfferFilter, OfferFound
from openemploi_web.vacancies.sketches import Sketched
from openemploi_web.vacancies.terms import takes_applications

MOST: Final = 3
LOOKED_AT: Final = 24  # offers of other great domains that one search brings
#: Two of three are unexpected, and an offer needs two skills that the person has to be shown as such.
BREADTH: Final = Breadth({Reach.UNEXPECTED: 2}, support=2)
GREAT_DOMAINS: Final = frozenset("ABCDEFGHIJKLMN")  # of ROME


@dataclass(frozen=True, slots=True)
class OtherWay:
    """An offer outside the person's occupations, and what it asks for that they have."""

    found: OfferFound
    reach: Reach
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherWays:
    """The part, in the order of the points; ``unexpected`` is the share of it that is, ``None`` when it is empty."""

    ways: tuple[OtherWay, ...] = ()

    @property
    def unexpected(self) -> float | None:
        """0 to 1."""
        return share_of([way.reach for way in self.ways], Reach.UNEXPECTED)


def other_ways(
    profile: Profile,
    looking: Looking,
    *,
    listed: Sequence[OfferFound],
    shown: Container[UUID],
    filters: OfferFilter,
    marked: Mapping[UUID, str],
) -> OtherWays:
    """The part for ``profile``, beside a page that has ``shown`` of the offers ``listed``.

    Empty for somebody who neither did nor wishes an occupation that ROME knows: nothing is outside of nothing.
    """
    homes = homes_of(profile, looking)
    if not homes:
        return OtherWays()
    seen = {one.row.pk: one for one in listed}
    offers = listed[0].offers if listed else None  # read with those of the list, when a page shows them
    seen |= {
        one.row.pk: one
        for one in _searched(
            profile, looking, homes=homes, filters=filters, but=frozenset(seen), offers=offers
        )
    }
    ordered = sorted(seen.values(), key=lambda one: -one.sketch.score)
    candidates: list[Candidate[OtherWay]] = []
    for one in ordered:
        if one.row.pk in shown or marked.get(one.row.pk) == OfferMark.Mark.NOT_FOR_ME:
            continue
        reach = reach_of(one.row, looking, homes=homes)
        if reach is None or reach is Reach.CLOSE or _enough(candidates, reach, one.sketch.score):
            continue
        skills = _had(one.sketch)
        if len(skills) < BREADTH.support or one.sketch.closed_gates or not takes_applications(one.row):
            continue
        equal = tie(str(profile.pk), one.sketch.name)
        way = OtherWay(one, reach, skills)
        candidates.append(Candidate(way, one.sketch.score, reach, len(skills), equal))
    composed = compose(candidates, count=MOST, breadth=BREADTH)
    return OtherWays(tuple(one.item for one in composed.chosen))


def _enough(candidates: Sequence[Candidate[OtherWay]], reach: Reach, score: float) -> bool:
    """Whether no offer with ``score`` or less can come into the part any more: its lines need not be made."""
    above = sum(one.reach is reach and one.score > score for one in candidates)
    return above >= MOST


def homes_of(profile: Profile, looking: Looking) -> frozenset[str]:
    """The ROME codes of what the person did and wishes."""
    held = (claim.codes for _entry, claim in occupations_held(looking.person))
    wished = (occupation_codes(uri) for uri in profile.wished_occupations)
    return frozenset(code for codes in (*held, *wished) for code in _rome(codes))


def reach_of(row: Offered, looking: Looking, *, homes: frozenset[str]) -> Reach | None:
    """How far an offer lies; ``None`` when the ROME code of its occupation is not known."""
    seen = looking.wishes.seen
    asked = ("reach", row.occupation_uri, row.rome_code)
    if asked not in seen:
        seen[asked] = _reach(row, looking, homes)
    found: Reach | None = seen[asked]
    return found


def _reach(row: Offered, looking: Looking, homes: frozenset[str]) -> Reach | None:
    claims = facts_occupations(row)
    if any(looking.wishes.occupations.get(key) for claim in claims for key in occupation_keys(claim)):
        return Reach.CLOSE
    reaches = {rome_reach(code, homes) for claim in claims for code in _rome(claim.codes)}
    return next((reach for reach in Reach if reach in reaches), None)


def _searched(
    profile: Profile,
    looking: Looking,
    *,
    homes: frozenset[str],
    filters: OfferFilter,
    but: Container[UUID],
    offers: Offers | None,
) -> Iterator[OfferFound]:
    """Offers of the other great domains that are met most, around the first place."""
    domains = GREAT_DOMAINS - {code[:1] for code in homes}
    around = search.arounds_of(looking, filters)[:1]
    if not domains or not around:
        return
    outside = frozenset(f"domain:{letter}" for letter in domains)
    keep = Filter((*filters.facets(), outside), around[0])
    sketches = {
        UUID(one.match.name): one
        for one in search.sketched(looking, key=str(profile.pk), count=LOOKED_AT, keep=keep)
    }
    since = timezone.now() - timedelta(days=filters.since_days) if filters.since_days is not None else None
    new = {key: one for key, one in sketches.items() if key not in but}
    yield from search.found_of(looking, new, offers=offers, since=since)


def _had(sketch: Match) -> tuple[str, ...]:
    """The skills that the offer asks for and the person has, the weightiest first."""
    if not isinstance(sketch, Sketched):
        return ()
    lines = sorted(sketch.had_skills, key=lambda line: (-line.worth, line.label))
    return tuple(dict.fromkeys(line.label for line in lines))


def domain_of(row: Offered) -> str:
    """The great domain of ROME that an offer lies in; empty when it is not known."""
    return next((code[:1] for claim in facts_occupations(row) for code in _rome(claim.codes)), "")


def _rome(codes: Iterable[tuple[str, str]]) -> list[str]:
    return [code for scheme, code in codes if scheme == "rome"]
