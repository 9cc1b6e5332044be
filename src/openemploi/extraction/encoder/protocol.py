"""What an encoder is, and how a text is prepared for any of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

LONGEST: Final = 512  # characters of a text that are encoded: labels and sentences are shorter


class Encoder(Protocol):
    """Gives each text a vector of length 1."""

    @property
    def name(self) -> str:
        """Names the model and its version: vectors of two names are never compared."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of ``texts``: shape (texts, dimensions), rows of norm 1; zeros for a text without letters.

        The same text has the same vector, whatever is encoded beside it.
        """
        ...


def encodable(text: str) -> str:
    """``text`` as encoders get it: composed characters, lower case, single spaces, no control characters, not too long.

    Korean in decomposed letters and words in capitals are other words to the models (measured: cosine .84 and .41).

    >>> encodable("  GÉRER\\x00 des\\nstocks ")
    'gérer des stocks'
    """
    head = unicodedata.normalize("NFC", text[: 4 * LONGEST]).lower()
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in head)
    return " ".join(kept.split())[:LONGEST]
