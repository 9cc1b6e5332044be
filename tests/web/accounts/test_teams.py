"""Teams: who may invite, how a link lets one in, and that nobody gives themselves a right."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts import actions_teams, selectors
from openemploi_web.accounts.models import Invitation, JoinRequest, Membership, Organisation, User
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent, Notice
from tests.web import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _no_limit_reached_before() -> None:
    cache.clear()


@pytest.fixture
def bakery() -> Organisation:
    return factories.organisation(name="Boulangerie du Port")


@pytest.fixture
def owner(bakery: Organisation) -> User:
    return factories.member(bakery, role="administrator", name="Inès Roche")


def invite(client: Client, of: Organisation, email: str, role: str = "member") -> str:
    client.post(reverse("accounts:invite", args=[of.pk]), {"email": email, "role": role})
    found = re.search(r"(/organisations/rejoindre/\S+)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


def test_somebody_invited_joins_with_the_role_of_the_invitation(
    as_user: As, bakery: Organisation, owner: User
) -> None:
    person = factories.user("leo@example.org")
    link = invite(as_user(owner), bakery, "Leo@Example.org")

    page = as_user(person).get(link)
    as_user(person).post(link)

    assert "Boulangerie du Port" in page.content.decode()
    assert Membership.objects.get(user=person).role == "member"
    event = AuditEvent.objects.get(action="accounts.join")
    assert (event.actor, event.organisation) == (person.pk, bakery.pk)


def test_only_the_hash_of_a_link_is_kept(as_user: As, bakery: Organisation, owner: User) -> None:
    link = invite(as_user(owner), bakery, "leo@example.org")
    token = link.rstrip("/").rpartition("/")[2]

    kept = Invitation.objects.get().token_hash

    assert kept == actions_teams.token_hash(token)
    assert token not in kept


def test_a_link_works_once(as_user: As, bakery: Organisation, owner: User) -> None:
    person = factories.user("leo@example.org")
    link = invite(as_user(owner), bakery, "leo@example.org")
    as_user(person).post(link)
    Membership.objects.get(user=person).delete()

    again = as_user(person).post(link)

    assert again.status_code == 404
    assert not Membership.objects.filter(user=person).exists()


def test_a_link_of_eight_days_ago_does_not_work(as_user: As, bakery: Organisation, owner: User) -> None:
    person = factories.user("leo@example.org")
    link = invite(as_user(owner), bakery, "leo@example.org")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    assert as_user(person).get(link).status_code == as_user(person).post(link).status_code == 404


def test_unknown_used_and_expired_links_look_alike(as_user: As, bakery: Organisation, owner: User) -> None:
    person = factories.user("leo@example.org")
    link = invite(as_user(owner), bakery, "leo@example.org")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    client = as_user(person)

    expired, unknown = client.get(link), client.get(reverse("accounts:join", args=["inconnu"]))

    main = [re.search(r"<main.*</main>", page.content.decode(), re.S) for page in (expired, unknown)]
    assert main[0] and main[1] and main[0][0] == main[1][0]


def test_a_forwarded_link_opens_nothing_to_another_address(
    as_user: As, bakery: Organisation, owner: User
) -> None:
    other = factories.user("eve@example.org")
    link = invite(as_user(owner), bakery, "leo@example.org")

    answer = as_user(other).post(link)

    assert answer.status_code == 403
    assert not Membership.objects.filter(user=other).exists()
    assert Invitation.objects.get().used_at is None


def test_an_address_that_is_not_confirmed_accepts_no_invitation(
    as_user: As, bakery: Organisation, owner: User
) -> None:
    person = factories.user("leo@example.org")
    person.emailaddress_set.update(verified=False)
    link = invite(as_user(owner), bakery, "leo@example.org")

    assert as_user(person).post(link).status_code == 403


def test_a_new_person_signs_up_from_the_link_and_comes_back_to_it(
    as_user: As, bakery: Organisation, owner: User
) -> None:
    link = invite(as_user(owner), bakery, "leo@example.org")
    client = Client()
    strong = "quatre chevaux verts dansent"
    client.post(
        f"{reverse('account_signup')}?next={link}",
        {"name": "Léo", "email": "leo@example.org", "came_for": "invited", "password1": strong}
        | {"password2": strong, "next": link},
    )
    confirm = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)
    assert confirm is not None

    answer = client.post(confirm[1])

    assert answer.url == link


def test_a_new_invitation_ends_the_one_before(as_user: As, bakery: Organisation, owner: User) -> None:
    client = as_user(owner)
    first = invite(client, bakery, "leo@example.org")
    invite(client, bakery, "leo@example.org", role="administrator")

    assert client.get(first).status_code == 404


def test_an_invitation_that_was_taken_back_opens_nothing(
    as_user: As, bakery: Organisation, owner: User
) -> None:
    client = as_user(owner)
    link = invite(client, bakery, "leo@example.org")
    client.post(reverse("accounts:withdraw-invitation", args=[bakery.pk, Invitation.objects.get().pk]))

    assert client.get(link).status_code == 404


@pytest.mark.parametrize("page", ["accounts:invite", "accounts:team", "accounts:new-establishment"])
def test_a_team_of_others_does_not_exist(as_user: As, bakery: Organisation, owner: User, page: str) -> None:
    stranger = factories.member(factories.organisation(), role="administrator")
    client = as_user(stranger)
    address = reverse(page, args=[bakery.pk])

    assert client.get(address).status_code in (404, 405)
    if page != "accounts:team":
        assert client.post(address, {"email": "x@example.org", "role": "administrator"}).status_code == 404
    assert not Invitation.objects.exists()


def test_a_member_invites_nobody_and_gives_no_role(as_user: As, bakery: Organisation, owner: User) -> None:
    member = factories.member(bakery)
    mine, theirs = member.memberships.get(), owner.memberships.get()
    client = as_user(member)
    attempts = [
        client.post(
            reverse("accounts:invite", args=[bakery.pk]), {"email": "x@example.org", "role": "administrator"}
        ),
        client.post(reverse("accounts:change-role", args=[bakery.pk, mine.pk]), {"role": "administrator"}),
        client.post(reverse("accounts:end-membership", args=[bakery.pk, theirs.pk])),
        client.get(reverse("accounts:new-establishment", args=[bakery.pk])),
    ]

    assert [answer.status_code for answer in attempts] == [403] * 4
    assert list(Membership.objects.filter(role="administrator")) == [theirs]
    assert not Invitation.objects.exists()


def test_a_membership_of_another_team_cannot_be_reached_through_ones_own(
    as_user: As, bakery: Organisation, owner: User
) -> None:
    stranger = factories.member(factories.organisation()).memberships.get()

    answer = as_user(owner).post(
        reverse("accounts:change-role", args=[bakery.pk, stranger.pk]), {"role": "administrator"}
    )

    assert answer.status_code == 404
    stranger.refresh_from_db()
    assert stranger.role == "member"


def test_an_administrator_of_the_instance_does_not_enter_an_employer_that_has_a_team(
    as_user: As, bakery: Organisation, owner: User
) -> None:
    operator = factories.member(factories.organisation("operator"), role="administrator")

    answer = as_user(operator).post(
        reverse("accounts:invite-first", args=[bakery.pk]), {"email": operator.email}
    )

    assert answer.status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(("route", "values"), [("end-membership", {}), ("change-role", {"role": "member"})])
def test_the_last_administrator_stays(
    as_user: As, bakery: Organisation, owner: User, route: str, values: dict[str, str]
) -> None:
    factories.member(bakery)
    mine = owner.memberships.get()

    page = as_user(owner).post(reverse(f"accounts:{route}", args=[bakery.pk, mine.pk]), values, follow=True)

    mine.refresh_from_db()
    assert (mine.ended_at, mine.role) == (None, "administrator")
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_one_leaves_when_another_administrator_stays(as_user: As, bakery: Organisation, owner: User) -> None:
    factories.member(bakery, role="administrator")
    mine = owner.memberships.get()
    client = as_user(owner)

    client.post(reverse("accounts:end-membership", args=[bakery.pk, mine.pk]))

    mine.refresh_from_db()
    assert mine.ended_at is not None
    assert client.get(reverse("accounts:team", args=[bakery.pk])).status_code == 404
    assert AuditEvent.objects.get(action="accounts.end_membership").reason == "left"


def test_somebody_asks_to_join_and_is_taken_in_as_a_member(
    as_user: As, bakery: Organisation, owner: User
) -> None:
    person = factories.user(name="Léo Blanc")
    as_user(person).post(reverse("accounts:ask-to-join", args=[bakery.pk]))
    asked = JoinRequest.objects.get()

    as_user(owner).post(reverse("accounts:answer-request", args=[bakery.pk, asked.pk]), {"answer": "accept"})

    assert Membership.objects.get(user=person).role == "member"
    assert set(Notice.objects.values_list("user", "kind")) == {
        (owner.pk, "join_asked"),
        (person.pk, "join_accepted"),
    }


def test_nobody_takes_themselves_in(as_user: As, bakery: Organisation, owner: User) -> None:
    person = factories.user()
    as_user(person).post(reverse("accounts:ask-to-join", args=[bakery.pk]))
    asked = JoinRequest.objects.get()

    answer = as_user(person).post(
        reverse("accounts:answer-request", args=[bakery.pk, asked.pk]), {"answer": "accept"}
    )

    assert answer.status_code == 404
    with pytest.raises(Denied):
        actions_teams.answer_join_request(actor=person, request=asked, accepted=True)


def test_agencies_are_not_asked(as_user: As) -> None:
    agency = factories.organisation("counselling")

    answer = as_user(factories.user()).post(reverse("accounts:ask-to-join", args=[agency.pk]))

    assert answer.status_code == 404


def test_one_chooses_the_organisation_to_act_for_among_ones_own(
    as_user: As, bakery: Organisation, owner: User, rf: Any
) -> None:
    second = factories.organisation(name="Traiteur du Port")
    Membership.objects.create(user=owner, organisation=second, role="administrator")
    client = as_user(owner)

    def acting() -> Organisation | None:
        request = rf.get("/")
        request.user, request.session = User.objects.get(pk=owner.pk), client.session
        return selectors.acting_organisation(request, "employer")

    assert acting() == bakery
    client.post(reverse("accounts:act-for", args=[second.pk]))
    assert acting() == second
    Membership.objects.filter(organisation=second).update(ended_at=timezone.now())
    assert acting() == bakery


def test_a_message_that_cannot_be_sent_is_said(
    as_user: As, bakery: Organisation, owner: User, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    page = as_user(owner).post(
        reverse("accounts:invite", args=[bakery.pk]),
        {"email": "leo@example.org", "role": "member"},
        follow=True,
    )

    assert page.status_code == 200
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_administrators_are_led_to_the_keys_of_the_team_they_act_for_and_to_no_other(
    as_user: As, bakery: Organisation, owner: User
) -> None:
    member = factories.member(bakery)
    second = factories.organisation(name="Boulangerie du Mont")
    Membership.objects.create(user=owner, organisation=second, role="administrator")

    def led(person: User, team: Organisation) -> bool:
        page = as_user(person).get(reverse("accounts:team", args=[team.pk]))
        return f'href="{reverse("api:tokens")}"' in page.content.decode()

    acts_for = next(team for team in (bakery, second) if led(owner, team))
    other = second if acts_for == bakery else bakery

    assert not led(owner, other)
    assert not led(member, bakery)


@pytest.mark.parametrize(
    ("kind", "first"), [("producer", "repository:my-assets"), ("research", "repository:my-accesses")]
)
def test_those_who_hold_or_ask_for_data_have_a_first_page_and_a_team(
    as_user: As, kind: str, first: str
) -> None:
    team = factories.organisation(kind, name="Observatoire du Verdon")
    client = as_user(factories.member(team))

    assert client.get(reverse("accounts:space")).headers["Location"] == reverse(first)
    assert client.get(reverse("accounts:my-team")).headers["Location"] == reverse(
        "accounts:team", args=[team.pk]
    )
