"""What an offer is called, who offers it, and how many people it looks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from openemploi.extraction.cv_cues import is_name, is_organisation, is_title, title_at
from openemploi.extraction.model import Passage, Section
from openemploi.extraction.offer_head import EMPLOYER, head_lines
from openemploi.extraction.offer_sections import opens_section
from openemploi.extraction.offer_text import OfferText
from openemploi.extraction.offer_towns import is_town, town_in
from openemploi.folding import fold

_LONGEST: Final = 110
_SHORT: Final = 60  # characters of a title that stands before the first comma of a sentence
_FEW: Final = 3  # words of it where the job is not named first: "Primary school teacher"


def read_title(offer: OfferText) -> Passage | None:
    """The title: after a label, else the first of the first lines that reads like one, else what "recrute un(e)" names.

    The name of an employer is no title, nor is "Offre d'emploi"; "Garage : mécanicien (H/F)" holds one behind it.
    """
    if label := _LABEL.search(offer.even):
        return _cleaned(offer, label.end(), _line_end(offer, label.end()))
    lines = head_lines(offer)
    if marked := _marked(offer, lines):
        return marked
    announced = below = False
    for start, end in lines:
        line = offer.even[start:end]
        if sought := _sought(offer, start, end):
            return sought
        if _NO_LINE.fullmatch(line.strip()):
            continue
        if _ANNOUNCES.search(line):
            announced = below = True
            continue
        if title := _of_line(offer, start, end, announced=announced, below=below):
            return title
        below = below or _is_employer(line)
        if not below:
            break
    return _sought(offer, 0, 1500)


def _marked(offer: OfferText, lines: tuple[tuple[int, int], ...]) -> Passage | None:
    """The line with "(H/F)" under a line that names no job: most likely under the employer's name."""
    if not lines or title_at(offer.document.text[slice(*lines[0])]) is not None:
        return None
    for start, end in lines[1:]:
        line = offer.even[start:end]
        at = title_at(line)
        if at is not None and at < _FEW and _BOTH.search(line) and not _SENTENCE.search(line):
            return _of_line(offer, start, end, below=True)
    return None


def _of_line(
    offer: OfferText, start: int, end: int, *, announced: bool = False, below: bool = False
) -> Passage | None:
    """The title that a line is or holds; a job must be named ``below`` the employer or "recrute un(e) :"."""
    while opening := _OPENING.match(offer.even, start, end):
        start = opening.end()
    if _is_employer(offer.even[start:end]):
        job = next(
            (at for at in _parts(offer, start, end) if is_title(offer.document.text[slice(*at)])), None
        )
        return _cleaned(offer, *job) if job else None
    line = offer.even[start:end]
    if _SENTENCE.search(line) or len(line) > _LONGEST:
        first = next(_parts(offer, start, end), (start, end))
        said = offer.even[slice(*first)]
        short = len(said) <= min(_SHORT, len(line) - 1) and not _SENTENCE.search(said)
        return _cleaned(offer, *first) if short and _begins_with_job(said) else None
    if (_NO_TITLE.match(line) and not announced) or opens_section(line):
        job = _job_behind(offer, start, end) if _BOTH.search(line) else None
        return _cleaned(offer, *job) if job else None
    if below and not (_BOTH.search(line) or title_at(line) is not None):
        return None
    return _cleaned(offer, _without_lead(offer, start, end), _without_tail(offer, start, end))


def _begins_with_job(said: str) -> bool:
    """Whether a job is named at once: "Cleaner", "Aide à domicile", but not "Rattaché au chef d'équipe"."""
    at = title_at(said)
    return is_title(said) and at is not None and (at == 0 or len(said.split()) <= _FEW)


def _job_behind(offer: OfferText, start: int, end: int) -> tuple[int, int] | None:
    """The part of a line that begins with a job behind another: "Mission intérim - Opérateur (H/F)"."""
    _first, *others = _parts(offer, start, end)
    return next((part for part in others if title_at(offer.document.text[slice(*part)]) == 0), None)


def _without_lead(offer: OfferText, start: int, end: int) -> int:
    """Where the title begins behind the name of who offers it: "Marlow & Pike Bakery – Baker"."""
    text = offer.document.text
    first, *others = [slice(*part) for part in _parts(offer, start, end)]
    if (
        others
        and title_at(text[first]) is None
        and (is_organisation(text[first]) or is_name(text[first]))
        and is_title(text[others[0]])
    ):
        return others[0].start
    return start


def _without_tail(offer: OfferText, start: int, end: int) -> int:
    """Where the title ends before the parts of its line that say who or where: "– Cabinet Morel – Dijon"."""
    text = offer.document.text
    parts = list(_parts(offer, start, end))
    while len(parts) > 1 and title_at(text[slice(*parts[0])]) is not None:
        tail = text[slice(*parts[-1])].strip()
        if not (is_organisation(tail) or is_town(tail)):
            break
        parts.pop()
    return parts[-1][1] if parts else end


def _parts(offer: OfferText, start: int, end: int) -> Iterator[tuple[int, int]]:
    for cut in _DASH.finditer(offer.even, start, end):
        yield start, cut.start()
        start = cut.end()
    yield start, end


def _is_employer(line: str) -> bool:
    """Whether a line begins with the name of an employer: "Mairie de Gap", but not "Restaurant manager"."""
    found = _EMPLOYER_LINE.match(line)
    return found is not None and not is_title(line)


def _sought(offer: OfferText, start: int, end: int) -> Passage | None:
    """What "recrute un(e)…", "cherchons serveur" or "… 구합니다" names."""
    if (needed := _NEEDED.match(offer.even, start, end)) and title_at(needed["title"]) is not None:
        verb = offer.document.text[slice(*needed.span("fr"))] if needed["fr"] else "é"
        if "é" in verb.lower():  # "plombier recherché", but not "projet de recherche"
            return _cleaned(offer, *needed.span("title"))
    for sought in _SOUGHT.finditer(offer.even, start, end):
        if not _NO_TITLE.match(sought["title"]):
            return _cleaned(offer, *sought.span("title"))
    for sought in _SOUGHT_BARE.finditer(offer.even, start, end):
        if title_at(" ".join(sought["title"].split()[:2])) is not None and not _NO_TITLE.match(
            sought["title"]
        ):
            return _cleaned(offer, *sought.span("title"))
    return None


def read_employer(offer: OfferText) -> tuple[str, Passage] | None:
    """The employer's name where the offer gives it plainly, last by a line of the first ones; unknown otherwise."""
    text = offer.document.text
    for pattern in (_EMPLOYER_LABEL, _RECRUITS, _ABOUT):
        found = pattern.search(text)
        if found and not (
            found["name"].strip().lower() in _NOBODY or _EMPLOYER_LINE.fullmatch(fold(found["name"]))
        ):
            passage = offer.passage(*found.span("name"))
            return passage.text, passage
    for start, end in head_lines(offer):
        line = offer.even[start:end]
        if _is_employer(line) and not _SENTENCE.search(line):
            passage = offer.passage(*next(_parts(offer, start, end)))
            if _NAMED.search(passage.text):
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
    r"[.!?](?:\s|$)|:$|\b(?:vous|nous|notre|nos|votre|est|sont|(?:re)?cherche|recrute|(?:re)?cherchons|recrutons"
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
# With no article behind it, a job must be named: "cherchons serveur".
_SOUGHT_BARE: Final = re.compile(
    r"\b(?:recrut|(?:re)?cherch|embauch)(?:e|ons|ent)s?\s(?:son|sa|son/sa|ses|des|notre|nos|activement\s)?\s?"
    r"(?P<title>[^\n.,;:!?]{3,90})"
)
# "Cleaner needed", "Vendeuse recherchée", "배송기사 구합니다".
_NEEDED: Final = re.compile(
    r"\W{0,4}(?P<title>[^\n.,;:!?]{2,60}?)(?: (?:urgently )?(?:needed|wanted|required)\b"
    r"| (?:est )?(?P<fr>recherche(?:e|s|es|\(e\)|-e)?)\b|[을를]? ?(?:구합니다|모십니다|찾습니다|모집합니다))"
)
# The title comes on the next line: "La mairie recrute un(e) :".
_ANNOUNCES: Final = re.compile(
    r"\b(?:recrut|(?:re)?cherch|embauch)(?:e|ons|ent)\b(?:[^\n.!?]{0,90}\b)?"
    r"(?:(?<=recrute)|(?<=recherche)|(?<=cherche)|(?<=embauche)|(?<=ons)|un\(e\)|une?|un/une|des|son|sa|son/sa|ses)\s?:?\s*$"
    r"|\b(?:recrute|recherche|cherche|embauche|hiring|looking for)[^\n.!?]{0,60}:\s*$"
)
_BOTH: Final = re.compile(
    r"(?<!\w)(?:h\s?/\s?f|f\s?/\s?h|m/w|m/f)(?!\w)|\w\((?:e|ne|euse|rice|trice|ere|iere)\)|\w[.-]e(?:s|-s)?\b"
)
# Lines that say only what kind of paper it is.
_NO_LINE: Final = re.compile(
    r"[^\w\n]*(?:(?:une? )?offres?(?: d'emploi| de stage| d'alternance| de poste)?s?"
    r"|avis de (?:vacance|recrutement)(?: d'emploi| de poste)?"
    r"|(?:annonce|fiche)(?: de (?:poste|recrutement)| d'emploi)?"
    r"|recrutement|recrute|on recrute|nous recrutons|emploi|poste a pourvoir|urgent"
    r"|job (?:offer|opening|advert|description|posting)|vacancy|we are hiring|we're hiring|now hiring|hiring"
    r"|채용(?: ?공고)?|구인(?: ?공고)?|모집(?: ?공고)?)[^\w\n]*"
)
# What stands before the title on its line.
_OPENING: Final = re.compile(
    r"\W{0,4}(?:(?:objet|subject|re)\s?:\s*(?:(?:re|fwd?|tr)\s?:\s*)?"
    r"|(?:offre d'emploi|offre|annonce|emploi|job offer)(?: :| -| d[e'](?=\s?\w))\s?"
    r"|(?:(?:le |un )?poste |offre |recrutement )(?:d'emploi )?(?:d'un\(e\) |d'une? |d[e'] ?)|urgent\W+"
    r"|(?:alternance|apprentissage|stage|cdi|cdd|interim|internship|apprenticeship) [-:] (?!\d)"
    r"|(?:un\(e\)|\(un\)e|un/une|une?|des|son/sa) (?=\w)"
    r"|(?:recrut|(?:re)?cherch|embauch)(?:e|ons|ent)(?: (?:un\(e\)|un/une|une?|des|son/sa|son|sa))? "
    r"|\[[^\]\n]{1,30}\]\s*(?=\S))"
)
_DASH: Final = re.compile(r"\s-+\s|,\s|\s?[:|]\s")
_NAMED: Final = re.compile(
    r"\s(?:[dl]['’])?[\"«(“]?\s?[A-ZÀ-Ý0-9]"
)  # "Garage Martin", not "Garage automobile"
_EMPLOYER_LINE: Final = re.compile(
    rf"\W{{0,4}}(?:(?:la|le|les|l'|notre|votre)\s?)?{EMPLOYER}(?![\w(])(?!\s?/)"
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
    r"|\s?\((?=cdi|cdd|bac\b|cap \d|\d)|\s{2,}|, | \| | \+ |\s(?:cdi|cdd)\b|\sdu \d"
    r"|\s(?:urgently )?(?:needed|wanted|required)\b"
    r"|\sa pourvoir|\s(?:채용|모집|구인)(?:\s?공고)?(?![가-힣])"
)


_AT: Final = re.compile(r"\s(?:à|sur|in)\s(?=[A-ZÀ-Ý])")


def _cleaned(offer: OfferText, start: int, end: int) -> Passage | None:
    end = min(end, start + _LONGEST)
    while start < end and not (offer.even[start].isalnum() or offer.even[start] in "(["):
        start += 1
    if (cut := _TITLE_END.search(offer.even, start, end)) and cut.start() - start >= 3:
        end = cut.start()
    for at in _AT.finditer(offer.document.text, start + 3, end):
        if town_in(offer.document.text[at.end() : end]):
            end = at.start()
            break
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
