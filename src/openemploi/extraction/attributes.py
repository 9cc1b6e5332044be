"""What is said about a skill beside its name: how well, for how long, or that it is *not* held.

Only the clause that names the skill is looked at, so that "pas de permis, cinq ans de caisse" gives each word to
the skill it belongs to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from openemploi.extraction.model import Level
from openemploi.extraction.words import clause_bounds
from openemploi.folding import fold

_NUMBERS: Final = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip
_COUNT: Final = rf"(?P<count>\d{{1,2}}(?:[.,]\d)?|{'|'.join(_NUMBERS)})"
_UNIT: Final = r"(?P<unit>ans?|annees?|mois|years?|yrs?|months?|년|개월)"
_DURATION: Final = re.compile(
    rf"(?<![\w.,]){_COUNT}\s*(?:\+\s*)?{_UNIT}(?:\s?(?:간|동안|이상|넘게))?(?!\w)(?!\s*[/-])"
)
# What may stand between a skill and how long it was used: "caisse (5 ans)", "용접 경력 3년", "용접을 3년".
_LASTING: Final = re.compile(
    r"[^\S\n]*(?:\(|:|-|–|,|pendant|durant|depuis|for|over|during"
    r"|(?:업무|작업|실무)?[ ]?(?:경력|경험)?[을를이가은는만]?)?[^\S\n]*"
)
_LONGEST_MONTHS: Final = 60 * 12
# "âgé de 45 ans", "enfants de 3 ans", "jeunes de 12 à 16 ans": no time that somebody worked.
_PEOPLE: Final = (
    r"(?:enfants?|jeunes|adolescents?|ados|mineurs?|adultes?|eleves|personnes|publics?|bebes|children|young people|kids"
    r"|teenagers|adults|pupils|people|boys|girls)"
)
_AGE: Final = re.compile(
    r"(?:age[e]?s?\s+(?:de|entre)|aged)\s*(?:\d{1,2}\s(?:ans\s)?(?:a|et|and|to|-)\s)?$"
    rf"|(?<!\w){_PEOPLE}\s(?:(?:de|entre|from|between)\s)?(?:\d{{1,2}}\s?(?:ans\s)?(?:a|et|and|to|-)\s?)?$"
)

_NEGATION: Final = re.compile(
    r"(?<!\w)(?:pas\s+(?:encore\s+)?(?:de\s+|d'|du\s+)?|aucune?s?\s+(?:notions?\s+(?:de\s+|d'|en\s+)|experience\s+"
    r"(?:de\s+la\s+|de\s+|d'|en\s+|dans\s+le\s+|dans\s+la\s+)?)?|sans\s+|ni\s+(?:de\s+|d')?|jamais\s+(?:fait\s+(?:de\s+|d'))?"
    r"|ne\s+\w+\s+pas\s+|n'\w+\s+(?:pas|jamais)\s+|no\s+|not\s+|never\s+|without\s+|don't\s+|cannot\s+|can't\s+)"
    r"(?:[\w'-]+\s+){0,3}$"
)
# "pas seulement", "sans difficulté", "not only": no negation.
_NOT_NEGATION: Final = re.compile(
    r"(?:pas\s+(?:que|seulement|uniquement|peur)|sans\s+(?:difficulte|probleme|cesse|aide|faute|oublier)|not\s+only|no\s+(?:problem|less)"
    r"|without\s+(?:problem|difficulty|supervision))"
)
_NEGATED_AFTER: Final = re.compile(r"^\s*(?::|\?|=)?\s*(?:non|no|aucune?|none|neant|x)\s*(?:$|[.,;)\n])")
# "용접 경험이 없습니다", "용접은 못합니다", "용접을 해 본 적이 없습니다"; not "경험이 없어도 됩니다".
_KOREAN_NEGATED: Final = re.compile(
    r"^[을를은는이가도에]?\s*(?:(?:(?:관련 )?경험|경력|자격|해\s?본 (?:적|일|경험)|할 줄)[이가은는도을를]?\s*)?"
    r"(?:없(?!이|어도|더라도|으면)|전혀 없|모[르릅른름]|못\s?[하합해했함]|하지 [않못]|할 수[는가]? 없|안 [하합해했])"
)

_LEVELS: Final = {
    Level.EXPERT: r"expert(?!-?\s?comptable)\w*|maitrise\s+parfaite|parfaite\s+maitrise|전문가"
    r"|excellente?s?\s+(?:maitrise|connaissance)s?",
    Level.BEGINNER: r"notions?|initiation|initie[e]?|debutante?s?|bases?|rudiments?|connaissances?\s+de\s+base"
    r"|niveau\s+(?:faible|debutant)|beginners?|basics?|basic\s+knowledge|elementary|novice|familiar\s+with|기초|초급",
    Level.ADVANCED: r"maitris\w+|confirme[e]?s?|avance[e]?s?|tres\s+bonne?s?|solides?|approfondie?s?|excellente?s?"
    r"|parfaite?\w*|advanced|proficient|strong|mastery|in-depth|excellent|고급|능숙",
    Level.INTERMEDIATE: r"courante?s?|couramment|intermediaires?|niveau\s+moyen|pratique|conversant|중급"
    r"|bonne?s?\s+(?:pratique|connaissance|niveau|utilisation)s?|intermediate|good\s+(?:knowledge|command)"
    r"|working\s+knowledge",
}
_LEVEL_PATTERNS: Final = tuple(
    (level, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for level, words in _LEVELS.items()
)
# What follows on the same line: the dash of the next one is a bullet.
_QUALIFIED: Final = re.compile(r"[^\S\n]*(?:\(|:|-|–|=|,?[^\S\n]*niveau)[^\S\n]*([^,;.)\n]*)")
# Marks out of five, or as many as are drawn: "★★★☆☆", "3/5". Of filled marks alone the rest may not be drawn.
_MARKS: Final = re.compile(
    r"[^\S\n]*[:(–-]?[^\S\n]*(?:(?P<full>[★●⬤◆■]{1,5})(?P<empty>[☆○◯◇□]{0,5})|(?P<out>[0-5])\s?/\s?5(?![\w/.]))"
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """``start`` and ``end`` hold the skill's name and the words that qualify it."""

    start: int
    end: int
    level: Level | None
    negated: bool
    months: int | None


def attributes_at(text: str, start: int, end: int) -> Attributes:
    """What the clause around the skill named at ``text[start:end]`` says about it."""
    low, _high = clause_bounds(text, start, end, reach=90)
    # What follows may stand in brackets, beyond the clause: "Excel (notions)".
    before, after = _folded(text[low:start]), _folded(text[end : end + 40])
    negated = _is_negated(before, text[end : end + 24], after)
    level, level_span = _level(before, after)
    months, months_span = _duration(before, after)
    starts, ends = [start], [end]
    for side, found_start, found_end in (*level_span, *months_span):
        starts.append(low + found_start if side < 0 else end + found_start)
        ends.append(low + found_end if side < 0 else end + found_end)
    if negated and (found := _NEGATION.search(before)):
        starts.append(low + found.start())
    return Attributes(_skip_blank(text, min(starts)), max(ends), level, negated, months)


def says_level(text: str) -> bool:
    """Whether ``text`` is a level and nothing else: "notions", "bonne pratique"."""
    said = " ".join(fold(text).split()).strip(" .()")
    return any(pattern.fullmatch(said) for _level_meant, pattern in _LEVEL_PATTERNS)


def says_no(text: str) -> bool:
    """Whether ``text`` begins with a negation: "pas de dessin"."""
    said = " ".join(fold(text).split())
    first = " ".join(said.split()[:2]) + " "
    return bool(_NEGATION.match(first)) and not _NOT_NEGATION.match(said)


def marks_after(text: str) -> tuple[float, int, int] | None:
    """The share of the marks with which ``text`` begins that are filled, and where they stand.

    >>> marks_after(" : ★★★☆☆ Word"), marks_after(" 4/5")
    ((0.6, 3, 8), (0.8, 1, 4))
    """
    found = _MARKS.match(text)
    if found is None:
        return None
    if found["out"]:
        return int(found["out"]) / 5, found.start("out"), found.end()
    full, empty = len(found["full"]), len(found["empty"])
    if full + empty < 3:
        return None  # a bullet
    return full / (full + empty if empty else 5), found.start("full"), found.end()


def _folded(text: str) -> str:
    """Folded, of the same length, so that offsets hold."""
    folded = fold(text)
    return folded if len(folded) == len(text) else "".join((fold(c) or " ")[0] for c in text)


def _skip_blank(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _is_negated(before: str, after_written: str, after: str) -> bool:
    if _NEGATED_AFTER.search(after) or _KOREAN_NEGATED.search(after_written):
        return True
    return bool(_NEGATION.search(before)) and not _NOT_NEGATION.search(before)


Span = tuple[int, int, int]  # side (-1 before, 1 after), start, end


def _level(before: str, after: str) -> tuple[Level | None, list[Span]]:
    # "Excel (confirmé)", "Excel : notions" comes after; "notions d'Excel" before. What is written nearest counts.
    tail = _QUALIFIED.match(after)
    if tail:
        for level, pattern in _LEVEL_PATTERNS:
            if found := pattern.search(tail.group(1)):
                offset = tail.start(1)
                return level, [(1, offset + found.start(), offset + found.end())]
    if marks := marks_after(after):
        share, start, end = marks
        level = Level.BEGINNER if share <= 0.34 else Level.INTERMEDIATE if share <= 0.67 else Level.ADVANCED
        return level, [(1, start, end)]
    best: tuple[int, int, Level] | None = None
    for level, pattern in _LEVEL_PATTERNS:
        for found in pattern.finditer(before):
            if best is None or found.start() > best[0]:
                best = (found.start(), found.end(), level)
    if best is None:
        return None, []
    return best[2], [(-1, best[0], best[1])]


def _duration(before: str, after: str) -> tuple[int | None, list[Span]]:
    earlier = list(_DURATION.finditer(before))
    last = earlier[-1] if earlier else None
    if last is not None and not _AGE.search(before[: last.start()]):
        return _plausible(_in_months(last)), [(-1, last.start(), last.end())]
    found = _LASTING.match(after)
    if found and (duration := _DURATION.match(after, found.end())):
        return _plausible(_in_months(duration)), [(1, duration.start(), duration.end())]
    return None, []


def _in_months(found: re.Match[str]) -> int:
    written = found.group("count").replace(",", ".")
    count = float(_NUMBERS.get(written, 0) or written)
    unit = found.group("unit")
    return round(count if unit.startswith(("mois", "month", "개월")) else count * 12)


def _plausible(months: int) -> int | None:
    """``months``, unless nobody works that long: "99 ans de caisse" is a slip or a joke."""
    return months if months <= _LONGEST_MONTHS else None
