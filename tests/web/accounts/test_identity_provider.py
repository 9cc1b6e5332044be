"""Signing in through an identity provider: the whole way, over HTTP, with a provider that also lies."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from openemploi_web.accounts.models import User
from openemploi_web.config.identity import identity_providers
from openemploi_web.core.models import AuditEvent
from tests.web import factories
from tests.web.accounts.provider import CLIENT, Provider

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=["RS256", "ES256"])
def _running(request: pytest.FixtureRequest) -> Iterator[Provider]:
    running = Provider(request.param)
    yield running
    running.close()


@pytest.fixture
def provider(_running: Provider, settings: Any) -> Provider:
    cache.clear()
    fresh = dict(_running.person, email="ana@example.org", email_verified=True, sub="personne-1")
    _running.person = fresh
    _running.spoil, _running.unsigned_json, _running.discovery_issuer = {}, False, ""
    use(settings, _running.settings())
    return _running


def use(settings: Any, entry: dict[str, Any]) -> None:
    apps = [one.for_allauth() for one in identity_providers(json.dumps(entry))]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": apps}
    }


def come_back(client: Client) -> str:
    """Go to the provider with the person's browser; the address that it sends back to."""
    start = client.post("/compte/oidc/essai/login/")
    assert start.status_code == 302
    answer = requests.get(start.url, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in(client: Client) -> Any:
    return client.get(come_back(client))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_new_person_comes_in_with_the_name_and_address_that_were_signed(
    client: Client, provider: Provider
) -> None:
    sign_in(client)

    person = User.objects.get()
    assert is_in(client)
    assert (person.email, person.name, person.has_usable_password()) == ("ana@example.org", "Ana Roux", False)
    assert person.emailaddress_set.get().verified
    assert SocialAccount.objects.get().extra_data == {}
    assert AuditEvent.objects.get(action="accounts.sign_up").reason == "identity_provider"


def test_the_request_has_pkce_state_and_a_nonce_and_takes_nothing_from_the_address(
    client: Client, provider: Provider
) -> None:
    start = client.post("/compte/oidc/essai/login/?scope=admin&auth_params=prompt%3Dnone")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(start.url).query).items()}

    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) == 64
    assert len(asked["state"]) >= 16
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert "prompt" not in asked


def test_somebody_who_came_before_is_the_same_person(client: Client, provider: Provider) -> None:
    sign_in(client)
    provider.person["email"] = "autre@example.org"

    sign_in(Client())

    assert User.objects.count() == 1


def test_an_account_of_the_same_confirmed_address_is_linked(client: Client, provider: Provider) -> None:
    person = factories.user("ana@example.org")

    sign_in(client)

    assert client.session["_auth_user_id"] == str(person.pk)
    assert SocialAccount.objects.get().user == person
    assert AuditEvent.objects.get(action="accounts.link_identity").person == person.pk


@pytest.mark.parametrize("stated", [False, None, "false", 1])
@pytest.mark.parametrize("known", [True, False])
def test_an_address_the_provider_does_not_vouch_for_opens_nothing_and_tells_nothing(
    client: Client, provider: Provider, stated: Any, known: bool
) -> None:
    if known:
        factories.user("ana@example.org")
    provider.person["email_verified"] = stated

    page = sign_in(client)

    assert page.status_code == 403
    assert page.context["why"] == "not_vouched"
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_an_account_whose_address_was_never_confirmed_is_not_opened(
    client: Client, provider: Provider
) -> None:
    planted = factories.user("ana@example.org")
    planted.emailaddress_set.update(verified=False)

    page = sign_in(client)

    assert (page.status_code, page.context["why"]) == (403, "not_confirmed")
    assert not is_in(client)


def test_a_provider_that_confirms_every_address_can_be_said_to(
    client: Client, provider: Provider, settings: Any
) -> None:
    use(settings, provider.settings(email_verified=True))
    del provider.person["email_verified"]

    sign_in(client)

    assert is_in(client)


def test_the_second_factor_is_asked_after_the_provider_too(client: Client, provider: Provider) -> None:
    person = factories.user("ana@example.org")
    factories.with_second_factor(person)

    answer = sign_in(client)

    assert answer.url == reverse("mfa_authenticate")
    assert not is_in(client)


Lie = Callable[[Provider, dict[str, Any]], str]
LIES: dict[str, Lie] = {
    "not signed": lambda _p, said: jwt.encode(said, None, algorithm="none"),
    "signed by another key": lambda p, said: p.sign(said, key=p.other_key),
    "signed by an unknown key": lambda p, said: p.sign(said, kid="k2"),
    "signed with the public key as a password": lambda p, said: jwt.encode(
        said, "x" * 64, algorithm="HS256", headers={"kid": "k1"}
    ),
    "for another site": lambda p, said: p.sign({**said, "aud": "autre"}),
    "for several, asked by another": lambda p, said: p.sign(
        {**said, "aud": [CLIENT, "autre"], "azp": "autre"}
    ),
    "of another provider": lambda p, said: p.sign({**said, "iss": "https://autre.example.org"}),
    "too old": lambda p, said: p.sign({**said, "exp": int(time.time()) - 3600}),
    "about another person": lambda p, said: p.sign({**said, "sub": "personne-2"}),
    "no token": lambda _p, _said: "pas un jeton",
    "changed on the way": lambda p, said: p.sign(said)[:-6] + "AAAAAA",
}


@pytest.mark.parametrize("lie", LIES)
def test_a_spoiled_userinfo_is_refused(client: Client, provider: Provider, lie: str) -> None:
    provider.spoil["userinfo"] = lambda said: LIES[lie](provider, said)

    page = sign_in(client)

    assert page.status_code in (200, 401, 403)
    assert not is_in(client)
    assert not User.objects.exists()


@pytest.mark.parametrize("lie", [*LIES, "no nonce", "another nonce"])
def test_a_spoiled_id_token_is_refused(client: Client, provider: Provider, lie: str) -> None:
    more: dict[str, Lie] = {
        "no nonce": lambda p, said: p.sign({k: v for k, v in said.items() if k != "nonce"}),
        "another nonce": lambda p, said: p.sign({**said, "nonce": "0" * 64}),
    }
    provider.spoil["id_token"] = lambda said: {**LIES, **more}[lie](provider, said)

    sign_in(client)

    assert not is_in(client)
    assert not User.objects.exists()


def test_unsigned_information_is_taken_only_where_the_settings_say_so(
    client: Client, provider: Provider, settings: Any
) -> None:
    provider.unsigned_json = True
    sign_in(client)
    refused = is_in(client)
    use(settings, provider.settings(signed=False))

    sign_in(client)

    assert (refused, is_in(client)) == (False, True)


def test_a_provider_that_says_it_is_another_one_is_refused(client: Client, provider: Provider) -> None:
    provider.discovery_issuer = "https://autre.example.org"

    page = client.post("/compte/oidc/essai/login/")

    assert (page.status_code, is_in(client)) == (401, False)


def test_a_provider_that_does_not_answer_is_said(client: Client, provider: Provider, settings: Any) -> None:
    use(settings, provider.settings(issuer="http://127.0.0.1:1"))

    page = client.post("/compte/oidc/essai/login/")

    assert page.status_code == 401
    assert reverse("account_login") in page.content.decode()


def test_an_answer_belongs_to_the_browser_that_asked(client: Client, provider: Provider) -> None:
    back = come_back(client)
    victim = Client()

    victim.get(back)

    assert not is_in(victim)


def test_an_answer_works_once(client: Client, provider: Provider) -> None:
    back = come_back(client)
    client.get(back)
    client.post(reverse("account_logout"))

    client.get(back)

    assert not is_in(client)


def test_an_unknown_provider_is_not_found(client: Client, provider: Provider) -> None:
    assert client.get("/compte/oidc/inconnu/login/").status_code == 404


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "JSON"),
        ('{"id": "a"}', "missing"),
        ('[{"id": "a", "name": "A", "issuer": "http://example.org", "client_id": "c"}]', "https"),
        ('{"id": "A b", "name": "A", "issuer": "https://example.org", "client_id": "c"}', "id has"),
        ('{"id": "a", "name": "A", "issuer": "https://a.org", "client_id": "c", "key": "k"}', "unknown"),
        ('{"id": "a", "name": "A", "issuer": "https://a.org", "client_id": "c", "signed": "no"}', "signed"),
    ],
)
def test_a_setting_that_cannot_be_used_says_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        identity_providers(text)
