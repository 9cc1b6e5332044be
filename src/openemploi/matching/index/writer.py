"""Building and changing an index: documents go in one by one or in columns, a commit puts them in force.

Memory holds one block, whatever the number of documents. A document put again replaces the one of its id. Small
blocks, which many small commits leave, are merged.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.errors import RequestError
from openemploi.matching.index import folder as files
from openemploi.matching.index.block import MOST, TERMS_MOST, Block, Columns, write
from openemploi.matching.index.features import FACET, YES, Fact, Features, Side, class_of
from openemploi.matching.index.folder import BlockEntry, Manifest
from openemploi.paths import replace_text, sha256_of, sync_folder
from openemploi.taxonomy import columns as stored
from openemploi.taxonomy.features import text_hash

Array = npt.NDArray[Any]

_SMALL: Final = MOST // 16  # a block with fewer living documents than this may be merged
_SMALL_MOST: Final = 8  # as soon as there are more such blocks than this
_FULL: Final = TERMS_MOST - 512  # local terms and codes that leave room for one more document


class IndexWriter:
    """The only writer of the index in ``folder``; a context manager. Nothing is in force before :meth:`commit`.

    Raises ``RequestError`` (``index_being_written``, ``index_side``) and as :func:`folder.read_manifest`.
    """

    def __init__(self, folder: Path, *, side: Side) -> None:
        self.folder = folder
        self.side = side
        self._lock = files.only_writer(folder)
        self._lock.__enter__()
        try:
            self._manifest = self._opened()
            for path in files.left_over(folder, self._manifest):
                path.unlink(missing_ok=True)
            self._terms = files.read_vocabulary(folder, self._manifest)
        except BaseException:
            self._lock.__exit__(None, None, None)
            raise
        self._ids = {term: number for number, term in enumerate(self._terms)}
        self._known = len(self._terms)
        self._new: list[BlockEntry] = []
        self._gone: set[int] = set()  # hashes of ids that leave the blocks in force
        self._pending = _Pending()

    def __enter__(self) -> IndexWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for entry in self._new:  # never committed
            (self.folder / entry.file).unlink(missing_ok=True)
        self._lock.__exit__(None, None, None)

    def term(self, name: str) -> int:
        """The vocabulary id of ``name``, given one when it is new."""
        number = self._ids.setdefault(name, len(self._terms))
        if number == len(self._terms):
            self._terms.append(name.replace("\n", " "))
        return number

    def put(self, document_id: str, features: Features) -> None:
        """Add a document, or replace the one of this id."""
        pending = self._pending
        terms = [self.term(name) for name, _fact in features.terms]
        codes = [pending.code(fact) for _name, fact in features.terms]
        if features.facets:
            facet = pending.facet_code()
            terms += [self.term(name) for name in features.facets]
            codes += [facet] * len(features.facets)
        pending.add(document_id, array("I", terms), array("I", codes), features)
        self._gone.discard(text_hash(document_id))  # deleted, then put again
        if self._pending.full:
            self._flush()

    def put_columns(self, documents: Columns) -> None:
        """Add many documents at once, none of them twice; their terms are ids of :meth:`term`."""
        self._flush()
        if self._gone:
            self._gone.difference_update(text_hash(name) for name in documents.ids)
        first = np.asarray(documents.first, np.int64)
        size = MOST
        low = 0
        while low < len(documents.ids):
            part = _slice(documents, first, low, min(low + size, len(documents.ids)))
            if len(part.ids) > 1 and np.count_nonzero(np.bincount(part.term)) > TERMS_MOST:
                size = len(part.ids) // 2  # too rich for one block
                continue
            self._write(part)
            low += len(part.ids)

    def delete(self, document_id: str) -> None:
        """Remove a document; one that is not there is no error."""
        self._pending.remove(document_id)
        self._gone.add(text_hash(document_id))

    def commit(self) -> int:
        """Put everything in force and return the version of the index."""
        self._flush()
        before = self._manifest
        entries = self._without_replaced([*before.blocks, *self._new])
        entries = self._merged(entries)
        entries = [entry for entry in entries if entry.documents > entry.gone_count]
        vocabulary = self._written_vocabulary(before)
        after = Manifest(
            side=self.side, version=before.version + 1, vocabulary=vocabulary, blocks=tuple(entries)
        )
        checksums = {
            name: before.checksums.get(name) or sha256_of(self.folder / name) for name in sorted(after.files)
        }
        after = replace(after, checksums=checksums, superseded=tuple(sorted(before.files - after.files)))
        sync_folder(self.folder)  # the blocks, before the manifest names them
        files.write_manifest(self.folder, after)
        for path in files.left_over(self.folder, after):
            path.unlink(missing_ok=True)
        self._manifest, self._new, self._gone = after, [], set()
        self._known = len(self._terms)
        return after.version

    def _opened(self) -> Manifest:
        try:
            return files.read_manifest(self.folder, side=self.side)
        except RequestError as error:
            if error.code != "index_missing":
                raise
            return Manifest(side=self.side)

    def _flush(self) -> None:
        if self._pending.ids:
            documents = self._pending.columns()
            self._pending = _Pending()
            self._write(documents)

    def _write(self, documents: Columns) -> None:
        name = f"block-{self._manifest.version + 1:06d}-{len(self._new):04d}.safetensors"
        write(self.folder / name, documents)
        self._new.append(BlockEntry(name, len(documents.ids)))

    def _without_replaced(self, entries: list[BlockEntry]) -> list[BlockEntry]:
        """``entries`` with the documents marked gone that were deleted, or put again later."""
        hashes = [self._hashes(entry) for entry in entries]
        every = np.concatenate(hashes) if hashes else np.zeros(0, np.uint64)
        dead = self._gone_before(entries, hashes)
        keep = ~np.concatenate(dead) if dead else np.zeros(0, bool)
        order = np.argsort(every, kind="stable")
        order = order[keep[order]]
        again = np.zeros(len(every), bool)
        again[order[:-1]] = every[order[:-1]] == every[order[1:]]  # a later one has the same id
        place = 0
        result = []
        for entry, gone in zip(entries, dead, strict=True):
            now = gone | again[place : place + entry.documents]
            place += entry.documents
            result.append(entry if now.sum() == entry.gone_count else self._marked(entry, now))
        return result

    def _gone_before(self, entries: list[BlockEntry], hashes: list[Array]) -> list[Array]:
        deleted = np.fromiter(self._gone, np.uint64, len(self._gone))
        masks = []
        for entry, ids in zip(entries, hashes, strict=True):
            mask = files.read_gone(self.folder, entry)
            mask = np.zeros(entry.documents, bool) if mask is None else mask
            if len(deleted):
                mask = mask | np.isin(ids, deleted)
            masks.append(mask)
        return masks

    def _hashes(self, entry: BlockEntry) -> Array:
        arrays, _about = stored.read(self.folder / entry.file)
        return arrays["id_hash"]

    def _marked(self, entry: BlockEntry, gone: Array) -> BlockEntry:
        name = f"{entry.file.removesuffix('.safetensors')}-gone-{self._manifest.version + 1:06d}.safetensors"
        stored.write(self.folder / name, {"gone": gone.astype(np.uint8)}, about={})
        return replace(entry, gone=name, gone_count=int(gone.sum()))

    def _merged(self, entries: list[BlockEntry]) -> list[BlockEntry]:
        small = [entry for entry in entries if entry.documents - entry.gone_count < _SMALL]
        if len(small) <= _SMALL_MOST:
            return entries
        merged: list[BlockEntry] = []
        group: list[BlockEntry] = []
        for entry in [*small, None]:
            alive = sum(e.documents - e.gone_count for e in group)
            if entry is None or alive + entry.documents - entry.gone_count > MOST:
                merged += self._one_of(group)
                group = []
            if entry is not None:
                group.append(entry)
        return [entry for entry in entries if entry not in small] + merged

    def _one_of(self, group: Sequence[BlockEntry]) -> list[BlockEntry]:
        parts = [self._living(entry) for entry in group]
        together = _joined([part for part in parts if part.ids])
        if len(together.facts) > TERMS_MOST or len(np.unique(together.term)) > TERMS_MOST:
            return list(group)  # too rich for one block
        already = len(self._new)
        self._write(together)
        return self._new[already:]

    def _living(self, entry: BlockEntry) -> Columns:
        block: Block = files.open_block(self.folder, entry, vocabulary=len(self._terms))
        gone = files.read_gone(self.folder, entry)
        return block.columns(np.arange(len(block)) if gone is None else np.nonzero(~gone)[0])

    def _written_vocabulary(self, before: Manifest) -> str | None:
        if before.vocabulary is not None and len(self._terms) == self._known:
            return before.vocabulary
        name = f"vocabulary-{before.version + 1:06d}.txt"
        replace_text(self.folder / name, "\n".join(self._terms))
        return name


class _Pending:
    """Documents put one by one that are not in a block yet."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._place: dict[str, int] = {}
        self._terms: list[array[int]] = []
        self._codes: list[array[int]] = []
        self._rest: list[bytes] = []
        self._points: list[tuple[tuple[float, float, float], ...]] = []
        self._codes_of: dict[Fact, int] = {}
        self._facts: dict[tuple[Fact, int], int] = {}  # with their class, in the order of their codes
        self._distinct: set[int] = set()

    @property
    def full(self) -> bool:
        """Whether one more document might not fit into a block."""
        return len(self.ids) >= MOST or len(self._distinct) > _FULL or len(self._facts) > _FULL

    def code(self, fact: Fact) -> int:
        found = self._codes_of.get(fact)
        if found is None:
            found = self._facts.setdefault((fact, class_of(fact)), len(self._facts))
            self._codes_of[fact] = found
        return found

    def facet_code(self) -> int:
        return self._facts.setdefault((YES, FACET), len(self._facts))

    def add(self, document_id: str, terms: array[int], codes: array[int], features: Features) -> None:
        self.remove(document_id)
        self._place[document_id] = len(self.ids)
        self.ids.append(document_id)
        self._terms.append(terms)
        self._codes.append(codes)
        self._rest.append(features.rest)
        self._points.append(features.points)
        self._distinct.update(self._terms[-1])

    def remove(self, document_id: str) -> None:
        place = self._place.pop(document_id, None)
        if place is None:
            return
        for column in (self.ids, self._terms, self._codes, self._rest, self._points):
            column.pop(place)
        for name in self.ids[place:]:
            self._place[name] -= 1

    def columns(self) -> Columns:
        first = np.zeros(len(self.ids) + 1, np.int64)
        np.cumsum([len(terms) for terms in self._terms], out=first[1:])
        points = [(doc, *point) for doc, several in enumerate(self._points) for point in several]
        facts = [fact for fact, _class in self._facts]
        return Columns(
            ids=self.ids,
            first=first,
            term=np.frombuffer(b"".join(self._terms), np.uint32),
            code=np.frombuffer(b"".join(self._codes), np.uint32),
            facts=facts,
            code_class=np.fromiter((c for _fact, c in self._facts), np.uint8, len(facts)),
            rest=self._rest,
            point_doc=np.fromiter((p[0] for p in points), np.uint32, len(points)),
            point=np.array([p[1:] for p in points], np.float32).reshape(len(points), 3),
        )


def _slice(documents: Columns, first: Array, low: int, high: int) -> Columns:
    start, end = int(first[low]), int(first[high])
    doc, point = documents.point_doc, documents.point
    if doc is not None and point is not None:
        within = (doc >= low) & (doc < high)
        doc, point = (doc[within] - low).astype(np.uint32), point[within]
    return Columns(
        ids=documents.ids[low:high],
        first=first[low : high + 1] - start,
        term=documents.term[start:end],
        code=documents.code[start:end],
        facts=documents.facts,
        code_class=documents.code_class,
        rest=documents.rest[low:high],
        point_doc=doc,
        point=point,
    )


def _joined(parts: Sequence[Columns]) -> Columns:
    """Several columns as one, their codes made one table."""
    codes: dict[tuple[Fact, int], int] = {}
    first, term, code, doc, point = [np.zeros(1, np.int64)], [], [], [], []
    count = postings = 0
    for part in parts:
        pairs = zip(part.facts, part.code_class.tolist(), strict=True)
        table = np.array([codes.setdefault(pair, len(codes)) for pair in pairs], np.uint32)
        first.append(np.asarray(part.first[1:], np.int64) + postings)
        term.append(part.term)
        code.append(table[part.code])
        if part.point_doc is not None and part.point is not None:
            doc.append(part.point_doc.astype(np.int64) + count)
            point.append(part.point)
        count += len(part.ids)
        postings += len(part.term)
    return Columns(
        ids=[name for part in parts for name in part.ids],
        first=np.concatenate(first),
        term=np.concatenate(term) if term else np.zeros(0, np.uint32),
        code=np.concatenate(code) if code else np.zeros(0, np.uint32),
        facts=[fact for fact, _class in codes],
        code_class=np.fromiter((c for _fact, c in codes), np.uint8, len(codes)),
        rest=[record for part in parts for record in part.rest],
        point_doc=np.concatenate(doc).astype(np.uint32) if doc else None,
        point=np.concatenate(point) if point else None,
    )
