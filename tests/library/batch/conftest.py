"""Two small indexes of a drawn crowd over the starter taxonomy, made once for all tests of the batch."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from openemploi.batch import Plan
from openemploi.matching import Matcher
from openemploi.matching.index import IndexWriter, offer_features, person_features
from openemploi.taxonomy.store import Taxonomy

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "matching" / "index"))

from crowd import Crowd

PEOPLE, OFFERS = 50, 40


@pytest.fixture(scope="session")
def matcher(taxonomy: Taxonomy) -> Matcher:
    return Matcher(taxonomy)


@pytest.fixture(scope="session")
def indexes(matcher: Matcher, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders ``people`` and ``offers``; some people were deleted and put again."""
    folder = tmp_path_factory.mktemp("indexes")
    crowd = Crowd(matcher.taxonomy, seed=7)
    with IndexWriter(folder / "people", side="people") as writer:
        for number in range(PEOPLE + 5):
            writer.put(f"person-{number}", person_features(crowd.person(), matcher=matcher))
        writer.commit()
        for number in range(PEOPLE, PEOPLE + 5):
            writer.delete(f"person-{number}")
        writer.put("person-3", person_features(crowd.person(), matcher=matcher))
        writer.commit()
    with IndexWriter(folder / "offers", side="offers") as writer:
        for number in range(OFFERS):
            writer.put(f"offer-{number}", offer_features(matcher.ask(crowd.offer(), answers=False)))
        writer.commit()
    return folder


@pytest.fixture
def plan(indexes: Path, taxonomy: Taxonomy) -> Plan:
    """Both directions, in shards of 12."""
    return Plan.of(indexes / "people", indexes / "offers", taxonomy=taxonomy.version, top=5, shard_size=12)
