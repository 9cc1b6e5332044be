"""An index opened for reading: a snapshot that later commits do not disturb."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.matching.index import folder as files
from openemploi.matching.index import layout
from openemploi.matching.index.block import Block
from openemploi.matching.index.features import Side
from openemploi.matching.index.folder import Manifest
from openemploi.taxonomy.features import text_hash

Array = npt.NDArray[Any]
_TRIES: Final = 5  # a commit may erase the files between the manifest and their opening


@dataclass(frozen=True, slots=True)
class Opened:
    """A block with the mask of the documents that are gone (``None`` when none is) and its first number."""

    block: Block
    gone: Array | None
    start: int

    def __len__(self) -> int:
        return len(self.block)


@dataclass(frozen=True)
class Index:
    """The documents in force when it was opened. Safe to share between threads; a process opens its own.

    A document's *number* is its place over all blocks, gone ones included; it changes with every commit.
    """

    folder: Path
    manifest: Manifest
    terms: list[str]
    blocks: tuple[Opened, ...]
    ids: dict[str, int] = field(repr=False)
    classes: Array = field(repr=False)

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open what is in force in ``folder``. Raises as :func:`folder.read_manifest` and ``open_block``."""
        for attempt in range(_TRIES):
            manifest = files.read_manifest(folder)
            try:
                terms = files.read_vocabulary(folder, manifest)
                return cls._of(folder, manifest, terms)
            except FileNotFoundError as fault:
                if attempt == _TRIES - 1 or files.read_manifest(folder).version == manifest.version:
                    raise files.damaged(Path(fault.filename)) from fault
        raise AssertionError("not reached")

    @classmethod
    def _of(cls, folder: Path, manifest: Manifest, terms: list[str]) -> Index:
        blocks, start = [], 0
        for entry in manifest.blocks:
            block = files.open_block(folder, entry, vocabulary=len(terms))
            blocks.append(Opened(block, files.read_gone(folder, entry), start))
            start += len(block)
        present = np.zeros(256, bool)
        for opened in blocks:
            present[opened.block.arrays["run_class"]] = True
        return cls(
            folder=folder,
            manifest=manifest,
            terms=terms,
            blocks=tuple(blocks),
            ids={term: number for number, term in enumerate(terms)},
            classes=np.nonzero(present)[0],
        )

    @cached_property
    def addresses(self) -> Array:
        """Where the arrays of the blocks stand: :func:`layout.addresses`."""
        return layout.addresses([opened.block for opened in self.blocks])

    @cached_property
    def sizes(self) -> Array:
        """How large they are: :func:`layout.sizes`."""
        return layout.sizes([opened.block for opened in self.blocks])

    @cached_property
    def _first_numbers(self) -> list[int]:
        return [opened.start for opened in self.blocks]

    @cached_property
    def _starts(self) -> Array:
        return np.array([opened.start for opened in self.blocks], np.int64)

    @property
    def side(self) -> Side:
        """What it holds: people or offers."""
        return self.manifest.side

    def __len__(self) -> int:
        return self.manifest.documents

    @property
    def size(self) -> int:
        """Documents in the files, gone ones included: one more than the greatest number."""
        return sum(len(opened) for opened in self.blocks)

    @property
    def postings(self) -> int:
        """Terms of all documents together, gone ones included."""
        return sum(opened.block.postings for opened in self.blocks)

    def place(self, number: int) -> tuple[Block, int]:
        """The block of a document and its place in it."""
        at = bisect_right(self._first_numbers, number) - 1
        return self.blocks[at].block, number - self.blocks[at].start

    def hashes(self, numbers: Array) -> Array:
        """The hashes of the ids of documents."""
        at = np.searchsorted(self._starts, numbers, "right") - 1
        docs = numbers - self._starts[at]
        found = np.empty(len(numbers), np.uint64)
        for number, opened in enumerate(self.blocks):
            here = at == number
            found[here] = opened.block.arrays["id_hash"][docs[here]]
        return found

    def id_of(self, number: int) -> str:
        """The id that the document was put under."""
        block, doc = self.place(number)
        return block.ids[doc]

    def find(self, document_id: str) -> int | None:
        """The number of the document of this id, or ``None``."""
        wanted = np.uint64(text_hash(document_id))
        for opened in self.blocks:
            for doc in np.nonzero(opened.block.arrays["id_hash"] == wanted)[0].tolist():
                if (opened.gone is None or not opened.gone[doc]) and opened.block.ids[doc] == document_id:
                    return opened.start + int(doc)
        return None

    def __iter__(self) -> Iterator[int]:
        """The numbers of all documents in force, ascending."""
        for opened in self.blocks:
            alive = np.arange(len(opened)) if opened.gone is None else np.nonzero(~opened.gone)[0]
            yield from (alive + opened.start).tolist()
