"""What all recommenders share: lists in the order of the scores, wide by a declared rule, equals by a hash."""

from __future__ import annotations

import random

import pytest

from openemploi.matching.recommending import (
    Breadth,
    Candidate,
    Reach,
    Share,
    compose,
    least_of,
    rome_reach,
    share_of,
)
from openemploi.matching.ties import tie

CLOSE, ADJACENT, UNEXPECTED = Reach


def _candidates(seed: int, count: int) -> list[Candidate[int]]:
    drawn = random.Random(seed)  # noqa: S311
    return [
        Candidate(
            number,
            float(drawn.randrange(20)),
            drawn.choices(tuple(Reach), (8, 3, 1))[0],
            drawn.randrange(6),
            tie("question", str(number)),
        )
        for number in range(count)
    ]


def _first_rule(candidates: list[Candidate[int]], count: int) -> list[int]:
    """The rule of transitions before it was shared, word for word."""
    placed = {one.item: one for one in candidates}
    order = sorted(placed, key=lambda item: (-placed[item].score, placed[item].tie))
    order = [n for n in order if placed[n].reach is not UNEXPECTED or placed[n].support >= 3]
    chosen, rest = order[:count], order[count:]
    if len(chosen) < 8:
        return chosen
    for reach in Reach:
        lacking = 2 - sum(placed[n].reach is reach for n in chosen)
        for n in [one for one in rest if placed[one].reach is reach][: max(lacking, 0)]:
            counts = {each: sum(placed[one].reach is each for one in chosen) for each in Reach}
            chosen.remove(next(one for one in reversed(chosen) if counts[placed[one].reach] > 2))
            chosen.append(n)
    return sorted(chosen, key=order.index)


@pytest.mark.parametrize("seed", range(60))
def test_transitions_keep_the_lists_that_they_had(seed: int) -> None:
    candidates = _candidates(seed, 40)
    breadth = Breadth(dict.fromkeys(Reach, 2), long=8, support=3)

    for count in (5, 8, 10, 20):
        composed = compose(candidates, count=count, breadth=breadth)
        assert [one.item for one in composed.chosen] == _first_rule(candidates, count)


def test_the_declared_share_is_there_and_the_order_is_that_of_the_scores() -> None:
    candidates = [Candidate(n, 100.0 - n, CLOSE if n < 12 else UNEXPECTED, 3, n) for n in range(20)]
    breadth = Breadth({UNEXPECTED: least_of(8, 0.25)})

    composed = compose(candidates, count=8, breadth=breadth)

    assert [one.item for one in composed.chosen] == [0, 1, 2, 3, 4, 5, 12, 13]
    assert share_of([one.reach for one in composed.chosen], UNEXPECTED) == 0.25
    assert composed.fewer == ()


def test_what_nothing_justifies_is_not_shown_as_unexpected_and_its_lack_is_told() -> None:
    candidates = [Candidate("bare", 9.0, UNEXPECTED, 0, 0), Candidate("near", 1.0, CLOSE, 0, 1)]

    composed = compose(candidates, count=2, breadth=Breadth({UNEXPECTED: 1}))

    assert [one.item for one in composed.chosen] == ["near"]
    assert composed.fewer == (UNEXPECTED,)


def test_equals_stand_by_a_hash_of_the_question_and_their_name() -> None:
    def first(question: str, names: str) -> str:
        candidates = [Candidate(name, 1.0, CLOSE, 1, tie(question, name)) for name in names]
        return "".join(one.item for one in compose(candidates, count=9, breadth=Breadth()).chosen)

    assert first("a", "xyzuvw") == first("a", "wvuzyx")
    assert len({first(question, "xyzuvw")[-1] for question in "abcdefghijkl"}) > 2, "nobody is always last"


def test_a_declaration_that_does_not_fit_in_the_list_leaves_it_as_long_as_asked() -> None:
    candidates = [Candidate(n, float(-n), UNEXPECTED if n else CLOSE, 1, n) for n in range(5)]

    composed = compose(candidates, count=2, breadth=Breadth({CLOSE: 1, UNEXPECTED: 4}))

    assert [one.item for one in composed.chosen] == [0, 1]
    assert composed.fewer == (UNEXPECTED,)


def test_the_share_of_an_empty_list_is_not_known() -> None:
    assert share_of([], UNEXPECTED) is None
    assert share_of([CLOSE, UNEXPECTED, ADJACENT, UNEXPECTED], UNEXPECTED) == 0.5


def test_reach_follows_the_tree_of_rome() -> None:
    homes = {"D1505", "G1602"}
    assert [rome_reach(code, homes) for code in ("D1507", "G1101", "J1501")] == list(Reach)


def test_nothing_known_is_told_apart_from_a_count_that_is_no_share() -> None:
    assert not Share(None, "unknown: nobody publishes it").known
    assert Share(None, "12 offers in a year", amount=12.0).known
    assert Share(0.0, "none of 4").known
