"""Training: from a goal to courses with what says that they teach it; what is not known is written so."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from openemploi.labourmarket.model import Area, Level
from openemploi_web.pathways import views_training

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_served")]
PAGE = "/pistes/formations/"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\xa0", " ")


def test_a_goal_says_what_is_to_be_learnt(visitor: Client):
    page = text_of(visitor.get(PAGE, {"goal": "G1998"}))

    assert "Formation : Crêpier / Crêpière" in page
    assert "Ce qui est à apprendre" in page


def test_a_course_shows_which_missing_skill_it_teaches_and_the_words_that_say_so(visitor: Client):
    page = visitor.get(PAGE, {"goal": "G1998", "place": "04901"})

    (course,) = page.context["courses"]
    assert "Cuire des crêpes" in {chip.label for chip in course.chips if chip.state == "said"}
    assert "nommée dans le programme" in text_of(page)


def test_the_explanation_adds_up_to_what_is_shown(visitor: Client):
    (course,) = visitor.get(PAGE, {"goal": "G1998", "place": "04901"}).context["courses"]

    assert (
        f"{sum(part.points for part in course.parts):.1f}".replace(".", ",").removesuffix(",0")
        in course.total
    )


def test_a_price_that_is_not_known_is_never_nothing(visitor: Client):
    (course,) = visitor.get(PAGE, {"goal": "G1998", "place": "Colzas"}).context["courses"]

    prices = {fact.term: fact.words for fact in course.facts}
    assert prices["Prix avant toute aide"] in ("900\xa0€", "inconnu")
    assert "1 autre session de cette formation convient aussi." in course.others


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


def test_a_name_that_two_towns_bear_is_asked_back(visitor: Client, monkeypatch: pytest.MonkeyPatch):
    towns = [Area(Level.COMMUNE, "04901", "Tilleuls"), Area(Level.COMMUNE, "04902", "Colzas")]
    monkeypatch.setattr(
        views_training, "areas", lambda said: [one for one in towns if said in ("Bourg", one.code)]
    )

    asked = visitor.get(PAGE, {"goal": "G1998", "place": "Bourg"})
    assert "De quel lieu parlez-vous ?" in text_of(asked)
    assert "courses" not in asked.context
    first = re.search(r'href="(\?[^"]+place=04901[^"]*)"', asked.content.decode())
    assert first is not None

    chosen = visitor.get(PAGE + first[1].replace("&amp;", "&"))
    assert chosen.context["courses"]
    assert "De quel lieu parlez-vous ?" not in text_of(chosen)


def test_without_data_the_page_says_which_are_missing(_empty: None, visitor: Client):
    page = text_of(visitor.get(PAGE, {"goal": "crêpier"}))

    assert "ne sont pas encore sur ce portail" in page
