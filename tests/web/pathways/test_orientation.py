"""First orientation: a pupil's words lead to families that quote them; who one is was never asked."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from openemploi_web.pathways.forms_orientation import PupilForm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_served")]
PAGE = "/pistes/orientation/"
ANSWERS = {"likes": "être crêpier, la cuisine", "subjects": "", "tasks": "", "dislikes": "", "place": ""}


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\xa0", " ")


def test_families_quote_the_words_that_led_there(visitor: Client):
    page = text_of(visitor.post(PAGE, ANSWERS))

    assert "Parce que vous avez écrit :" in page
    assert "« être crêpier »" in page


def test_where_no_course_is_known_the_page_says_which_data_are_missing(visitor: Client):
    page = text_of(visitor.post(PAGE, ANSWERS))

    assert "Les formations ne sont pas connues ici. Ces données ne sont pas importées ici :" in page


def test_no_question_asks_who_one_is():
    assert set(PupilForm().fields) == {"likes", "subjects", "tasks", "dislikes", "place"}


def test_the_same_answers_give_the_same_page_of_families_wherever_one_lives(visitor: Client):
    here = visitor.post(PAGE, ANSWERS | {"place": "Tilleuls"}).context["groups"]
    there = visitor.post(PAGE, ANSWERS | {"place": "Colzas"}).context["groups"]

    assert [[one.label for one in group.families] for group in here] == [
        [one.label for one in group.families] for group in there
    ]


def test_nothing_of_what_was_written_is_kept(visitor: Client):
    visitor.post(PAGE, ANSWERS)

    assert Session.objects.count() == 0
    assert "sessionid" not in visitor.cookies


def test_an_empty_answer_is_told_beside_the_field(visitor: Client):
    page = text_of(visitor.post(PAGE, dict.fromkeys(ANSWERS, "")))

    assert "Répondez à l’une des trois questions, même d’un seul mot." in page


@pytest.mark.usefixtures("_empty")
def test_without_data_the_page_says_so_and_invents_nothing(visitor: Client):
    page = text_of(visitor.post(PAGE, ANSWERS))

    assert "Ces données ne sont pas importées ici : rome." in page
    assert "Parce que vous avez écrit" not in page
