"""A project and a diagnosis kept as JSON and looked at again: all of it comes back, and damage is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.library.diagnosis.valley import TOLD

from openemploi.diagnosis.diagnosing import diagnose
from openemploi.diagnosis.keeping import read_kept, written
from openemploi.diagnosis.model import Diagnosis, Project
from openemploi.diagnosis.reading import read_project
from openemploi.diagnosis.replay import About, compare, due
from openemploi.errors import FormatError
from openemploi.labourmarket.observatory import Observatory

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(scope="module")
def made(known: Observatory) -> Diagnosis:
    words = TOLD + ". Je pense qu'il y a 50 offres."
    project = read_project(words, look_up=known.look_up, today=date(2026, 11, 1)).project
    return diagnose(project, observatory=known, today=date(2026, 11, 1))


def test_a_project_and_a_diagnosis_come_back_whole(made: Diagnosis):
    assert read_kept(written(made.project), Project) == made.project
    assert read_kept(written(made), Diagnosis) == made
    assert read_kept(written(Project()), Project) == Project()


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "{}", '{"kind": "project", "version": 1}', '{"kind": "project", "version": 2, "content": {}}',
        '{"kind": "diagnosis", "version": 1, "content": {}}',
        '{"kind": "project", "version": 1, "content": {"unheard_of": 1}}',
        '{"kind": "project", "version": 1, "content": {"words": 3}}',
        '{"kind": "project", "version": 1, "content": {"places": [{"level": "planet", "code": "1", "name": "x"}]}}',
        '{"kind": "project", "version": 1, "content": {"deadline": "soon"}}',
        '{"kind": "project", "version": 1, "content": [[]]}', "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_damaged_or_of_another_version_is_refused(text: str):
    with pytest.raises(FormatError) as refused:
        read_kept(text, Project)

    assert refused.value.code == "kept_unreadable" and refused.value.remedy


def test_a_diagnosis_is_not_read_as_a_project(made: Diagnosis):
    with pytest.raises(FormatError):
        read_kept(written(made), Project)


def test_what_is_kept_is_json_with_its_kind_and_version(made: Diagnosis):
    kept = json.loads(written(made))

    assert (kept["kind"], kept["version"]) == ("diagnosis", 1)
    assert kept["content"]["day"] == "2026-11-01"


def test_the_same_diagnosis_has_not_changed(made: Diagnosis):
    assert compare(made, made) == ()


def test_a_figure_that_moved_a_step_taken_and_a_belief_that_now_agrees_are_told(made: Diagnosis):
    later = _with_offers(made, 600)
    changes = compare(made, later)

    moved = next(one for one in changes if one.about is About.FIGURE)
    assert (moved.before, moved.after) == (120, 600)
    assert moved.sentence == "Offers in a year, Basin of Val des Tilleuls: 600 instead of 120 (offers)."


def test_a_small_movement_is_no_change(made: Diagnosis):
    assert compare(made, _with_offers(made, 124)) == ()


def test_a_stage_that_was_reached_is_told_first(made: Diagnosis, known: Observatory):
    project = replace(made.project, steps=frozenset({"applied"}), deadline=6.0)
    changes = compare(made, diagnose(project, observatory=known, today=date(2026, 12, 1)))

    assert [one.sentence for one in changes[:2]] == [
        "A stage was reached: Planned.",
        "A stage was reached: Started.",
    ]


def test_what_became_known_is_told(made: Diagnosis, nothing: Observatory):
    before = diagnose(made.project, observatory=nothing)
    known = [one.sentence for one in compare(before, made) if one.about is About.KNOWN]

    assert "Now known: Offers in a year." in known


@pytest.mark.parametrize(
    ("today", "done", "months"),
    [
        (date(2026, 1, 31), 0, None), (date(2026, 2, 16), 0, 1), (date(2026, 2, 16), 1, None),
        (date(2026, 8, 1), 1, 6), (date(2027, 1, 1), 6, None),
    ],
)  # fmt: skip
def test_a_replay_is_due_after_one_three_and_six_months(today: date, done: int, months: int | None):
    assert due(date(2026, 1, 15), today=today, done=done) == months


def _with_offers(made: Diagnosis, value: float) -> Diagnosis:
    findings = tuple(
        replace(one, figure=replace(one.figure, value=value))
        if one.figure and one.figure.name == "year_offers" and one.figure.value == 120
        else one
        for one in made.findings
    )
    return replace(made, findings=findings)
