"""Which texts name a skill: the programmes of courses and the competences of certifications, by the words they use.

A text names a skill when all the words of one of its names stand in one clause, or in one short sentence, whatever
their endings and order ("gestion des stocks" names "gérer les stocks"). Nothing is read by likeness of meaning: the
nearest skill of a clause was right too rarely to show it to a person (docs/explanation/meaning.md). The words of all
texts are kept in one file of the cache, so that a catalogue is read once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.errors import TaxonomyError
from openemploi.extraction.generic_words import GENERIC
from openemploi.extraction.model import Passage
from openemploi.extraction.words import Words, words_of
from openemploi.folding import stems
from openemploi.paths import cache_folder
from openemploi.taxonomy import columns
from openemploi.taxonomy.features import word_hash

Rows = npt.NDArray[np.integer[Any]]

FORMAT: Final = "2"
# A longer sentence is prose: there only the words of one clause belong together.
SHORT_SENTENCE_WORDS: Final = 14
LONGEST_UNIT: Final = 255
APART: Final = 3  # words beside a name that is made of everyday words only
_FILES_KEPT: Final = 4
_NONE: Final = np.zeros(0, np.uint32)


class Programmes:
    """The words of many texts, asked by skill. ``texts[i]`` is text ``i`` as it is shown."""

    def __init__(self, texts: Sequence[str], arrays: dict[str, columns.Array]) -> None:
        self.texts = texts
        self._keys, self._first = arrays["word"], arrays["first"]
        self._units, self._text_of, self._size_of = arrays["unit"], arrays["text_of"], arrays["size_of"]

    @classmethod
    def open(cls, texts: Sequence[str], *, name: str) -> Programmes:
        """Read ``texts``, or what was kept of them under ``name``, which has to change when any of them does."""
        path = cache_folder() / "programmes" / f"{FORMAT}-{name}.safetensors"
        if path.exists():
            try:
                return cls(texts, columns.read(path)[0])
            except TaxonomyError:
                path.unlink(missing_ok=True)
        arrays = _read(texts)
        columns.write(path, arrays, about={})
        columns.keep_newest(path.parent, _FILES_KEPT)
        return cls(texts, arrays)

    def naming(self, names: Sequence[str]) -> Rows:
        """The texts that one of ``names`` stands in, in order."""
        found = [self._texts_with(hashes, most) for hashes, most in _asked(names)]
        return np.unique(np.concatenate(found)) if found else _NONE

    def passage(self, text: int, names: Sequence[str]) -> Passage | None:
        """Where text ``text`` names one of ``names``: the clause or sentence, as written; the shortest one."""
        asked = _asked(names)
        words = words_of(self.texts[text])
        hashes_of = words.hashes.tolist()
        found = [
            rows
            for rows in _units_of(words)
            for hashes, most in asked
            if min(len(rows), LONGEST_UNIT) <= most and hashes <= {hashes_of[row] for row in rows}
        ]
        if not found:
            return None
        rows = min(found, key=len)
        start, end = words.starts[rows[0]], words.ends[rows[-1]]
        return Passage(self.texts[text][start:end], start, end, 1)

    def _texts_with(self, hashes: frozenset[int], most: int) -> Rows:
        lists = sorted((self._postings(key) for key in hashes), key=len)
        units = lists[0]
        for other in lists[1:]:
            if not len(units):
                break
            places = np.minimum(np.searchsorted(other, units), max(len(other) - 1, 0))
            units = units[other[places] == units] if len(other) else _NONE
        texts: Rows = np.unique(self._text_of[units[self._size_of[units] <= most]])
        return texts

    def _postings(self, key: int) -> Rows:
        place = int(np.searchsorted(self._keys, np.uint64(key)))
        if place >= len(self._keys) or int(self._keys[place]) != key:
            return _NONE
        units: Rows = self._units[int(self._first[place]) : int(self._first[place + 1])]
        return units


def names_worth_asking(names: Sequence[str]) -> tuple[str, ...]:
    """Those of ``names`` that are enough to name a skill: two words and more, or one that is no everyday word."""
    return tuple(name for name in names if _asked([name]))


def _asked(names: Sequence[str]) -> list[tuple[frozenset[int], int]]:
    """The words of each name, as hashes, and how long what they stand in may be.

    What stands in brackets is an example and may be left out. A lone everyday word names nothing.
    """
    forms = dict.fromkeys(form for name in names for form in (name, name.partition("(")[0]))
    found: dict[frozenset[int], int] = {}
    for form in forms:
        words = set(stems(form))
        everyday = words <= GENERIC
        if len(words) > 1 or (words and not everyday and len(form.strip()) > 3):
            hashes = frozenset(word_hash(word) for word in words)
            found[hashes] = len(words) + APART if everyday else LONGEST_UNIT
    return list(found.items())


def _read(texts: Sequence[str]) -> dict[str, columns.Array]:
    owners: list[int] = []
    units: defaultdict[int, list[int]] = defaultdict(list)
    sizes: list[int] = []
    seen: dict[str, list[tuple[frozenset[int], int]]] = {}
    for row, text in enumerate(texts):
        if text not in seen:
            words = words_of(text)
            hashes_of = words.hashes.tolist()
            seen[text] = [(frozenset(hashes_of[row] for row in rows), len(rows)) for rows in _units_of(words)]
        for hashes, size in seen[text]:
            for key in hashes:
                units[key].append(len(owners))
            owners.append(row)
            sizes.append(min(size, LONGEST_UNIT))
    keys = sorted(units)
    lengths = [len(units[key]) for key in keys]
    return {
        "word": np.array(keys, np.uint64),
        "first": np.concatenate([[0], np.cumsum(lengths)]).astype(np.uint64),
        "unit": np.array([unit for key in keys for unit in units[key]], np.uint32),
        "text_of": np.array(owners, np.uint32),
        "size_of": np.array(sizes, np.uint8),
    }


def _units_of(words: Words) -> Iterator[list[int]]:
    """The words that belong together: those of each clause, and of each short sentence of several clauses."""
    clauses, sentences = words.clause.tolist(), words.sentence.tolist()
    for _number, group in groupby(range(len(clauses)), clauses.__getitem__):
        yield list(group)
    for _number, group in groupby(range(len(sentences)), sentences.__getitem__):
        rows = list(group)
        if len(rows) <= SHORT_SENTENCE_WORDS and clauses[rows[0]] != clauses[rows[-1]]:
            yield rows
