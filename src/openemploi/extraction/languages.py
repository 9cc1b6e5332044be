"""Languages in a text, with the level, the words that say it, and whether they are denied.

``LanguageMention`` covers the language together with its level ("notions d'anglais", "anglais (B2)"), so that
the
passage shown to a person is enough to judge by. ``cue`` tells "parle italien" from "cuisine italienne":
callers
that are not inside a list of languages should keep only mentions with a cue. Level words are read in
``language_levels``; the names live in ``language_names``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from openemploi.extraction.attributes import marks_after
from openemploi.extraction.flat import flat
from openemploi.extraction.language_levels import (
    LEFT_CUE,
    RIGHT_CUE,
    level_after,
    level_before,
    level_of_marks,
    scores,
)
from openemploi.extraction.language_names import languages, latin_forms
from openemploi.extraction.model import LanguageLevel
from openemploi.folding import is_korean

_BEFORE: Final = 60  # characters looked at on either side of a name
_AFTER: Final = 80
_WORD: Final = re.compile(r"[^\W\d_]+")
_STOP: Final = re.compile(r"[\n;!?]|\.(?=\s|$)")
# "anglais, espagnol et allemand", "français / anglais", "d'anglais et d'espagnol"
_JOIN: Final = re.compile(
    r"\s{0,3}(?:,|/|&|\+|-|\bet/ou\b|\bet\b|\bou\b|\band\b|\bor\b|\bni\b|와|과|및){0,2}\s{0,3}"
    r"(?:de la |de l'|de |d'|l'|le |la |en |du |of |in )?"
)
_NO_BEFORE: Final = re.compile(
    r"(?:\bpas (?:besoin|necessaire|obligatoire) de (?:parler|connaitre|maitriser)\s{1,3}(?:l'|le |la )?"
    r"|\b(?:pas|sans|aucune?|zero|ni|jamais)\s{1,3}"
    r"(?:(?:de|d'|du|la|le|l'|une?)\s{0,2})?"
    r"(?:(?:niveau|notions?|bases?|connaissances?|maitrise|pratique|mot|langue)\s{1,3})?"
    r"(?:(?:de|en|du|la|le)\s{1,3}){0,2}(?:d'|l'|de l')?"
    r"|\bne (?:parle|lis|comprends?|maitrise)(?:nt|s)? (?:pas|ni)\s{1,3}(?:bien )?(?:le |la |l'|du |de l'"
    r"|d')?"
    r"|\b(?:no|without|not any|(?:don't|do not|doesn't|does not|cannot|can't) (?:speak|read"
    r"|understand)(?: any)?)\s{1,3}"
    r"(?:(?:knowledge|notions?|level) (?:of|in) )?)$"
)
_NO_AFTER: Final = re.compile(
    r"(?:\s{0,3}[:(,=-])?\s{0,3}(?:(?:est|is) )?(?:non (?:requise?|exigee?|necessaire|demandee?"
    r"|indispensable|obligatoire)"
    r"|n'est pas (?:requise?|exigee?|necessaire|demandee?|indispensable|obligatoire)"
    r"|pas (?:requise?|exigee?|necessaire|demandee?|indispensable|obligatoire)"
    r"|(?:non|pas) (?:parlee?|pratiquee?|maitrisee?|comprise?)\b|pas du tout\b|jamais (?:appris|etudie)\b"
    r"|(?:non|nul)(?=\s{0,3}(?:[,/|)]|$))"
    r"|not (?:required|needed|necessary)|aucune?\b|neant\b|none\b|불가|못\s?함|필요\s?없)"
)
_LIST_HEADING: Final = re.compile(
    r"\b(?:langues?(?! fran?caise)|languages?|linguistiques?|trilingue|bilingue)\b|외국어|언어"
)
_LANGUAGE_WORD: Final = re.compile(r"\blangues?(?: etrangeres?| vivantes?)?\s{1,3}$")


@dataclass(frozen=True, slots=True)
class LanguageMention:
    """A language named at ``text[start:end]``, level words included.

    ``label`` is its name in French; :func:`~openemploi.extraction.language_names.language_name` gives the
    others.
    ``negated``: the text denies it ("pas d'anglais") or says that it is not asked for ("anglais non requis").
    ``cue``: a level, a test or a word such as "parlé" or "langues" stands by it.
    """

    code: str
    label: str
    level: LanguageLevel | None
    negated: bool
    start: int
    end: int
    cue: bool


def find_languages(text: str, start: int = 0, end: int | None = None) -> list[LanguageMention]:
    """The languages named in ``text[start:end]``, in order; offsets are those of ``text``.

    A test result without a language ("TOEIC 850") is a mention of the language it tests.

    >>> [(m.code, m.level.value, text[m.start:m.end]) for text in ["caisse, notions d'anglais"]
    ...  for m in find_languages(text)]
    [('en', 'A2', "notions d'anglais")]
    """
    stop = len(text) if end is None else end
    part = text[start:stop]
    even = flat(part)
    names = _names(part, even)
    mentions: list[LanguageMention] = []
    for at, (left, right, code) in enumerate(names):
        low = names[at - 1][1] if at else 0
        high = names[at + 1][0] if at + 1 < len(names) else len(even)
        joined = at > 0 and _JOIN.fullmatch(even[low:left]) is not None if left - low < 20 else False
        previous = mentions[-1] if joined else None
        ended = mentions[-1].end if mentions else 0
        mentions.append(
            _read(part, even, left, right, code, low=low, high=high, previous=previous, previous_end=ended)
        )
        _share_back(mentions, even, names)
    mentions = _without_repeats(_with_scores(mentions, even), even)
    return [replace(m, start=m.start + start, end=m.end + start) for m in mentions]


def _read(
    part: str,
    even: str,
    left: int,
    right: int,
    code: str,
    *,
    low: int,
    high: int,
    previous: LanguageMention | None,
    previous_end: int,
) -> LanguageMention:
    before = _clip_left(even[max(low, left - _BEFORE) : left])
    after = even[right : min(high, right + _AFTER)]
    following = after if high < len(even) else ""
    if found := _STOP.search(after):
        after, following = after[: found.start()], ""
    level, begin, finish = None, left, right
    # "anglais, bilingue espagnol": a level after a comma that leads to the next name is the next one's.
    if (said := level_after(after)) and not ("," in after[: said[1]] and level_before(following)):
        level, finish = said[0], right + said[1]
    if level is None and (marks := marks_after(part[right : min(high, right + _AFTER)])):
        level, finish = level_of_marks(marks[0]), right + marks[2]
    taken = previous_end - (left - len(before))
    if (said := level_before(before)) and len(before) - said[1] >= taken:
        begin = left - said[1]
        # "bon niveau d'anglais (B2)": what is written after the name is the more exact.
        level = level or said[0]
    cue = level is not None
    negated = False
    if denied := _NO_BEFORE.search(even[max(low, begin - _BEFORE) : begin]):
        negated, begin = True, begin - (denied.end() - denied.start())
    elif denied := _NO_AFTER.match(after):
        negated, finish = True, max(finish, right + denied.end())
    elif previous is not None:
        negated = previous.negated and previous.level is level
        if level is None and previous.level is not None and previous.end <= left:
            level = _inherited(even, previous)
    if not cue and (spoken := LEFT_CUE.search(before)):
        cue, begin = True, min(begin, left - (len(before) - spoken.start()))
    if not cue and (spoken := RIGHT_CUE.match(after)):
        cue, finish = True, max(finish, right + spoken.end())
    cue = cue or negated or level is not None or (previous is not None and previous.cue)
    cue = cue or _in_a_list(even, left)
    return LanguageMention(code, languages()[code].fr, level, negated, begin, finish, cue)


def _inherited(even: str, previous: LanguageMention) -> LanguageLevel | None:
    """The level of the name before in a list, when it was said in front of that name ("bilingue
    anglais-russe")."""
    said = even[previous.start : previous.end]
    return previous.level if level_before(said[: _name_at(said)]) else None


def _name_at(said: str) -> int:
    place = 0
    for word in _WORD.finditer(said):
        if word.group() in latin_forms():
            place = word.start()
    return place


def _share_back(mentions: list[LanguageMention], even: str, names: list[tuple[int, int, str]]) -> None:
    """A plural level speaks for the whole list: "anglais et espagnol courants"."""
    last = mentions[-1]
    said = even[names[len(mentions) - 1][1] : last.end]
    plural = re.search(r"(?:courants|bilingues|scolaires|parles|intermediaires|avances|maternelles)\b", said)
    at = len(mentions) - 2
    while at >= 0 and (plural or last.cue) and _JOIN.fullmatch(even[names[at][1] : names[at + 1][0]]):
        if plural and mentions[at].level is None:
            mentions[at] = replace(mentions[at], level=last.level)
        if mentions[at].cue and not plural:
            break
        mentions[at] = replace(mentions[at], cue=True)
        at -= 1


def _with_level(even: str, right: int) -> bool:
    """Whether a level stands right after a name in small letters: "latin (bon niveau)"."""
    after = even[right : right + _AFTER]
    return after.lstrip(" ").startswith(("(", ":")) and level_after(after) is not None


def _in_a_list(even: str, left: int) -> bool:
    line = even.rfind("\n", max(0, left - 120), left)
    return _LIST_HEADING.search(even, line + 1 if line >= 0 else max(0, left - 120), left) is not None


def _clip_left(before: str) -> str:
    cut = 0
    for found in _STOP.finditer(before):
        cut = found.end()
    return before[cut:]


def _without_repeats(mentions: list[LanguageMention], even: str) -> list[LanguageMention]:
    """One mention for a language named twice running: "LSF (langue des signes)"."""
    kept: list[LanguageMention] = []
    for mention in mentions:
        last = kept[-1] if kept else None
        if not last or last.code != mention.code or last.end - last.start > _AFTER:
            kept.append(mention)
        elif not even[last.end : mention.start].strip(" (/:-\t"):
            level = last.level or mention.level
            close = 1 if even[mention.end : mention.end + 1] == ")" else 0
            kept[-1] = replace(last, level=level, cue=last.cue or mention.cue, end=mention.end + close)
        else:
            kept.append(mention)
    return kept


def _with_scores(mentions: list[LanguageMention], even: str) -> list[LanguageMention]:
    found = []
    for code, level, left, right in scores(even):
        if not any(m.start < right and left < m.end for m in mentions):
            label = languages()[code].fr
            found.append(LanguageMention(code, label, level, False, left, right, True))
    return sorted([*mentions, *found], key=lambda m: m.start) if found else mentions


def _names(part: str, even: str) -> list[tuple[int, int, str]]:
    forms = latin_forms()
    found: list[tuple[int, int, str]] = []
    reached = 0
    for word in _WORD.finditer(even):
        if word.start() < reached:
            continue
        for whole, code, adjective in forms.get(word.group(), ()):
            left, right = word.start(), word.start() + len(whole)
            if not even.startswith(whole, left) or even[right : right + 1].isalpha():
                continue
            if adjective and not _LANGUAGE_WORD.search(even, max(0, left - 30), left):
                continue
            # "polish the floor", "lao", "ewe", "turkish": an English name has its capital.
            if whole in _CAPITAL and not part[left].isupper() and not _with_level(even, right):
                continue
            found.append((left, right, code))
            reached = right
            break
    if is_korean(even):
        found += [(m.start(), m.end(), _KOREAN[m.group()]) for m in _KOREAN_NAME.finditer(even)]
        found.sort()
    return found


_CAPITAL: Final = frozenset(
    {"polish", "lao", "ewe", "fle", "basque", "malay", "corse", "latin", "maore", "mossi"}
)
_KOREAN: Final = {
    form: name.code
    for name in languages().values()
    for form in (name.ko, *(o for o in name.others if is_korean(o)))
}
_KOREAN_NAME: Final = re.compile(
    r"(?<![\uac00-\ud7a3])(?:" + "|".join(sorted(map(re.escape, _KOREAN), key=len, reverse=True)) + ")"
)
