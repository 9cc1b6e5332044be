"""The folder of an index: one manifest that names every file in force, and how it is replaced.

Files never change: a commit writes new ones, then the manifest, by rename. A reader that opened the old manifest keeps
its files, which stay until the commit after next. What no manifest names was left by a writer that died.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from openemploi.errors import RequestError, Where
from openemploi.i18n import _
from openemploi.matching.index.block import FORMAT, Block
from openemploi.matching.index.features import Side
from openemploi.paths import exclusive, replace_text, sha256_of
from openemploi.taxonomy import columns

MANIFEST: Final = "index.json"
_LOCK: Final = ".lock"


@dataclass(frozen=True, slots=True)
class BlockEntry:
    """A block in force: its file, how many documents it has, and the file that says which are gone."""

    file: str
    documents: int
    gone: str | None = None
    gone_count: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in force. ``checksums`` are SHA-256 by file; ``superseded`` are erased by the next commit."""

    side: Side
    version: int = 0
    vocabulary: str | None = None
    blocks: tuple[BlockEntry, ...] = ()
    checksums: dict[str, str] = field(default_factory=dict)
    superseded: tuple[str, ...] = ()

    @property
    def files(self) -> set[str]:
        """Every file that the index is made of."""
        named = {entry.file for entry in self.blocks} | {entry.gone for entry in self.blocks if entry.gone}
        return named | ({self.vocabulary} if self.vocabulary else set())

    @property
    def documents(self) -> int:
        """Documents that can be found."""
        return sum(entry.documents - entry.gone_count for entry in self.blocks)


def read_manifest(folder: Path, *, side: Side | None = None) -> Manifest:
    """The manifest in force; it must hold ``side``, when one is given.

    Raises ``RequestError``: ``index_missing``, ``index_format`` (another release wrote it), ``index_damaged``,
    ``index_side``.
    """
    manifest = _read_manifest(folder)
    if side is not None and manifest.side != side:
        raise RequestError(
            "index_side",
            _("The index in {name} holds {side}.", name=folder, side=manifest.side),
            remedy=_("Name another folder."),
        )
    return manifest


def _read_manifest(folder: Path) -> Manifest:
    try:
        plain = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if plain["format"] != FORMAT:
            raise RequestError(
                "index_format",
                _("The index in {name} was written by another release of Open Emploi.", name=folder),
                remedy=_("Build it again."),
            )
        plain.pop("format")
        blocks = tuple(BlockEntry(**entry) for entry in plain.pop("blocks"))
        return Manifest(blocks=blocks, superseded=tuple(plain.pop("superseded")), **plain)
    except FileNotFoundError as fault:
        raise RequestError(
            "index_missing",
            _("There is no index in {name}.", name=folder),
            remedy=_("Build it first, or name the folder that holds one."),
        ) from fault
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise damaged(folder / MANIFEST) from fault


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put ``manifest`` in force in one step."""
    replace_text(folder / MANIFEST, json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1))


def damaged(path: Path) -> RequestError:
    """The error for a file of an index that is not whole."""
    return RequestError(
        "index_damaged",
        _("The index file {name} is damaged.", name=path.name),
        remedy=_("Build the index again from the records it was made of; nothing else is lost."),
        where=Where(file=str(path)),
    )


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the right to write, which the system takes back from a process that dies.

    Raises ``RequestError`` (``index_being_written``) when another process has it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # it tells what people can do
    busy = RequestError(
        "index_being_written",
        _("Another program is writing the index in {name}.", name=folder),
        remedy=_("Wait until it has ended, then try again."),
    )
    with exclusive(folder / _LOCK, otherwise=busy):
        yield


def left_over(folder: Path, manifest: Manifest) -> list[Path]:
    """Files in ``folder`` that no manifest names: a writer died, and the next commit erases them."""
    kept = manifest.files | set(manifest.superseded) | {MANIFEST, _LOCK}
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name not in kept)


def read_vocabulary(folder: Path, manifest: Manifest) -> list[str]:
    """The terms of the index; a term's id is its place."""
    if manifest.vocabulary is None:
        return []
    text = (folder / manifest.vocabulary).read_text(encoding="utf-8")
    return text.split("\n") if text else []


def verify(folder: Path) -> Manifest:
    """Read every file in force and compare it with its checksum.

    Raises ``RequestError`` as :func:`read_manifest`, and ``index_damaged`` naming the first file that is not whole.
    """
    manifest = read_manifest(folder)
    for name in sorted(manifest.files):
        path = folder / name
        try:
            whole = sha256_of(path) == manifest.checksums[name]
        except (OSError, KeyError):
            whole = False
        if not whole:
            raise damaged(path)
    size = len(read_vocabulary(folder, manifest))
    for entry in manifest.blocks:
        open_block(folder, entry, vocabulary=size)
    return manifest


def open_block(folder: Path, entry: BlockEntry, *, vocabulary: int) -> Block:
    """Map a block in force. Raises ``RequestError`` (``index_damaged``) when it is not whole."""
    path = folder / entry.file
    try:
        block = Block.open(path, vocabulary=vocabulary)
        if len(block) != entry.documents:
            raise ValueError(f"{path.name} has {len(block)} documents, not {entry.documents}")
    except FileNotFoundError:
        raise
    except Exception as fault:  # whatever is wrong with it, the remedy is the same
        raise damaged(path) from fault
    return block


def read_gone(folder: Path, entry: BlockEntry) -> Any:
    """Which documents of a block are gone, as a mask; ``None`` when none is."""
    if entry.gone is None:
        return None
    arrays, _about = columns.read(folder / entry.gone)
    return arrays["gone"].astype(bool)
