"""A portal whose store holds the small market of the library's tests; another whose store is empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from openemploi.datasets.store import Store
from tests.library.labourmarket import small_market as market


@pytest.fixture(scope="session")
def _laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paths")
    store = Store.open(folder / "datasets")
    market.put_territory(store, folder)
    market.put_rome(store, folder)
    return folder / "datasets"


@pytest.fixture
def _served(_laid: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openemploi_web.observatory import selectors

    monkeypatch.setattr(selectors, "store", lambda: Store.open(_laid))


@pytest.fixture
def _empty(_served: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openemploi_web.observatory import selectors

    monkeypatch.setattr(selectors, "store", lambda: Store.open(tmp_path))


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account, who reads French."""
    return Client(headers={"accept-language": "fr"})
