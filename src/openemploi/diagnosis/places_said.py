"""Which places a text names, and whether the person lives there or would like to.

A name counts behind a preposition ("à Gap", "autour de Manosque", "dans les Hautes-Alpes"), written with a capital, or
in small letters behind a verb that takes a place ("vivre à gap"). Where nothing tells which it is, it is not used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from openemploi.diagnosis.flat import Flat
from openemploi.diagnosis.names import Names, area_form, names_of, narrowed
from openemploi.diagnosis.occupations_said import Said
from openemploi.diagnosis.places_typed import part_of
from openemploi.extraction.model import Passage
from openemploi.labourmarket.looking_up import LookUp
from openemploi.labourmarket.model import Area, Level

Role = Literal["here", "places"]


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """A place that was named; ``areas`` are all that are called so: none when nothing is."""

    role: Role
    passage: Passage
    areas: tuple[Area, ...]


_AROUND: Final = (
    r"(?:autour|pres|proche|a cote|aux environs|aux alentours|region|bassin|secteur|coin|agglomeration|ville|"
    r"departement)"
    r" (?:de |d'|du |des )"
)
_PREPOSITION: Final = re.compile(
    rf"(?:\b(?P<word>a|au|aux|en|sur|vers|pour|dans|de|du|des|entre|quitter|quitte|quittant|rejoindre|depuis|chez|"
    rf"in|to|from|near|around|leave|leaving)\s+|\b(?P<of>d)'|(?P<around>{_AROUND}))(?:l[ea]s?\s+|l')?$"
)
_JOIN: Final = re.compile(
    r"^\s*(?:,|/|\bou\b|\bet\b|\bor\b|\band\b)\s*(?:encore |bien |alors )?(?:(?:a|au|aux|en|vers|pres de)\s+)?$"
)
_WANTED: Final = re.compile(
    r"\b(?:veux|voudrais|voudrions|voulons|souhait\w+|aimer(?:ais|ions)|envie|rev(?:e|ons)|projet\w*|pens\w+|compt\w+|"
    r"envisag\w+|esper\w+|(?:re)?cherch\w+|partir|demenag\w+|m'installer|installer|aller|mutation|"
    r"want|would like|'d like|hope|plan|move|moving|relocate|looking)\b"
)
_HERE: Final = re.compile(
    r"\b(?:habite|habitons|habitais|vis|vivons|vivais|reside|residons|actuellement|aujourd'hui|travaille|travaillais|"
    r"suis|sommes|quitt\w+|depuis|viens|venant|(?<!to )live|living|based|leave|leaving|(?<!to )work in)\b"
)
_FROM: Final = re.compile(
    r"\b(?:quitt\w+|partir|demenag\w+|viens|venant|mutation|leave|leaving|move|moving|trajet)\b"
)
_TAKES_PLACE: Final = re.compile(
    r"\b(?:vivre|vis|habite\w*|installer|demenag\w+|aller|partir|travaill\w+|bosser|reside\w*|quitter|live|move)\b"
    r"(?:\s+(?:a|sur|vers|pres de|autour de|pour|en|de|au|in|to|near))?\s+$"
)
_HERE_IN_KOREAN: Final = re.compile(r"^(?:에서|에)\s?(?:[^\s.。]+\s){0,2}?(?:살|거주|일하)")
_WANTED_IN_KOREAN: Final = re.compile(r"^(?:로|으로|에서)\s?(?:이사|가고|살고 싶|일하고 싶)")
_LARGE: Final = re.compile(
    r"\b(?:en|dans|region|departement)\s+(?:de\s+|du\s+)?(?:l[ea]s?\s+|l')?$"
)  # "en Bretagne"
_LARGER: Final = (Level.DEPARTMENT, Level.REGION)
_CONTRACTED: Final = {"au": "le", "du": "le", "aux": "les", "des": "les"}
_SHORT_FORMS: Final = {
    "paca": "provence alpes cote d azur", "idf": "ile de france", "aura": "auvergne rhone alpes",
    "region parisienne": "ile de france",
}  # fmt: skip
_NO_NAMES: Final = frozenset(
    "la le les deux cote temps mi plein mon ma domicile distance plusieurs moins plus paix vie trois nouveau pied "
    "velo voiture train campagne ville mer montagne france autre moi nous un une son pays".split()
)


def places_said(text: Flat, look_up: LookUp, *, occupations: Sequence[Said]) -> tuple[PlaceSaid, ...]:
    """The places of ``text`` whose part is clear, in the order they are said."""
    names = names_of(look_up)
    found: list[PlaceSaid] = []
    after_occupation = {one.passage.end for one in occupations if one.role == "occupation"}
    taken = [(one.passage.start, one.passage.end) for one in occupations]
    word = 0
    while word < len(text.words):
        start = text.words[word].start
        before = text.before(start)
        if any(low <= start < high for low, high in taken):
            word += 1
            continue
        after, areas, role = _place(text, names, word, before, found, after_occupation)
        if not areas or role is None:
            word += 1
            continue
        end = text.words[after - 1].end
        if _LARGE.search(before) and (large := tuple(one for one in areas if one.level in _LARGER)):
            areas = large
        meant, more = narrowed(areas, behind=text.letters[end : end + 12], look_up=look_up)
        goes_on = _hyphened(text, after)
        if goes_on > after and meant[0].level is Level.COMMUNE:
            rest = [token.folded for token in text.words[after:goes_on]]
            end, after, more = text.words[goes_on - 1].end, goes_on, 0
            meant = tuple(one for one in meant if part_of(one, rest))
        found.append(PlaceSaid(role, text.passage(start, end + more), meant))
        word = after
    return tuple(found)


def _hyphened(text: Flat, word: int) -> int:
    """The word after those that hyphens tie to the one before ``word``: "Paris-Nord", "Lyon-Part-Dieu"."""
    while word < len(text.words) and text.letters[text.words[word - 1].end : text.words[word].start] == "-":
        word += 1
    return word


def _place(
    text: Flat, names: Names, word: int, before: str, found: list[PlaceSaid], after_occupation: set[int]
) -> tuple[int, tuple[Area, ...], Role | None]:
    start = text.words[word].start
    listed = bool(found) and bool(_JOIN.search(text.letters[found[-1].passage.end : start]))
    preposition = _PREPOSITION.search(before)
    after, areas = _named(text, names, word, preposition)
    if not areas:
        return after, (), None
    end = text.words[after - 1].end
    korean: Role | None = (
        "places" if _WANTED_IN_KOREAN.search(text.letters[end:])
        else "here" if _HERE_IN_KOREAN.search(text.letters[end:]) else None
    )  # fmt: skip
    if korean:
        return after, areas, korean
    if not preposition and not listed and not _TAKES_PLACE.search(before):
        return after, (), None
    capital = text.written[start].isupper()
    name = text.letters[start:end]
    near_occupation = any(0 <= start - place <= 6 for place in after_occupation)
    if not capital and (
        len(name) < 3 or name in _NO_NAMES or not (_TAKES_PLACE.search(before) or near_occupation)
    ):
        return after, (), None
    if listed:
        return after, areas, found[-1].role
    return after, areas, _role(before, preposition, near_occupation)


def _named(
    text: Flat, names: Names, word: int, preposition: re.Match[str] | None
) -> tuple[int, tuple[Area, ...]]:
    """The name at ``word``; "au Mans" is Le Mans, PACA a region."""
    short = text.words[word].folded
    if short in _SHORT_FORMS:
        return word + 1, names.areas.get(_SHORT_FORMS[short], ())
    two = " ".join(token.folded for token in text.words[word : word + 2])
    if two in _SHORT_FORMS:
        return word + 2, names.areas.get(_SHORT_FORMS[two], ())
    article = _CONTRACTED.get((preposition and preposition["word"]) or "")
    article = article or (
        text.words[word - 1].folded
        if word and text.words[word - 1].folded in ("la", "le", "les", "l")
        else None
    )
    if article:
        for length in range(min(6, len(text.words) - word), 0, -1):
            said = [article, *(token.folded for token in text.words[word : word + length])]
            if areas := names.areas.get(area_form(said)):
                return word + length, areas
    capital = text.written[text.words[word].start].isupper()
    after, areas = names.areas_at(text.words, word, short=capital)
    if after == word + 1 and short in _NO_NAMES:
        return names.areas_at(text.words, word)
    return after, areas


def _role(before: str, preposition: re.Match[str] | None, near_occupation: bool) -> Role | None:
    word = (preposition and (preposition["word"] or preposition["of"])) or ""
    wanted, here = _end(_WANTED, before), _end(_HERE, before)
    if word in {
        "de",
        "d",
        "du",
        "des",
        "from",
        "depuis",
        "quitter",
        "quitte",
        "quittant",
        "leave",
        "leaving",
    }:
        if word.startswith(("quit", "lea")) or _FROM.search(before[-40:]):
            return "here"
        return None  # "les loyers de Gap"
    if word in {"pour", "vers", "to", "rejoindre"} and (wanted or here):
        return "places"
    if near_occupation and wanted <= here and not wanted:
        return "here"
    if wanted > here:
        return "places"
    return "here" if here else "here" if near_occupation else None


def _end(pattern: re.Pattern[str], text: str) -> int:
    return max((found.end() for found in pattern.finditer(text)), default=0)
