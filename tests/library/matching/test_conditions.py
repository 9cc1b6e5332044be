"""What an offer asks beside skills: experience, languages, licences, diplomas, place, contract."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pairs import (
    BAKER,
    CASHIER,
    ESSENTIAL,
    OPTIONAL,
    SHOPKEEPER,
    asks_language,
    asks_licence,
    compare,
    experience,
    has_licence,
    held_as,
    offer,
    only,
    passage,
    person,
    speaks,
)

from openemploi.extraction.model import (
    Contact,
    Contract,
    DiplomaRequirement,
    Education,
    ExperienceRequirement,
    LanguageLevel,
    Place,
    SearchArea,
)
from openemploi.matching import Status

THREE_YEARS = ExperienceRequirement(36, ESSENTIAL, (passage("trois ans"),))
BEGINNERS = ExperienceRequirement(0, OPTIONAL, (passage("débutants acceptés"),))
DIGNE = Place("Digne-les-Bains", latitude=44.09, longitude=6.24)
NEAR_DIGNE = SearchArea("Digne-les-Bains", 20.0, (passage("Digne"),), latitude=44.09, longitude=6.24)
MARSEILLE = SearchArea("Marseille", 20.0, (passage("Marseille"),), latitude=43.30, longitude=5.37)


# --- experience ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("occupation", "months", "status", "points"),
    [
        (CASHIER, 36, Status.HELD, 100.0),
        (CASHIER, 90, Status.HELD, 100.0),
        (CASHIER, 18, Status.NEAR, 50.0),
        (CASHIER, None, Status.UNKNOWN, 50.0),
        (SHOPKEEPER, 36, Status.NEAR, 50.0),  # a neighbouring occupation: half of the time counts
        (BAKER, 90, Status.MISSING, 0.0),
        (None, 90, Status.MISSING, 0.0),
    ],
)
def test_time_in_the_occupation_counts_and_half_of_it_in_a_neighbouring_one(
    matcher, occupation, months, status, points
):
    posting = offer(occupation=CASHIER, experience=THREE_YEARS)
    line = only(compare(matcher, person(experiences=[experience(occupation, months)]), posting))

    assert line.status is status
    assert line.points == pytest.approx(points)


@pytest.mark.parametrize(
    ("held", "offered", "points"),
    [
        (("rome", "D1505"), ("rome", "D1505"), 100.0),
        (("isco", "5230"), ("isco", "5230"), 50.0),  # one ISCO unit group holds several occupations
        (("rome", "D1505"), ("isco", "D1505"), 0.0),
    ],
)
def test_an_occupation_of_another_classification_is_known_by_its_code(matcher, held, offered, points):
    posting = replace(offer(experience=THREE_YEARS), occupations=(held_as(CASHIER, offered),))
    line = only(compare(matcher, person(experiences=[experience("urn:elsewhere", 36, held)]), posting))

    assert line.points == pytest.approx(points)


def test_a_cv_that_tells_no_experience_leaves_it_unknown(matcher):
    line = only(compare(matcher, person(), offer(occupation=CASHIER, experience=THREE_YEARS)))

    assert (line.status, line.points) == (Status.UNKNOWN, 0.0)


def test_two_experiences_of_the_occupation_add_up(matcher):
    profile = person(experiences=[experience(CASHIER, 18), experience(BAKER, 100), experience(CASHIER, 18)])

    assert only(compare(matcher, profile, offer(occupation=CASHIER, experience=THREE_YEARS))).points == 100.0


def test_where_beginners_are_welcome_experience_is_not_asked(matcher):
    assert compare(matcher, person(), offer(occupation=CASHIER, experience=BEGINNERS)).requirements == ()


def test_experience_that_nobody_asked_for_is_worth_less(matcher):
    asked = offer(occupation=CASHIER, experience=THREE_YEARS, contract=Contract.PERMANENT)
    unasked = offer(occupation=CASHIER, contract=Contract.PERMANENT)

    first, second = (compare(matcher, person(), posting).requirements[0] for posting in (asked, unasked))
    assert (first.part, first.uri) == (second.part, second.uri)
    assert second.worth < first.worth


# --- languages -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoken", "status", "points"),
    [
        ([speaks("en", LanguageLevel.B2)], Status.HELD, 100.0),
        ([speaks("en", LanguageLevel.NATIVE)], Status.HELD, 100.0),
        ([speaks("en", LanguageLevel.B1)], Status.NEAR, 75.0),
        ([speaks("en", LanguageLevel.A1)], Status.NEAR, 25.0),
        ([speaks("en")], Status.NEAR, 70.0),
        ([speaks("en", negated=True)], Status.MISSING, 0.0),
        ([speaks("it")], Status.MISSING, 0.0),
        ([], Status.UNKNOWN, 0.0),
    ],
)
def test_a_language_counts_by_its_level(matcher, spoken, status, points):
    posting = offer(languages=(asks_language("en", LanguageLevel.B2),))
    line = only(compare(matcher, person(languages=spoken), posting))

    assert line.status is status
    assert line.points == pytest.approx(points)


def test_the_language_that_a_cv_is_written_in_is_implied(matcher):
    line = only(compare(matcher, person(language="en"), offer(languages=(asks_language("en"),))))

    assert line.status is Status.IMPLIED
    assert 0 < line.points < 100


# --- licences and gates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "status", "points"),
    [
        ([has_licence("driving:B")], Status.HELD, 100.0),
        ([has_licence("driving:CE")], Status.HELD, 100.0),  # nobody has CE without B
        ([has_licence("driving:B", negated=True)], Status.MISSING, 0.0),
        ([has_licence("driving:A2")], Status.UNKNOWN, 0.0),
        ([], Status.UNKNOWN, 0.0),
    ],
)
def test_a_licence_is_held_denied_or_not_spoken_of(matcher, held, status, points):
    line = only(compare(matcher, person(licences=held), offer(licences=(asks_licence("driving:B"),))))

    assert line.status is status
    assert line.points == pytest.approx(points)


def test_a_gate_closes_only_where_it_is_known_not_to_be_met(matcher):
    posting = offer(licences=(asks_licence("driving:B", gate=True),))
    denied = compare(matcher, person(licences=[has_licence("driving:B", negated=True)]), posting)
    silent = compare(matcher, person(), posting)
    held = compare(matcher, person(licences=[has_licence("driving:B")]), posting)

    assert [len(match.closed_gates) for match in (denied, silent, held)] == [1, 0, 0]


def test_what_is_no_gate_never_closes(matcher):
    posting = offer(licences=(asks_licence("driving:B"),))
    denied = compare(matcher, person(licences=[has_licence("driving:B", negated=True)]), posting)

    assert denied.closed_gates == ()


# --- diplomas --------------------------------------------------------------------------------------------------


def diploma(level: int | None, *, obtained: bool | None = None) -> Education:
    return Education("diploma", passage("diploma"), level=level, obtained=obtained)


@pytest.mark.parametrize(
    ("held", "status", "points"),
    [
        ([diploma(5)], Status.HELD, 100.0),
        ([diploma(7)], Status.HELD, 100.0),
        ([diploma(4)], Status.NEAR, 50.0),
        ([diploma(3)], Status.MISSING, 0.0),
        ([diploma(4), diploma(5, obtained=False)], Status.NEAR, 50.0),  # the higher one was not obtained
        ([diploma(None)], Status.UNKNOWN, 0.0),
        ([], Status.UNKNOWN, 0.0),
    ],
)
def test_only_the_highest_level_obtained_counts(matcher, held, status, points):
    posting = offer(diplomas=(DiplomaRequirement("Bac+2", ESSENTIAL, (passage("Bac+2"),), level=5),))
    line = only(compare(matcher, person(education=held), posting))

    assert line.status is status
    assert line.points == pytest.approx(points)


def named(title: str, level: int, field: str = "") -> Education:
    return Education(title, passage(title), level=level, field_of_study=field)


COOK = DiplomaRequirement(
    "CAP cuisine", ESSENTIAL, (passage("CAP cuisine"),), level=3, field_of_study="cuisine"
)
CARER = DiplomaRequirement("Diplôme d'État d'aide-soignant", ESSENTIAL, (), level=4, gate=True)


@pytest.mark.parametrize(
    ("asked", "held", "status", "points"),
    [
        (COOK, named("CAP cuisine", 3, "cuisine"), Status.HELD, 100.0),
        (COOK, named("Bac pro cuisine", 4, "cuisine"), Status.HELD, 100.0),
        (COOK, named("Baccalauréat STMG", 4), Status.NEAR, 50.0),
        (COOK, named("CAP coiffure", 3, "coiffure"), Status.NEAR, 50.0),
        (CARER, named("Diplôme d'État d'aide-soignante", 4), Status.HELD, 100.0),
        (CARER, named("BUT chimie", 6, "chimie"), Status.UNKNOWN, 0.0),
        (CARER, named("CAP cuisine", 3, "cuisine"), Status.UNKNOWN, 0.0),
    ],
)
def test_a_diploma_of_that_level_in_another_field_is_not_the_one_asked_for(
    matcher, asked, held, status, points
):
    line = only(compare(matcher, person(education=[held]), offer(diplomas=(asked,))))

    assert (line.status, line.points) == (status, pytest.approx(points))
    assert bool(line.evidence) == (status is not Status.UNKNOWN)
    assert bool(line.reason) == (status is not Status.HELD)


def test_of_several_diplomas_the_one_in_the_field_asked_counts(matcher):
    several = [named("Master de lettres", 7), named("CAP cuisine", 3, "cuisine")]

    line = only(compare(matcher, person(education=several), offer(diplomas=(COOK,))))

    assert (line.status, line.evidence[0].text) == (Status.HELD, "CAP cuisine")


# --- place -----------------------------------------------------------------------------------------------------


def test_a_job_where_the_person_looks_is_near_enough_and_one_far_away_is_not(matcher):
    posting = offer(place=DIGNE)
    here = only(compare(matcher, person(search_areas=(NEAR_DIGNE,)), posting))
    there = only(compare(matcher, person(search_areas=(MARSEILLE,)), posting))

    assert (here.status, here.points) == (Status.HELD, 100.0)
    assert (there.status, there.points) == (Status.MISSING, 0.0)
    assert here.evidence == NEAR_DIGNE.evidence
    assert "0 km" in here.reason


def test_the_nearest_of_several_places_counts_whatever_their_order(matcher):
    for areas in ((NEAR_DIGNE, MARSEILLE), (MARSEILLE, NEAR_DIGNE)):
        assert only(compare(matcher, person(search_areas=areas), offer(place=DIGNE))).points == 100.0


def test_the_home_address_is_never_a_place_to_look_in(matcher):
    home = Contact(address=passage("04000 Digne-les-Bains"))
    near, far = (person(contact=contact) for contact in (home, Contact(address=passage("59000 Lille"))))

    lines = [only(compare(matcher, profile, offer(place=DIGNE))) for profile in (near, far, person())]
    assert [(line.status, line.points) for line in lines] == [(Status.UNKNOWN, 0.0)] * 3
    assert lines[0] == lines[1] == lines[2]


def test_a_place_asked_for_by_the_person_at_the_keyboard_replaces_those_of_the_cv(matcher):
    line = only(compare(matcher, person(search_areas=(MARSEILLE,)), offer(place=DIGNE), areas=(NEAR_DIGNE,)))

    assert line.status is Status.HELD


def test_a_place_that_no_gazetteer_knows_is_unknown_and_never_guessed(matcher):
    line = only(compare(matcher, person(search_areas=(NEAR_DIGNE,)), offer(place=Place("Zblorg-sur-Rien"))))

    assert (line.status, line.points) == (Status.UNKNOWN, 0.0)
    assert "gazetteer" in line.reason


# --- contract --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wished", "status", "points"),
    [
        ((Contract.PERMANENT,), Status.HELD, 100.0),
        ((Contract.SEASONAL, Contract.PERMANENT), Status.HELD, 100.0),
        ((Contract.SEASONAL,), Status.MISSING, 0.0),
        ((), Status.UNKNOWN, 0.0),
    ],
)
def test_a_contract_fits_only_where_the_person_says_so(matcher, wished, status, points):
    line = only(compare(matcher, person(contracts=wished), offer(contract=Contract.PERMANENT)))

    assert (line.status, line.points) == (status, points)
