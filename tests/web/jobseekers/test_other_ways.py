"""The part "Other ways": offers outside the person's occupations, with a reason, and never in the list."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from openemploi.fairness import exposure
from openemploi.matching.recommending import Reach
from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.store import Taxonomy
from openemploi_web.core.folders import folder
from openemploi_web.jobseekers import offers, views_offers
from openemploi_web.jobseekers.exposure import LIST, WITH_PART, shown_to
from openemploi_web.jobseekers.models import OfferMark, Profile
from openemploi_web.vacancies import search
from openemploi_web.vacancies.looking import Looking
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.other_ways import OtherWays, homes_of, other_ways
from tests.web import factories as make

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]
Skills = list[tuple[str, str]]
PAGE = reverse("jobseekers:offers")


@pytest.fixture(autouse=True)
def _empty_index(monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(folder("index"), ignore_errors=True)
    search._opened.clear()
    monkeypatch.setattr(views_offers, "PER_PAGE", 2)


@pytest.fixture
def skills(taxonomy: Taxonomy) -> Skills:
    """Four skills as (uri, label)."""
    rows = taxonomy.concepts(ConceptKind.SKILL)[[10, 700, 1500, 2100]]
    return [(taxonomy.uri(int(row)), taxonomy.label(int(row))) for row in rows]


def _seller(skills: Skills, **fields: object) -> Profile:
    """Somebody who sold shoes (D1214), with three skills."""
    profile = make.jobseeker(**fields)
    for one in skills[:3]:
        make.skill(profile, *one)
    make.experience(
        profile,
        "Vendeuse",
        months=60,
        occupation_uri="x:seller",
        occupation_label="Vendeur",
        occupation_confidence=0.9,
        occupation_codes=[["rome", "D1214"]],
    )
    return profile


def _offer(skills: Skills, count: int, code: str, **fields: object) -> Vacancy:
    return make.vacancy(
        requirements=[(uri, label, "essential") for uri, label in skills[:count]],
        occupation_uri=f"x:{code}",
        occupation_label=code,
        rome_code=code,
        latitude=44.09,
        longitude=6.23,
        **fields,
    )


def _part(profile: Profile, *, shown: tuple[Vacancy, ...] = ()) -> OtherWays:
    looking = Looking.of(profile)
    filters = search.OfferFilter()
    listed = search.offers_for(profile, looking=looking)
    keys = {one.pk for one in shown}
    return other_ways(profile, looking, listed=listed, shown=keys, filters=filters, marked=profile.marked())


def test_three_offers_outside_stand_beside_the_list_two_of_them_in_another_field(skills: Skills) -> None:
    profile = _seller(skills)
    own = [_offer(skills, 3, "D1214") for _number in range(3)]
    aside = [_offer(skills, 3, "D1505") for _number in range(3)]
    far = [_offer(skills, 4, code) for code in ("G1703", "M1601", "J1501")]
    search.rebuild()

    part = _part(profile, shown=tuple(own[:2]))

    keys = [way.found.row.pk for way in part.ways]
    assert len(keys) == 3
    assert not {one.pk for one in own} & set(keys)
    assert len({one.pk for one in far} & set(keys)) == 2 and len({one.pk for one in aside} & set(keys)) == 1
    assert [way.reach for way in part.ways] == [Reach.ADJACENT, Reach.UNEXPECTED, Reach.UNEXPECTED]
    assert part.unexpected == pytest.approx(2 / 3)
    assert all(set(way.skills) <= {label for _uri, label in skills[:3]} for way in part.ways)


def test_the_list_is_the_same_with_the_part_and_without(as_user: AsUser, skills: Skills) -> None:
    profile = _seller(skills)
    for code in ("D1214", "D1214", "D1505", "G1703", "M1601", "J1501"):
        _offer(skills, 3 if code[0] == "D" else 4, code)
    search.rebuild()
    client = as_user(profile.user)
    before = [entry.found.row.pk for entry in offers.listed(profile, {})]

    page = client.get(PAGE)
    first = [card.vacancy.pk for card in page.context["cards"]]
    beside = [card.vacancy.pk for card in page.context["beside"]]

    assert first == before[:2]
    assert beside and not set(first) & set(beside)
    client.post(reverse("jobseekers:other-ways"), {"shown": "no"})
    hidden = client.get(PAGE)
    assert [card.vacancy.pk for card in hidden.context["cards"]] == first
    assert hidden.context["part"] is None


def test_each_says_that_it_is_unexpected_and_why(as_user: AsUser, skills: Skills) -> None:
    profile = _seller(skills)
    for code in ("D1214", "D1214", "G1703", "M1601"):
        _offer(skills, 3 if code[0] == "D" else 4, code)
    search.rebuild()

    page = as_user(profile.user).get(PAGE)
    text = page.content.decode()

    assert "D’autres pistes" in text
    assert all(card.reach == "Offre inattendue" for card in page.context["beside"])
    assert "3 choses que vous savez faire" in text
    assert "2 de ces 2 offres sont dans un autre domaine" in text


def test_it_is_taken_away_and_brought_back_by_the_person(as_user: AsUser, skills: Skills) -> None:
    profile = _seller(skills)
    for code in ("D1214", "D1214", "G1703", "M1601"):
        _offer(skills, 3 if code[0] == "D" else 4, code)
    search.rebuild()
    client = as_user(profile.user)

    client.post(reverse("jobseekers:other-ways"), {"shown": "no"})
    text = client.get(PAGE).content.decode()
    assert "D’autres pistes" not in text and "Montrer d’autres pistes" in text
    client.post(reverse("jobseekers:other-ways"), {"shown": "yes"})

    assert client.get(PAGE).context["beside"]


def test_under_the_first_page_alone_and_never_under_a_search_by_words(
    as_user: AsUser, skills: Skills
) -> None:
    profile = _seller(skills)
    for code in ("D1214", "D1214", "D1214", "G1703", "M1601"):
        _offer(skills, 3, code)
    search.rebuild()
    client = as_user(profile.user)

    assert client.get(PAGE, {"page": 2}).context["part"] is None
    assert client.get(PAGE, {"text": "serveur"}).context["part"] is None


def test_what_was_set_aside_closed_or_asks_for_one_skill_alone_is_not_there(skills: Skills) -> None:
    profile = _seller(skills)
    refused, thin = _offer(skills, 3, "G1703"), _offer(skills, 1, "M1601")
    _offer(skills, 3, "J1501", closes_on="2020-01-01")
    search.rebuild()
    OfferMark.objects.create(profile=profile, vacancy=refused, mark="not_for_me", reason="tasks")

    assert _part(profile).ways == ()
    assert thin.pk in {one.row.pk for one in search.offers_for(profile)}, "the list has it in its place"


def test_an_offer_without_a_known_occupation_is_neither_near_nor_far(skills: Skills) -> None:
    profile = _seller(skills)
    make.vacancy(requirements=[(u, label, "essential") for u, label in skills[:3]])
    search.rebuild()

    assert _part(profile).ways == ()


def test_nothing_is_outside_of_nothing(skills: Skills) -> None:
    profile = make.jobseeker()
    for one in skills[:3]:
        make.skill(profile, *one)
    _offer(skills, 3, "G1703")
    search.rebuild()

    assert homes_of(profile, Looking.of(profile)) == frozenset()
    assert _part(profile).ways == ()


def test_offers_that_the_list_has_no_room_for_are_found_by_their_field(
    skills: Skills, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST", 4)
    profile = _seller(skills)
    for _number in range(8):
        _offer(skills, 3, "D1214")
    far = _offer(skills, 4, "G1703")
    search.rebuild()

    assert far.pk not in {one.row.pk for one in search.offers_for(profile)}
    assert [way.found.row.pk for way in _part(profile).ways] == [far.pk]


def test_exposure_tells_the_unexpected_share_of_the_list_and_with_the_part(skills: Skills) -> None:
    for _number in range(11):
        _seller(skills)
    for code in ("D1214",) * 11 + ("G1703", "M1601"):
        _offer(skills, 3 if code[0] == "D" else 4, code)
    search.rebuild()

    report = exposure(shown_to(most=20))

    alone, both = report.groups
    assert (alone.name, alone.people, both.name) == (LIST, 11, WITH_PART)
    assert alone.unexpected is not None and alone.unexpected.value == 0.0
    assert both.unexpected is not None and both.unexpected.value == pytest.approx(2 / 12)


def test_somebody_elses_part_cannot_be_chosen() -> None:
    from openemploi_web.jobseekers.permissions_offers import may_choose_other_ways

    assert not may_choose_other_ways(make.user(), make.jobseeker())
