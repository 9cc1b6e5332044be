"""What a CV lists under a heading of skills, item by item as it is written, whether a taxonomy knows it or not.

A taxonomy knows no "gRPC" and no name of a machine of last year: what it does not know is shown to the person all
the same. Sentences are not items; languages, licences, interests and what reaches the person are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.attributes import says_level, says_no
from openemploi.extraction.cv_lines import Line, folded, passage, trimmed
from openemploi.extraction.model import Passage, Section, SectionSpan
from openemploi.extraction.sections import section_named

_WORDS_MOST: Final = 6  # more is a sentence
_LONGEST: Final = 60  # characters
_FULL_LINE: Final = 60  # characters: a line of this length that ends inside an item goes on below
#: Between items. A comma inside brackets or a number separates nothing; a dash does when blanks stand around it.
_BETWEEN: Final = re.compile(r"[,;、](?!\d)|[|•·●▪■◆∙\t]|\s{3,}|\s[–—/-]\s|\.\s+(?=[A-ZÀ-Ý])")
_LABEL: Final = re.compile(r"\s*([^\W\d_][^:,;|•]{1,40}?)\s*:\s+(?=\S)")
_AND: Final = re.compile(r"\s*(?:et|and|ou|or)\s+", re.IGNORECASE)
_RATED: Final = re.compile(r"[\s:–—-]*(?:[★☆●○◉◯■□▮▯⬤*]{2,}|\d{1,3}\s?%|\d\s?/\s?\d{1,2})\s*$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_REST: Final = frozenset(("etc", "and more", "etcetera", "others", "autres", "등"))
_ELSEWHERE: Final = frozenset({Section.INTERESTS, Section.LICENCES, Section.REFERENCES, Section.HEADER})


def listed_items(
    document: Document,
    lines: Iterable[Sequence[Line]],
    *,
    taken: Sequence[Passage],
    reached: Sequence[Passage],
) -> tuple[Passage, ...]:
    """The items of the lists in ``lines``, the lines of each section of skills without its heading.

    ``taken`` are passages read as something else; an item that one of them touches is left out. ``reached`` are
    those that name or reach the person: where one stands (a margin was read behind the list), the list is over.
    No item twice.
    """
    found: dict[str, Passage] = {}
    for section in lines:
        kept = list(takewhile(lambda line: not _touched(line.start, line.end, reached), section))
        for start, end in _lists(document.text, _entries(kept), taken):
            for first, last in _items(document.text, start, end):
                if not _touched(first, last, taken):
                    item = passage(document, first, last)
                    found.setdefault(folded(item.text), item)
    return tuple(found.values())


def _touched(start: int, end: int, taken: Sequence[Passage]) -> bool:
    return any(one.meets(start, end) for one in taken)


def _entries(lines: Sequence[Line]) -> Sequence[Line]:
    """``lines`` without what stands above and below a list with bullets: "Ventes", "Situation"."""
    bulleted = [line for line in lines if line.bulleted]
    return bulleted if 2 * len(bulleted) >= len(lines) else lines


def skill_sections(sections: Iterable[SectionSpan], spoken: Sequence[Passage]) -> Iterator[SectionSpan]:
    """Those that announce skills; "Languages: Python, Go" too, where nothing that is ``spoken`` stands."""
    for span in sections:
        silent = not any(span.start <= one.start < span.end for one in spoken)
        if span.section is Section.SKILLS or (span.section is Section.LANGUAGES and silent):
            yield span


def _lists(text: str, lines: Sequence[Line], taken: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Where each list stands: a line, with the next one where an item is cut by the end of it; without its label.

    In "Word : notions" the label is the item; "Anglais : lu, parlé" is no list.
    """
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        label = _LABEL.match(line.text)
        if label and section_named(label[1]) in _ELSEWHERE:
            continue
        if label and says_level(line.text[label.end() :]):
            yield line.start, line.start + label.end(1)
            continue
        if label and _touched(line.start, line.start + label.end(), taken):
            continue
        end = line.end
        while at < len(lines) and _goes_on(text[line.start : end], before=lines[at - 1], after=lines[at]):
            end = lines[at].end
            at += 1
        yield line.start + (label.end() if label else 0), end


def _goes_on(text: str, *, before: Line, after: Line) -> bool:
    """Whether a list goes on in the line below, which begins no other."""
    if after.bulleted or _LABEL.match(after.text) or not re.search(r"[,;]", text):
        return False
    return text.rstrip()[-1:] in ",;&" or (len(before.text) >= _FULL_LINE and text.rstrip()[-1:] != ".")


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for separator in [*_BETWEEN.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        if separator is not None and text.count("(", at, stop) > text.count(")", at, stop):
            continue  # inside brackets
        if (item := _item(text, at, stop)) is not None:
            yield item
        at = separator.end() if separator else end


def _item(text: str, start: int, end: int) -> tuple[int, int] | None:
    if joined := _AND.match(text, start, end):
        start = joined.end()
    if rated := _RATED.search(text, start, end):
        end = rated.start()
    found = trimmed(text, start, end, signs=" \t\n\r.,;:|•·●▪■◆∙-–—")
    if found is None:
        return None
    words = text[found[0] : found[1]].split()
    said = folded(" ".join(words))
    if len(words) > _WORDS_MOST or found[1] - found[0] > _LONGEST or said in _REST:
        return None
    if not _LETTER.search(text, *found) or section_named(said) is not None:
        return None
    if says_level(said) or says_no(said):
        return None
    return found
