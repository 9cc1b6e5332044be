"""What somebody said, read: skills with their passages, occupations that a title may be, places it may name.

Nothing is kept: the words are read in a limited process and forgotten; only codes go on, in the next address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from openemploi.documents import read_bytes
from openemploi.extraction.model import SkillClaim
from openemploi.folding import fold
from openemploi.labourmarket.model import Area, Level, Occupation
from openemploi_web.core.engine import engine
from openemploi_web.observatory.selectors import observatory

_OCCUPATIONS: Final = 6
_AREAS: Final = 6
_SKILLS: Final = 60
_ROME: Final = "rome"


@dataclass(frozen=True, slots=True)
class Told:
    """What was read. ``denied`` are skills that the person says they do not have: shown, and not counted."""

    occupations: tuple[Occupation, ...] = ()
    skills: tuple[SkillClaim, ...] = ()
    denied: tuple[SkillClaim, ...] = ()
    areas: tuple[Area, ...] = ()


def told(*, title: str = "", words: str = "", place: str = "") -> Told:
    """Read a title, skills in own words and a place; each may be empty, and nothing is guessed."""
    title, words, place = (" ".join(text.split()) for text in (title, words, place))
    known = observatory().look_up
    found: dict[str, Occupation] = {}
    if title:
        found = {one.code: one for one in known.occupations(title, limit=_OCCUPATIONS)}
    claims: tuple[SkillClaim, ...] = ()
    if words or (title and not found):
        profile = engine().builder.profile(read_bytes((words or title).encode(), name="words.txt"))
        claims = profile.skills[:_SKILLS] if words else ()
        if not found:
            codes = [code for one in profile.occupations for scheme, code in one.codes if scheme == _ROME]
            found = {one.code: one for code in codes if (one := known.occupation(code)) is not None}
    return Told(
        occupations=tuple(found.values())[:_OCCUPATIONS],
        skills=tuple(_once(claim for claim in claims if not claim.negated)),
        denied=tuple(_once(claim for claim in claims if claim.negated)),
        areas=tuple(areas(place)),
    )


def areas(place: str) -> list[Area]:
    """The areas that bear a name, communes first; those whose name is longer only where none has it exactly."""
    found = observatory().look_up.areas(place, limit=_AREAS) if place.strip() else []
    exact = [area for area in found if fold(area.name) == fold(place.strip())]
    return sorted(exact or found, key=lambda area: area.level is not Level.COMMUNE)


def _once(claims: Iterator[SkillClaim]) -> Iterator[SkillClaim]:
    seen: set[str] = set()
    for claim in claims:
        if claim.uri not in seen:
            seen.add(claim.uri)
            yield claim
