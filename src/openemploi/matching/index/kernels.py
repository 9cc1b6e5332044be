"""The inner loops of the index: compiled by numba, or their NumPy twin, which gives the same lists.

``OPENEMPLOI_KERNEL=numpy`` chooses the twin; so does a machine on which numba cannot be imported.
"""

from __future__ import annotations

import logging
import os
from types import ModuleType
from typing import Any, Final


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


def __getattr__(loop: str) -> Any:
    """``pack``, ``invert``, ``scan``, ``look``, ``answer`` or ``name``: chosen when one is first asked for, because
    numba takes half a second to import."""
    if loop not in _LOOPS:
        raise AttributeError(loop)
    kernel = _chosen()
    globals().update(
        {each: getattr(kernel, each) for each in _LOOPS[1:]}, name=kernel.__name__.rpartition(".")[2]
    )
    return globals()[loop]


_LOOPS: Final = ("name", "pack", "invert", "scan", "look", "answer")
