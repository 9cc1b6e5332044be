"""Who an employer may find for an offer among those who agreed to it: ranked, masked, told as words and letters.

What names a person here holds for one offer only, so that the same person, met for two offers, cannot be known again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from uuid import UUID

from django.utils.crypto import salted_hmac

from openemploi.matching import Match
from openemploi.matching.model import Part, Status
from openemploi.reporting.words import conditions_sentence
from openemploi_web.jobseekers.models import Profile
from openemploi_web.jobseekers.snapshots import contact_values
from openemploi_web.vacancies import comparison
from openemploi_web.vacancies.candidates import Cell, Portion, cells_of, portions
from openemploi_web.vacancies.masking import Mask, letters
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.search import PersonFound, people_for

MOST: Final = 30
MET: Final = (Status.HELD, Status.IMPLIED)


@dataclass(frozen=True)
class Found:
    """Somebody who could fit, as far as an employer may know; what is costly to mask is made when it is shown."""

    key: UUID
    code: str
    rank: int
    tied: bool
    invited: bool
    _one: PersonFound = field(repr=False)

    @cached_property
    def words(self) -> str:
        """The first thing said of the match."""
        return comparison.words(self._one.match)

    @cached_property
    def met(self) -> list[Cell]:
        """What they meet."""
        return [cell for cell in self._cells if cell.met]

    @cached_property
    def other(self) -> list[Cell]:
        """What is close, not found or not known."""
        return [cell for cell in self._cells if not cell.met]

    @cached_property
    def conditions(self) -> str:
        """How many of the conditions beside skills are met, and which are not."""
        return conditions_sentence(self._match)

    @cached_property
    def portions(self) -> list[Portion]:
        """What each part of the offer gave to the rank."""
        return portions(self._match)

    @cached_property
    def _match(self) -> Match:
        return _masked(self._one, self._one.match)

    @cached_property
    def _cells(self) -> list[Cell]:
        return list(cells_of(self._match).values())


def found_people(vacancy: Vacancy) -> list[Found]:
    """Those whose profile meets most of what is asked, at most :data:`MOST`; masked, equals share a rank."""
    listed = _by_key(vacancy)
    invited = set(vacancy.invites.values_list("profile_id", flat=True))
    keys = {str(one.profile.pk): key for key, one in listed.items()}
    codes = letters(sorted(listed))
    return [
        Found(
            key=(key := keys[ranked.match.name]),
            code=codes[key],
            rank=ranked.rank,
            tied=ranked.tied,
            invited=listed[key].profile.pk in invited,
            _one=listed[key],
        )
        for ranked in comparison.rank([one.match for one in listed.values()])
        if any(line.part is Part.SKILLS and line.status in MET for line in ranked.match.requirements)
    ]


def found_person(vacancy: Vacancy, key: UUID) -> PersonFound | None:
    """The one among them whom ``key`` names for this offer."""
    return _by_key(vacancy).get(key)


def key_of(vacancy: Vacancy, profile: Profile) -> UUID:
    """What names a person for one offer and for no other, and cannot be led back to them."""
    made = salted_hmac("vacancies.found", f"{vacancy.pk}:{profile.pk}", algorithm="sha256")
    return UUID(bytes=made.digest()[:16], version=4)


def _by_key(vacancy: Vacancy) -> dict[UUID, PersonFound]:
    return {key_of(vacancy, one.profile): one for one in people_for(vacancy, count=MOST)}


def _masked(one: PersonFound, match: Match) -> Match:
    return Mask.of({"contact": contact_values(one.profile)}).match(match)
