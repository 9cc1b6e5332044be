"""A portal whose store holds the small market of the library's tests, with some offers."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from openemploi.datasets.store import Store
from tests.library.labourmarket import small_market as market


@pytest.fixture(scope="session")
def _market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("portal-market")
    store = Store.open(folder / "datasets")
    market.put_territory(store, folder)
    market.put_rome(store, folder)
    market.put_tension(store, folder)
    pays = [1900, 1950, 2000, 2050, 2100, 2150]
    offers = [
        market.offer(
            number, **market.paid(f"Mensuel de {pay}.0 Euros sur 12.0 mois"), **market.skilled("9100001")
        )
        for number, pay in enumerate(pays)
    ]
    others = [market.offer(100 + number, romeCode="J1999") for number in range(4)]
    market.put_offers(store, folder, [*offers, *others], published="2025-10-31")
    return folder / "datasets"


@pytest.fixture
def _served(_market: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openemploi_web.observatory import selectors

    monkeypatch.setattr(selectors, "store", lambda: Store.open(_market))


@pytest.fixture
def _empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openemploi_web.observatory import selectors

    monkeypatch.setattr(selectors, "store", lambda: Store.open(tmp_path))


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account, who reads French."""
    return Client(headers={"accept-language": "fr"})
