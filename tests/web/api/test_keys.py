"""A key opens what was ticked for its organisation, as long as it holds, and nothing else does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from openemploi_web.accounts.models import Membership
from openemploi_web.api import actions, scopes
from openemploi_web.api.models import Token
from openemploi_web.core.actions import Denied
from tests.web import factories as make
from tests.web.api.conftest import Program, Scene, program


def test_a_key_is_shown_once_and_only_its_hash_is_kept(scene: Scene, as_user: Any) -> None:
    client = as_user(scene.administrator)

    page = client.post(
        "/programmes/", {"key-name": "Paie", "key-scopes": [scopes.OFFERS_READ], "key-days": "90"}
    )

    token = Token.objects.get(name="Paie")
    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert secret not in client.get("/programmes/").content.decode()
    assert secret not in str(Token.objects.filter(pk=token.pk).values().get())
    assert Program(secret).get("/offers").status_code == 200
    assert token.expires_at is not None


def test_a_key_does_what_was_ticked_and_nothing_more(scene: Scene) -> None:
    reader = program(scene.employer, scene.administrator, scopes.OFFERS_READ)

    assert reader.get("/offers").status_code == 200
    refused = reader.get(f"/offers/{scene.vacancy.pk}/applications")
    assert refused.status_code == 403
    assert refused.json()["code"] == "not_allowed"


@pytest.mark.parametrize("how", ["none", "unknown", "revoked", "over", "left"])
def test_a_key_that_does_not_hold_is_401(scene: Scene, how: str) -> None:
    token = scene.program.token
    assert token is not None
    caller = scene.program
    if how == "none":
        caller = Program("")
    elif how == "unknown":
        caller = Program("oe_nothing")
    elif how == "revoked":
        actions.revoke_token(actor=scene.administrator, token=token)
    elif how == "over":
        Token.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        Membership.objects.filter(user=scene.administrator).update(ended_at=timezone.now())

    answer = caller.get("/offers")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert set(answer.json()) == {"code", "message", "remedy", "where", "more"}


def test_a_key_goes_on_when_another_administrator_answers_for_it(scene: Scene) -> None:
    colleague = make.member(scene.employer, role="administrator")
    Membership.objects.filter(user=scene.administrator).update(ended_at=timezone.now())
    assert scene.program.token is not None

    actions.take_over_token(actor=colleague, token=scene.program.token)

    assert scene.program.get("/offers").status_code == 200


def test_a_session_opens_nothing(scene: Scene, as_user: Any) -> None:
    assert as_user(scene.administrator).get("/api/v1/offers").status_code == 401


def test_offers_of_another_organisation_do_not_exist(scene: Scene) -> None:
    for path in ("", "/applications", "/people"):
        assert scene.other.get(f"/offers/{scene.vacancy.pk}{path}").status_code == 404
    for path in ("", "/explanation"):
        assert scene.other.get(f"/applications/{scene.application.pk}{path}").status_code == 404
    closing = scene.other.post(f"/offers/{scene.vacancy.pk}/close", {"reason": "filled"})
    assert closing.status_code == 404


def test_a_key_sees_one_organisation_of_somebody_who_acts_for_two(scene: Scene) -> None:
    second = make.organisation(name="Autre")
    Membership.objects.create(user=scene.administrator, organisation=second, role="administrator")
    hidden = make.vacancy(second)

    assert scene.program.get(f"/offers/{hidden.pk}").status_code == 404
    assert [row["id"] for row in scene.program.get("/offers").json()["items"]] == [str(scene.vacancy.pk)]


def test_an_agency_compares_and_reads_what_is_public_only(scene: Scene) -> None:
    assert scene.agency.get("/public/offers").status_code == 200
    assert scene.agency.get("/offers").status_code == 403


def test_too_many_requests_say_when_to_come_back(scene: Scene, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 2

    answers = [scene.program.get("/offers") for _ in range(4)]  # a minute may end in between

    late = answers[-1] if answers[-1].status_code == 429 else answers[2]
    assert late.status_code == 429
    assert 1 <= int(late.headers["Retry-After"]) <= 60
    assert scene.other.get("/offers").status_code == 200


def test_a_member_makes_no_key(scene: Scene, as_user: Any) -> None:
    member = make.member(scene.employer)

    assert as_user(member).get("/programmes/").status_code == 403
    with pytest.raises(Denied):
        actions.make_token(actor=member, organisation=scene.employer, name="x", scopes=[])


def test_keys_and_addresses_of_another_organisation_do_not_exist(scene: Scene, as_user: Any) -> None:
    stranger = make.member(make.organisation(), role="administrator")
    assert scene.program.token is not None
    webhook = actions.add_webhook(
        actor=scene.administrator, organisation=scene.employer, url="https://example.org/", events=[]
    )
    client = as_user(stranger)

    for path in (
        f"/programmes/cles/{scene.program.token.pk}/reprendre/",
        f"/programmes/cles/{scene.program.token.pk}/repondre/",
        f"/programmes/adresses/{webhook.pk}/arreter/",
    ):
        assert client.post(path).status_code == 404
        assert client.get(path).status_code == 405


def test_the_page_of_operations_needs_no_account_and_no_outside_host(db: None) -> None:
    page = Client().get("/api/docs").content.decode()

    assert "/api/v1/offers/by-reference/{reference}" in page
    assert "cdn" not in page
    assert Client().get("/api/openapi.json").json()["openapi"].startswith("3.1")
