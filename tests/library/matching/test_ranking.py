"""Many matches in order: ties are ties, closed gates stand last, and what would help is true."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pairs import (
    BREAD,
    ESSENTIAL,
    EXCEL,
    OPTIONAL,
    SHELVES,
    TILL,
    WELCOME,
    asks,
    asks_licence,
    compare,
    has_licence,
    implied,
    offer,
    person,
    said,
)

from openemploi.extraction.model import Level, SkillClaim
from openemploi.matching import Match, Matcher, Ranked, Status, rank
from openemploi.matching.model import Part, RequirementMatch

POSTING = offer(
    asks(TILL),
    asks(SHELVES, OPTIONAL),
    asks(EXCEL, OPTIONAL),
    licences=(asks_licence("driving:B", gate=True),),
)
B = has_licence("driving:B")
NO_B = has_licence("driving:B", negated=True)


def scored(name: str, score: float, *, gate: Status | None = None) -> Match:
    """A match of this score, made without comparing anything."""

    def line(points: float, status: Status, *, gate: bool = False) -> RequirementMatch:
        return RequirementMatch(
            Part.SKILLS, "x", f"urn:{name}", ESSENTIAL, status, 1.0, points, 100.0, gate=gate
        )

    gates = (line(0.0, gate, gate=True),) if gate else ()
    return Match(name, name, (line(score, Status.HELD), *gates))


def order(ranked: Sequence[Ranked]) -> list[tuple[int, str]]:
    return [(entry.rank, entry.match.name) for entry in ranked]


def test_the_most_met_offer_comes_first():
    assert order(rank([scored("b", 20), scored("a", 70), scored("c", 45)])) == [(1, "a"), (2, "c"), (3, "b")]


def test_nobody_ranks_nobody():
    assert rank([]) == []


def test_equals_share_a_rank_and_the_next_one_is_skipped():
    ranked = rank([scored("c", 10), scored("b", 50), scored("a", 50), scored("d", 50 + 1e-12)])

    assert sorted(order(ranked)) == [(1, "a"), (1, "b"), (1, "d"), (4, "c")]
    assert [entry.tied for entry in ranked] == [True, True, True, False]


def test_a_hair_of_difference_is_no_tie():
    assert order(rank([scored("a", 50), scored("b", 50.000001)])) == [(1, "b"), (2, "a")]


def test_a_closed_gate_stands_after_all_others_still_scored_and_shown():
    ranked = rank(
        [scored("shut", 95, gate=Status.MISSING), scored("low", 1), scored("unknown", 0, gate=Status.UNKNOWN)]
    )

    assert order(ranked) == [(1, "low"), (2, "unknown"), (3, "shut")]
    assert ranked[-1].match.score == 95


def test_equal_scores_on_either_side_of_a_gate_are_no_tie():
    ranked = rank([scored("shut", 50, gate=Status.MISSING), scored("open", 50)])

    assert order(ranked) == [(1, "open"), (2, "shut")]
    assert not any(entry.tied for entry in ranked)


@settings(deadline=None)
@given(
    scores=st.lists(st.tuples(st.sampled_from([0.0, 10.0, 10.0, 55.5]), st.booleans()), max_size=8),
    data=st.data(),
)
def test_the_order_in_which_people_come_in_has_no_effect(scores, data):
    matches = [
        scored(f"cv{number}", score, gate=Status.MISSING if shut else None)
        for number, (score, shut) in enumerate(scores)
    ]

    assert order(rank(matches)) == order(rank(data.draw(st.permutations(matches))))


def test_the_same_document_twice_comes_out_in_one_order_whatever_the_order_it_came_in(matcher):
    twice = [
        compare(matcher, person(said(TILL)), POSTING, name=name, key="same") for name in ("a.txt", "b.txt")
    ]

    assert order(rank(twice)) == order(rank(reversed(twice)))


# --- what would help -------------------------------------------------------------------------------------------

PEOPLE: dict[str, tuple[SkillClaim, ...]] = {
    "ada": (said(TILL), said(SHELVES)),
    "bob": (implied(TILL), said(EXCEL)),
    "cem": (said(TILL, level=Level.BEGINNER),),
    "dan": (said(SHELVES), said(EXCEL), said(WELCOME)),
    "eva": (said(BREAD),),
    "fay": (said(TILL, negated=True), said(EXCEL)),
}


def ranked_people(matcher: Matcher, people: dict[str, tuple[SkillClaim, ...]]) -> list[Ranked]:
    return rank(
        compare(matcher, person(*claims, licences=[NO_B if name == "dan" else B]), POSTING, name=name)
        for name, claims in people.items()
    )


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_the_rank_promised_is_the_rank_one_gets_by_really_having_the_skill(matcher, name):
    ranked = ranked_people(matcher, PEOPLE)
    (entry,) = [entry for entry in ranked if entry.match.name == name]

    for help_ in entry.would_help:
        skill = help_.requirement.uri
        others = tuple(claim for claim in PEOPLE[name] if claim.uri != skill)
        again = ranked_people(matcher, {**PEOPLE, name: (*others, said(skill))})
        (now,) = [entry for entry in again if entry.match.name == name]
        assert now.rank == help_.rank
        assert now.match.score == pytest.approx(entry.match.score + help_.points)


def test_what_would_help_most_is_named_first_and_what_is_held_is_not_named(matcher):
    entries = {entry.match.name: entry for entry in ranked_people(matcher, PEOPLE)}

    eva = [(help_.requirement.uri, help_.points) for help_ in entries["eva"].would_help]
    assert eva[0][0] == TILL
    assert {uri for uri, _points in eva[1:]} == {SHELVES, EXCEL}
    assert [points for _uri, points in eva] == sorted((points for _uri, points in eva), reverse=True)
    assert [help_.requirement.uri for help_ in entries["ada"].would_help] == [EXCEL]


def test_somebody_behind_a_closed_gate_is_not_promised_a_place_before_it(matcher):
    (dan,) = [entry for entry in ranked_people(matcher, PEOPLE) if entry.match.name == "dan"]

    assert dan.rank == len(PEOPLE)
    assert {help_.rank for help_ in dan.would_help} == {len(PEOPLE)}
