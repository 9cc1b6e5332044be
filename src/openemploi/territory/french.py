"""Names of places behind "de" and "à" in French: du Mans, des Herbiers, d'Agen, de La Rochelle, des Alpes du Sud.

Communes carry their article in their name. Departments, regions and landscapes that basins are called after take one
that stands nowhere in the data: those words are listed here. Used by :func:`openemploi.labourmarket.wording.of_area`
and ``to_area``.
"""

from __future__ import annotations

import re
from typing import Final

from openemploi.folding import fold

_ARTICLE: Final = re.compile(r"(?P<article>Le|Les|Aux|Au) (?P<name>.+)")
_CONTRACTED: Final = {"Le": "du", "Les": "des", "Au": "du", "Aux": "des"}
_VOWELS: Final = frozenset("aeiouy")
#: First words in h that take "de": the geographic code of INSEE (TNCC 0); all others take "d'".
_ASPIRATED: Final = frozenset(
    "haegen haguenau ham hambach hambye hames hampont han handschuheim hangard hangenbieten hans hanvec hanvoile "
    "harskirchen hatten haut haute hautes hauts heidolsheim hem hengwiller henon herrlisheim hilsenheim hochfelden "
    "hoedic hoenheim hoerdt hoffen hombourg honfleur horbourg hornoy houdan houlgate huelgoat huningue hunspach "
    "huttenheim".split()
)
#: First words of departments, regions and landscapes that take an article; by "l'" where they begin with a vowel.
_PLURAL: Final = frozenset(
    "alpes ardennes bouches cotes deux hautes hauts landes pyrenees vosges yvelines".split()
)
_MASCULINE: Final = frozenset(
    "audomarois bas bearn boulonnais calvados cambresis cantal centre chablais cher doubs est etang finistere gard "
    "genevois gers gier grand haut jura loir loiret lot maine morbihan nord ouest pas pays puy rhone santerre sud tarn "
    "territoire val var vaucluse versant".split()
)
_FEMININE: Final = frozenset(
    "ain aisne allier ardeche ariege artois aube aude auvergne aveyron bourgogne brie bretagne charente correze corse "
    "cote creuse dordogne drome essonne eure flandre gironde guadeloupe guyane haute herault ile ille indre isere "
    "loire lozere manche marne martinique maurienne mayenne meurthe meuse moselle nievre normandie nouvelle occitanie "
    "oise orne porte provence reunion saone sarthe savoie seine somme tarentaise vallee vendee vienne yonne".split()
)


#: Towns and whole names whose first word says otherwise.
_TOWNS: Final = frozenset({"marne la vallee", "vienne roussillon"})
_PLURALS: Final = frozenset({"pays de la loire"})
_BEHIND_TO: Final = (("du ", "au "), ("des ", "aux "), ("de ", "à "), ("d'", "à "))


def of_place(name: str) -> str:
    """``name`` of a commune behind "de".

    >>> [of_place(name) for name in ("Le Mans", "Les Herbiers", "La Rochelle", "Agen", "Hyères", "Haguenau", "Gap")]
    ['du Mans', 'des Herbiers', 'de La Rochelle', "d'Agen", "d'Hyères", 'de Haguenau', 'de Gap']
    """
    if found := _ARTICLE.fullmatch(name):
        return f"{_CONTRACTED[found['article']]} {found['name']}"
    return f"d'{name}" if _elides(name) else f"de {name}"


def of_land(name: str) -> str:
    """``name`` of a department, a region or a landscape behind "de", with the article that it takes.

    >>> [of_land(name) for name in ("Hautes-Alpes", "Var", "Drôme", "Isère", "Est Var", "La Réunion", "Paris")]
    ['des Hautes-Alpes', 'du Var', 'de la Drôme', "de l'Isère", "de l'Est Var", 'de La Réunion', 'de Paris']
    """
    first, whole = _first(name), fold(name)
    if whole in _TOWNS:
        return of_place(name)
    if first in _PLURAL or whole in _PLURALS:
        return f"des {name}"
    if first in _MASCULINE or first in _FEMININE:
        if _elides(name):
            return f"de l'{name}"
        return f"du {name}" if first in _MASCULINE else f"de la {name}"
    return of_place(name)


def to(behind_of: str) -> str:
    """The same behind "à", from a name behind "de".

    >>> [to(name) for name in ("du Mans", "des Hautes-Alpes", "de la Drôme", "de l'Isère", "d'Agen", "de Gap")]
    ['au Mans', 'aux Hautes-Alpes', 'à la Drôme', "à l'Isère", 'à Agen', 'à Gap']
    """
    for of, at in _BEHIND_TO:
        if behind_of.startswith(of):
            return at + behind_of.removeprefix(of)
    return behind_of


def _elides(name: str) -> bool:
    first = _first(name)
    return first[:1] in _VOWELS or (first[:1] == "h" and first not in _ASPIRATED)


def _first(name: str) -> str:
    return re.split(r"[ \-'’]", fold(name).strip(), maxsplit=1)[0]
