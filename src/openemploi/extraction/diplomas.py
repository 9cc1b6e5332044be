"""Diplomas in a text: which, at what level, in what field, and whether the text says that it was obtained.

The same words mean other things ("driving licence", "scrum master", "bac à plonge",
"garder le cap"): a name
that
is ambiguous counts only in the company of other diploma words. Names and levels are in ``diploma_names``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Final

from openemploi.extraction.diploma_names import COMPANY, DIPLOMAS, NOT_AFTER, NOT_BEFORE
from openemploi.extraction.flat import flat
from openemploi.folding import is_korean


@dataclass(frozen=True, slots=True)
class DiplomaMention:
    """A diploma named at ``text[start:end]``, its field of study included.

    ``label`` is the passage as written on one line. ``level`` is 3 to 8 or ``None``. ``obtained`` is
    ``False`` for
    "niveau bac" and "en cours", ``True`` when the text says so, otherwise ``None``.
    """

    label: str
    level: int | None
    field_of_study: str
    start: int
    end: int
    obtained: bool | None


def find_diplomas(text: str, start: int = 0, end: int | None = None) -> list[DiplomaMention]:
    """The diplomas named in ``text[start:end]``, in order; offsets are those of ``text``.

    >>> [(m.label, m.level, m.field_of_study) for m in find_diplomas("Bac pro commerce obtenu en 2012")]
    [('Bac pro commerce', 4, 'commerce')]
    """
    part = text[start : len(text) if end is None else end]
    even = flat(part)
    found: list[DiplomaMention] = []
    for name in _NAMES.finditer(even):
        rule = DIPLOMAS[int((name.lastgroup or "d0")[1:])]
        if not _means_a_diploma(part, even, name.start(), name.end(), rule.capitals, rule.company):
            continue
        left, level_only = _with_level_word(even, name.start())
        field, right = _field(part, even, name.end())
        level, right = _said_level(even, rule.level, name, right)
        obtained = _obtained(even, left, right, level_only)
        label = " ".join(part[left:right].split())
        found.append(DiplomaMention(label, level, field, left + start, right + start, obtained))
    said: list[DiplomaMention] = []
    starts = [m.start - start for m in found]
    for name in _BY_LEVEL.finditer(even):
        before = bisect_left(starts, name.end())
        if before == 0 or found[before - 1].end - start <= name.start():
            level = _number(name["n"])
            label = " ".join(part[name.start() : name.end()].split())
            said.append(DiplomaMention(label, level, "", name.start() + start, name.end() + start, None))
    return _share_fields(sorted([*found, *said], key=lambda m: m.start), even, start)


_NAMES: Final = re.compile(
    r"(?<![a-z0-9+.])(?:"
    + "|".join(f"(?P<d{i}>{name.pattern})" for i, name in enumerate(DIPLOMAS))
    + r")(?![a-z0-9])"
)
_COMPANY: Final = re.compile(COMPANY)
_NOT_AFTER: Final = re.compile(NOT_AFTER)
_NOT_BEFORE: Final = re.compile(NOT_BEFORE)
_LEVEL_WORD: Final = re.compile(r"\bniveau (?:minimum |scolaire |d'etudes? )?(?:: ?|le |du )?$")
_ROMAN: Final = {"v": 3, "iv": 4, "iii": 5, "ii": 6, "i": 7}  # the numbering before 2019, read downwards
_LEVEL: Final = r"niveau (?P<n>[3-8]|i{1,3}|iv|v)(?![a-z0-9])"
_SAID_LEVEL: Final = re.compile(rf"[ ,]{{0,2}}\(?(?:rncp )?(?:de )?{_LEVEL}\)?")
_BY_LEVEL: Final = re.compile(
    rf"\b(?:diplomes?|titres?|formations?|certifications?|qualifications?)(?: \w{{2,14}}){{0,2}} (?:de "
    rf"|: )?{_LEVEL}"
)


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _ROMAN[said]


def _means_a_diploma(part: str, even: str, left: int, right: int, capitals: bool, company: bool) -> bool:
    written = part[left:right]
    if capitals and not written.isupper():
        return False
    if not company:
        return not (
            len(written) <= 4 and written.islower() and written in ("dei", "dees", "deas", "dma", "bma")
        )
    if _NOT_AFTER.match(even, right) or _NOT_BEFORE.search(even, max(0, left - 20), left):
        return False
    if capitals and even[right : right + 2].strip()[:1].isdigit():  # "BP 1234" is a post box
        return False
    around = even[max(0, left - 60) : left] + " | " + even[right : right + 60]
    if _COMPANY.search(around):
        return True
    if capitals:
        return False
    # Alone at the head of a line, or in capitals before a word: "CAP cuisine".
    line = (
        even[even.rfind("\n", 0, left) + 1 : left] if left < 400 or "\n" in even[left - 400 : left] else "x"
    )
    return (not line.strip(" -*:|") and written[:1].isupper()) or written == "CAP"


def _with_level_word(even: str, left: int) -> tuple[int, bool]:
    before = _LEVEL_WORD.search(even, max(0, left - 30), left)
    return (before.start(), True) if before else (left, False)


def _said_level(even: str, known: int | None, name: re.Match[str], right: int) -> tuple[int | None, int]:
    if known is None and name.group().startswith(("nvq level ", "city")) and name.group()[-1].isdigit():
        # England, Wales and Northern Ireland: RQF 2 to 6 refer to EQF 3, 4, 5, 5, 6.
        return {"2": 3, "3": 4, "4": 5, "5": 5, "6": 6, "7": 7}.get(name.group()[-1]), right
    if known is None and (said := _SAID_LEVEL.match(even, right, right + 30)):
        return _number(said["n"]), said.end()
    return known, right


_FIELD: Final = re.compile(
    r"(?:[ \t]{0,2}(?:[:,]|-(?= ))?[ \t]{0,2}\(?)"
    r"(?:(?:en|de|du|des|dans|mention|option|specialite|specialise|in|of|domaine|type"
    r"|filiere)[ \t]{1,2}(?:l'|la |le "
    r"|les )?|d')?"
    r"(?P<field>(?P<first>[^\W\d_][\w'+-]{1,30})(?:[ \t](?:[^\W\d_][\w'+.-]{0,30}|&)){0,6})"
)
_FIELD_STOP: Final = re.compile(
    r"(?:^|\s)(?:ou|avec|obtenue?s?|exigee?s?|souhaitee?s?|serait|est|sont|minimum|mini|requise?s?|vous|a"
    r"|au"
    r"|aux|validee?"
    r"|niveau|indispensable|obligatoire|imperati\w+|en cours|depuis|pour|et(?=$)|et plus|et vous|et une?"
    r"|et des|et/ou"
    r"|or|with|required|is|are|preferred|appreciee?s?|ideale?ment|qui|que|avez|une?|votre|notre|vos|nous|je"
    r"|il|complete"
    r"|si|mais|puis|afin|valide|equivalente?s?|d'un|d'une|se|sur|par|chez|experience|dans|the|you|your|we"
    r"|and (?:a|an)"
    r"|titulaire|permis|minimal|justifi\w+|doubl\w+|accept\w+|demande\w*|profil|debutants?|souhait\w+"
    r"|bienvenu\w*"
    r"|necessaire|ideal|prepar\w+|et (?:bac|bts|cap|bep|master|licence|dut|diplome)|bac|bts|cap|bep|master"
    r"|licence|dut"
    r"|lycee|universite|ecole|university|college|mention|cdi|cdd|h/f|lieu|contrat|salaire|poste)(?![a-z])"
)
_NO_FIELD: Final = re.compile(
    r"(?:et|ou|a|au|en|de|du|des|le|la|les|l|minimum|mini|est|avec|or|and|vous|nous|exige\w*|souhait\w*"
    r"|requis\w*"
    r"|apprecie\w*|obligatoire|indispensable|valide\w*|obtenu\w*|niveau|serait|recherche\w*|type|avez"
    r"|experience|permis"
    r"|dans|sur|pour|min|domaines?|oriente\w*|suivants?|equivalent\w*|diplome\w*|titulaire\w*|formation"
    r"|h/f|cdi|cdd|is|required|in|degree|with"
    r"|une?|vos"
    r"|votre|autonom\w*|rigour\w*|rigoureu\w*|dynamique|motive\w*|organise\w*|profil|salaire|poste|contrat"
    r"|bonne?s?|tres"
    r"|capacite\w*|connaissance\w*|maitrise|sens|goude\w*|qualites?|competences?|esprit|lieu|horaires?"
    r"|langues?|anglais)"
    r"(?![a-z])"
)


def _field(part: str, even: str, right: int) -> tuple[str, int]:
    """The words after a diploma that say its field, and where they end."""
    found = _FIELD.match(even, right, right + 160)
    if found is None or is_korean(part[right - 2 : right]) or _NO_FIELD.match(found["first"]):
        return "", right
    begin, said = found.start("field"), found["field"]
    if stop := _FIELD_STOP.search(said):
        said = said[: stop.start()]
    said = re.sub(r"(?:\s(?:et|en|de|du|des|la|le|les|&|and|of|in|-))+$", "", said).rstrip(" .'-")
    comma = "," in even[right:begin] or ":" in even[right:begin]
    if len(said) < 2 or (comma and not even[right:begin].strip().endswith(("(", ":"))):
        return "", right
    end = begin + len(said)
    opened = "(" in even[right:begin] and even[end : end + 1] == ")"
    return part[begin:end], end + 1 if opened else end


_YES: Final = re.compile(
    r"obtenue?s?\b|validee?\b|(?:avec )?mention (?:assez bien|tres bien|bien|passable)|avec mention"
    r"|graduated|awarded|졸업(?!\s?예정)|취득"
)
_YES_BEFORE: Final = re.compile(
    r"(?:titulaire|diplomee?|obtention|j'ai (?:obtenu|eu)"
    r"|holder)[^\n.;]{0,20}$"
)
_NOT_YET: Final = re.compile(
    r"en cours(?! de validite)|non obtenue?|non validee?|pas obtenue?|en preparation|in progress"
    r"|interrompue?|abandon"
    r"|non acheve|sans l'obtenir|echec|졸업\s?예정|재학|중퇴|수료"
)
_NOT_YET_BEFORE: Final = re.compile(
    r"(?:prepare[rsz]?|preparation d[ue']|en cours d[e']|pas de|pas le|sans|pas eu le)(?: (?:un|une|le|de"
    r"|mon))? ?$"
)


def _obtained(even: str, left: int, right: int, level_only: bool) -> bool | None:
    line_end = even.find("\n", right, right + 50)
    stop = min(line_end if line_end >= 0 else right + 50, len(even))
    cut = re.search(r"[;.](?:\s|$)", even[right:stop])
    stop = right + cut.start() if cut else stop
    if (
        level_only
        or _NOT_YET.search(even, right, stop)
        or _NOT_YET_BEFORE.search(even, max(0, left - 30), left)
    ):
        return False
    if _YES.search(even, right, stop) or _YES_BEFORE.search(even, max(0, left - 40), left):
        return True
    return None


_BETWEEN: Final = re.compile(r"\s{0,2}(?:/|,|ou|et|or|\bet/ou\b)\s{0,2}(?:un |une |de |d'un |d'une )?")


def _share_fields(found: list[DiplomaMention], even: str, start: int) -> list[DiplomaMention]:
    """ "BTS ou DUT informatique": the field of the last is the field of both."""
    for at in range(len(found) - 2, -1, -1):
        this, following = found[at], found[at + 1]
        between = even[this.end - start : following.start - start]
        if not this.field_of_study and following.field_of_study and _BETWEEN.fullmatch(between):
            found[at] = replace(this, field_of_study=following.field_of_study)
    return found
