"""The file of which skills are like which, made once for a taxonomy: near skills of all skills, both ways.

What makes two skills alike is said in ``near``; here it is only kept. The file is a part of the cache: it may be
erased at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.errors import TaxonomyError
from openemploi.paths import cache_folder
from openemploi.taxonomy import columns
from openemploi.taxonomy.store import Taxonomy

# To raise when the file, or what ``near`` and the search for names give for the same taxonomy, changes.
FORMAT: Final = "2"
_FILES_KEPT: Final = 4


@dataclass(frozen=True, slots=True)
class Pairs:
    """For each pair: ``other`` is near ``skill``, this much, by this one of the relations. No pair stands twice."""

    skill: npt.NDArray[np.int64]
    other: npt.NDArray[np.int64]
    similarity: npt.NDArray[np.float64]
    relation: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Neighbourhoods:
    """Two tables by skill (CSR), memory-mapped: the skills near it, and the skills that it is near to.

    Row ``r`` of the taxonomy has the entries ``first[r]`` to ``first[r + 1]``; ``other`` are rows of canonical skills
    in order, ``similarity`` is from 0 to 1, ``relation`` a number in the tuple of relations. ``inverse_*`` say whose
    neighbour a skill is, with the same similarity: what a claim answers.
    """

    first: npt.NDArray[np.uint32]
    other: npt.NDArray[np.uint32]
    similarity: npt.NDArray[np.float32]
    relation: npt.NDArray[np.uint8]
    inverse_first: npt.NDArray[np.uint32]
    inverse_other: npt.NDArray[np.uint32]
    inverse_similarity: npt.NDArray[np.float32]
    inverse_relation: npt.NDArray[np.uint8]


def open_neighbourhoods(taxonomy: Taxonomy, relations: Sequence[str]) -> Neighbourhoods | None:
    """The file of ``taxonomy``; ``None`` when it is not there. One that is damaged is erased."""
    path = _path(taxonomy)
    if not path.exists():
        return None
    try:
        arrays, about = columns.read(path)
    except TaxonomyError:
        arrays, about = {}, {}
    names = [field.name for field in fields(Neighbourhoods)]
    if about == _about(taxonomy, relations) and arrays.keys() == set(names):
        return Neighbourhoods(**{name: arrays[name] for name in names})
    path.unlink(missing_ok=True)
    return None


def write_neighbourhoods(taxonomy: Taxonomy, relations: Sequence[str], pairs: Pairs) -> None:
    """Write the file of ``taxonomy`` in one step, and erase the oldest ones of other taxonomies."""
    path = _path(taxonomy)
    arrays = _table("", pairs.skill, pairs.other, pairs, len(taxonomy))
    arrays |= _table("inverse_", pairs.other, pairs.skill, pairs, len(taxonomy))
    columns.write(path, arrays, about=_about(taxonomy, relations))
    columns.keep_newest(path.parent, _FILES_KEPT)


def _table(
    name: str, here: npt.NDArray[np.int64], there: npt.NDArray[np.int64], pairs: Pairs, size: int
) -> dict[str, columns.Array]:
    order = np.lexsort((there, here))
    return {
        f"{name}first": np.searchsorted(here[order], np.arange(size + 1), "left").astype(np.uint32),
        f"{name}other": there[order].astype(np.uint32),
        f"{name}similarity": pairs.similarity[order].astype(np.float32),
        f"{name}relation": pairs.relation[order],
    }


def _about(taxonomy: Taxonomy, relations: Sequence[str]) -> dict[str, str]:
    return {
        "format": FORMAT,
        "taxonomy": taxonomy.version,
        "concepts": str(len(taxonomy)),
        "relations": ",".join(relations),
    }


def _path(taxonomy: Taxonomy) -> Path:
    return cache_folder() / "neighbourhoods" / f"{taxonomy.version}-{FORMAT}.safetensors"
