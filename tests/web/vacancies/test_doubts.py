"""Terms of an offer that do not hold together, or are far from what is paid: said before it is published."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from openemploi.pathways.funding.rules import figures
from openemploi_web.vacancies.doubts import doubts
from openemploi_web.vacancies.models import Vacancy
from tests.web import factories as make
from tests.web.vacancies.conftest import Recruiting

ABSURD: dict[str, Any] = {
    "contract": "permanent",
    "contract_months": 6,
    "full_time": True,
    "weekly_hours": 20,
    "pay_minimum": 2400,
    "pay_unit": "hour",
}
PAID = {"contract": "permanent", "full_time": True}


def _codes(**fields: Any) -> list[str]:
    return [one.code for one in doubts(Vacancy(title="Serveur / Serveuse", **fields))]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        (ABSURD, ["duration", "hours", "pay"]),
        ({"full_time": False, "weekly_hours": 35}, ["hours"]),
        ({**PAID, "pay_minimum": 12, "pay_unit": "month"}, ["pay"]),
        ({**PAID, "pay_minimum": 2000, "pay_unit": "year"}, ["minimum"]),
        ({**PAID, "pay_minimum": 1500, "pay_unit": "month"}, ["minimum"]),
        ({**PAID, "pay_minimum": 9, "pay_unit": "hour"}, ["minimum"]),
        ({**PAID, "pay_minimum": 1500, "pay_maximum": 2100, "pay_unit": "month"}, ["minimum"]),
    ],
)
def test_terms_that_cannot_be_meant_are_named(fields: dict[str, Any], codes: list[str]) -> None:
    assert _codes(**fields) == codes


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"contract": "fixed_term", "contract_months": 6},
        {"full_time": True, "weekly_hours": 39, "pay_minimum": 2300, "pay_unit": "month"},
        {
            "contract": "permanent",
            "full_time": False,
            "weekly_hours": 20,
            "pay_minimum": 1100,
            "pay_unit": "month",
        },
        {"contract": "permanent", "pay_minimum": 1100, "pay_unit": "month"},  # its hours are not known
        {"contract": "apprenticeship", "full_time": True, "pay_minimum": 900, "pay_unit": "month"},
        {
            "contract": "permanent",
            "department": "976",
            "full_time": True,
            "pay_minimum": 1500,
            "pay_unit": "month",
        },
        {"contract": "permanent", "pay_minimum": 80, "pay_unit": "hour"},
        {"full_time": True},
    ],
)
def test_plain_terms_are_left_alone(fields: dict[str, Any]) -> None:
    assert _codes(**fields) == []


def test_the_minimum_wage_is_the_dated_figure_with_its_source() -> None:
    (said,) = doubts(Vacancy(pay_minimum=1500, pay_unit="month", **PAID))

    figure = figures()["Smic mensuel"]
    assert figure.source.title in said.law
    assert not said.forbidden


@pytest.mark.django_db
def test_a_permanent_contract_with_an_end_is_not_kept(recruiting: Recruiting) -> None:
    response = recruiting.client.post(
        reverse("vacancies:new"),
        {
            "title": "Commis",
            "text": "En cuisine.",
            "openings": "1",
            "contract": "permanent",
            "contract_months": "6",
        },
    )

    assert set(response.context["form"].errors) == {"contract_months"}


@pytest.mark.django_db
def test_the_page_before_publishing_shows_terms_doubts_and_conditions(recruiting: Recruiting) -> None:
    text = "Vous préparez les repas. CAP cuisine exigé, permis B exigé. 2 ans d'expérience exigés."
    recruiting.client.post(
        reverse("vacancies:new"), {"title": "Cuisinier / Cuisinière", "text": text, "openings": "1"}
    )
    draft = Vacancy.objects.get(title="Cuisinier / Cuisinière")
    Vacancy.objects.filter(pk=draft.pk).update(commune="Valbonne", **ABSURD)

    before = recruiting.client.get(reverse("vacancies:publish", args=[draft.pk])).content.decode()
    recruiting.client.post(reverse("vacancies:publish", args=[draft.pk]))
    public = recruiting.client.get(reverse("vacancies:offer", args=[draft.pk])).content.decode()

    assert "Un CDI n’a pas de durée" in before
    assert "Valbonne" in before
    for page in (before, public):
        assert "Autres conditions" in page
        assert "CAP" in page
        assert "permis B" in page
        assert "2 ans" in page


@pytest.mark.django_db
def test_skills_are_named_in_the_language_of_the_reader(recruiting: Recruiting) -> None:
    row = recruiting.vacancy.requirements.first()
    assert row is not None
    member = recruiting.member
    member.language = "en"
    member.save()
    recruiting.client.cookies["openemploi_language"] = "en"

    page = recruiting.client.get(reverse("vacancies:requirements", args=[recruiting.vacancy.pk]))

    from openemploi_web.core.engine import engine

    taxonomy = engine("en").taxonomy
    concept = taxonomy.find(row.uri)
    assert concept is not None
    assert page.context["rows"]
    assert taxonomy.label(concept, "en") in [shown.label for shown, _kind in page.context["rows"]]


@pytest.mark.django_db
def test_a_skill_that_is_implied_is_not_said_to_stand_in_the_offer(recruiting: Recruiting) -> None:
    passages = [{"text": "Serveuse", "start": 0, "end": 8, "page": None}]
    recruiting.vacancy.requirements.update(source="implied", passages=passages)
    address = reverse("vacancies:requirements", args=[recruiting.vacancy.pk])

    implied = recruiting.client.get(address).content.decode()
    recruiting.vacancy.requirements.update(source="said")
    said = recruiting.client.get(address).content.decode()

    assert "Où l’offre le dit" not in implied
    assert "Habituelle dans ce métier" in implied
    assert "Où l’offre le dit" in said


@pytest.mark.django_db
def test_closing_says_whether_somebody_waits(recruiting: Recruiting) -> None:
    address = reverse("vacancies:close", args=[recruiting.vacancy.pk])

    nobody = recruiting.client.get(address).content.decode()
    recruiting.apply(1)
    somebody = recruiting.client.get(address).content.decode()

    assert "Personne n’attend de réponse" in nobody
    assert "les prévenir" not in nobody
    assert "les prévenir" in somebody


@pytest.mark.django_db
def test_what_the_law_forbids_stands_before_the_choices(recruiting: Recruiting) -> None:
    draft = make.vacancy(recruiting.organisation, state="draft", text="Équipe jeune et dynamique.")

    page = recruiting.client.get(reverse("vacancies:requirements", args=[draft.pk])).content.decode()

    assert 0 < page.index("L1132-1") < page.index('<form method="post" id="demandes">')
