"""Restricted data: who may ask, who decides, how long it holds, and what is kept of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import Membership, User
from openemploi_web.core import journal
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent, Notice
from openemploi_web.repository import actions_access, actions_decisions, rules_access
from openemploi_web.repository.models import AccessDecision, AccessRequest, DataAsset, Grant
from tests.web import factories as make
from tests.web.repository.access_world import PURPOSE, Accesses, accesses, asked, asset, granted

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]
FILLED = {
    "use": "room",
    "purpose_kind": "policy",
    "purpose": PURPOSE,
    "legal_basis": "public_task",
    "months": "6",
    "security": "Poste chiffré.",
    "send": "1",
}


@pytest.fixture
def there() -> Accesses:
    return accesses()


@pytest.mark.parametrize(
    ("kind", "purpose", "why"),
    [
        ("prospecting", PURPOSE, "commercial"),
        ("checking", PURPOSE, "named"),
    ],
)
def test_a_purpose_that_is_never_allowed_is_refused_at_once_and_kept(
    there: Accesses, as_user: AsUser, kind: str, purpose: str, why: str
):
    page = as_user(there.asker)

    answer = page.post(
        reverse("repository:request", args=[there.asset.pk]),
        {"use": "room", "purpose_kind": kind, "purpose": purpose, "months": "6", "send": "1"},
        follow=True,
    )

    found = AccessRequest.objects.get()
    assert (found.state, found.refused_for) == ("refused", why)
    assert "Demander à nouveau" in answer.content.decode()
    assert AuditEvent.objects.get(action="repository.ask_access").details["refused_at_once"] == why
    assert not Notice.objects.filter(user=there.first).exists()


@pytest.mark.parametrize(
    ("kind", "purpose", "fields"),
    [
        ("", "", {"purpose_kind", "purpose"}),
        ("policy", "  --- 12 34 ", {"purpose"}),
        ("", PURPOSE, {"purpose_kind"}),
        ("policy", "Étude étude étude étude étude étude étude étude étude étude étude étude", {"purpose"}),
        ("policy", PURPOSE, set()),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_recorded(
    there: Accesses, as_user: AsUser, kind: str, purpose: str, fields: set[str]
):
    answer = as_user(there.asker).post(
        reverse("repository:request", args=[there.asset.pk]),
        {"use": "room", "purpose_kind": kind, "purpose": purpose, "months": "6", "send": "1"},
    )

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == fields | {"legal_basis", "people", "security"}
    assert answer.content.decode().count("(obligatoire)") >= 5
    assert not AccessRequest.objects.exists()
    assert not AuditEvent.objects.filter(action__startswith="repository.").exists()


def test_a_real_purpose_goes_on_and_who_decides_is_told(there: Accesses, as_user: AsUser):
    people = [str(there.asker.pk), str(there.colleague.pk)]

    as_user(there.asker).post(
        reverse("repository:request", args=[there.asset.pk]), {**FILLED, "people": people}
    )

    found = AccessRequest.objects.get()
    assert found.state == "asked" and found.two_decide
    assert timedelta(27) < found.due_at - timezone.now() < timedelta(32)
    assert set(Notice.objects.filter(kind="access_to_decide").values_list("user", flat=True)) == {
        there.first.pk,
        there.second.pk,
    }


def test_what_the_decision_needs_is_said_beside_each_field(there: Accesses, as_user: AsUser):
    answer = as_user(there.asker).post(
        reverse("repository:request", args=[there.asset.pk]),
        {**FILLED, "people": [], "legal_basis": "none", "security": ""},
    )

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"people", "security", "legal_basis"}
    assert not AccessRequest.objects.exists()


def test_a_draft_is_kept_as_it_is_and_nobody_else_sees_it(there: Accesses, as_user: AsUser):
    as_user(there.asker).post(
        reverse("repository:request", args=[there.asset.pk]), {"use": "room", "months": "3", "keep": "1"}
    )

    draft = AccessRequest.objects.get()
    there_is = reverse("repository:edit-request", args=[draft.pk])
    assert draft.state == "draft"
    assert as_user(there.asker).get(there_is).status_code == 200
    assert as_user(there.colleague).get(there_is).status_code == 404
    assert as_user(there.first).get(reverse("repository:decide", args=[draft.pk])).status_code == 404


def test_only_people_of_the_organisation_are_named(there: Accesses):
    stranger = make.member(make.organisation("research"))

    draft = actions_access.keep_draft(
        actor=there.asker,
        asset=there.asset,
        organisation=there.research,
        request=None,
        values={},
        people=[stranger, there.colleague],
    )

    assert [row.user for row in draft.people.all()] == [there.colleague]


def test_who_belongs_to_no_organisation_cannot_ask(there: Accesses, as_user: AsUser):
    page = reverse("repository:request", args=[there.asset.pk])

    assert as_user(make.jobseeker().user).get(page).status_code == 403
    assert as_user(there.first).get(page).status_code == 403  # it is their own data
    assert as_user(make.member(make.organisation("operator"))).get(page).status_code == 403


def test_open_data_is_not_asked_for(there: Accesses, as_user: AsUser):
    DataAsset.objects.update(access="open")

    assert as_user(there.asker).get(reverse("repository:request", args=[there.asset.pk])).status_code == 404


def test_data_about_people_takes_two_who_agree(there: Accesses):
    request = asked(there)

    actions_decisions.approve(actor=there.first, request=request, conditions="A", months=6, budget=80)
    assert not Grant.objects.exists()
    actions_decisions.approve(actor=there.second, request=request, conditions="B", months=3, budget=200)

    grant = Grant.objects.get()
    assert (grant.budget, grant.conditions) == (80, "A\nB")  # what both said, together
    assert grant.ends_at < timezone.now() + timedelta(days=95)
    assert {row.user for row in grant.people.all()} == {there.asker, there.colleague}
    assert Notice.objects.filter(user=there.colleague, kind="access_approved").count() == 1


def test_data_of_which_nobody_has_said_it_takes_two_as_well():
    there = accesses(personal="unknown")

    assert asked(there, legal_basis="none").two_decide


def test_data_about_nobody_takes_one():
    there = accesses(personal="no")
    request = asked(there, legal_basis="none")

    actions_decisions.approve(actor=there.first, request=request, conditions="", months=1, budget=10)

    assert Grant.objects.get().request == request


def test_the_same_person_decides_once(there: Accesses):
    request = asked(there)
    actions_decisions.approve(actor=there.first, request=request, conditions="", months=6, budget=10)

    with pytest.raises(Denied):
        actions_decisions.approve(actor=there.first, request=request, conditions="", months=6, budget=10)

    assert AccessDecision.objects.count() == 1


def test_who_asks_does_not_decide_even_with_a_role_on_both_sides(there: Accesses):
    Membership.objects.create(user=there.asker, organisation=there.producer, role="administrator")
    there.asker.__dict__.pop("active_memberships", None)
    request = asked(there)

    with pytest.raises(Denied):
        actions_decisions.approve(actor=there.asker, request=request, conditions="", months=6, budget=10)


def test_a_member_of_the_producer_without_the_role_does_not_decide(there: Accesses, as_user: AsUser):
    request = asked(there)
    member = make.member(there.producer)

    with pytest.raises(Denied):
        actions_decisions.refuse(actor=member, request=request, refused_for="law", reason="x")
    assert as_user(member).get(reverse("repository:decide", args=[request.pk])).status_code == 404


def test_one_refusal_is_enough_and_has_its_reason(there: Accesses, as_user: AsUser):
    request = asked(there)
    actions_decisions.approve(actor=there.first, request=request, conditions="", months=6, budget=10)

    empty = as_user(there.second).post(
        reverse("repository:refuse-request", args=[request.pk]), {"refused_for": "means", "reason": ""}
    )
    assert empty.status_code == 422
    as_user(there.second).post(
        reverse("repository:refuse-request", args=[request.pk]),
        {"refused_for": "means", "reason": "Dites où les copies sont gardées."},
    )

    request.refresh_from_db()
    assert request.state == "refused" and not Grant.objects.exists()
    page = as_user(there.asker).get(reverse("repository:access-request", args=[request.pk]))
    assert "Dites où les copies sont gardées." in page.content.decode()


def test_a_question_stops_the_month_and_its_answer_begins_a_new_round(there: Accesses, as_user: AsUser):
    request = asked(there)
    actions_decisions.approve(actor=there.first, request=request, conditions="", months=6, budget=10)
    as_user(there.second).post(
        reverse("repository:ask-more", args=[request.pk]), {"question": "Qui publie le résultat ?"}
    )
    request.refresh_from_db()
    assert (request.state, request.due_at) == ("more", None)

    as_user(there.asker).post(
        reverse("repository:answer-question", args=[request.pk]), {"answer": "La Région, en mars."}
    )
    request.refresh_from_db()
    assert (request.state, request.round) == ("asked", 2)

    actions_decisions.approve(actor=there.second, request=request, conditions="", months=6, budget=10)
    assert not Grant.objects.exists()  # the first has not read the answer yet
    actions_decisions.approve(actor=there.first, request=request, conditions="", months=6, budget=10)
    assert Grant.objects.exists()


def test_a_request_is_withdrawn_by_who_made_it(there: Accesses, as_user: AsUser):
    request = asked(there)
    page = reverse("repository:withdraw-request", args=[request.pk])

    assert as_user(there.colleague).post(page).status_code == 404
    as_user(there.asker).post(page)

    request.refresh_from_db()
    assert request.state == "withdrawn"


def test_an_access_that_is_renewed_goes_on_with_a_new_decision(there: Accesses):
    grant = granted(there)
    until = grant.ends_at
    draft = actions_access.start_renewal(actor=there.colleague, grant=grant)
    actions_access.keep_draft(
        actor=there.colleague,
        asset=there.asset,
        organisation=there.research,
        request=draft,
        values={"months": 3, "use": "copy"},
        people=[there.colleague],
    )
    request = actions_access.ask_access(actor=there.colleague, request=draft)
    for who in (there.first, there.second):
        actions_decisions.approve(actor=who, request=request, conditions="", months=3, budget=7)

    grant.refresh_from_db()
    assert Grant.objects.count() == 1
    assert (grant.use, grant.budget) == ("room", 57)
    assert timedelta(days=88) < grant.ends_at - until < timedelta(days=93)
    assert [row.user for row in grant.people.filter(ended_at=None)] == [there.colleague]


def test_what_was_taken_back_is_not_renewed(there: Accesses):
    grant = granted(there)
    actions_decisions.revoke(actor=there.first, grant=grant, reason="Fuite.")
    grant.refresh_from_db()

    with pytest.raises(Denied):
        actions_access.start_renewal(actor=there.asker, grant=grant)


def test_identifiers_of_another_organisation_lead_nowhere(there: Accesses, as_user: AsUser):
    grant, request = granted(there), AccessRequest.objects.get()
    other_producer = make.organisation("producer")
    other = asset(other_producer, title="Autre")
    strangers = (
        make.member(make.organisation("research"), role="administrator"),
        make.member(other_producer, role="administrator"),
        make.member(make.organisation(), role="administrator"),
        make.jobseeker().user,
    )
    pages = [
        *(
            reverse(f"repository:{name}", args=[request.pk])
            for name in ("access-request", "withdraw-request", "decide")
        ),
        *(reverse(f"repository:{name}", args=[grant.pk]) for name in ("grant", "room", "revoke")),
        *(
            reverse(f"repository:{name}", args=[there.asset.pk])
            for name in ("uses", "deposit", "describe-room", "trace")
        ),
    ]

    for stranger in strangers:
        client = as_user(stranger)
        assert {client.get(page).status_code for page in pages} == {404}
        assert client.get(reverse("repository:grant", args=[uuid.uuid4()])).status_code == 404
    assert as_user(there.first).get(reverse("repository:uses", args=[other.pk])).status_code == 404


def test_the_register_is_public_and_names_organisations_only(there: Accesses, client: Client):
    granted(there)

    text = client.get(reverse("repository:access-register")).content.decode()

    assert "Laboratoire du travail (fictif)" in text and "Attente avant formation (fictif)" in text
    assert "Rosalie" not in text and "Achille" not in text and "Irène" not in text


def test_every_step_is_in_the_chain(there: Accesses):
    grant = granted(there)
    actions_decisions.revoke(actor=there.first, grant=grant, reason="Les conditions ne sont pas tenues.")

    steps = list(AuditEvent.objects.filter(action__startswith="repository.").values_list("action", flat=True))
    assert steps == [
        "repository.keep_draft",
        "repository.ask_access",
        "repository.approve",
        "repository.approve",
        "repository.revoke",
    ]
    assert journal.verify()[1] is None
    assert "conditions ne sont pas tenues" not in str(
        list(AuditEvent.objects.values())
    )  # no text in the journal


def test_the_rule_counts_korean_by_what_it_says():
    purpose = (
        "우리 지역에서 구직자가 직업훈련을 가장 오래 기다리는 곳을 파악하여 훈련 정원을 늘리려고 합니다."
    )

    assert rules_access.refused_at_once(kind="policy", purpose=purpose) is None
