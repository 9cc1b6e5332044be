"""The id of a plan says everything that the output depends on, and nothing else; shards cover everybody once."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from openemploi.batch import Direction, Plan
from openemploi.errors import RequestError
from openemploi.matching import Matcher
from openemploi.matching.index import IndexWriter, offer_features
from openemploi.matching.model import Part
from openemploi.matching.weights import Weights

HALF = Weights(parts={**Weights().parts, Part.SKILLS: 30.0})


def test_the_same_indexes_elsewhere_make_the_same_plan(plan: Plan, indexes: Path, tmp_path: Path):
    shutil.copytree(indexes, tmp_path / "copy")

    other = Plan.of(
        tmp_path / "copy" / "people", tmp_path / "copy" / "offers",
        taxonomy=plan.taxonomy, top=plan.top, shard_size=plan.shard_size,
    )  # fmt: skip

    assert other != plan
    assert other.id == plan.id


@pytest.mark.parametrize(
    "change",
    [
        {"top": 6},
        {"shard_size": 13},
        {"directions": (Direction.OFFERS,)},
        {"taxonomy": "another"},
        {"weights": HALF},
        {"release": "9.9"},
        {"writer": "1.0"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_the_output_depends_on_makes_another_plan(plan: Plan, change):
    assert replace(plan, **change).id != plan.id


def test_another_document_makes_another_plan(plan: Plan, indexes: Path, tmp_path: Path, matcher: Matcher):
    from crowd import Crowd

    shutil.copytree(indexes, tmp_path / "copy")
    with IndexWriter(tmp_path / "copy" / "offers", side="offers") as writer:
        offer = Crowd(matcher.taxonomy, seed=99).offer()
        writer.put("one more", offer_features(matcher.ask(offer, answers=False)))
        writer.commit()

    other = Plan.of(indexes / "people", tmp_path / "copy" / "offers", taxonomy=plan.taxonomy)

    assert other.id != Plan.of(indexes / "people", indexes / "offers", taxonomy=plan.taxonomy).id


def test_a_plan_is_read_back_as_it_was_written(plan: Plan):
    assert Plan.from_record(plan.record()) == plan


def test_shards_cover_every_document_once_and_have_their_own_names(plan: Plan):
    for direction in Direction:
        covered = [n for s in plan.shards if s.direction is direction for n in range(s.low, s.high)]
        assert sorted(covered) == list(range(plan.documents(direction)))
    assert max(Counter(shard.name for shard in plan.shards).values()) == 1
    assert "offers-for-people-00004" in {shard.name for shard in plan.shards}


def test_the_two_directions_alternate(plan: Plan):
    first = [shard.direction for shard in plan.shards[:4]]

    assert set(first) == set(Direction)


def test_an_index_of_the_other_side_is_refused(plan: Plan, indexes: Path):
    with pytest.raises(RequestError) as refused:
        Plan.of(indexes / "offers", indexes / "people", taxonomy=plan.taxonomy)

    assert refused.value.code == "index_side"
