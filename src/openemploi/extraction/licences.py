"""Licences and permits in a text: driving, CACES, electrical clearances, first aid, security, transport….

A licence is held or not held, so each mention says whether the text denies it. "En cours" (being prepared)
counts
as not held: nobody may drive on a lesson. "Permis" without a category is the car licence; "CACES 3"
without a
recommendation is R489, the fork-lift rule that most such offers mean, and "CACES C1" R482 (site machines).
Names are in ``licence_names``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from openemploi.extraction.flat import flat
from openemploi.extraction.licence_denial import LAPSED, denial
from openemploi.extraction.licence_names import licence_name


@dataclass(frozen=True, slots=True)
class LicenceMention:
    """A licence named at ``text[start:end]`` (denial included); ``label`` is its name in French."""

    code: str
    label: str
    negated: bool
    start: int
    end: int


def find_licences(text: str, start: int = 0, end: int | None = None) -> list[LicenceMention]:
    """The licences named in ``text[start:end]``, in order; offsets are those of ``text``.

    Several categories said in one go share their passage ("permis B et C").

    >>> [(m.code, m.negated) for m in find_licences("pas de permis B, CACES R489 cat. 1A et 3")]
    [('driving:B', True), ('caces:R489-1A', False), ('caces:R489-3', False)]
    """
    part = text[start : len(text) if end is None else end]
    even = flat(part)
    found: dict[tuple[str, int], LicenceMention] = {}
    for codes, left, right in _candidates(part, even):
        begin, finish, negated = denial(part, even, left, right)
        lost = None if negated or len(codes) < 2 else _ONE_LAPSED.match(even, right, right + 60)
        for code in codes:
            if lost is not None and code == f"driving:{_category(lost['cat'])}":
                gone = LicenceMention(code, licence_name(code, "fr"), True, left + start, lost.end() + start)
                found.setdefault((code, gone.end), gone)
                continue
            mention = LicenceMention(code, licence_name(code, "fr"), negated, begin + start, finish + start)
            found.setdefault((code, mention.end), mention)
    return sorted(found.values(), key=lambda m: (m.start, m.end))


_Candidate = tuple[list[str], int, int]


def _candidates(part: str, even: str) -> Iterator[_Candidate]:
    yield from _driving(part, even)
    yield from _caces(even)
    yield from _electrical(even)
    for found in _TITLES.finditer(even):
        for group, code in _TITLE_CODES.items():
            if found[group] and _means_it(code, part, even, found.start(), found.end()):
                yield [code], found.start(), found.end()
    for found in _LEVELLED.finditer(even):
        name = found["name"].upper()
        family = _LEVELLED_FAMILY[name]
        levels = re.findall(r"[123]", found["levels"] or "")
        yield [f"{family}:{name}{n}" for n in levels] or [f"{family}:{name}"], found.start(), found.end()


# --- driving -----------------------------------------------------------------------------------------------

_CATEGORY: Final = (
    r"(?:b\s?\+\s?e|c\s?\+\s?e|d\s?\+\s?e|e\s?\([bcd]\)|b\(e\)|c\(e\)|c1e|d1e|a1|a2|am|b1|b78|b96|be|c1|ce"
    r"|ec|d1|de"
    r"|eb|ed|a|b|c|d|vl|pl|spl|poids[ -]lourds?|super[ -]?lourds?|moto|remorque"
    r"|transports? en commun)(?![\w'])"
)
_SEPARATOR: Final = (
    r"\s{0,2}(?:,|/|;|\+|&|-|\bet\b|\bou\b|\bet/ou\b|\band\b|\bor\b)?\s{0,2}(?:permis\s{1,2})?"
)
_DRIVING: Final = (
    r"(?:(?:driving|driver'?s?) licen[cs]es?"
    r"|(?:full |clean |valid ){1,3}(?:(?:uk|eu|british|manual|car) ){1,2}licen[cs]e|clean licen[cs]e)"
)
_PERMIS: Final = re.compile(
    rf"\b(?:permis(?: de conduire)?|{_DRIVING})"
    r"(?:\s{0,2}(?:\(|:|-|\"|categories?|category|cat\.?|class|type|valides?"
    r"|en cours de validite)){0,3}\s{0,2}"
    rf"(?P<cats>{_CATEGORY}(?:{_SEPARATOR}{_CATEGORY}){{0,8}})"
)
# "Permis B impératif, BE souhaité": each category with its own word.
_ASKED: Final = r"(?:imperatif|obligatoire|exige|requis|indispensable|necessaire|souhaite|apprecie)"
_ANOTHER: Final = re.compile(
    rf"\s{_ASKED}(?:\s?[,;+/]\s?|\s(?:et|mais)\s)(?:le\s)?(?P<cat>{_CATEGORY})(?=\s(?:est\s|serait\s)?{_ASKED})"
)
_BEFORE_WORD: Final = re.compile(
    rf"\b(?P<cats>(?:category|class|categorie) {_CATEGORY}) (?:driving )?(?:licen[cs]e|permis)\b"
    r"|\b(?P<hgv>hgv|lgv)(?: class (?P<class>[12]))?(?: driving)? licen[cs]e"
)
_BARE: Final = re.compile(
    rf"\b(?:permis de conduire|{_DRIVING})\b"
    r"|(?:\b(?:titulaires? du|votre|j'ai le|mon|avoir le|sans|pas de|pas le|possession du|munie? du"
    r"|disposez du"
    r"|avez le|avoir votre) permis\b(?! d[e'u]|\s?:?\s?(?:bateau|feu|cotier|fluvial|hauturier)))"
    r"|\bpermis(?=\s{0,2}(?:exige|obligatoire|requis|indispensable|souhaite|apprecie|valide|imperatif"
    r"|necessaire"
    r"|et (?:un )?(?:vehicule|voiture)|\+\s?(?:vehicule|voiture)|/\s?(?:vehicule|voiture)|[,(]? ?vehicule"
    r"|ok\b|oui\b))"
    r"|(?:[12]종\s?(?P<size>대형|보통|소형)\s?(?:운전\s?)?|(?:[12]종\s?)?운전\s?)면허(?:증)?(?:\s?[12]종(?:\s?(?:대형"
    r"|보통))?)?"
)
_VERB: Final = re.compile(
    r"\b(?:a|ont|avait|avaient|ayant|est|etait|aura|sera|soit|ete|as|ai|avons)(?: (?:ainsi|aussi"
    r"|toujours))? $"
)
# "B et C (C à repasser)": one category of several.
_ONE_LAPSED: Final = re.compile(
    rf"[\s,:(–—-]{{1,4}}(?:le |permis |categorie ){{0,2}}(?P<cat>{_CATEGORY})[\s:]{{1,3}}{LAPSED}"
)
_ALIASES: Final = {
    "vl": "B", "b78": "B", "b1": "B1", "pl": "C", "poids lourd": "C", "poids lourds": "C", "spl": "CE",
    "super lourd": "CE", "super lourds": "CE", "superlourd": "CE", "moto": "A", "remorque": "BE",
    "transport en commun": "D", "transports en commun": "D", "e(b)": "BE", "e(c)": "CE", "e(d)": "DE",
    "b(e)": "BE", "c(e)": "CE", "eb": "BE", "ec": "CE", "ed": "DE",
}  # fmt: skip


def _driving(part: str, even: str) -> Iterator[_Candidate]:
    taken: list[tuple[int, int]] = []
    for found in _PERMIS.finditer(even):
        cats = []
        end = found.start("cats")
        for cat in re.finditer(_CATEGORY, found["cats"]):
            left, right = found.start("cats") + cat.start(), found.start("cats") + cat.end()
            if not _is_category(part, even, left, right):
                break
            cats.append(_category(cat.group()))
            end = right
        if cats and not _VERB.search(even, max(0, found.start() - 25), found.start()):
            end += 1 if "(" in even[found.start() : end] and even[end : end + 1] == ")" else 0
            taken.append((found.start(), end))
            yield [f"driving:{c}" for c in dict.fromkeys(cats)], found.start(), end
            more = _ANOTHER.match(even, end)
            if more and _is_category(part, even, *more.span("cat")):
                yield [f"driving:{_category(more['cat'])}"], *more.span("cat")
    for found in _BEFORE_WORD.finditer(even):
        taken.append(found.span())
        if found["hgv"]:
            yield ["driving:CE" if found["class"] == "1" else "driving:C"], found.start(), found.end()
        else:
            yield [f"driving:{_category(found['cats'].split(' ', 1)[1])}"], found.start(), found.end()
    seen = 0
    for found in _BARE.finditer(even):
        while seen < len(taken) and taken[seen][1] <= found.start():
            seen += 1
        near = taken[max(0, seen - 1) : seen + 2]
        if any(a < found.end() and found.start() < b for a, b in near):
            continue
        word = even.rfind("permis", found.start(), found.end())
        left = word if word >= 0 else found.start()
        if word < 0 or not _VERB.search(even, max(0, left - 25), left):
            yield ["driving:C" if found["size"] == "대형" else "driving:B"], left, found.end()


def _is_category(part: str, even: str, left: int, right: int) -> bool:
    """Whether the letters are a category and not the words "a", "à", "de", "d'", "c'est", "ce"."""
    written, cat = part[left:right], even[left:right]
    if cat in ("a", "am", "de", "ce", "be", "ed", "ec", "moto", "remorque"):
        follows_word = re.match(r" [a-z]{2,}", even[right : right + 4]) is not None
        return (written.isupper() and not (cat == "de" and follows_word)) or cat in ("moto", "remorque")
    if cat in ("c", "d"):
        return written.isupper() or re.match(r" [a-z]{2}", even[right : right + 3]) is None
    return True


def _category(said: str) -> str:
    plain = re.sub(r"\s?\+\s?", "", said).replace("-", " ")
    plain = re.sub(r"\s+\(", "(", plain)
    return _ALIASES.get(plain, plain.upper())


# --- CACES -------------------------------------------------------------------------------------------------

_RULE: Final = r"r\s?\.?\s?(?P<rule>48[245679]|490|389|372\s?m?|386|390|383|377|318)(?:\s?m\b)?"
_CLASS: Final = (
    r"(?!a [a-z]{3})(?:[1-9]\([ab]\)|[a-g][1-3]?|10|[1-9][ab]?)(?![\w'%€])(?!\s?(?:ans?|mois|h|heures?|jours?|annees?"
    r"|euros?|€)\b)"
)
_CACES: Final = re.compile(
    rf"(?:\bcaces\b(?:\s{{0,2}}(?:®|\(|:|-|n°|valides?|a jour|type)){{0,3}}\s{{0,2}}(?:{_RULE})?"
    rf"|\b{_RULE.replace('rule', 'bare')})"
    r"(?P<first>\s?(?:de |d'|pour )?(?:nacelles?|pemp|chariots?|engins?(?: de chantier)?|pelle"
    r"|pont(?: roulant)?|grue|gerbeurs?)"
    r"(?=\s?(?:[(:-] ?)?(?:cat\w*\.? )?[a-g1-9][1-3ab]?(?!\w)))?"
    r"(?:\s{0,2}(?:\(|:|-|,|de (?=cat)|categories?|cat\.?s?|niveaux?|n°|type|famille)){0,3}\s{0,2}"
    rf"(?P<cats>(?<![\w]){_CLASS}(?:\s{{0,2}}(?:,|/|;|\+|&|-|\.|et|ou|and"
    rf"|et/ou)?\s{{0,2}}(?:cat\.? ?)?(?<![\w]){_CLASS}){{0,9}})?"
    r"(?P<kind>\s?(?:de |d'|pour )?(?:nacelles?|pemp|chariots?|cariste|engins?|pelle|pont|grue|gerbeurs?"
    r"|transpalette))?"
)
# "CACES 3 et nacelle": two rules.
_AND_KIND: Final = re.compile(
    r"\s?(?:,|\+|/|&|\bet\b)\s?(?P<kind>nacelle|pemp|gerbeur|pont roulant|grue(?! a tour))s?(?![a-z])"
)
_NO_BRACKETS: Final = {ord("("): None, ord(")"): None}
_FORMERLY: Final = re.compile(r"(?:anciennement|ancien|ex)[ -](?:les |le )?$")
_EACH_CLASS: Final = re.compile(r"(?<!\w)(?:[1-9]\([ab]\)|(?:[a-g][1-3]?|10|[1-9][ab]?)(?!\w))")
_KINDS: Final = {
    "nacelle": "R486", "pemp": "R486", "chariot": "R489", "cariste": "R489", "engin": "R482", "pelle": "R482",
    "pont": "R484", "grue": "R490", "gerbeur": "R485", "transpalette": "R489",
}  # fmt: skip


def _caces(even: str) -> Iterator[_Candidate]:
    for found in _CACES.finditer(even):
        if _FORMERLY.search(even, max(0, found.start() - 20), found.start()):
            continue  # "R482 B1 (anciennement CACES 2)": said twice
        rule = found["rule"] or found["bare"] or ""
        rule = f"R{rule.replace(' ', '').upper()}" if rule else ""
        classes = [c.upper().translate(_NO_BRACKETS) for c in _EACH_CLASS.findall(found["cats"] or "")]
        kind = re.search(
            r"nacelle|pemp|chariot|cariste|engin|pelle|pont|grue|gerbeur"
            r"|transpalette",
            found.group(),
        )
        rule = rule or (_KINDS[kind.group()] if kind else "")
        codes = [f"caces:{rule or _usual_rule(c)}-{c}" for c in classes]
        codes = codes or [f"caces:{rule}" if rule else "caces"]
        end = found.end()
        end += 1 if "(" in found.group() and ")" not in found.group() and even[end : end + 1] == ")" else 0
        said = even[found.start() : end].rstrip(" ,:(-")
        yield list(dict.fromkeys(codes)), found.start(), found.start() + len(said)
        if classes and (other := _AND_KIND.match(even, found.start() + len(said))):
            yield [f"caces:{_KINDS[other['kind'].split()[0]]}"], *other.span("kind")


def _usual_rule(category: str) -> str:
    return "R482" if category[0].isalpha() else "R489"


# --- electrical clearances ---------------------------------------------------------------------------------

_CLEARANCE: Final = (
    r"(?:b0v?|h0v?|b1[vtl]?|b2[vtl]?|h1v?|h2v?|br|bc|bs|be|hc|he|bp|bf|hf)"
    r"(?: (?:manoeuvres?|mesures?|essais?|verifications?))?"
)
_ELECTRICAL: Final = re.compile(
    r"\bhabilitations?(?:\s{0,2}(?:electriques?|elec\b|bt|ht|basse tension|haute tension|de type|type"
    r"|niveau"
    r"|a jour"
    rf"|:|\()){{0,4}}\s{{0,2}}(?P<cats>{_CLEARANCE}(?:\s?(?:,|/|;|\+|&|-|et"
    rf"|ou)?\s?(?:{_CLEARANCE})){{0,11}})(?!\w)"
    r"|\bhabilitations? (?:electriques?|elec\b)|\belectrical (?:clearance|authorisation|accreditation)"
    r"|(?<!\w)(?P<alone>(?:b0|h0|b1v|b2v|h1v|h2v|h0v)(?:\s?[/,-]?\s?(?:b0|h0|b1v|b2v|h1v|h2v|h0v|br|bc|bs"
    r"|be)){1,9})(?!\w)"
)


def _electrical(even: str) -> Iterator[_Candidate]:
    for found in _ELECTRICAL.finditer(even):
        said = found["cats"] or found["alone"] or ""
        codes = [c.upper() for c in re.findall(r"[bh][012][vtl]?|b[rcspef]|h[cef]", said)]
        yield [f"electrical:{c}" for c in dict.fromkeys(codes)] or ["electrical"], found.start(), found.end()


# --- titles with a name of their own -----------------------------------------------------------------------

_TITLE_WORDS: Final[tuple[tuple[str, str], ...]] = (
    (
        "vehicle",
        r"(?:vehicule|voiture|moyen de locomotion) (?:personnel(?:le)?|perso|individuel(?:le)?)"
        r"|vehicule (?:est )?"
        r"(?:fortement )?(?:exige|indispensable|obligatoire|souhaite|requis|necessaire|imperatif)"
        r"|(?:pas de|sans|aucun|ni|ni de) (?:vehicule|voiture)|non[ -]vehiculee?s?"
        r"|own (?:car|vehicle|transport)|자차|자가용",
    ),
    # "véhiculé", or "véhicule" and "voiture" after "permis B,"
    ("vehicle", r"vehiculee?s?(?! (?:de |leger))|voiture(?! (?:de |fournie|mise))"),
    ("boat", r"permis (?:bateau|cotier|fluvial|hauturier)|boat licen[cs]e"),
    ("platform:IPAF", r"ipaf(?: (?:licen[cs]e|card))?"),
    (
        "forklift",
        r"(?:fork[ -]?lift(?: truck)?|flt|counterbalance|reach truck) licen[cs]es?|지게차 ?(?:운전 ?)?(?:기능사|면허)",
    ),
    ("first-aid:SST", r"sst|sauveteurs?[ -]+secouristes?(?: du travail)?(?: \(sst\))?"),
    ("first-aid:PSC1", r"psc ?1"),
    (
        "first-aid",
        r"first[ -]aid (?:certificate|qualification|at work|training)|first[ -]aider|brevet de secourisme",
    ),
    ("childcare:BAFA", r"bafa"),
    ("childcare:BAFD", r"bafd"),
    ("sport:BPJEPS", r"bp ?jeps"),
    ("sport:DEJEPS", r"de ?jeps"),
    ("sport:BNSSA", r"bnssa"),
    ("sport:BEESAN", r"beesan"),
    ("security:CQP-APS", r"(?:cqp|tfp)[ -]?(?:/ ?tfp )?(?:aps|agent de prevention)(?: et de securite)?"),
    (
        "security:professional-card",
        r"carte pro(?:fessionnelle)?(?: d'agent)?(?: de securite)?(?! (?:vtc|taxi))|cnaps",
    ),
    ("security:SIA", r"sia (?:door supervisor )?licen[cs]e"),
    ("transport:FIMO-passengers", r"fimo(?: \w+)? voyageurs?"),
    ("transport:FIMO", r"fimo(?! (?:\w+ )?voyageur)|driver cpc"),
    ("transport:FCO", r"fco"),
    ("transport:ADR", r"adr"),
    ("transport:VTC", r"carte (?:pro(?:fessionnelle)? )?vtc"),
    ("transport:taxi", r"carte (?:pro(?:fessionnelle)? )?(?:de )?taxi"),
    ("transport:driver-card", r"cartes? (?:de )?(?:conducteur|chronotachygraphe)"),
    ("pesticides:certiphyto", r"certi ?phyto\w{0,12}"),
    ("alcohol:operating-permit", r"permis d'exploitation|personal licence"),
    ("site:AIPR", r"aipr"),
)
_TITLE_CODES: Final = {f"t{i}": code for i, (code, _) in enumerate(_TITLE_WORDS)}
_TITLES: Final = re.compile(
    r"(?<![a-z0-9])(?:"
    + "|".join(f"(?P<t{i}>{words})" for i, (_, words) in enumerate(_TITLE_WORDS))
    + r")(?![a-z0-9])"
)
_AFTER_PERMIS: Final = re.compile(r"permis b(?:,| et| \+| -|/| ou|\.)\s{0,2}(?:un |une )?$")
_LEVELLED: Final = re.compile(
    r"(?<!\w)(?P<name>pse|afgsu|ssiap)(?P<levels>\s{0,2}(?:niveaux? |n)?[123](?:\s?(?:,|/|et|ou|&|\+"
    r"|-)\s?[123]){0,2})?(?!\w)"
)
_LEVELLED_FAMILY: Final = {"PSE": "first-aid", "AFGSU": "first-aid", "SSIAP": "security"}
# Words that must stand near a title that also means something else.
_COMPANY: Final = {
    "transport:ADR": re.compile(
        r"permis|fimo|fco|chauffeur|conduc|transport|dangereu|caces|citerne|driver"
        "|hazard"
    ),
    "security:professional-card": re.compile(
        r"securite|surveillan|gardien|cnaps|aps\b|ssiap|cynophile"
        "|vigile"
    ),
}


def _means_it(code: str, part: str, even: str, left: int, right: int) -> bool:
    if code in ("first-aid:SST", "transport:ADR", "transport:FCO") and right - left == 3:
        return part[left:right].isupper() and _near_its_company(code, even, left, right)
    if code == "vehicle" and re.fullmatch(r"vehiculee?s?|voiture", even[left:right]):
        return (
            part[left + 7 : right] in ("é", "É", "ée", "ÉE", "és", "ées")
            or _AFTER_PERMIS.search(even, max(0, left - 20), left) is not None
        )
    return _near_its_company(code, even, left, right)


def _near_its_company(code: str, even: str, left: int, right: int) -> bool:
    near = _COMPANY.get(code)
    return near is None or near.search(even, max(0, left - 150), right + 150) is not None
