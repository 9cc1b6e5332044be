"""Who an employer may find for an offer among those who agreed to it: ranked, masked, told as words and letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from openemploi.matching import Match
from openemploi.matching.model import Part
from openemploi_web.jobseekers.snapshots import snapshot
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
    listed = people_for(vacancy, count=MOST)
    invited = set(vacancy.invites.values_list("profile_id", flat=True))
    by_key = {str(one.profile.pk): one for one in listed}
    codes = letters(sorted(one.profile.pk for one in listed))
    shown = []
    for ranked in comparison.rank([one.match for one in listed]):
        one = by_key[ranked.match.name]
        cells = list(cells_of(_masked(one, ranked.match)).values())
        shown.append(
            Found(
                key=one.profile.pk,
                code=codes[one.profile.pk],
                rank=ranked.rank,
                tied=ranked.tied,
                words=comparison.words(ranked.match),
                met=[cell for cell in cells if cell.met],
                other=[cell for cell in cells if not cell.met],
                invited=one.profile.pk in invited,
            )
        )
    return [one for one in shown if any(cell.line.part is Part.SKILLS for cell in one.met)]


def _masked(one: PersonFound, match: Match) -> Match:
    return Mask.of(snapshot(one.profile), one.profile.user.name).match(match)
