"""What a run will do: two indexes as they are now, which directions, how many, cut into shards.

The id of a plan is a hash of everything that the output depends on. A shard file bears it, so that a file of another
night, another index or another release is never taken for one of this run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from openemploi import __version__
from openemploi.extraction.model import RequirementKind
from openemploi.matching.index.block import FORMAT as INDEX_FORMAT
from openemploi.matching.index.features import Side
from openemploi.matching.index.folder import Manifest, read_manifest
from openemploi.matching.model import Part
from openemploi.matching.weights import Weights

FORMAT: Final = "1"  # of the shard files
TOP: Final = 20
SHARD_SIZE: Final = 500  # documents: some ten seconds of work, and a file of a hundred kilobytes


class Direction(StrEnum):
    """Who is given what: ``OFFERS`` for each person, or ``PEOPLE`` for each offer."""

    OFFERS = "offers"
    PEOPLE = "people"

    @property
    def searching(self) -> Side:
        """The side whose documents are asked for, one by one."""
        return "people" if self is Direction.OFFERS else "offers"


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents ``low`` to ``high`` (not included) of the searching side, counted over those in force."""

    direction: Direction
    number: int
    low: int
    high: int

    @property
    def name(self) -> str:
        """``offers-for-people-00012``."""
        return f"{self.direction.value}-for-{self.direction.searching}-{self.number:05d}"

    def file(self, out: Path) -> Path:
        """Where its rows are."""
        return out / f"{self.name}.parquet"


@dataclass(frozen=True, slots=True)
class Contents:
    """An index as it was when the plan was made. ``checksums`` are those of its files, in their order."""

    folder: Path
    documents: int
    checksums: tuple[str, ...]

    @classmethod
    def of(cls, folder: Path, manifest: Manifest) -> Contents:
        """What ``manifest`` puts in force. The names of files and folders say nothing about what is in them."""
        files: list[str | None] = [manifest.vocabulary]
        for entry in manifest.blocks:
            files += [entry.file, entry.gone]
        return cls(
            folder, manifest.documents, tuple(manifest.checksums[name] if name else "-" for name in files)
        )

    def same(self, other: Contents) -> bool:
        """Whether the two hold the same documents in the same order, wherever they are."""
        return self.checksums == other.checksums


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the output depends on. ``taxonomy``, ``release`` and ``writer`` are versions."""

    people: Contents
    offers: Contents
    taxonomy: str
    directions: tuple[Direction, ...] = (Direction.OFFERS, Direction.PEOPLE)
    top: int = TOP
    shard_size: int = SHARD_SIZE
    weights: Weights = field(default_factory=Weights)
    release: str = __version__
    writer: str = field(default_factory=lambda: version("pyarrow"))

    @classmethod
    def of(
        cls,
        people: Path,
        offers: Path,
        *,
        taxonomy: str,
        directions: Sequence[Direction] = tuple(Direction),
        top: int = TOP,
        shard_size: int = SHARD_SIZE,
        weights: Weights | None = None,
    ) -> Plan:
        """The plan over the indexes in two folders, as they are now; ``taxonomy`` is its version.

        Raises ``RequestError``: ``index_side``, and as :func:`openemploi.matching.index.folder.read_manifest`.
        """
        return cls(
            people=contents(people, side="people"),
            offers=contents(offers, side="offers"),
            taxonomy=taxonomy,
            directions=tuple(direction for direction in Direction if direction in directions),
            top=top,
            shard_size=shard_size,
            weights=weights or Weights(),
        )

    @property
    def id(self) -> str:
        """SHA-256 of all that the output depends on; where the indexes lie is not part of it."""
        told = self.record()
        for side in ("people", "offers"):
            del told[side]["folder"]
        told["index_format"] = INDEX_FORMAT
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    @property
    def shards(self) -> list[Shard]:
        """All shards; those of two directions alternate, so that a run soon knows how long each takes."""
        found = [shard for direction in self.directions for shard in self._cut(direction)]
        count = {d: sum(shard.direction is d for shard in found) for d in self.directions}
        return sorted(found, key=lambda s: ((s.number + 1) / count[s.direction], s.name))

    def documents(self, direction: Direction) -> int:
        """How many documents are searched for in ``direction``."""
        return (self.people if direction.searching == "people" else self.offers).documents

    def record(self) -> dict[str, Any]:
        """The plan as JSON."""
        return {
            "format": FORMAT,
            "people": _contents_record(self.people),
            "offers": _contents_record(self.offers),
            "taxonomy": self.taxonomy,
            "directions": [direction.value for direction in self.directions],
            "top": self.top,
            "shard_size": self.shard_size,
            "weights": {
                "parts": {part.value: value for part, value in self.weights.parts.items()},
                "kinds": {kind.value: value for kind, value in self.weights.kinds.items()},
                "implied_requirement": self.weights.implied_requirement,
                "unasked_experience": self.weights.unasked_experience,
            },
            "release": self.release,
            "writer": self.writer,
        }

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Plan:
        """What :meth:`record` gave. Raises ``KeyError``, ``TypeError`` or ``ValueError`` when it is not one."""
        weights = record["weights"]
        return cls(
            people=_contents(record["people"]),
            offers=_contents(record["offers"]),
            taxonomy=record["taxonomy"],
            directions=tuple(Direction(name) for name in record["directions"]),
            top=int(record["top"]),
            shard_size=int(record["shard_size"]),
            weights=Weights(
                parts={Part(name): value for name, value in weights["parts"].items()},
                kinds={RequirementKind(name): value for name, value in weights["kinds"].items()},
                implied_requirement=weights["implied_requirement"],
                unasked_experience=weights["unasked_experience"],
            ),
            release=record["release"],
            writer=record["writer"],
        )

    def _cut(self, direction: Direction) -> list[Shard]:
        count = self.documents(direction)
        starts = range(0, count, self.shard_size)
        return [
            Shard(direction, number, low, min(low + self.shard_size, count))
            for number, low in enumerate(starts)
        ]


def contents(folder: Path, *, side: Side) -> Contents:
    """What is in force in ``folder``. Raises ``RequestError`` (``index_side``…)."""
    return Contents.of(folder.resolve(), read_manifest(folder, side=side))


def _contents_record(one: Contents) -> dict[str, Any]:
    return {"folder": str(one.folder), "documents": one.documents, "checksums": list(one.checksums)}


def _contents(record: dict[str, Any]) -> Contents:
    return Contents(Path(record["folder"]), int(record["documents"]), tuple(record["checksums"]))
