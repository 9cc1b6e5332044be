"""Two encoders side by side: what one misses the other may see."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from openemploi.extraction.encoder.protocol import Encoder, Vectors


class JoinedEncoder:
    """``first`` and, with ``weight``, ``second``; one vector of norm 1."""

    def __init__(self, first: Encoder, second: Encoder, *, weight: float) -> None:
        self._first, self._second, self._weight = first, second, weight

    @cached_property
    def name(self) -> str:
        """Both names and the weight."""
        return f"{self._first.name}+{self._weight:g}*{self._second.name}"

    @property
    def dimensions(self) -> int:
        """Both together."""
        return self._first.dimensions + self._second.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`~openemploi.extraction.encoder.protocol.Encoder.encode`."""
        both = np.hstack([self._first.encode(texts), self._weight * self._second.encode(texts)])
        norm = np.sqrt(1 + self._weight**2)
        joined: Vectors = (both / norm).astype(np.float32)
        return joined
