"""The inner loops of the index: compiled by numba, or their NumPy twin, which gives the same lists.

``OPENEMPLOI_KERNEL=numpy`` chooses the twin; so does a machine on which numba cannot be imported.
"""

from __future__ import annotations

import logging
import os
from types import ModuleType
from typing import Final


def _chosen() -> ModuleType:
    from openemploi.matching.index import twin

    if os.environ.get("OPENEMPLOI_KERNEL", "") == "numpy":
        return twin
    try:
        from openemploi.matching.index import compiled
    except ImportError:
        logging.getLogger(__name__).warning(
            "numba cannot be imported: the index works with NumPy, more slowly"
        )
        return twin
    return compiled


_KERNEL: Final = _chosen()
name: Final[str] = _KERNEL.__name__.rpartition(".")[2]
invert = _KERNEL.invert
gather = _KERNEL.gather
reaching = _KERNEL.reaching
score = _KERNEL.score
