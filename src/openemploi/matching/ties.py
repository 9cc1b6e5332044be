"""The order of equals: a hash of the question and of each answer's id, so that nobody is always last."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.taxonomy.features import text_hash

Array = npt.NDArray[Any]
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


def ties(hashes: Array, key: int) -> Array:
    """The order of equals: a hash of the question and the id (splitmix64)."""
    with np.errstate(over="ignore"):
        value = (hashes ^ np.uint64(key)) + _MIX
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def tie(question: str, name: str) -> int:
    """The place of ``name`` among equals that answer ``question``: 0 to 2⁶⁴ − 1, as of :func:`ties`."""
    return int(ties(np.array([text_hash(name)], np.uint64), text_hash(question))[0])
