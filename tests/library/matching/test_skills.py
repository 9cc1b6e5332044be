"""How each requirement of a skill is met, and that the points are the score. People and offers are made by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pairs import (
    BREAD,
    CASHIER,
    COUNTING,
    ESSENTIAL,
    EXCEL,
    LEARNABLE,
    OPTIONAL,
    SELLING,
    SHELVES,
    SKILLS,
    TILL,
    WELCOME,
    asks,
    asks_language,
    asks_licence,
    compare,
    experience,
    has_licence,
    implied,
    line_for,
    offer,
    only,
    person,
    said,
    speaks,
    with_skills,
)

from openemploi.extraction.model import (
    Contract,
    ExperienceRequirement,
    Level,
    Place,
    RequirementKind,
    SearchArea,
    SkillClaim,
    SkillRequirement,
    Source,
)
from openemploi.matching import Match, Status
from openemploi.matching.model import Part
from openemploi.profiles.model import JobseekerProfile


def test_a_skill_that_was_said_is_held_in_full(matcher):
    line = only(compare(matcher, person(said(TILL)), offer(asks(TILL))))

    assert (line.status, line.similarity, line.points, line.worth) == (Status.HELD, 1.0, 100.0, 100.0)
    assert line.evidence == said(TILL).evidence
    assert line.asked_in == asks(TILL).evidence


def test_a_skill_that_follows_from_an_occupation_is_implied_and_worth_less(matcher):
    line = only(compare(matcher, person(implied(TILL)), offer(asks(TILL))))

    assert line.status is Status.IMPLIED
    assert line.points == pytest.approx(60.0)
    assert "Usual in the occupation held" in line.reason


def test_a_near_skill_counts_in_part_and_says_how_it_is_near(matcher):
    line = only(compare(matcher, person(said(COUNTING)), offer(asks(TILL))))

    assert line.status is Status.NEAR
    assert 0 < line.points < 100
    assert "tenir des comptes" in line.reason


def test_a_special_case_counts_more_than_something_more_general(matcher):
    narrower = only(compare(matcher, person(said(TILL)), offer(asks(SELLING))))
    broader = only(compare(matcher, person(said(SELLING)), offer(asks(TILL))))

    assert narrower.status is broader.status is Status.NEAR
    assert narrower.points > broader.points > 0


def test_an_unrelated_skill_counts_for_nothing(matcher):
    line = only(compare(matcher, person(said(BREAD)), offer(asks(TILL))))

    assert (line.status, line.points, line.evidence) == (Status.MISSING, 0.0, ())


def test_a_skill_that_was_not_found_is_missing_only_where_the_document_was_well_read(matcher):
    assert only(compare(matcher, person(quality=1.0), offer(asks(TILL)))).status is Status.MISSING
    assert only(compare(matcher, person(quality=0.4), offer(asks(TILL)))).status is Status.UNKNOWN


def test_a_skill_denied_is_missing_and_shows_where_it_was_denied(matcher):
    line = only(compare(matcher, person(said(TILL, negated=True), quality=0.4), offer(asks(TILL))))

    assert (line.status, line.points) == (Status.MISSING, 0.0)
    assert line.evidence == said(TILL).evidence


def test_nothing_near_makes_up_for_a_skill_that_was_denied(matcher):
    line = only(compare(matcher, person(said(TILL, negated=True), said(COUNTING)), offer(asks(TILL))))

    assert (line.status, line.points) == (Status.MISSING, 0.0)


def test_a_near_skill_that_was_denied_counts_for_nothing(matcher):
    assert only(compare(matcher, person(said(COUNTING, negated=True)), offer(asks(TILL)))).points == 0.0


@pytest.mark.parametrize(
    ("level", "asked", "full"),
    [
        (None, None, True),
        (Level.BEGINNER, None, False),
        (Level.ADVANCED, Level.INTERMEDIATE, True),
        (Level.INTERMEDIATE, Level.ADVANCED, False),
    ],
)
def test_a_level_below_the_one_asked_counts_in_part(matcher, level, asked, full):
    line = only(compare(matcher, person(said(EXCEL, level=level)), offer(asks(EXCEL, level=asked))))

    assert (line.points == 100.0) is full
    assert line.points > 0


@pytest.mark.parametrize(
    ("claim", "asked"),
    [
        (said(EXCEL, level=Level.BEGINNER), asks(EXCEL)),
        (said(EXCEL, level=Level.BEGINNER), asks(EXCEL, level=Level.EXPERT)),
        (said(TILL, months=3), asks(TILL, months=36)),
        (said(TILL), asks(TILL, months=36)),
        (said(COUNTING), asks(TILL)),
        (implied(TILL), asks(TILL)),
    ],
)
def test_points_that_are_given_in_part_come_with_a_reason(matcher, claim, asked):
    line = only(compare(matcher, person(claim), offer(asked)))

    assert 0 < line.points < line.worth
    assert line.reason


def test_each_level_higher_counts_at_least_as_much(matcher):
    posting = offer(asks(EXCEL, level=Level.EXPERT))
    points = [only(compare(matcher, person(said(EXCEL, level=level)), posting)).points for level in Level]

    assert points == sorted(points)
    assert points[-1] == 100.0


def test_more_time_counts_at_least_as_much_and_enough_time_in_full(matcher):
    posting = offer(asks(TILL, months=36))
    points = [
        only(compare(matcher, person(said(TILL, months=m)), posting)).points for m in (0, 6, 12, 35, 36, 90)
    ]

    assert points == sorted(points)
    assert points[-2:] == [100.0, 100.0]
    assert points[3] < 100.0


def test_a_time_that_the_cv_does_not_say_is_not_taken_for_none(matcher):
    posting = offer(asks(TILL, months=36))
    unknown = only(compare(matcher, person(said(TILL)), posting))
    none = only(compare(matcher, person(said(TILL, months=0)), posting))

    assert 0 < none.points < unknown.points < 100.0


def test_essential_skills_are_worth_more_than_optional_ones_and_these_more_than_learnable_ones(matcher):
    match = compare(matcher, person(), offer(asks(TILL), asks(SHELVES, OPTIONAL), asks(EXCEL, LEARNABLE)))
    worths = [line_for(match, uri).worth for uri in (TILL, SHELVES, EXCEL)]

    assert worths == sorted(worths, reverse=True)
    assert len(set(worths)) == 3
    assert math.fsum(worths) == pytest.approx(100.0)


def test_what_only_follows_from_the_occupation_is_worth_less_than_what_is_written(matcher):
    match = compare(matcher, person(), offer(asks(TILL), asks(SHELVES, source=Source.IMPLIED)))

    assert line_for(match, SHELVES).worth < line_for(match, TILL).worth


def test_having_everything_asked_is_a_hundred_and_nothing_of_it_is_zero(matcher):
    posting = offer(asks(TILL), asks(SHELVES, OPTIONAL), licences=(asks_licence("driving:B"),))

    everything = person(said(TILL), said(SHELVES), licences=[has_licence("driving:B")])
    assert compare(matcher, everything, posting).score == pytest.approx(100.0)
    assert compare(matcher, person(), posting).score == 0.0


def test_an_offer_that_asks_for_nothing_gives_no_points_and_no_error(matcher):
    match = compare(matcher, person(said(TILL)), offer())

    assert (match.score, match.requirements, match.parts) == (0.0, (), {})


def test_only_the_parts_that_an_offer_asks_for_count(matcher):
    match = compare(matcher, person(), offer(asks(TILL), contract=Contract.PERMANENT))

    assert set(match.parts) == {Part.SKILLS, Part.CONTRACT}
    assert math.fsum(match.worths.values()) == pytest.approx(100.0)


def test_a_skill_that_the_taxonomy_does_not_know_is_shown_and_met_by_nobody(matcher):
    strange = SkillRequirement("urn:nowhere", "danser", ESSENTIAL, (), 0.9)
    line = only(compare(matcher, person(said(TILL)), offer(strange)))

    assert (line.label, line.points) == ("danser", 0.0)


# --- whatever the claims and the offer -------------------------------------------------------------------------

CLAIMS = st.lists(
    st.builds(
        said,
        st.sampled_from(SKILLS),
        level=st.sampled_from([None, *Level]),
        months=st.sampled_from([None, 0, 5, 36, 400]),
        source=st.sampled_from([Source.SAID, Source.SAID, Source.IMPLIED]),
        confidence=st.sampled_from([0.1, 0.35, 0.6]),
        negated=st.sampled_from([False, False, False, True]),
    ),
    unique_by=lambda claim: claim.uri,
    max_size=len(SKILLS),
).map(tuple)
ASKED = st.lists(
    st.builds(
        asks,
        st.sampled_from(SKILLS),
        st.sampled_from(list(RequirementKind)),
        level=st.sampled_from([None, *Level]),
        months=st.sampled_from([None, 12, 60]),
        source=st.sampled_from(list(Source)),
    ),
    unique_by=lambda requirement: requirement.uri,
    min_size=1,
    max_size=len(SKILLS),
).map(tuple)
BESIDE = st.fixed_dictionaries(
    {},
    optional={
        "languages": st.just((asks_language("en"),)),
        "licences": st.just((asks_licence("driving:B", OPTIONAL), asks_licence("driving:C"))),
        "contract": st.just(Contract.SEASONAL),
        "place": st.just(Place("Digne-les-Bains", latitude=44.09, longitude=6.24)),
        "experience": st.just(ExperienceRequirement(36, ESSENTIAL, ())),
    },
)


def somebody(claims: tuple[SkillClaim, ...]) -> JobseekerProfile:
    return person(
        *claims,
        languages=[speaks("en")],
        licences=[has_licence("driving:B")],
        experiences=[experience(CASHIER, 20)],
        search_areas=(SearchArea("Gap", 30.0, latitude=44.56, longitude=6.08),),
    )


@settings(deadline=None, max_examples=150)
@given(claims=CLAIMS, asked=ASKED, terms=BESIDE)
def test_the_points_of_the_lines_are_the_parts_and_the_parts_are_the_score(matcher, claims, asked, terms):
    match = compare(matcher, somebody(claims), offer(*asked, occupation=CASHIER, **terms))

    assert abs(math.fsum(line.points for line in match.requirements) - match.score) < 1e-9
    assert abs(math.fsum(match.parts.values()) - match.score) < 1e-9
    for part, points in match.parts.items():
        assert abs(math.fsum(r.points for r in match.requirements if r.part is part) - points) < 1e-9
    assert abs(math.fsum(line.worth for line in match.requirements) - 100) < 1e-9
    assert -1e-9 < match.score < 100 + 1e-9
    for line in match.requirements:
        assert 0 <= line.points <= line.worth + 1e-9
        if line.part is Part.SKILLS:
            assert (line.status in (Status.MISSING, Status.UNKNOWN)) == (line.points == 0)


def essential_points(match: Match) -> float:
    return math.fsum(r.points for r in match.requirements if r.part is Part.SKILLS and r.kind is ESSENTIAL)


@settings(deadline=None, max_examples=150)
@given(claims=CLAIMS, asked=ASKED, data=st.data())
def test_losing_a_skill_never_raises_a_score(matcher, claims, asked, data):
    held = [claim for claim in claims if not claim.negated]
    if not held:
        return
    lost = data.draw(st.sampled_from(held))
    before, posting = somebody(claims), offer(*asked)
    after = with_skills(before, *(claim for claim in claims if claim is not lost))

    with_it, without = compare(matcher, before, posting), compare(matcher, after, posting)
    assert without.score <= with_it.score + 1e-9
    assert essential_points(without) <= essential_points(with_it) + 1e-9


@settings(deadline=None, max_examples=150)
@given(claims=CLAIMS, asked=ASKED, data=st.data())
def test_gaining_a_skill_never_lowers_a_score(matcher, claims, asked, data):
    absent = sorted(set(SKILLS) - {claim.uri for claim in claims})
    if not absent:
        return
    gained = said(data.draw(st.sampled_from(absent)), level=data.draw(st.sampled_from([None, *Level])))
    before, posting = somebody(claims), offer(*asked)
    after = with_skills(before, *claims, gained)

    assert compare(matcher, after, posting).score >= compare(matcher, before, posting).score - 1e-9


@settings(deadline=None, max_examples=60)
@given(claims=CLAIMS, asked=ASKED, data=st.data())
def test_the_order_of_claims_and_requirements_changes_no_line(matcher, claims, asked, data):
    posting = offer(*asked)
    other = replace(posting, requirements=tuple(data.draw(st.permutations(asked))))
    shuffled = with_skills(somebody(claims), *data.draw(st.permutations(claims)))

    one, two = compare(matcher, somebody(claims), posting), compare(matcher, shuffled, other)
    assert sorted(one.requirements, key=lambda r: r.uri) == sorted(two.requirements, key=lambda r: r.uri)
    assert one.score == pytest.approx(two.score, abs=1e-9)


def test_a_skill_that_was_said_counts_as_said_even_where_it_is_implied_too(matcher):
    match = compare(matcher, person(said(TILL), implied(TILL)), offer(asks(TILL)))

    assert only(match).status is Status.HELD


def test_the_same_pair_compared_twice_gives_the_same(matcher):
    profile, posting = (
        somebody((said(TILL), implied(WELCOME))),
        offer(asks(TILL), asks(SELLING), occupation=CASHIER),
    )

    assert compare(matcher, profile, posting) == compare(matcher, profile, posting)
