"""What a page of paths is asked about: codes in its address, never words; with ``mine``, the person's own profile.

So an address can be kept, printed and given to somebody, and says nothing of who one is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from openemploi.labourmarket.model import Area, Occupation
from openemploi_web.core.engine import engine
from openemploi_web.core.languages import language_in_force
from openemploi_web.observatory.selectors import area_for, observatory, occupation_for
from openemploi_web.pathways.selectors import Own, own

MOST_SKILLS: Final = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """An occupation, skills (URIs of the taxonomy or OGR codes) and an area; any may be missing.

    Parameters
    ----------
    unknown:
        How many skills of the address are not in the taxonomy and the referential in use any more.
    """

    occupation: Occupation | None = None
    skills: tuple[str, ...] = ()
    area: Area | None = None
    mine: bool = False
    unknown: int = 0

    @property
    def empty(self) -> bool:
        """Whether there is nothing to start from."""
        return self.occupation is None and not self.skills

    @property
    def query(self) -> str:
        """The same for an address; the skills of one's own profile are not written in it."""
        parts: list[tuple[str, str]] = []
        if self.mine:
            parts.append(("mine", "1"))
        elif self.occupation:
            parts.append(("occupation", self.occupation.code))
        if not self.mine:
            parts += [("skill", one) for one in self.skills]
        if self.area:
            parts.append(("area", self.area.token))
        return urlencode(parts)

    def without_area(self) -> Asked:
        """The same for the whole country."""
        return replace(self, area=None)


def asked(query: QueryDict, *, user: Any = None) -> Asked:
    """What the address asks about. Raises ``Http404`` for an occupation or an area that does not exist."""
    code, token = query.get("occupation", ""), query.get("area", "")
    occupation = occupation_for(code) if code else None
    area = area_for(token) if token else None
    profile = own(user) if query.get("mine") else None
    if profile is not None:
        return Asked(occupation or _of(profile), profile.skills, area, mine=True)
    given = tuple(dict.fromkeys(query.getlist("skill")[:MOST_SKILLS]))
    known = tuple(one for one in given if skill_label(one))
    return Asked(occupation, known, area, unknown=len(given) - len(known))


def skill_label(code: str) -> str:
    """The name of a skill by its URI or OGR code in the language of the page; empty when there is none."""
    taxonomy = engine().taxonomy
    row = taxonomy.find(code)
    if row is not None:
        return taxonomy.label(row, language_in_force())
    found = observatory().look_up.skill(code)
    return found.label if found else ""


def start_words(one: Asked) -> str:
    """What one starts from, in words."""
    if one.occupation:
        return one.occupation.label
    return _("your own skills")


def _of(profile: Own) -> Occupation | None:
    return next(
        (found for code in profile.rome_codes if (found := observatory().look_up.occupation(code))), None
    )
