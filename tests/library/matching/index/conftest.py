"""One matcher over the starter taxonomy for all tests of the index, and indexes made of a drawn crowd."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from openemploi.matching import Matcher
from openemploi.taxonomy.store import Taxonomy

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def matcher(taxonomy: Taxonomy) -> Matcher:
    return Matcher(taxonomy)
