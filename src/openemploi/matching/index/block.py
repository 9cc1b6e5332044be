"""A block: up to 65,536 documents in one immutable, memory-mapped file.

Postings are sorted by term, then by class from the best, then by document, two bytes each; beside them stand the
same facts by document, for exact scores and for filters that keep few. A document is a number in its block.

======================  ==========================================================================
``term``                vocabulary ids of the block's terms, ascending; a *local* term is a place in it
``run_first``           first run of each local term
``run_class, run_end``  class of each run, and where it ends in ``docs``
``docs``                the documents of all runs, uint16
``claim_first``         first claim of each document; ``claim_term`` (local) and ``claim_code`` follow
``code_class``          class of each code; the facts themselves are in the file's header as JSON
``id_*, rest_*``        ids and records of the rest, as blobs with ends
``point_doc, point``    latitude, longitude, radius in km
======================  ==========================================================================
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.matching.index import kernels
from openemploi.matching.index.features import Fact, class_of
from openemploi.taxonomy import columns
from openemploi.taxonomy.features import text_hash

Array = npt.NDArray[Any]
Tables = Sequence[tuple[tuple[object, ...], Callable[[Fact], float]]]  # a key, and what facts give

MOST: Final = 1 << 16  # documents, local terms and codes of a block
FORMAT: Final = "1"
_TABLES_MOST: Final = 128  # tables of one block kept


@dataclass(frozen=True, slots=True)
class Columns:
    """Documents on their way into a block: ``term[first[i]:first[i + 1]]`` are the vocabulary ids of document i.

    ``code`` points into ``facts``. The ``code_class`` of a code is :func:`features.class_of` unless given, as for
    facets, which share a fact with terms that count.
    """

    ids: Sequence[str]
    first: Array
    term: Array
    code: Array
    facts: Sequence[Fact]
    code_class: Array
    rest: Sequence[bytes] = ()
    point_doc: Array | None = None
    point: Array | None = None


def classes(facts: Sequence[Fact]) -> Array:
    """The class of each fact."""
    return np.fromiter((class_of(fact) for fact in facts), np.uint8, len(facts))


def write(path: Path, documents: Columns) -> None:
    """Write ``documents`` as the block ``path``, in one step."""
    arrays = build(documents)
    about = {"format": FORMAT, "facts": json.dumps(documents.facts, separators=(",", ":"))}
    columns.write(path, arrays, about=about)


def build(documents: Columns) -> dict[str, Array]:
    """The arrays of a block. Raises ``ValueError`` when ``documents`` are more than a block holds."""
    count = len(documents.ids)
    first = np.ascontiguousarray(documents.first, np.uint32)
    terms, local = _localised(documents.term)
    if count > MOST or len(terms) > MOST or len(documents.facts) > MOST:
        raise ValueError("more documents, terms or facts than a block holds")
    code = np.ascontiguousarray(
        documents.code, np.uint8 if len(documents.facts) <= CODES_SMALL else np.uint16
    )
    docs, run_first, run_class, run_end = kernels.invert(first, local, code, documents.code_class, len(terms))
    id_blob, id_ends = columns.pack(documents.ids)
    rest = documents.rest or [b""] * count
    rest_ends = np.zeros(count + 1, np.uint32)
    np.cumsum([len(record) for record in rest], out=rest_ends[1:])
    return {
        "term": terms,
        "run_first": run_first,
        "run_class": run_class,
        "run_end": run_end,
        "docs": docs,
        "claim_first": first,
        "claim_term": local,
        "claim_code": code,
        "code_class": documents.code_class,
        "id_hash": np.fromiter((text_hash(name) for name in documents.ids), np.uint64, count),
        "id_blob": id_blob,
        "id_ends": id_ends,
        "rest_blob": np.frombuffer(b"".join(rest), np.uint8),
        "rest_ends": rest_ends,
        "point_doc": _or_empty(documents.point_doc, np.uint16, (0,)),
        "point": _or_empty(documents.point, np.float32, (0, 3)),
    }


CODES_SMALL: Final = 256


class Block:
    """A block opened for reading. ``local_of`` leads from a vocabulary id to the local term, or −1."""

    def __init__(self, arrays: Mapping[str, Array], facts: Sequence[Fact], vocabulary: int) -> None:
        self.arrays = arrays
        self.facts = facts
        self.ids: Sequence[str] = columns.Texts(arrays["id_blob"], arrays["id_ends"])
        self.terms = arrays["term"]
        self.local_of = np.full(vocabulary, -1, np.int32)
        self.local_of[self.terms] = np.arange(len(self.terms), dtype=np.int32)
        self._rows: dict[tuple[object, ...], Array] = {}
        self._given: dict[tuple[tuple[object, ...], ...], tuple[Array, int]] = {}

    @classmethod
    def open(cls, path: Path, *, vocabulary: int) -> Block:
        """Map the block at ``path``; ``vocabulary`` is how many terms the index has.

        Raises ``ValueError``, ``KeyError`` or ``OpenEmploiError`` when the file is not a whole block.
        """
        arrays, about = columns.read(path)
        if about.get("format") != FORMAT:
            raise ValueError(f"{path.name} is of format {about.get('format')}")
        facts = [tuple(fact) for fact in json.loads(about["facts"])]
        if len(arrays["term"]) and int(arrays["term"][-1]) >= vocabulary:
            raise ValueError(f"{path.name} has terms that the vocabulary has not")
        return cls(arrays, facts, vocabulary)

    def __len__(self) -> int:
        return len(self.arrays["id_hash"])

    def given(self, tables: Tables) -> tuple[Array, int]:
        """What each of ``tables`` gives for each code, a row for each, and where this begins in memory.

        Tables of one key are worked out once.
        """
        keys = tuple(key for key, _by_fact in tables)
        found = self._given.get(keys)
        if found is None:
            if len(self._rows) >= _TABLES_MOST or len(self._given) >= _TABLES_MOST:
                self._rows, self._given = {}, {}
            for key, by_fact in tables:
                if key not in self._rows:
                    given = (by_fact(fact) for fact in self.facts)
                    self._rows[key] = np.fromiter(given, np.float64, len(self.facts))
            rows = np.stack([self._rows[key] for key in keys])
            found = self._given[keys] = rows, rows.ctypes.data
        return found

    @property
    def postings(self) -> int:
        """How many terms its documents have together."""
        return len(self.arrays["docs"])

    def rest(self, doc: int) -> bytes:
        """The record of the rest of ``doc``."""
        ends = self.arrays["rest_ends"]
        return self.arrays["rest_blob"][int(ends[doc]) : int(ends[doc + 1])].tobytes()

    def claims(self, doc: int) -> tuple[list[int], list[int]]:
        """The vocabulary ids of the terms of ``doc``, and the code of each."""
        first = self.arrays["claim_first"]
        low, high = int(first[doc]), int(first[doc + 1])
        terms: list[int] = self.terms[self.arrays["claim_term"][low:high]].tolist()
        return terms, self.arrays["claim_code"][low:high].tolist()

    def run(self, term: int) -> Array:
        """The documents that have the vocabulary's ``term``, whatever their class, in no order."""
        local = int(self.local_of[term]) if term < len(self.local_of) else -1
        if local < 0:
            return np.zeros(0, np.uint16)
        runs = self.arrays["run_first"]
        low, high = int(runs[local]), int(runs[local + 1])
        ends = self.arrays["run_end"]
        start = int(ends[low - 1]) if low else 0
        return self.arrays["docs"][start : int(ends[high - 1])]

    def columns(self, alive: Array) -> Columns:
        """The documents ``alive`` (numbers, ascending) as they went in, to be merged into another block."""
        a = self.arrays
        low, high = a["claim_first"][alive].astype(np.int64), a["claim_first"][alive + 1].astype(np.int64)
        sizes = high - low
        first = np.zeros(len(alive) + 1, np.int64)
        np.cumsum(sizes, out=first[1:])
        picked = np.repeat(low - first[:-1], sizes) + np.arange(first[-1])
        place = np.full(len(self), -1, np.int64)
        place[alive] = np.arange(len(alive))
        points = place[a["point_doc"]] >= 0
        return Columns(
            ids=[self.ids[int(doc)] for doc in alive],
            first=first,
            term=self.terms[a["claim_term"][picked]],
            code=a["claim_code"][picked].astype(np.uint16),
            facts=self.facts,
            code_class=a["code_class"],
            rest=[self.rest(int(doc)) for doc in alive],
            point_doc=place[a["point_doc"][points]].astype(np.uint16),
            point=a["point"][points],
        )


def _localised(term: Array) -> tuple[Array, Array]:
    """The distinct vocabulary ids, ascending, and each id as its place among them."""
    if not len(term):
        return np.zeros(0, np.uint32), np.zeros(0, np.uint16)
    seen = np.zeros(int(term.max()) + 1, bool)
    seen[term] = True
    terms = np.nonzero(seen)[0].astype(np.uint32)
    place = np.cumsum(seen) - 1
    return terms, place[term].astype(np.uint16 if len(terms) <= MOST else np.uint32)


def _or_empty(array: Array | None, kind: Any, shape: tuple[int, ...]) -> Array:
    return np.zeros(shape, kind) if array is None else np.ascontiguousarray(array, kind)
