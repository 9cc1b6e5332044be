"""Vectors of texts that were encoded before, on disk: an import that was stopped goes on where it was.

One file an encoder, of records of one size: the hash of the text, and the vector in eight-bit steps of its largest
coordinate. Records are only appended; half a record at the end (a killed process) is cut off.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction.encoder import Encoder, Vectors, encodable
from openemploi.taxonomy.features import word_hash

_CHUNK: Final = 2048  # texts encoded before they are written
_STEPS: Final = 127

Packed = npt.NDArray[np.int8]
Told = Callable[[int, int], None]


def pack(vectors: Vectors) -> Packed:
    """Vectors in eight-bit steps; only their direction is kept."""
    largest = np.abs(vectors).max(axis=-1, keepdims=True, initial=0)
    steps = np.divide(vectors * _STEPS, largest, out=np.zeros_like(vectors), where=largest > 0)
    packed: Packed = np.rint(steps).astype(np.int8)
    return packed


def unpack(packed: Packed) -> Vectors:
    """The directions that :func:`pack` kept, norm 1; rows of zeros stay zeros."""
    vectors = packed.astype(np.float32)
    # As ``unit``, of whole numbers: their squares add up exactly, in whatever order, and in a third of the time.
    norms = np.sqrt(np.einsum("...i,...i->...", vectors, vectors))[..., None]
    vectors /= np.where(norms > 0, norms, 1)
    return vectors


class VectorCache:
    """The texts that ``encoder`` has encoded, in a file of ``folder``."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        digest = hashlib.sha256(encoder.name.encode()).hexdigest()[:16]
        self._path = folder / f"{digest}.vectors"
        self._encoder = encoder
        self._record = np.dtype([("text", "<u8"), ("vector", "i1", encoder.dimensions)])

    def encode(self, texts: Sequence[str], *, tell: Told) -> Vectors:
        """The vectors of ``texts``, with the precision of the file whether they were in it or not.

        ``tell`` is called with how many of the texts are encoded, and how many there are.
        """
        plain = [encodable(text) for text in texts]
        keys = np.array([word_hash(text) for text in plain], np.uint64)
        known = self._read()
        wanted = dict(zip(keys.tolist(), plain, strict=True))
        missing = [key for key in wanted if key not in known]
        missing.sort(key=lambda key: (len(wanted[key]), wanted[key]))
        for start in range(0, len(missing), _CHUNK):
            tell(len(wanted) - len(missing) + start, len(wanted))
            chunk = missing[start : start + _CHUNK]
            packed = pack(self._encoder.encode([wanted[key] for key in chunk]))
            self._append(chunk, packed)
            known.update(zip(chunk, packed, strict=True))
        tell(len(wanted), len(wanted))
        if not len(keys):
            return np.zeros((0, self._encoder.dimensions), np.float32)
        return unpack(np.stack([known[key] for key in keys.tolist()]))

    def _read(self) -> dict[int, Packed]:
        if not self._path.exists():
            return {}
        whole = self._path.stat().st_size // self._record.itemsize
        records = np.fromfile(self._path, self._record, whole)
        return dict(zip(records["text"].tolist(), records["vector"], strict=True))

    def _append(self, keys: Sequence[int], vectors: Packed) -> None:
        records = np.zeros(len(keys), self._record)
        records["text"], records["vector"] = keys, vectors
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._path.open("ab") as file:
            file.truncate(file.tell() - file.tell() % self._record.itemsize)
            file.write(records.tobytes())
            file.flush()
            os.fsync(file.fileno())
