"""First orientation: a pupil's words lead to families that quote them; who one is was never asked."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from openemploi_web.pathways.forms_orientation import PupilForm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_families")]
PAGE = "/pistes/orientation/"
ANSWERS = {"likes": "réparer des vélos, la cuisine", "subjects": "", "tasks": "", "dislikes": "", "place": ""}


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\xa0", " ")


def test_families_quote_the_words_that_led_there(visitor: Client):
    page = text_of(visitor.post(PAGE, ANSWERS))

    assert "Parce que vous avez écrit :" in page
    assert "« réparer des vélos »" in page


def test_the_list_stays_wide_and_says_how_wide(visitor: Client):
    page = visitor.post(PAGE, ANSWERS)

    assert [group.code for group in page.context["groups"]][-1] == "unexpected"
    assert "sont inattendues exprès" in text_of(page)


def test_courses_say_what_links_them_and_what_is_not_known(visitor: Client):
    page = text_of(visitor.post(PAGE, ANSWERS))

    assert "formation qui y mène" in page or "formations qui y mènent" in page
    assert "Ce qu’ont fait les anciens élèves : inconnu." in page


def test_what_one_does_not_want_is_set_aside_and_said(visitor: Client):
    page = visitor.post(
        PAGE, ANSWERS | {"likes": "les chiffres, les ordinateurs", "dislikes": "rester assis"}
    )

    shown = {one.label for group in page.context["groups"] for one in group.families}
    assert not shown & {one["label"] for one in page.context["set_aside"]}
    assert "Écartées à cause de ce que vous préférez ne pas faire" in text_of(page)


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


def test_without_data_the_page_says_so_and_invents_nothing(_empty: None, visitor: Client):
    page = text_of(visitor.post(PAGE, ANSWERS))

    assert "ne sont pas encore sur ce portail" in page
    assert "Parce que vous avez écrit" not in page


def test_a_teacher_sees_counts_of_a_class_and_no_words_of_a_pupil(visitor: Client):
    line = "réparer des vélos, la cuisine | rester assis"
    page = visitor.post(f"{PAGE}classe/", {"answers": "\n".join([line] * 12)})

    assert "12 élèves" in text_of(page)
    assert "presque tous, ou tous" in text_of(page)
    assert "réparer" not in text_of(page).replace(line, "")


def test_of_fewer_than_eleven_pupils_nothing_is_shown(visitor: Client):
    page = visitor.post(f"{PAGE}classe/", {"answers": "\n".join(["la cuisine"] * 10)})

    assert "Moins de 11 élèves ont répondu : rien n’est montré" in text_of(page)
    assert page.context["families"] == []
