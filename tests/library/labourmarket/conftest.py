"""A store with the territory, ROME and tension of the small market; offers are each test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.library.labourmarket import small_market as market

from openemploi.datasets.store import Store


@pytest.fixture(scope="session")
def _laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("market")
    store = Store.open(folder / "datasets")
    market.put_territory(store, folder)
    market.put_rome(store, folder)
    market.put_tension(store, folder)
    return folder / "datasets"


@pytest.fixture
def store(_laid: Path, tmp_path: Path) -> Store:
    """The small market without offers."""
    shutil.copytree(_laid, tmp_path / "datasets")
    return Store.open(tmp_path / "datasets")
