"""Told groups as files: which row is in which, over every version of a table that was ever asked about.

A row is a keyed digest of its content (:class:`Rows`), so that the same row is met again in a later version, and
so that two equal rows of one person, which no condition can part, are one. The files hold no value of the table.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from openemploi.queryroom.differencing import (
    Ints,
    derivable,
    dominated_gap,
    nested_people,
    small_gap,
    too_many,
    without_implied,
)
from openemploi.queryroom.model import Rules

Digests = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class View:
    """One told partition. ``kind``: ``"*"`` for counts of people, else the quantity that was told."""

    kind: str
    labels: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one version of a table, in its order: digest of the content, digest of whose it is."""

    rows: Digests
    units: Digests

    def to_bytes(self) -> bytes:
        """As a file."""
        out = io.BytesIO()
        np.savez(out, rows=self.rows, units=self.units)
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class Told:
    """What one question was told about one version of a table."""

    version: str
    views: tuple[View, ...]

    def to_bytes(self) -> bytes:
        """As a file; the same for the same groups."""
        out = io.BytesIO()
        arrays = {f"view{index}": view.labels for index, view in enumerate(self.views)}
        kinds = np.array([view.kind for view in self.views])
        np.savez_compressed(out, version=np.array(self.version), kinds=kinds, **arrays)  # type: ignore[arg-type]
        return out.getvalue()


def version_of(rows: bytes) -> str:
    """The name of a version: the digest of its file of rows."""
    return hashlib.sha256(rows).hexdigest()[:32]


def told_from(path: Path) -> Told:
    """Read the file of one question."""
    with np.load(path, allow_pickle=False) as file:
        kinds = [str(kind) for kind in file["kinds"]]
        views = tuple(View(kind, file[f"view{index}"]) for index, kind in enumerate(kinds))
        return Told(str(file["version"]), views)


def rows_from(folder: Path, version: str) -> Rows:
    """Read the rows of one version."""
    with np.load(folder / f"rows-{version}.npz", allow_pickle=False) as file:
        return Rows(file["rows"], file["units"])


def refusal(
    new: Told,
    old: Sequence[Told],
    versions: dict[str, Rows],
    *,
    rules: Rules,
    sums: Mapping[str, NDArray[np.float64]],
) -> str | None:
    """Why ``new`` may not be told after ``old``: ``"differencing"``, ``"budget"``, or ``None`` when it may.

    ``sums``: for each quantity whose sum, mean or deviation is asked, its value in each row of the new version.
    """
    threshold = rules.threshold
    every, units, places = _universe(versions)
    several = len(every) > int(units.max()) + 1
    whose = units if several else None
    values = {kind: np.full(len(every), np.nan) for kind in sums}
    for kind, column in sums.items():
        values[kind][places[new.version]] = column
    spread: dict[str, list[Ints]] = {}
    seen: dict[str, set[bytes]] = {}
    before: dict[str, int] = {}
    for told in [*old, new]:
        if told is new:
            before = {kind: len(found) for kind, found in spread.items()}
        for view in told.views:
            labels = np.full(len(every), -1, dtype=np.int64)
            labels[places[told.version]] = view.labels
            digest = hashlib.sha256(labels.tobytes()).digest()
            if digest not in seen.setdefault(view.kind, set()) and (labels >= 0).any():
                seen[view.kind].add(digest)
                spread.setdefault(view.kind, []).append(labels)
    for kind, views in spread.items():
        start = before.get(kind, 0)
        for place in range(start, len(views)):
            for other in range(place):
                if _tells_few(views[place], views[other], whose, threshold, counts=kind == "*"):
                    return "differencing"
                if kind in values and any(
                    dominated_gap(*pair, whose, values[kind], share=rules.dominance)
                    for pair in ((views[place], views[other]), (views[other], views[place]))
                ):
                    return "differencing"
        if len(views) > start:
            telling = without_implied(views)
            if too_many(telling):
                return "budget"
            if derivable(telling, whose, threshold=threshold):
                return "differencing"
    return None


def _tells_few(one: Ints, other: Ints, units: Ints | None, threshold: int, *, counts: bool) -> bool:
    return (
        small_gap(one, other, units, threshold=threshold)
        or small_gap(other, one, units, threshold=threshold)
        or (counts and units is not None and nested_people(one, other, units, threshold=threshold))
    )


def _universe(versions: dict[str, Rows]) -> tuple[Digests, Ints, dict[str, Ints]]:
    """Every row of every version once, whose it is, and where the rows of each version are among them."""
    rows = np.concatenate([version.rows for version in versions.values()])
    every, first, inverse = np.unique(rows, return_index=True, return_inverse=True)
    _people, units = np.unique(
        np.concatenate([v.units for v in versions.values()])[first], return_inverse=True
    )
    places = {}
    start = 0
    for name, version in versions.items():
        places[name] = inverse[start : start + len(version.rows)].astype(np.int64)
        start += len(version.rows)
    return every, units.astype(np.int64), places
