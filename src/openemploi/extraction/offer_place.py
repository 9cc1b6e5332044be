"""Where the job of an offer is done, and whether it may be done from home."""

from __future__ import annotations

import re
from typing import Final

from openemploi.extraction.model import Passage, Place, Section
from openemploi.extraction.offer_text import OfferText


def read_place(offer: OfferText) -> Place | None:
    """The place that the offer names: by a label first ("Lieu : Lyon"), then in a sentence ("basé à Lyon (69)")."""
    text = offer.document.text
    for pattern in (_LABEL, _BASED):
        for lead in offer.found(pattern, outside=frozenset({Section.COMPANY, Section.LEGAL})):
            name = _NAME.match(text, lead.end())
            if name is None or name["name"].lower() in _NOT_A_PLACE:
                continue
            label = name["name"].strip(" -'")
            postcode = name["before"] or name["after"]
            if len(label) < 2:
                continue
            return Place(label, postcode=postcode, evidence=(offer.passage(name.start(), name.end()),))
    for pattern in (_TOWN_POSTCODE, _AFTER_TITLE, _BEFORE_CONTRACT):
        for town in pattern.finditer(text):
            if offer.section(town.start()) is Section.LEGAL or town["name"].lower() in _NOT_A_PLACE:
                continue
            span = town.span("name")
            code = town["code"] if pattern is _TOWN_POSTCODE else None
            return Place(town["name"], postcode=code, evidence=(offer.passage(*span),))
    if found := _POSTCODE_TOWN.search(text):
        label = found["name"].strip(" -'")
        return Place(label, postcode=found["code"], evidence=(offer.passage(*found.span()),))
    return None


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


_LABEL: Final = re.compile(
    r"(?:^|[\n*•-]|\. )[^\w\n]{0,6}(?:lieu(?: de travail| du poste| de la mission| d'intervention)?"
    r"|localisation(?: du poste)?|ville"
    r"|secteur(?: geographique)?|lieu de prise de poste|location|place of work|근무지(?:역)?"
    r"|poste base)\s{0,2}[:=-]\s{0,3}"
    r"(?:a proximite d[e'] ?|a |au |proche de |secteur (?:de |d')?)?"
)
_BASED: Final = re.compile(
    r"\b(?:base(?:e|s|es|\(e\))?|situe(?:e|s|es|\(e\))?|localise(?:e|s|es)?"
    r"|poste (?:est )?(?:a pourvoir )?|recrute|mission"
    r"|chantiers?|agence|site|magasin)(?: dans le secteur)? (?:a|sur|pres de|proche de|au|located in) "
    r"|\b(?:based|located) in "
)
_NAME: Final = re.compile(
    r"(?:(?P<before>\d{5})[ \t]{1,2})?"
    r"(?P<name>[A-ZÀ-Ý가-힣][\w'’]*(?:[ -](?:[A-ZÀ-Ý가-힣][\w'’]*"
    r"|(?:de|du|des|la|le|les|sur|sous|en|et|lès|d'|l'|aux|à)(?=[ -][A-ZÀ-Ý])|\d{1,2}e?r?\b)){0,7})"
    r"(?:[ \t]{0,2}[(,-]?[ \t]{0,2}(?P<after>\d{5})\b\)?)?(?:[ \t]?\(\d{2,3}\))?"
)
_POSTCODE_TOWN: Final = re.compile(
    r"(?<![\d-])(?P<code>(?:0[1-9]|[1-8]\d|9[0-8])\d{3})[ \t]{1,2}"
    r"(?P<name>[A-ZÀ-Ý][\w'’]{2,30}(?:[ -](?:[A-ZÀ-Ý][\w'’]{1,20}|(?:de|du|la|le|les|sur|en"
    r"|lès)(?=[ -][A-ZÀ-Ý]))){0,5})"
)
_TOWN: Final = (
    r"(?P<name>[A-ZÀ-Ý][\w'’]{1,30}(?:[ -](?:[A-ZÀ-Ý][\w'’]{1,20}|(?:de|du|des|la|le|les|sur|sous|en|lès)"
    r"(?=[ -][A-ZÀ-Ý]))){0,5})"
)
# "Gap (05000)", "Commune de Forcalquier (04300)".
_TOWN_POSTCODE: Final = re.compile(
    r"(?<![\w-])(?:(?:[Ll]a )?(?:[Vv]ille|[Cc]ommune|[Mm]airie) d(?:e |u |'|’))?"
    + _TOWN
    + r"[ \t]{0,2}\((?P<code>(?:0[1-9]|[1-8]\d|9[0-8])\d{3})\)"
)
# "Soudeur (H/F) - Fos-sur-Mer", at the end of a line.
_AFTER_TITLE: Final = re.compile(
    r"\((?:[HhMm]/[FfWw]|[FfWw]/[HhMm]|[HhFfMm]/[FfHhMm]/[XxDd])\)[ \t]{0,2}[-–—,][ \t]{0,2}"
    + _TOWN
    + r"[ \t]*(?=\n|$)"
)
# "Hôtel des Phares, Nice – permanent contract".
_BEFORE_CONTRACT: Final = re.compile(
    r",[ \t]"
    + _TOWN
    + r"[ \t]{0,2}[-–—][ \t]{0,2}(?:[Pp]ermanent|[Tt]emporary|[Ff]ull|[Pp]art|CDI|CDD|[Tt]emps|[Cc]ontrat)"
)
_NOT_A_PLACE: Final = frozenset(
    {"la", "le", "les", "temps", "cdi", "cdd", "en", "vous", "domicile", "france", "une", "un"}
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
