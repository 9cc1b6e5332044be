"""Who pays: what was said comes in, each rule answers with its reasons and its sources, and nothing is kept."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db
PAGE = "/pistes/financer/"
JOBSEEKER = {
    "work": "none",
    "registered": "yes",
    "age": "34",
    "region": "93",
    "cpf": "1500",
    "kind": "course",
    "certification": "rncp",
    "price": "4000",
    "hours": "800",
    "weekly_hours": "35",
    "compensated": "yes",
    "benefit": "1100",
    "benefit_months": "4",
    "validated": "yes",
}


@pytest.fixture(autouse=True)
def _spring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2026, 3, 1))


def text_of(response) -> str:
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r"[\xa0\u202f]", " ", plain)


def names(cards) -> set[str]:
    return {card.answer.code for card in cards}


def test_the_questions_stand_without_an_account_and_none_must_be_answered(visitor: Client):
    page = visitor.get(PAGE)

    assert "Qui paie ma formation ?" in text_of(page)
    assert not any(field.required for field in page.context["form"].fields.values())
    assert page.context["groups"] is None


def test_a_jobseeker_is_told_what_is_possible_left_to_pay_and_lived_on(visitor: Client):
    page = visitor.post(PAGE, JOBSEEKER)

    found = page.context["groups"]
    assert names(found.eligible) == {"cpf", "aref"}
    cpf = next(card for card in found.eligible if card.answer.code == "cpf")
    aref = next(card for card in found.eligible if card.answer.code == "aref")
    assert cpf.remaining == "2\u202f500\u00a0€"
    assert [(span.months, span.amount) for span in aref.income] == [
        ("Mois 1 à 4", "1\u202f100\u00a0€"),
        ("Mois 5 à 6", "de 0 à 756,63\u00a0€"),
    ]


def test_a_no_says_why_and_what_would_make_it_a_yes(visitor: Client):
    page = visitor.post(PAGE, JOBSEEKER | {"hours": "300", "promise": "no"})

    assert "poei" in names(page.context["groups"].lacking)
    assert "Trouvez un employeur qui s’engage à vous embaucher après la formation." in text_of(page)


def test_what_was_not_said_is_asked_for_and_not_taken_for_no(visitor: Client):
    page = visitor.post(PAGE, JOBSEEKER)

    assert "poei" in names(page.context["groups"].lacking)  # 800 hours are too many
    assert "aif" in names(page.context["groups"].open)
    asked = {one.anchor: one.waiting for one in page.context["questions"]}
    assert asked["#id_other_funding"] == "1 aide en dépend"
    assert 'href="#id_other_funding"' in page.content.decode()


def test_what_nothing_could_make_possible_stands_apart(visitor: Client):
    page = visitor.post(PAGE, JOBSEEKER)

    assert {"region-occitanie", "region-ile-de-france"} <= names(page.context["groups"].closed)
    assert "transition-professionnelle" in names(page.context["groups"].closed)  # for those who are employed
    assert "region-provence-alpes-cote-d-azur" in names(page.context["groups"].open)


def test_an_expired_source_is_flagged_beside_the_answer(visitor: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2028, 1, 1))

    page = text_of(visitor.post(PAGE, JOBSEEKER))

    assert "Source périmée, lue le 13/02/2026 : Ministère du Travail" in page
    assert "Ce montant a pu changer depuis le 13/02/2026 : participation CPF (2026)" in page


def test_silence_about_everything_promises_nothing(visitor: Client):
    page = visitor.post(PAGE, {})

    found = page.context["groups"]
    assert (found.eligible, found.lacking, found.closed) == ((), (), ())
    assert len(found.open) > 20


def test_a_wrong_answer_is_told_beside_its_question(visitor: Client):
    page = visitor.post(PAGE, JOBSEEKER | {"age": "beaucoup"})

    assert page.context["groups"] is None
    assert 'href="#id_age"' in page.content.decode()


def test_nothing_of_the_person_stands_in_the_address_and_nothing_is_kept_in_between(visitor: Client):
    page = visitor.post(PAGE, JOBSEEKER)

    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert not visitor.session.keys()


def test_another_page_may_say_what_the_course_is_but_nothing_of_the_person(visitor: Client):
    page = visitor.get(PAGE, {"price": "900", "certification": "rncp", "disabled": "yes"})

    form = page.context["form"]
    assert form["price"].value() == "900"
    assert form["disabled"].value() is None


@pytest.mark.parametrize(
    ("code", "words"), [("en", "You are at least 16 years old."), ("ko", "만 16세 이상입니다.")]
)
def test_conditions_are_said_in_the_language_of_the_reader_and_names_marked_as_french(code: str, words: str):
    page = Client(headers={"accept-language": code}).post(PAGE, JOBSEEKER).content.decode()

    assert words in page
    assert '<h3 lang="fr">Compte personnel de formation (CPF)</h3>' in page
