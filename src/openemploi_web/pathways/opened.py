"""What the pages ask, opened once a process over the datasets of this instance, anew when one was switched."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

from openemploi.labourmarket.observatory import state_of
from openemploi.pathways.orientation import Guide
from openemploi_web.core.store import store as regional_store

_State = tuple[tuple[str, str], ...]
_guides: Final[dict[Path, tuple[_State, Guide]]] = {}
_lock: Final = threading.Lock()


def guide() -> Guide:
    """Orientation over the datasets that are there. Words are compared as written, not by meaning: no minute to wait.

    Raises as :meth:`openemploi.pathways.orientation.Guide.open`.
    """
    store = regional_store()
    state = state_of(store)
    with _lock:
        kept = _guides.get(store.folder)
        if kept is None or kept[0] != state:
            kept = _guides[store.folder] = (state, Guide.open(store))
        return kept[1]
