"""Which occupation, area or skill an address means, and the figures about them. Reads only; writes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404
from django.urls import reverse

from openemploi.labourmarket.model import FRANCE, Area, Figure, Occupation, Skill
from openemploi.labourmarket.observatory import Observatory
from openemploi.labourmarket.observatory import observatory as of_store
from openemploi_web.core.store import store
from openemploi_web.repository.selectors_catalogue import published


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


def pages_of_data() -> dict[str, str]:
    """The catalogue's page of each dataset of the store that it has published, by the dataset's name."""
    rows = published().exclude(store_name="").order_by().values_list("store_name", "pk")
    return {name: reverse("repository:asset", args=[key]) for name, key in rows}


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
