"""A counsellor, their agency, and somebody whom they follow: what the tests of counselling are about."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from openemploi_web.accounts.models import Organisation, User
from openemploi_web.counselling.models import Follow
from openemploi_web.jobseekers.models import Profile
from tests.web import factories as make

EVERYTHING = ("counsel_profile", "counsel_matches", "counsel_applications")


@dataclass(frozen=True, slots=True)
class Scene:
    """Maud follows Zélie, who shares everything."""

    agency: Organisation
    counsellor: User
    colleague: User
    person: User
    profile: Profile
    follow: Follow


@pytest.fixture
def scene(db: None) -> Scene:
    """An agency of the Alpes-de-Haute-Provence."""
    agency = make.organisation("counselling", name="Maison de l’emploi", territory=["04", "05"])
    counsellor = make.member(agency, name="Maud Giraud")
    person = make.user("zelie.quintrec@example.org", name="Zélie Quintrec")
    profile = make.jobseeker(user=person, consents=EVERYTHING, phone="06 12 34 56 78")
    return Scene(
        agency=agency,
        counsellor=counsellor,
        colleague=make.member(agency, name="Ivo Blanc"),
        person=person,
        profile=profile,
        follow=make.follow(profile, counsellor),
    )
