"""Contesting: a month, a desk, a named answer, both comparisons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import User
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent
from openemploi_web.rights import actions, selectors
from openemploi_web.rights.beside import beside
from openemploi_web.rights.calendar import add_months
from openemploi_web.rights.models import Contest
from tests.web import factories as make
from tests.web.rights.conftest import Scene

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]
WORDS = "J’ai pourtant organisé des déplacements pendant trois ans."


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [((2026, 1, 31), 1, (2026, 2, 28)), ((2026, 12, 15), 1, (2027, 1, 15)), ((2026, 3, 31), -1, (2026, 2, 28)),
     ((2028, 2, 29), -24, (2026, 2, 28))],
)  # fmt: skip
def test_a_month_is_a_month_of_the_calendar(
    start: tuple[int, int, int], months: int, end: tuple[int, int, int]
) -> None:
    assert add_months(datetime(*start, tzinfo=UTC), months) == datetime(*end, tzinfo=UTC)


def test_a_contest_starts_a_month_and_tells_the_person_and_the_desk(scene: Scene, as_user: AsUser) -> None:
    as_user(scene.person).post(reverse("rights:contest", args=[scene.vacancy.pk]), {"text": WORDS})

    contest = Contest.objects.get()
    assert contest.due_at.date() == add_months(contest.created_at, 1).date()
    assert contest.application == scene.application
    assert scene.person.notices.filter(kind="contest_received").count() == 1
    assert scene.administrator.notices.filter(kind="contest_to_answer").count() == 1


def test_contesting_twice_is_one_contest(scene: Scene) -> None:
    first = actions.contest(actor=scene.person, vacancy=scene.vacancy, text=WORDS)
    assert actions.contest(actor=scene.person, vacancy=scene.vacancy, text="encore").pk == first.pk


def test_too_few_words_are_refused_and_nothing_is_kept(scene: Scene, as_user: AsUser) -> None:
    answer = as_user(scene.person).post(reverse("rights:contest", args=[scene.vacancy.pk]), {"text": "non"})

    assert answer.status_code == 400
    assert not Contest.objects.exists()


def test_the_pair_is_compared_again_with_the_profile_of_today_and_the_person_sees_both(
    scene: Scene, as_user: AsUser, skills: list[tuple[str, str]]
) -> None:
    contest = actions.contest(actor=scene.person, vacancy=scene.vacancy, text=WORDS)
    make.skill(scene.profile, *skills[2])
    desk = as_user(scene.administrator)
    page = desk.get(reverse("rights:answer", args=[contest.pk])).content.decode()
    assert "La somme n’est plus la même" in page

    desk.post(
        reverse("rights:answer", args=[contest.pk]),
        {"outcome": "changed", "answer": "Vous aviez raison : la compétence est maintenant lue."},
    )

    contest.refresh_from_db()
    assert contest.state == "answered"
    assert contest.answered_by == scene.administrator
    assert contest.after is not None and contest.before is not None
    assert contest.after["score"] > contest.before["score"]
    assert scene.person.notices.get(kind="contest_answered").values == {"name": "Awa Morel"}
    mine = as_user(scene.person).get(reverse("rights:contests")).content.decode()
    assert "Awa Morel" in mine and "Vous aviez raison" in mine and skills[2][1] in mine


def test_side_by_side_shows_each_line_once_with_both_states(
    scene: Scene, skills: list[tuple[str, str]]
) -> None:
    contest = actions.contest(actor=scene.person, vacancy=scene.vacancy, text=WORDS)
    make.skill(scene.profile, *skills[2])
    both = beside(contest.before, actions.look_at_contest(actor=scene.administrator, contest=contest))

    assert both is not None and not both.same
    cells = dict(both.rows)[skills[2][1]]
    assert "Absente" in cells[0] and "Acquise" in cells[1]


def test_every_look_of_the_desk_is_in_the_persons_journal(scene: Scene, as_user: AsUser) -> None:
    contest = actions.contest(actor=scene.person, vacancy=scene.vacancy, text=WORDS)
    as_user(scene.administrator).get(reverse("rights:answer", args=[contest.pk]))

    seen = AuditEvent.objects.filter(person=scene.person.pk, action="rights.look_at_contest").get()
    assert seen.actor == scene.administrator.pk


def test_the_first_due_is_on_top_and_what_is_late_is_said(scene: Scene, as_user: AsUser) -> None:
    late = actions.contest(actor=scene.person, vacancy=scene.vacancy, text=WORDS)
    other = actions.contest(actor=make.jobseeker().user, vacancy=scene.vacancy, text=WORDS)
    Contest.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(days=1))

    assert [row.pk for row in selectors.desk(answered=False)] == [late.pk, other.pk]
    assert selectors.overdue() == 1
    assert "En retard" in as_user(scene.administrator).get(reverse("rights:desk")).content.decode()


def test_nobody_but_an_administrator_answers_and_nobody_answers_their_own(scene: Scene) -> None:
    contest = actions.contest(actor=scene.person, vacancy=scene.vacancy, text=WORDS)
    for actor in (scene.person, scene.recruiter):
        with pytest.raises(Denied):
            actions.answer_contest(
                actor=actor, contest=contest, outcome="confirmed", answer="Non, vraiment non."
            )

    make.jobseeker(user=scene.administrator)
    own = actions.contest(actor=scene.administrator, vacancy=scene.vacancy, text=WORDS)
    with pytest.raises(Denied):
        actions.answer_contest(
            actor=scene.administrator, contest=own, outcome="changed", answer="Oui, tout à fait."
        )


def test_an_answer_is_given_once(scene: Scene) -> None:
    contest = actions.contest(actor=scene.person, vacancy=scene.vacancy, text=WORDS)
    answer = {"outcome": "confirmed", "answer": "La comparaison est juste, voici pourquoi."}
    actions.answer_contest(actor=scene.administrator, contest=contest, **answer)

    with pytest.raises(Denied):
        actions.answer_contest(actor=scene.administrator, contest=contest, **answer)


def test_the_contest_of_another_is_nowhere(scene: Scene, as_user: AsUser) -> None:
    actions.contest(actor=scene.person, vacancy=scene.vacancy, text=WORDS)
    other = as_user(make.jobseeker().user)

    assert WORDS not in other.get(reverse("rights:contests")).content.decode()
