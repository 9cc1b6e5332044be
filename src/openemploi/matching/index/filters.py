"""Who or what may be found at all: facets and places, as a mask over a block before anything is scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openemploi.matching.index.reader import Index, Opened

Array = npt.NDArray[Any]
_EARTH_KM: Final = 6371.0


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

    def mask(self, index: Index, opened: Opened) -> Array:
        """Which documents of a block may be found; those that are gone may not."""
        size = len(opened)
        kept = np.ones(size, bool) if opened.gone is None else ~opened.gone
        for choices in self.facets:
            any_of = np.zeros(size, bool)
            for choice in choices:
                term = index.ids.get(f"f:{choice}")
                if term is not None:
                    any_of[opened.block.run(term)] = True
            kept &= any_of
        if self.around is not None:
            kept &= self._near(opened, self.around)
        return kept

    @staticmethod
    def _near(opened: Opened, around: Around) -> Array:
        near = np.zeros(len(opened), bool)
        points = opened.block.arrays["point"]
        if len(points):
            a, b = np.radians(points[:, 0].astype(np.float64)), np.radians(around.latitude)
            across = np.radians(points[:, 1].astype(np.float64) - around.longitude)
            half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(across / 2) ** 2
            far = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
            near[opened.block.arrays["point_doc"][far <= around.km + points[:, 2]]] = True
        return near
