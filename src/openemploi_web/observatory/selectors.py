"""Which occupation, area or skill an address means, and the figures about them. Reads only; writes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404

from openemploi.labourmarket.model import FRANCE, Area, Figure, Occupation, Skill
from openemploi.labourmarket.observatory import Observatory
from openemploi.labourmarket.observatory import observatory as of_store
from openemploi_web.core.store import store


def observatory() -> Observatory:
    """The figures over the datasets that this instance has now."""
    return of_store(store())


def occupation_for(code: str) -> Occupation:
    """The occupation with a ROME code, or 404."""
    found = observatory().look_up.occupation(code)
    if found is None:
        raise Http404
    return found


def area_for(token: str) -> Area:
    """The area that an address names, or 404."""
    found = FRANCE if token == FRANCE.token else observatory().look_up.area(token)
    if found is None:
        raise Http404
    return found


def skill_for(code: str) -> Skill:
    """The skill with an OGR code, or 404."""
    found = observatory().look_up.skill(code)
    if found is None:
        raise Http404
    return found


def figures_for(
    names: Sequence[str],
    *,
    occupation: Occupation | None = None,
    area: Area = FRANCE,
    skill: Skill | None = None,
) -> dict[str, Figure]:
    """The figures called ``names``, by name."""
    known = observatory()
    return {name: known.figure(name, occupation=occupation, area=area, skill=skill) for name in names}
