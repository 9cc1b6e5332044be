"""The Korean names of a taxonomy, found in a text whose words are cut, whatever is written apart or together.

"재고 관리" is also written "재고관리", and said "재고를 관리했습니다". The names are kept without their blanks, the
words of the text are joined without what hangs on them; both ends of a name must be ends of a part of a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from openemploi.extraction.korean import pieces
from openemploi.extraction.words import Words
from openemploi.folding import fold, is_korean
from openemploi.folding import words as words_in
from openemploi.taxonomy.compiling import LANGUAGES
from openemploi.taxonomy.store import Taxonomy

_SIGNS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class NamedRun:
    """``length`` parts of words from ``first`` on, up to ``end`` in the text, are the labels in ``rows``."""

    first: int
    length: int
    end: int
    rows: tuple[int, ...]


class KoreanNames:
    """The Korean names of ``taxonomy``, by their letters."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row in np.flatnonzero(taxonomy.arrays["label_language"] == LANGUAGES.index("ko")).tolist():
            for name in set(_written(taxonomy.label_at(row).text)):
                rows[name].append(row)
        self._rows = {name: tuple(found) for name, found in rows.items()}
        self._beginnings = {name[:count] for name in self._rows for count in range(1, len(name) + 1)}

    def runs(self, words: Words) -> list[NamedRun]:
        """Where parts of words are a name, the longest runs first."""
        own, whole = [], []
        for start, end, stem, word_end in zip(
            words.starts, words.ends, words.stems, words.word_end, strict=True
        ):
            own.append(stem if is_korean(stem) else _letters(words.text[start:end]))
            whole.append(_letters(words.text[start:word_end]) if word_end else "")
        with_rest = [_letters(words.text[one:other]) for one, other in pairwise(words.starts)]
        found = []
        for first in np.flatnonzero(words.opens).tolist():
            said = written = ""
            for last in range(first, len(own)):
                if words.clause[first] != words.clause[last]:
                    break
                said += words.stems[last]
                if words.closes[last]:
                    end, word_end = words.ends[last], words.word_end[last]
                    names = [(said, end), (written + own[last], end)]
                    if word_end:
                        names.append((written + whole[last], word_end))
                    for name, until in names:
                        if rows := self._rows.get(name):
                            found.append(NamedRun(first, last - first + 1, until, rows))
                            break
                if last < len(with_rest):
                    written += with_rest[last]
                if said not in self._beginnings and written not in self._beginnings:
                    break
        return sorted(found, key=lambda run: (-run.length, run.first))

    def as_written(self, rows: tuple[int, ...], written: str) -> tuple[int, ...]:
        """Those of ``rows`` with the blanks of ``written``; all when there are none."""
        if len(rows) <= 1:
            return rows
        wanted = words_in(written)
        return tuple(row for row in rows if words_in(self._taxonomy.label_at(row).text) == wanted) or rows


def _written(label: str) -> Iterator[str]:
    yield _letters(label)
    if _ends_in_a_verb(label):
        yield "".join(piece.stem for piece in pieces(label))


def _ends_in_a_verb(label: str) -> bool:
    """Whether ``label`` may end with a verb made a noun: 만들기, 돌봄."""
    last = unicodedata.normalize("NFD", label[-1])
    return label.endswith("기") or last.endswith("\u11b7")


def _letters(text: str) -> str:
    return _SIGNS.sub("", fold(text))
