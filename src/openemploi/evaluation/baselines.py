"""What anybody would try first, so that a figure can be read beside it: letters, and a few patterns.

The rarity-weighted character n-grams (TF-IDF cosine) of a list of names, made on the spot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.taxonomy.features import BUCKETS, character_ngrams, search_form

Floats = npt.NDArray[np.float32]

LETTERS: Final = "character n-gram TF-IDF"
PATTERNS: Final = "patterns and first line"
ACCEPTED: Final = 0.5  # cosine from which a sentence is said to name the skill that is most like it

_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE: Final = re.compile(r"\+?\(?\d[\d ().\u2010-\u2015-]{7,}\d")


class Letters:
    """Names that can be ranked by their likeness to a text."""

    def __init__(
        self,
        names: Sequence[str],
        *,
        sizes: Sequence[int] = (3,),
        form: Callable[[str], str] = search_form,
    ) -> None:
        self._sizes, self._form, self._count = sizes, form, len(names)
        owners, buckets, weights = self._counted([form(name) for name in names])
        spread = np.bincount(buckets, minlength=BUCKETS)
        self._rarity = np.log((1 + len(names)) / (1 + spread)) + 1
        weights *= self._rarity[buckets]
        norms = np.sqrt(np.bincount(owners, weights**2, minlength=max(len(names), 1)))
        order = np.argsort(buckets, kind="stable")
        self._owners = owners[order]
        self._weights = (weights / norms[owners])[order].astype(np.float32)
        self._first = np.concatenate([[0], np.cumsum(spread)])

    def scores(self, text: str) -> Floats:
        """The cosine of ``text`` with each name, in their order."""
        row: Floats = self.matrix([text])[0]
        return row

    def matrix(self, texts: Sequence[str]) -> Floats:
        """The cosine of each of ``texts`` with each name: shape (texts, names)."""
        found = np.zeros((len(texts), self._count), np.float32)
        for row, text in enumerate(texts):
            _owner, buckets, weights = self._counted([self._form(text)])
            weights *= self._rarity[buckets]
            norm = float(np.sqrt((weights**2).sum()))
            for bucket, weight in zip(buckets.tolist(), weights.tolist(), strict=True):
                low, high = self._first[bucket], self._first[bucket + 1]
                if high > low:  # a name stands once for each n-gram
                    found[row, self._owners[low:high]] += np.float32(weight / norm) * self._weights[low:high]
        return found

    def _counted(
        self, forms: Sequence[str]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """Each n-gram of each form once: its owner, its bucket and the root of how often it stands there."""
        owners, buckets = character_ngrams(forms, sizes=self._sizes)
        keys, counts = np.unique(owners.astype(np.int64) * BUCKETS + buckets, return_counts=True)
        return keys // BUCKETS, keys % BUCKETS, np.sqrt(counts)


def best(scores: Floats, *, count: int) -> list[int]:
    """The rows of the ``count`` highest scores above nothing, best first; the first of equals comes first."""
    count = min(count, len(scores))
    if not count:
        return []
    if count < len(scores):
        rows = np.flatnonzero(scores >= scores[np.argpartition(-scores, count - 1)[count - 1]])
    else:
        rows = np.arange(len(scores))
    rows = rows[np.argsort(-scores[rows], kind="stable")][:count]
    return [row for row in rows.tolist() if scores[row] > 0]


def first_of_each(owners: Sequence[str], rows: Iterable[int]) -> list[tuple[str, int]]:
    """The owner of each row once, in order, with its first row."""
    found: dict[str, int] = {}
    for row in rows:
        found.setdefault(owners[row], row)
    return list(found.items())


def cv_fields(text: str) -> dict[str, list[str]]:
    """E-mail addresses and telephone numbers by their pattern; the first line is the name."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return {
        "email": _EMAIL.findall(text)[:1],
        "phone": [found.strip() for found in _PHONE.findall(text)[:1]],
        "name": lines[:1],
    }
