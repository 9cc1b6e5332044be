"""Which places a name that somebody typed may mean: the whole name, a town called by less, or a part of a town.

"Paris-Nord", "Lyon Part-Dieu" and "Marseille nord" are those communes; what goes on behind the name of a small commune
("Bourg-Neuf") is another place, and never taken for it. Nothing is chosen between: those with most people come first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from openemploi.diagnosis.names import Names, area_form, names_of
from openemploi.folding import tokens
from openemploi.labourmarket.looking_up import LookUp
from openemploi.labourmarket.model import ORDER, Area, Level
from openemploi.territory.places import inhabitants

#: People from which on whatever stands behind the name of a town is taken for a part of it.
LARGE: Final = 50_000
_PART: Final = re.compile(
    r"nord|sud|est|ouest|centre|ville|vieux|vieille|haut|bas|gare|quartier|arrondissement|intra|muros|banlieue|"
    r"\d{1,2}(?:e|er|eme|nd|nde)?|\d{5}|cedex|et|le|la|de|du|north|south|east|west"
)
_ARTICLE: Final = re.compile(r"^(?:le|la|les|l) ")
_MEANT: Final = (Level.COMMUNE, Level.DEPARTMENT, Level.REGION)


def places_called(text: str, look_up: LookUp) -> tuple[Area, ...]:
    """What ``text`` may mean, most likely first; one alone is meant; none: it is not known."""
    names = names_of(look_up)
    said = [token.folded for token in tokens(text)]
    whole = area_form(said)
    for name in (whole, _ARTICLE.sub("", whole)):
        exact = [one for one in names.areas.get(name, ()) if one.level in _MEANT]
        communes = [one for one in exact if one.level is Level.COMMUNE]
        short = names.short.get(name, ())
        if len(communes) == 1 and not short:
            return (communes[0],)
        if exact or short:
            return tuple(by_people(list(dict.fromkeys((*short, *exact))), look_up))
    return _part_of_town(said, names, look_up)


def by_people(areas: Sequence[Area], look_up: LookUp) -> list[Area]:
    """Communes before larger areas, those with most people first."""
    return sorted(areas, key=lambda one: (ORDER.index(one.level), -_people(one, look_up), one.code))


def communes_called(name: str, look_up: LookUp) -> tuple[Area, ...]:
    """The communes of just that name."""
    found = names_of(look_up).areas.get(area_form([token.folded for token in tokens(name)]), ())
    return tuple(one for one in found if one.level is Level.COMMUNE)


def part_of(area: Area, rest: Sequence[str]) -> bool:
    """Whether ``rest``, which stands behind the name of a commune, can be a part of it."""
    words = " ".join(rest).replace("-", " ").split()
    return all(_PART.fullmatch(word) for word in words) or (inhabitants(area.name) or 0) >= LARGE


def _part_of_town(said: Sequence[str], names: Names, look_up: LookUp) -> tuple[Area, ...]:
    for length in range(len(said) - 1, 0, -1):
        found = names.areas.get(area_form(said[:length]), ())
        communes = [one for one in found if one.level is Level.COMMUNE]
        if communes:
            return tuple(by_people([one for one in communes if part_of(one, said[length:])], look_up))
    return ()


def _people(area: Area, look_up: LookUp) -> int:
    if area.level is not Level.COMMUNE:
        return 0
    return inhabitants(area.name, near=look_up.point(area)) or 0
