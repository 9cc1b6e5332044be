"""A store with a small territory, ROME and a certification; each test brings its own trainings."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.library.connectors import samples_references
from tests.library.labourmarket import small_market as market
from tests.library.pathways.training import small_courses as courses

from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store
from openemploi.labourmarket.observatory import Observatory
from openemploi.pathways.training.catalogue import Catalogue
from openemploi.pathways.training.model import Frame

Make = Callable[..., Catalogue]


@pytest.fixture(scope="session")
def _laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("training")
    store = Store.open(folder / "datasets")
    market.put_territory(store, folder)
    import_file(store, connector("rome"), samples_references.rome(folder))
    return folder / "datasets"


@pytest.fixture
def store(_laid: Path, tmp_path: Path) -> Store:
    """Communes, their coordinates and ROME; no training."""
    shutil.copytree(_laid, tmp_path / "datasets")
    return Store.open(tmp_path / "datasets")


@pytest.fixture
def made(store: Store, tmp_path: Path) -> Make:
    """The catalogue of the trainings given, and of certifications."""

    def make(*trainings: str, certifications: tuple[dict[str, str], ...] = ()) -> Catalogue:
        courses.put_trainings(store, tmp_path, *trainings)
        if certifications:
            courses.put_certifications(store, tmp_path, certifications)
        return Catalogue(Observatory(store))

    return make


@pytest.fixture
def day() -> date:
    """The day on which tests ask."""
    return date(2026, 9, 1)


@pytest.fixture
def frame(day: date) -> Frame:
    """Somebody of whom nothing was said."""
    return Frame(day=day)
