"""An observatory over the invented valley, one without any data, and one over the real data where it is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.library.connectors.reading import SHARED
from tests.library.diagnosis import valley

from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store
from openemploi.i18n import use_language
from openemploi.labourmarket.observatory import Observatory

_REAL = {
    "communes": "territory/cog_communes.csv",
    "postcodes": "territory/laposte_hexasmal.csv",
    "rents": "territory/indicateurs-loyers-appartements.csv",
    "basins": "market/lexique_bassins_2019.csv",
    "tension": "market/tension_rome_bassin_2021.csv",
    "rome": "rome/RefRomeCsv.zip",
}


@pytest.fixture(scope="module")
def english() -> Iterator[None]:
    """Sentences are in English for a module that asks for it."""
    use_language("en")
    yield
    use_language("fr")


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Observatory:
    """The valley, with offers around Tilleuls."""
    folder = tmp_path_factory.mktemp("valley")
    store = Store.open(folder / "datasets")
    valley.put_valley(store, folder)
    valley.put_offers(store, folder)
    return Observatory(store)


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Observatory:
    """No data at all."""
    return Observatory(Store.open(tmp_path_factory.mktemp("empty") / "datasets"))


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Observatory:
    """The real data that the seed case needs, imported once."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real data is not beside this checkout")
    folder = tmp_path_factory.mktemp("real")
    store = Store.open(folder / "datasets")
    for kind, name in _REAL.items():
        import_file(store, connector(kind), SHARED / name)
    return Observatory(store)
