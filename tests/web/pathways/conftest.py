"""Portals whose stores hold the small data of the library's tests: a market, courses, families; and an empty one."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from openemploi.datasets.store import Store
from tests.library.labourmarket import small_market as market
from tests.library.pathways.orientation import small_families
from tests.library.pathways.training import small_courses as courses
from tests.library.pathways.transitions import small_rome


@pytest.fixture(scope="session")
def _laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paths")
    store = Store.open(folder / "datasets")
    market.put_territory(store, folder)
    market.put_rome(store, folder)
    crepes = courses.training(
        "Tenir une crêperie",
        courses.action(courses.session(1, "20990105", "20990130"), price="900"),
        courses.action(courses.session(2, "20990205", "20990228"), place="04902"),
        content="Cuire des crêpes. Tenir une caisse.",
        rome="G1998",
    )
    courses.put_trainings(store, folder, crepes)
    return folder / "datasets"


@pytest.fixture
def _served(_laid: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openemploi_web.core import store

    monkeypatch.setattr(store, "folder", lambda _name: _laid)


@pytest.fixture(scope="session")
def _families_laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("families")
    store = Store.open(folder / "datasets")
    small_families.put_rome(store, folder)
    market.put_territory(store, folder)
    small_families.put_courses(store, folder)
    return folder / "datasets"


@pytest.fixture
def _families(_families_laid: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openemploi_web.core import store

    monkeypatch.setattr(store, "folder", lambda _name: _families_laid)


@pytest.fixture(scope="session")
def _sheets_laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheets")
    small_rome.put(Store.open(folder / "datasets"), folder)
    return folder / "datasets"


@pytest.fixture
def _sheets(_sheets_laid: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openemploi_web.core import store

    monkeypatch.setattr(store, "folder", lambda _name: _sheets_laid)


@pytest.fixture
def _empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openemploi_web.core import store

    monkeypatch.setattr(store, "folder", lambda _name: tmp_path)


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account, who reads French."""
    return Client(headers={"accept-language": "fr"})
