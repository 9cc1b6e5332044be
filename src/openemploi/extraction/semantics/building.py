"""Makes the vectors of a taxonomy, once: what was made is a file of the cache, named after all that it depends on.

The starter's are in the package, so that a fresh install has nothing to compute: a name that was changed since is
encoded again, and only that. With an official classification imported, everything is encoded and the map is learnt anew
from its names (minutes on two cores; an import that was stopped goes on where it was).
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np

from openemploi.errors import TaxonomyError
from openemploi.extraction.encoder import Encoder, Encoders, Vectors, encodable, open_encoders
from openemploi.extraction.semantics.adapter import Adapter, Card, Concepts, draw_together, learn
from openemploi.extraction.semantics.space import Semantics, Space
from openemploi.extraction.semantics.vector_cache import Packed, VectorCache, pack
from openemploi.i18n import _
from openemploi.paths import cache_folder
from openemploi.taxonomy import columns
from openemploi.taxonomy.compiling import KINDS, LABEL_KINDS, OCCUPATION_KINDS, SKILL_KINDS
from openemploi.taxonomy.features import word_hash
from openemploi.taxonomy.gender import forms, one_gender
from openemploi.taxonomy.library import Progress
from openemploi.taxonomy.model import LabelKind
from openemploi.taxonomy.store import Taxonomy

FORMAT: Final = "3"
SHIPPED: Final = "starter.safetensors"
_THREADS: Final = 2
_FILES_KEPT: Final = 4
_SHARE_NEW: Final = 0.3  # of things to encode, up to which the map that was shipped is kept
_ALWAYS_FEW: Final = 3000


@dataclass(frozen=True, slots=True)
class _Thing:
    """What gets one vector: the names of a skill in one language, or one name of an occupation."""

    concept: int
    language: int
    texts: tuple[str, ...]


def open_semantics(taxonomy: Taxonomy, *, progress: Progress | None = None) -> Semantics | None:
    """The vectors of ``taxonomy`` with the encoders in force, made when they have to be; ``None`` when switched off.

    Raises as :func:`~openemploi.extraction.encoder.open_encoders`.
    """
    encoders = open_encoders(threads=_THREADS)
    if encoders is None:
        return None
    path = cache_folder() / "semantics" / f"{_key(taxonomy, encoders)}.safetensors"
    for _attempt in range(2):
        try:
            if path.exists():
                return _opened(path, encoders)
        except TaxonomyError:
            path.unlink(missing_ok=True)
        build(taxonomy, encoders, path, base=_shipped(), progress=progress)
        columns.keep_newest(path.parent, _FILES_KEPT)
    return _opened(path, encoders)


def build(
    taxonomy: Taxonomy, encoders: Encoders, path: Path, *, base: Path | None, progress: Progress | None = None
) -> None:
    """Write the vectors of ``taxonomy`` to ``path`` in one step; what ``base`` holds already is taken from there."""
    tell = progress or _silent
    arrays: dict[str, columns.Array] = {}
    cards = {}
    given = _base(base)
    for names, maps in (
        (_Names(encoders.skills, _skills(taxonomy), tell), {"skills": learn}),
        (_Names(encoders.titles, _titles(taxonomy), tell), {"titles": learn, "work": draw_together}),
    ):
        for name, learnt in maps.items():
            adapter, vectors = _made(name, names, learnt, given, tell)
            cards[name] = adapter.card
            arrays |= {
                f"{name}_vector": vectors,
                f"{name}_key": names.keys,
                f"{name}_concept": np.array([thing.concept for thing in names.things], np.uint32),
                f"{name}_language": np.array([thing.language for thing in names.things], np.uint8),
                f"{name}_centre": adapter.centre.astype(np.float32),
                f"{name}_matrix": adapter.matrix.astype(np.float16),
            }
    about = {"format": FORMAT, "cards": json.dumps(cards), "taxonomy": taxonomy.version}
    columns.write(path, arrays, about=about)


_Learn = Callable[[Vectors, Concepts], Adapter]


class _Names:
    """Things, with the vectors of their texts: each is encoded once, whatever is learnt from it."""

    def __init__(self, encoder: Encoder, things: Sequence[_Thing], tell: Progress) -> None:
        self.encoder, self.things, self._tell = encoder, things, tell
        self.keys = np.array([_thing_key(encoder, thing) for thing in things], np.uint64)
        self._encoded: dict[int, Vectors] = {}

    def vectors(self, rows: Sequence[int]) -> list[Vectors]:
        """For each of the things ``rows`` the vectors of its texts."""
        missing = [row for row in rows if row not in self._encoded]
        if missing:
            self._encoded |= zip(missing, self._encode([self.things[row] for row in missing]), strict=True)
        return [self._encoded[row] for row in rows]

    def _encode(self, things: Sequence[_Thing]) -> list[Vectors]:
        said = -1

        def told(done: int, total: int) -> None:
            nonlocal said
            if (tenth := done * 10 // max(total, 1)) > said:
                said = tenth
                self._tell(_("Reading what names mean: {done} of {total}", done=done, total=total))

        cache = VectorCache(cache_folder() / "vectors", self.encoder)
        vectors = cache.encode([text for thing in things for text in thing.texts], tell=told)
        ends = np.cumsum([len(thing.texts) for thing in things])
        return np.split(vectors, ends[:-1])


def _made(name: str, names: _Names, learnt: _Learn, given: _Base, tell: Progress) -> tuple[Adapter, Packed]:
    """The map ``name`` and the vectors under it: those that are given, and only what is new beside them."""
    known = given.vectors(name)
    keys = names.keys.tolist()
    new = [number for number, key in enumerate(keys) if key not in known]
    adapter = given.adapter(name)
    if adapter is None or len(new) > max(_ALWAYS_FEW, _SHARE_NEW * len(keys)):
        adapter, vectors = _learnt(names, learnt, tell)
        return adapter, pack(vectors)
    packed = dict(zip(new, pack(_middles(adapter, names.vectors(new))), strict=True))
    rows = [packed[n] if n in packed else known[key] for n, key in enumerate(keys)]
    return adapter, np.stack(rows) if rows else np.zeros((0, 0), np.int8)


def _learnt(names: _Names, learnt: _Learn, tell: Progress) -> tuple[Adapter, Vectors]:
    encoded = names.vectors(range(len(names.things)))
    tell(_("Learning which names mean the same"))
    owners = np.repeat([thing.concept for thing in names.things], [len(rows) for rows in encoded])
    adapter = learnt(np.concatenate(encoded), owners.astype(np.int64))
    rounded = Adapter(adapter.centre, adapter.matrix.astype(np.float16).astype(np.float32), adapter.card)
    return rounded, _middles(rounded, encoded)


def _middles(adapter: Adapter, encoded: Sequence[Vectors]) -> Vectors:
    """For each thing the middle of its texts, in the space of the adapter."""
    middles = [adapter.apply(rows).mean(axis=0) for rows in encoded]
    return np.stack(middles) if middles else np.zeros((0, adapter.matrix.shape[1]), np.float32)


def _skills(taxonomy: Taxonomy) -> list[_Thing]:
    names: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for row in _named(taxonomy, [KINDS.index(kind) for kind in SKILL_KINDS]):
        concept = taxonomy.canonical(int(taxonomy.arrays["label_concept"][row]))
        language = int(taxonomy.arrays["label_language"][row])
        names[concept, language].add(encodable(taxonomy.label_at(row).text))
    return [
        _Thing(concept, language, tuple(sorted(texts)))
        for (concept, language), texts in sorted(names.items())
    ]


def _titles(taxonomy: Taxonomy) -> list[_Thing]:
    found: dict[tuple[int, str], _Thing] = {}
    for row in _named(taxonomy, [KINDS.index(kind) for kind in OCCUPATION_KINDS]):
        concept = int(taxonomy.arrays["label_concept"][row])
        text = taxonomy.label_at(row).text
        language = int(taxonomy.arrays["label_language"][row])
        if len(forms(text)) > 1:
            continue  # "caissier / caissière" stands in the taxonomy as two names too
        plain = one_gender(encodable(text))
        found.setdefault((concept, plain), _Thing(concept, language, (plain,)))
    return sorted(found.values(), key=lambda thing: (thing.concept, thing.language, thing.texts))


def _named(taxonomy: Taxonomy, kinds: Sequence[int]) -> list[int]:
    """The rows of the labels that name concepts of ``kinds``."""
    arrays = taxonomy.arrays
    read = [LABEL_KINDS.index(kind) for kind in (LabelKind.PREFERRED, LabelKind.ALTERNATIVE)]
    of_kind = np.isin(arrays["kind"][arrays["label_concept"]], kinds)
    rows: list[int] = np.flatnonzero(of_kind & np.isin(arrays["label_kind"], read)).tolist()
    return rows


def _thing_key(encoder: Encoder, thing: _Thing) -> int:
    return word_hash("\0".join((encoder.name, *thing.texts)))


def _key(taxonomy: Taxonomy, encoders: Encoders) -> str:
    parts = (FORMAT, taxonomy.version, encoders.skills.name, encoders.titles.name)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _opened(path: Path, encoders: Encoders) -> Semantics:
    arrays, about = columns.read(path)
    encoder_of = {"skills": encoders.skills, "titles": encoders.titles, "work": encoders.titles}
    spaces = {
        name: Space(
            encoder,
            Adapter(arrays[f"{name}_centre"], arrays[f"{name}_matrix"].astype(np.float32), {}),
            arrays[f"{name}_vector"],
            arrays[f"{name}_concept"].astype(np.int64),
            arrays[f"{name}_language"],
        )
        for name, encoder in encoder_of.items()
    }
    return Semantics(path.stem, cards=json.loads(about["cards"]), **spaces)


class _Base:
    """What a file made before holds, by its keys."""

    def __init__(self, arrays: dict[str, columns.Array], cards: dict[str, Card]) -> None:
        self._arrays, self._cards = arrays, cards

    def vectors(self, name: str) -> dict[int, Packed]:
        if not self._arrays:
            return {}
        return dict(zip(self._arrays[f"{name}_key"].tolist(), self._arrays[f"{name}_vector"], strict=True))

    def adapter(self, name: str) -> Adapter | None:
        if not self._arrays:
            return None
        matrix = self._arrays[f"{name}_matrix"].astype(np.float32)
        return Adapter(self._arrays[f"{name}_centre"], matrix, self._cards[name])


def _base(path: Path | None) -> _Base:
    if path is None:
        return _Base({}, {})
    arrays, about = columns.read(path)
    return _Base(arrays, json.loads(about["cards"]))


def _shipped() -> Path | None:
    with resources.as_file(resources.files("openemploi.extraction.semantics").joinpath(SHIPPED)) as path:
        return path if path.exists() else None


def _silent(_step: str) -> None:
    """No progress shown."""
