"""What an index of people is measured beside: bm25s, SciPy, a bare read of the same postings, and brute force.

A peer holds the very documents that the index holds, as a sparse matrix of documents by skills whose values are what
each claim is worth for the very skill. Each answers one question on one thread. ``benchmarks/matching.py`` times them.
"""
# mypy: disable-error-code="no-untyped-def, untyped-decorator"

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from drawing import FACTS, SKILLS, Drawn, person_ids
from numba import njit

from openemploi.matching.credit import near_credit, own_credit
from openemploi.matching.index.features import skill_claim
from openemploi.matching.pair import Asked, Matcher
from openemploi.matching.ties import ties
from openemploi.matching.weights import NEAR_CREDIT
from openemploi.taxonomy.features import text_hash
from openemploi.taxonomy.store import Taxonomy

Array = npt.NDArray[Any]
Answering = Callable[[Asked], Callable[[], object]]  # prepares a question; what comes back is timed

NOT_INSTALLED: Final = "not installed: pip install --group peers"
BM25S, SPARSE, DENSE, STREAM = "bm25s", "scipy CSR @ sparse", "scipy CSR @ dense", "bare read"
_DECIMALS: Final = 9  # scores that differ by less are equal


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Documents by skills; ``column`` leads from a row of the taxonomy to a skill's column, or −1."""

    column: Array
    width: int
    indices: Array
    values: Array

    @classmethod
    def of(cls, drawn: Drawn, size: int) -> _Matrix:
        rows = np.unique(drawn.skills)
        column = np.full(size, -1, np.int32)
        column[rows] = np.arange(len(rows), dtype=np.int32)
        worth = np.array([own_credit(skill_claim("", fact)) for fact in FACTS], np.float32)
        return cls(column, len(rows), column[drawn.skills].ravel(), worth[drawn.code].ravel())

    def asked(self, asked: Asked) -> tuple[Array, Array]:
        """The columns of the expanded question, each once, and the weight of each."""
        weights = {
            int(self.column[skill]): max(
                asked.skills[number].worth * (1.0 if near is None else NEAR_CREDIT * near.similarity)
                for number, near in lines
            )
            for skill, lines in asked.wanted.items()
            if self.column[skill] >= 0
        }
        columns = np.array(sorted(weights), np.int32)
        return columns, np.array([weights[column] for column in columns.tolist()], np.float32)


class Peers:
    """What the index is measured beside, over the same documents; ``postings`` are what they read."""

    def __init__(self, drawn: Drawn, taxonomy: Taxonomy) -> None:
        self._matrix = _Matrix.of(drawn, len(taxonomy))
        self._documents = len(drawn)
        self.postings = _Postings(self._matrix)

    def answering(self, *, count: int) -> Mapping[str, Answering | None]:
        """By name, what answers a question with the first ``count``; ``None`` where it is not installed."""
        return {
            BM25S: _bm25s(self._matrix, self.postings, self._documents, count),
            SPARSE: _scipy(self._matrix, self._documents, count, sparse=True),
            DENSE: _scipy(self._matrix, self._documents, count, sparse=False),
            STREAM: _stream(self._matrix, self.postings),
        }


def _bm25s(matrix: _Matrix, postings: _Postings, documents: int, count: int) -> Answering | None:
    """The retriever of bm25s over our matrix: it takes no weights of what is asked, so each term counts as it is.

    Every term is given once; it works out a plain sum where the score takes the best of a line, which is more work.
    """
    try:
        import bm25s
    except ImportError:
        return None
    retriever = bm25s.BM25(backend="numba")
    retriever.scores = {
        "data": matrix.values[postings.order],
        "indices": postings.documents,
        "indptr": postings.first.astype(np.int32),
        "num_docs": documents,
    }
    retriever.nonoccurrence_array = None
    retriever.vocab_dict = {str(column): column for column in range(matrix.width)}
    retriever.unique_token_ids_set = set(range(matrix.width))

    def prepared(asked: Asked) -> Callable[[], object]:
        terms = [matrix.asked(asked)[0].tolist()]
        return lambda: retriever.retrieve(
            terms, k=count, n_threads=1, show_progress=False, backend_selection="numba"
        )

    return prepared


def _scipy(matrix: _Matrix, documents: int, count: int, *, sparse: bool) -> Answering | None:
    """A product of the CSR matrix with the question as a vector, sparse or dense, then the first ``count``."""
    try:
        from scipy.sparse import csc_array, csr_array
    except ImportError:
        return None
    starts = np.arange(0, documents * SKILLS + 1, SKILLS, dtype=np.int32)
    held = csr_array((matrix.values, matrix.indices, starts), shape=(documents, matrix.width))

    def prepared(asked: Asked) -> Callable[[], object]:
        columns, weights = matrix.asked(asked)
        column = csc_array((weights, columns, np.array([0, len(columns)])), shape=(matrix.width, 1))
        vector: Any = column.tocsr() if sparse else column.toarray().ravel()

        def answer() -> Array:
            product: Any = held @ vector
            points = product.toarray().ravel() if sparse else product
            first = np.argpartition(points, len(points) - count)[len(points) - count :]
            found: Array = first[np.argsort(-points[first])]
            return found

        return answer

    return prepared


class _Postings:
    """The documents of each skill, one after the other: what a search without bounds reads."""

    def __init__(self, matrix: _Matrix) -> None:
        self._matrix = matrix
        order = np.argsort(
            matrix.indices.astype(np.uint16 if matrix.width < 1 << 16 else np.int32), kind="stable"
        )
        self.first = np.zeros(matrix.width + 1, np.int64)
        np.cumsum(np.bincount(matrix.indices, minlength=matrix.width), out=self.first[1:])
        self.order = order
        self.documents = (order // SKILLS).astype(np.int32)

    def touched(self, asked: Asked) -> int:
        """How many of them are of a skill that the expanded question names."""
        columns = self._matrix.asked(asked)[0]
        return int((self.first[columns + 1] - self.first[columns]).sum())


def _stream(matrix: _Matrix, postings: _Postings) -> Answering:
    """Reads every posting of every skill that the expanded question names, once, and adds them up."""

    def prepared(asked: Asked) -> Callable[[], object]:
        columns = matrix.asked(asked)[0]
        return lambda: _read(postings.first, postings.documents, columns)

    return prepared


@njit(nogil=True)
def _read(first, documents, columns):
    total = np.int64(0)
    for column in columns:
        for p in range(first[column], first[column + 1]):
            total += documents[p]
    return total


class BruteForce:
    """Scores every document as drawn, without the index: what its lists are compared with."""

    def __init__(self, drawn: Drawn, matcher: Matcher) -> None:
        self._drawn = drawn
        self._size = len(matcher.taxonomy)
        self._ids = person_ids(len(drawn))
        self._claims = [skill_claim("", fact) for fact in FACTS]
        self._own = [own_credit(claim) for claim in self._claims]

    def best(self, asked: Asked, *, key: str, count: int) -> list[tuple[str, float]]:
        """Ids and scores of the first ``count`` that meet something, equals in the index's order of equals."""
        first = np.zeros(self._size + 1, np.int32)
        lines: list[int] = []
        credits: list[list[float]] = []
        for skill in range(self._size):
            for number, near in asked.wanted.get(skill, ()):
                lines.append(number)
                credits.append(
                    self._own
                    if near is None
                    else [near_credit(claim, similarity=near.similarity) for claim in self._claims]
                )
            first[skill + 1] = len(lines)
        worths = np.array([line.worth for line in asked.skills])
        scores = _scores(
            self._drawn.skills, self._drawn.code, first, np.array(lines, np.int32), np.array(credits), worths
        )
        wanted = max(1, len(scores) - count)
        least = np.partition(scores, wanted)[wanted] if len(scores) > count else 0.0
        near_first = np.nonzero((scores > 0) & (scores >= least - 1e-6))[0]
        hashes = np.array([text_hash(self._ids[doc]) for doc in near_first], np.uint64)
        order = ties(hashes, text_hash(key)).tolist()
        found = [
            (-round(float(scores[doc]), _DECIMALS), tie, self._ids[doc])
            for doc, tie in zip(near_first.tolist(), order, strict=True)
        ]
        return [(name, -points) for points, _tie, name in sorted(found)[:count]]


@njit(nogil=True)
def _scores(skills, code, first, lines, credit, worths):
    found = np.zeros(len(skills), np.float64)
    best = np.zeros(len(worths), np.float64)
    for doc in range(len(skills)):
        touched = False
        for p in range(skills.shape[1]):
            skill = skills[doc, p]
            for e in range(first[skill], first[skill + 1]):
                touched = True
                best[lines[e]] = max(best[lines[e]], credit[e, code[doc, p]])
        if touched:
            total = 0.0
            for line in range(len(worths)):
                total += worths[line] * best[line]
                best[line] = 0.0
            found[doc] = total
    return found
