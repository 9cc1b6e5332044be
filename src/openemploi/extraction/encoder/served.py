"""An encoder behind an address with OpenAI's embeddings interface (``POST …/embeddings``), as many servers have it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final
from urllib import error, request

import numpy as np

from openemploi.errors import ModelError
from openemploi.extraction.encoder.protocol import Vectors, encodable
from openemploi.i18n import _

_BATCH: Final = 64
_SECONDS: Final = 60


class ServedEncoder:
    """``address`` is ``https://HOST/v1#MODEL``; the key, when one is needed, is in ``OPENEMPLOI_ENCODER_KEY``.

    Raises ``ModelError`` (``encoder_unreachable``, ``encoder_answer``).
    """

    def __init__(self, address: str) -> None:
        self._address, _mark, self._model = address.partition("#")

    @property
    def name(self) -> str:
        """The model and where it is served."""
        return f"{self._address}#{self._model}"

    @cached_property
    def dimensions(self) -> int:
        """As the service answers."""
        return int(self._asked(["a"]).shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`~openemploi.extraction.encoder.protocol.Encoder.encode`."""
        plain = [encodable(text) for text in texts]
        found = np.zeros((len(texts), self.dimensions), np.float32)
        rows = [row for row, text in enumerate(plain) if any(c.isalnum() for c in text)]
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            found[batch] = self._asked([plain[row] for row in batch])
        unit: Vectors = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)
        return unit

    def _asked(self, texts: Sequence[str]) -> Vectors:
        body = json.dumps({"model": self._model, "input": list(texts)}).encode()
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get("OPENEMPLOI_ENCODER_KEY"):
            headers["Authorization"] = f"Bearer {key}"
        asked = request.Request(f"{self._address.rstrip('/')}/embeddings", body, headers)  # noqa: S310 - http(s) only
        try:
            with request.urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310
                return self._read(json.load(answer), len(texts))
        except (error.URLError, TimeoutError) as fault:
            raise ModelError(
                "encoder_unreachable",
                _("The service that compares meanings does not answer: {address}.", address=self._address),
                remedy=_("Check the address and the key, or leave the setting out to use the bundled model."),
            ) from fault

    def _read(self, answer: Any, count: int) -> Vectors:
        try:
            rows = sorted(answer["data"], key=lambda row: row["index"])
            vectors = np.array([row["embedding"] for row in rows], np.float32)
        except (KeyError, TypeError, ValueError):
            vectors = np.zeros((0, 0), np.float32)
        if vectors.ndim != 2 or len(vectors) != count or not np.isfinite(vectors).all():
            raise ModelError(
                "encoder_answer",
                _("The service that compares meanings answered something else than vectors: {address}.",
                  address=self._address),
                remedy=_("Check that the address serves OpenAI's embeddings interface and that the model is one."),
            )  # fmt: skip
        return vectors
