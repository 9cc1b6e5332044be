"""A block: up to 262,144 documents in one immutable, memory-mapped file.

Like documents stand side by side, in *packs* of up to 32. Postings say in which packs a term is met, and the most
that a document there may promise by it (its class); they are sorted by term, then by class from the best, then by
pack. The facts stand by document; a claim names its term by a place among the terms of its pack. What only filters has
postings of its own, by document. A document is a number in its block.

============================  ==========================================================================
``term``                      vocabulary ids of the block's terms, ascending; a *local* term is a place in it
``run_first``                 first run of each local term
``run_class, run_end``        class of each run, and where it ends in ``packs``
``packs``                     the packs of all runs
``pack_first``                first document of each pack
``pack_term_first``           first term of each pack in ``pack_term`` (local)
``claim_first``               first claim of each document; ``claim_at`` (a place among the terms of the pack) and
                              ``claim_code`` follow
``code_class``                class of each code; the facts themselves are in the file's header as JSON
``facet, facet_first``        the local terms that only filter, and the first of each in ``facet_doc``
``id_*, rest_*``              ids and records of the rest, as blobs with ends
``point_doc, point``          latitude, longitude, radius in km
============================  ==========================================================================
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
from openemploi.matching.index.features import CLASSES, FACET, Fact, class_of
from openemploi.matching.index.likeness import side_by_side
from openemploi.taxonomy import columns
from openemploi.taxonomy.features import text_hash

Array = npt.NDArray[Any]
Tables = Sequence[tuple[tuple[object, ...], Callable[[Fact], float]]]  # a key, and what facts give

MOST: Final = 1 << 18  # documents of a block
TERMS_MOST: Final = 1 << 16  # local terms, codes and packs of a block
CODES_SMALL: Final = 256  # codes that a byte names
FORMAT: Final = "3"
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
    terms, local = _localised(documents.term)
    if len(documents.ids) > MOST or len(terms) > TERMS_MOST or len(documents.facts) > TERMS_MOST:
        raise ValueError("more documents, terms or facts than a block holds")
    code = np.ascontiguousarray(
        documents.code, np.uint8 if len(documents.facts) <= CODES_SMALL else np.uint16
    )
    facets = documents.code_class[code] == FACET
    order = side_by_side(documents.first, local, ~facets, terms)
    claims, first = _picked(np.asarray(documents.first), order)
    local, code, facets = local[claims], code[claims], facets[claims]
    pack_first, pack_term_first, pack_term, pack_class, claim_at = kernels.pack(
        first, local, code, documents.code_class, len(terms)
    )
    ids = [documents.ids[doc] for doc in order.tolist()]
    id_blob, id_ends = columns.pack(ids)
    rest = [documents.rest[doc] for doc in order.tolist()] if documents.rest else [b""] * len(ids)
    return {
        "term": terms,
        **_postings(pack_term_first, pack_term, pack_class, len(terms)),
        "pack_first": pack_first,
        "pack_term_first": pack_term_first,
        "pack_term": pack_term,
        "claim_first": first,
        "claim_at": claim_at,
        "claim_code": code,
        "code_class": documents.code_class,
        **_facets(first, local, facets),
        "id_hash": np.fromiter((text_hash(name) for name in ids), np.uint64, len(ids)),
        "id_blob": id_blob,
        "id_ends": id_ends,
        "rest_blob": np.frombuffer(b"".join(rest), np.uint8),
        "rest_ends": np.cumsum([0, *map(len, rest)]).astype(np.uint32),
        **_points(documents, order),
    }


def _picked(first: Array, docs: Array) -> tuple[Array, Array]:
    """The places of the claims of ``docs``, in that order, and where those of each begin among them."""
    low = first[docs].astype(np.int64)
    sizes = first[docs + 1].astype(np.int64) - low
    ends = np.zeros(len(docs) + 1, np.int64)
    np.cumsum(sizes, out=ends[1:])
    return np.repeat(low - ends[:-1], sizes) + np.arange(ends[-1]), ends.astype(np.uint32)


def _sizes(first: Array) -> Array:
    found: Array = first[1:].astype(np.int64) - first[:-1].astype(np.int64)
    return found


def _postings(first: Array, term: Array, of_class: Array, terms: int) -> dict[str, Array]:
    """In which packs each term that counts is met, by the classes ``of_class`` of the packs' terms."""
    counts = of_class != FACET
    ends = np.concatenate([[0], np.cumsum(counts)])[first]
    packs, run_first, run_class, run_end = kernels.invert(
        ends.astype(np.uint32), term[counts], of_class[counts], np.arange(CLASSES, dtype=np.uint8), terms
    )
    return {"run_first": run_first, "run_class": run_class, "run_end": run_end, "packs": packs}


def _facets(first: Array, local: Array, facets: Array) -> dict[str, Array]:
    doc = np.repeat(np.arange(len(first) - 1, dtype=np.uint32), _sizes(first))[facets]
    order = np.argsort(local[facets], kind="stable")
    facet, starts = np.unique(local[facets][order], return_index=True)
    return {
        "facet": facet.astype(np.uint16),
        "facet_first": np.append(starts, len(order)).astype(np.uint32),
        "facet_doc": doc[order],
    }


def _points(documents: Columns, order: Array) -> dict[str, Array]:
    if documents.point_doc is None or documents.point is None:
        return {"point_doc": np.zeros(0, np.uint32), "point": np.zeros((0, 3), np.float32)}
    place = np.empty(len(order), np.uint32)
    place[order] = np.arange(len(order), dtype=np.uint32)
    doc = place[documents.point_doc]
    by_doc = np.argsort(doc, kind="stable")
    return {"point_doc": doc[by_doc], "point": documents.point[by_doc].astype(np.float32)}


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
        return len(self.arrays["claim_code"])

    def rest(self, doc: int) -> bytes:
        """The record of the rest of ``doc``."""
        ends = self.arrays["rest_ends"]
        return self.arrays["rest_blob"][int(ends[doc]) : int(ends[doc + 1])].tobytes()

    def claims(self, doc: int) -> tuple[list[int], list[int]]:
        """The vocabulary ids of the terms of ``doc``, and the code of each."""
        claims, _first, terms = self._claims(np.array([doc]))
        return terms.tolist(), self.arrays["claim_code"][claims].tolist()

    def _claims(self, docs: Array) -> tuple[Array, Array, Array]:
        """The places of the claims of ``docs``, where those of each begin among them, and the term of each."""
        a = self.arrays
        claims, first = _picked(a["claim_first"], docs)
        packs = np.searchsorted(a["pack_first"], docs, "right") - 1
        starts = np.repeat(a["pack_term_first"][packs].astype(np.int64), _sizes(first))
        return claims, first, self.terms[a["pack_term"][starts + a["claim_at"][claims]]]

    def bearing(self, facet: int) -> Array:
        """The documents that bear the vocabulary's term ``facet``, one that only filters, ascending."""
        a = self.arrays
        local = int(self.local_of[facet]) if facet < len(self.local_of) else -1
        place = int(np.searchsorted(a["facet"], local))
        if local < 0 or place == len(a["facet"]) or a["facet"][place] != local:
            return np.zeros(0, np.uint32)
        first = a["facet_first"]
        return a["facet_doc"][int(first[place]) : int(first[place + 1])]

    def columns(self, alive: Array) -> Columns:
        """The documents ``alive`` (numbers, ascending) as they went in, to be merged into another block."""
        a = self.arrays
        claims, first, terms = self._claims(alive)
        place = np.full(len(self), -1, np.int64)
        place[alive] = np.arange(len(alive))
        points = place[a["point_doc"]] >= 0
        return Columns(
            ids=[self.ids[int(doc)] for doc in alive],
            first=first,
            term=terms,
            code=a["claim_code"][claims].astype(np.uint16),
            facts=self.facts,
            code_class=a["code_class"],
            rest=[self.rest(int(doc)) for doc in alive],
            point_doc=place[a["point_doc"][points]].astype(np.uint32),
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
    return terms, place[term].astype(np.uint16 if len(terms) <= TERMS_MOST else np.uint32)
