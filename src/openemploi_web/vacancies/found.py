"""Who an employer may find for an offer among those who agreed to it: ranked, masked, told as words and letters.

What names a person here holds for one offer only, so that the same person, met for two offers, cannot be known again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.crypto import salted_hmac

from openemploi.matching import Match
from openemploi.matching.model import Part
from openemploi_web.jobseekers.models import Profile
from openemploi_web.jobseekers.snapshots import contact_values
from openemploi_web.vacancies import comparison
from openemploi_web.vacancies.candidates import Cell, cells_of
from openemploi_web.vacancies.masking import Mask, letters
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.search import PersonFound, people_for

MOST: Final = 30


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who could fit, as far as an employer may know."""

    key: UUID
    code: str
    rank: int
    tied: bool
    words: str
    met: list[Cell]
    other: list[Cell]
    invited: bool


def found_people(vacancy: Vacancy) -> list[Found]:
    """Those whose profile meets most of what is asked, at most :data:`MOST`; masked, equals share a rank."""
    listed = _by_key(vacancy)
    invited = set(vacancy.invites.values_list("profile_id", flat=True))
    keys = {str(one.profile.pk): key for key, one in listed.items()}
    codes = letters(sorted(listed))
    shown = []
    for ranked in comparison.rank([one.match for one in listed.values()]):
        key = keys[ranked.match.name]
        one = listed[key]
        cells = list(cells_of(_masked(one, ranked.match)).values())
        shown.append(
            Found(
                key=key,
                code=codes[key],
                rank=ranked.rank,
                tied=ranked.tied,
                words=comparison.words(ranked.match),
                met=[cell for cell in cells if cell.met],
                other=[cell for cell in cells if not cell.met],
                invited=one.profile.pk in invited,
            )
        )
    return [one for one in shown if any(cell.line.part is Part.SKILLS for cell in one.met)]


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
