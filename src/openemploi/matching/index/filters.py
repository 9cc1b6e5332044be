"""Who or what may be found at all: facets and places, as a mask over a block before anything is scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.matching.index.reader import Index, Opened
from openemploi.territory.places import distances_km

Array = npt.NDArray[Any]

_DEGREE_KM: Final = 111.0  # of latitude, no more than it is anywhere


@dataclass(frozen=True, slots=True)
class Around:
    """A place and how far from it, in degrees and kilometres.

    An offer is around when it is within ``km``; a person, when one of the areas they look in comes within ``km``.
    """

    latitude: float
    longitude: float
    km: float


@dataclass(frozen=True, slots=True)
class Masks:
    """Which documents may be found: by block, a mask of them, or ``None`` when all may.

    ``packs`` says for the packs of all blocks which have any, ``blocks`` for the blocks; ``None`` when all have.
    """

    documents: tuple[Array | None, ...]
    packs: Array | None
    blocks: Array

    @classmethod
    def of(cls, index: Index, documents: Sequence[Array | None]) -> Masks:
        """From the masks of the blocks."""
        some = np.ones(len(documents), bool)
        if all(mask is None for mask in documents):
            return cls(tuple(documents), None, some)
        packs = []
        for number, (opened, mask) in enumerate(zip(index.blocks, documents, strict=True)):
            starts = opened.block.arrays["pack_first"]
            of_block = np.ones(len(starts) - 1, bool)
            if mask is not None:
                of_block[:] = False
                of_block[np.searchsorted(starts, np.flatnonzero(mask), "right") - 1] = True
                some[number] = of_block.any()
            packs.append(of_block)
        return cls(tuple(documents), np.concatenate(packs), some)


@dataclass(frozen=True, slots=True)
class Filter:
    """``facets`` must all hold, each by one of its choices: ``({"contract:permanent"}, {"hours:part"})``."""

    facets: tuple[frozenset[str], ...] = ()
    around: Around | None = None

    def masks(self, index: Index) -> Masks:
        """Who or what of ``index`` may be found."""
        return Masks.of(index, [self._kept(index, opened) for opened in index.blocks])

    def _kept(self, index: Index, opened: Opened) -> Array | None:
        """Which documents of a block may be found; ``None`` when all of them may. Those that are gone may not."""
        mask = None if opened.gone is None else ~opened.gone
        for choices in self.facets:
            bears = np.zeros(len(opened), bool)
            for choice in choices:
                if (term := f"f:{choice}") in index.ids:
                    bears[opened.block.bearing(index.ids[term])] = True
            mask = bears if mask is None else mask & bears
        if self.around is not None:
            near = _near(opened, self.around)
            mask = near if mask is None else mask & near
        return mask


def _near(opened: Opened, around: Around) -> Array:
    near = np.zeros(len(opened), bool)
    points = opened.block.arrays["point"]
    if len(points):
        reach = around.km + points[:, 2]
        # Nothing is nearer than its parallel: few are left to be measured.
        some = np.flatnonzero(np.abs(points[:, 0] - around.latitude) * _DEGREE_KM <= reach)
        latitudes, longitudes, _reach = points[some].T.astype(np.float64)
        far = distances_km(latitudes, longitudes, latitude=around.latitude, longitude=around.longitude)
        near[opened.block.arrays["point_doc"][some[far <= reach[some]]]] = True
    return near
