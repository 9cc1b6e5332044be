"""What is not said can make an answer less sure, never another one."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from openemploi.pathways.funding import Certification, Kind, Outcome, Situation, Training, Work, answers
from openemploi.pathways.funding.model import WEEKS_A_MONTH
from openemploi.pathways.funding.regions import REGIONS

DAY = date(2026, 11, 29)
yes_no = st.booleans()
SAID = [field.name for field in fields(Situation) if field.name != "training"]
COURSE = [field.name for field in fields(Training) if field.name != "start"]


@st.composite
def people(draw: st.DrawFn) -> Situation:
    """Somebody who said everything, without contradicting themselves."""
    registered, in_firm, hours = draw(yes_no), draw(st.integers(0, 60)), draw(st.integers(1, 2500))
    answers_ = {
        name: draw(yes_no)
        for name in SAID
        if name not in NUMBERS and name not in ("work", "registered", "region", "compensated")
    }
    numbers = {name: draw(values) for name, values in NUMBERS.items()}
    course = Training(
        kind=draw(st.sampled_from(Kind)),
        certification=draw(st.sampled_from(Certification)),
        hours=hours,
        weekly_hours=35,
        months=hours / (35 * WEEKS_A_MONTH),
        price=draw(st.integers(0, 20_000)),
        level=draw(st.integers(3, 8)),
        regional=draw(yes_no),
        france_travail=draw(yes_no),
        opco=draw(yes_no),
    )
    return Situation(
        **answers_,
        **numbers | {"months_in_firm": in_firm, "months_worked": in_firm + draw(st.integers(0, 60))},
        work=draw(st.sampled_from(Work)),
        registered=registered,
        region=draw(st.sampled_from(sorted(REGIONS))),
        compensated=registered and draw(yes_no),
        training=course,
    )


NUMBERS = {
    "age": st.integers(14, 75),
    "months_worked": st.integers(0, 120),
    "months_in_firm": st.integers(0, 60),
    "months_fixed_term": st.integers(0, 12),
    "temp_hours": st.integers(0, 3000),
    "temp_hours_in_agency": st.integers(0, 1500),
    "days_worked": st.integers(0, 1500),
    "months_public": st.integers(0, 120),
    "cpf": st.integers(0, 8000),
    "benefit": st.integers(200, 3000),
    "benefit_months": st.integers(0, 36),
    "salary": st.integers(500, 8000),
    "diploma": st.integers(0, 8),
    "experience_years": st.integers(0, 20),
}


@given(people(), st.sets(st.sampled_from(SAID)), st.sets(st.sampled_from(COURSE)))
@settings(max_examples=150, deadline=None)
def test_hiding_an_answer_leaves_the_outcome_or_makes_it_unknown(
    person: Situation, hidden: set[str], hidden_of_course: set[str]
) -> None:
    course = replace(person.training, **dict.fromkeys(hidden_of_course))
    hiding = replace(person, training=course, **dict.fromkeys(hidden))

    full = {one.code: one for one in answers(person, today=DAY)}
    for less in answers(hiding, today=DAY):
        more = full[less.code]
        assert less.outcome in (more.outcome, Outcome.CANNOT_TELL), (less.code, less.outcome, more.outcome)
        if less.remaining.known and more.remaining.known:
            assert (less.remaining.low or 0) <= (more.remaining.low or 0) + 0.01, less.code
            assert (less.remaining.high or 0) >= (more.remaining.high or 0) - 0.01, less.code


@given(people())
@settings(max_examples=100, deadline=None)
def test_what_is_paid_and_what_is_left_make_the_price(person: Situation) -> None:
    for one in answers(person, today=DAY):
        if one.aid.exact and one.remaining.exact:
            total = (one.aid.low or 0) + (one.remaining.low or 0)
            assert abs(total - (person.training.price or 0)) < 0.01, one.code


@given(people())
@settings(max_examples=100, deadline=None)
def test_the_order_is_eligible_first_then_the_nearest_and_never_by_money(person: Situation) -> None:
    order = [Outcome.ELIGIBLE, Outcome.CANNOT_TELL, Outcome.NOT_ELIGIBLE]
    richer = replace(person, training=replace(person.training, price=(person.training.price or 0) * 3 + 1))

    found = answers(person, today=DAY)

    ranks = [order.index(one.outcome) for one in found]
    assert ranks == sorted(ranks)
    assert [one.code for one in found] == [one.code for one in answers(richer, today=DAY)]
