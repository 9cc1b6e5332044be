"""A whole diagnosis: themes, gaps, stages, each line from the data or unknown with why."""

from __future__ import annotations

from datetime import date

import pytest
from tests.library.diagnosis.valley import TOLD

from openemploi.diagnosis.cases import Case, Ending
from openemploi.diagnosis.diagnosing import diagnose
from openemploi.diagnosis.gaps import verdict
from openemploi.diagnosis.model import Bearing, Diagnosis, Finding, Project, Stage, Theme, Verdict
from openemploi.diagnosis.reading import read_project
from openemploi.labourmarket.observatory import Observatory

pytestmark = pytest.mark.usefixtures("english")

TODAY = date(2026, 11, 1)


def diagnosed(words: str, known: Observatory, cases: tuple[Case, ...] = ()) -> Diagnosis:
    project = read_project(words, look_up=known.look_up, today=TODAY).project
    return diagnose(project, observatory=known, cases=cases, today=TODAY)


def about(made: Diagnosis, theme: Theme) -> list[Finding]:
    return [one for one in made.findings if one.theme is theme]


def test_every_theme_says_something(known: Observatory):
    made = diagnosed(TOLD, known)

    assert {one.theme for one in made.findings} == set(Theme)
    assert all(one.sentence for one in made.findings)


def test_what_is_not_known_says_why_and_what_to_do(known: Observatory, nothing: Observatory):
    for made in (
        diagnosed(TOLD, known),
        diagnosed(TOLD, nothing),
        diagnosed("", known),
        diagnosed("", nothing),
    ):
        for one in made.findings:
            if one.bearing is Bearing.UNKNOWN:
                assert one.why_unknown and one.to_do, one
            elif one.figure is not None:
                assert one.figure.known and one.figure.sources, one


def test_without_data_nothing_is_a_lever_or_a_constraint_of_the_place(nothing: Observatory):
    made = diagnosed(TOLD, nothing)

    assert {one.bearing for one in made.findings} == {Bearing.UNKNOWN}
    assert all(gap.observed is None and gap.why_unknown for gap in made.gaps)
    assert (made.stronger, made.areas) == ((), ())


def test_offers_are_those_of_the_basin_and_are_told_beside_those_of_where_one_lives(known: Observatory):
    year = about(diagnosed(TOLD, known), Theme.OFFERS)[0]

    assert year.figure is not None and year.figure.value == 120
    assert "120 offers" in year.sentence and "5,000 offers" in year.sentence


def test_hard_recruiting_helps_and_its_strong_causes_are_named(known: Observatory):
    hard = about(diagnosed(TOLD, known), Theme.OFFERS)[1]

    assert hard.bearing is Bearing.LEVER
    assert "4 of 5" in hard.sentence and "few people are looking" in hard.sentence


def test_more_people_for_an_offer_than_in_the_country_is_a_constraint(known: Observatory):
    for words, bearing in (
        ("berger, je veux vivre à Tilleuls", Bearing.NEUTRAL),
        ("berger, je veux vivre aux Orpins", Bearing.CONSTRAINT),
    ):
        assert about(diagnosed(words, known), Theme.COMPETITION)[0].bearing is bearing


def test_the_partners_work_is_looked_at_where_there_is_a_partner(known: Observatory):
    assert about(diagnosed("soigneuse, je veux vivre à Tilleuls", known), Theme.PARTNER) == []
    told = about(diagnosed(TOLD, known), Theme.PARTNER)[0]
    assert told.figure is not None and told.figure.value == 20
    silent = about(diagnosed("soigneuse, je veux vivre à Tilleuls avec mon mari", known), Theme.PARTNER)[0]
    assert silent.bearing is Bearing.UNKNOWN and "partner’s occupation" in silent.to_do


@pytest.mark.parametrize(
    ("rent", "bearing"),
    [
        (760, Bearing.LEVER),
        (600, Bearing.NEUTRAL),
        (590, Bearing.NEUTRAL),
        (450, Bearing.CONSTRAINT),
        (None, Bearing.NEUTRAL),
    ],
)
def test_a_budget_is_held_against_the_interval_of_local_rents(
    rent: int | None, bearing: Bearing, known: Observatory
):
    words = TOLD.replace(", loyer 700 €", f", loyer {rent} €" if rent else "")
    housing = about(diagnosed(words, known), Theme.HOUSING)[0]

    assert (
        "60 m²" in housing.sentence
        and "€600" in housing.sentence
        and "(from €480 to €750)" in housing.sentence
    )
    assert housing.bearing is bearing
    assert ("less than this rent" in housing.sentence) is (rent == 590)


def test_pay_needed_is_held_against_the_pay_of_the_offers(known: Observatory):
    pay = about(diagnosed(TOLD + ". Il me faut 2 100 € brut.", known), Theme.PAY)[0]

    assert pay.figure is not None and pay.figure.value == 2200
    assert pay.bearing is Bearing.LEVER


def test_how_far_the_place_is_is_told_and_the_time_is_said_not_to_be_known(known: Observatory):
    travel = about(diagnosed(TOLD, known), Theme.TRAVEL)[0]

    assert "km from Paris" in travel.sentence and "timetables" in travel.why_unknown


def test_an_occupation_that_the_law_closes_is_a_constraint_for_who_comes_from_another(known: Observatory):
    same = about(diagnosed(TOLD, known), Theme.TRAINING)
    other = about(
        diagnosed("berger à Colzas, je voudrais devenir soigneur en soins doux", known), Theme.TRAINING
    )

    assert same[0].bearing is Bearing.NEUTRAL and "take yours along" in same[0].sentence
    assert other[0].bearing is Bearing.CONSTRAINT


def test_beliefs_stand_beside_facts(known: Observatory):
    words = (
        TOLD + ". Je pense qu'il y a 50 offres. Les loyers y sont autour de 620 €. On est payé 3 000 € brut."
    )
    gaps = {gap.name: gap for gap in diagnosed(words, known).gaps}

    assert (gaps["offers"].verdict, gaps["offers"].observed) == (Verdict.TOO_HIGH, 10)
    assert gaps["rent"].verdict is Verdict.AGREES
    assert gaps["pay"].verdict is Verdict.TOO_HIGH
    assert gaps["months"].verdict is Verdict.NOT_SAID and gaps["months"].why_unknown


def test_what_was_not_said_is_still_observed(known: Observatory):
    gap = next(gap for gap in diagnosed(TOLD, known).gaps if gap.name == "rent")

    assert (gap.verdict, gap.observed, gap.low, gap.high) == (Verdict.NOT_SAID, 600, 480, 750)


@pytest.mark.parametrize(
    ("believed", "observed", "low", "high", "found"),
    [
        (None, 10, None, None, Verdict.NOT_SAID), (10, None, None, None, Verdict.UNKNOWN),
        (8, 10, None, None, Verdict.AGREES), (7.9, 10, None, None, Verdict.TOO_LOW),
        (12.1, 10, None, None, Verdict.TOO_HIGH), (15, 10, 5, 15, Verdict.AGREES),
        (15.1, 10, 5, 15, Verdict.TOO_HIGH), (4.9, 10, 5, 15, Verdict.TOO_LOW),
    ],
)  # fmt: skip
def test_a_belief_agrees_within_the_interval_or_within_a_fifth(
    believed: float | None, observed: float | None, low: float | None, high: float | None, found: Verdict
):
    assert verdict(believed, observed, low=low, high=high) is found


def test_stages_say_what_shows_them_and_what_is_missing(known: Observatory):
    stages = {one.stage: one for one in diagnosed(TOLD, known).stages}

    assert list(stages) == list(Stage)
    assert stages[Stage.NAMED].reached and stages[Stage.NAMED].because
    assert (
        not stages[Stage.SECURED].reached
        and "Work out what you need to earn." in stages[Stage.SECURED].missing
    )
    assert not stages[Stage.PLANNED].reached


def test_a_later_stage_may_be_reached_before_an_earlier_one(known: Observatory):
    stages = {one.stage: one.reached for one in diagnosed("J'ai déjà postulé", known).stages}

    assert stages[Stage.STARTED] is True and stages[Stage.NAMED] is False


def test_two_beliefs_beside_facts_make_a_project_compared(known: Observatory):
    words = TOLD + ". Je pense qu'il y a 50 offres. Les loyers y sont autour de 620 €."

    assert {one.stage: one.reached for one in diagnosed(words, known).stages}[Stage.COMPARED] is True


def test_the_median_of_similar_projects_is_held_against_the_deadline(known: Observatory):
    cases = tuple(
        Case(
            date(2025, 1, 1),
            float(month),
            Ending.FOUND,
            goal="J1998",
            occupation="J1998",
            here="75",
            wanted="04",
        )
        for month in range(1, 16)
    )
    made = diagnosed(TOLD + ", dans deux mois", known, cases)

    assert made.similar.known and made.similar.median == 8
    assert about(made, Theme.TIME_TO_FIND)[0].bearing is Bearing.CONSTRAINT


def test_nothing_of_who_somebody_is_changes_a_diagnosis(known: Observatory):
    hers = diagnosed(TOLD, known)
    his = diagnosed(
        TOLD.replace("soigneuse", "soigneur").replace("mon conjoint est berger", "ma femme est bergère"),
        known,
    )

    assert (hers.findings, hers.gaps, hers.stronger, hers.areas) == (
        his.findings,
        his.gaps,
        his.stronger,
        his.areas,
    )


def test_a_project_without_words_is_diagnosed_as_unknown(known: Observatory):
    made = diagnose(Project(), observatory=known, today=TODAY)

    assert {one.theme for one in made.findings} >= {Theme.OFFERS, Theme.HOUSING}
    assert made.areas == ()
