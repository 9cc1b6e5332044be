"""The parts of an offer: what one will do, who is looked for, the terms, and what is only about the employer.

An offer is cut into lines, and long lines into sentences. A heading ("Vos missions", "Profil recherché :")
holds
until the next one; a sentence that plainly speaks of something else ("Rejoignez un groupe…", "À compétences
égales…") goes to its own part wherever it stands, so that it never becomes a requirement.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from openemploi.extraction.flat import flat
from openemploi.extraction.model import Section, SectionSpan
from openemploi.extraction.offer_phrases import CUES, HEADINGS, LABELS

_LONG: Final = 160  # characters after which a line is cut into sentences
_SENTENCE: Final = re.compile(
    r"(?<=[.!?])\s{1,9}|\*\*\*|(?<=[a-z][.!?])(?=[A-ZÀ-Ý][a-zà-ÿ])"
    r"|\s(?=[•✅✔▪➡])"
)
_ORNAMENT: Final = re.compile(r"^[^\w(\"]+|[^\w)\"?]+$")
_HEADING: Final = {
    section: re.compile(rf"(?:{'|'.join(phrases)})(?: ?[?!]{{1,3}})?")
    for section, phrases in HEADINGS.items()
}
_LABEL: Final = re.compile(rf"[^\w\n]{{0,8}}(?:{'|'.join(LABELS)})\s?(?::|-(?= )|=)")
# "Vos missions : Accueillir…" in the middle of a line.
_INLINE: Final = re.compile(
    r"(?:^|(?<=[.!?;\s*-]))(?P<heading>"
    + "|".join(f"(?P<{section.value}>{'|'.join(phrases)})" for section, phrases in HEADINGS.items())
    + r")\s{0,2}(?:[?!]\s?)?:"
)
_CUES: Final = tuple((section, re.compile("|".join(words))) for section, words in CUES)
_TO_A_PERSON: Final = re.compile(r"\b(?:vous|tu|votre|titulaires?|recherch|recrut|profil|you|your)")
_WORK: Final = frozenset({Section.TASKS, Section.PROFILE})
_SHORT: Final = 70  # characters of a line that may be an item of a list without a bullet
_BULLET: Final = re.compile(r"^\s*(?:[-*•·–▪✅✔➡]|\d{1,2}[.)])\s*")
_OWN_PEOPLE: Final = re.compile(
    r"\b(?:notre|nos|our) (?!client|visit|guest|custom|public)[\w-]+(?: [\w-]+){0,2} (?:parle(?:nt)?|speaks?)\b"
)
_ALWAYS: Final = frozenset({Section.COMPANY, Section.LEGAL, Section.BENEFITS})


def offer_sections(text: str) -> tuple[SectionSpan, ...]:
    r"""The parts of the offer ``text``, in order, from its first to its last character.

    >>> text = "Vos missions :\n- Encaisser\nProfil recherché\nPermis B"
    >>> [s.section.value for s in offer_sections(text)]
    ['tasks', 'profile']
    """
    even = flat(text)
    spans: list[SectionSpan] = []
    current, heading = Section.OTHER, ""
    for start, end in _units(text, even):
        unit = even[start:end]
        found = _heading_of(unit) if len(unit) > 3 else None
        if found is not None:
            current, said = found
            heading = text[start + said[0] : start + said[1]]
            _add(spans, SectionSpan(current, start, end, heading))
            continue
        section = _by_content(unit, current, headed=bool(heading))
        if section is Section.OTHER and spans and spans[-1].section is Section.COMPANY:
            # The employer goes on about itself until the paragraph ends.
            section = section if "\n" in text[spans[-1].end - 1 : start] else Section.COMPANY
        _add(spans, SectionSpan(section, start, end, heading if section is current else ""))
    return _tiled(spans, len(text))


def section_at(sections: Sequence[SectionSpan], offset: int) -> Section:
    """The part that the character at ``offset`` stands in; ``OTHER`` outside of all."""
    at = bisect_right(sections, offset, key=lambda s: s.start) - 1
    return sections[at].section if at >= 0 and offset < sections[at].end else Section.OTHER


def opens_section(line: str) -> bool:
    """Whether an even line is a heading."""
    return _heading_of(line) is not None


def _units(text: str, even: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        stop = even.find("\n", start)
        stop = len(text) if stop < 0 else stop
        cuts = {start}
        if stop - start > _LONG:
            cuts |= {m.end() for m in _SENTENCE.finditer(text, start, stop)}
        cuts |= {m.start() for m in _INLINE.finditer(even, start, stop)}
        ordered = sorted(c for c in cuts if c < stop)
        for at, low in enumerate(ordered):
            high = ordered[at + 1] if at + 1 < len(ordered) else stop
            if text[low:high].strip():
                yield low, high
        start = stop + 1


def _heading_of(unit: str) -> tuple[Section, tuple[int, int]] | None:
    """The section that a unit opens, and where its heading stands in it."""
    if len(unit) <= 110:
        bare = _ORNAMENT.sub("", _ORNAMENT.sub("", unit))
        bare = re.sub(r"\s+", " ", bare)
        if len(bare) <= 70:
            for section, pattern in _HEADING.items():
                if pattern.fullmatch(bare):
                    left = len(unit) - len(unit.lstrip(" -*\t:#="))
                    return section, (left, len(unit.rstrip(" :-*\t")) or len(unit))
    inline = _INLINE.match(unit) or _INLINE.match(unit, len(unit) - len(unit.lstrip(" -*\t#=")))
    if inline:
        section = next(s for s in HEADINGS if inline[s.value])
        return section, inline.span("heading")
    return None


def _by_content(unit: str, current: Section, *, headed: bool = False) -> Section:
    if _LABEL.match(unit):
        return Section.TERMS
    said = [section for section, cues in _CUES if cues.search(unit)] if len(unit) > 3 else []
    if not said:
        return current
    if Section.COMPANY in said and _OWN_PEOPLE.search(unit):
        return Section.COMPANY
    if said[:2] == [Section.PROFILE, Section.COMPANY] and not _TO_A_PERSON.search(unit):
        return Section.COMPANY
    if Section.PROFILE in said:  # somebody is being asked for something: never thrown away
        return Section.PROFILE if current in (Section.TASKS, Section.OTHER, *_ALWAYS) else current
    first = said[0]
    if headed and current in _WORK and _keeps_heading(unit, first):
        return current
    if first in _ALWAYS or current is Section.OTHER:
        return first
    return Section.TERMS if first is Section.TERMS and current is not Section.PROFILE else current


def _keeps_heading(unit: str, said: Section) -> bool:
    """Whether an item of a list stays where its heading puts it, though some word of it speaks of something else.

    "Encaisser (espèces, chèques-vacances)" is a task; "Chèques-vacances", which begins with the word, is not.
    """
    item = _BULLET.sub("", unit)
    if next(cues for section, cues in _CUES if section is said).match(item):
        return False
    if item != unit:
        return True
    short = len(item) <= _SHORT and not item.rstrip().endswith((".", "!", "?"))
    return short and said in (Section.BENEFITS, Section.COMPANY)


def _add(spans: list[SectionSpan], span: SectionSpan) -> None:
    last = spans[-1] if spans else None
    if last and last.section is span.section and span.heading in ("", last.heading):
        spans[-1] = SectionSpan(last.section, last.start, span.end, last.heading)
    else:
        spans.append(span)


def _tiled(spans: list[SectionSpan], length: int) -> tuple[SectionSpan, ...]:
    """The same spans without gaps: each reaches the next one."""
    tiled = []
    for at, span in enumerate(spans):
        start = 0 if at == 0 else span.start
        end = spans[at + 1].start if at + 1 < len(spans) else length
        tiled.append(SectionSpan(span.section, start, end, span.heading))
    return tuple(tiled)
