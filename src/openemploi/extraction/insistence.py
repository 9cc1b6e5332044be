"""How much an offer insists on something: essential, optional, or learnt on the job.

The words nearest to the thing decide: first those of its clause, then those of its sentence that reach it (a plural,
"Excel et Word souhaités", or words that stand alone, "…, c'est un plus"), then those of the heading it stands under
("Serait un plus :"). Only what is said counts; where nothing is said the caller's default holds.
"""

from __future__ import annotations

import re
from typing import Final

from openemploi.extraction.flat import flat
from openemploi.extraction.model import RequirementKind
from openemploi.extraction.offer_sections import opens_section

_WIDE: Final = 300  # characters read on either side
_HEADING_REACH: Final = 1500  # how far up a list may have its heading

_NOT: Final = (
    r"(?:non|pas|n'est pas|ne sont pas|not|aucunement|nullement|isn't) "
    r"(?:forcement |absolument )?"
)
_DEMAND: Final = (
    r"(?:exigee?s?|exigence|indispensables?|obligatoire(?:s|ment)?|requise?s?|imperati(?:f|fs|ve|ves"
    r"|vement)"
    r"|prerequis|pre-requis|required|mandatory|compulsory|essential|필수|must[ -]have)"
)
_DIPLOMA: Final = r"(?:cap|bep|bac|bts|bp|but|dut|bachelor|licence|master|titre)\b"
_LEARNABLE: Final = (
    r"formations? (?:\w+ ){0,3}(?:assuree?s?|prevues?|possibles?|prises? en charge|fournies?|dispensee?s?"
    r"|offertes?"
    r"|proposee?s?|en interne|interne)|formations? (?:interne|en interne|a la prise de poste|par nos soins)"
    r"|formations? (?:\w+ ){0,2}(?:a l'(?:embauche|entree|arrivee|integration)|sur place)"
    r"|formations? (?:(?!exige|requis|obligat)[^.;:,\n]){4,80} (?:assuree?s?|prises? en charge|financee?s?)\b"
    r"|(?:est|sont) (?:financee?s?|pris(?:e|es)? en charge) par (?:nous|notre|l[ae']|les)\b"
    r"|(?:assur(?:e|ons|ent)|propos(?:e|ons|ent)|finan(?:ce|cons|cent)) (?:une |votre )formation"
    r"|(?:nous|on) (?:vous |te |t')?(?:form(?:ons|erons|era|e)|appren(?:ons|drons|dra|d)"
    r"|montr(?:ons|erons|era|e))\b"
    r"|(?:vous (?:apprendrez|apprenez)|tu apprend(?:ra)?s)\b"
    r"|s'appren(?:d|nent|dra|dront) (?:avec nous|sur place|chez nous)"
    r"|(?:seras|etre|serez) forme(?:e?s?\b|\(e\))"
    rf"|\bapprentie?s?\b(?:\(e\))?(?=[^\n(]{{0,40}}\({_DIPLOMA})"
    # "Vous êtes formé à la soudure" speaks of the past, unless it says by whom or where.
    r"|(?:vous etes|tu es) forme(?:e?s?\b|\(e\))(?=[^.;\n]{0,120}\b(?:par (?:une?|nos|notre|votre|vos)|sur place"
    r"|en interne|des (?:votre|ton)|a (?:votre|ton|l') ?(?:arrivee|embauche)))"
    r"|(?:pass|financ|pay|obtenu|dispens|prepar)\w* (?:\w+ ){0,2}(?:a nos frais|par nos soins)\b"
    r"|debutante?s? formee?s?|formee?s? (?:en interne|par nos soins|sur place)"
    r"|training (?:is |will be )?(?:provided|given|offered)|(?:full|in-house|paid) training\b"
    r"|(?:we|you)(?:'ll| will) (?:be (?:trained|taught|shown)|train|teach|learn|show you)\b"
    r"|on[- ]the[- ]job training|교육\s?제공|입사\s?후\s?교육"
)
_OPTIONAL: Final = (
    rf"{_NOT}(?:{_DEMAND}|necessaires?|needed|necessary)|souhaite(?:e|s|es|rait|rions)?\b|souhaitables?"
    rf"|appreciee?s?"
    r"|appreciables?|(?:un|gros|vrai|reel|veritable|serait|sont|est) plus\b(?! de| d')"
    r"|면 좋(?:아요|습니다|겠|음)|\b(?:un|gros|vrai|reel) \+(?!\w)|\bsi possible\b"
    r"|(?<!vos )(?<!nos )\batouts?\b"
    r"|des plus\b|ideal(?:ement)?\b|bonus|de preference|preferable\w*|preferee?s?|preference|bienvenue?s?"
    r"|\bles (?:petits )?plus(?=\s*:)|^\W*les (?:petits )?plus\W*$"
    r"|c'est (?:mieux|encore mieux|un plus) (?:avec|si)\b"
    r"|valorisee?s?"
    r"|privilegiee?s?|eventuel(?:le|les|s|lement)?\b|nice[ -]to[ -]have|preferred|desirable|desired"
    r"|an? (?:asset|plus|advantage)|advantageous|ideally|optional|우대|facultatif|non exhaustif"
)
_ESSENTIAL: Final = (
    rf"{_DEMAND}|necessaires?|necessairement|needed|minimum|a minima|au moins|must\b|at least|vous (?:devez"
    rf"|devrez)"
    r"|il faut|tu dois|vous justifiez|vous maitrisez|vous possedez"
    r"|vous etes (?:imperativement )?(?:titulaires?|en"
    r" possession)|이상(?![^,;.\n/]{0,20}우대)"
)
_CUE: Final = re.compile(
    rf"(?P<learnable>{_LEARNABLE})|(?P<optional>{_OPTIONAL})|(?P<essential>{_ESSENTIAL})"
)
_BULLETS: Final = "-*•·–▪✅✔➡"
_FILLER: Final = re.compile(
    r"\b(?:vous|nous|te|les?|la|ce qui|qui|est|sont|serai(?:t|ent)|un|une|des|de|en|plus|aussi|you|your|the|a|to|is"
    r"|are|would be|if|for|sinon|c'est|interne|embauche|arrivee)\b|[a-z]'"
)
_DEMANDED: Final = re.compile(rf"(?P<not>{_NOT})?\b{_DEMAND}")
_SENTENCE_END: Final = re.compile(r"[\n;]|[.!?](?=\s|[A-Z]|$)|\*\*\*| - (?=[a-z])")
_CLAUSE_END: Final = re.compile(
    r",| et (?=(?:un|une|le|la|l'|des|du|de|d'|vous|idealement|si)\b)|\bmais\b|[()]"
    r"|(?<!\bun)(?<!gros)(?<!vrai)(?<!reel) \+ "
    r"| avec (?=(?:une?|de l'|des|au moins|\d+|premiere|experience|permis)\b)"
)
_AND: Final = re.compile(r" (?:et|and|&) (?=[^\W\d_]{3})")
# One thing only: "permis B souhaité", not "Excel et Word souhaités". English and Korean words do not tell.
_SINGULAR: Final = re.compile(
    r"(?:souhaitee?|exigee?|appreciee?|requise?|preferee?|privilegiee?|valorisee?|souhaitable|indispensable|obligatoire"
    r"|imperati(?:f|ve)|necessaire|appreciable|(?:\bun|serait|est) (?:plus|\+))$"
)
_PLURAL: Final = re.compile(r"s\)?$")
_SEVERAL: Final = re.compile(r"\b(?:sont|seraient|seront) (?:\w+ )?$")
_FEMININE: Final = re.compile(r"(?:ee|ise|ve)$")
_INVARIABLE: Final = re.compile(r"(?:le|re|plus|\+)$")
_HEAD: Final = re.compile(
    r"\b(?:experiences?|maitrise|connaissances?|pratique|utilisation|formation|habilitation|qualification|certification"
    r"|aisance|notions?)\b"
)
_OF_ITS_OWN: Final = re.compile(
    r"^formations? (?:a la |a l'(?!embauche|entree|arrivee|integration)|aux? |en (?!interne)|de )"
)
_ALTERNATIVE: Final = re.compile(
    r"\b(?:ou|or|et/ou)\b (?:\w+ ){0,4}?(?:experience|equivalent|\d+ ans|annees?|years?|similaire)|et/ou|\(ou (?!plus)"
)


def requirement_kind(text: str, start: int, end: int, *, default: RequirementKind) -> RequirementKind:
    """How much the offer insists on what stands at ``text[start:end]``.

    >>> text, kind = "Permis B exigé, anglais souhaité", RequirementKind
    >>> requirement_kind(text, 0, 8, default=kind.OPTIONAL).value
    'essential'
    >>> requirement_kind(text, 16, 23, default=kind.ESSENTIAL).value
    'optional'
    """
    even, left, right = _window(text, start, end)
    low, high = _sentence(even, left, right)
    return _nearest(even, low, high, left, right) or _heading_kind(text, start) or default


def is_demanded(text: str, start: int, end: int) -> bool:
    """Whether the sentence says "exigé", "obligatoire", "indispensable"… of it, and leaves no other way in.

    >>> is_demanded("Permis C obligatoire", 0, 8), is_demanded("BTS ou expérience équivalente exigée", 0, 3)
    (True, False)
    """
    even, left, right = _window(text, start, end)
    low, high = _sentence(even, left, right)
    if _ALTERNATIVE.search(even, low, high):
        return False
    clause = _clause(even, left, right, low, high)
    demands = list(_DEMANDED.finditer(even, low, high))
    said = [found for found in demands if clause[0] <= found.start() < clause[1]] or demands
    return (
        bool(said)
        and all(found["not"] is None for found in said)
        and requirement_kind(text, start, end, default=RequirementKind.OPTIONAL) is RequirementKind.ESSENTIAL
    )


def _window(text: str, start: int, end: int) -> tuple[str, int, int]:
    low = max(0, start - _WIDE)
    return flat(text[low : end + _WIDE]), start - low, end - low


def _sentence(even: str, left: int, right: int) -> tuple[int, int]:
    low = 0
    for found in _SENTENCE_END.finditer(even, 0, left):
        low = found.end()
    after = _SENTENCE_END.search(even, right)
    return low, after.start() if after else len(even)


def _clause(even: str, left: int, right: int, low: int, high: int) -> tuple[int, int]:
    for found in _CLAUSE_END.finditer(even, low, left):
        low = found.end()
    after = _CLAUSE_END.search(even, right, high)
    return low, after.start() if after else high


def _nearest(even: str, low: int, high: int, left: int, right: int) -> RequirementKind | None:
    """What the nearest words say: those of the clause before those of the sentence."""
    clause_low, clause_high = _clause(even, left, right, low, high)
    best: tuple[bool, int, RequirementKind] | None = None
    for found in _CUE.finditer(even, low, high):
        if found.start() >= right:
            distance = found.start() - right
        elif found.end() <= left:
            distance = left - found.end() + 15  # French says it after: "permis B exigé"
        else:
            distance = 0
        outside = not clause_low <= found.start() < clause_high
        if distance and not _reaches(even, found, left, right, low, high, outside=outside):
            continue
        kind = RequirementKind(found.lastgroup or "essential")
        if best is None or (outside, distance) < best[:2]:
            best = (outside, distance, kind)
    return best[2] if best else None


def _reaches(
    even: str, cue: re.Match[str], left: int, right: int, low: int, high: int, *, outside: bool
) -> bool:
    """Whether words that tell how much is asked speak of the thing at ``left:right`` too."""
    if _SEVERAL.search(even, low, cue.start()):
        return True
    singular = _SINGULAR.search(cue.group()) is not None
    if not outside:
        joined = cue.start() >= right and _AND.search(even, right, cue.start())
        return not (singular and joined) or _governed(even, cue, left, low)
    clause_low, clause_high = _clause(even, cue.start(), cue.end(), low, high)
    before = _FILLER.sub("", even[clause_low : cue.start()]).strip(" :-!?")
    after = even[cue.end() : clause_high]
    if cue.end() <= left:  # it leads a list: "Vous apprendrez la caisse, les régies"
        return cue.lastgroup == "learnable" or not before or after.lstrip().startswith(":")
    alone = not before and not _FILLER.sub("", after).strip(" :-!?")
    if cue.lastgroup == "learnable":
        return alone and not _OF_ITS_OWN.search(cue.group())
    if alone:
        in_brackets = even[clause_low - 1 : clause_low] == "("
        return not in_brackets or _CLAUSE_END.search(even, right, clause_low - 1) is None
    if _governed(even, cue, left, low):
        return True
    return not singular and (not cue.group().isascii() or _many(cue.group(), even[clause_low : cue.start()]))


def _governed(even: str, cue: re.Match[str], left: int, low: int) -> bool:
    """Whether one noun before both holds the list together: "maîtrise d'Excel, de Word et de Sage exigée"."""
    heads = [head.start() for head in _HEAD.finditer(even, low, cue.start())]
    agrees = _FEMININE.search(cue.group()) or _INVARIABLE.search(cue.group())
    return bool(heads) and bool(agrees) and left >= heads[-1]


def _many(cue: str, before: str) -> bool:
    """Whether a cue speaks of several things: by its plural, or, where words have none, by an "and" before it."""
    return bool(_PLURAL.search(cue)) or bool(_AND.search(before))


def _heading_kind(text: str, start: int) -> RequirementKind | None:
    """What the heading of a list says of its items."""
    above = text[max(0, start - _HEADING_REACH) : start]
    lines = above.split("\n")
    line = lines.pop()
    if ":" in line and (kind := _said(line[: line.index(":")])):
        return kind
    for above_it in reversed(lines[-25:]):
        bare = above_it.strip()
        if bare.endswith(":") or _is_heading(bare):
            return _said(bare)
        if bare.endswith(".") and bare[:1] not in _BULLETS and line.strip()[:1] in _BULLETS:
            return None  # prose above the list: it has no heading
    return None


def _is_heading(bare: str) -> bool:
    """Whether a short line opens a list: a heading of offers, or nothing but words that tell how much it asks."""
    if not 0 < len(bare) <= 60 or bare[0] in _BULLETS or bare.endswith((".", ",")) or ":" in bare:
        return False
    even = flat(bare)
    return opens_section(even) or (
        _CUE.search(even) is not None and not _FILLER.sub("", _CUE.sub("", even)).strip(" !?…*#")
    )


def _said(words: str) -> RequirementKind | None:
    found = _CUE.search(flat(words[-120:]))
    return RequirementKind(found.lastgroup or "essential") if found else None
