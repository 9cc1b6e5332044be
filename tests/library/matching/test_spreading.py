"""Equal offers are ordered by how many apply; nothing else moves, and what moves says why."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pairs import SELLING, TILL

from openemploi.extraction.model import RequirementKind
from openemploi.matching import Load, Match, RequirementMatch, Status, rank, spread
from openemploi.matching.model import Part


def match(name: str, points: float, *, closed: bool = False) -> Match:
    met = Status.MISSING if closed else Status.HELD
    lines = (
        RequirementMatch(
            Part.SKILLS, "sell", SELLING, RequirementKind.ESSENTIAL, Status.HELD, 1.0, points, 100.0
        ),
        RequirementMatch(
            Part.LICENCES, "B", TILL, RequirementKind.ESSENTIAL, met, 0.0, 0.0, 0.0, gate=closed
        ),
    )
    return Match(name=name, key=name, requirements=lines)


def names(entries) -> list[str]:
    return [entry.match.name for entry in entries]


def test_of_equal_offers_the_one_that_fewer_people_ask_for_comes_first():
    ranked = rank([match("a", 80.0), match("b", 79.5), match("c", 79.2), match("d", 60.0)])

    done = spread(ranked, {"a": Load(30, 1), "b": Load(12, 6), "c": Load(4), "d": Load(0)})

    assert names(done) == ["b", "c", "a", "d"]
    assert [entry.rank for entry in done] == [1, 1, 1, 4]
    assert [entry.tied for entry in done] == [True, True, True, False]


def test_an_offer_that_moved_says_by_how_much_and_why():
    ranked = rank([match("a", 80.0), match("b", 79.5)])

    first, second = spread(ranked, {"a": Load(30, 1), "b": Load(1, 2)})

    assert first.effect == (
        "1 application for 2 openings: shown 1 place before an equal offer that more people ask for"
    )
    assert second.effect == (
        "30 applications for 1 opening: shown 1 place after an equal offer that fewer people ask for"
    )


def test_points_decide_between_offers_that_are_not_equal():
    ranked = rank([match("a", 80.0), match("b", 78.9)])

    assert names(spread(ranked, {"a": Load(500), "b": Load(0)})) == ["a", "b"]


def test_a_chain_of_near_offers_is_not_one_group():
    ranked = rank([match(f"o{n}", 80.0 - 0.6 * n) for n in range(5)])

    done = spread(ranked, {f"o{n}": Load(10 - n) for n in range(5)})

    scores = [entry.match.score for entry in done]
    assert all(later - earlier <= 1.0 for earlier, later in pairwise(scores))
    assert names(done) == ["o1", "o0", "o3", "o2", "o4"]


def test_an_offer_whose_load_is_not_known_keeps_its_place():
    ranked = rank([match("a", 80.0), match("b", 79.9), match("c", 79.8)])

    done = spread(ranked, {"a": Load(9), "c": Load(1)})

    assert names(done) == ["c", "b", "a"]
    assert done[1].effect == ""


def test_an_offer_whose_condition_is_not_met_does_not_pass_one_whose_is():
    ranked = rank([match("open", 10.0), match("closed", 10.4, closed=True)])

    assert names(spread(ranked, {"open": Load(99), "closed": Load(0)})) == ["open", "closed"]


@pytest.mark.parametrize("openings", [None, 0, 1])
def test_openings_that_nobody_says_count_as_one(openings):
    assert Load(7, openings).pressure == 7
