"""The names of a taxonomy that stand in a text, before anything decides which of them are meant.

All names, in all languages, are looked for at once: runs of words by their hashes, in whatever order by the rarest
word of a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from openemploi.extraction.generic_words import NOT_SKILLS
from openemploi.extraction.korean_names import KoreanNames
from openemploi.extraction.words import Words
from openemploi.folding import stems
from openemploi.taxonomy.compiling import LANGUAGES
from openemploi.taxonomy.features import U64, phrase_hash, run_hashes
from openemploi.taxonomy.store import Taxonomy

Flags = npt.NDArray[np.bool_]

_SIEVE_BITS: Final = 22  # 4 MB: of 300,000 names, one in fourteen others passes
_WORDS_KEPT: Final = 8192  # with the names that they are the rarest word of: some ten each
_SHIFT: Final = np.uint64(64 - _SIEVE_BITS)
_NOT_SKILLS: Final = frozenset(phrase_hash(stems(phrase)) for phrase in NOT_SKILLS)


class Run(NamedTuple):
    """``length`` words from ``first`` on, to ``end``, are the labels in ``rows``; no rows: they name no skill."""

    first: int
    length: int
    rows: tuple[int, ...]
    end: int


class Loose(NamedTuple):
    """The words at ``positions``, in one unit of the text, are those of the label ``row``: ``words`` different ones."""

    row: int
    words: int
    positions: Sequence[int]


class Gazetteer:
    """Looks for the names of one taxonomy. Safe to use from several threads."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        arrays = self._arrays = taxonomy.arrays
        self._taxonomy = taxonomy
        self._keys: U64 = arrays["phrase_key"]
        self._is_korean: Flags = arrays["label_language"] == LANGUAGES.index("ko")
        self._names_under = lru_cache(maxsize=_WORDS_KEPT)(self._names_of)
        # Most runs of words are no name: whether one may be is seen here, at one look into memory.
        self._sieve = np.zeros(1 << _SIEVE_BITS, bool)
        self._sieve[self._keys >> _SHIFT] = True
        self._sieve[np.array(sorted(_NOT_SKILLS), np.uint64) >> _SHIFT] = True

    def runs(self, words: Words, wanted: Flags) -> list[Run]:
        """Every run of words that is one of the ``wanted`` labels, or names no skill; the longest first."""
        if not len(words.hashes):
            return []
        named = sorted(self._named(words, wanted), key=lambda run: (-run.length, bool(run.rows)))
        return sorted([*self._korean(words, wanted), *named], key=lambda run: -run.length)

    def together(
        self, words: Words, free: Flags, numbers: npt.NDArray[np.int32], *, longest: int
    ) -> Iterator[list[Loose]]:
        """For each unit of 2 to ``longest`` of the ``free`` words, the names of skills whose words are all in it.

        ``numbers`` says for each word of which unit it is. The names have two words or more.
        """
        hashes = words.hashes.tolist()
        for _unit, group in groupby(np.flatnonzero(free).tolist(), numbers.tolist().__getitem__):
            positions = list(group)
            if not 2 <= len(positions) <= longest:
                continue
            said = {hashes[position] for position in positions}
            whole = sorted(
                (row, needed) for key in said for row, needed in self._names_under(key) if needed <= said
            )
            if whole:
                yield [
                    Loose(
                        row, len(needed), [position for position in positions if hashes[position] in needed]
                    )
                    for row, needed in whole
                ]

    def _named(self, words: Words, wanted: Flags) -> Iterator[Run]:
        hashes, firsts, lengths = run_hashes(words.hashes)
        perhaps = np.flatnonzero(self._sieve[hashes >> _SHIFT])
        if not len(perhaps):
            return
        hashes = hashes[perhaps]
        lows = np.searchsorted(self._keys, hashes, "left").tolist()
        highs = np.searchsorted(self._keys, hashes, "right").tolist()
        for value, first, length, low, high in zip(
            hashes.tolist(), firsts[perhaps].tolist(), lengths[perhaps].tolist(), lows, highs, strict=True
        ):
            if value in _NOT_SKILLS:
                yield Run(first, length, (), 0)
            last = first + length - 1
            if low == high or words.clause[first] != words.clause[last]:
                continue
            if not (words.opens[first] and words.closes[last]):
                continue  # inside another word
            rows = [row for row in self._arrays["phrase_label"][low:high].tolist() if wanted[row]]
            if words.cut:  # they were looked for by their letters
                rows = [row for row in rows if not self._is_korean[row]]
            if rows:
                yield Run(first, length, tuple(rows), words.ends[last])

    def _korean(self, words: Words, wanted: Flags) -> Iterator[Run]:
        for run in self._korean_names.runs(words) if words.cut else ():
            kept = tuple(row for row in run.rows if wanted[row])
            if kept := self._korean_names.as_written(kept, words.text[words.starts[run.first] : run.end]):
                yield Run(run.first, run.length, kept, run.end)

    @cached_property
    def _korean_names(self) -> KoreanNames:
        return KoreanNames(self._taxonomy)

    def _names_of(self, key: int) -> tuple[tuple[int, frozenset[int]], ...]:
        """The names of skills of which the word of this hash is the rarest, each with the hashes of its words."""
        keys, firsts, words = (self._arrays[name] for name in ("word_key", "label_word_first", "label_word"))
        place = int(np.searchsorted(keys, np.uint64(key)))
        if place == len(keys) or int(keys[place]) != key:
            return ()
        low, high = self._arrays["rarest_first"][place : place + 2]
        return tuple(
            (row, frozenset(keys[words[firsts[row] : firsts[row + 1]]].tolist()))
            for row in self._arrays["rarest_label"][low:high].tolist()
        )
