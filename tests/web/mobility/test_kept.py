"""A project that is kept because the person asked: its code, its days, looking again, erasing, reminders."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.core.models import AuditEvent
from openemploi_web.mobility import actions, codes, selectors
from openemploi_web.mobility.models import MobilityProject, Replay
from openemploi_web.mobility.tasks import remind_at
from tests.web import factories as make
from tests.web.mobility.conftest import WORDS

Text = Callable[[Any], str]


def keep(client: Client, **said: str) -> tuple[MobilityProject, str]:
    """Keep what ``client`` carries; the project and its code."""
    answer = client.post(reverse("mobility:keep"), said, follow=True)
    found = re.search(r'code__signs">([^<]+)<', answer.content.decode())
    assert found
    return MobilityProject.objects.latest("created_at"), found[1]


def test_a_project_is_kept_under_a_code_that_is_itself_kept_nowhere(told: Client):
    project, code = keep(told)

    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    assert project.code_hash == codes.code_hash(code)
    assert code.replace("-", "") not in str(MobilityProject.objects.values().get())
    assert project.owner is None
    assert 89 <= (project.expires_at - timezone.now()).days <= 90
    assert not any(WORDS[:20] in str(row) for row in AuditEvent.objects.values())


def test_the_code_opens_it_in_another_browser_however_it_is_typed(told: Client, page: Text):
    _project, code = keep(told)
    other = Client(headers={"accept-language": "en"})

    opened = other.post(reverse("mobility:open"), {"code": f" {code.lower().replace('-', ' ')}"}, follow=True)

    assert code in page(opened)
    assert "Your project and the facts" in page(other.get(reverse("mobility:diagnosis")))


def test_without_the_code_it_is_not_there(told: Client):
    project, _code = keep(told)
    other = Client()

    assert other.get(reverse("mobility:kept", args=[project.pk])).status_code == 404
    assert other.post(reverse("mobility:erase", args=[project.pk])).status_code == 404
    assert MobilityProject.objects.filter(pk=project.pk).exists()


def test_a_wrong_code_is_said_and_twenty_are_enough(browser: Client):
    wrong = {"code": "22222222"}
    first = browser.post(reverse("mobility:open"), wrong)
    for _try in range(codes.TRIES):
        last = browser.post(reverse("mobility:open"), wrong)

    assert "There is no project under this code" in first.content.decode()
    assert "Wait ten minutes" in last.content.decode()


def test_it_is_erased_at_once_with_its_code(told: Client):
    project, code = keep(told)

    told.post(reverse("mobility:erase", args=[project.pk]))

    assert not MobilityProject.objects.exists()
    assert selectors.project_of_code(code) is None
    assert told.get(reverse("mobility:diagnosis")).url == reverse("mobility:start")


def test_it_is_erased_on_its_day(told: Client):
    project, code = keep(told)

    assert actions.forget_expired(actor=None, now=project.expires_at - timedelta(minutes=1)) == 0
    assert actions.forget_expired(actor=None, now=project.expires_at) == 1
    assert selectors.project_of_code(code) is None


def test_looking_again_the_same_day_says_that_nothing_changed(told: Client, page: Text):
    project, _code = keep(told)

    told.post(reverse("mobility:again", args=[project.pk]))
    told.post(reverse("mobility:again", args=[project.pk]))

    assert Replay.objects.filter(project=project).count() == 1
    assert "Nothing has changed." in page(told.get(reverse("mobility:kept", args=[project.pk])))
    assert "How far it is" in page(told.get(reverse("mobility:first-answer", args=[project.pk])))


def test_changed_answers_are_not_those_under_the_code(told: Client, page: Text):
    keep(told)
    told.post(reverse("mobility:read"), {"rent": "700"})

    assert "Keep or hand over my project" in page(told.get(reverse("mobility:diagnosis")))


def test_reminders_go_out_three_times_and_then_the_address_is_forgotten(told: Client):
    project, code = keep(told, email="quelquun@example.org")
    start = project.created_at

    assert remind_at(start + timedelta(days=29)) == 0
    assert remind_at(start + timedelta(days=31)) == 1
    assert remind_at(start + timedelta(days=32)) == 0
    assert remind_at(start + timedelta(days=92)) == 1
    assert remind_at(start + timedelta(days=183)) == 1

    project.refresh_from_db()
    assert project.email == ""
    assert project.expires_at > start + timedelta(days=183)
    for message in mail.outbox:
        assert message.to == ["quelquun@example.org"]
        assert "infirm" not in message.body
        assert code not in message.body


def test_a_mail_s_own_link_stops_the_reminders(told: Client, page: Text):
    project, _code = keep(told, email="quelquun@example.org")
    remind_at(project.created_at + timedelta(days=31))
    link = re.findall(r"/mobilite/rappels/\S+", str(mail.outbox[0].body))[0]

    assert "Stop" in page(Client(headers={"accept-language": "en"}).get(link))
    Client().post(link)

    project.refresh_from_db()
    assert project.email == ""
    assert Client().get("/mobilite/rappels/not-ours/").status_code == 404


@pytest.mark.parametrize("with_account", [True, False])
def test_who_has_an_account_chooses_whether_it_goes_with_it(
    told: Client, as_user: Callable[..., Client], page: Text, with_account: bool
):
    person = make.jobseeker().user
    client = as_user(person)
    client.cookies.update(told.cookies)

    project, _code = keep(client, **({"with_account": "on"} if with_account else {}))

    assert (project.owner == person) is with_account
    elsewhere = as_user(person)
    assert elsewhere.get(reverse("mobility:kept", args=[project.pk])).status_code == (
        200 if with_account else 404
    )
