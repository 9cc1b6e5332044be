"""A shard's rows are what the searcher gives, and its bytes do not depend on who writes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from openemploi.batch import Direction, LocalExecutor, Plan, run, run_shard
from openemploi.batch.shard import made
from openemploi.errors import RequestError
from openemploi.matching import Matcher
from openemploi.matching.index import Index, Searcher
from openemploi.matching.index.records import unpack_offer
from openemploi.matching.ranking import rank


def silent(_step: object) -> None:
    pass


def test_a_file_has_the_same_bytes_every_time(plan: Plan, tmp_path: Path):
    shard = plan.shards[0]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    first, second = (run_shard(plan, shard, tmp_path / name) for name in "ab")

    assert shard.file(tmp_path / "a").read_bytes() == shard.file(tmp_path / "b").read_bytes()
    assert first.sha256 == second.sha256
    assert made(plan, shard, tmp_path / "a") == replace(first, seconds=None, cold=False)


def test_one_process_and_two_give_the_same_bytes_as_this_one(plan: Plan, tmp_path: Path):
    here = tmp_path / "here"
    here.mkdir()
    for shard in plan.shards:
        run_shard(plan, shard, here)
    for processes in (1, 2):
        out = tmp_path / f"{processes}"
        run(plan, out, LocalExecutor(processes), silent)
        for shard in plan.shards:
            assert shard.file(out).read_bytes() == shard.file(here).read_bytes()


@pytest.mark.parametrize("direction", Direction)
def test_the_rows_are_those_of_the_searcher(
    plan: Plan, matcher: Matcher, tmp_path: Path, direction: Direction
):
    people = Searcher(Index.open(plan.people.folder), matcher)
    offers = Searcher(Index.open(plan.offers.folder), matcher)
    searching = people if direction is Direction.OFFERS else offers
    living = list(searching.index)
    for shard in (shard for shard in plan.shards if shard.direction is direction):
        run_shard(plan, shard, tmp_path)
        rows = pq.read_table(shard.file(tmp_path)).to_pylist()
        for number in living[shard.low : shard.high]:
            name = searching.index.id_of(number)
            if direction is Direction.OFFERS:
                held = matcher.hold(people.person(number))
                matches = offers.offers_for(held, key=name, count=1000).matches
            else:
                block, doc = offers.index.place(number)
                asked = matcher.ask(unpack_offer(block.rest(doc)))
                matches = people.people_for(asked, key=name, count=1000).matches
            expected = [
                {"rank": entry.rank, "tied": entry.tied, "score": entry.match.score,
                 "conditions_not_met": len(entry.match.closed_gates), "other": entry.match.name}
                for entry in rank(matches)[: plan.top]
            ]  # fmt: skip
            own, other = ("person", "offer") if direction is Direction.OFFERS else ("offer", "person")
            found = [{**row, "other": row[other]} for row in rows if row[own] == name]
            assert (
                [{key: row[key] for key in expected[0]} for row in found] == expected
                if expected
                else not found
            )


def test_a_shard_of_another_plan_is_not_taken_for_this_one(plan: Plan, tmp_path: Path):
    other = replace(plan, top=3)
    run_shard(other, plan.shards[0], tmp_path)

    assert made(plan, plan.shards[0], tmp_path) is None
    assert made(other, plan.shards[0], tmp_path) is not None


def test_an_index_that_has_changed_is_refused(plan: Plan, tmp_path: Path):
    changed = replace(plan, people=replace(plan.people, checksums=("another",)))

    with pytest.raises(RequestError) as refused:
        run_shard(changed, plan.shards[0], tmp_path)

    assert refused.value.code == "batch_index_changed"


def test_another_taxonomy_is_refused(plan: Plan, tmp_path: Path):
    with pytest.raises(RequestError) as refused:
        run_shard(replace(plan, taxonomy="another"), plan.shards[0], tmp_path)

    assert refused.value.code == "batch_workers_differ"
