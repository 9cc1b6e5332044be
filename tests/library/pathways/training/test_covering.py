"""The shortest affordable path: against trying everything, and where it has to say that it did not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from openemploi.pathways.training import covering
from openemploi.pathways.training.covering import Candidate, shortest

SKILLS = 4


def _everything(
    candidates: Sequence[Candidate], weights: Sequence[float], budget: float | None
) -> tuple[float, float]:
    """Weight taught and weeks of the best choice, by trying all."""
    best = (0.0, 0.0)
    for chosen in chain.from_iterable(combinations(candidates, size) for size in range(len(candidates) + 1)):
        if budget is not None and any(one.price is None for one in chosen):
            continue
        if budget is not None and sum(one.price or 0 for one in chosen) > budget:
            continue
        dated = [one for one in chosen if one.first is not None]
        if any(a.first <= b.last and b.first <= a.last for a, b in combinations(dated, 2)):  # type: ignore[operator]
            continue
        taught = {skill for one in chosen for skill in range(SKILLS) if one.skills >> skill & 1}
        found = (-sum(weights[skill] for skill in taught), sum(one.weeks for one in chosen))
        best = min(best, found)
    return best


@st.composite
def _candidates(draw: st.DrawFn) -> list[Candidate]:
    found = []
    for row in range(draw(st.integers(1, 7))):
        first = draw(st.none() | st.integers(0, 20))
        found.append(
            Candidate(
                row,
                draw(st.integers(1, 2**SKILLS - 1)),
                float(draw(st.integers(1, 12))),
                draw(st.none() | st.integers(0, 9).map(float)),
                first,
                None if first is None else first + draw(st.integers(0, 10)),
            )
        )
    return found


@settings(max_examples=150, deadline=None)
@given(
    candidates=_candidates(),
    weights=st.lists(st.integers(1, 3).map(float), min_size=SKILLS, max_size=SKILLS),
    budget=st.none() | st.integers(0, 20).map(float),
)
def test_a_small_search_finds_what_trying_everything_finds(
    candidates: list[Candidate], weights: list[float], budget: float | None
) -> None:
    cover = shortest(candidates, weights, budget=budget)

    taught = sum(weights[skill] for skill in range(SKILLS) if cover.skills >> skill & 1)
    assert cover.exact
    assert (-taught, cover.weeks) == _everything(candidates, weights, budget)
    assert budget is None or cover.price <= budget


def test_two_short_sessions_beat_a_long_one_when_the_money_is_enough() -> None:
    long, one, other = Candidate(0, 0b11, 20, 500), Candidate(1, 0b01, 3, 400), Candidate(2, 0b10, 4, 400)

    assert [c.row for c in shortest([long, one, other], [1, 1], budget=800).chosen] == [1, 2]
    assert [c.row for c in shortest([long, one, other], [1, 1], budget=600).chosen] == [0]


def test_a_session_without_price_is_no_free_session() -> None:
    unknown, dear = Candidate(0, 0b1, 2, None), Candidate(1, 0b1, 9, 700)

    assert [c.row for c in shortest([unknown, dear], [1], budget=800).chosen] == [1]
    assert shortest([unknown, dear], [1]).price_unknown == 1


def test_nobody_is_in_two_places_at_once() -> None:
    here, there, later = (
        Candidate(0, 0b01, 2, 0, 10, 20),
        Candidate(1, 0b10, 2, 0, 15, 25),
        Candidate(2, 0b10, 3, 0, 30, 50),
    )

    assert [c.row for c in shortest([here, there, later], [1, 1]).chosen] == [0, 2]


def test_what_could_not_all_be_tried_says_so_with_the_least_that_is_needed(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(covering, "EXACT_NODES", 2)
    many = [Candidate(row, 0b11 << (row % 6), 1 + row % 5, 100.0, row, row + 3) for row in range(40)]

    cover = shortest(many, [1.0] * 7)

    assert not cover.exact
    assert 0 < cover.at_least <= cover.weeks


def test_nothing_to_choose_gives_nothing() -> None:
    assert shortest([], [1.0]).chosen == ()


def test_a_choice_among_a_part_of_the_sessions_is_never_called_the_shortest() -> None:
    cover = shortest([Candidate(0, 0b11, 8, 100)], [1, 1], shares=[1.0, 2.5])

    assert not cover.exact
    assert (cover.weeks, cover.at_least) == (8, 3.5)
