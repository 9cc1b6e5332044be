"""The pages of accounts and of errors: ours in look and words, in each language, and nothing undefined in them."""

from __future__ import annotations

import re
import time
from copy import deepcopy
from typing import Any

import pytest
from django.contrib.messages import constants
from django.template.loader import get_template
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from openemploi_web.ui.context import page
from tests.web import factories

UNDEFINED = "¿undefined?"
PUBLIC = ("account_login", "account_signup", "account_reset_password", "account_reset_password_done")
OWN = ("account_email", "account_logout", "mfa_index", "mfa_activate_totp", "account_change_password")


@pytest.fixture(autouse=True)
def _undefined_shows(settings: Any) -> None:
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["string_if_invalid"] = UNDEFINED
    settings.TEMPLATES = templates


def signed_in() -> Client:
    """A client that has given its password, and again to be let near its second factor."""
    person = factories.user("ines@example.org")
    client = Client(headers={"accept-language": "fr"})
    client.post(reverse("account_login"), {"login": person.email, "password": factories.PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    return client


def checked(client: Client, address: str, *, language: str) -> str:
    """The page at ``address``, after the checks that all pages must pass."""
    answer = client.get(address, headers={"accept-language": language}, follow=True)
    page: str = answer.content.decode()
    assert answer.status_code == 200
    assert UNDEFINED not in page
    assert page.count("<h1") == 1
    assert f'<html lang="{language}">' in page
    assert re.search(r"<title>\s*\S.* – Open Emploi</title>", page)
    return page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en", "ko"])
@pytest.mark.parametrize("name", PUBLIC)
def test_a_visitor_reads_the_account_pages_in_their_language(name: str, language: str) -> None:
    checked(Client(), reverse(name), language=language)


@pytest.mark.django_db
@pytest.mark.parametrize("name", OWN)
def test_a_person_finds_their_own_account_pages(name: str) -> None:
    page = checked(signed_in(), reverse(name), language="fr")
    assert "Se déconnecter" in page


@pytest.mark.django_db
def test_a_wrong_password_is_said_in_plain_words() -> None:
    answer = Client(headers={"accept-language": "fr"}).post(
        reverse("account_login"), {"login": "nobody@example.org", "password": "wrong"}
    )
    page = answer.content.decode()
    assert "n’est pas le bon" in page
    assert "error-summary" in page


@pytest.mark.django_db
def test_the_second_factor_is_set_up_from_a_square_and_its_key() -> None:
    page = checked(signed_in(), reverse("mfa_activate_totp"), language="fr")
    assert 'src="data:image/svg+xml' in page
    assert "Clé secrète" in page


@pytest.mark.django_db
def test_the_recovery_codes_can_be_read_and_taken_away() -> None:
    client = signed_in()
    page = checked(client, reverse("mfa_activate_totp"), language="fr")
    secret = re.search(r'class="secret">([A-Z0-9]+)<', page)
    assert secret
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    counter = int(time.time()) // 30
    code = format_hotp_value(hotp_value(secret[1], counter))
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert "Codes de secours" in checked(client, reverse("mfa_index"), language="fr")
    assert 'class="secret"' in checked(client, reverse("mfa_view_recovery_codes"), language="fr")
    checked(client, reverse("mfa_generate_recovery_codes"), language="fr")
    checked(client, reverse("mfa_deactivate_totp"), language="fr")


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_what_to_do() -> None:
    page = Client(headers={"accept-language": "fr"}).get("/no-such-page/").content.decode()
    assert "Cette page n’est pas ici" in page
    assert "Rien n’est perdu" in page
    assert UNDEFINED not in page


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_pages_of_faults_need_no_context(name: str) -> None:
    page = get_template(name).render()
    assert UNDEFINED not in page
    assert page.count("<h1") == 1


@pytest.mark.django_db
def test_a_refused_page_says_who_to_ask() -> None:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    page = get_template("403.html").render({}, request)
    assert UNDEFINED not in page
    assert "Rien n’est perdu" in page


@pytest.mark.django_db
@pytest.mark.parametrize(("shown", "flag"), [(True, True), (False, False)])
def test_the_ribbon_is_there_when_the_data_is_fictitious(shown: bool, flag: bool) -> None:
    with override_settings(DEMONSTRATION=flag):
        page = Client(headers={"accept-language": "fr"}).get(reverse("account_login")).content.decode()
    assert ("fictifs" in page) is shown


def test_every_level_of_a_message_has_its_own_tone() -> None:
    from django.template import Context, Template

    for level in constants.DEFAULT_TAGS.values():
        page = Template("{% message text tone %}").render(Context({"text": "x", "tone": level}))
        assert f"message--{level}" in page


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_the_message_for_a_new_password_is_plain_and_tells_a_stranger_to_do_nothing(
    known: bool, mailoutbox: list[Any]
) -> None:
    address = factories.user().email if known else "nobody@example.org"
    Client(headers={"accept-language": "fr"}).post(reverse("account_reset_password"), {"email": address})
    (mail,) = mailoutbox
    assert mail.subject == ("Choisir un nouveau mot de passe" if known else "Aucun compte n’a cette adresse")
    assert mail.body.startswith("Bonjour,")
    assert "Si ce n’est pas vous, ne faites rien" in mail.body
    assert "http" in mail.body
    assert UNDEFINED not in mail.body


@pytest.mark.django_db
def test_the_menu_of_the_account_does_not_repeat_the_main_menu() -> None:
    profile = factories.jobseeker()
    request = RequestFactory().get("/")
    request.user = profile.user
    frame = page(request)["page"]
    assert not {link.url for link in frame.navigation} & {link.url for link in frame.account}
    assert "jobseeker" in frame.spaces
