"""Which words of an offer are the name of a town that the shipped data knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from openemploi.extraction.cv_cues import cities, organisation_at, title_at
from openemploi.extraction.generic_words import GENERIC
from openemploi.folding import fold, stem
from openemploi.territory.places import locate, name_form

#: A name as it may stand in a sentence: "Fos-sur-Mer", "Le Grau du Roi", "L'Isle-Adam", "SAINT-MALO".
TOWN: Final = (
    r"(?P<name>(?:[LD]['’])?[A-ZÀ-Ý][\w'’]{1,30}(?:[ -](?:[A-ZÀ-Ý][\w'’]{1,20}|(?:de|du|des|la|le|les|sur|sous|en|et"
    r"|l[èe]s|aux?|d['’]|l['’])(?=[ -]?[A-ZÀ-Ý])[ -]?(?:[A-ZÀ-Ý][\w'’]{1,20})?)){0,6})"
)
# Where one of a row of things ends: "Nurse – Care Home, Cork".
_CUT: Final = re.compile(r"\s[-–—]+\s?|[|•·,;:()\[\]\n]|[.!?]+(?=\s|$)|\s(?:ou|or|et|and|with)\s(?=[a-zé])")
_ORNAMENT: Final = re.compile(r"^[^\w]+|[^\w]+$")
_BEHIND: Final = re.compile(
    r"\s+(?:\d{1,2}(?:er|e|[èe]me)?(?:\s+arrondissement)?|[Cc][Ee][Dd][Ee][Xx](?:\s\d+)?"
    r"|(?:city |town )?cent(?:re|er)\b.*"
    r"|[A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z]{2}|et (?:alentours|environs)|(?:nord|sud|est|ouest))$"
)
# Towns of the world, and of France, that are words too: only a label, a number or the mairie makes them a place.
_WORDS: Final = frozenset(
    """
    mission bourg bonne bonnes charge carrefour sur port grand vue lire mars mai mon ans delta job officer ligne vite
    best time gare guider ville sales rue cela bains loire plantation mobile spring reading march most bar man orange
    cap ifs sig chu centres david martin albert lucas marco pasteur yves croix plaine villeneuve langue avion bath mer
    aime plan contes salles paye date semi bank split java union independence enterprise university excel sage
    nuits midi langues cadre cadres chambre serre parc garde volume commerce industry agency english normal granges
    """.split()
)
_LEAST: Final = 3  # letters
_LONGEST: Final = 160  # characters of a line that are looked at: what is longer is prose
#: "au Mans" is at Le Mans, "des Herbiers" from Les Herbiers.
_ARTICLES: Final = {"au": "Le ", "du": "Le ", "aux": "Les ", "des": "Les "}


def is_town(name: str, *, abroad: bool = False) -> bool:
    """Whether ``name`` is a town that is known, and no common word; in France, or anywhere with ``abroad``.

    >>> is_town("Rodez"), is_town("Cork", abroad=True), is_town("Mission", abroad=True), is_town("Vendeuse")
    (True, True, False, False)
    """
    plain = fold(name)
    if len(plain) < _LEAST or plain in _WORDS or stem(plain) in GENERIC or not name[0].isupper():
        return False
    if name.isupper() and len(name) == _LEAST:
        return plain in cities()  # "PAU", but not "IFS"
    if title_at(name) is not None or organisation_at(name) == 0:
        return False
    return plain in cities() if abroad else locate(name) is not None or plain in cities()


def town_in(name: str, *, behind: str = "", abroad: bool = False) -> tuple[str, int] | None:
    """The town that ``name`` begins with, ``behind`` a preposition, and how many characters of ``name`` it takes.

    >>> town_in("Gap Durance Services"), town_in("Grau du Roi", behind="au")
    (('Gap', 3), ('Le Grau du Roi', 11))
    """
    article = _ARTICLES.get(behind, "")
    words = name.split(" ")
    for count in range(len(words), 0, -1):
        said = " ".join(words[:count])
        whole = count == len(words) or fold(said) in cities()  # "Val Thoiry" is not at Val
        if whole and is_town(article + said, abroad=abroad):
            return article + said, len(said)
    return None


def towns_alone(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a town is all that stands between two dashes, commas or the like of ``text[start:end]``.

    The town that a list begins with counts too: "à Paris, Nantes" names two.
    """
    end = min(end, start + _LONGEST)
    cuts = [(start, start), *(m.span() for m in _CUT.finditer(text, start, end)), (end, end)]
    parts = [(low, _ORNAMENT.sub("", text[low:high])) for (_, low), (high, _) in pairwise(cuts)]
    names = [(low, _BEHIND.sub("", said)) for low, said in parts]
    towns = [(low, name) for low, name in names if name and is_town(name) and _by_its_own_name(name)]
    for (low, said), after in pairwise(names):
        last = said.rpartition(" ")[2]
        if (
            after in towns
            and last != said
            and is_town(last)
            and text[low + len(said) :].lstrip().startswith(",")
        ):
            towns.append((text.index(last, low), last))
    for low, name in towns:
        at = text.index(name, low)
        yield at, at + len(name)


def same_town(one: str, other: str) -> bool:
    """Whether two names are of one town, however they are written."""
    here, there = locate(one), locate(other)
    if here is not None and there is not None:
        return here == there or here.name == there.name
    return name_form(one) == name_form(other)


def _by_its_own_name(town: str) -> bool:
    """Whether a town is called ``town``: "Claude" is what some call Saint-Claude, and a first name."""
    found = locate(town)
    return fold(town) in cities() or (found is not None and name_form(found.name) == name_form(town))
