"""What became of a kept project: said by the person or the counsellor, corrected, taken back; and the yes to count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import User
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent, Notice
from openemploi_web.mobility import actions_endings
from openemploi_web.mobility.models import Agreement, MobilityProject, ProjectEnding, Talk
from openemploi_web.rights import erasure, holdings
from openemploi_web.rights.actions import plan_erasure
from tests.web import factories as make
from tests.web.mobility.test_kept import keep

Text = Callable[[Any], str]
AsUser = Callable[[User], Client]


@pytest.fixture
def counsellor(db: None) -> User:
    return make.member(make.organisation("counselling", territory=["05"]), name="Céleste Roumieu")


def this_month() -> str:
    return timezone.localdate().replace(day=1).isoformat()


def say(client: Client, project: MobilityProject, **said: str) -> Any:
    return client.post(reverse("mobility:ending", args=[project.pk]), said)


def given(client: Client, code: str) -> Talk:
    """The project as the counsellor has it."""
    client.post(reverse("mobility:talks"), {"code": code})
    return Talk.objects.get()


def test_the_person_says_what_became_of_it_corrects_it_and_takes_it_back(told: Client, page: Text):
    project, _code = keep(told)
    kept = reverse("mobility:kept", args=[project.pk])
    assert "Say what became of it" in page(told.get(kept))

    say(told, project, what="searching", month=this_month(), why="mind")
    first = ProjectEnding.objects.get()
    assert (first.what, first.month, first.why, first.by) == ("searching", None, "", "person")

    say(told, project, what="given_up", month=this_month(), why="housing")
    assert "no housing was found" in page(told.get(kept))
    assert ProjectEnding.objects.count() == 1

    told.post(reverse("mobility:take-ending-back", args=[project.pk]))
    assert not ProjectEnding.objects.exists()
    assert "Say what became of it" in page(told.get(kept))


def test_an_end_has_a_month_since_the_project_was_kept(told: Client):
    project, _code = keep(told)

    without = say(told, project, what="made")
    before = say(told, project, what="made", month="2020-01-01")

    assert (without.status_code, before.status_code) == (422, 422)
    assert "Say in which month it ended" in without.content.decode()
    assert not ProjectEnding.objects.exists()


def test_the_journal_says_that_something_was_said_and_not_what(told: Client, as_user: AsUser):
    person = make.jobseeker().user
    client = as_user(person)
    client.cookies.update(told.cookies)
    project, _code = keep(client, with_account="on")

    say(client, project, what="given_up", month=this_month(), why="money")
    client.post(reverse("mobility:agree", args=[project.pk]))

    events = AuditEvent.objects.filter(person=person.pk).order_by("number")
    assert [one.action for one in events][-2:] == ["mobility.keep_project", "mobility.tell_ending"]
    assert "given_up" not in str(list(events.values()))
    assert "money" not in str(list(events.values()))


def test_without_the_code_nothing_is_said_and_nobody_agrees(told: Client):
    project, _code = keep(told)
    stranger = Client()

    for name in ("ending", "take-ending-back", "agree", "disagree"):
        assert (
            stranger.post(reverse(f"mobility:{name}", args=[project.pk]), {"what": "searching"}).status_code
            == 404
        )
    with pytest.raises(Denied):
        actions_endings.agree(actor=None, project=project, code="22222222")
    with pytest.raises(Denied):
        actions_endings.tell_ending(
            actor=None, project=project, code="", what="searching", month=None, why=""
        )


def test_the_counsellor_notes_it_and_the_person_reads_whose_word_it_is(
    told: Client, counsellor: User, as_user: AsUser, page: Text
):
    project, code = keep(told)
    client = as_user(counsellor)
    talk = given(client, code)
    url = reverse("mobility:talk-ending", args=[talk.pk])

    assert client.post(url, {"what": "made", "month": this_month()}).status_code == 302
    assert "Céleste Roumieu" in page(told.get(reverse("mobility:kept", args=[project.pk])))

    client.post(reverse("mobility:take-note-back", args=[talk.pk]))
    assert not ProjectEnding.objects.exists()


def test_what_the_person_said_of_its_end_stands(told: Client, counsellor: User, as_user: AsUser, page: Text):
    project, code = keep(told)
    client = as_user(counsellor)
    talk = given(client, code)
    url = reverse("mobility:talk-ending", args=[talk.pk])
    say(told, project, what="searching")
    client.post(url, {"what": "made", "month": this_month()})
    say(told, project, what="given_up", month=this_month())

    assert client.post(url, {"what": "made", "month": this_month()}).status_code == 403
    assert client.post(reverse("mobility:take-note-back", args=[talk.pk])).status_code == 403
    assert "La personne l’a dit elle-même" in page(client.get(url))
    assert ProjectEnding.objects.get().what == "given_up"


def test_another_counsellor_notes_nothing(told: Client, counsellor: User, as_user: AsUser):
    _project, code = keep(told)
    talk = given(as_user(counsellor), code)
    colleague = make.member(counsellor.active_memberships[0].organisation)

    url = reverse("mobility:talk-ending", args=[talk.pk])
    assert as_user(colleague).post(url, {"what": "searching"}).status_code == 404
    with pytest.raises(Denied):
        actions_endings.note_ending(actor=colleague, talk=talk, what="searching", month=None, why="")


def test_who_has_an_account_is_told_that_the_counsellor_noted_it(
    told: Client, counsellor: User, as_user: AsUser
):
    person = make.jobseeker().user
    client = as_user(person)
    client.cookies.update(told.cookies)
    _project, code = keep(client, with_account="on")
    desk = as_user(counsellor)
    talk = given(desk, code)

    desk.post(reverse("mobility:talk-ending", args=[talk.pk]), {"what": "searching"})

    assert Notice.objects.filter(user=person, kind="mobility_ending").count() == 1


def test_nobody_agrees_by_keeping_and_who_agrees_can_take_it_back(told: Client, page: Text):
    project, code = keep(told)
    assert not Agreement.objects.exists()

    actions_endings.agree(actor=None, project=project, code=code)
    actions_endings.agree(actor=None, project=project, code=code)
    assert Agreement.objects.get().text_version == actions_endings.TEXT_VERSION
    assert "You agreed on" in page(told.get(reverse("mobility:ending", args=[project.pk])))

    told.post(reverse("mobility:disagree", args=[project.pk]))
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("days", "what", "may"),
    [(0, "", True), (44, "searching", True), (46, "", False), (10, "made", False), (10, "given_up", False)],
)
def test_a_yes_does_not_hang_on_how_it_ended(told: Client, days: int, what: str, may: bool):
    project, code = keep(told)
    project.created_at = timezone.now() - timedelta(days=days)
    project.save()
    if what:
        actions_endings.tell_ending(
            actor=None, project=project, code=code, what=what, month=timezone.localdate(), why=""
        )
    fresh = MobilityProject.objects.get()

    if may:
        actions_endings.agree(actor=None, project=fresh, code=code)
    else:
        with pytest.raises(Denied):
            actions_endings.agree(actor=None, project=fresh, code=code)
    assert Agreement.objects.exists() is may


def test_my_data_shows_both_and_erasing_the_person_takes_both(told: Client, as_user: AsUser):
    person = make.jobseeker().user
    client = as_user(person)
    client.cookies.update(told.cookies)
    project, code = keep(client, with_account="on")
    actions_endings.agree(actor=person, project=project, code=code)
    say(client, project, what="searching")

    counts = {
        group.held.purpose: {str(one.words.name): one.count for one in group.holdings}
        for group in holdings.held_about(person)
    }
    assert counts["mobility"][str(holdings.WORDS["mobility.ProjectEnding"].name)] == 1
    assert counts["similar"][str(holdings.WORDS["mobility.Agreement"].name)] == 1

    receipt = plan_erasure(actor=person)
    erasure.erase_person(person, receipt, reason="request")
    assert not ProjectEnding.objects.exists()
    assert not Agreement.objects.exists()
