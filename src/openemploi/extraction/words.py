"""A text as the words that labels are compared with, and where a phrase may not cross."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction import korean
from openemploi.extraction.language import is_mostly_korean
from openemploi.folding import STOP_WORDS, WORD, fold, stem
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

    Word ``i`` stands at ``text[starts[i]:ends[i]]``; ``folded[i]`` is how it is written, ``stems[i]`` how it is
    compared, ``hashes[i]`` the hash of that; ``clause[i]`` and ``sentence[i]`` are the numbers of the clause and the
    sentence it stands in. In a Korean text that is cut, they are parts of words: ``opens[i]`` and ``closes[i]`` say
    whether a name may begin and end with it, ``word_end[i]`` where its word ends, or 0 where that is no name.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    folded: Sequence[str]
    stems: Sequence[str]
    hashes: npt.NDArray[np.uint64]
    clause: npt.NDArray[np.int32]
    sentence: npt.NDArray[np.int32]
    opens: npt.NDArray[np.bool_]
    closes: npt.NDArray[np.bool_]
    word_end: Sequence[int]
    cut: bool


def words_of(text: str) -> Words:
    """Cut ``text`` into words and clauses; Korean words into their parts, where an analyser is there."""
    if is_mostly_korean(text) and korean.analyser():
        return _cut(text)
    starts, ends, compared = [], [], []
    for found in WORD.finditer(text):
        word = _compared(found.group())
        if word is not None:
            compared.append(word)
            start, end = found.span()
            starts.append(start)
            ends.append(end)
    folded, stems, hashes = zip(*compared, strict=True) if compared else ((), (), ())
    places = np.array(starts, np.int64)
    everywhere = np.ones(len(starts), bool)
    return Words(
        text=text,
        starts=starts,
        ends=ends,
        folded=folded,
        stems=stems,
        hashes=np.array(hashes, np.uint64),
        clause=_numbered(_BREAK, text, places),
        sentence=_numbered(_SENTENCE, text, places),
        opens=everywhere,
        closes=everywhere,
        word_end=ends,
        cut=False,
    )


def _cut(text: str) -> Words:
    kept = [
        p for p in korean.pieces(text) if p.stem not in STOP_WORDS or text[p.start : p.end].isupper()
    ]  # CE
    starts = [piece.start for piece in kept]
    places = np.array(starts, np.int64)
    stems = [stem(piece.stem) for piece in kept]
    thoughts = np.cumsum([False, *(piece.breaks for piece in kept[:-1])]) if kept else np.zeros(0, np.int64)
    return Words(
        text=text,
        starts=starts,
        ends=[piece.end for piece in kept],
        folded=[piece.stem for piece in kept],
        stems=stems,
        hashes=np.array([word_hash(word) for word in stems], np.uint64),
        clause=(_numbered(_BREAK, text, places) + thoughts).astype(np.int32),
        sentence=_numbered(_SENTENCE, text, places),
        opens=np.array([piece.opens for piece in kept], bool),
        closes=np.array([piece.closes for piece in kept], bool),
        word_end=[piece.word_end for piece in kept],
        cut=True,
    )


@lru_cache(maxsize=200_000)
def _compared(written: str) -> tuple[str, str, int] | None:
    """A word folded, its stem and the hash of that; ``None`` where it carries no meaning of its own."""
    folded = fold(written)
    if folded in STOP_WORDS:
        return None
    compared = stem(folded)
    return folded, compared, word_hash(compared)


def clause_bounds(text: str, start: int, end: int, *, reach: int = 200) -> tuple[int, int]:
    """The clause around ``text[start:end]``, within ``reach`` characters on each side."""
    low, high = max(0, start - reach), min(len(text), end + reach)
    # One character more than is kept: a line feed ends a clause by what follows it.
    before = [found.end() for found in _BREAK.finditer(text, low, start + 1) if found.end() <= start]
    after = _BREAK.search(text, end, high)
    return (before[-1] if before else low), (after.start() if after else high)


def _numbered(breaks: re.Pattern[str], text: str, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    places = np.array([found.start() for found in breaks.finditer(text)], np.int64)
    return np.searchsorted(places, starts, "right").astype(np.int32)
