"""The second factor of those who see other people's data: asked before anything else, set up without a script."""

from __future__ import annotations

import json
import time

import pytest
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from openemploi_web.accounts.models import Organisation, User
from tests.web import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limit_reached_before() -> None:
    cache.clear()


def code(secret: str, *, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def sign_in(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.post(reverse("account_login"), {"login": person.email, "password": factories.PASSWORD})
    return client


@pytest.mark.parametrize(
    ("kind", "role", "asked"),
    [
        ("employer", "administrator", True),
        ("employer", "member", False),
        ("counselling", "member", True),
        ("operator", "member", True),
    ],
)
def test_it_is_asked_of_those_who_see_other_peoples_data(kind: str, role: str, asked: bool) -> None:
    of = factories.organisation(kind)
    client = sign_in(factories.member(of, role=role))

    answer = client.get(reverse("accounts:team", args=[of.pk]))

    assert (answer.status_code == 302) is asked
    if asked:
        assert answer.url == reverse("mfa_activate_totp")


def test_one_sets_it_up_sees_recovery_codes_and_goes_on() -> None:
    of = factories.organisation("counselling")
    client = sign_in(factories.member(of))
    asked = client.get(reverse("mfa_activate_totp"))
    page = client.post(asked.url, {"password": factories.PASSWORD}, follow=True)
    secret = page.context["form"].secret

    codes = client.post(reverse("mfa_activate_totp"), {"code": code(secret)}, follow=True)

    assert codes.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    assert len(codes.context["unused_codes"]) == 10
    assert reverse("accounts:space") in codes.content.decode()
    assert client.get(reverse("accounts:space")).url == reverse("counselling:portfolio")
    assert client.get(reverse("accounts:team", args=[of.pk])).status_code == 200


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_differ_by_one_code_and_no_more(
    steps: int, taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time() // 30 * 30 + 15  # the middle of a code
    monkeypatch.setattr(auth.time, "time", lambda: now)
    secret = auth.generate_totp_secret()

    assert auth.validate_totp_code(secret, code(secret, steps=steps)) is taken


def test_the_next_sign_in_asks_for_the_code() -> None:
    of = factories.organisation("counselling")
    person = factories.member(of)
    factories.with_second_factor(person)

    client = Client()
    answer = client.post(reverse("account_login"), {"login": person.email, "password": factories.PASSWORD})

    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_the_way_to_set_it_up_does_not_go_round_in_circles() -> None:
    """A session that does not know when its person proved who they are is asked to, once."""
    person = factories.member(factories.organisation("counselling"))
    client = Client()
    client.force_login(person)

    asked = client.get("/moi/", follow=True)
    done = client.post(f"{asked.redirect_chain[-1][0]}", {"password": factories.PASSWORD}, follow=True)

    assert asked.status_code == 200
    assert done.status_code == 200
    assert done.request["PATH_INFO"] == reverse("mfa_activate_totp")


def test_a_session_without_it_is_refused_by_the_api_in_its_own_words() -> None:
    client = sign_in(factories.member(factories.organisation("counselling")))

    answer = client.get("/api/anything")

    assert answer.status_code == 403
    assert json.loads(answer.content)["code"] == "second_factor_needed"


def test_what_nobody_needs_it_for_stays_open() -> None:
    client = sign_in(factories.member(factories.organisation("operator")))

    assert client.get("/").status_code == 200
    assert client.get(reverse("core:notices")).status_code == 200
    assert client.post(reverse("language"), {"language": "ko"}).url == "/"


def test_becoming_an_administrator_asks_for_it_at_once() -> None:
    of = factories.organisation("employer")
    person = factories.member(of)
    client = sign_in(person)
    assert client.get(reverse("accounts:team", args=[of.pk])).status_code == 200

    person.memberships.update(role="administrator")

    assert client.get(reverse("accounts:team", args=[of.pk])).url == reverse("mfa_activate_totp")
    assert Organisation.objects.get() == of
