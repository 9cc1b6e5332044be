"""Who or what may be found at all: facets and places, as a mask over a block before anything is scored."""

from __future__ import annotations

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
class Filter:
    """``facets`` must all hold, each by one of its choices: ``({"contract:permanent"}, {"hours:part"})``."""

    facets: tuple[frozenset[str], ...] = ()
    around: Around | None = None

    def kept(self, index: Index, opened: Opened, *, few: int) -> tuple[Array | None, Array | None]:
        """Which documents of a block may be found, as a mask, or as a list where they are fewer than ``few``.

        Those that are gone may not.
        """
        runs = [
            [opened.block.run(index.ids[term]) for choice in choices if (term := f"f:{choice}") in index.ids]
            for choices in self.facets
        ]
        runs.sort(key=lambda several: sum(map(len, several)))
        if runs and sum(map(len, runs[0])) < max(few, 1):
            docs = np.unique(np.concatenate([*runs[0], np.zeros(0, np.uint16)])).astype(np.int64)
            for several in runs[1:]:
                docs = docs[_mask(several, len(opened))[docs]]
            if opened.gone is not None:
                docs = docs[~opened.gone[docs]]
            if self.around is not None:
                docs = docs[_near(opened, self.around)[docs]]
            return None, docs
        mask = np.ones(len(opened), bool) if opened.gone is None else ~opened.gone
        for several in runs:
            mask &= _mask(several, len(opened))
        if self.around is not None:
            mask &= _near(opened, self.around)
        if np.count_nonzero(mask) < few:
            return None, np.nonzero(mask)[0]
        return mask, None


def _mask(runs: list[Array], size: int) -> Array:
    """The documents that are in any of ``runs``."""
    found = np.zeros(size, bool)
    for run in runs:
        found[run] = True
    return found


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
