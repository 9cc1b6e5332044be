"""Training: from a goal to courses with what says that they teach it; what is not known is written so."""

from __future__ import annotations

import re

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_served")]
PAGE = "/pistes/formations/"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\xa0", " ")


def test_a_goal_says_what_is_to_be_learnt(visitor: Client):
    page = text_of(visitor.get(PAGE, {"goal": "G1998"}))

    assert "Formation : Crêpier / Crêpière" in page
    assert "Ce qui est à apprendre" in page


def test_what_was_not_said_is_told_as_such(visitor: Client):
    page = text_of(visitor.get(PAGE, {"goal": "G1998"}))

    assert "Vous n’avez pas dit où vous habitez : les distances ne sont pas connues." in page


def test_when_nothing_fits_other_ways_are_given_with_their_law(visitor: Client):
    page = text_of(visitor.get(PAGE, {"goal": "G1998", "hours": "1", "starts_by": "2001-01-01"}))

    assert "Aucune formation ne convient" in page
    assert "Code du travail, art. L5135-1 à L5135-8" in page


def test_a_budget_that_is_no_number_is_told_beside_the_field(visitor: Client):
    page = visitor.get(PAGE, {"goal": "G1998", "budget": "beaucoup"})

    assert 'href="#id_budget"' in page.content.decode()
    assert page.context["answer"] is None


def test_an_occupation_that_nobody_knows_is_said(visitor: Client):
    assert "Aucun métier n’a tous ces mots." in text_of(visitor.get(PAGE, {"goal": "zzzz"}))


@pytest.mark.usefixtures("_empty")
def test_without_data_the_page_says_which_are_missing(visitor: Client):
    page = text_of(visitor.get(PAGE, {"goal": "crêpier"}))

    assert "Ces données ne sont pas importées ici : rome." in page
