"""The parts of an offer: what one will do, who is looked for, the terms, and what is only about the employer.

An offer is cut into lines, and lines into sentences. A heading ("Vos missions", "Profil recherché :") holds
until the next one, a label with its answer ("Contrat : CDI") for its line only. A sentence that plainly speaks of
something else ("Rejoignez un groupe…", "À compétences égales…") goes to its own part wherever it stands, so that
it never becomes a requirement.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from openemploi.extraction.flat import flat
from openemploi.extraction.model import Section, SectionSpan
from openemploi.extraction.offer_phrases import (
    ASKED_BETWEEN,
    CUES,
    DOES,
    HEADINGS,
    ITS_TRADE,
    LABELS,
    NAME,
    OF_ITSELF,
)

_LONG: Final = 160  # characters after which a line is cut into sentences even where marks are poor
_SENTENCE: Final = re.compile(
    r"(?:(?<=[^\W\d_]{2}[.!?…])|(?<=[\d)h%€][.!?…])|(?<=\s[!?]))\s{1,9}(?=[A-ZÀ-Ý][\w'’]|[가-힣])"
)
_POOR_SENTENCE: Final = re.compile(
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
# "Nous offrons mutuelle, CSE, permis B": all of it is given.
_OFFERED: Final = re.compile(
    r"\W{0,4}(?:nous|on) (?:vous )?(?:offr|propos|financ|prenons en charge)\w*|\W{0,4}we (?:also )?offer\b"
)
_TO_YOU: Final = re.compile(r"[,;] (?=(?:vous|tu) )| et (?=(?:vous|tu) )")
_DOES: Final = re.compile(DOES)
_OF_ITSELF: Final = re.compile(OF_ITSELF)
_TRADE: Final = re.compile(rf"\b{ITS_TRADE}\b")
_NAME: Final = re.compile(NAME)
_OF_SOMEBODY: Final = re.compile(
    r"\b(?:vous|votre|vos|tu|ton|tes|you|your|recherch|recrut|cherch|besoin|poste|titulaire|profil)"
)
_ASKED: Final = re.compile(ASKED_BETWEEN)
_TO_A_PERSON: Final = re.compile(r"\b(?:vous|tu|votre|titulaires?|recherch|recrut|profil|you|your)")
_WORK: Final = frozenset({Section.TASKS, Section.PROFILE})
_SHORT: Final = 70  # characters of a line that may be an item of a list without a bullet
_BULLET: Final = re.compile(r"^\s*(?:[-*•·–▪✅✔➡]|\d{1,2}[.)])\s*")
_OWN_PEOPLE: Final = re.compile(
    r"\b(?:notre|nos|our) (?!client|visit|guest|custom|public)[\w-]+(?: [\w-]+){0,2} (?:parle(?:nt)?|speaks?)\b"
)
_ALWAYS: Final = frozenset({Section.COMPANY, Section.LEGAL, Section.BENEFITS})
_NO_WORK: Final = _ALWAYS | {Section.TERMS}
_LABELS: Final = frozenset(
    {Section.TERMS, Section.LEGAL}
)  # "Contrat : CDI", "Contact : 05 65…": for a line only
_KEPT: Final = frozenset({Section.PROFILE, Section.BENEFITS, Section.LEGAL})  # headings that hold over a task


def offer_sections(text: str) -> tuple[SectionSpan, ...]:
    r"""The parts of the offer ``text``, in order, from its first to its last character.

    >>> text = "Vos missions :\n- Encaisser\nProfil recherché\nPermis B"
    >>> [s.section.value for s in offer_sections(text)]
    ['tasks', 'profile']
    """
    even = flat(text)
    spans: list[SectionSpan] = []
    current, heading = Section.OTHER, ""
    label_holds, labelled = 0, Section.TERMS  # where the line of a label such as "Contrat :" ends
    for start, end, line_end in _units(text, even):
        unit = even[start:end]
        line_start = even.rfind("\n", 0, start) + 1
        whole = line_end - line_start > _LONG or (end == line_end and not even[line_start:start].strip())
        found = _heading_of(unit, whole=whole) if len(unit) > 3 or not unit.isascii() else None
        if found is not None:
            opened, said = found
            words = text[start + said[0] : start + said[1]]
            if opened in _LABELS and even[start + said[1] : line_end].strip(" :?!*#-="):
                label_holds, labelled = line_end, opened
            else:
                current, heading, label_holds = opened, words, 0
            _add(spans, SectionSpan(opened, start, end, words))
            continue
        if current is Section.COMPANY and _leaves_employer(text, even, spans, start, line_end):
            current, heading = Section.OTHER, ""
        under = labelled if start < label_holds else current
        section = _by_content(unit, under, headed=bool(heading), name=_named(text[start:end], unit))
        if section is Section.OTHER and spans and spans[-1].section is Section.COMPANY:
            # The employer goes on about itself until the paragraph ends.
            same = "\n" not in text[spans[-1].end - 1 : start] and not _ASKED.match(unit)
            section = Section.COMPANY if same else section
        held = heading if section is current else ""
        for low, high, part in _parts(unit, section, current):
            _add(spans, SectionSpan(part, start + low, start + high, held if part is section else ""))
    return _tiled(spans, len(text))


def section_at(sections: Sequence[SectionSpan], offset: int) -> Section:
    """The part that the character at ``offset`` stands in; ``OTHER`` outside of all."""
    at = bisect_right(sections, offset, key=lambda s: s.start) - 1
    return sections[at].section if at >= 0 and offset < sections[at].end else Section.OTHER


def opens_section(line: str) -> bool:
    """Whether an even line is a heading."""
    return _heading_of(line) is not None


def _units(text: str, even: str) -> Iterator[tuple[int, int, int]]:
    """Sentences and what is shorter: start, end, and the end of the line."""
    start = 0
    while start < len(text):
        stop = even.find("\n", start)
        stop = len(text) if stop < 0 else stop
        if _whole_heading(even[start:stop]) is not None:
            yield start, stop, stop
            start = stop + 1
            continue
        cuts = {start} | {m.end() for m in _SENTENCE.finditer(text, start, stop)}
        if stop - start > _LONG:
            cuts |= {m.end() for m in _POOR_SENTENCE.finditer(text, start, stop)}
        cuts |= {m.start() for m in _INLINE.finditer(even, start, stop)}
        cuts |= {m.end() for m in _TO_YOU.finditer(even, start, stop)}
        ordered = sorted(c for c in cuts if c < stop)
        for at, low in enumerate(ordered):
            high = ordered[at + 1] if at + 1 < len(ordered) else stop
            if text[low:high].strip():
                yield low, high, stop
        start = stop + 1


def _heading_of(unit: str, *, whole: bool = True) -> tuple[Section, tuple[int, int]] | None:
    """The section that a unit opens, and where its heading stands in it; ``whole`` when it may be all heading."""
    section = _whole_heading(unit) if whole else None
    if section is not None:
        left = len(unit) - len(unit.lstrip(" -*\t:#="))
        return section, (left, len(unit.rstrip(" :-*\t")) or len(unit))
    inline = _INLINE.match(unit) or _INLINE.match(unit, len(unit) - len(unit.lstrip(" -*\t#=")))
    if inline:
        section = next(s for s in HEADINGS if inline[s.value])
        return section, inline.span("heading")
    return None


def _whole_heading(unit: str) -> Section | None:
    """The section that a unit opens when it is nothing but a heading."""
    if len(unit) > 110:
        return None
    bare = re.sub(r"\s+", " ", _ORNAMENT.sub("", _ORNAMENT.sub("", unit)))
    if len(bare) > 70:
        return None
    return next((section for section, pattern in _HEADING.items() if pattern.fullmatch(bare)), None)


def _leaves_employer(text: str, even: str, spans: Sequence[SectionSpan], start: int, line_end: int) -> bool:
    """Whether a short line after a blank one ends what the employer says of itself: a heading that we do not know."""
    last = spans[-1]
    said = text[last.start : last.end].replace(last.heading, "", 1).strip(" \n:?!")
    line = even[start:line_end].strip()
    return (
        last.section is Section.COMPANY
        and bool(said)
        and text[last.end - 1 : start].count("\n") > 1
        and len(line) <= _SHORT
        and not line.endswith((".", "!"))
        and not any(cues.search(line) for _, cues in _CUES)
    )


def _named(written: str, unit: str) -> bool:
    """Whether a unit begins with the name of a firm that does something: "Bâti Rouergue intervient en plomberie"."""
    verb = _TRADE.search(unit)
    return verb is not None and _NAME.fullmatch(written[: verb.start()]) is not None


def _by_content(unit: str, current: Section, *, headed: bool = False, name: bool = False) -> Section:
    if _LABEL.match(unit):
        return Section.TERMS
    does = bool(_DOES.search(unit))
    if current not in _WORK and (name or _OF_ITSELF.match(unit)) and not _OF_SOMEBODY.search(unit):
        return Section.COMPANY
    said = [section for section, cues in _CUES if cues.search(unit)] if len(unit) > 3 else []
    if not said:
        return current
    if Section.COMPANY in said and _OWN_PEOPLE.search(unit):
        return Section.COMPANY
    if said[:2] == [Section.PROFILE, Section.COMPANY] and not _TO_A_PERSON.search(unit):
        return Section.COMPANY
    if Section.PROFILE in said:  # somebody is being asked for something: never thrown away
        return Section.PROFILE
    if Section.TASKS in said and current not in _KEPT and (does or not _NO_WORK & set(said)):
        return Section.TASKS
    first = said[0]
    if headed and current in _WORK and _keeps_heading(unit, first):
        return current
    if does and current is Section.PROFILE:
        return current
    if first in _ALWAYS or current is Section.OTHER:
        return first
    return Section.TERMS if first is Section.TERMS and current is not Section.PROFILE else current


def _parts(unit: str, section: Section, current: Section) -> Iterator[tuple[int, int, Section]]:
    """The parts of a unit: what is asked between its commas is asked, though the rest only speaks of benefits."""
    at = 0
    if section in (Section.BENEFITS, Section.LEGAL) and section is not current and not _OFFERED.match(unit):
        for found in _ASKED.finditer(unit):
            low, high = found.span("asked")
            if low > at:
                yield at, low, section
            yield low, high, Section.PROFILE
            at = high
    if at < len(unit):
        yield at, len(unit), section


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
