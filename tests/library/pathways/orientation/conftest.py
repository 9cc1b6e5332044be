"""A guide over the small families, with and without courses, laid once."""

from __future__ import annotations

import pytest
from tests.library.pathways.orientation import small_families

from openemploi.datasets.store import Store
from openemploi.pathways.orientation import Guide


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Eighteen families and a few courses."""
    folder = tmp_path_factory.mktemp("families")
    store = Store.open(folder / "datasets")
    small_families.put_rome(store, folder)
    small_families.put_courses(store, folder)
    return store


@pytest.fixture(scope="session")
def guide(store: Store) -> Guide:
    """By words only: nothing is loaded."""
    return Guide.open(store)
