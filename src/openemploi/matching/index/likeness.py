"""In which order documents stand in a block: like ones side by side.

Each document is given the terms that come first in three shuffles of all terms, where a rare term comes early more
often than a common one; documents are sorted by them. Two that share most of their terms are given the same ones most
of the time (weighted min-wise hashing: Broder, 1997; Ioffe, *Improved consistent sampling*, ICDM 2010).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.matching.ties import ties

Array = npt.NDArray[Any]

_SHUFFLES: Final = 3


def side_by_side(first: Array, local: Array, counts: Array, terms: Array) -> Array:
    """The documents in the order in which they shall stand.

    ``local[first[i]:first[i + 1]]`` are the terms of document i, as places in ``terms`` (the vocabulary's ids);
    ``counts`` says which of them make documents alike: all but those that only filter.
    """
    count = len(first) - 1
    if not len(terms):
        return np.arange(count)
    starts = np.asarray(first[:-1], np.int64)
    some = np.flatnonzero(first[1:] > first[:-1])  # reduceat has no word for a document without terms
    frequency = np.maximum(np.bincount(local, minlength=len(terms)), 1)
    keys = []
    for shuffle in range(_SHUFFLES):
        early = np.empty(len(terms), np.int32)
        early[np.argsort(-np.log(_uniform(terms, shuffle)) * frequency, kind="stable")] = np.arange(
            len(terms)
        )
        key = np.full(count, len(terms), np.int32)
        if len(some):
            places = np.where(counts, early[local], len(terms)).astype(np.int32)
            key[some] = np.minimum.reduceat(places, starts[some])
        keys.append(key)
    return np.lexsort(keys[::-1])


def _uniform(terms: Array, shuffle: int) -> Array:
    """A number in ]0, 1] for each term, always the same."""
    mixed = ties(terms.astype(np.uint64) * np.uint64(_SHUFFLES) + np.uint64(shuffle), 0)
    found: Array = ((mixed >> np.uint64(11)).astype(np.float64) + 1) / (1 << 53)
    return found
