"""The pieces that the head of an entry is written in: what stands between dates, bars, dashes and line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from openemploi.extraction.cv_cues import is_title, organisation_at
from openemploi.extraction.cv_entries import DatesByPlace, Entry
from openemploi.extraction.cv_lines import Piece, folded, pieces
from openemploi.extraction.dates import find_durations

_STRONG: Final = re.compile(
    r"\t+|\s{3,}|(?<=[가-힣)])\s{2}(?=[가-힣(㈜])|\s+[|•·●∙/–—\-\u00ad:→]+\s+|\s*[|•●∙→]\s*|:\s+|\s+·|·\s+|;\s+"
    r"|\s[-–—]{1,2}(?=[^\W\d_])"
    r"|(?<=[^\W\d_])[–—](?=[A-ZÀ-Ý])"
)
# Not before a legal form, and not inside brackets.
COMMA: Final = re.compile(
    r",\s+(?![^()\n]{0,80}\))(?!(?:Inc|LLC|Ltd|Corp|Co|GmbH|S\.?A|SARL|SAS)\b\.?\s*(?:,|$|\s[-–—|]))"
)
TERMS: Final = re.compile(
    r"(?:(?:cdi|cdd|interim|stage|alternance|apprentissage|contrat\b.*|mi-temps|temps (?:plein|partiel"
    r"|complet).*|full[- ]time|part[- ]time"
    r"|h/f|f/h|cui|cae|cdii|saisonnier|saison|vacations?|internship|temporary|permanent|seasonal|\d+ ?h.*"
    r"|job d'ete|remote|expected.*|poste)[ /,+-]*)+"
)
_BETWEEN_TITLES: Final = frozenset({"/", "-", "–"})
_GRADE: Final = re.compile(r"[A-Z]{1,4}\d?")  # "Conducteur PL / SPL"


@dataclass(frozen=True, slots=True)
class Part:
    """A strong piece of a head: the line it is on, its number on the line."""

    slot: tuple[int, int]
    piece: Piece

    @property
    def text(self) -> str:
        return self.piece.text


def head_parts(entry: Entry, *, text: str, dates: DatesByPlace) -> list[Part]:
    """The parts of the head of ``entry`` that may name something: no dates, no terms, two titles of one job as one."""
    said = (part for part in _parts(entry, text, dates) if not TERMS.fullmatch(folded(part.text)))
    return _joined_titles(said, text)


def commas(text: str) -> list[Piece]:
    """``text`` cut at its commas, but not before a legal form nor inside brackets."""
    return list(pieces(text, 0, len(text), separator=COMMA))


def _parts(entry: Entry, text: str, dates: DatesByPlace) -> list[Part]:
    found: list[Part] = []
    covered = 0
    for number, line in enumerate(entry.head):
        at, column = max(line.start, covered), 0
        spans = [r.span for r in dates.on(line)]
        if not entry.dates:
            spans = [(d.start, d.end) for d in find_durations(text, line.start, line.end)]
        for start, end in [*spans, (line.end, line.end)]:
            for piece in pieces(text, at, max(at, min(start, line.end)), separator=_STRONG):
                found.extend(Part((number, column + i), p) for i, p in enumerate(_unbracketed(piece)))
                column += 1
            at = max(at, end)
        covered = at
    return found


def _joined_titles(parts: Iterable[Part], text: str) -> list[Part]:
    """``parts`` with two titles of one job made one: "Maçon - Carreleur", "Conducteur PL / SPL"."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last is not None and last.slot[0] == part.slot[0] and _continues_title(last.text, part.piece):
            start, end = last.piece.start, part.piece.end
            joined[-1] = Part(last.slot, Piece(start, end, text[start:end], last.piece.before))
        else:
            joined.append(part)
    return joined


def _continues_title(title: str, piece: Piece) -> bool:
    if piece.before not in _BETWEEN_TITLES or not is_title(title) or len(commas(title)) > 1:
        return False
    first = commas(piece.text)[0].text
    if piece.before == "/" and _GRADE.fullmatch(first):
        return True
    return is_title(first) and organisation_at(first) is None and len(first.split()) <= 4


def _unbracketed(piece: Piece) -> list[Piece]:
    text = piece.text
    opened = text.rfind("(")
    if text.count("(") > text.count(")") and opened > 0 and _is_aside(text[opened + 1 :]):
        shorter = text[:opened].rstrip(" ,")
        return [Piece(piece.start, piece.start + len(shorter), shorter, piece.before)]
    if text.count("(") != text.count(")"):
        left = len(text) - len(text.lstrip("()[] "))
        right = len(text) - len(text.rstrip("([ ")) if text.count("(") > text.count(")") else 0
        right = right or (len(text) - len(text.rstrip(")] ")) if text.count(")") > text.count("(") else 0)
        inner = text[left : len(text) - right] if right else text[left:]
        return (
            [Piece(piece.start + left, piece.start + left + len(inner), inner, piece.before)] if inner else []
        )
    return [piece]


def _is_aside(text: str) -> bool:
    """Whether ``text``, behind a bracket that a date closes, is a length of time or terms: "(6 mois, 2024)"."""
    bare = text.strip(" ,")
    return bool(TERMS.fullmatch(folded(bare))) or any(
        bare == text[d.start : d.end] for d in find_durations(text)
    )
