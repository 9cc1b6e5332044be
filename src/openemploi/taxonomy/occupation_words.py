"""Which occupations the words of a text speak of: BM25 over what the taxonomy says of each occupation.

What it says: the names of the occupation, the preferred names of its skills, its description (Robertson and Zaragoza,
"The Probabilistic Relevance Framework: BM25 and Beyond", 2009). Compiled once; asking reads the postings of the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.folding import stems
from openemploi.taxonomy.features import word_hash

_SATURATION: Final = 1.2  # k1
_LENGTH: Final = 0.75  # b
_MOST: Final = 3  # times that a word of the text counts

Floats = npt.NDArray[np.float32]


def occupation_word_arrays(documents: Mapping[int, Sequence[str]]) -> dict[str, npt.NDArray[Any]]:
    """The postings of ``documents``: for each occupation the stems of all that is said of it."""
    counts = {owner: Counter(words) for owner, words in documents.items()}
    sizes = {owner: sum(words.values()) for owner, words in counts.items()}
    mean = sum(sizes.values()) / max(len(sizes), 1)
    spread = Counter(word for words in counts.values() for word in words)
    rows = []
    for owner, words in counts.items():
        length = 1 - _LENGTH + _LENGTH * sizes[owner] / max(mean, 1e-9)
        for word, times in words.items():
            rarity = np.log(1 + (len(counts) - spread[word] + 0.5) / (spread[word] + 0.5))
            weight = rarity * times * (_SATURATION + 1) / (times + _SATURATION * length)
            rows.append((word_hash(word), owner, float(weight)))
    rows.sort()
    keys = np.array([key for key, _owner, _weight in rows], np.uint64)
    unique, first = np.unique(keys, return_index=True)
    return {
        "occupation_word_key": unique,
        "occupation_word_first": np.append(first, len(rows)).astype(np.uint32),
        "occupation_word_owner": np.array([owner for _key, owner, _weight in rows], np.uint32),
        "occupation_word_weight": np.array([weight for _key, _owner, weight in rows], np.float32),
    }


def occupations_by_words(arrays: Mapping[str, npt.NDArray[Any]], text: str, *, concepts: int) -> Floats:
    """How much the words of ``text`` speak of each of the ``concepts`` of a taxonomy; 0 for what is no occupation."""
    scores = np.zeros(concepts, np.float32)
    keys, first = arrays["occupation_word_key"], arrays["occupation_word_first"]
    owners, weights = arrays["occupation_word_owner"], arrays["occupation_word_weight"]
    for word, times in sorted(Counter(stems(text)).items()):
        key = np.uint64(word_hash(word))
        place = int(np.searchsorted(keys, key))
        if place < len(keys) and keys[place] == key:
            low, high = int(first[place]), int(first[place + 1])
            scores[owners[low:high]] += weights[low:high] * np.float32(min(times, _MOST) ** 0.5)
    return scores
