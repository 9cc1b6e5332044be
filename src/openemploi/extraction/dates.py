"""Dates and durations as people write them on a CV, in French, English and Korean.

One pattern finds single dates; neighbours joined by "à", "-" or "to" become a range. What is not said stays
unknown: a lone "2018" has no length, and a year written "20XX" on a template is a date without a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from openemploi.extraction.model import YearMonth

_MONTHS: Final = (
    r"janv(?:ier)?|jan(?:uary)?",
    r"f[ée]v(?:r(?:ier)?)?|feb(?:ruary)?",
    r"mars|mar(?:ch)?",
    r"avr(?:il)?|apr(?:il)?",
    r"mai|may",
    r"juin|june?",
    r"juill?(?:et)?|july?",
    r"ao[uû]t|aug(?:ust)?",
    r"sept?(?:embre|ember)?",
    r"oct(?:obre|ober)?",
    r"nov(?:embre|ember)?",
    r"d[ée]c(?:embre|ember)?",
)
_NAMED: Final = tuple(re.compile(names, re.IGNORECASE) for names in _MONTHS)
_YEAR: Final = r"(?:19|20)(?:\d\d|XX)"
# A bare year is not one when it counts something ("2000 clients") or numbers a norm ("ISO 9001:2015").
_NOT_COUNTING: Final = (
    r"(?![\w²°]|[.,]\d|\s?(?:€|%|\$|euros?\b|personnes?\b|clients?\b|couverts?\b|habitants?\b|m[²2]\b"
    r"|km\b|kg\b"
    r"|heures?\b|articles?\b|pi[èe]ces?\b|lignes?\b|r[ée]f[ée]rences\b|users\b|people\b|employees\b"
    r"|salari[ée]s\b))"
)
_MONTH_NAME: Final = rf"(?P<name>{'|'.join(_MONTHS)})(?![^\W\d_])\.?"
# "2019.3", "19.03": a date beside the sign of a range only.
_KOREAN: Final = r"(?P<{}>(?:19|20)\d\d|\d\d(?=[.]\d\d))[.][ ]?(?P<{}>1[0-2]|0?[1-9])(?!\d|[.]\d)"
_DATE: Final = re.compile(
    rf"""(?=[0-9a-zéà현재])(?<![\w@#])(?<![^\W\d]/)(?<!\d[.])(?:
      (?:(?:0?[1-9]|[12]\d|3[01])(?:er|st|nd|rd|th)?[ \u00a0]+)?{_MONTH_NAME}
        (?:[ \u00a0\n,./'’-]{{0,3}}(?:of[ ])?(?:\d{{1,2}},[ ]?)?(?P<name_year>{_YEAR}
          |['’]?\d\d(?![\d:/h%€.]|[ ]?[-–]\d))(?!\w))?
    | (?P<d>0?[1-9]|[12]\d|3[01])[/.](?P<dm>0?[1-9]|[12]\d|3[01])[/.](?P<dy>{_YEAR}|\d\d)(?![\w/]|[.]\d)
    | (?P<m>0?[1-9]|1[0-2])[ ]?[/.-][ ]?(?P<my>{_YEAR})(?![\w/])
    | (?P<yk>{_YEAR})년(?!생)(?:[ ]?(?P<mk>1[0-2]|0?[1-9])월)?(?:[ ]?\d{{1,2}}일)?
    | (?P<y>{_YEAR})[./-][ ]?(?P<ym>0[1-9]|1[0-2])(?:[./-]\d\d)?(?![\w/])\.?
    | {_KOREAN.format("yb", "mb")}[.]?(?=[ ]?[~〜][ ]?(?:\d|현재|재직))
    | (?:(?<=[~〜])|(?<=[~〜][ ])){_KOREAN.format("ya", "ma")}
    | (?P<m2>0[1-9]|1[0-2])/(?P<y2>\d\d)(?![\w/])
    | (?P<season>[ée]t[ée]s?|hivers?|printemps|automnes?|summers?|winters?|springs?|fall|autumn|saisons?
      |seasons?)
        [ ]*,?(?P<sy>{_YEAR})(?!\w)
    | (?P<year>{_YEAR}){_NOT_COUNTING}
    | (?P<now>pr[ée]sent(?:e(?:ment)?)?|auj\b\.?|aujourd['’ ]?hui|(?:[àa][ ])?ce[ ]jour|actuel(?:lement|le)?
      |maintenant|en[ ](?:cours|poste)
        |(?:to[ ])?date|current(?:ly)?|now|today|ongoing|현재|재직[ ]?중)(?![^\W\d_])
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_JOIN: Final = re.compile(
    r"\s{0,8}(?:[-–—~〜→➔>/\u00ad]{1,2}|[àa]|au|aux|jusqu['’ ]?(?:[àa]u?|en)?|to|until|till|through"
    r"|thru"
    r"|부터|에서)?"
    r"(?:\s{1,4}(?:la fin|d[ée]but|fin|mi|le|au|en))?\s{0,4}",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\s{0,4}(?:et|and|&)\s{0,4}(?:l['’])?", re.IGNORECASE)
_LEAD: Final = re.compile(
    r"(?<!\w)(?P<word>depuis|since|jusqu['’ ]?(?:en|[àa]u?)|until|de|du|d['’]|from|entre|between|en|in"
    r"|d[èe]s"
    r"|[àa] (?:partir|compter) d[eu]|dates?|p[ée]riode|l['’])"
    r"\s{0,3}:?\s{0,3}(?:le\s|d[ée]but\s|fin\s|mi[- ]|l['’])?$",
    re.IGNORECASE,
)
# "2020-...", "mars 2019 ->": it goes on.
_OPEN: Final = re.compile(
    r"[ \u00a0]{0,2}(?:[-–—][ \u00a0]?(?:\.{2,3}|…)|(?:[-–—]>|[→➔~〜])(?=[ \u00a0]*(?:$|[\n)\]:])))"
)
_SHORT_YEAR: Final = re.compile(r"\s?[-–/]\s?(\d\d)(?![\w/.])")
_NUMBERING: Final = re.compile(
    r"(?:iso|rt|office|windows|excel|word|n°|loi|norme|version|art\.?)[\s:]*[\d:-]*$", re.I
)

_COUNT_WORDS: Final = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "one": 1, "a": 1, "an": 1, "two": 2,
    "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15,
    "twenty": 20, "thirty": 30,
}  # fmt: skip
_COUNT: Final = rf"\d{{1,2}}(?:[.,]\d)?|{'|'.join(sorted(_COUNT_WORDS, key=len, reverse=True))}"
_FEW: Final = "|".join(word for word, count in _COUNT_WORDS.items() if count < 12)
_YEARS: Final = r"ans?|ann[ée]es?|years?|yrs?|년(?:간)?"
_MONTHS_UNIT: Final = r"mois|months?|mos?|개월"
_DURATION: Final = re.compile(
    rf"""(?=[0-9a-z])(?<![\w.,])(?:
      (?P<years>{_COUNT})[ \u00a0+]{{0,3}}(?:{_YEARS})(?![^\W\d_])\.?
        (?:[ ]{{0,2}}(?P<half>(?:et|and)[ ]?(?:demi|a[ ]half))|[ ]{{0,2}}(?:et|and|,)?[ ]{{0,2}}
           (?P<more>1[01]|\d(?!\d)|{_FEW})[ \u00a0]{{0,2}}(?:{_MONTHS_UNIT})(?!\w))?
    | (?P<months>{_COUNT})[ \u00a0+]{{0,3}}(?:{_MONTHS_UNIT})(?!\w)
    | (?P<weeks>{_COUNT})[ \u00a0]{{0,2}}(?:semaines?|weeks?|주)(?!\w)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class DateRange:
    """A time that was said. ``span`` are its offsets, the words around it ("depuis", brackets) included.

    ``months`` counts first and last month; between two bare years it is twelve for each step; it is
    what the
    text says when a duration follows ("2018 (6 mois)"). ``None``: not known.
    """

    start: YearMonth | None
    end: YearMonth | None
    current: bool
    months: int | None
    span: tuple[int, int]
    is_range: bool = True


@dataclass(frozen=True, slots=True)
class Duration:
    """A stated length of time in months, and its offsets."""

    months: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Date:
    start: int
    end: int
    when: YearMonth | None = None
    month: int = 0  # of a month named without its year
    now: bool = False
    weak: bool = False  # only a date when it stands in a range
    bare: bool = False


def find_date_ranges(
    text: str, start: int = 0, end: int | None = None, *, today: date | None = None
) -> list[DateRange]:
    """The dates of ``text[start:end]`` in order. ``today`` gives the length of what is still going on.

    >>> [str(r.start) for r in find_date_ranges("de mars 2015 à juin 2018, puis depuis 2019")]
    ['2015-03', '2019']
    """
    stop = len(text) if end is None else end
    singles = _singles(text, start, stop)
    ranges: list[DateRange] = []
    at = 0
    floor = start
    while at < len(singles):
        first = singles[at]
        second = singles[at + 1] if at + 1 < len(singles) else None
        made = _joined(text, first, second, floor, stop, today) if second else None
        if made is not None:
            at += 2
        else:
            made = _alone(text, first, floor, stop, today)
            at += 1
        if made is not None:
            ranges.append(made)
            floor = made.span[1]
            while at < len(singles) and singles[at].start < floor:
                at += 1
    return ranges


def find_durations(text: str, start: int = 0, end: int | None = None) -> list[Duration]:
    """The lengths of time stated in ``text[start:end]``, weeks and more.

    >>> [d.months for d in find_durations("5 ans, 18 mois, two years, 2 ans et demi")]
    [60, 18, 24, 30]
    """
    stop = len(text) if end is None else end
    found = []
    for match in _DURATION.finditer(text, start, stop):
        months = 12 * _count(match["years"]) + _count(match["months"]) + _count(match["more"])
        months += 6 if match["half"] else 0
        months += max(1.0, _count(match["weeks"]) / 4.35) if match["weeks"] else 0
        if round(months) > 0:
            found.append(Duration(round(months), match.start(), match.end()))
    return found


def _count(word: str | None) -> float:
    if not word:
        return 0.0
    return float(_COUNT_WORDS.get(word.lower(), 0) or word.replace(",", "."))


def _singles(text: str, start: int, stop: int) -> list[_Date]:
    found = []
    for match in _DATE.finditer(text, start, stop):
        made = _single(text, match)
        if made is not None:
            found.append(made)
    return found


def _single(text: str, match: re.Match[str]) -> _Date | None:
    at = match.span()
    if match["name"]:
        month = 1 + next((i for i, names in enumerate(_NAMED) if names.fullmatch(match["name"])), -1)
        if not match["name_year"]:
            return _Date(*at, month=month, weak=True)
        return _Date(*at, when=_when(match["name_year"].lstrip("'’"), month))
    if match["dy"]:
        day, month = int(match["d"]), int(match["dm"])
        return _Date(*at, when=_when(match["dy"], month if month <= 12 else day))
    if match["my"]:
        return _Date(*at, when=_when(match["my"], int(match["m"])))
    if match["yk"]:
        return _Date(*at, when=_when(match["yk"], int(match["mk"] or 0)))
    if short := match["yb"] or match["ya"]:
        return _Date(*at, when=_when(short, int(match["mb"] or match["ma"])), weak=len(short) < 4)
    if match["y"]:
        return _Date(*at, when=_when(match["y"], int(match["ym"])))
    if match["m2"]:
        return _Date(*at, when=_when(match["y2"], int(match["m2"])), weak=True)
    if match["sy"]:
        return _Date(*at, when=_when(match["sy"], 0))
    if match["now"]:
        return _Date(*at, now=True, weak=True)
    if _NUMBERING.search(text, max(0, at[0] - 16), at[0]):
        return None
    return _Date(*at, when=_when(match["year"], 0), bare=True)


def _when(year: str, month: int) -> YearMonth | None:
    if not year.isdigit():
        return None  # 20XX on a template
    value = int(year)
    if value < 100:
        value += 2000 if value < 50 else 1900
    return YearMonth(value, month)


def _joined(
    text: str, first: _Date, second: _Date, floor: int, stop: int, today: date | None
) -> DateRange | None:
    if first.now or second.start - first.end > 24:
        return None
    gap = text[first.end : second.start]
    lead = _lead(text, first.start, floor)
    between = lead is not None and lead["word"].lower() in ("entre", "between")
    joined = _JOIN.fullmatch(gap) and gap.count("\n") < 2 and (gap.strip() or text[second.start] in "àato")
    if not joined and not (between and _AND.fullmatch(gap)):
        return None
    when = first.when
    if first.month:
        if second.when is None or not second.when.month:
            return None
        when = YearMonth(second.when.year - (first.month > second.when.month), first.month)
    if second.month:
        return None
    last = None if second.now else second.when
    if when is not None and last is not None and (last.year, last.month or 12) < (when.year, when.month):
        when, last = last, when
    return _finished(
        text, (first.start, second.end), when, last, second.now, floor, stop, today, is_range=True
    )


def _alone(text: str, single: _Date, floor: int, stop: int, today: date | None) -> DateRange | None:
    if single.weak:
        return None
    span = (single.start, single.end)
    if single.bare and single.when is not None:
        short = _SHORT_YEAR.match(text, single.end, stop)
        step = (int(short[1]) - single.when.year) % 100 if short else 0
        if short and 0 < step < 50:
            later = YearMonth(single.when.year + step)
            span = (single.start, short.end())
            return _finished(text, span, single.when, later, False, floor, stop, today, is_range=True)
    if opened := _OPEN.match(text, single.end, stop):
        span = (single.start, opened.end())
        return _finished(text, span, single.when, None, True, floor, stop, today, is_range=True)
    lead = _lead(text, single.start, floor)
    word = lead["word"].lower() if lead else ""
    if word in ("depuis", "since") or word.startswith(("à partir", "a partir", "à compter", "a compter")):
        return _finished(text, span, single.when, None, True, floor, stop, today, is_range=True)
    if word.startswith("jusqu") or word == "until":
        return _finished(text, span, None, single.when, False, floor, stop, today, is_range=True)
    return _finished(text, span, single.when, single.when, False, floor, stop, today, is_range=False)


def _lead(text: str, at: int, floor: int) -> re.Match[str] | None:
    return _LEAD.search(text, max(floor, at - 28), at)


def _finished(
    text: str,
    span: tuple[int, int],
    start: YearMonth | None,
    end: YearMonth | None,
    current: bool,
    floor: int,
    stop: int,
    today: date | None,
    *,
    is_range: bool,
) -> DateRange:
    months = _months(start, end, current, today) if is_range else _one_month(start)
    first, last = span
    lead = _lead(text, first, floor)
    if lead is not None:
        first = lead.start()
    stated = find_durations(text, last, min(stop, last + 30))
    if stated and not text[last : stated[0].start].strip(" \u00a0(,·•:-–—[|"):
        months, last = stated[0].months, stated[0].end
    opened = text[max(floor, first - 2) : first].rstrip()
    if opened.endswith(("(", "[")) and text[last : last + 2].lstrip().startswith((")", "]")):
        first = text.rindex(opened[-1], max(floor, first - 2), first)
        last = last + 1 + (len(text[last : last + 2]) - len(text[last : last + 2].lstrip()))
    elif text[last : last + 1] in (")", "]") and "(" in text[span[0] : last]:
        last += 1
    return DateRange(start, end, current, months, (first, last), is_range)


def _one_month(when: YearMonth | None) -> int | None:
    return 1 if when is not None and when.month else None


def _months(start: YearMonth | None, end: YearMonth | None, current: bool, today: date | None) -> int | None:
    if current and today is not None:
        end = YearMonth(today.year, today.month)
    if start is None or end is None:
        return None
    if not start.month and not end.month:
        months = 12 * (end.year - start.year)
    elif start.month and end.month:
        months = 12 * (end.year - start.year) + end.month - start.month + 1
    else:  # one month is not known: the middle of its year
        months = round(12 * (end.year - start.year) + (end.month or 6.5) - (start.month or 6.5))
    return months if months > 0 else None
