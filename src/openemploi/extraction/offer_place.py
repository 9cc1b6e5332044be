"""Where the job of an offer is done, and whether it may be done from home."""

from __future__ import annotations

import re
from re import Match
from typing import Final

from openemploi.extraction.cv_cues import is_organisation, is_place
from openemploi.extraction.model import Passage, Place, Section
from openemploi.extraction.offer_head import head_lines
from openemploi.extraction.offer_text import OfferText
from openemploi.extraction.offer_towns import TOWN, is_town, same_town, town_in, towns_alone


def read_place(offer: OfferText) -> Place | None:
    """The place that the offer names; unknown where two of the same weight stand side by side.

    By weight: a label ("Lieu : Lyon"), "basé à Lyon", a name with its postcode or department, a town alone between
    dashes or on a line of the first ones, "Mairie de Gap", a known town behind "à", an address.
    """
    for read in (
        _labelled,
        _based,
        _with_postcode,
        _with_department,
        _in_korea,
        _in_head,
        _of_mairie,
        _behind,
    ):
        if found := read(offer):
            first = found[0]
            # Labels say which place is meant first; what has no label must be the only one.
            alone = read in (_labelled, _based, _with_postcode) or _all_one(found)
            return first if alone else None
    return _addressed(offer)


def _labelled(offer: OfferText) -> list[Place]:
    for lead in offer.found(_LABEL, outside=_ELSEWHERE):
        if place := _after(offer, lead, sure=lead["weak"] is None):
            return [place]
    return []


def _based(offer: OfferText) -> list[Place]:
    for lead in offer.found(_BASED, outside=_ELSEWHERE):
        if place := _after(offer, lead, sure=True):
            return [place]
    return []


def _after(offer: OfferText, lead: Match[str], *, sure: bool) -> Place | None:
    """The place named right behind ``lead``; where that is not ``sure`` to be one, only a town that is known."""
    text = offer.document.text
    name = _NAME.match(text, lead.end())
    if name is None or name["name"].lower() in _NOT_A_PLACE:
        return None
    label = name["name"].strip(" -'")
    postcode = name["before"] or name["after"]
    if len(label) < 2:
        return None
    if postcode is None and not is_town(label):
        # "Hôtel de ville, 10 rue Foch, 05000 Gap": the town stands at the end of the address.
        end = text.find("\n", lead.end())
        if address := _POSTCODE_TOWN.search(text, lead.end(), end if end >= 0 else len(text)):
            return _coded(offer, address)
        if not (sure or is_place(label)) or (" " not in label and is_organisation(label)):
            return None
    if full := town_in(label, behind=lead.group().split()[-1]):
        label = full[0] if len(full[0]) > len(label) else label
    return Place(label, postcode=postcode, evidence=(offer.passage(name.start(), name.end()),))


def _with_postcode(offer: OfferText) -> list[Place]:
    for pattern in (_TOWN_POSTCODE, _TOWN_BARE_POSTCODE, _AFTER_TITLE, _BEFORE_CONTRACT):
        for town in pattern.finditer(offer.document.text):
            if offer.section(town.start()) is Section.LEGAL or town["name"].lower() in _NOT_A_PLACE:
                continue
            sure = pattern in (_TOWN_POSTCODE, _BEFORE_CONTRACT)
            if not (sure or is_town(town["name"]) or is_place(town["name"])):
                continue
            code = town.groupdict().get("code")
            return [Place(town["name"], postcode=code, evidence=(offer.passage(*town.span("name")),))]
    return []


def _with_department(offer: OfferText) -> list[Place]:
    return [
        _named(offer, town.span("name"))
        for town in _TOWN_DEPARTMENT.finditer(offer.document.text)
        if offer.section(town.start()) not in _ELSEWHERE and (is_town(town["name"]) or is_place(town["name"]))
    ]


def _in_korea(offer: OfferText) -> list[Place]:
    return [_named(offer, found.span()) for found in offer.found(_KOREAN, outside=_ELSEWHERE)]


def _in_head(offer: OfferText) -> list[Place]:
    """Towns that stand alone between dashes, commas or line ends of the first lines."""
    text = offer.document.text
    spans = [span for low, high in head_lines(offer) for span in towns_alone(text, low, high)]
    return [_named(offer, span) for span in spans]


def _of_mairie(offer: OfferText) -> list[Place]:
    for low, high in head_lines(offer):
        if found := _MAIRIE.search(offer.document.text, low, high):
            town = town_in(found["name"], behind=found["of"].lower())
            return [_named(offer, found.span("name"), town[0] if town else "")]
    return []


def _behind(offer: OfferText) -> list[Place]:
    """Towns that are known behind "à", "au", "in" or the like: those of the first lines, else all."""
    text, first_line = offer.document.text, _end_of(head_lines(offer)[:1])
    found = []
    for lead in _PREPOSITION.finditer(text, 0, _HEAD):
        at, start = lead.start(), lead.start("name")
        if (at > first_line and offer.section(at) in _ELSEWHERE) or text[lead.end() : lead.end() + 1] == "/":
            continue
        if _AWAY.search(offer.before(at, 40)) or _FROM.search(text, max(0, at - 40), at):
            continue
        to = lead["to"].lower().split()[-1]
        town = town_in(lead["name"], behind=to, abroad=to in _ENGLISH)
        if town is None and lead["site"] and " de " in lead["name"]:  # "Maison des Aînés de Gap"
            start += lead["name"].rindex(" de ") + len(" de ")
            town = town_in(text[start : lead.end("name")])
        if town:
            found.append(_named(offer, (start, start + town[1]), town[0]))
    last = _end_of(head_lines(offer))
    return [place for place in found if place.evidence[0].start < last] or found


def _end_of(lines: tuple[tuple[int, int], ...]) -> int:
    return max((high for _, high in lines), default=0)


def _addressed(offer: OfferText) -> Place | None:
    address = _POSTCODE_TOWN.search(offer.document.text)
    return _coded(offer, address) if address else None


def _coded(offer: OfferText, address: Match[str]) -> Place:
    label = address["name"].strip(" -'")
    return Place(label, postcode=address["code"], evidence=(offer.passage(*address.span()),))


def _named(offer: OfferText, span: tuple[int, int], label: str = "") -> Place:
    passage = offer.passage(*span)
    return Place(label or passage.text, evidence=(passage,))


def _all_one(places: list[Place]) -> bool:
    return all(same_town(places[0].label, place.label) for place in places[1:])


def read_remote(offer: OfferText) -> tuple[bool, Passage] | None:
    """Whether work from home is possible, and where that is said; ``None`` when nothing is."""
    for match in offer.found(_AT_HOME):
        before, after = offer.before(match.start(), 25), offer.after(match.end(), 25)
        denied = _NO.search(before)
        no = denied or re.match(r"\s?:?\s?(?:non\b|pas |impossible|aucun|no\b|불가)", after)
        start = match.start() - (len(before) - denied.start() if denied else 0)
        return no is None, offer.passage(start, match.end())
    for match in offer.found(_ON_SITE):
        return False, offer.passage(*match.span())
    return None


_ELSEWHERE: Final = frozenset({Section.COMPANY, Section.LEGAL})
_HEAD: Final = 1500  # characters in which a town behind "à" is looked for
_ENGLISH: Final = frozenset({"in", "at"})
_LABEL: Final = re.compile(
    r"(?:(?:^|[\n*•-]|\. )[^\w\n]{0,6}(?:lieux?(?: de travail| du poste| de la mission| d'intervention| d'exercice"
    r"| d'affectation)?|localisation(?: du poste)?|ville"
    r"|secteur geographique|lieu de prise de poste|location|place of work|근무지(?:역)?"
    r"|poste base|(?P<weak>secteurs?(?: d'intervention)?|affectations?|residence administrative|communes?|workplace"
    r"|adresse(?: du poste)?))"
    r"\s{0,2}[:=-]\s{0,3}|[📍📌]\s{0,3})"
    r"(?:a proximite d[e'] ?|a |au |aux |proche de |secteur (?:de |d')?)?"
)
_BASED: Final = re.compile(
    r"\b(?:base(?:e|s|es|\(e\))?|situe(?:e|s|es|\(e\))?|localise(?:e|s|es)?"
    r"|poste(?: est)?(?: a pourvoir)?|recrute|mission"
    r"|chantiers?|agence|site|magasin)(?: dans le secteur)? (?:a|sur|pres de|proche de|au|aux|located in) "
    r"|\b(?:based|located) in "
)
_NAME: Final = re.compile(
    r"(?:(?P<before>\d{5})[ \t]{1,2})?"
    r"(?P<name>[A-ZÀ-Ý가-힣][\w'’]*(?:[ -](?:[A-ZÀ-Ý가-힣][\w'’]*"
    r"|(?:de|du|des|la|le|les|sur|sous|en|et|lès|d'|l'|aux|à)(?=[ -][A-ZÀ-Ý])|\d{1,2}e?r?\b)){0,7})"
    r"(?:[ \t]{0,2}[(,-]?[ \t]{0,2}(?P<after>\d{5})\b\)?)?(?:[ \t]?\(\d{2,3}\))?"
)
_CODE: Final = r"(?P<code>(?:0[1-9]|[1-8]\d|9[0-8])\d{3})"
_DEPARTMENT: Final = r"(?:0[1-9]|[1-8]\d|9[0-5]|97[1-6]|2[AB])"
_POSTCODE_TOWN: Final = re.compile(rf"(?<![\d-]){_CODE}[ \t]{{1,2}}{TOWN}")
# "Gap (05000)", "Commune de Forcalquier (04300)".
_TOWN_POSTCODE: Final = re.compile(
    r"(?<![\w-])(?:(?:[Ll]a )?(?:[Vv]ille|[Cc]ommune|[Mm]airie) d(?:e |u |'|’))?"
    rf"{TOWN}[ \t]{{0,2}}\({_CODE}\)"
)
# "Cancale 35260", and "Cancale (35)".
_TOWN_BARE_POSTCODE: Final = re.compile(rf"(?<![\w-]){TOWN}[ \t]{{1,2}}{_CODE}(?![\d€]|[ \t]?(?:€|eur|\d))")
_TOWN_DEPARTMENT: Final = re.compile(
    rf"(?<![\w-]){TOWN}[ \t]{{0,2}}(?:\({_DEPARTMENT}\)|[-–,] ?{_DEPARTMENT}(?=\s*(?:\n|$)))"
)
# "Soudeur (H/F) - Fos-sur-Mer", at the end of a line.
_AFTER_TITLE: Final = re.compile(
    r"\((?:[HhMm]/[FfWw]|[FfWw]/[HhMm]|[HhFfMm]/[FfHhMm]/[XxDd])\)[ \t]{0,2}[-–—,][ \t]{0,2}"
    rf"{TOWN}[ \t]*(?=\n|$)"
)
# "Hôtel des Phares, Nice – permanent contract".
_BEFORE_CONTRACT: Final = re.compile(
    rf",[ \t]{TOWN}"
    r"[ \t]{0,2}[-–—][ \t]{0,2}(?:[Pp]ermanent|[Tt]emporary|[Ff]ull|[Pp]art|CDI|CDD|[Tt]emps|[Cc]ontrat)"
)
_MAIRIE: Final = re.compile(
    rf"(?i:\b(?:mairie|ville|commune|ccas)\s(?P<of>du|des|de|d(?=['’]))[ '’])(?:la ville de )?{TOWN}"
)
_SITES: Final = (
    r"agence|site|boutique|magasin|bureaux?|cabinet|h[ôo]pital|centre hospitalier|ch|chu|ehpad|clinique"
    r"|restaurant|h[ôo]tel|secteur|bassin|r[ée]gion|coll[èe]ge|lyc[ée]e|[ée]cole|antenne|usine|chantiers?|[ée]tablissement|maison|centre|gare"
    r"|communaut[ée]|mairie|ville|commune|cfa|campus|r[ée]sidence|foyer|cr[èe]che"
    r"|boulangerie|pharmacie|garage|entrep[ôo]t"
)
_PREPOSITION: Final = re.compile(
    rf"(?<!\w)(?P<to>(?i:à|au|aux|sur|in|at|(?:près|proche|autour|alentours|environs|côté)\s(?:de|du|des|d(?=['’]))"
    rf"|(?P<site>{_SITES})\s(?:[^\W\d_]+\s){{0,3}}?(?:de|du|des|d(?=['’]))|secteur|agence(?:\s[\w'’+]+)?))[ '’]{TOWN}"
)
_FROM: Final = re.compile(r"\b(?:de|from|entre|between) [A-ZÀ-Ý][\w'’-]+ $")  # "de Lyon à Gap"
# What is done away from where the job is.
_AWAY: Final = re.compile(
    r"(?:deplacement|formation|reunion|envoye|envoi|adress|siege|universite|diplome"
    r"|travel|interview|head office)[^.\n]*$"
)
_KOREAN: Final = re.compile(
    r"(?<![가-힣])(?:(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:특별시|광역시|특별자치시|시)?"
    r"|(?:경기|강원|충북|충남|전북|전남|경북|경남|제주|충청[남북]|전라[남북]|경상[남북])(?:특별자치도|도)?)"
    r"(?: [가-힣]{1,5}[시군구])+(?: [가-힣\d]{1,8}[동읍면로길])?(?![가-힣])"
    r"|(?<![가-힣])[가-힣]{2,8}역(?= \d{1,2}번 출구)"
)
_NOT_A_PLACE: Final = frozenset(
    {
        "la",
        "le",
        "les",
        "temps",
        "cdi",
        "cdd",
        "en",
        "vous",
        "domicile",
        "france",
        "une",
        "un",
        "mi",
        "pourvoir",
        "responsabilite",
        "responsabilité",
        "responsabilites",
        "responsabilités",
        "plein",
        "partiel",
    }
)
_AT_HOME: Final = re.compile(
    r"tele-?travail\w*|\bremote\b|\bfull[ -]?remote|work(?:ing)? from home|home[ -]?office|mode hybride"
    r"|\bhybrid\b|재택\s?근무?"
)
_ON_SITE: Final = re.compile(
    r"(?:100 ?% |en )presentiel\b|\bon[ -]site only"
    r"|presence sur site (?:indispensable|obligatoire)"
)
_NO: Final = re.compile(r"(?:pas de|sans|aucun|pas d'acces au|non|no|not)(?: possibilite de)? $")
