"""Numbers that people say of a project: ages, rents, pay, months; each with its passage, none guessed.

A pay said "net" is left out: what it is gross depends on the contract, and the reader says so. So is what others are
thought to be paid when neither "gross" nor "net" is said; and what one earns oneself is no belief about others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from openemploi.diagnosis.flat import Flat
from openemploi.extraction.model import Passage


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and where it was said."""

    value: float
    passage: Passage


_IN_WORDS: Final = {
    name: number
    for number, names in {
        1: "un une one a an 한", 2: "deux two 두", 3: "trois three 세", 4: "quatre four 네", 5: "cinq five",
        6: "six 여섯", 7: "sept seven", 8: "huit eight", 9: "neuf nine", 10: "dix ten", 11: "onze eleven",
        12: "douze twelve", 15: "quinze", 18: "dix-huit eighteen", 20: "vingt twenty", 24: "vingt-quatre",
        30: "trente thirty", 40: "quarante", 45: "quarante-cinq", 50: "cinquante fifty", 60: "soixante", 100: "cent",
    }.items()
    for name in names.split()
}  # fmt: skip
_WORDS: Final = "|".join(sorted((name for name in _IN_WORDS), key=len, reverse=True))
_FIGURES: Final = r"\d{1,3}(?:[ .]\d{3})+(?!\d)|\d+(?:[.,]\d{1,2})?"
NUMBER: Final = rf"(?P<n>{_FIGURES}|(?<![a-z])(?:{_WORDS})(?![a-z]))"
_ABOUT: Final = (
    r"(?:(?:de|d'|a|:|=|est|sont|a peu pres|environ|autour de|vers|maximum|max|maxi|jusqu'a|au plus|moins de|"
    r"pas plus de|about|around|up to|of|is|at)\s*){0,3}"
)
_EURO: Final = r"\s?(?:€|euros?|eur\b|유로)"
_CHILD: Final = (
    r"(?:enfants?|fils|filles?|garcons?|gamins?|ados?|jumeaux|jumelles|bebes?|"
    r"child(?:ren)?|kids?|sons?|daughters?)"
)
_AGES: Final = re.compile(
    rf"\b{_CHILD}\b[^.;\n]{{0,12}}?(?:\(|de|ages? de|agee?s? de|aged|,|a)?\s*"
    rf"(?P<ages>\d{{1,2}}(?:\s?(?:ans?)?\s?(?:,|et|and|/|&)\s?\d{{1,2}}){{0,7}})\s?(?P<unit>ans?\b|mois\b|years?\b|months?\b)"
)
_OF_AGE: Final = re.compile(
    rf"\b{_CHILD}\s(?:of|aged|age)\s(?P<ages>\d{{1,2}}(?:\s?(?:,|and|&)\s?\d{{1,2}}){{0,7}})\b(?!\s?(?:€|eur))"
)
_KOREAN_AGES: Final = re.compile(r"(?P<ages>\d{1,2})\s?살")
_YEARS_OLD: Final = re.compile(rf"\b(?P<ages>\d{{1,2}})[- ](?P<unit>year|month)s?[- ]old(?:\s{_CHILD})?")
_CHILDREN: Final = re.compile(rf"{NUMBER}\s+{_CHILD}\b")
_NO_CHILD: Final = re.compile(
    r"\b(?:sans|pas d'|aucun|no|without)\s?(?:enfants?|child(?:ren)?|kids)\b|아이(?:가|는)? 없"
)
_HOUSING: Final = r"(?:loyers?|logement|budget (?:logement|loyer)|rent|housing|월세)"
_BELIEVES: Final = (
    r"(?:pense|crois|imagine|suppose|parait|dit|entendu|on m'a dit|m'attends|think|believe|heard|guess|같)"
)
_RENT_AFTER: Final = re.compile(
    rf"\b{_HOUSING}\b\s*{_ABOUT}{NUMBER}(?P<unit>{_EURO})?(?!\s?(?:m2|m²|ans|\d))"
)
_RENT_BEFORE: Final = re.compile(
    rf"{NUMBER}{_EURO}\s*(?:par mois\s*)?(?:de|pour le|pour un|for)\s+{_HOUSING}"
)
_KOREAN_RENT: Final = re.compile(rf"월세\s*{NUMBER}\s?(?:유로|€)")
_LOCAL_RENTS: Final = re.compile(
    rf"\b(?:les )?(?:loyers|rents)\b[^.;\n\d]{{0,40}}?{_ABOUT}{NUMBER}{_EURO}"
    rf"|{_BELIEVES}[^.;\n\d]{{0,40}}\b{_HOUSING}[^.;\n\d]{{0,25}}{NUMBER.replace('?P<n>', '?P<m>')}{_EURO}"
)
_SURFACE: Final = re.compile(r"\b(?P<n>\d{2,3})\s?m(?:2|²|etres? carres?)")
_PAY_NEEDED: Final = re.compile(
    rf"(?:il (?:me|nous) faut|besoin d[e']|au moins|minimum|pas moins de|salaire(?: minimum| souhaite| voulu)?|"
    rf"need|at least)\s*{_ABOUT}{NUMBER}{_EURO}(?P<more>[^.;,\n]{{0,25}})"
)
_PAY_BELIEVED: Final = re.compile(
    rf"(?:gagn\w+|(?:est |etre |suis )?payee?s?|paie|paient|paye|toucher?|salaires?|earns?|pays?)\b[^.;\n\d]{{0,25}}?"
    rf"{_ABOUT}{NUMBER}{_EURO}(?P<more>[^.;,\n]{{0,25}})"
)
_OWN_PAY: Final = re.compile(
    r"\b(?:(?:je|nous|on me|i|we)\s(?:(?:ne|me|actuellement|currently|now)\s)?"
    r"(?:gagn(?:e|ais|ons|ions)|touch(?:e|ais|ons|ions)|pa(?:ie|ye|yait)|(?:suis|etais) payee?|"
    r"earn(?:ed)?|am paid|was paid|are paid|were paid)|i'm paid|(?:j'ai|nous avons|i|we) (?:gagne|touche|earned)|"
    r"(?:mon|notre|my|our) (?:dernier |ancien |last |current )?(?:salaire|salary|pay))\b"
)
_BEFORE_OR_AFTER: Final = re.compile(r"\b(?:bruts?|brute|gross|nets?|nette|before tax)\b")
_MONTHS_TO_FIND: Final = re.compile(
    rf"(?:trouver|trouve|find)\b[^.;\n]{{0,35}}?\b(?:en|dans|sous|faut|prend\w*|in|within|takes?)\s+"
    rf"(?:(?:moins de|environ|about)\s+)?{NUMBER}\s+(?P<unit>mois|semaines?|ans?|months?|weeks?|years?)\b"
    rf"|(?:faut|prend\w*|takes?)\s+(?:(?:moins de|environ|about)\s+)?{NUMBER.replace('?P<n>', '?P<m>')}\s+"
    rf"(?P<unit2>mois|semaines?|ans?|months?)\b[^.;\n]{{0,20}}\b(?:trouver|find)"
)
_OFFERS: Final = re.compile(
    r"(?:\by a|there (?:are|is)|existe|compte)\s*"
    rf"(?:bien |au moins |environ |quelque |a peu pres |about |around )*{NUMBER}"
    rf"\s+(?:offres?|postes?|annonces?|offers|jobs|openings)"
)
_OFFERS_IN_WORDS: Final = re.compile(
    r"(?:beaucoup|plein|enormement|peu|pas (?:beaucoup )?|quelques?|tres peu|lots|plenty|many|few|no)\s*"
    r"(?:d'|de |of )?\s?"
    r"(?:offres?|postes?|annonces?|travail|boulot|offers|jobs|openings|work)\b|일자리가 많"
)
_SKILLS: Final = re.compile(
    r"\b(?P<n>\d{1,2})\s?(?:/|sur)\s?10\b[^.;\n]{0,30}competences?|competences?[^.;\n\d]{0,30}(?P<m>\d{1,2})\s?(?:/|sur)\s?10\b"
)
_WITHIN: Final = re.compile(
    rf"\b(?:dans|d'ici|sous|avant|in|within)\s+(?:moins de\s+)?{NUMBER}\s+"
    r"(?P<unit>mois|semaines?|ans?|months?|weeks?|years?)\b"
)
_MONTH_NAMES: Final = {
    name: number
    for number, names in enumerate(
        (
            "janvier january", "fevrier february", "mars march", "avril april", "mai may", "juin june", "juillet july",
            "aout august", "septembre september rentree", "octobre october", "novembre november", "decembre december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_BY_MONTH: Final = re.compile(
    rf"\b(?:avant|d'ici|pour|en|a|debut|by|before|in)\s+(?:la\s+|le\s+(?:1er\s+)?|fin\s+|debut\s+)?"
    rf"(?P<month>{'|'.join(_MONTH_NAMES)})(?:\s+(?P<year>20\d\d))?\b"
)
_KOREAN_WITHIN: Final = re.compile(r"(?P<n>\d{1,2})\s?개월 (?:안|이내)")
_TRAVEL: Final = re.compile(
    rf"{NUMBER}\s*(?:mn|min(?:utes?)?)\b[^.;,\n]{{0,25}}\b(?:trajet|route|transport|voiture|train|commut\w+|travel)"
    rf"|(?:trajet|route|transports?|commute)\b[^.;\n\d]{{0,25}}"
    rf"{NUMBER.replace('?P<n>', '?P<m>')}\s*(?:mn|min(?:utes?)?)\b"
)
_HOURS: Final = re.compile(
    r"\b(?P<n>\d{2})\s?(?:h|heures)\s?(?:par semaine|/\s?semaine|hebdo\w*|semaine|a week|per week)"
)
_WEEKS_A_MONTH: Final = 52 / 12


def children(text: Flat) -> tuple[tuple[int, ...] | None, Passage | None]:
    """Ages of the children, ``()`` when there are none; ``None`` with a passage when there are some of unknown age."""
    if found := _NO_CHILD.search(text.letters):
        return (), text.passage(*found.span())
    ages: list[int] = []
    spans: list[tuple[int, int]] = []
    for pattern in (_AGES, _YEARS_OLD, _OF_AGE, _KOREAN_AGES):
        for found in pattern.finditer(text.letters):
            if any(found.start() < after and start < found.end() for start, after in spans):
                continue
            months = (found.groupdict().get("unit") or "").startswith(("mois", "month"))
            ages += [0 if months else int(age) for age in re.findall(r"\d+", found["ages"])]
            spans.append(found.span())
    if ages:
        first = _CHILDREN.search(text.letters)
        start = min([span[0] for span in spans] + ([first.start()] if first else []))
        return tuple(ages), text.passage(start, max(span[1] for span in spans))
    some = _CHILDREN.search(text.letters)
    return None, text.passage(*some.span()) if some else None


def rent(text: Flat) -> Amount | None:
    """What can be paid for housing, € a month."""
    believed = local_rent(text)
    for pattern in (_RENT_AFTER, _RENT_BEFORE, _KOREAN_RENT):
        for found in pattern.finditer(text.letters):
            value = _value(found["n"])
            inside = believed and believed.passage.start <= found.start("n") < believed.passage.end
            if not inside and 100 <= value <= 5000:
                return Amount(value, text.passage(*found.span()))
    return None


def local_rent(text: Flat) -> Amount | None:
    """What the person thinks a dwelling costs there, € a month."""
    for found in _LOCAL_RENTS.finditer(text.letters):
        value = _value(found["n"] or found["m"])
        if 100 <= value <= 5000:
            return Amount(value, text.passage(*found.span()))
    return None


def surface(text: Flat) -> Amount | None:
    """m² wanted."""
    return _first(text, _SURFACE, 9, 400)


def pay_needed(text: Flat) -> tuple[Amount | None, Passage | None]:
    """Gross € a month that is needed; or else the passage of an amount said net."""
    return _pay(text, _PAY_NEEDED)


def pay_believed(text: Flat) -> tuple[Amount | None, Passage | None]:
    """Gross € a month that the person thinks is paid; or else the passage of an amount not said gross."""
    return _pay(text, _PAY_BELIEVED, of_others=True)


def months_to_find(text: Flat) -> Amount | None:
    """How many months the person thinks that finding takes."""
    found = _MONTHS_TO_FIND.search(text.letters)
    if not found:
        return None
    unit = found["unit"] or found["unit2"]
    return Amount(_months(_value(found["n"] or found["m"]), unit), text.passage(*found.span()))


def offers(text: Flat) -> Amount | None:
    """How many offers the person thinks there are."""
    return _first(text, _OFFERS, 0, 100_000)


def offers_in_words(text: Flat) -> Passage | None:
    """ "There are many offers": said without a number."""
    found = _OFFERS_IN_WORDS.search(text.letters)
    return text.passage(*found.span()) if found else None


def skills_held(text: Flat) -> Amount | None:
    """How many of ten skills the person thinks to have."""
    return _first(text, _SKILLS, 0, 10)


def travel_minutes(text: Flat) -> Amount | None:
    """The longest way to work, minutes."""
    return _first(text, _TRAVEL, 1, 240)


def weekly_hours(text: Flat) -> Amount | None:
    """Hours a week asked of a job."""
    return _first(text, _HOURS, 5, 48)


def deadline(text: Flat, *, today: date) -> Amount | None:
    """Months from ``today`` until the move: "in six months", or until the first of a month that is named."""
    to_find = months_to_find(text)
    for pattern in (_WITHIN, _KOREAN_WITHIN):
        for found in pattern.finditer(text.letters):
            inside = to_find and to_find.passage.start <= found.start() < to_find.passage.end
            if not inside:
                unit = found.groupdict().get("unit") or "mois"
                return Amount(_months(_value(found["n"]), unit), text.passage(*found.span()))
    for found in _BY_MONTH.finditer(text.letters):
        month = _MONTH_NAMES[found["month"]]
        year = int(found["year"]) if found["year"] else today.year + (month <= today.month)
        months = (year - today.year) * 12 + month - today.month - (today.day - 1) / 30
        if months > 0:
            return Amount(round(months, 1), text.passage(*found.span()))
    return None


def _pay(
    text: Flat, pattern: re.Pattern[str], *, of_others: bool = False
) -> tuple[Amount | None, Passage | None]:
    unsaid: Passage | None = None
    for found in pattern.finditer(text.letters):
        value = _value(found["n"])
        clause = re.split(r"[.,;\n]", text.letters[: found.start()])[-1] + found.group()
        if re.search(r"\b(?:loyers?|logement|rent)\b", clause):
            continue
        if of_others and _OWN_PAY.search(clause):
            continue
        if re.search(r"\b(?:par an|annuels?|a year|/an)\b", found["more"]):
            value = value / 12
        gross_unsaid = of_others and not _BEFORE_OR_AFTER.search(found.group())
        if gross_unsaid or re.search(r"\bnets?\b", found.group()):
            unsaid = unsaid or text.passage(*found.span())
        elif 500 <= value <= 20_000:
            return Amount(value, text.passage(found.start(), found.end("n") + 2)), None
    return None, unsaid


def _first(text: Flat, pattern: re.Pattern[str], low: float, high: float) -> Amount | None:
    for found in pattern.finditer(text.letters):
        value = _value(found["n"] or found.groupdict().get("m") or "")
        if low <= value <= high:
            return Amount(value, text.passage(*found.span()))
    return None


def _months(value: float, unit: str) -> float:
    if unit.startswith(("semaine", "week")):
        return round(value / _WEEKS_A_MONTH, 1)
    return value * 12 if unit.startswith(("an", "year")) else value


def _value(said: str) -> float:
    if said in _IN_WORDS:
        return float(_IN_WORDS[said])
    plain = re.sub(r"[ .](?=\d{3}(?!\d))", "", said).replace(",", ".")
    return float(plain)
