"""What an offer is called, who offers it, and how many people it looks for."""

from __future__ import annotations

import re
from typing import Final

from openemploi.extraction.model import Passage, Section
from openemploi.extraction.offer_sections import opens_section
from openemploi.extraction.offer_text import OfferText

_LONGEST: Final = 110


def read_title(offer: OfferText) -> Passage | None:
    """The title: after a label, else the first line when it reads like one, else what "recrute un(e)" names."""
    if label := _LABEL.search(offer.even):
        return _cleaned(offer, label.end(), _line_end(offer, label.end()))
    start = len(offer.even) - len(offer.even.lstrip())
    end = _line_end(offer, start)
    line = offer.even[start:end]
    if not line:
        return None
    may_name = len(line) <= _LONGEST and not _NO_TITLE.match(line)
    if may_name and not _SENTENCE.search(line) and not opens_section(line):
        return _cleaned(offer, start, end)
    for sought in _SOUGHT.finditer(offer.even, 0, 1500):
        if not _NO_TITLE.match(sought["title"]):
            return _cleaned(offer, sought.start("title"), sought.end("title"))
    return None


def read_employer(offer: OfferText) -> tuple[str, Passage] | None:
    """The employer's name where the offer gives it plainly; unknown otherwise."""
    text = offer.document.text
    for pattern in (_EMPLOYER_LABEL, _RECRUITS, _ABOUT):
        if (found := pattern.search(text)) and found["name"].strip().lower() not in _NOBODY:
            passage = offer.passage(*found.span("name"))
            return passage.text, passage
    return None


def read_openings(offer: OfferText) -> tuple[int, Passage] | None:
    """How many people are looked for, when the offer says so."""
    for match in offer.found(_OPENINGS, outside=frozenset({Section.LEGAL, Section.BENEFITS})):
        said = next(g for g in match.groups() if g)
        count = _NUMBERS.get(said) or int(said)
        if 1 <= count <= 500:
            return count, offer.passage(*match.span())
    return None


_LABEL: Final = re.compile(
    r"(?:^|\n)[^\w\n]{0,6}(?:intitule(?: du poste| de l'offre)?|titre(?: du poste| de l'offre)?"
    r"|poste(?: a pourvoir| propose"
    r"|recherche)?|offre d'emploi|metier|emploi(?=\s?:)|job title|position|title|모집\s?(?:직종|부문|분야)"
    r"|직무"
    r"|채용\s?직무)\s?:\s{0,3}(?=\S)|(?:^|\n)[^\w\n]{0,6}offre d'emploi\s?[-:]\s{0,3}(?=\S)"
)
_NO_TITLE: Final = re.compile(
    r"(?:client|acteur|candidat|personne|profil|collaborat|talent|leader|ou une?\b|hypermarche|entreprise"
    r"|societe|agence"
    r"|groupe|equipe|\d|cdi\b|cdd\b|missions?\b|nouveau|poste$|domicile|informations?|bonjour"
    r"|sur le secteur|a propos|futurs?\b"
    r"|expert|professionnel|(?:h/f|f/h)\b|alternance$|stage$)"
)
_SENTENCE: Final = re.compile(
    r"[.!?](?:\s|$)|:$|\b(?:vous|nous|notre|nos|votre|est|sont|recherche|recrute|recherchons|recrutons"
    r"|rejoignez|souhaitez"
    r"|we|you|our|is|are|your)\b"
)
_SOUGHT: Final = re.compile(
    r"\b(?:recrut\w+|recherch\w+|embauche|looking for|seeking|hiring|(?:en tant qu'|en qualite d'"
    r"|poste d'|role d')(?=\w)"
    r"|en tant que|en qualite de|poste de|as)(?: (?:actuellement|activement|regulierement|aujourd'hui"
    r"|pour [^\n.:]{3,90}?|en cdi"
    r"|en cdd|dans le cadre [^\n.:]{3,60}?|a [\w -]{3,25}?))?,?"
    r" (?:d'|de )?(?:(?:un\(e\)|une?|des|deux|trois|son|sa|ses|leur|\d{1,2}|an?|the|plusieurs)(?:\(e\)"
    r"|/une|\.e|-e"
    r"|·e)? "
    r"|(?=[^\n.,:;]{3,60}?(?:h/f|f/h|\(h)))(?P<title>[^\n.,;:!?]{3,90})"
)
# Where the title stops inside what was found.
_TITLE_END: Final = re.compile(
    r"\s?[(\[/-]?\s?(?<!\w)(?:h\s?/\s?f|f\s?/\s?h|m\s?/\s?f|m\s?/\s?w|h\.f|hf|f-h"
    r"|h-f)(?:\s?/\s?[dxn])?(?!\w)"
    r"|\s[-|–] ?(?=cdi|cdd|interim|stage|alternance|\d|temps|h/f)|\s(?:pour (?:un|une|le|la|l'|son|sa"
    r"|notre|nos|rejoindre|renforcer"
    r"|completer|intervenir|assurer)|en (?:cdi|cdd|interim|alternance|contrat)|dans le cadre|base[es]? "
    r"|a temps|a pourvoir|qui |dont"
    r"|afin|sur (?:le|la|les|son|notre)|au sein|a partir|avec|pour$|to join|for our|based in|afin de)(?= "
    r"|$|\w)"
    r"|\s?\((?=cdi|cdd|\d)|\s{2,}|, | \| |\s(?:cdi|cdd)\b"
)


def _cleaned(offer: OfferText, start: int, end: int) -> Passage | None:
    end = min(end, start + _LONGEST)
    while start < end and not (offer.even[start].isalnum() or offer.even[start] in "(["):
        start += 1
    if (cut := _TITLE_END.search(offer.even, start, end)) and cut.start() - start >= 3:
        end = cut.start()
    said = offer.even[start:end].rstrip(" -:|,/*")
    return offer.passage(start, start + len(said)) if len(said) >= 3 else None


def _line_end(offer: OfferText, start: int) -> int:
    end = offer.even.find("\n", start)
    return end if end >= 0 else len(offer.even)


_ENTITY: Final = (
    r"[A-ZÀ-Ý0-9][\w&'’.-]{1,30}"
    r"(?:[ ](?:[A-ZÀ-Ý0-9&][\w&'’.-]{0,30}|de|du|des|la|et|le|d'|l')){0,5}"
)
_EMPLOYER_LABEL: Final = re.compile(
    rf"(?:^|\n)[^\w\n]{{0,6}}(?:[Ee]ntreprise|ENTREPRISE|[Ee]mployeur|EMPLOYEUR|[Ss]oci[ée]t[ée]"
    rf"|SOCI[EÉ]T[EÉ]|[Cc]ompany|[Ee]mployer"
    rf"|회사명?|기업명)\s?:\s{{0,2}}(?P<name>{_ENTITY}|[가-힣(][^\n]{{1,30}})"
)
_RECRUITS: Final = re.compile(
    rf"(?:^|(?<=[.!?\n:•]\s)|(?<=\n))[^\w\n]{{0,4}}(?:(?:L'|L’|La |Le |Les |Notre |Votre "
    rf"|The )?(?:entreprise|société|groupe|agence|cabinet"
    rf"|association|magasin|restaurant|mairie|commune|ville|company)\s(?:de |d'|du )?)?(?P<name>{_ENTITY})"
    r"(?:,[^\n.]{3,80},)?\s(?:recrute|recherche|embauche|is hiring|is looking for|is recruiting)\b"
)
_ABOUT: Final = re.compile(
    rf"(?:À propos (?:de |d')|A propos (?:de |d')|Qui est |Pourquoi rejoindre |About )(?!nous|us|the"
    rf"|cette|l')(?P<name>{_ENTITY})"
)
_NOBODY: Final = frozenset({
    "nous", "notre client", "entreprise", "société", "groupe", "notre", "il", "elle", "on", "agence", "cabinet", "le",
    "la", "les", "l'entreprise", "notre agence", "notre entreprise", "vous", "qui", "votre agence",
    "une", "un", "ce", "cette",
})  # fmt: skip
_NUMBERS: Final = {
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "dix": 10,
    "two": 2,
    "three": 3,
    "five": 5,
}
_COUNT: Final = rf"(\d{{1,3}}|{'|'.join(_NUMBERS)})"
_OPENINGS: Final = re.compile(
    rf"\b(?:nombre de postes?|number of (?:openings|positions)|postes? a pourvoir"
    rf"|모집\s?인원)\s?:\s?{_COUNT}(?:\s?명)?"
    rf"|(?<![\w/]){_COUNT} postes? (?:a pourvoir|disponibles?|ouverts?|vacants?|proposes?|en cd[id]|sont"
    rf"|de )(?<!postes de )"
    rf"|(?:^|\n)[^\w\n]{{0,4}}{_COUNT} postes\b|\b(?:recrute|recrutons|recherche|recherchons|embauche"
    rf"|hiring) {_COUNT}"
    r" (?!ans|mois|jours|eme|e |nouve)(?=[a-z]{3})"
    rf"|\b{_COUNT} (?:positions|openings|vacancies)\b|(?<!\d){_COUNT}명 (?:모집|채용)"
)
