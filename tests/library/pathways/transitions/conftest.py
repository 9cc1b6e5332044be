"""A store that holds the small ROME, and a finder over it."""

from __future__ import annotations

import pytest
from tests.library.pathways.transitions import small_rome

from openemploi.datasets.store import Store
from openemploi.pathways.transitions import Finder, finder


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small ROME and nothing else: every figure is unknown."""
    folder = tmp_path_factory.mktemp("transitions")
    made = Store.open(folder / "datasets")
    small_rome.put(made, folder)
    return made


@pytest.fixture(scope="session")
def paths(store: Store) -> Finder:
    """Transitions over the small ROME."""
    return finder(store)
