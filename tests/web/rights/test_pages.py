"""Each page of rights in each language, for each who may see it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from openemploi_web.accounts.models import User
from tests.web.rights.conftest import Scene

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]

PUBLIC = ("algorithms", "legal", "accessibility", "privacy")


@pytest.mark.parametrize("page", PUBLIC)
@pytest.mark.parametrize("language", ["fr", "en", "ko"])
def test_public_pages_answer_in_each_language(client: Client, page: str, language: str) -> None:
    answer = client.get(reverse(f"rights:{page}"), headers={"accept-language": language})

    assert answer.status_code == 200
    assert answer.content.count(b"<h1>") == 1
    assert f'<html lang="{language}">'.encode() in answer.content


def test_what_the_operator_has_not_said_is_shown_as_such(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENEMPLOI_WEB_OPERATOR_NAME", raising=False)
    assert "à compléter par l’exploitant" in client.get(reverse("rights:legal")).content.decode()

    for name in ("NAME", "ADDRESS", "SIREN", "CONTACT", "DIRECTOR", "HOST", "DPO", "ANSWERS"):
        monkeypatch.setenv(f"OPENEMPLOI_WEB_OPERATOR_{name}", f"valeur {name}")
    page = client.get(reverse("rights:legal")).content.decode()
    assert "à compléter par l’exploitant" not in page
    assert "valeur DIRECTOR" in page


def test_the_register_shows_the_weights_that_are_in_force(client: Client) -> None:
    from openemploi_web.core.engine import engine

    page = client.get(reverse("rights:algorithms"), headers={"accept-language": "en"}).content.decode()

    for weight in engine("fr").matcher.weights.parts.values():
        assert f'<td class="figures">{weight:g}</td>' in page
    assert engine("fr").taxonomy.version in page


@pytest.mark.parametrize("language", ["fr", "en", "ko"])
def test_a_persons_pages_answer_in_each_language(scene: Scene, as_user: AsUser, language: str) -> None:
    client = as_user(scene.person)
    pages = [
        reverse("rights:data"),
        reverse("rights:data") + "?journal=all",
        reverse("rights:consents"),
        reverse("rights:erase"),
        reverse("rights:contests"),
        reverse("rights:why", args=[scene.vacancy.pk]),
        reverse("rights:contest", args=[scene.vacancy.pk]),
    ]

    for page in pages:
        answer = client.get(page, headers={"accept-language": language})
        assert answer.status_code == 200, page
        assert answer.content.count(b"<h1>") == 1, page


@pytest.mark.parametrize("page", ["desk", "audit"])
def test_the_desk_and_the_journal_are_for_administrators(scene: Scene, as_user: AsUser, page: str) -> None:
    assert as_user(scene.administrator).get(reverse(f"rights:{page}")).status_code == 200
    for other in (scene.person, scene.recruiter):
        assert as_user(other).get(reverse(f"rights:{page}")).status_code == 403


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    for page in ("data", "consents", "contests", "desk", "audit"):
        answer = client.get(reverse(f"rights:{page}"))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))
