"""Who sees whom: only while followed, in the territory, and what the person shares; each look is in their journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import Membership
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent
from openemploi_web.counselling import actions, portfolio
from openemploi_web.counselling.models import Follow
from openemploi_web.rights import actions as rights
from openemploi_web.rights.models import Consent
from tests.web import factories as make
from tests.web.counselling.conftest import Scene

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]
PARTS = ("person", "person-profile", "person-offers", "person-applications")


def _statuses(client: Client, scene: Scene) -> set[int]:
    key = [scene.profile.pk]
    return {client.get(reverse(f"counselling:{part}", args=key)).status_code for part in PARTS}


def test_a_counsellor_sees_the_four_parts_of_a_person_whom_they_follow(as_user: AsUser, scene: Scene) -> None:
    make.skill(scene.profile, "urn:a", "Tenir une caisse")
    make.application(make.vacancy(title="Caviste"), scene.profile, state="refused", refusal="filled")
    client = as_user(scene.counsellor)
    key = [scene.profile.pk]

    assert _statuses(client, scene) == {200}
    profile = client.get(reverse("counselling:person-profile", args=key)).content.decode()
    assert "Tenir une caisse" in profile
    assert "06 12 34 56 78" not in profile and scene.person.email not in profile
    assert "Caviste" in client.get(reverse("counselling:person-applications", args=key)).content.decode()


def test_each_look_is_in_the_journal_of_the_person_with_the_part(as_user: AsUser, scene: Scene) -> None:
    client = as_user(scene.counsellor)
    _statuses(client, scene)

    looks = AuditEvent.objects.filter(action="counselling.look", person=scene.person.pk).order_by("number")
    assert [row.reason for row in looks] == ["overview", "profile", "offers", "applications"]
    assert {row.actor for row in looks} == {scene.counsellor.pk}
    own = as_user(scene.person).get(reverse("rights:data")).content.decode()
    assert "Maud Giraud" in own


@pytest.mark.parametrize(
    "why", ["colleague", "other agency", "territory", "no place", "ended", "left", "employer"]
)
def test_whoever_does_not_follow_finds_nothing(as_user: AsUser, scene: Scene, why: str) -> None:
    looker = scene.counsellor
    if why == "colleague":
        looker = scene.colleague
    elif why == "other agency":
        looker = make.member(make.organisation("counselling", territory=["04"]))
    elif why == "territory":
        scene.agency.territory = ["13"]
        scene.agency.save()
    elif why == "no place":
        scene.profile.department = ""
        scene.profile.save()
    elif why == "ended":
        scene.follow.ended_at = timezone.now()
        scene.follow.save()
    elif why == "left":
        Membership.objects.filter(user=looker).update(ended_at=timezone.now())
        Membership.objects.create(
            user=looker, organisation=make.organisation("counselling", territory=["04"])
        )
    expected = {404}
    if why == "employer":
        looker, expected = make.member(make.organisation()), {403}
    client = as_user(type(looker).objects.get(pk=looker.pk))

    assert _statuses(client, scene) == expected
    assert "Zélie" not in client.get(reverse("counselling:portfolio")).content.decode()
    assert not AuditEvent.objects.filter(action__startswith="counselling.look").exists()


@pytest.mark.parametrize(
    ("purpose", "part", "said"),
    [
        ("counsel_profile", "person-profile", "n’a pas partagé son profil"),
        ("counsel_matches", "person-offers", "n’a pas partagé les offres"),
        ("counsel_applications", "person-applications", "n’a pas partagé ses candidatures"),
    ],
)
def test_a_consent_taken_back_counts_at_the_next_page(
    as_user: AsUser, scene: Scene, purpose: str, part: str, said: str
) -> None:
    make.skill(scene.profile, "urn:a", "Tenir une caisse")
    make.application(make.vacancy(title="Caviste", state="closed"), scene.profile)
    client = as_user(scene.counsellor)
    address = reverse(f"counselling:{part}", args=[scene.profile.pk])
    assert said not in client.get(address).content.decode()

    rights.withdraw_consent(actor=scene.person, purpose=purpose)

    text = client.get(address).content.decode()
    assert said in text
    assert "Tenir une caisse" not in text and "Caviste" not in text
    last = AuditEvent.objects.filter(action="counselling.look").last()
    assert last is not None and last.reason == "overview"


def test_without_the_profile_the_list_says_neither_commune_nor_what_is_missing(
    as_user: AsUser, scene: Scene
) -> None:
    client = as_user(scene.counsellor)
    before = client.get(reverse("counselling:portfolio")).content.decode()
    rights.withdraw_consent(actor=scene.person, purpose="counsel_profile")
    after = client.get(reverse("counselling:portfolio")).content.decode()

    assert "Digne-les-Bains" in before and "Profil sans souhaits" in before
    assert "Zélie Quintrec" in after
    assert "Digne-les-Bains" not in after and "Profil sans souhaits" not in after


def test_the_list_is_told_to_each_person_once_a_day(as_user: AsUser, scene: Scene) -> None:
    client = as_user(scene.counsellor)
    for _visit in range(3):
        client.get(reverse("counselling:portfolio"))

    assert AuditEvent.objects.filter(action="counselling.look_over", person=scene.person.pk).count() == 1


def test_people_stand_by_the_fact_that_has_the_nearest_hour(scene: Scene) -> None:
    other = make.jobseeker(consents=("counsel_applications",), name="Bruno")
    make.follow(other, scene.counsellor)
    make.application(
        make.vacancy(), other, state="interview", interview_at=timezone.now() + timedelta(days=2), days_ago=3
    )

    found = portfolio.people(scene.counsellor, scene.agency)

    assert [one.name for one in found] == ["Bruno", "Zélie Quintrec"]
    assert [group.key for group in portfolio.groups(found)] == ["interview", "profile"]


def test_the_list_is_narrowed_by_fact_and_by_commune(as_user: AsUser, scene: Scene) -> None:
    bruno = make.jobseeker(
        name="Bruno",
        commune="Gap",
        department="05",
        consents=("counsel_profile",),
        areas=[{"place": "Gap"}],
    )
    make.follow(bruno, scene.counsellor)
    client = as_user(scene.counsellor)
    address = reverse("counselling:portfolio")

    by_fact = client.get(address, {"fact": "profile", "commune": "Gap"}).content.decode()
    by_place = client.get(address, {"commune": "Digne-les-Bains"}).content.decode()

    assert "Bruno" in by_fact and "Zélie" not in by_fact
    assert "Zélie" in by_place and ">Bruno<" not in by_place


def test_ninety_people_cost_no_more_queries_than_three(
    as_user: AsUser, scene: Scene, django_assert_max_num_queries: Callable[..., object]
) -> None:
    def add(count: int) -> None:
        for _number in range(count):
            profile = make.jobseeker(consents=("counsel_profile", "counsel_applications"))
            make.follow(profile, scene.counsellor)
            make.application(vacancy, profile, days_ago=12, snapshot={})

    vacancy = make.vacancy()
    add(89)
    client = as_user(scene.counsellor)
    address = reverse("counselling:portfolio")
    client.get(address)  # the first visit of the day is written down for each person

    with django_assert_max_num_queries(25):
        page = client.get(address)

    assert page.content.decode().count("12 jours") == 89


def test_the_action_itself_refuses_what_is_not_shared(scene: Scene) -> None:
    Consent.objects.filter(user=scene.person).update(withdrawn_at=timezone.now())

    with pytest.raises(Denied):
        actions.look(actor=scene.counsellor, follow=scene.follow, part="profile")
    with pytest.raises(Denied):
        actions.look(actor=scene.colleague, follow=scene.follow, part="overview")
    assert Follow.objects.filter(ended_at=None).count() == 1


@pytest.mark.parametrize(
    ("description", "more"),
    [
        ("03/2024 - 06/2024  Vendeuse, Maison Arlaud", ""),
        ("03/2024  Vendeuse, Maison Arlaud\nTenue de la caisse", "Tenue de la caisse"),
        ("Vendeuse en chef, chargée des commandes et des retours", None),
        ("Tenue de la caisse", None),
    ],
)
def test_the_line_of_the_cv_that_repeats_the_title_is_not_shown_twice(description: str, more: str | None):
    from openemploi_web.counselling.views_person import _with_more
    from openemploi_web.jobseekers.models import Experience

    row = _with_more(Experience(title="Vendeuse", employer="Maison Arlaud", description=description))

    assert row.more == (description if more is None else more)  # type: ignore[attr-defined]
