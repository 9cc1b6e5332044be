"""What the person says they look for: where, with which contract, for which hours.

Only an explicit wish counts. The home address says where somebody lives, never where they want to work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.cv_lines import folded, passage
from openemploi.extraction.model import Contract, Hours, Passage, SearchArea, Section, SectionSpan

_WISH_SECTIONS: Final = frozenset(
    {Section.HEADER, Section.SUMMARY, Section.OTHER, Section.LICENCES, Section.SKILLS, Section.INTERESTS}
)
_KM: Final = r"(\d{1,3})\s?(?:km\b|kms\b|kilom[èe]tres?)"
_NAMED: Final = (
    r"(?-i:(?:toute?[ ])?(?:l[ae]s?[ ]|l['’]|d[eu][ ])?(?:r[ée]gion[ ]|d[ée]partement[ ]|secteur[ ])?(?:de[ ])?"
    r"[A-ZÀ-Ý])"
)
_CUE: Final = re.compile(
    rf"""(?<!\w)(?:
      mobilit[ée](?:[ ]g[ée]ographique)?\s?(?::|sur|dans|autour[ ]de|-|–)\s?
    | mobilit[ée](?:[ ]g[ée]ographique)?\s(?=nationale|internationale|r[ée]gionale|d[ée]partementale)
    | mobiles?[ ](?:sur|dans|en|[àa]|au|aux|autour[ ]de)[ ]
    | (?:je[ ])?(?:re)?cherche[^\n.;:]{{0,60}}?[ ](?:sur|autour[ ]de|pr[èe]s[ ]de|proche[ ]de|[àa]
        |dans[ ](?:la|le|les)[ ](?:r[ée]gion|d[ée]partement|secteur|bassin))[ ](?={_NAMED})
    | (?:[àa][ ]la[ ]recherche|en[ ]recherche|souhaite[ ]travailler|disponible|travailler)[^\n.;:]{{0,50}}?
        [ ](?:sur|autour[ ]de|dans[ ]le[ ]secteur)[ ](?={_NAMED})
    | (?:secteur|zone|lieu|r[ée]gion|ville)s?[ ](?:de[ ]recherche|recherch[ée]e?s?|souhait[ée]e?s?
      |g[ée]ographique)\s?:?\s?
    | secteur\s?(?::[ ]?|(?:de|d['’]|du)\s?)(?=[A-ZÀ-Ý])
    | (?:willing|open|able|ready)[ ]to[ ](?:relocate|move)(?:[ ](?:to|within|in))?[ ]?
    | (?:looking[ ]for|seeking)[^\n.;:]{{0,60}}?[ ]in[ ](?=(?-i:[A-Z]))
    | (?:preferred|desired)[ ]locations?\s?:\s? | relocation\s?:\s?
    | (?:희망[ ]?(?:근무지|근무[ ]?지역|지역))\s?:?\s?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_AROUND: Final = re.compile(
    rf"(?:rayon\s(?:de|d['’]action de)?\s?:?\s?{_KM}(?:\s(?:autour|alentours?)?\s?(?:de|d['’]|du)\s?)?"
    rf"|{_KM}\s?(?:autour|alentour|around|of|from|max(?:imum)?)(?:\s(?:de|d['’]|du))?\s?)",
    re.IGNORECASE,
)
_RADIUS: Final = re.compile(_KM, re.IGNORECASE)
_PLACE: Final = re.compile(
    r"""\s*(?:(?:la|le|les|l['’]|toute?|du|de|d['’]|des|sur|[àa]|en|ville|secteur|r[ée]gion|d[ée]partement
      |bassin(?:[ ]d['’]emploi)?)\s?(?:de\s|d['’]|du\s|des\s)?){0,4}
    (?P<place>[A-ZÀ-Ý][\w'’.-]*(?:(?:[ -]|['’])(?:(?:sur|en|les|la|le|de|du|des|et|ou|and|d|l|aux
      |sous)[ '’-]){0,2}[A-ZÀ-Ý][\w'’.-]*){0,5}(?:\s?\(\d[\dAB]{1,4}\))?
     |nationale?|internationale?|r[ée]gionale?|d[ée]partementale?
     |toute[ ]la[ ]france|france[ ]enti[èe]re|[가-힣]{2,10})""",
    re.VERBOSE,
)
_MORE: Final = re.compile(
    r"(?:,\s?|\s(?:et|ou|and|or)\s)(?P<place>[A-ZÀ-Ý][\w'’-]+(?:[ -][A-ZÀ-Ý][\w'’-]+){0,2})"
)
_NO_PLACE: Final = re.compile(
    r"(?:permis|vehicule|voiture|cdi|cdd|interim|oui|yes|non|temps|alternance|stage|contrat|poste|emploi"
    r"|moyens?|immediate|b|bonne|disponib|tourisme"
    r"|restauration|bancaire|medical|social|public|prive|associatif|industriel|tertiaire|commercial"
    r"|remote).*"
)
_SEEK: Final = re.compile(
    r"(?:recherche|cherche|souhait|disponible|ouvert|dispo\b|objectif|type de contrat|contrats?\s?:"
    r"|accepte|preference|interesse"
    r"|trouver un|looking for|seeking|available|open to|wish|희망|구직|poste recherche|emploi recherche"
    r"|en quete)"
)
_CONTRACTS: Final = (
    (Contract.PERMANENT, r"\bcdi\b|permanent (?:position|job|contract)|정규직"),
    (Contract.FIXED_TERM, r"\bcdd\b|fixed[- ]term|계약직"),
    (Contract.TEMPORARY, r"\binterim\b|interimaire|temp(?:orary)? (?:work|job|position)"),
    (Contract.SEASONAL, r"saisonnie|\bsaison\b|seasonal"),
    (
        Contract.APPRENTICESHIP,
        r"\balternance\b|apprentissage\b|contrat (?:de )?pro(?:fessionnalisation)?\b|apprenticeship",
    ),
    (Contract.INTERNSHIP, r"\bstage\b|internship|인턴"),
    (Contract.VOLUNTEERING, r"service civique|benevolat"),
)
# A wish at the foot of the page stands in whatever section came last.
_OPENS_WISH: Final = re.compile(
    r"\W*(?:disponib|(?:je )?recherche (?:un|une|emploi|poste|cd)|mobilit[ée]|mobile|available|seeking)",
    re.IGNORECASE,
)
_FULL: Final = re.compile(r"temps (?:plein|complet)|full[- ]time|전일제|풀타임")
_PART: Final = re.compile(r"temps partiel|mi-temps|part[- ]time|파트타임|시간제")
_WEEKLY: Final = re.compile(
    r"(?<![\d/h])(\d{2}(?:[.,]\d)?)\s?(?:h(?:eures)?(?:\s?/\s?|\spar\s|\s)?(?:semaine|sem"
    r"|hebdo\w*)?\b(?!\d)|hours?(?: a| per|/)? ?week)"
)
_PATTERNS: Final = (
    ("night", r"(?:travail|horaires?|poste|equipe)s? de nuit|\bde nuit\b|la nuit|nights?\b|야간"),
    ("weekend", r"week-?ends?\b|samedi|dimanche|weekends?|주말"),
    ("shift", r"\b[235] ?x ?8\b|equipes? postees?|horaires? (?:decales|postes|alternes)|shifts?\b|교대"),
    ("split", r"coupure|horaires? coupes|split"),
    ("evening", r"\ble soir\b|en soiree|evenings?"),
)
_REFUSED: Final = re.compile(
    r"(?:pas|sauf|sans|hors|not?|except)\s(?:de\s|le\s|la\s|les\s|d['’]|du\s|any\s)?(?:travail\s(?:de\s"
    r"|le\s)?)?$"
)


def read_search_areas(document: Document, *, sections: Sequence[SectionSpan]) -> tuple[SearchArea, ...]:
    """Where the person says they look for work; the place is empty when only a distance is given."""
    found: list[SearchArea] = []
    for start, end in _wish_lines(document, sections):
        text = document.text[start:end]
        for area in _areas(document, text, start):
            if all(area.place != other.place for other in found):
                found.append(area)
    return tuple(found)


def read_contracts(document: Document, *, sections: Sequence[SectionSpan]) -> tuple[Contract, ...]:
    """The kinds of contract that the person says they look for."""
    wanted: list[Contract] = []
    for start, end in _wish_lines(document, sections):
        said = folded(document.text[start:end])
        cue = _SEEK.search(said)
        if cue is None:
            continue
        for contract, words in _CONTRACTS:
            match = re.search(words, said)
            if match is not None and contract not in wanted and not _REFUSED.search(said[: match.start()]):
                wanted.append(contract)
    return tuple(wanted)


def read_hours(document: Document, *, sections: Sequence[SectionSpan]) -> Hours | None:
    """The working time that the person asks for or accepts; ``None`` when nothing is said."""
    full: bool | None = None
    weekly: float | None = None
    patterns: list[str] = []
    evidence: list[Passage] = []
    for start, end in _wish_lines(document, sections):
        said = folded(document.text[start:end])
        got = [
            name
            for name, words in _PATTERNS
            if (m := re.search(words, said)) and not _REFUSED.search(said[: m.start()])
        ]
        wish = _SEEK.search(said) is not None
        part, whole, hours = _PART.search(said), _FULL.search(said), _WEEKLY.search(said)
        if not (
            part
            or whole
            or (wish and (hours or got))
            or (got and re.search(r"accept|possible|ok\b|travail", said))
        ):
            continue
        full = full if full is not None else (None if bool(part) == bool(whole) else bool(whole))
        number = float(hours[1].replace(",", ".")) if hours else None
        weekly = weekly if weekly is not None or number is None or not 5 <= number <= 48 else number
        patterns.extend(name for name in got if name not in patterns)
        evidence.append(passage(document, start, end))
    if not evidence:
        return None
    return Hours(weekly, full, tuple(evidence), tuple(patterns))


def _wish_lines(document: Document, sections: Sequence[SectionSpan]) -> list[tuple[int, int]]:
    """Short lines and sentences of the parts where wishes are written."""
    spans = []
    for section in sections:
        elsewhere = section.section not in _WISH_SECTIONS
        for found in re.finditer(
            r"[^\n.;!?]+(?:[.](?=\S)[^\n.;!?]+)*", document.text[section.start : section.end]
        ):
            part = found.group()
            if not part.strip() or len(part) > 400 or (elsewhere and not _OPENS_WISH.match(part)):
                continue
            start = section.start + found.start() + len(part) - len(part.lstrip())
            spans.append((start, start + len(part.strip())))
    return spans


def _areas(document: Document, text: str, start: int) -> list[SearchArea]:
    around = _AROUND.search(text)
    cue = _CUE.search(text)
    if around is None and cue is None:
        return []
    radius = _RADIUS.search(text)
    kilometres = float(radius[1]) if radius else None
    for found in (cue, around):
        place = _PLACE.match(text, found.end()) if found is not None else None
        if place is not None and not _NO_PLACE.fullmatch(folded(place["place"])):
            first = min(f.start() for f in (cue, around) if f is not None)
            last = max(place.end(), radius.end() if radius else 0, found.end() if found else 0)
            evidence = (passage(document, start + first, start + last),)
            names = re.split(r"\s(?:ou|et|or|and)\s", place["place"])
            more = _MORE.match(text, place.end())
            while more is not None:
                names.append(more["place"])
                more = _MORE.match(text, more.end())
            return [SearchArea(name, kilometres, evidence) for name in names if name]
    if around is None:
        return []
    first = min(f.start() for f in (cue, around) if f is not None)
    end = start + first + len(text[first : around.end()].rstrip())
    return [SearchArea("", kilometres, (passage(document, start + first, end),))]
