"""What is made of a store's datasets once a process, and made anew when a version of one of them was switched."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from openemploi.datasets.store import Store

T = TypeVar("T")
State = tuple[tuple[str, str], ...]


class Opened(Generic[T]):
    """Called with a store, gives what ``make`` made of it in the state that it has now.

    Several threads may call; one makes, the others wait. What ``make`` raises is raised, and tried again next time.
    """

    def __init__(self, make: Callable[[Store], T]) -> None:
        self._make = make
        self._kept: dict[Path, tuple[State, T]] = {}
        self._lock = threading.Lock()

    def __call__(self, store: Store) -> T:
        state = state_of(store)
        with self._lock:
            kept = self._kept.get(store.folder)
            if kept is None or kept[0] != state:
                kept = self._kept[store.folder] = (state, self._make(store))
            return kept[1]


def state_of(store: Store) -> State:
    """Which version of each dataset is current."""
    paths = sorted(store.folder.glob("*/current"))
    return tuple((path.parent.name, path.read_text(encoding="utf-8").strip()) for path in paths)
