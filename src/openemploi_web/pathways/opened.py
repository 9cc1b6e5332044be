"""What the pages ask, opened once a process over the datasets of this instance, anew when one was switched."""

from __future__ import annotations

from typing import Final

from openemploi.datasets.opened import Opened
from openemploi.pathways.orientation import Guide
from openemploi_web.core.store import store as regional_store

_opened: Final = Opened(Guide.open)


def guide() -> Guide:
    """Orientation over the datasets that are there. Words are compared as written, not by meaning: no minute to wait.

    Raises as :meth:`openemploi.pathways.orientation.Guide.open`.
    """
    return _opened(regional_store())
