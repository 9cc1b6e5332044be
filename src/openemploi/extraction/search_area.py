"""What the person says they look for: where, with which contract, for which hours.

Only an explicit wish counts. The home address says where somebody lives, never where they want to work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.cv_cues import is_place, title_at
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
    | (?:peux|pourrais|souhaite(?:rais)?|aimerais|voudrais|pr[êe]te?[ ][àa]|accepte[ ]de)[ ]
        (?:travailler|aller|me[ ]d[ée]placer)[ ](?:sur|[àa]|autour[ ]de|vers|jusqu['’][àa])[ ](?={_NAMED})
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
    r"(?:,\s?|\s?/\s?|\s(?:et|ou|and|or)\s)(?P<place>[A-ZÀ-Ý][\w'’-]+(?:[ -][A-ZÀ-Ý][\w'’-]+){0,2})"
)
_NO_PLACE: Final = re.compile(
    r"(?:permis|vehicule|voiture|cdi|cdd|interim|oui|yes|non|temps|alternance|stage|contrat|poste|emploi"
    r"|moyens?|immediate|bonne|disponib|tourisme|velo|bus|train|scooter|moto|marche"
    r"|sante|btp|agricol|hoteller|batiment|logistique|nettoyage|proprete|education|tous|experience|formation"
    r"|restauration|bancaire|medical|social|public|prive|associatif|industriel|tertiaire|commercial"
    r"|remote)\w*(?:\W.*)?|b"
)
# A name as people write it in a list: "La Seyne-sur-Mer", "Aix en Provence", "L'Isle".
_TOWN: Final = (
    r"(?:(?:L[ae]s?[ -]|L['’])?[A-ZÀ-Ý][\w'’]*(?:[ -](?:(?:sur|en|les|lès|la|le|de|du|des|sous|d|l)[ '’-]){0,2}"
    r"[A-ZÀ-Ý0-9][\w'’]*){0,4}(?:\s?\(\d[\dAB]{1,4}\))?)"
)
_TOWNS: Final = rf"(?P<towns>{_TOWN}(?:(?:\s?,\s?|\s?/\s?|\s[-–]\s|\s(?:et|ou|and|or)\s){_TOWN}){{0,7}})"
_DISTANCE: Final = (
    rf"\s?(?:,|\(|\+|-|–|\set\s|\sà\s|\sdans\s|\s)?\s?(?:dans\s|un\s|rayon\s(?:de\s|d['’])?|jusqu['’]à\s"
    rf"|environ\s|et\s|à\s|de\s){{0,4}}{_KM}(?:\s(?:autour|alentour|à la ronde|max(?:imum)?|environ|around))?\s?\)?"
)
_AROUND_TOWN: Final = r"(?P<around>(?i:autour|alentours|environs|proche|près)\s(?:de\s|d['’]|du\s))"
# A whole sentence that is a list of towns, with or without a distance.
_ONLY_TOWNS: Final = re.compile(rf"{_AROUND_TOWN}?{_TOWNS}(?P<near>{_DISTANCE})?")
# "Je recherche un poste de jour : Gap, Embrun", "Secteur Digne / Sisteron"
_THEN_TOWNS: Final = re.compile(
    rf"(?:(?i:je\s)?(?i:(?:re)?cherche)\s[^\n.;:]{{3,60}}\s?:\s?|(?i:secteurs?)\s){_AROUND_TOWN}?{_TOWNS}"
    rf"(?P<near>{_DISTANCE})?"
)
_WISH_HEADING: Final = re.compile(
    r"\W*(?:(?:ma |zone de )?mobilite(?: geographique)?|recherches?|ce que je (?:re)?cherche|je (?:re)?cherche"
    r"|(?:secteur|zone|lieu|ville)s?(?: geographiques?| de recherche| recherchee?s?| souhaitee?s?| de travail)?"
    r"|souhaits?|mes souhaits|disponibilites? et mobilite|mobilite et disponibilites?|job search|preferred locations?"
    r"|희망 ?(?:근무지|근무 ?지역|지역))\W*"
)
_KOREAN_WISH: Final = re.compile(
    r"(?P<towns>[가-힣]{2,8}(?:(?:와|과|이나|나|,| 및)\s[가-힣]{2,8}){0,4}?)(?:\s?지역)?에서\s(?:일하고|근무하고|일할)"
)
_KOREAN_JOIN: Final = re.compile(r"(?:와|과|이나|나|,| 및)\s")
_KOREAN_NO_PLACE: Final = re.compile(r".*(?:회사|곳|매장|카페|호텔|병원|식당|학교|환경|분야|팀|여기|이곳)")
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
            if not part.strip() or len(part) > 400:
                continue
            start = section.start + found.start() + len(part) - len(part.lstrip())
            if elsewhere and not _OPENS_WISH.match(part) and not _under_wish(document.text, start):
                continue
            spans.append((start, start + len(part.strip())))
    return spans


def _under_wish(text: str, start: int) -> bool:
    """Whether the paragraph at ``start`` stands under a heading such as "Mobilité" or "Ce que je cherche"."""
    line = text.rfind("\n", 0, start) + 1
    above = text[max(0, line - 600) : line].rstrip()
    nearest, first = above.split("\n")[-1], above.split("\n\n")[-1].split("\n")[0]
    if text[:line].endswith("\n\n"):
        first = nearest
    return any(len(said) < 50 and _WISH_HEADING.fullmatch(folded(said)) for said in (nearest, first))


def _listed(document: Document, text: str, start: int) -> list[SearchArea]:
    """The towns of a sentence that is nothing but towns, or that ends in a list of them."""
    if (korean := _KOREAN_WISH.search(text)) is not None:
        names = [n for n in _KOREAN_JOIN.split(korean["towns"]) if not _KOREAN_NO_PLACE.fullmatch(n)]
        evidence = (passage(document, start + korean.start("towns"), start + korean.end("towns")),)
        return [SearchArea(name, None, evidence) for name in names]
    bare, after = _ONLY_TOWNS.fullmatch(text), _THEN_TOWNS.fullmatch(text)
    found = after or bare
    if found is None:
        return []
    names = [n for n in re.split(r"\s?[,/]\s?|\s[-–]\s|\s(?:et|ou|and|or)\s", found["towns"]) if n]
    if any(_NO_PLACE.fullmatch(folded(n)) or title_at(n) is not None for n in names):
        return []
    if found is bare and not (found["near"] and found["around"]) and not _under_wish(document.text, start):
        return []
    # "Secteur Santé", "Je cherche un poste : Caisse": one word alone must be a town that is known.
    several = len(names) > 1 and folded(text).startswith("secteur")
    if found is after and not (found["near"] or several or any(is_place(n) for n in names)):
        return []
    radius = _RADIUS.search(found["near"] or "")
    evidence = (passage(document, start + found.start(), start + found.end()),)
    return [SearchArea(name, float(radius[1]) if radius else None, evidence) for name in names]


def _areas(document: Document, text: str, start: int) -> list[SearchArea]:
    if listed := _listed(document, text, start):
        return listed
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
