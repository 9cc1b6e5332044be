"""The lines of a CV with their places, and the pieces a line is written in.

A CV is read by lines: headings, dates,
titles and employers are told apart by where they stand on them. Every
line and piece keeps its offsets in the document, so that whatever is read from it can be shown.
See :mod:`openemploi.extraction.cv_entries` for what is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.model import Passage
from openemploi.folding import fold

# Longer lines are prose: no heading, title or address is looked for in them.
LONGEST_HEADER: Final = 160

# Bullets, arrows, ticks, and the private-use signs that word processors and icon fonts leave.
_BULLET: Final = re.compile(
    r"(?:[•●○◦▪▫■□◆◇‣⁃∙►▶▸➢➤➔→✓✔✦★☆❖¤§¥·*»>\ue000-\uf8ff\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]"
    r"|[-–—](?=\s)|o(?=\s{2,})|\s)+"
)
_TRIM: Final = " \t\r\f\v\u00a0\u2007\u202f\u200b\u200e\u200f\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its bullet and margins: ``document.text[start:end] == text``."""

    start: int
    end: int
    text: str
    bulleted: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line between separators; ``before`` is the separator it follows."""

    start: int
    end: int
    text: str
    before: str = ""


def split_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of ``text[start:end]`` that hold anything, in order."""
    stop = len(text) if end is None else end
    found: list[Line] = []
    at = start
    while at < stop:
        line_end = text.find("\n", at, stop)
        line_end = stop if line_end < 0 else line_end
        bullet = _BULLET.match(text, at, line_end)
        first = bullet.end() if bullet else at
        line = trimmed(text, first, line_end)
        if line is not None:
            mark = text[at : line[0]].strip(_TRIM)
            found.append(Line(*line, text=text[line[0] : line[1]], bulleted=bool(mark)))
        at = line_end + 1
    return found


def trimmed(text: str, start: int, end: int, *, signs: str = _TRIM) -> tuple[int, int] | None:
    """``start, end`` without blank margins; ``None`` when nothing is left."""
    while start < end and (text[start] in signs or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in signs or text[end - 1].isspace()):
        end -= 1
    return (start, end) if start < end else None


def pieces(text: str, start: int, end: int, *, separator: re.Pattern[str]) -> Iterator[Piece]:
    """The pieces of ``text[start:end]`` between the matches of ``separator``."""
    at, before = start, ""
    for found in separator.finditer(text, start, end):
        yield from _piece(text, at, found.start(), before)
        at, before = found.end(), found.group().strip() or " "
    yield from _piece(text, at, end, before)


def passage(document: Document, start: int, end: int) -> Passage:
    """The stretch ``start:end`` of ``document`` with its page."""
    return Passage(document.text[start:end], start, end, document.page_at(start))


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """``text`` folded, with single blanks: what lines are compared by."""
    return " ".join(fold(text).split())


def _piece(text: str, start: int, end: int, before: str) -> Iterator[Piece]:
    inner = trimmed(text, start, end, signs=_TRIM + ",;:|•·●∙–—-/\u00ad")
    if inner is not None:
        yield Piece(*inner, text=text[inner[0] : inner[1]], before=before)
