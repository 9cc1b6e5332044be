"""The way to an occupation that is too far for one step."""

from __future__ import annotations

from itertools import permutations

from tests.library.pathways.transitions import small_rome

from openemploi.pathways.transitions import Finder, route
from openemploi.pathways.transitions.steps import MOST_STEPS


def test_what_is_near_is_reached_in_one_step(paths: Finder):
    found = route(paths, paths.start("D1501"), "D1502")

    assert found is not None
    assert [step.target.code for step in found.steps] == ["D1502"]


def test_what_is_too_far_is_reached_through_another_occupation(paths: Finder):
    start = paths.start("D1501")
    straight = paths.to(start, "M1601", figures=False)

    found = route(paths, start, "M1601", too_far=straight.effort - 10)

    assert found is not None
    assert len(found.steps) > 1
    assert found.steps[-1].target.code == "M1601"
    assert found.effort == sum(step.effort for step in found.steps)


def test_no_other_way_of_three_steps_takes_less(paths: Finder):
    too_far = 40
    start = paths.start("D1101")
    own = [one.code for one in start.skills]

    def cost(codes: tuple[str, ...]) -> int | None:
        total, here = 0, start
        for code in codes:
            effort = paths.to(here, code, figures=False).effort
            if effort > too_far:
                return None
            total, here = total + effort, paths.start(code, skills=own)
        return total

    between = [code for code in small_rome.OCCUPATIONS if code not in ("D1101", "G1601")]
    ways = [(*way, "G1601") for length in range(MOST_STEPS) for way in permutations(between, length)]
    least = min(one for way in ways if (one := cost(way)) is not None)

    found = route(paths, start, "G1601", too_far=too_far)

    assert found is not None
    assert found.effort == least


def test_where_every_step_is_too_far_there_is_no_way(paths: Finder):
    assert route(paths, paths.start("D1501"), "J1501", too_far=5) is None
