"""Experience that may be validated, immersion and distance: proposed with a reason and the law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.library.pathways.training.small_courses import CREPES, action, session, training

from openemploi.i18n import use_language
from openemploi.labourmarket.model import Occupation
from openemploi.pathways.training.catalogue import Catalogue
from openemploi.pathways.training.model import Frame, Need, OtherWay, Way, Worked
from openemploi.pathways.training.recommending import recommend

Make = Callable[..., Catalogue]
CREPIER = Occupation("G1998", "Crêpier / Crêpière", "G1998")
GLACIER = Occupation("G1999", "Glacier / Glacière", "G1998")
TITLE = {"code": "RNCP90001", "title": "Titre de la crêpe", "rome": "G1998", "route": "Par expérience"}


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


def _by_experience(
    catalogue: Catalogue, frame: Frame, *worked: Worked, goal: Occupation | None = None
) -> list[OtherWay]:
    answer = recommend(catalogue, Need((CREPES,), goal), replace(frame, worked=worked))
    return [other for other in answer.other_ways if other.way is Way.EXPERIENCE]


def test_experience_of_any_length_leads_to_a_certification_of_the_same_work(made: Make, frame: Frame) -> None:
    catalogue = made(training("Autre", action(session(1))), certifications=(TITLE,))

    (found,) = _by_experience(catalogue, frame, Worked(CREPIER, 2))

    assert found.certification is not None and found.certification.code == "RNCP90001"
    assert "2 months" in found.why and "no least time" in found.why
    assert "2022-1598" in found.source


@pytest.mark.parametrize(
    "row", [{"active": "INACTIVE"}, {"ends": "01/01/2026"}, {"rome": "K9999"}, {"route": "Scolaire"}]
)
def test_a_certification_that_is_over_elsewhere_or_not_open_to_experience_is_not_proposed(
    made: Make, frame: Frame, row: dict[str, str]
) -> None:
    catalogue = made(training("Autre", action(session(1))), certifications=(TITLE | row,))

    assert _by_experience(catalogue, frame, Worked(CREPIER, 60)) == []


def test_where_the_way_by_experience_is_not_published_one_is_told_to_ask(made: Make, frame: Frame) -> None:
    catalogue = made(training("Autre", action(session(1))), certifications=(TITLE | {"route": ""},))

    (found,) = _by_experience(catalogue, frame, Worked(CREPIER))

    assert "not published" in found.why


def test_a_certification_that_leads_where_one_wants_to_go_comes_first(made: Make, frame: Frame) -> None:
    other = TITLE | {"code": "RNCP90002", "level": "NIV7", "title": "Chef crêpier"}
    both = TITLE | {"code": "RNCP90003", "rome": "J1999"}
    catalogue = made(training("Autre", action(session(1))), certifications=(TITLE, other, both))
    orthoptist = Occupation("J1999", "Orthoptiste", "J1999")

    found = _by_experience(catalogue, frame, Worked(CREPIER), Worked(orthoptist), goal=orthoptist)

    assert [one.certification.code for one in found if one.certification] == [
        "RNCP90002",
        "RNCP90001",
        "RNCP90003",
    ]
    assert "aim at" in found[-1].why and "aim at" not in found[0].why


def test_somebody_who_never_worked_is_not_sent_to_validate_experience(made: Make, frame: Frame) -> None:
    catalogue = made(training("Autre", action(session(1))), certifications=(TITLE,))

    assert _by_experience(catalogue, frame) == []


def test_when_a_course_fits_immersion_and_distance_are_not_pressed_on_anybody(
    made: Make, frame: Frame
) -> None:
    catalogue = made(training("Cuire des crêpes", action(session(1))))

    assert recommend(catalogue, Need((CREPES,)), frame).other_ways == ()


def test_sessions_at_a_distance_that_fail_for_another_reason_are_counted(made: Make, frame: Frame) -> None:
    catalogue = made(training("Cuire des crêpes", action(session(1), price="900", teaching="2")))

    ways = recommend(catalogue, Need((CREPES,), GLACIER), replace(frame, budget=10)).other_ways

    assert [(one.way, one.sessions) for one in ways] == [(Way.IMMERSION, None), (Way.DISTANCE, 1)]
    assert "Glacier" in ways[0].sentence
