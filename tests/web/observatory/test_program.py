"""What programs are answered: the figure of the page, with its reason and its sources."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from openemploi_web.api import scopes
from tests.web import factories as make
from tests.web.api.conftest import program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_served")]


@pytest.fixture
def ask():
    organisation = make.organisation()
    key = program(organisation, make.member(organisation, role="administrator"), scopes.REFERENCE)

    def asked(**query: str) -> Any:
        headers = {"authorization": f"Bearer {key.secret}", "accept-language": "en"}
        return Client().get("/api/v1/observatory/figures", query, headers=headers)

    return asked


def test_a_program_reads_the_figure_of_the_page(ask):
    answer = ask(name="pay_quartiles", occupation="G1998", area="commune-04901").json()

    assert (answer["value"], answer["n"], answer["unit"]) == (2025.0, 6, "€ a month")
    assert [row["code"] for row in answer["rows"]] == ["q1", "median", "q3"]
    assert answer["sources"][0]["dataset"] == "france_travail_offers"
    assert (answer["unknown"], answer["why"]) == ("", "")


def test_what_is_unknown_comes_with_its_reason_and_null(ask):
    answer = ask(name="recruitment_projects", occupation="G1998", area="commune-04901").json()

    assert (answer["value"], answer["unknown"]) == (None, "not_imported")
    assert "bmo" in answer["why"]


def test_a_larger_area_is_named(ask):
    answer = ask(name="tension", occupation="G1998", area="commune-04901").json()

    assert (answer["asked"]["level"], answer["shown"]["level"], answer["unknown"]) == (
        "commune",
        "basin",
        "not_published",
    )


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"name": "gauge"}, 422),
        ({"name": "tension"}, 422),
        ({"name": "skill_offers"}, 422),
        ({"name": "tension", "occupation": "Z0000"}, 404),
        ({"name": "area_offers", "area": "moon-1"}, 404),
    ],
)
def test_what_cannot_be_answered_is_refused(ask, query: dict[str, str], status: int):
    assert ask(**query).status_code == status
