"""Other occupations: what was said is read, shown with its passage and corrected; nothing of it is kept."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.web import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_served")]
PAGE = "/pistes/metiers/"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\xa0", " ")


def test_a_title_is_read_as_occupations_to_choose_from(visitor: Client):
    page = visitor.post(PAGE, {"title": "crêpier", "words": "", "place": ""})

    assert 'name="occupation" value="G1998"' in page.content.decode()
    assert "Aucun de ceux-là" in text_of(page)


def test_skills_in_own_words_are_shown_with_the_passage_they_were_read_in(visitor: Client):
    page = visitor.post(PAGE, {"title": "", "words": "Je sais rendre la monnaie et souder.", "place": ""})

    assert 'name="skill" value="urn:openemploi:skill:till-operation"' in page.content.decode()
    assert "« rendre la monnaie »" in text_of(page)


def test_what_one_cannot_do_is_not_counted(visitor: Client):
    page = visitor.post(
        PAGE, {"title": "", "words": "Je ne sais pas souder. Je sais rendre la monnaie.", "place": ""}
    )

    assert "urn:openemploi:skill:welding" not in page.content.decode()
    assert "Vous dites ne pas savoir : souder" in text_of(page)


def test_nothing_said_is_answered_beside_the_field(visitor: Client):
    page = visitor.post(PAGE, {"title": " ", "words": "", "place": ""})

    assert "Dites votre métier, ou ce que vous savez faire." in text_of(page)


def test_nothing_of_what_was_written_is_kept(visitor: Client):
    visitor.post(PAGE, {"title": "crêpier", "words": "Je sais rendre la monnaie.", "place": "Tilleuls"})

    assert Session.objects.count() == 0
    assert "sessionid" not in visitor.cookies


def test_the_place_is_chosen_among_those_that_bear_the_name(visitor: Client):
    page = visitor.post(PAGE, {"title": "crêpier", "words": "", "place": "tilleuls"})

    assert 'name="area" value="commune-04901"' in page.content.decode()


def test_without_data_the_page_says_so_and_tells_those_who_run_it_what_to_import(
    _empty: None, visitor: Client, as_user
):
    page = text_of(visitor.get(PAGE))
    operator = factories.member(factories.organisation("operator"))
    operated = text_of(as_user(operator).get(PAGE))

    assert "ne sont pas encore sur ce portail" in page and "openemploi data import" not in page
    assert "importez rome avec" in operated and "openemploi data import" in operated
