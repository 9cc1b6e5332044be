"""A text as the words that labels are compared with, and where a phrase may not cross."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.folding import STOP_WORDS, Token, stem, tokens
from openemploi.taxonomy.features import word_hash

# What ends a clause. A line feed does when the next line starts anew (bullet, capital, digit, blank line).
_BREAK: Final = re.compile(
    r"[.;:!?•·▪●►✓✔|()\[\]{}]|,|\s[-–—]\s|\n\s*\n|\n(?=\s*[^\sa-zà-öø-ÿ\uac00-\ud7a3(])|\t"
)

_SENTENCE: Final = re.compile(r"[.;:!?•·▪●►✓✔|]|\n\s*\n|\n(?=\s*[^\sa-zà-öø-ÿ\uac00-\ud7a3(])|\t")


@dataclass(frozen=True, slots=True)
class Words:
    """The meaningful words of a text, in order.

    ``hashes[i]`` is the stem hash of ``tokens[i]``; ``clause[i]`` and ``sentence[i]`` the numbers of the clause and the
    sentence it stands in.
    """

    text: str
    tokens: tuple[Token, ...]
    stems: tuple[str, ...]
    hashes: npt.NDArray[np.uint64]
    clause: npt.NDArray[np.int32]
    sentence: npt.NDArray[np.int32]


def words_of(text: str) -> Words:
    """Cut ``text`` into words and clauses."""
    kept = [token for token in tokens(text) if token.folded not in STOP_WORDS]
    starts = np.array([token.start for token in kept], np.int64)
    stem_list = tuple(stem(token.folded) for token in kept)
    return Words(
        text=text,
        tokens=tuple(kept),
        stems=stem_list,
        hashes=np.array([word_hash(word) for word in stem_list], np.uint64),
        clause=_numbered(_BREAK, text, starts),
        sentence=_numbered(_SENTENCE, text, starts),
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
