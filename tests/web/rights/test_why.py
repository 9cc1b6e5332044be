"""Why this rank: the page is the computation, and its figures add up."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from openemploi_web.accounts.models import User
from openemploi_web.jobseekers.snapshots import facts, facts_of
from openemploi_web.rights import comparing
from openemploi_web.rights.why import why
from openemploi_web.vacancies.models import Requirement
from tests.web import factories as make
from tests.web.rights.conftest import Scene

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


def tenths(written: str) -> int:
    return round(float(written.replace(",", ".")) * 10)


def test_the_lines_sum_to_the_parts_and_the_parts_to_the_score(scene: Scene) -> None:
    shown = why(scene.person, scene.vacancy)
    match = comparing.compare(scene.person, scene.vacancy, application=scene.application)

    for group in shown.groups:
        assert sum(tenths(row.points) for row in group.rows) == tenths(group.points)
        assert sum(tenths(row.worth) for row in group.rows) == tenths(group.worth)
    assert sum(tenths(group.points) for group in shown.groups) == tenths(shown.points)
    assert tenths(shown.points) == round(match.score * 10)
    assert math.isclose(sum(tenths(group.worth) for group in shown.groups), 1000)


def test_each_line_leads_to_the_words_in_which_it_was_read(
    scene: Scene, skills: list[tuple[str, str]]
) -> None:
    rows = {row.label: row for group in why(scene.person, scene.vacancy).groups for row in group.rows}

    held = rows[skills[0][1]]
    assert (held.chip, [quoted.text for quoted in held.evidence]) == ("said", [skills[0][1]])
    assert held.evidence[0].page == 1
    assert rows[skills[2][1]].chip == "missing"


def test_what_was_sent_is_compared_even_when_the_profile_has_changed_since(
    scene: Scene, skills: list[tuple[str, str]]
) -> None:
    before = why(scene.person, scene.vacancy).points
    make.skill(scene.profile, *skills[2])

    assert why(scene.person, scene.vacancy).points == before


def test_without_an_application_the_profile_as_it_stands_is_compared(
    scene: Scene, skills: list[tuple[str, str]]
) -> None:
    other = make.vacancy(scene.employer, requirements=[(*skills[2], "essential")])
    assert why(scene.person, other).application is None
    assert tenths(why(scene.person, other).points) == 0

    make.skill(scene.profile, *skills[2])
    assert tenths(why(scene.person, other).points) > 0


def test_what_would_change_it_names_the_gain(scene: Scene, skills: list[tuple[str, str]]) -> None:
    shown = why(scene.person, scene.vacancy)

    assert shown.changes[0].label == skills[2][1]
    row = next(row for group in shown.groups for row in group.rows if row.label == skills[2][1])
    assert tenths(shown.changes[0].points) == tenths(row.worth) - tenths(row.points)


def test_the_rank_counts_those_before_beside_and_after(scene: Scene, skills: list[tuple[str, str]]) -> None:
    better = make.jobseeker()
    for pair in skills:
        make.skill(better, *pair)
    make.application(scene.vacancy, better)
    withdrawn = make.jobseeker()
    make.application(scene.vacancy, withdrawn, state="withdrawn")
    make.application(scene.vacancy, make.jobseeker())

    rank = why(scene.person, scene.vacancy).rank

    assert rank is not None
    assert (rank.before, rank.beside, rank.after, rank.count) == (1, 0, 1, 3)


def test_name_and_address_are_not_in_what_is_compared(scene: Scene) -> None:
    before = facts(scene.profile)
    scene.person.name = "Autre Nom"
    scene.person.save()
    scene.profile.commune, scene.profile.phone = "Nice", "07 00 00 00 00"
    scene.profile.save()

    assert facts(scene.profile) == before
    assert replace(facts_of(scene.application.snapshot or {})) == before


def test_the_page_says_who_answers_and_how_to_contest(scene: Scene, as_user: AsUser) -> None:
    page = as_user(scene.person).get(reverse("rights:why", args=[scene.vacancy.pk])).content.decode()

    assert reverse("rights:contest", args=[scene.vacancy.pk]) in page
    assert "L311-3-1" in page
    assert not re.search(r"\d+ ?%", re.sub(r"<[^>]+>", " ", page)), "no share alone"


def test_an_offer_that_cannot_be_known_is_not_found(scene: Scene, as_user: AsUser) -> None:
    draft = make.vacancy(scene.employer, state="draft")
    client = as_user(scene.person)

    for vacancy in (draft.pk, uuid4()):
        for page in ("why", "contest"):
            assert client.get(reverse(f"rights:{page}", args=[vacancy])).status_code == 404
    assert as_user(scene.recruiter).get(reverse("rights:why", args=[scene.vacancy.pk])).status_code == 404


def test_a_requirement_that_the_employer_dropped_no_longer_counts(scene: Scene) -> None:
    Requirement.objects.filter(vacancy=scene.vacancy, kind="essential").update(kept=False)

    assert len(why(scene.person, scene.vacancy).groups[0].rows) == 1


def test_an_offer_that_one_has_not_applied_for_shows_both_bars_with_their_reasons(
    scene: Scene, as_user: AsUser, skills: list[tuple[str, str]]
) -> None:
    scene.profile.contracts = ["permanent"]
    scene.profile.save()
    other = make.vacancy(scene.employer, contract="permanent", requirements=[(*skills[0], "essential")])

    answer = as_user(scene.person).get(reverse("rights:why", args=[other.pk]))

    assert answer.status_code == 200
    assert "usefulness" in answer.content.decode()
    assert [line[1] for line in answer.context["why"].wanted.lines] == ["said"]
