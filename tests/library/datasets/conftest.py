"""A small official file, and a store to put it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from openemploi.connectors.base import connector
from openemploi.datasets.importing import Imported, import_file
from openemploi.datasets.store import Store

HEADER = "INSEE_C;LIBGEO;DEP;loypredm2;lwr.IPm2;upr.IPm2"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store.open(tmp_path / "store")


@pytest.fixture
def rents(store: Store, tmp_path: Path) -> Callable[..., Imported]:
    """Imports lines of a file of rents into ``store``."""

    def give(*lines: str, name: str = "rents.csv", header: str = HEADER) -> Imported:
        path = tmp_path / name
        path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
        return import_file(store, connector("rents"), path)

    return give
