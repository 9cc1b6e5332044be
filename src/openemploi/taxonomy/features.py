"""Labels as numbers: phrase hashes for exact reading, character n-grams for tolerant search.

The same functions run over the labels when a taxonomy is compiled and over a text when it is read, so that
the two can never drift apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.folding import inflection, words

U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]

LONGEST_PHRASE: Final = 8  # stems; longer labels are found by their words
BUCKETS: Final = 1 << 20  # character n-grams are hashed into this many buckets
# The letters of one n-gram, by what they find (docs/adr/0011): for names of occupations, and of skills.
OCCUPATION_SIZES: Final[tuple[int, ...]] = (2, 3)
SKILL_SIZES: Final[tuple[int, ...]] = (3,)
KOREAN_SIZES: Final[tuple[int, ...]] = (2,)  # beside those of a skill: two syllables are already a word
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)


def text_hash(text: str) -> int:
    """64 bits of a text."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


@lru_cache(maxsize=300_000)
def word_hash(stem: str) -> int:
    """64 bits of a stem: its :func:`text_hash`, remembered."""
    return text_hash(stem)


def phrase_hash(stems: Sequence[str]) -> int:
    """64 bits of an ordered phrase: the polynomial that :func:`run_hashes` rolls over a text."""
    value = 0
    for stem in stems:
        value = (value * int(_BASE) + word_hash(stem)) & 0xFFFFFFFFFFFFFFFF
    return value


def run_hashes(hashes: U64) -> tuple[U64, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The :func:`phrase_hash` of every run of up to ``LONGEST_PHRASE`` words of a text, the longest runs first.

    ``hashes`` are those of its words. Returns the hashes of the runs, where each begins, and how many words it has.
    """
    longest = min(LONGEST_PHRASE, len(hashes))
    values = [hashes]
    with np.errstate(over="ignore"):
        for length in range(2, longest + 1):
            values.append(values[-1][:-1] * _BASE + hashes[length - 1 :])
    sizes = [len(value) for value in reversed(values)]
    firsts = np.concatenate([np.arange(size) for size in sizes])
    return np.concatenate(values[::-1]), firsts, np.repeat(np.arange(len(values), 0, -1), sizes)


def search_form(text: str) -> str:
    """``text`` as it is searched: folded words, one blank around each.

    >>> search_form("Chef d'équipe")
    ' chef d equipe '
    """
    return search_form_of(words(text))


def search_form_of(folded: Sequence[str]) -> str:
    """As :func:`search_form`, of words that are folded already."""
    return f" {' '.join(folded)} "


def title_form(text: str) -> str:
    """``text`` as the name of an occupation is searched: both genders are the same name.

    >>> title_form("Conductrice d'engins") == title_form("conducteur d'engin")
    True
    """
    return title_form_of(words(text))


def title_form_of(folded: Sequence[str]) -> str:
    """As :func:`title_form`, of words that are folded already."""
    return f" {' '.join(map(inflection, folded))} "


def character_ngrams(forms: Sequence[str], *, sizes: Sequence[int]) -> tuple[U32, U32]:
    """Hashed character n-grams of many texts at once.

    Returns ``(owners, buckets)``: for each n-gram the index of its text and its bucket, texts in order.
    """
    lengths = np.fromiter((len(form) for form in forms), np.int64, len(forms))
    blob = np.frombuffer("".join(forms).encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    owner_of_character = np.repeat(np.arange(len(forms), dtype=np.uint32), lengths)
    ends = np.repeat(np.cumsum(lengths), lengths)
    position = np.arange(len(blob))
    owners, buckets = [], []
    with np.errstate(over="ignore"):
        for size in sizes:
            count = len(blob) - size + 1
            if count <= 0:
                continue
            value = np.full(count, size, np.uint64)
            for shift in range(size):
                value = value * _BASE + blob[shift : shift + count]
            value *= _BASE  # or the bits kept below would say nothing of the last letter
            inside = position[:count] + size <= ends[:count]
            owners.append(owner_of_character[:count][inside])
            buckets.append(((value >> np.uint64(33)) % np.uint64(BUCKETS)).astype(np.uint32)[inside])
    if not owners:
        return np.zeros(0, np.uint32), np.zeros(0, np.uint32)
    return np.concatenate(owners), np.concatenate(buckets)
