"""Words cut at the end of a line are made whole; words that are written with a hyphen keep it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from openemploi.documents.assembly import Line

_CUT: Final = re.compile(r"[^\W\d_]{2,}-$")
_REST: Final = re.compile(r"([^\W\d_]+)([^\s]*)(?:\s+|$)(.*)\Z", re.DOTALL)
# First halves that keep their hyphen: "savoir-faire" cut at the end of a line is still one.
_KEEPING_WORDS: Final = (
    "savoir rendez non semi demi mi sous vice ex après avant porte chef auto contre micro mini multi "
    "pré post pluri inter self full part co e on in well high long short end cross hands first two "
    "three peut celui ceux celle grand petit haut bas bien mal vis tête main peut-être"
)
_KEEPING: Final = frozenset(_KEEPING_WORDS.split())
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SYLLABLE: Final = 4  # letters: as short a rest is no word of its own
_MANY_CUTS: Final = 0.08  # share of lines


def rejoined(lines: Sequence[Line], *, hyphenated: bool) -> list[Line]:
    """ "développe-" and "ment" on two lines become "développement" on the first.

    ``hyphenated``: whether the program that set the page cuts words of itself. Otherwise a hyphen at the end of
    a line is the word's own, unless the document shows that it is not.
    """
    cuts = sum(1 for line in lines if _CUT.search(line.text))
    hyphenated = hyphenated or (cuts >= 4 and cuts > _MANY_CUTS * len(lines))
    words = {word.lower() for line in lines for word in _WORD.findall(line.text)} if cuts else set()
    out: list[Line] = []
    for line in lines:
        before = out[-1] if out else None
        cut = _CUT.search(before.text) if before is not None else None
        rest = _REST.match(line.text) if cut is not None and not line.apart else None
        if before is None or cut is None or rest is None or not rest.group(1)[0].islower():
            out.append(line)
            continue
        kept = _keeps(cut.group()[:-1].lower(), rest.group(1).lower(), words, hyphenated=hyphenated)
        start = before.text if kept else before.text[:-1]
        out[-1] = Line(start + rest.group(1) + rest.group(2), before.page, before.box, before.apart)
        if rest.group(3):
            out.append(Line(rest.group(3), line.page, line.box, line.apart))
    return out


def _keeps(first: str, second: str, words: set[str], *, hyphenated: bool) -> bool:
    if first + second in words:
        return False
    if f"{first}-{second}" in words or first in _KEEPING:
        return True
    return not hyphenated and len(second) > _SYLLABLE
