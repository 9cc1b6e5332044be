"""Asking the vectors: which skills, and which names of occupations, are nearest in meaning to a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction.encoder import Encoder, Vectors, encodable
from openemploi.extraction.semantics.adapter import Adapter, unit
from openemploi.extraction.semantics.vector_cache import Packed, unpack
from openemploi.taxonomy.compiling import LANGUAGES

Scores = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

_REMEMBERED: Final = 4096  # texts whose vectors are kept: titles and phrases repeat


class Space:
    """Vectors of things in the taxonomy, and the encoder and map that bring a text beside them.

    ``owners[i]`` is the concept of row ``i``, in increasing order; ``languages[i]`` its language. The
    vectors, ``packed`` in eight bits, are unpacked when they are first compared with.
    """

    def __init__(
        self,
        encoder: Encoder,
        adapter: Adapter,
        packed: Packed,
        owners: Rows,
        languages: npt.NDArray[np.uint8],
    ) -> None:
        self.encoder, self.adapter = encoder, adapter
        self._packed, self.owners, self.languages = packed, owners, languages
        self._known: dict[str, Vectors] = {}

    @cached_property
    def vectors(self) -> Vectors:
        """Shape (rows, dimensions), norm 1."""
        return unpack(self._packed)

    @cached_property
    def concepts(self) -> Rows:
        """The concepts that have a vector, in order."""
        return np.unique(self.owners)

    def middles(self) -> Vectors:
        """The middle of the rows of each of :attr:`concepts`: shape (concepts, dimensions), norm 1."""
        if not len(self.owners):
            return np.zeros((0, self.vectors.shape[1]), np.float32)
        return unit(np.add.reduceat(self.vectors, self._firsts, axis=0))

    @cached_property
    def _firsts(self) -> Rows:
        return np.searchsorted(self.owners, self.concepts, "left")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """``texts`` in this space: shape (texts, dimensions), norm 1, zeros for what has no letters.

        A text has the same vector whatever it is encoded with.
        """
        plain = [encodable(text) for text in texts]
        unknown = list(dict.fromkeys(text for text in plain if text not in self._known))
        if len(self._known) + len(unknown) > _REMEMBERED:
            self._known = {text: self._known[text] for text in plain if text in self._known}
        for text, vector in zip(unknown, self._encoded(unknown), strict=True):
            self._known[text] = vector
        if not plain:
            return np.zeros((0, self.vectors.shape[1]), np.float32)
        return np.stack([self._known[text] for text in plain])

    def forget(self) -> None:
        """Keep no text that was encoded: for measuring, and where texts of people may not stay in memory."""
        self._known = {}

    def _encoded(self, texts: Sequence[str]) -> list[Vectors]:
        if not texts:
            return []
        raw = self.encoder.encode(texts)
        # One product a text: a product of many is rounded otherwise.
        return [self.adapter.apply(raw[row : row + 1])[0] for row in range(len(texts))]

    def nearest(self, vectors: Vectors) -> Scores:
        """The cosine of each of ``vectors`` with the best row of each of :attr:`concepts`: shape (texts, concepts)."""
        if not len(self.owners):
            return np.zeros((len(vectors), 0), np.float32)
        best: Scores = np.maximum.reduceat(vectors @ self.vectors.T, self._firsts, axis=1)
        return best

    def by_language(self, vectors: Vectors, language: str) -> Scores:
        """The cosine of each of ``vectors`` with each of :attr:`concepts` in ``language``; -1 without a name in it."""
        rows = self._in_language.get(language, self._none)
        scores = np.full((len(vectors), len(self.concepts)), -1.0, np.float32)
        if len(rows):
            scores[:, np.searchsorted(self.concepts, self.owners[rows])] = (
                vectors @ self._matrices[language].T
            )
        return scores

    @cached_property
    def _none(self) -> Rows:
        return np.zeros(0, np.int64)

    @cached_property
    def _in_language(self) -> Mapping[str, Rows]:
        return {code: np.flatnonzero(self.languages == number) for number, code in enumerate(LANGUAGES)}

    @cached_property
    def _matrices(self) -> Mapping[str, Vectors]:
        return {code: np.ascontiguousarray(self.vectors[rows]) for code, rows in self._in_language.items()}


@dataclass(frozen=True, slots=True)
class Semantics:
    """The spaces of a taxonomy; ``name`` changes when any vector may.

    ``cards`` says, for each, what the map was learnt from and what it gained.
    """

    name: str
    skills: Space  # one row a concept and language: the middle of its names
    titles: Space  # one row a name of an occupation
    work: Space  # the same, under a map that tells kinds of work apart better, and names worse
    cards: Mapping[str, Mapping[str, float | int | str]]

    def forget(self) -> None:
        """As :meth:`Space.forget`, in all spaces."""
        for space in (self.skills, self.titles, self.work):
            space.forget()
