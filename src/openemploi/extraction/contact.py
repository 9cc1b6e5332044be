"""Who the CV is about and how to reach them: name, e-mails, telephones, address, links.

All of it is kept apart from what is matched, and every value keeps its passage so that it can be masked.
What the law protects is found by :mod:`openemploi.extraction.protected`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.cv_cues import cities, cue_words, is_place, is_school, title_at
from openemploi.extraction.cv_lines import LONGEST_HEADER, Line, Piece, folded, passage, pieces, split_lines
from openemploi.extraction.model import Contact, Passage, Section, SectionSpan
from openemploi.extraction.phones import find_phones
from openemploi.extraction.protected import CIVILITY, find_protected
from openemploi.extraction.sections import heading_of
from openemploi.folding import is_korean

_HEADER_LINES: Final = 14
_DETAILS: Final = 600  # characters in which people say how to reach them
_LOCAL: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-")
_DOMAIN: Final = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[^\W\d_]{2,24}")
_URL: Final = re.compile(
    r"(?<![\w@.])(?:https?://[^\s|,;<>()]{3,200}|www\.[^\s|,;<>()]{3,200}"
    r"|(?:[\w-]{1,40}\.){0,3}(?:linkedin|github|gitlab|behance|dribbble|malt|facebook|instagram|twitter"
    r"|medium|doyoubuzz|notion)\.(?:com|fr|io|me|org|so|net)"
    r"(?:/[^\s|,;<>()]{0,150})?|[\w-]{2,40}\.(?:github|gitlab)\.io(?:/[^\s|,;<>()]{0,150})?)",
    re.IGNORECASE,
)
_STREET: Final = re.compile(
    r"(?:\b\d{1,4}\s?(?:bis|ter|quater|[a-d])?,?\s{1,2})?\b(?:rue|avenue|av\.?|boulevard|bd\.?|bld|chemin"
    r"|impasse|place|all[ée]es?|route|lotissement|lot\.?"
    r"|r[ée]sidence|quartier|cours|quai|square|mont[ée]e|traverse|passage|faubourg|hameau|lieu[- ]dit"
    r"|villa|sentier|esplanade|cit[ée]|immeuble|b[âa]t\.?(?:iment)?)"
    r"\s[^\n|•·]{2,60}",
    re.IGNORECASE,
)
_STREET_ENGLISH: Final = re.compile(
    r"\b\d{1,5}\s(?:[^\W\d_][\w.'-]*\s){1,4}(?:street|st|avenue|ave|road|rd|way|lane|ln|drive|dr"
    r"|boulevard|blvd|court|ct|close|place|terrace|square)\b\.?[^\n|•·]{0,60}",
    re.IGNORECASE,
)
_POSTCODE: Final = re.compile(
    r"(?<![\d+])(?:F-)?\d{5}\s{1,2}[^\W\d_][^\W\d_'’ .-]{1,40}(?:[ '’-][^\W\d_]+)*(?:\s(?:cedex"
    r"|c[ée]dex)(?:\s\d+)?)?"
)
_CITY: Final = re.compile(
    r"[^\W\d_][\w.' -]{1,40},\s(?:[A-Z]{2}(?:\s\d{5})?|[A-Z][a-z]{3,}(?:\s[A-Z][a-z]+)?)$"
)
_KOREAN: Final = re.compile(
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)[^\n|,]{2,50}"
)
_LABELLED: Final = re.compile(
    r"(?:(?:adresse|domicile|address|lieu de r[ée]sidence|demeurant|habite [àa]|주소)\s?:?"
    r"|(?:location|ville|lieu|city|town|거주지)\s?:)\s+(?=\S)",
    re.IGNORECASE,
)
_BRITISH_CODE: Final = re.compile(r",?\s[A-Z]{1,2}\d{1,2}[A-Z]?(?:\s\d[A-Z]{2})?$")
_MOBILITY: Final = re.compile(
    r"mobil(?!e\s?:)|recherche|secteur|rayon|relocat|autour|bassin|zone", re.IGNORECASE
)
_NAME_LABEL: Final = re.compile(
    r"^(?:(?:nom\s?(?:,|et|&|/)?\s?pr[ée]noms?|pr[ée]noms?\s?(?:,|et|&|/)?\s?noms?|nom(?: de famille"
    r"| d['’]usage)?|pr[ée]noms?|full name|name|이\s*름|성\s*명|성함|지원자(?:\s?명)?)\s*[:：]\s*"
    r"|(?:이\s*름|성\s*명|성함|지원자)\s+(?!소개서)(?=[가-힣]{3}님?\s*(?:$|[/|,(])))(?P<name>[^\n|,;]{2,60})",
    re.IGNORECASE,
)
_NAME_END: Final = re.compile(r"\s{2,}|\s+(?:pr[ée]nom|n[ée]e?)\b|\s+/\s|\s?님(?=\s|$)|\s?\(", re.IGNORECASE)
_TITLED: Final = re.compile(
    r"(?:cv|curriculum vitae|r[ée]sum[ée])\s+(?:de\s|d['’]|of\s|for\s|[:–-]\s*)", re.IGNORECASE
)
# What an English name carries behind it: a nurse, an accountant, a degree.
_LETTERS: Final = re.compile(
    r"(?:\s+(?:RGN|RMN|RN|RSCN|SRN|ACCA|FCCA|FCA|CPA|CIPD|PMP|QTS|PhD|MBA|MSc|BSc|MEng|BEng))+$"
)
# Trades that are family names too: "Marie Boulanger" on the first line is who she is.
_TRADE_NAMES: Final = frozenset(
    """
    boulanger boucher berger charpentier menuisier cuisinier couturier jardinier macon clerc facteur marin pecheur
    peintre palefrenier couvreur baker butcher cook carpenter painter porter dean singer steward page
    """.split()
)
_SEPARATOR: Final = re.compile(r"\t+|\s{3,}|\s*[|•·●∙]\s*|,\s+|\s+[-–—/]\s+|\s+:\s+")
_BARS: Final = re.compile(r"\t+|\s{3,}|\s*[|•·●∙]\s*|\s+[-–—]\s+")
_NEXT_DETAIL: Final = re.compile(r"\s+(?:t[ée]l|mobile|portable|port|mail|e-?mail|courriel)\b", re.IGNORECASE)
_BESIDE: Final = re.compile(r"\s*[-–—,|•·]?\s*")
_NAME_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
# A family name, of the 80 that nearly everybody bears, and a first name.
_KOREAN_NAME: Final = re.compile(
    r"(?:남궁|황보|제갈|선우|사공|독고|[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방"
    r"공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용])\s?[가-힣]{1,3}"
)
# What hangs on a word of a sentence and on no name: "응대와", "재고를".
_KOREAN_PARTICLE: Final = re.compile(r"[가-힣]{2,}(?:와|과|를|을|에서|으로)(?=\s|$)")
_PARTICLES: Final = frozenset(
    "de du des la le van von der den el al ben bin da dos di y ep née nee d epouse".split()
)
_NEVER: Final = frozenset(
    """
    curriculum vitae cv resume sample page profil profile contact permis vehicule francais francaise
    anglais celibataire
    mariee ans experience experiences formation competences langues objectif recherche emploi poste
    disponible titulaire
    telephone tel mobile mail email adresse rue avenue last updated template modele functional about summary
    street road linkedin github portfolio website engineer software senior junior us citizen candidature
    lettre 이력서 자기소개서 지원서 경력기술서 프로필 지원자 정보 인적사항 경력 학력 자격증 연락처 자격 기술 경험 소개
    """.split()
)


def read_contact(document: Document, *, sections: Sequence[SectionSpan], language: str) -> Contact:
    """The contact details in ``document``; those of referees only count as protected."""
    text = document.text
    referees = [s for s in sections if s.section is Section.REFERENCES]
    emails = _emails(document)
    links = [passage(document, m.start(), m.end()) for m in _URL.finditer(text)]
    protected = find_protected(document, sections=sections)
    taken = [*emails, *links, *protected]
    phones = _phones(document, taken, sections=sections, language=language)
    own_emails, others_emails = _apart(emails, referees)
    own_phones, others_phones = _apart(phones, referees)
    lines = _header_lines(document, sections)
    first, more = _name(document, lines, own_emails)
    return Contact(
        name=first,
        emails=tuple(own_emails),
        phones=tuple(own_phones),
        address=_address(document, lines, taken=[*phones, *emails, *links]),
        links=tuple(link for link in links if not any(link.meets(e.start, e.end) for e in emails)),
        protected=tuple(sorted((*protected, *others_emails, *others_phones, *more), key=lambda p: p.start)),
    )


def _header_lines(document: Document, sections: Sequence[SectionSpan]) -> list[Line]:
    """The lines where contact details stand: the top, "Contact" blocks, and the first lines whatever they are."""
    lines: list[Line] = []
    for section in sections:
        if section.section is Section.HEADER:
            lines.extend(split_lines(document.text, section.start, section.end)[:40])
    if not lines or lines[0].start > 0:
        seen = {line.start for line in lines}
        top = split_lines(document.text[:3000], 0, 3000 if len(document.text) > 3000 else None)[
            :_HEADER_LINES
        ]
        lines = [*(line for line in top if line.start not in seen), *lines]
    return [line for line in lines if len(line.text) <= 2 * LONGEST_HEADER]


def _emails(document: Document) -> list[Passage]:
    text, found, at = document.text, [], document.text.find("@")
    while at >= 0:
        start = at
        while start > 0 and at - start < 64 and text[start - 1] in _LOCAL:
            start -= 1
        domain = _DOMAIN.match(text, at + 1)
        if domain is not None and start < at:
            while start < at and text[start] in ".-_%+":
                start += 1
            if start < at:
                found.append(passage(document, start, domain.end()))
        at = text.find("@", at + 1)
    return found


def _phones(
    document: Document, taken: Sequence[Passage], *, sections: Sequence[SectionSpan], language: str
) -> list[Passage]:
    header = next((s.end for s in sections if s.section is Section.HEADER and not s.start), 0)
    found = find_phones(document.text, language=language, details=min(header, _DETAILS))
    return [
        passage(document, start, end) for start, end in found if not any(p.meets(start, end) for p in taken)
    ]


def _apart(found: Sequence[Passage], spans: Sequence[SectionSpan]) -> tuple[list[Passage], list[Passage]]:
    inside = [p for p in found if any(s.start <= p.start < s.end for s in spans)]
    return [p for p in found if p not in inside], inside


# --- name --------------------------------------------------------------------------------------------------


def _name(
    document: Document, lines: Sequence[Line], emails: Sequence[Passage]
) -> tuple[Passage | None, list[Passage]]:
    """The name, and what else of it must be masked when family and first name stand apart."""
    said = [m for m in ((line, _NAME_LABEL.match(line.text)) for line in lines) if m[1] is not None]
    labelled = [
        found for line, match in said if match is not None for found in _labelled_name(document, line, match)
    ]
    if labelled:
        return labelled[0], labelled[1:]
    account = folded(emails[0].text.split("@")[0]) if emails else ""
    best: tuple[float, int, int] | None = None
    for rank, line in enumerate(lines[:_HEADER_LINES]):
        follower = lines[rank + 1] if rank + 1 < len(lines) else None
        for start, end, score in _candidates(document.text, line, follower, account):
            score -= 0.15 * rank
            if best is None or score > best[0]:
                best = (score, start, end)
    if best is None or best[0] < 0.4:
        return None, []
    return passage(document, best[1], best[2]), []


def _labelled_name(document: Document, line: Line, match: re.Match[str]) -> list[Passage]:
    """The name after a label, and what is said of the person in brackets behind it."""
    start, end = line.start + match.start("name"), line.start + match.end("name")
    tail = _NAME_END.search(match["name"])
    name = document.text[start : start + tail.start() if tail else end].rstrip()
    found = [passage(document, start, start + len(name))]
    if tail and tail.group().endswith("("):
        found.append(passage(document, start + tail.end(), end))
    return found


def _candidates(
    text: str, line: Line, follower: Line | None, account: str
) -> Iterator[tuple[int, int, float]]:
    if heading_of(line) is not None or len(line.text) > LONGEST_HEADER:
        return
    for number, piece in enumerate(pieces(text, line.start, line.end, separator=_SEPARATOR)):
        civility = CIVILITY.match(piece.text)
        led = civility or _TITLED.match(piece.text)
        start = piece.start + (led.end() if led else 0)
        part = text[start : start + len(_LETTERS.sub("", text[start : piece.end]))]
        spaced = _closed_up(part)
        words = spaced.split()
        first = not number and not text[: line.start].strip()
        score = _name_score(spaced, account, first=first) + (1.0 if civility else 0.0) - 0.3 * number
        # First and family name on two lines, one word each.
        if (
            follower
            and follower.start > line.start
            and len(words) == 1
            and not number
            and not is_korean(part)
            and len(follower.text.split()) == 1
            and heading_of(follower) is None
        ):
            both = _name_score(f"{part} {follower.text}", account)
            if both > 0 and title_at(follower.text) is None:
                yield start, follower.end, both + 0.2
        if is_korean(part) and (line.bulleted or _KOREAN_PARTICLE.search(part)):
            continue
        korean = not number and _KOREAN_NAME.fullmatch(part) is not None
        if score > 0 and (len(words) > 1 or _matches(words, account) or civility or korean):
            yield start, start + len(part), score


def _closed_up(text: str) -> str:
    """Spaced-out letters closed up: "J E A N   D U P O N T"."""
    parts = text.split()
    if len(parts) > 4 and all(len(p) == 1 for p in parts):
        return " ".join(p.replace(" ", "") for p in re.split(r"\s{2,}", text))
    return text


def _name_score(text: str, account: str, *, first: bool = False) -> float:
    words = _NAME_WORD.findall(text)
    bare = re.sub(r"[\s\"“”()'’.-]", "", text)
    if (
        not 1 <= len(words) <= 6
        or len("".join(words)) < len(bare) - 2
        or len(text) > 50
        or any(c.isdigit() or c == ":" for c in text)
    ):
        return 0.0
    plain = [folded(w).strip(".") for w in words]
    if any(w in _NEVER for w in plain) or is_school(text):
        return 0.0
    matched = _matches(plain, account)
    long = [w for w, p in zip(words, plain, strict=True) if p not in _PARTICLES]
    if not long or not all(w[0].isupper() or (not w.isascii() and not w[0].islower()) for w in long):
        return 0.0
    score = 1.0 + (2.0 * matched)
    # "FOURNIER Marie": a family name in capitals by a first name is nobody's job.
    mixed = any(w.isupper() and len(w) > 1 for w in long) and any(not w.isupper() for w in long)
    score += 0.4 if mixed and len(long) <= 4 else 0.0
    if title_at(text) is not None and not mixed:
        # A name below that is nobody's trade still comes before it.
        surname = first and len(plain) > 1 and plain[-1] in _TRADE_NAMES and title_at(words[0]) is None
        score -= 0.5 if surname else 0.9
    if folded(text) in cities() or is_place(text):
        score -= 0.8
    if len(long) > 4:
        score -= 0.4
    return score


def _matches(words: Sequence[str], account: str) -> float:
    """The share of the words that the e-mail account repeats."""
    letters = [re.sub(r"[^a-z가-힣]", "", folded(w)) for w in words]
    letters = [w for w in letters if len(w) > 1 and w not in _PARTICLES]
    rest = re.sub(r"[^a-z가-힣]", "", account)
    whole = [w for w in letters if len(w) > 2 and w in rest]
    for word in whole:
        rest = rest.replace(word, "", 1)
    # "jdupont", "chanchals": the other names by their first letters.
    initials = [w for w in letters if w not in whole and whole and w[0] in rest[:3]]
    return (len(whole) + len(initials)) / len(letters) if letters else 0.0


# --- address -----------------------------------------------------------------------------------------------


def _address(document: Document, lines: Sequence[Line], *, taken: Sequence[Passage]) -> Passage | None:
    found: Passage | None = None
    for number, line in enumerate(lines):
        if found is not None and line.start > found.end + 3:
            break
        if found is not None and line.start < found.end:
            continue  # the first lines of the page may stand above the block of contact details
        span = _address_on(document.text, line, taken, weak=number < _HEADER_LINES)
        if span is None:
            continue
        if found is None:
            found = passage(document, *span)
        elif _POSTCODE.match(line.text) or line.text[:1].isdigit():
            # The street, then the postcode on the next line.
            return passage(document, found.start, span[1])
    return found


def _address_on(text: str, line: Line, taken: Sequence[Passage], *, weak: bool) -> tuple[int, int] | None:
    parts = list(takewhile(lambda part: not _MOBILITY.search(part.text), _clear(text, line, taken)))
    for part in parts:
        label = _LABELLED.match(part.text)
        if label is not None and label.end() < len(part.text):
            return _until_next_detail(text, part.start + label.end(), part.end)
        for pattern in (_STREET, _STREET_ENGLISH, _KOREAN, _POSTCODE):
            found = pattern.search(part.text)
            if found is None or found.start() >= 25:
                continue
            # "Le Village, 04340 La Bréole" is one address.
            whole = pattern is _POSTCODE and "," in part.text[: found.start()]
            end = part.start + found.end()
            beside = _BESIDE.match(text, end, line.end)
            code = _POSTCODE.match(text, beside.end(), line.end) if beside else None
            end = code.end() if code else end
            return _until_next_detail(text, part.start if whole else part.start + found.start(), end)
    for part in parts:
        town = _BRITISH_CODE.sub("", part.text)
        city = (_CITY.fullmatch(town) and not _is_a_job(town)) or (is_place(town) and len(town) > 2)
        if weak and city:
            return part.start, part.end
    return None


def _until_next_detail(text: str, start: int, end: int) -> tuple[int, int] | None:
    said = _NEXT_DETAIL.search(text, start, end)
    end = said.start() if said else end
    length = len(text[start:end].rstrip(" ,;-–"))
    return (start, start + length) if length else None


def _is_a_job(text: str) -> bool:
    """Whether a "Word, Word" is a job and not a town."""
    return title_at(text) is not None or not cue_words(text)


def _clear(text: str, line: Line, taken: Sequence[Passage]) -> Iterator[Piece]:
    """The pieces of a line that are no e-mail, telephone or link."""
    at = line.start
    spans = sorted((p.start, p.end) for p in taken if p.meets(line.start, line.end))
    for start, end in [*spans, (line.end, line.end)]:
        yield from pieces(text, at, max(at, start), separator=_BARS)
        at = max(at, end)
