"""An encoder of the library sentence-transformers, for those who have installed it and a model of their own."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import numpy as np

from openemploi.errors import ModelError
from openemploi.extraction.encoder.protocol import Vectors, encodable
from openemploi.i18n import _


class LocalEncoder:
    """The model in ``folder``; raises ``ModelError`` (``encoder_missing``) when it or the library is not there."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        try:
            library = import_module("sentence_transformers")
            self._model = library.SentenceTransformer(folder, device="cpu")
        except Exception as fault:  # the library raises what its own dependencies raise
            raise ModelError(
                "encoder_missing",
                _("The model that compares meanings is not there or not whole ({package}).", package=folder),
                remedy=_("Install sentence-transformers, and give the folder of one of its models."),
            ) from fault

    @property
    def name(self) -> str:
        """The folder of the model."""
        return f"sentence-transformers:{self._folder}"

    @property
    def dimensions(self) -> int:
        """As the model says."""
        return int(self._model.get_sentence_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`~openemploi.extraction.encoder.protocol.Encoder.encode`: one text at a time."""
        found = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(map(encodable, texts)):
            if any(c.isalnum() for c in text):
                found[row] = self._model.encode(text, normalize_embeddings=True)
        return found
