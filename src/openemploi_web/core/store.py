"""The datasets of this instance, in the folder that a backup takes along: what the catalogue lists and figures rest on.

Every part of the portal that reads or imports data asks here, so that a figure and the page of its data never differ.
"""

from __future__ import annotations

from openemploi.datasets.store import Store
from openemploi_web.core.folders import folder


def store() -> Store:
    """The instance's store. Opening it reads nothing."""
    return Store.open(folder("datasets"))
