"""Consents: one purpose each, from the yes to the moment it is taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from openemploi_web.accounts.models import User
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent
from openemploi_web.rights import actions
from openemploi_web.rights.consents import has_consent, users_with
from openemploi_web.rights.models import Consent
from openemploi_web.rights.purposes import CONSENTS
from openemploi_web.vacancies.models import IndexChange
from tests.web import factories as make

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


def test_a_yes_counts_for_its_own_purpose_until_it_is_taken_back() -> None:
    person = make.jobseeker().user

    actions.give_consent(actor=person, purpose="findable")
    assert has_consent(person, "findable")
    assert not has_consent(person, "learning")
    assert list(users_with("findable")) == [person]

    actions.withdraw_consent(actor=person, purpose="findable")
    assert not has_consent(person, "findable")
    assert list(users_with("findable")) == []
    assert Consent.objects.get(user=person).withdrawn_at is not None


def test_agreeing_twice_is_agreeing_once_and_agreeing_again_is_a_new_yes() -> None:
    person = make.jobseeker().user
    actions.give_consent(actor=person, purpose="learning")
    actions.give_consent(actor=person, purpose="learning")
    assert Consent.objects.count() == 1

    actions.withdraw_consent(actor=person, purpose="learning")
    actions.give_consent(actor=person, purpose="learning")
    assert Consent.objects.count() == 2


def test_taking_back_tells_the_index_at_once() -> None:
    profile = make.jobseeker(consents=("findable",))

    actions.withdraw_consent(actor=profile.user, purpose="findable")

    assert IndexChange.objects.filter(record=profile.pk).count() == 1


def test_who_has_no_profile_has_nothing_to_agree_to() -> None:
    with pytest.raises(Denied):
        actions.give_consent(actor=make.user(), purpose="findable")
    assert not Consent.objects.exists()


def test_the_page_has_a_line_for_each_purpose_and_its_buttons_work(as_user: AsUser) -> None:
    profile = make.jobseeker()
    client = as_user(profile.user)
    page = client.get(reverse("rights:consents")).content.decode()
    assert {asked.purpose for asked in CONSENTS} == set(Consent.For)
    for purpose in Consent.For:
        assert reverse("rights:give-consent", args=[purpose]) in page

    client.post(reverse("rights:give-consent", args=["counsel_profile"]))
    assert has_consent(profile.user, "counsel_profile")
    page = client.get(reverse("rights:consents")).content.decode()
    assert reverse("rights:withdraw-consent", args=["counsel_profile"]) in page
    client.post(reverse("rights:withdraw-consent", args=["counsel_profile"]))
    assert not has_consent(profile.user, "counsel_profile")


def test_nothing_changes_by_looking_or_for_an_unknown_purpose(as_user: AsUser) -> None:
    client = as_user(make.jobseeker().user)

    assert client.get(reverse("rights:give-consent", args=["findable"])).status_code == 405
    assert client.post(reverse("rights:give-consent", args=["everything"])).status_code == 404
    assert not Consent.objects.exists()


def test_each_change_is_in_the_persons_journal() -> None:
    person = make.jobseeker().user
    actions.give_consent(actor=person, purpose="findable")
    actions.withdraw_consent(actor=person, purpose="findable")

    seen = AuditEvent.objects.filter(person=person.pk).values_list("action", "reason")
    assert list(seen) == [("rights.give_consent", "findable"), ("rights.withdraw_consent", "findable")]
