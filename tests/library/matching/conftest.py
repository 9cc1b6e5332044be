"""The tests of this folder share the builders in ``pairs``, a small taxonomy, and speak English."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from openemploi import i18n
from openemploi.matching import Matcher
from openemploi.taxonomy.store import Taxonomy

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = i18n.language()
    i18n.use_language("en")
    yield
    i18n.use_language(before)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Taxonomy:
    """A taxonomy of one shop: see ``pairs.SHOP``."""
    from pairs import SHOP

    from openemploi.taxonomy.compiling import compile_schemes

    path = tmp_path_factory.mktemp("shop") / "shop.safetensors"
    compile_schemes([SHOP], path, version="shop")
    return Taxonomy.open(path)


@pytest.fixture(scope="session")
def matcher(shop: Taxonomy) -> Matcher:
    return Matcher(shop)
