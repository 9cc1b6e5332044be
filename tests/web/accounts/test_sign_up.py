"""Signing up, confirming an address, choosing a new password: what is asked, and what is never told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import User
from openemploi_web.core.models import AuditEvent
from tests.web import factories

pytestmark = pytest.mark.django_db
STRONG = "quatre chevaux verts dansent"


@pytest.fixture(autouse=True)
def _no_limit_reached_before() -> None:
    cache.clear()


def ask(client: Client, **fields: str) -> Any:
    form = {
        "name": "Ana Roux",
        "email": "ana@example.org",
        "came_for": "work",
        "password1": STRONG,
        "password2": STRONG,
    }
    return client.post(reverse("account_signup"), {**form, **fields})


def link_in(message: Any) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert found is not None
    return found[1]


def test_somebody_signs_up_confirms_and_is_led_to_what_they_came_for(client: Client) -> None:
    ask(client)
    person = User.objects.get(email="ana@example.org")
    assert (person.name, person.came_for, person.emailaddress_set.get().verified) == (
        "Ana Roux",
        "work",
        False,
    )
    assert AuditEvent.objects.get(action="accounts.sign_up").person == person.pk

    answer = client.post(link_in(mail.outbox[0]), follow=True)

    assert person.emailaddress_set.get().verified
    assert answer.redirect_chain[-1][0] == reverse("jobseekers:start")


def test_an_address_that_is_not_confirmed_opens_nothing(client: Client) -> None:
    ask(client)

    Client().post(reverse("account_login"), {"login": "ana@example.org", "password": STRONG})
    answer = client.get(reverse("core:notices"))

    assert answer.status_code == 302
    assert reverse("account_login") in answer.url


@pytest.mark.parametrize("password", ["court", "123456789012345", "password1234", "ana@example.org"])
def test_weak_passwords_are_refused(client: Client, password: str) -> None:
    answer = ask(client, password1=password, password2=password)

    assert answer.status_code == 200
    assert not User.objects.exists()


def test_a_known_address_gets_the_same_page_and_its_owner_a_message(client: Client) -> None:
    new = ask(client, email="nouvelle@example.org")
    factories.user("ana@example.org")
    mail.outbox.clear()

    known = ask(Client(), email="ana@example.org")

    assert (known.status_code, known.url) == (new.status_code, new.url)
    assert User.objects.filter(email="ana@example.org").count() == 1
    assert mail.outbox[0].to == ["ana@example.org"]


def test_signing_in_says_the_same_for_a_wrong_password_and_an_unknown_address(client: Client) -> None:
    factories.user("ana@example.org")
    said = []
    for address in ("ana@example.org", "personne@example.org"):
        page = Client().post(reverse("account_login"), {"login": address, "password": "faux mot de passe"})
        said.append(list(page.context["form"].non_field_errors()))

    assert said[0] == said[1] != []


def test_a_new_password_is_asked_for_with_the_same_answer_whoever_one_is(client: Client) -> None:
    factories.user("ana@example.org")
    answers = [
        Client().post(reverse("account_reset_password"), {"email": address})
        for address in ("ana@example.org", "personne@example.org")
    ]

    assert [(a.status_code, a.url) for a in answers] == [(302, reverse("account_reset_password_done"))] * 2


def test_a_link_for_a_new_password_works_once(client: Client) -> None:
    person = factories.user("ana@example.org")
    client.post(reverse("account_reset_password"), {"email": "ana@example.org"})
    link = link_in(mail.outbox[0])
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": STRONG, "password2": STRONG})

    person.refresh_from_db()
    again = Client().get(link, follow=True)

    assert person.check_password(STRONG)
    assert again.context.get("token_fail")


@pytest.mark.parametrize(("language", "words"), [("fr", "Confirme"), ("en", "Confirm your"), ("ko", "확인")])
def test_the_message_is_in_the_language_of_the_page(client: Client, language: str, words: str) -> None:
    client.cookies["openemploi_language"] = language

    ask(client)

    assert words in mail.outbox[0].subject


def test_a_session_that_was_there_before_signing_in_does_not_live_on(client: Client) -> None:
    factories.user("ana@example.org")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key

    client.post(reverse("account_login"), {"login": "ana@example.org", "password": factories.PASSWORD})

    assert client.session.get("_auth_user_id")
    assert client.session.session_key != before


def test_too_many_wrong_passwords_are_stopped(client: Client) -> None:
    factories.user("ana@example.org")
    for _ in range(12):
        page = client.post(reverse("account_login"), {"login": "ana@example.org", "password": "faux mot"})

    right = client.post(
        reverse("account_login"), {"login": "ana@example.org", "password": factories.PASSWORD}
    )

    assert page.status_code in (200, 429)
    assert "_auth_user_id" not in client.session, right


def test_visits_are_kept_to_the_day(client: Client) -> None:
    person = factories.user("ana@example.org")
    client.post(reverse("account_login"), {"login": "ana@example.org", "password": factories.PASSWORD})
    client.get("/")

    person.refresh_from_db()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert person.seen_at == person.last_login == midnight


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "/\\example.com", "javascript:1"]
)
def test_choosing_a_language_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    answer = client.post(reverse("language"), {"language": "ko", "next": elsewhere})

    assert answer.url == "/"
    assert answer.cookies["openemploi_language"].value == "ko"


def test_signing_in_leads_nowhere_else(client: Client) -> None:
    factories.user("ana@example.org", came_for="recruit")

    answer = client.post(
        f"{reverse('account_login')}?next=https://example.com/",
        {"login": "ana@example.org", "password": factories.PASSWORD, "next": "https://example.com/"},
    )

    assert answer.url == reverse("accounts:space")
    assert client.get(answer.url).url == reverse("accounts:new-organisation")
