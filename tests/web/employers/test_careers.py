"""Public-sector careers: what each public employer does, whom it recruits and how one enters."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from openemploi_web.accounts.models import Organisation
from openemploi_web.employers.models import CareerEntry
from tests.web import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account."""
    return Client(headers={"accept-language": "fr"})


def _employer(name: str, *entries: tuple[str, str, str], department: str = "04") -> Organisation:
    found = make.organisation(name=name, public=True, presentation=f"{name} entretient les routes.")
    make.establishment(found, department=department)
    for occupation, way, category in entries:
        CareerEntry.objects.create(organisation=found, occupation=occupation, way=way, category=category)
    return found


def _names(visitor: Client, **filters: str) -> list[str]:
    return [e.name for e in visitor.get(reverse("employers:careers"), filters).context["page_obj"]]


def test_private_employers_and_public_ones_that_offer_nothing_are_not_shown(visitor: Client) -> None:
    _employer("Ville", ("Jardinier", "contract", "C"))
    make.organisation(name="Muette", public=True)
    make.vacancy(make.organisation(name="Privée"))

    assert _names(visitor) == ["Ville"]


def test_a_public_employer_with_an_open_offer_is_shown(visitor: Client) -> None:
    make.vacancy(make.organisation(name="Hôpital", public=True))
    make.vacancy(make.organisation(name="Brouillon", public=True), state="draft")

    assert _names(visitor) == ["Hôpital"]


def test_filters_by_departement_way_category_and_word(visitor: Client) -> None:
    _employer("Ville", ("Jardinier", "contract", "C"), department="04")
    _employer("Conseil", ("Juriste", "competition", "A"), ("Infirmier", "both", "A"), department="13")

    assert _names(visitor, department="13") == ["Conseil"]
    assert _names(visitor, way="competition") == ["Conseil"]
    assert _names(visitor, way="contract") == ["Conseil", "Ville"]  # both ways is also by contract
    assert _names(visitor, way="contract", category="C") == ["Ville"]
    assert _names(visitor, text="juriste") == ["Conseil"]
    assert _names(visitor, text="absent") == []


def test_only_the_occupations_that_fit_are_listed(visitor: Client) -> None:
    _employer("Conseil", ("Juriste", "competition", "A"), ("Infirmier", "both", "A"))

    page = visitor.get(reverse("employers:careers"), {"way": "contract"})

    assert [entry.occupation for entry in page.context["page_obj"][0].shown] == ["Infirmier"]


def test_an_employer_says_what_it_does_how_one_enters_and_its_offers(visitor: Client) -> None:
    employer = _employer("Ville", ("Jardinier", "contract", "C"), ("Juriste", "competition", "A"))
    make.vacancy(employer, title="Jardinier / Jardinière")

    page = visitor.get(reverse("employers:career", args=[employer.pk]))
    text = page.content.decode()

    assert [str(way.value) for way, _entries in page.context["ways"]] == ["contract", "competition"]
    assert "Ville entretient les routes." in text
    assert "Jardinier / Jardinière" in text


def test_a_person_with_a_profile_sees_why_each_offer_fits(as_user: object) -> None:
    employer = _employer("Ville")
    make.vacancy(employer)

    page = as_user(make.jobseeker().user).get(reverse("employers:career", args=[employer.pk]))  # type: ignore[operator]

    assert page.context["rows"][0]["chance"].words


def test_a_private_or_unknown_employer_has_no_page_of_careers(visitor: Client) -> None:
    for key in (make.organisation().pk, uuid.uuid4()):
        assert visitor.get(reverse("employers:career", args=[key])).status_code == 404
