"""What is recommended for missing skills: the evidence, the gap, the points, and what is said when nothing is known."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.library.pathways.training.small_courses import (
    CREPES,
    STOCKS,
    TILL,
    action,
    session,
    training,
)

from openemploi.i18n import use_language
from openemploi.labourmarket.model import Occupation, Reason
from openemploi.labourmarket.observatory import Observatory
from openemploi.pathways.training.catalogue import Catalogue
from openemploi.pathways.training.model import (
    Basis,
    Frame,
    Hindrance,
    Need,
    Outcome,
    Rhythm,
    Teaching,
    Told,
    Way,
)
from openemploi.pathways.training.recommending import recommend, skills_missing
from openemploi.taxonomy.library import open_taxonomy

Make = Callable[..., Catalogue]
NEED = Need((CREPES, STOCKS, TILL))
CREPIER = Occupation("G1998", "Crêpier / Crêpière", "G1998")
CERTIFIED = {
    "code": "RNCP90001",
    "title": "Titre de la crêpe",
    "blocks": "Cuisson de crêpes|Encaisser et tenir une caisse",
    "rome": "G1998",
    "route": "Par expérience",
}


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


def test_a_skill_is_covered_with_the_passage_that_names_it(made: Make, frame: Frame) -> None:
    catalogue = made(
        training("Galettes", action(session(1)), content="Hygiène. Gestion des stocks, accueil.")
    )

    (found,) = recommend(catalogue, NEED, frame).recommendations

    (evidence,) = found.evidence
    assert (evidence.skill, evidence.basis) == (STOCKS, Basis.PROGRAMME)
    assert evidence.passage is not None
    programme = catalogue.course(0)["programme"]
    assert (
        programme[evidence.passage.start : evidence.passage.end]
        == evidence.passage.text
        == "Gestion des stocks"
    )


def test_words_of_two_sentences_do_not_make_a_skill(made: Make, frame: Frame) -> None:
    catalogue = made(training("Crêpes", action(session(1)), content="Gérer une équipe. Stocks et commandes."))

    answer = recommend(catalogue, Need((STOCKS,)), frame)

    assert answer.recommendations == ()
    assert answer.nowhere == (STOCKS,)


def test_the_competences_of_its_certification_count(made: Make, frame: Frame) -> None:
    catalogue = made(training("Titre", action(session(1)), rncp="90001"), certifications=(CERTIFIED,))

    (found,) = recommend(catalogue, NEED, frame).recommendations

    assert [(one.skill, one.basis, one.source) for one in found.evidence] == [
        (CREPES, Basis.CERTIFICATION, "RNCP90001"),
        (TILL, Basis.CERTIFICATION, "RNCP90001"),
    ]
    assert found.evidence[0].passage is not None and found.evidence[0].passage.text == "Cuisson de crêpes"


def test_what_only_follows_from_the_occupation_is_told_as_such_and_counts_half(
    made: Make, frame: Frame
) -> None:
    named = training("Cuire des crêpes", action(session(1)))
    inferred = training("Autre", action(session(2)), rome="G1998")
    catalogue = made(named, inferred)

    first, second = recommend(catalogue, Need((CREPES,)), frame).recommendations

    assert [one.evidence[0].basis for one in (first, second)] == [Basis.PROGRAMME, Basis.OCCUPATION]
    assert second.evidence[0].passage is None and second.evidence[0].source == "G1998"
    assert (second.gap.covered, second.gap.named) == (1, 0)
    assert second.lines[0].points == first.lines[0].points / 2


def test_other_names_of_the_skill_are_looked_for_with_the_taxonomy(made: Make, frame: Frame) -> None:
    catalogue = made(training("Vente", action(session(1)), content="Accueil, rendu de la monnaie."))
    need = Need((replace(TILL, code="urn:openemploi:skill:till-operation"),))

    assert recommend(catalogue, need, frame).recommendations == ()
    assert recommend(catalogue, need, frame, taxonomy=open_taxonomy()).recommendations[0].gap.covered == 1


def test_the_gap_is_told_in_counts_and_weight(made: Make, frame: Frame) -> None:
    catalogue = made(training("Crêperie", action(session(1)), content="Cuire des crêpes. Gérer les stocks."))

    gap = recommend(catalogue, NEED, frame).recommendations[0].gap

    assert (gap.covered, gap.of, gap.essential, gap.essential_of, gap.share) == (2, 3, 1, 1, 0.75)


def test_the_lines_add_up_to_the_score(made: Make, frame: Frame) -> None:
    catalogue = made(
        training("Crêperie", action(session(1), price="777"), content="Cuire des crêpes", rncp="90001"),
        training("Caisse", action(session(2, "20270111", "20270118")), content="Tenir une caisse"),
        certifications=(CERTIFIED,),
    )
    home = catalogue.known.look_up.area("04902")

    for found in recommend(catalogue, NEED, replace(frame, home=home, budget=1000)).recommendations:
        assert round(math.fsum(line.points for line in found.lines), 1) == found.score
        assert all(0 <= line.points <= line.worth for line in found.lines)
        assert math.fsum(line.worth for line in found.lines) == 100


def test_nothing_known_of_the_person_still_gets_an_answer(made: Make, frame: Frame) -> None:
    catalogue = made(
        training("Crêperie", action(session(1, "00000000", "00000000"), hours=""), content="Cuire des crêpes")
    )

    answer = recommend(catalogue, NEED, frame)

    (found,) = answer.recommendations
    told = found.session
    assert (told.starts, told.price, told.hours, told.weeks, told.distance_km, told.travel_minutes) == (
        None,
    ) * 6
    assert found.outcome.unknown is not None and found.outcome.rate is None
    assert {line.name for line in found.lines if not line.known} == {
        "goal",
        "near",
        "soon",
        "cheap",
        "rhythm",
    }
    assert len(answer.limits) == 4
    assert answer.path is None  # of unknown length


def test_an_unknown_price_is_neither_free_nor_dear(made: Make, frame: Frame) -> None:
    free = training("Gratuit", action(session(1), price="0"), content="Cuire des crêpes")
    unknown = training("Inconnu", action(session(2)), content="Cuire des crêpes")
    dear = training("Cher", action(session(3), price="4900"), content="Cuire des crêpes")

    found = recommend(made(dear, unknown, free), Need((CREPES,)), replace(frame, budget=5000)).recommendations

    assert [one.session.title for one in found] == ["Gratuit", "Inconnu", "Cher"]
    assert [one.session.price for one in found] == [0, None, 4900]


def test_an_hourly_price_is_made_a_price_and_says_so(made: Make, frame: Frame) -> None:
    catalogue = made(
        training("Crêperie", action(session(1), hourly="12,5", hours="40"), content="Cuire des crêpes")
    )

    told = recommend(catalogue, NEED, frame).recommendations[0].session

    assert (told.price, told.price_from_hours) == (500, True)


def test_distance_is_a_straight_line_and_minutes_an_estimate(made: Make, frame: Frame) -> None:
    catalogue = made(training("Crêperie", action(session(1), place="04902"), content="Cuire des crêpes"))
    home = catalogue.known.look_up.area("04901")

    told = recommend(catalogue, NEED, replace(frame, home=home)).recommendations[0].session

    assert told.distance_km == pytest.approx(13.7, abs=0.1)
    assert told.travel_minutes == 26  # 5 + 13.7 × 1.3 at 50 km/h
    assert told.area is not None and told.area.name == "Colzas"


def test_sessions_of_one_course_are_one_recommendation(made: Make, frame: Frame) -> None:
    here = action(session(1), session(2, "20261201", "20261220"), price="900")
    there = action(session(3), place="04902", price="100")
    catalogue = made(
        training("Crêperie", here, there, content="Cuire des crêpes"),
        training("Caisse", action(session(4)), content="Tenir une caisse"),
    )

    crepes, till = recommend(catalogue, NEED, frame).recommendations

    assert (crepes.sessions, len(crepes.others), crepes.session.price) == (3, 2, 100)
    assert till.adds == (TILL,)


def test_a_course_that_adds_something_comes_before_one_that_repeats(made: Make, frame: Frame) -> None:
    catalogue = made(
        training("Crêpes un", action(session(1), price="100"), content="Cuire des crêpes"),
        training("Crêpes deux", action(session(2), price="100"), content="Cuire des crêpes"),
        training("Stocks", action(session(3), price="900"), content="Gérer les stocks"),
    )

    found = recommend(catalogue, NEED, frame).recommendations

    assert [one.session.title for one in found] == ["Crêpes un", "Stocks", "Crêpes deux"]
    assert [one.adds for one in found] == [(CREPES,), (STOCKS,), ()]


@pytest.mark.parametrize(
    ("given", "hindrance", "nearest"),
    [
        ({"budget": 500.0}, Hindrance.DEAR, 900),
        ({"travel_km": 5.0}, Hindrance.FAR, 13.7),
        ({"travel_minutes": 10.0}, Hindrance.FAR, 13.7),
        ({"level": 2}, Hindrance.LEVEL, 3),
        ({"weekly_hours": 20.0}, Hindrance.HOURS, 37.7),
        ({"rhythms": frozenset({Rhythm.EVENINGS})}, Hindrance.RHYTHM, None),
        ({"starts_by": date(2026, 9, 30)}, Hindrance.LATE, None),
        ({"starts_from": date(2026, 11, 1)}, Hindrance.EARLY, None),
        ({"day": date(2026, 10, 6)}, Hindrance.PAST, None),
    ],
)
def test_what_does_not_fit_is_left_out_with_the_reason(
    made: Make, frame: Frame, given: dict[str, object], hindrance: Hindrance, nearest: float | None
) -> None:
    there = action(session(1), place="04902", price="900", required="1")
    catalogue = made(training("Crêperie", there, content="Cuire des crêpes", level="4"))
    home = catalogue.known.look_up.area("04901")

    answer = recommend(catalogue, NEED, replace(frame, home=home, **given))

    assert answer.recommendations == ()
    ((left_out),) = answer.left_out
    assert (left_out.hindrance, left_out.sessions, left_out.alone) == (hindrance, 1, 1)
    assert left_out.nearest == (None if nearest is None else pytest.approx(nearest, abs=0.1))
    assert {other.way for other in answer.other_ways} == {Way.IMMERSION, Way.DISTANCE}
    assert all(other.why for other in answer.other_ways)


def test_a_session_at_a_distance_is_never_too_far(made: Make, frame: Frame) -> None:
    catalogue = made(
        training("En ligne", action(session(1), place="75056", teaching="2"), content="Cuire des crêpes")
    )
    home = catalogue.known.look_up.area("04901")

    (found,) = recommend(catalogue, NEED, replace(frame, home=home, travel_km=1)).recommendations

    assert (found.session.teaching, found.session.distance_km) == (Teaching.DISTANCE, 0)


@pytest.mark.parametrize(
    ("asked", "held", "told"),
    [
        ("4", 3, Told.MET),
        ("5", 3, Told.NOT_MET),
        ("5", None, Told.NOT_SAID),
        ("0", 3, Told.NOT_SAID),
        ("1", None, Told.MET),
    ],
)
def test_a_diploma_asked_for_is_met_not_met_or_not_said(
    made: Make, frame: Frame, asked: str, held: int | None, told: Told
) -> None:
    catalogue = made(
        training(
            "Crêperie",
            action(session(1), conditions="Aimer la pluie"),
            content="Cuire des crêpes",
            level=asked,
        )
    )

    found = recommend(catalogue, NEED, replace(frame, level=held)).recommendations[0].session.prerequisites

    assert (found.level_met, found.required, found.conditions) == (told, False, "Aimer la pluie")


@pytest.mark.parametrize(
    ("row", "active"),
    [({}, True), ({"active": "INACTIVE"}, False), ({"ends": "31/08/2026"}, False)],
)
def test_a_certification_says_whether_it_is_still_registered(
    made: Make, frame: Frame, row: dict[str, str], active: bool
) -> None:
    catalogue = made(training("Titre", action(session(1)), rncp="90001"), certifications=(CERTIFIED | row,))

    (found,) = recommend(catalogue, NEED, frame).recommendations

    (certification,) = found.session.certifications
    assert (certification.code, certification.level, certification.active) == ("RNCP90001", 3, active)
    assert next(line.points for line in found.lines if line.name == "certified") == (8 if active else 0)


def test_without_the_list_of_certifications_nothing_is_said_of_their_registration(
    made: Make, frame: Frame
) -> None:
    catalogue = made(training("Cuire des crêpes", action(session(1)), rncp="90001"))

    (found,) = recommend(catalogue, NEED, frame).recommendations

    assert found.session.certifications[0].active is None
    assert next(line for line in found.lines if line.name == "certified").known is False


def test_published_outcomes_are_shown_with_how_many_they_are_of(made: Make, frame: Frame) -> None:
    catalogue = made(training("Cuire des crêpes", action(session(1)), rncp="90001"))
    many, few = Outcome(rate=0.6, n=40, months=6), Outcome(rate=1.0, n=3, months=6)

    (found,) = recommend(catalogue, NEED, frame, outcomes={"RNCP90001": many}).recommendations
    (unsure,) = recommend(catalogue, NEED, frame, outcomes={"RNCP90001": few}).recommendations

    assert found.outcome == many
    assert unsure.outcome.rate is None and unsure.outcome.unknown is not None
    assert unsure.outcome.unknown.reason is Reason.TOO_FEW


def test_a_course_that_leads_to_the_occupation_says_so(made: Make, frame: Frame) -> None:
    catalogue = made(training("Crêpier", action(session(1)), rome="G1998"))

    (found,) = recommend(catalogue, Need((CREPES,), CREPIER), frame).recommendations

    assert found.leads_to_goal
    assert next(line.points for line in found.lines if line.name == "goal") == 10


def test_the_path_takes_sessions_that_do_not_meet_and_says_what_is_still_missing(
    made: Make, frame: Frame
) -> None:
    catalogue = made(
        training(
            "Crêpes", action(session(1, "20261005", "20261018"), price="300"), content="Cuire des crêpes"
        ),
        training(
            "Stocks",
            action(session(2, "20261005", "20261011"), session(3, "20261102", "20261108"), price="200"),
            content="Gérer les stocks",
        ),
    )

    path = recommend(catalogue, NEED, replace(frame, budget=600)).path

    assert path is not None and path.exact
    assert [(step.key, adds) for step, adds in path.steps] == [("lheo:1", (CREPES,)), ("lheo:3", (STOCKS,))]
    assert (path.weeks, path.price, path.missing, path.gap.covered) == (3, 500, (TILL,), 2)


def test_without_any_catalogue_the_answer_says_what_to_import(store: object, frame: Frame) -> None:
    answer = recommend(Catalogue(Observatory(store)), NEED, frame)  # type: ignore[arg-type]

    assert answer.unknown is not None and answer.unknown.datasets == ("lheo",)
    assert {other.way for other in answer.other_ways} == {Way.IMMERSION, Way.DISTANCE}


def test_the_skills_that_an_occupation_still_asks_for_weigh_more_at_its_heart(store: object) -> None:
    known = Observatory(store)  # type: ignore[arg-type]

    assert [(one.label, one.weight, one.essential) for one in skills_missing(known, CREPIER)] == [
        ("Cuire des crêpes", 2, True),
        ("Farines", 1, False),
    ]
    assert [one.label for one in skills_missing(known, CREPIER, held=frozenset({"9100001"}))] == ["Farines"]


@pytest.mark.parametrize(
    ("words", "rhythms"),
    [
        ("Continu temps plein, modulaire", {Rhythm.FULL_TIME}),
        ("Cours du soir ou le samedi", {Rhythm.EVENINGS, Rhythm.WEEKENDS}),
        ("En alternance", {Rhythm.ALTERNATING}),
        ("À votre convenance", set()),
    ],
)
def test_a_rhythm_is_read_from_its_words_or_is_not_known(
    made: Make, frame: Frame, words: str, rhythms: set[Rhythm]
) -> None:
    catalogue = made(training("Cuire des crêpes", action(session(1), rhythm=words)))

    told = recommend(catalogue, NEED, frame).recommendations[0].session

    assert (told.rhythm, told.rhythms) == (words, rhythms)


def test_gap_and_outcome_stand_apart_and_neither_moves_what_the_points_say(made: Make, frame: Frame) -> None:
    catalogue = made(training("Cuire des crêpes", action(session(1)), rncp="90001"))
    many = Outcome(rate=0.6, n=50, months=6, source="an office")

    (silent,) = recommend(catalogue, NEED, frame).recommendations
    (told,) = recommend(catalogue, NEED, frame, outcomes={"RNCP90001": many}).recommendations

    assert round(told.explanation.total, 1) == told.score == silent.score
    assert told.usefulness == silent.usefulness
    assert told.usefulness.share == told.gap.share
    assert (told.chance.share, told.chance.words) == (0.6, "30 of 50 found work")
    assert not silent.chance.known
    assert silent.chance.words == "unknown: nobody publishes it"
