"""The list of offers for a person: its order and reasons, what they like and set aside, and offers side by side."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.store import Taxonomy
from openemploi_web.core.folders import folder
from openemploi_web.jobseekers import offers
from openemploi_web.jobseekers.models import OfferMark, Profile
from openemploi_web.vacancies import search
from openemploi_web.vacancies.models import Vacancy
from tests.web import factories as make

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]
Skills = list[tuple[str, str]]


@pytest.fixture(autouse=True)
def _empty_index() -> None:
    shutil.rmtree(folder("index"), ignore_errors=True)
    search._opened.clear()


@pytest.fixture
def skills(taxonomy: Taxonomy) -> Skills:
    """Three skills as (uri, label)."""
    rows = taxonomy.concepts(ConceptKind.SKILL)[[10, 700, 1500]]
    return [(taxonomy.uri(int(row)), taxonomy.label(int(row))) for row in rows]


def _offer(skills: Skills, count: int, **fields: object) -> Vacancy:
    return make.vacancy(
        requirements=[(uri, label, "essential") for uri, label in skills[:count]],
        latitude=44.09,
        longitude=6.23,
        **fields,
    )


def _able(skills: Skills) -> Profile:
    profile = make.jobseeker()
    make.skill(profile, *skills[0])
    return profile


def test_who_has_no_profile_is_told_to_start_with_one(as_user: AsUser) -> None:
    page = as_user(make.user()).get(reverse("jobseekers:offers"))

    assert page.status_code == 200
    assert reverse("jobseekers:start") in page.content.decode()


def test_the_offer_that_is_met_most_comes_first_with_its_reasons_in_words(
    as_user: AsUser, skills: Skills
) -> None:
    profile = _able(skills)
    half = _offer(skills, 2, title="La moitié")
    whole = _offer(skills, 1, title="Le tout")
    search.rebuild()

    page = as_user(profile.user).get(reverse("jobseekers:offers"))
    text = page.content.decode()

    assert [card.vacancy.pk for card in page.context["cards"]] == [whole.pk, half.pk]
    assert "Vous pouvez l’avoir" in text
    assert skills[1][1] in text
    assert page.context["cards"][1].chance.lines


def test_the_skills_that_would_open_most_are_those_that_several_offers_ask_for(
    as_user: AsUser, skills: Skills
) -> None:
    profile = _able(skills)
    for count in (2, 2, 3):
        _offer(skills, count)
    search.rebuild()

    found = as_user(profile.user).get(reverse("jobseekers:offers")).context["openings"]

    assert [(opening.label, opening.offers) for opening in found] == [(skills[1][1], 3)]


def test_an_offer_set_aside_leaves_the_list_and_can_be_taken_back(as_user: AsUser, skills: Skills) -> None:
    profile = _able(skills)
    offer = _offer(skills, 1)
    search.rebuild()
    client = as_user(profile.user)

    client.post(reverse("jobseekers:mark", args=[offer.pk]), {"mark": "not_for_me", "reason": "too_far"})
    assert not client.get(reverse("jobseekers:offers")).context["cards"]
    assert "trop loin" in client.get(reverse("jobseekers:set-aside")).content.decode()

    client.post(reverse("jobseekers:mark", args=[offer.pk]), {"mark": ""})
    assert client.get(reverse("jobseekers:offers")).context["cards"]


def test_setting_aside_needs_a_reason_of_the_list(as_user: AsUser, skills: Skills) -> None:
    profile = _able(skills)
    offer = _offer(skills, 1)

    as_user(profile.user).post(
        reverse("jobseekers:mark", args=[offer.pk]), {"mark": "not_for_me", "reason": "boredom"}
    )

    assert not OfferMark.objects.exists()


def test_a_favourite_is_kept_once_however_often_it_is_pressed(as_user: AsUser) -> None:
    profile, offer = make.jobseeker(), make.vacancy()
    client = as_user(profile.user)

    for _time in range(2):
        client.post(reverse("jobseekers:mark", args=[offer.pk]), {"mark": "favourite"})

    assert OfferMark.objects.get().mark == OfferMark.Mark.FAVOURITE
    assert offer.title in client.get(reverse("jobseekers:favourites")).content.decode()


def test_a_form_does_not_lead_to_another_site(as_user: AsUser) -> None:
    profile, offer = make.jobseeker(), make.vacancy()

    answer = as_user(profile.user).post(
        reverse("jobseekers:mark", args=[offer.pk]), {"mark": "favourite", "next": "https://example.org/"}
    )

    assert answer["Location"] == reverse("jobseekers:offers")


def test_a_draft_and_an_unknown_offer_are_not_found(as_user: AsUser) -> None:
    client = as_user(make.jobseeker().user)

    for key in (make.vacancy(state="draft").pk, uuid.uuid4()):
        assert client.post(reverse("jobseekers:mark", args=[key]), {"mark": "favourite"}).status_code == 404
        assert client.get(reverse("jobseekers:apply", args=[key])).status_code == 404


def test_an_unknown_commune_is_said_beside_its_field_and_the_list_stays(
    as_user: AsUser, skills: Skills
) -> None:
    profile = _able(skills)
    _offer(skills, 1)
    search.rebuild()

    page = as_user(profile.user).get(reverse("jobseekers:offers"), {"place": "Zblorgville"})

    assert "place" in page.context["form"].errors
    assert page.context["cards"]


def test_offers_are_filtered_by_contract(as_user: AsUser, skills: Skills) -> None:
    profile = _able(skills)
    _offer(skills, 1, contract="fixed_term")
    lasting = _offer(skills, 1, contract="permanent")
    search.rebuild()

    page = as_user(profile.user).get(reverse("jobseekers:offers"), {"contract": "permanent"})

    assert [card.vacancy.pk for card in page.context["cards"]] == [lasting.pk]


def test_of_equal_offers_the_one_that_fewer_people_ask_for_comes_first_and_says_so(skills: Skills) -> None:
    profile = _able(skills)
    one, other = _offer(skills, 1), _offer(skills, 1)
    search.rebuild()
    first = offers.listed(profile, {})[0].found.vacancy
    for _person in range(3):
        make.application(first, make.jobseeker())

    entries = offers.listed(profile, {})

    assert [entry.found.vacancy.pk for entry in entries] == [
        key for key in (one.pk, other.pk) if key != first.pk
    ] + [first.pk]
    assert entries[0].effect
    assert not entries[1].effect


def test_offers_that_are_not_equal_keep_their_order_whatever_people_ask_for(skills: Skills) -> None:
    profile = _able(skills)
    whole, half = _offer(skills, 1), _offer(skills, 2)
    search.rebuild()
    for _person in range(3):
        make.application(whole, make.jobseeker())

    assert [entry.found.vacancy.pk for entry in offers.listed(profile, {})] == [whole.pk, half.pk]


def test_two_offers_are_compared_and_what_is_not_given_is_said(as_user: AsUser, skills: Skills) -> None:
    profile = _able(skills)
    paid, silent = _offer(skills, 2, pay_minimum=1900, pay_unit="month"), _offer(skills, 1)

    page = as_user(profile.user).get(reverse("jobseekers:compare"), {"offer": [paid.pk, silent.pk]})
    rows = dict(page.context["rows"])
    text = page.content.decode()

    assert "1\u00a0900" in rows["Rémunération brute"][0]
    assert rows["Rémunération brute"][1] == "non indiqué par l’employeur"
    assert f"<li>{skills[1][1]}</li>" in text.replace("&#x27;", "'")


@pytest.mark.parametrize("count", [0, 1, 5])
def test_fewer_than_two_or_more_than_four_are_not_compared(as_user: AsUser, count: int) -> None:
    keys = [make.vacancy().pk for _number in range(count)]

    page = as_user(make.jobseeker().user).get(reverse("jobseekers:compare"), {"offer": keys})

    assert page.status_code == 200
    assert "columns" not in page.context


def test_how_the_employer_answers_is_unknown_under_five_applications(as_user: AsUser, skills: Skills) -> None:
    profile = _able(skills)
    offer = _offer(skills, 1)
    search.rebuild()
    for _person in range(4):
        make.application(offer, make.jobseeker(), days_ago=20)
    client = as_user(profile.user)
    assert not client.get(reverse("jobseekers:offers")).context["cards"][0].habit.known

    make.application(offer, make.jobseeker(), days_ago=20)
    habit = client.get(reverse("jobseekers:offers")).context["cards"][0].habit
    assert (habit.known, habit.due, habit.answered) == (True, 5, 0)
