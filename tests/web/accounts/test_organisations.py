"""Employers that register, agencies that administrators make, and whose space a page is."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from openemploi_web.accounts import actions_organisations
from openemploi_web.accounts.identifiers import is_siren, is_siret
from openemploi_web.accounts.models import Establishment, Invitation, Membership, Organisation, User
from openemploi_web.jobseekers.models import Profile
from tests.web import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
FORM = {
    "name": "Boulangerie du Port",
    "number": "732 829 320 00074",
    "public": "private",
    "establishment": "",
    "commune": "digne les bains",
    "department": "4",
}


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("732829320", True),
        ("732829321", False),
        ("000000000", False),
        ("73282932", False),
        ("٧٣٢٨٢٩٣٢٠", False),
    ],
)
def test_a_siren_has_a_check_digit(number: str, right: bool) -> None:
    assert is_siren(number) is right


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("73282932000074", True),
        ("73282932000075", False),
        ("35600000000048", True),  # La Poste's seat
        ("35600000009075", True),  # one of its offices: the sum of the figures is a multiple of five
        ("35600000009076", False),
    ],
)
def test_a_siret_has_a_check_digit_but_for_post_offices(number: str, right: bool) -> None:
    assert is_siret(number) is right


def test_an_employer_registers_with_its_first_place_and_its_administrator(as_user: As) -> None:
    person = factories.user()

    answer = as_user(person).post(reverse("accounts:new-organisation"), FORM)

    made = Organisation.objects.get()
    place = Establishment.objects.get()
    assert answer.url == reverse("accounts:team", args=[made.pk])
    assert (made.siren, made.public, made.verified_at) == ("732829320", False, None)
    assert (place.siret, place.commune, place.department) == ("73282932000074", "Digne-les-Bains", "04")
    assert Membership.objects.get().role == "administrator"


@pytest.mark.parametrize(
    ("field", "value"), [("number", "73282932000075"), ("commune", "zblorg"), ("department", "00")]
)
def test_what_is_not_right_is_said_beside_its_field(as_user: As, field: str, value: str) -> None:
    page = as_user(factories.user()).post(reverse("accounts:new-organisation"), {**FORM, field: value})

    assert list(page.context["form"].errors) == [field]
    assert not Organisation.objects.exists()


def test_an_employer_that_is_here_already_is_asked_instead(as_user: As) -> None:
    here = factories.organisation(name="Boulangerie du Port", siren="732829320")

    page = as_user(factories.user()).post(reverse("accounts:new-organisation"), FORM)

    assert page.status_code == 409
    assert reverse("accounts:ask-to-join", args=[here.pk]) in page.content.decode()
    assert Organisation.objects.count() == 1


def test_two_who_register_the_same_employer_at_once_make_one() -> None:
    factories.organisation(siren="732829320")
    values = {"name": "B", "siren": "732829320", "public": False, "establishment": "", "siret": ""}

    with pytest.raises(actions_organisations.AlreadyHere):
        actions_organisations.register_employer(
            actor=factories.user(), commune="Digne-les-Bains", department="04", **values
        )


def test_a_place_is_corrected_by_an_administrator_of_its_organisation_only(as_user: As) -> None:
    of = factories.organisation(siren="732829320")
    place = factories.establishment(of)
    address = reverse("accounts:establishment", args=[of.pk, place.pk])
    new = {"name": "Atelier", "siret": "", "commune": "Gap", "department": "05"}

    refused = as_user(factories.member(of)).post(address, new).status_code
    as_user(factories.member(of, role="administrator")).post(address, new)

    place.refresh_from_db()
    assert refused == 403
    assert (place.name, place.commune, place.department) == ("Atelier", "Gap", "05")


def test_a_place_of_another_organisation_is_not_found_under_ones_own(as_user: As) -> None:
    mine, theirs = factories.organisation(), factories.organisation()
    place = factories.establishment(theirs)

    answer = as_user(factories.member(mine, role="administrator")).get(
        reverse("accounts:establishment", args=[mine.pk, place.pk])
    )

    assert answer.status_code == 404


def test_an_administrator_makes_an_agency_and_invites_its_first_administrator(as_user: As) -> None:
    operator = factories.member(factories.organisation("operator"))

    as_user(operator).post(
        reverse("accounts:new-agency"),
        {"name": "Agence de Digne", "territory": "4, 05;05", "email": "cheffe@example.org"},
    )

    agency = Organisation.objects.get(kind="counselling")
    assert agency.territory == ["04", "05"]
    assert Invitation.objects.get().role == "administrator"
    assert mail.outbox[0].to == ["cheffe@example.org"]


@pytest.mark.parametrize("kind", ["producer", "research"])
def test_an_administrator_makes_a_body_with_data_whose_first_administrator_comes_in_by_the_link(
    as_user: As, kind: str
) -> None:
    operator = factories.member(factories.organisation("operator"))
    given = {"kind": kind, "name": "Observatoire", "siren": "", "email": "donnees@example.org"}

    answer = as_user(operator).post(reverse("accounts:new-data-organisation"), given, follow=True)
    link = re.search(r"https?://\S+/rejoindre/\S+", str(mail.outbox[0].body))
    assert link is not None
    invited = factories.user(email="donnees@example.org")
    as_user(invited).post(urlsplit(link.group()).path)

    made = Organisation.objects.get(kind=kind)
    assert made.verified_at is not None
    assert ("/producteurs/nouveau/" in answer.content.decode()) == (kind == "producer")
    assert made.memberships.get().user == invited
    assert made.memberships.get().role == "administrator"


def test_two_producers_do_not_share_a_siren_and_none_is_made_of_an_employer(as_user: As) -> None:
    operator = factories.member(factories.organisation("operator"))
    factories.organisation("producer", siren="732829320")
    given = {"name": "Observatoire", "siren": "732 829 320", "email": "donnees@example.org"}
    address = reverse("accounts:new-data-organisation")

    twice = as_user(operator).post(address, given | {"kind": "producer"})
    employer = as_user(operator).post(address, given | {"kind": "employer"})
    wrong = as_user(operator).post(address, given | {"kind": "research", "siren": "123"})

    assert [twice.status_code, employer.status_code, wrong.status_code] == [422, 422, 422]
    assert Organisation.objects.exclude(kind="operator").count() == 1
    assert mail.outbox == []


def test_an_administrator_verifies_an_employer_and_finds_those_that_wait(as_user: As) -> None:
    one = factories.organisation(name="Boulangerie du Port")
    factories.organisation(name="Garage Blanc")
    client = as_user(factories.member(factories.organisation("operator")))

    client.post(reverse("accounts:verify", args=[one.pk]), {"verified": "yes"})
    page = client.get(reverse("accounts:organisations"), {"kind": "unverified"}).content.decode()

    assert "Garage Blanc" in page
    assert "Boulangerie du Port" not in page


@pytest.mark.parametrize("role", ["employer", "counselling"])
@pytest.mark.parametrize("page", ["organisations", "new-agency", "new-data-organisation"])
def test_the_list_of_organisations_is_for_administrators(as_user: As, role: str, page: str) -> None:
    person = factories.member(factories.organisation(role), role="administrator")

    answer = as_user(person).get(reverse(f"accounts:{page}"))

    assert answer.status_code == 403
    assert "administr" in answer.content.decode()


def test_an_employer_cannot_verify_itself(as_user: As) -> None:
    of = factories.organisation()

    answer = as_user(factories.member(of, role="administrator")).post(
        reverse("accounts:verify", args=[of.pk]), {"verified": "yes"}
    )

    of.refresh_from_db()
    assert (answer.status_code, of.verified_at) == (403, None)


def test_the_first_visit_of_a_jobseeker_makes_their_space(as_user: As) -> None:
    person = factories.user()

    answer = as_user(person).get(reverse("jobseekers:start"))

    assert answer.status_code == 200
    assert Profile.objects.get().user == person


def test_a_counsellor_who_looks_for_work_opens_that_space_on_purpose(as_user: As) -> None:
    counsellor = factories.member(factories.organisation("counselling"))
    client = as_user(counsellor)

    by_chance = client.get(reverse("jobseekers:start"))
    assert (by_chance.status_code, Profile.objects.count()) == (403, 0)
    client.post(reverse("accounts:look-for-work"))

    assert Profile.objects.get().user == counsellor


def test_the_first_page_has_three_doors_for_a_visitor(client: Client) -> None:
    page = client.get("/")

    assert page.status_code == 200
    assert page.content.decode().count('<li class="card">') == 3


@pytest.mark.parametrize("kind", ["", "employer", "counselling", "operator"])
def test_the_first_page_says_what_waits(as_user: As, kind: str) -> None:
    person = factories.member(factories.organisation(kind)) if kind else factories.jobseeker().user

    page = as_user(person).get("/")

    assert page.context["steps"]
    assert all(as_user(person).get(step.url).status_code == 200 for step in page.context["steps"])


def test_notices_are_read_in_the_language_of_the_reader(as_user: As) -> None:
    of = factories.organisation(name="Boulangerie du Port")
    owner = factories.member(of, role="administrator")
    as_user(factories.user()).post(reverse("accounts:ask-to-join", args=[of.pk]))
    client = as_user(owner)
    client.cookies["openemploi_language"] = "en"

    assert (
        "Somebody asks to join the team of Boulangerie du Port."
        in client.get(reverse("core:notices")).content.decode()
    )
