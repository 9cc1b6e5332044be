"""Areas that were not thought of, because their measures are close to those of one that was named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from openemploi.diagnosis.areas import Measure, asked_areas, compare, measures
from openemploi.diagnosis.looking import Looking
from openemploi.diagnosis.model import ComparedArea
from openemploi.labourmarket.model import Level

#: In the region of the area that was named, and outside of it.
EACH: Final = 2
_FEWEST: Final = 2  # measures known in both: one alone makes nothing alike


def similar_areas(look: Looking) -> tuple[ComparedArea, ...]:
    """Two basins of the same region and two outside that are most like the first place named.

    The distance is the mean difference of the places among all basins (0 to 1) over the measures known in both; all
    the measures that are known of the named area must be known of the other.
    """
    named = look.project.places or ((look.project.here,) if look.project.here else ())
    like = next((area for area in (*named, *asked_areas(look)) if look.basin(area)), None)
    basin = look.basin(like) if like else None
    if like is None or basin is None:
        return ()
    found = measures(look)
    region = look.observatory.look_up.containing(basin, Level.REGION)
    inside = {one.code for one in look.observatory.look_up.inside(region, Level.BASIN)} if region else set()
    known = {code for area in asked_areas(look) if (around := look.basin(area)) for code in (around.code,)}
    ranked = [code for code in _ranked(found, basin.code) if code not in known]
    near = [code for code in ranked if code in inside][:EACH]
    far = [code for code in ranked if code not in inside][:EACH]
    areas = [area for code in (*near, *far) if (area := look.observatory.look_up.area(f"basin-{code}"))]
    return tuple(compare(look, area, measures=found, asked=False, like=like) for area in areas)


def _ranked(found: Sequence[Measure], basin: str) -> list[str]:
    own = {measure.name: place for measure in found if (place := measure.place(basin)) is not None}
    if len(own) < _FEWEST:
        return []
    far: dict[str, float] = {}
    for code in set.intersection(*(set(one.values) for one in found if one.name in own)) - {basin}:
        places = [(own[one.name], one.place(code) or 0.0) for one in found if one.name in own]
        far[code] = sum(abs(mine - other) for mine, other in places) / len(places)
    return sorted(far, key=lambda code: (far[code], code))
