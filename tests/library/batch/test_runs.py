"""A run makes what is missing, keeps to its folder, and says what it did."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from openemploi.batch import Direction, Plan, Shard, ShardResult, run, run_shard
from openemploi.batch.pace import Pace, Progress
from openemploi.batch.reading import rows_for, status
from openemploi.batch.shard import attempt
from openemploi.errors import RequestError


class Here:
    """An executor in this process, which remembers what it was asked for; ``spoiled`` shards fail."""

    def __init__(self, spoiled: str = "") -> None:
        self.asked: list[str] = []
        self.spoiled = spoiled

    def run(self, plan, shards, out):
        for shard in shards:
            self.asked.append(shard.name)
            if shard.name == self.spoiled:
                yield ShardResult(
                    shard, failure=RequestError("index_damaged", "Damaged.", remedy="Build it.")
                )
            else:
                yield attempt(plan, shard, out, "en")


def silent(_step: Progress) -> None:
    pass


def test_a_run_makes_every_shard_and_a_manifest(plan: Plan, tmp_path: Path):
    steps: list[Progress] = []

    done = run(plan, tmp_path / "out", Here(), steps.append)

    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (done.made, done.kept, done.failed) == (len(plan.shards), 0, ())
    assert manifest["plan"] == plan.id
    assert [entry["name"] for entry in manifest["shards"]] == sorted(s.name for s in plan.shards)
    assert sum(entry["rows"] for entry in manifest["shards"]) == manifest["rows"] == done.rows > 0
    assert [step.done for step in steps] == list(range(len(plan.shards) + 1))
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700, "who fits which offer is personal data"


def test_the_next_run_makes_only_what_is_missing(plan: Plan, tmp_path: Path):
    run(plan, tmp_path, Here(), silent)
    gone = plan.shards[2]
    before = gone.file(tmp_path).read_bytes()
    gone.file(tmp_path).unlink()
    (tmp_path / ".offers-for-people-00000.parquet.1-x.draft").write_bytes(b"half")
    again = Here()

    done = run(plan, tmp_path, again, silent)

    assert again.asked == [gone.name]
    assert (done.made, done.kept) == (1, len(plan.shards) - 1)
    assert gone.file(tmp_path).read_bytes() == before
    assert not list(tmp_path.glob(".*.draft"))


def test_a_file_that_is_not_whole_is_made_again(plan: Plan, tmp_path: Path):
    run(plan, tmp_path, Here(), silent)
    cut = plan.shards[1].file(tmp_path)
    whole = cut.read_bytes()
    cut.write_bytes(whole[:100])

    run(plan, tmp_path, Here(), silent)

    assert cut.read_bytes() == whole


def test_the_folder_of_another_plan_is_refused_and_left_as_it_is(plan: Plan, tmp_path: Path):
    run(plan, tmp_path, Here(), silent)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    with pytest.raises(RequestError) as refused:
        run(replace(plan, top=4), tmp_path, Here(), silent)

    assert refused.value.code == "batch_other_plan"
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_two_commands_do_not_work_in_one_folder(plan: Plan, tmp_path: Path):
    class Nested(Here):
        def run(self, plan, shards, out):
            with pytest.raises(RequestError) as refused:
                run(plan, out, Here(), silent)
            assert refused.value.code == "batch_running"
            assert status(out).running
            yield from super().run(plan, shards, out)

    run(plan, tmp_path, Nested(), silent)

    assert not status(tmp_path).running


def test_a_shard_that_fails_is_told_and_the_others_are_made(plan: Plan, tmp_path: Path):
    bad = plan.shards[0].name

    done = run(plan, tmp_path, Here(spoiled=bad), silent)

    assert [result.shard.name for result in done.failed] == [bad]
    assert done.made == len(plan.shards) - 1
    assert status(tmp_path).finished is None
    failed = json.loads((tmp_path / "manifest.json").read_text())["failed"]
    assert failed == [{"name": bad, "code": "index_damaged", "message": "Damaged."}]

    run(plan, tmp_path, Here(), silent)
    assert status(tmp_path).finished


def test_the_lists_can_be_read_by_person_and_by_offer(plan: Plan, tmp_path: Path):
    run(plan, tmp_path, Here(), silent)

    offers = rows_for(tmp_path, "person-3", direction=Direction.OFFERS)
    people = rows_for(tmp_path, "offer-3", direction=Direction.PEOPLE)

    assert {row.person for row in offers} == {"person-3"}
    assert {row.offer for row in people} == {"offer-3"}
    assert len(offers) == len(people) == plan.top
    assert [row.rank for row in people] == sorted(row.rank for row in people)
    assert rows_for(tmp_path, "nobody", direction=Direction.OFFERS) == []


def test_a_direction_that_was_not_asked_for_is_said(plan: Plan, tmp_path: Path):
    run(replace(plan, directions=(Direction.PEOPLE,)), tmp_path, Here(), silent)

    with pytest.raises(RequestError) as refused:
        rows_for(tmp_path, "person-3", direction=Direction.OFFERS)

    assert refused.value.code == "batch_direction_absent"


@pytest.mark.parametrize(("text", "code"), [(None, "batch_missing"), ("{}", "batch_damaged")])
def test_a_folder_without_a_plan_that_can_be_read_is_said(tmp_path: Path, text: str | None, code: str):
    if text is not None:
        (tmp_path / "plan.json").write_text(text)

    with pytest.raises(RequestError) as refused:
        status(tmp_path)

    assert refused.value.code == code


def test_a_folder_that_cannot_be_written_is_said(plan: Plan, tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(RequestError) as refused:
        run(plan, tmp_path / "file" / "out", Here(), silent)

    assert refused.value.code == "batch_not_written"


def test_a_shard_that_cannot_be_written_is_a_failure_of_that_shard(plan: Plan, tmp_path: Path):
    plan.shards[0].file(tmp_path).mkdir()

    with pytest.raises(RequestError) as refused:
        run_shard(plan, plan.shards[0], tmp_path)

    assert refused.value.code == "batch_not_written"


def result(direction: Direction, number: int, seconds: float, *, cold: bool = False) -> ShardResult:
    return ShardResult(Shard(direction, number, 0, 100), seconds=seconds, cold=cold)


def test_the_time_that_is_left_is_a_range_and_said_only_when_it_can_be():
    todo = [Shard(direction, n, 0, 100) for direction in Direction for n in range(20)]
    pace = Pace.of(todo, total=40)
    steps = []
    for n in range(8):  # one process; shards of offers take 2 s, those of people 4 s, each ± 0.5
        for direction, mean in ((Direction.OFFERS, 2.0), (Direction.PEOPLE, 4.0)):
            seconds = mean + (0.5 if n % 2 else -0.5)
            now = ((steps and sum(s for _p, s in steps)) or 0.0) + seconds
            steps.append((pace.add(result(direction, n, seconds), now=now), seconds))

    assert steps[1][0].remaining is None
    assert steps[3][0].remaining is None, "only two shards of each direction"
    assert steps[5][0].remaining is not None
    low, high = steps[-1][0].remaining
    assert low < 12 * 6 < high
    assert high - low < 12 * 6
    assert steps[-1][0].per_second == pytest.approx(1600 / 48, rel=0.2)


def test_the_first_shards_of_a_process_do_not_count_for_the_time_that_is_left():
    pace = Pace.of([Shard(Direction.OFFERS, n, 0, 100) for n in range(10)], total=10)
    pace.add(result(Direction.OFFERS, 0, 60.0, cold=True), now=60.0)
    for n in range(1, 5):
        step = pace.add(result(Direction.OFFERS, n, 2.0), now=60.0 + 2.0 * n)

    assert step.remaining == (pytest.approx(10.0), pytest.approx(10.0))
