"""Names of occupations and places as people write them, found in a text at word boundaries.

Official names join both genders and add what distinguishes a sheet ("Infirmier / Infirmière en soins généraux (IDE)");
people write one word. What several things are called is never chosen between: all of them are offered.
"""

from __future__ import annotations

import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

from openemploi.folding import Token, inflection, words
from openemploi.labourmarket.looking_up import LookUp
from openemploi.labourmarket.model import FRANCE, Area, Level
from openemploi.taxonomy.gender import forms
from openemploi.territory.places import inhabitants

#: A word alone ("infirmière") is the sheet that bears this many times more names beginning with it than any other.
DOMINANCE: Final = 2.0
_LONGEST: Final = 9
_PART: Final = 3  # words of a part of a name
_SHORTEST: Final = 3  # letters
_OFFERED: Final = 7
#: Digne-les-Bains, Aix-en-Provence, Salon-de-Provence, Château-Arnoux-Saint-Auban
_GOES_ON: Final = re.compile(r" (?:les?|lez|sur|en|sous|de|du|des|d|la|au|aux|sainte?) ")
_ARTICLE: Final = re.compile(r"^(?:l[ea]s?|l) ")
_BRACKETS: Final = re.compile(r"\([^)]*\)|-\s?[A-Z]{2,}\s?-")
_DEPARTMENT: Final = re.compile(r"\s?[(,]?\s?(?P<code>\d{5}|\d[\dAB])\b\)?")
_LEVELS_MEANT: Final = (Level.COMMUNE, Level.DEPARTMENT, Level.REGION)
#: What may hang on a Korean name: particles, and the endings of "to be".
_KOREAN_END: Final = re.compile(
    r"(?:이|가|은|는|을|를|로|으로|의|와|과|도|만|나|예요|에요|이에요|입니다|[이였인임]\w{0,4})?"
)
_KOREAN_LEAST: Final = 2  # syllables
_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text, as the place of its words; ``codes`` are what it may mean, most likely first.

    Parameters
    ----------
    sure:
        Whether the first of ``codes`` is meant and not only likely.
    """

    first: int
    after: int
    codes: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Names:
    """What ROME and the territory call things, ready to be looked for."""

    occupations: Mapping[_Words, frozenset[str]] = field(default_factory=dict)
    english: Mapping[_Words, frozenset[str]] = field(default_factory=dict)
    #: What English names end with, as French ones begin: "teacher".
    tails: Mapping[_Words, Counter[str]] = field(default_factory=dict)
    #: Names by their letters without blanks.
    korean: Mapping[str, frozenset[str]] = field(default_factory=dict)
    heads: Mapping[_Words, Counter[str]] = field(default_factory=dict)
    areas: Mapping[str, tuple[Area, ...]] = field(default_factory=dict)
    #: Towns called by less than their name ("Digne", "Isle-sur-la-Sorgue"), those with most people first; only those
    #: that have no fewer people than a commune of just that name ("Aix", for one).
    short: Mapping[str, tuple[Area, ...]] = field(default_factory=dict)

    def occupation_at(
        self, tokens: Sequence[Token], first: int, *, head: bool, language: str = "fr"
    ) -> Found | None:
        """The longest name of an occupation that starts at word ``first``; with ``head``, also the start of names.

        French names are looked for in every text, English and Korean ones in a text of that ``language``.
        """
        if language == "ko" and (korean := self._korean_at(tokens, first)):
            return korean
        said = tuple(inflection(token.folded) for token in tokens[first : first + _LONGEST])
        for length in range(len(said), 0, -1):
            part = said[:length]
            english = self.english.get(part) if language == "en" else None
            if codes := english or self.occupations.get(part):
                ranked = _ranked(codes, self.heads.get(part, Counter()))
                return Found(first, first + length, ranked, sure=len(ranked) == 1)
        if not head:
            return None
        for length in range(min(_PART, len(said)), 0, -1):
            part = said[:length]
            if counted := (self.tails.get(part) if language == "en" else None) or self.heads.get(part):
                ranked = _ranked(counted, counted)
                most = [count for _code, count in counted.most_common(2)]
                sure = len(most) == 1 or most[0] >= DOMINANCE * most[1]
                return Found(first, first + length, ranked, sure=sure)
        return None

    def _korean_at(self, tokens: Sequence[Token], first: int) -> Found | None:
        """The longest Korean name that starts at word ``first``, whatever hangs on its last word."""
        said = [token.folded for token in tokens[first : first + _LONGEST]]
        for length in range(len(said), 0, -1):
            before, last = "".join(said[: length - 1]), said[length - 1]
            for end in range(len(last), 0, -1):
                name = before + last[:end]
                if len(name) < _KOREAN_LEAST or not _KOREAN_END.fullmatch(last[end:]):
                    continue
                if codes := self.korean.get(name):
                    return Found(first, first + length, tuple(sorted(codes)), sure=len(codes) == 1)
        return None

    def areas_at(
        self, tokens: Sequence[Token], first: int, *, short: bool = False
    ) -> tuple[int, tuple[Area, ...]]:
        """The word after the longest name of a place that starts at ``first``, and the places so called.

        With ``short``, also the towns of which it is the beginning of the name.
        """
        for length in range(min(_LONGEST, len(tokens) - first), 0, -1):
            name = area_form([token.folded for token in tokens[first : first + length]])
            more = self.short.get(name, ()) if short else ()
            if found := (*more, *self.areas.get(name, ())):
                return first + length, found
        return first, ()


def names_of(look_up: LookUp) -> Names:
    """The names that ``look_up`` knows; collected once, in about two seconds."""
    with _lock:
        if look_up not in _kept:
            _kept[look_up] = _collected(look_up)
        return _kept[look_up]


def narrowed(found: Sequence[Area], *, behind: str, look_up: LookUp) -> tuple[tuple[Area, ...], int]:
    """Places of one name, narrowed by the département or postcode that may stand ``behind``, and its length.

    A commune is meant before a département, and that before a region; other kinds of area are never named so.
    """
    said = _DEPARTMENT.match(behind)
    if said is not None:
        code = said["code"]
        department = code[:3] if code.startswith(("97", "98")) else code[:2]
        inside = tuple(area for area in found if _department(area, look_up) == department)
        if inside:
            return _smallest(inside), said.end()
    return _smallest(found), 0


def area_form(words: Sequence[str]) -> str:
    """The name of a place as it is compared.

    >>> area_form(["st", "jean", "d'arves"])
    'saint jean d arves'
    """
    parts = " ".join(words).replace("'", " ").replace("-", " ").split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in parts)


_kept: Final[WeakKeyDictionary[LookUp, Names]] = WeakKeyDictionary()
_lock: Final = threading.Lock()


def _collected(look_up: LookUp) -> Names:
    occupations: defaultdict[_Words, set[str]] = defaultdict(set)
    heads: defaultdict[_Words, Counter[str]] = defaultdict(Counter)
    for code, label in look_up.occupation_names():
        seen: set[_Words] = set()
        for form in forms(_BRACKETS.sub(" ", label).strip()):
            name = _compared(form)
            if name:
                seen.add(name)
                occupations[name].add(code)
        for head in {name[:length] for name in seen for length in range(1, _PART + 1) if len(name) > length}:
            heads[head][code] += 1
    for name, codes in _ours(look_up, "fr").items():
        if name not in occupations:  # what ROME calls so is meant
            occupations[name] = codes
    areas: defaultdict[str, list[Area]] = defaultdict(list)
    for folded, area in look_up.area_names():
        areas[folded].append(area)
    areas["france"].append(FRANCE)
    english = _ours(look_up, "en")
    tails: defaultdict[_Words, Counter[str]] = defaultdict(Counter)
    for name, codes in english.items():
        for tail in {name[-length:] for length in range(1, _PART + 1) if len(name) > length}:
            tails[tail].update(codes)
    return Names(
        {name: frozenset(codes) for name, codes in occupations.items()},
        {name: frozenset(codes) for name, codes in english.items()},
        dict(tails),
        {"".join(name): frozenset(codes) for name, codes in _ours(look_up, "ko").items()},
        dict(heads),
        {name: tuple(found) for name, found in areas.items()},
        _short(areas),
    )


def _ours(look_up: LookUp, language: str) -> dict[_Words, set[str]]:
    """What our own occupations are called beside the names of ROME."""
    found: defaultdict[_Words, set[str]] = defaultdict(set)
    for code, label in look_up.occupation_names(language, ours=True):
        for form in label.split(" / "):  # "femme de ménage / homme de ménage"
            if name := _compared(form):
                found[name].add(code)
    return found


def _short(areas: Mapping[str, Sequence[Area]]) -> dict[str, tuple[Area, ...]]:
    """The towns that people call by less than their name: by its beginning, or without its article."""
    found: defaultdict[str, list[tuple[int, str, Area]]] = defaultdict(list)
    for name, called in areas.items():
        towns = [one for one in called if one.level is Level.COMMUNE]
        if not towns:
            continue
        beginning = _GOES_ON.split(name, maxsplit=1)[0]
        for less in {beginning, _ARTICLE.sub("", name)} - {name}:
            whole = areas.get(less, ())
            if len(less) < _SHORTEST or any(one.level is not Level.COMMUNE for one in whole):
                continue  # "dans le Nord" is no Nord-sur-Erdre
            people = inhabitants(name) or 0
            if not whole or (people and people >= (inhabitants(less) or 0)):
                found[less] += [(-people, one.code, one) for one in towns]
    return {
        name: tuple(one for *_order, one in sorted(several)[:_OFFERED]) for name, several in found.items()
    }


def _ranked(codes: Iterable[str], counted: Counter[str]) -> tuple[str, ...]:
    """``codes``, those counted most first."""
    return tuple(sorted(codes, key=lambda code: (-counted[code], code)))


def _compared(form: str) -> _Words:
    return tuple(inflection(word) for word in words(form))


def _smallest(found: Sequence[Area]) -> tuple[Area, ...]:
    for level in _LEVELS_MEANT:
        if same := tuple(area for area in found if area.level is level):
            return same
    return tuple(found)


def _department(area: Area, look_up: LookUp) -> str:
    if area.level is Level.DEPARTMENT:
        return area.code
    department = look_up.containing(area, Level.DEPARTMENT)
    return department.code if department else ""
