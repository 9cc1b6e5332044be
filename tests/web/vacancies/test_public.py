"""Offers that anybody may read, without an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.vacancies.models import Vacancy
from tests.web import factories as make

pytestmark = pytest.mark.django_db
SEARCH = "vacancies:search"


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account."""
    return Client(headers={"accept-language": "fr"})


def _titles(visitor: Client, **filters: object) -> list[str]:
    page = visitor.get(reverse(SEARCH), filters)
    return [row["vacancy"].title for row in page.context["rows"]]


def test_open_offers_are_shown_and_no_others(visitor: Client) -> None:
    make.vacancy(title="Ouverte")
    make.vacancy(title="Brouillon", state="draft")
    make.vacancy(title="Close", state="closed")
    make.vacancy(title="Passée", closes_on=timezone.localdate() - timedelta(days=1))

    assert _titles(visitor) == ["Ouverte"]


def test_every_word_must_be_said_by_the_title_the_employer_or_the_commune(visitor: Client) -> None:
    make.vacancy(make.organisation(name="Mairie de Gap"), title="Agent d'accueil", commune="Gap")
    make.vacancy(title="Agent d'entretien")

    assert _titles(visitor, text="agent mairie") == ["Agent d'accueil"]
    assert _titles(visitor, text="électricien") == []


def test_filters_keep_what_fits_and_drop_what_does_not_say(visitor: Client) -> None:
    here = {"latitude": 44.09, "longitude": 6.23}
    make.vacancy(
        make.organisation(public=True),
        title="Convient",
        contract="permanent",
        full_time=True,
        remote=True,
        **here,
    )
    make.vacancy(title="Ne dit rien", commune="Marseille", department="13", latitude=43.3, longitude=5.4)

    for filters in (
        {"contract": "permanent"},
        {"hours": "full"},
        {"remote": "on"},
        {"employer": "public"},
        {"place": "Digne-les-Bains", "radius": "20"},
    ):
        assert _titles(visitor, **filters) == ["Convient"], filters


def test_what_is_published_since_yesterday(visitor: Client) -> None:
    make.vacancy(title="Neuve")
    old = make.vacancy(title="Ancienne")
    Vacancy.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=5))

    assert _titles(visitor, since="1") == ["Neuve"]


def test_nonsense_in_the_address_is_an_error_beside_its_field(visitor: Client) -> None:
    make.vacancy()

    page = visitor.get(
        reverse(SEARCH), {"contract": "<script>", "radius": "x", "page": "99999999999", "text": "a" * 5000}
    )

    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"contract", "radius", "text"}


def test_what_is_not_given_is_said(visitor: Client) -> None:
    page = visitor.get(reverse("vacancies:offer", args=[make.vacancy().pk]))

    known = {term.name: (term.known, term.words) for term in page.context["terms"]}
    assert known["pay"] == (False, "non indiqué par l’employeur")
    assert known["place"] == (True, "Digne-les-Bains (04)")
    assert "L’employeur n’a pas dit quelles compétences" in page.content.decode()


def test_an_offer_shows_its_terms_and_requirements_by_kind(visitor: Client) -> None:
    offer = make.vacancy(
        contract="fixed_term",
        contract_months=6,
        weekly_hours=24,
        pay_minimum=12.5,
        pay_maximum=14,
        pay_unit="hour",
        requirements=[("urn:a", "Servir en salle", "essential"), ("urn:b", "Parler anglais", "optional")],
    )

    page = visitor.get(reverse("vacancies:offer", args=[offer.pk]))

    words = {term.name: term.words.replace("\u00a0", " ") for term in page.context["terms"]}
    assert words["contract"] == "CDD, 6 mois"
    assert words["hours"] == "Temps partiel, 24 heures par semaine"
    assert words["pay"] == "12,50 € à 14 € par heure"
    assert [(kind, [line.label for line in lines]) for kind, _label, lines in page.context["kinds"]] == [
        ("essential", ["Servir en salle"]),
        ("optional", ["Parler anglais"]),
    ]


def test_a_requirement_that_the_employer_dropped_is_not_shown(visitor: Client) -> None:
    offer = make.vacancy(requirements=[("urn:a", "Servir en salle", "essential")])
    offer.requirements.update(kept=False)

    assert visitor.get(reverse("vacancies:offer", args=[offer.pk])).context["kinds"] == []


def test_a_draft_is_not_found_and_a_closed_offer_says_so(visitor: Client) -> None:
    draft, closed = make.vacancy(state="draft"), make.vacancy(state="closed")

    assert visitor.get(reverse("vacancies:offer", args=[draft.pk])).status_code == 404
    page = visitor.get(reverse("vacancies:offer", args=[closed.pk])).content.decode()
    assert "ne prend plus de candidatures" in page
    assert reverse("jobseekers:apply", args=[closed.pk]) not in page


def test_the_text_of_an_offer_is_text_and_not_markup(visitor: Client) -> None:
    offer = make.vacancy(text="<script>alert(1)</script>")

    assert "<script>alert(1)" not in visitor.get(reverse("vacancies:offer", args=[offer.pk])).content.decode()


def test_a_page_of_offers_asks_the_same_number_of_queries_however_many_there_are(
    visitor: Client, django_assert_max_num_queries: object
) -> None:
    for _number in range(12):
        make.vacancy()

    with django_assert_max_num_queries(4):  # type: ignore[operator]
        visitor.get(reverse(SEARCH))
