"""A counsellor opens what they were given the code of, and nothing else; the person reads what was concluded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from openemploi_web.accounts.models import User
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent, Notice
from openemploi_web.mobility import actions
from openemploi_web.mobility.models import Talk
from tests.web import factories as make
from tests.web.mobility.test_kept import keep

Text = Callable[[Any], str]


@pytest.fixture
def counsellor(db: None) -> User:
    return make.member(make.organisation("counselling", territory=["05"]), name="Céleste Roumieu")


def test_the_code_opens_a_project_once_into_the_counsellor_s_list(
    told: Client, counsellor: User, as_user: Callable[[User], Client], page: Text
):
    project, code = keep(told)
    client = as_user(counsellor)

    answer = client.post(reverse("mobility:talks"), {"code": code})
    again = client.post(reverse("mobility:talks"), {"code": code})

    assert answer.url == again.url
    assert Talk.objects.get().project == project
    text = page(client.get(answer.url))
    assert "La personne" in text
    assert "infirmière à Paris" in text
    assert "Une personne sans compte" in page(client.get(reverse("mobility:talks")))


def test_a_colleague_and_another_agency_do_not_see_it(
    told: Client, counsellor: User, as_user: Callable[[User], Client]
):
    _project, code = keep(told)
    url = as_user(counsellor).post(reverse("mobility:talks"), {"code": code}).url
    colleague = make.member(counsellor.active_memberships[0].organisation)
    stranger = make.member(make.organisation("counselling", territory=["05"]))

    assert as_user(colleague).get(url).status_code == 404
    assert as_user(stranger).get(url).status_code == 404
    assert told.get(url).status_code == 302


def test_the_person_reads_the_conclusion_with_their_code(
    told: Client, counsellor: User, as_user: Callable[[User], Client], page: Text
):
    project, code = keep(told)
    client = as_user(counsellor)
    url = client.post(reverse("mobility:talks"), {"code": code}).url

    said = {
        "conclusion": "Voir l’hôpital de Gap en janvier.",
        "view_theme-partner": "Deux boulangeries cherchent.",
    }
    assert client.post(url, said).status_code == 302

    mine = page(told.get(reverse("mobility:kept", args=[project.pk])))
    assert "Voir l’hôpital de Gap en janvier." in mine
    assert "Deux boulangeries cherchent." in mine
    assert "Voir l’hôpital" not in str(list(AuditEvent.objects.values()))


def test_giving_it_back_leaves_the_person_s_own(
    told: Client, counsellor: User, as_user: Callable[[User], Client]
):
    project, code = keep(told)
    client = as_user(counsellor)
    client.post(reverse("mobility:talks"), {"code": code})

    client.post(reverse("mobility:let-go", args=[Talk.objects.get().pk]))

    assert not Talk.objects.exists()
    assert told.get(reverse("mobility:kept", args=[project.pk])).status_code == 200


def test_a_person_sends_it_to_the_counsellor_who_follows_them(
    told: Client, as_user: Callable[[User], Client], page: Text
):
    profile = make.jobseeker(department="04")
    counsellor = make.member(make.organisation("counselling", territory=["04"]))
    follow = make.follow(profile, counsellor)
    client = as_user(profile.user)
    client.cookies.update(told.cookies)
    project, _code = keep(client, with_account="on")
    assert "L’envoyer à" in page(client.get(reverse("mobility:kept", args=[project.pk])))

    client.post(reverse("mobility:send", args=[project.pk, follow.pk]))

    talk = Talk.objects.get(counsellor=counsellor)
    assert Notice.objects.get(user=counsellor).kind == "mobility_sent"
    page(as_user(counsellor).get(reverse("mobility:talk", args=[talk.pk])))
    looks = AuditEvent.objects.filter(person=profile.user.pk, action="mobility.look")
    assert looks.count() == 1


def test_nobody_but_a_counsellor_receives_by_the_code(told: Client, counsellor: User):
    project, code = keep(told)
    agency = counsellor.active_memberships[0].organisation

    for actor, signs in ((make.jobseeker().user, code), (counsellor, "22222222")):
        with pytest.raises(Denied):
            actions.receive(actor=actor, organisation=agency, project=project, code=signs)
    assert not Talk.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ABCD-1234", "Un code n’a jamais ces signes\u00a0: 1."),
        ("LOUV-2345", "Un code n’a jamais ces signes\u00a0: L, O, U, V."),
        ("7KQM-2XN", "Un code a huit lettres et chiffres"),
    ],
)
def test_a_code_that_can_be_none_is_told_why(typed: str, said: str):
    from openemploi_web.mobility.forms_kept import CodeForm

    with translation.override("fr"):
        assert said in CodeForm({"code": typed}).errors["code"][0]
