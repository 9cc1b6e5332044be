"""Where the arrays of blocks stand in memory, told to the compiled loops as two tables of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.matching.index.block import Block

Array = npt.NDArray[Any]

MAPPED: Final = (
    "run_first", "run_class", "run_end", "packs", "pack_first", "pack_term_first", "pack_term", "claim_first",
    "claim_at", "claim_code", "term",
)  # fmt: skip
# The columns of `sizes`. The FIRST_… count what the blocks before have.
DOCUMENTS, TERMS, RUNS, POSTINGS, PACKS, PACK_TERMS, CLAIMS, CODES, VOCABULARY = range(9)
AT_BYTES, CODE_BYTES, FIRST_DOCUMENT, FIRST_PACK, FIRST_TERM, COLUMNS = range(9, 15)

# Instead of the entry that answers a line: nothing does; the very skill is denied.
UNANSWERED_LINE, DENIED_LINE = -1, -2


def addresses(blocks: Sequence[Block]) -> Array:
    """For each block, where ``local_of`` and the arrays ``MAPPED`` begin."""
    return np.array(
        [[b.local_of.ctypes.data, *(b.arrays[name].ctypes.data for name in MAPPED)] for b in blocks],
        np.uint64,
    ).reshape(len(blocks), len(MAPPED) + 1)


def sizes(blocks: Sequence[Block]) -> Array:
    """For each block, a row of the columns above."""
    found = np.zeros((len(blocks), COLUMNS), np.int64)
    for row, block in zip(found, blocks, strict=True):
        a = block.arrays
        row[DOCUMENTS], row[TERMS], row[RUNS] = len(block), len(a["term"]), len(a["run_end"])
        row[POSTINGS], row[PACKS] = len(a["packs"]), len(a["pack_first"]) - 1
        row[PACK_TERMS], row[CLAIMS] = len(a["pack_term"]), len(a["claim_code"])
        row[CODES], row[VOCABULARY] = len(block.facts), len(block.local_of)
        row[AT_BYTES], row[CODE_BYTES] = a["claim_at"].itemsize, a["claim_code"].itemsize
    for first, of in ((FIRST_DOCUMENT, DOCUMENTS), (FIRST_PACK, PACKS), (FIRST_TERM, TERMS)):
        found[1:, first] = np.cumsum(found[:-1, of])
    return found
