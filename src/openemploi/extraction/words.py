"""A text as the words that labels are compared with, and where a phrase may not cross."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction import korean
from openemploi.extraction.language import is_mostly_korean
from openemploi.folding import STOP_WORDS, Token, stem, tokens
from openemploi.taxonomy.features import word_hash

# What ends a clause; a point inside a word does not ("employé·e", "과일·채소"). A line feed does when the next line
# starts anew (bullet, capital, digit, blank line).
_BREAK: Final = re.compile(
    r"[.;:!?•▪●►✓✔|()\[\]{}]|(?<!\w)·|·(?!\w)|,|\s[-–—]\s|\n\s*\n|\n(?=\s*[^\sa-zà-öø-ÿ\uac00-\ud7a3(])|\t"
)

_SENTENCE: Final = re.compile(
    r"[.;:!?•▪●►✓✔|]|(?<!\w)·|·(?!\w)|\n\s*\n|\n(?=\s*[^\sa-zà-öø-ÿ\uac00-\ud7a3(])|\t"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The meaningful words of a text, in order.

    ``hashes[i]`` is the stem hash of ``tokens[i]``; ``clause[i]`` and ``sentence[i]`` the numbers of the clause and the
    sentence it stands in. In a Korean text that is cut, a token is a part of a word: ``opens[i]`` and ``closes[i]`` say
    whether a name may begin and end with it, ``word_end[i]`` where its word ends, or 0 where that is no name.
    """

    text: str
    tokens: tuple[Token, ...]
    stems: tuple[str, ...]
    hashes: npt.NDArray[np.uint64]
    clause: npt.NDArray[np.int32]
    sentence: npt.NDArray[np.int32]
    opens: npt.NDArray[np.bool_]
    closes: npt.NDArray[np.bool_]
    word_end: npt.NDArray[np.int64]
    cut: bool


def words_of(text: str) -> Words:
    """Cut ``text`` into words and clauses; Korean words into their parts, where an analyser is there."""
    cut = is_mostly_korean(text) and bool(korean.analyser())
    found = (
        korean.pieces(text) if cut else (korean.Piece(t.start, t.end, t.end, t.folded) for t in tokens(text))
    )
    kept = [p for p in found if p.stem not in STOP_WORDS or (cut and text[p.start : p.end].isupper())]  # CE
    starts = np.array([piece.start for piece in kept], np.int64)
    stem_list = tuple(stem(piece.stem) for piece in kept)
    thoughts = np.cumsum([False, *(piece.breaks for piece in kept[:-1])]) if kept else np.zeros(0, np.int64)
    return Words(
        text=text,
        tokens=tuple(Token(piece.start, piece.end, piece.stem) for piece in kept),
        stems=stem_list,
        hashes=np.array([word_hash(word) for word in stem_list], np.uint64),
        clause=(_numbered(_BREAK, text, starts) + thoughts).astype(np.int32),
        sentence=_numbered(_SENTENCE, text, starts),
        opens=np.array([piece.opens for piece in kept], bool),
        closes=np.array([piece.closes for piece in kept], bool),
        word_end=np.array([piece.word_end for piece in kept], np.int64),
        cut=cut,
    )


def clause_bounds(text: str, start: int, end: int, *, reach: int = 200) -> tuple[int, int]:
    """The clause around ``text[start:end]``, within ``reach`` characters on each side."""
    low, high = max(0, start - reach), min(len(text), end + reach)
    before = [found.end() for found in _BREAK.finditer(text, low, start)]
    after = _BREAK.search(text, end, high)
    return (before[-1] if before else low), (after.start() if after else high)


def _numbered(breaks: re.Pattern[str], text: str, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    places = np.array([found.start() for found in breaks.finditer(text)], np.int64)
    return np.searchsorted(places, starts, "right").astype(np.int32)
