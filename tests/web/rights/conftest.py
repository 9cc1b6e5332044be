"""A person who applied, the employer's team, an administrator: what the tests of rights are about."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from openemploi.taxonomy.store import Taxonomy
from openemploi_web.accounts.models import Organisation, User
from openemploi_web.jobseekers.models import Profile
from openemploi_web.vacancies.models import Application, Vacancy
from tests.web import factories as make

SKILLS = ("secretarial-work", "audio-typing", "travel-booking")  # of the starter, none like another


@dataclass(frozen=True, slots=True)
class Scene:
    """Everybody in one applied-for offer."""

    person: User
    profile: Profile
    employer: Organisation
    recruiter: User
    administrator: User
    vacancy: Vacancy
    application: Application


@pytest.fixture
def skills(taxonomy: Taxonomy) -> list[tuple[str, str]]:
    """Three skills of the starter taxonomy: URI and French label."""
    uris = [f"urn:openemploi:skill:{name}" for name in SKILLS]
    return [(uri, taxonomy.label(taxonomy.find(uri) or 0, "fr")) for uri in uris]


@pytest.fixture
def scene(db: None, skills: list[tuple[str, str]]) -> Scene:
    """Zélie Quintrec applied for a job in a town hall; of three skills asked for she has two."""
    account = make.user("zelie.quintrec@example.org", name="Zélie Quintrec")
    profile = make.jobseeker(user=account, phone="06 12 34 56 78", headline="Serveuse")
    for uri, label in skills[:2]:
        make.skill(profile, uri, label, passages=[{"text": label, "start": 0, "end": len(label), "page": 1}])
    make.experience(profile, "Serveuse", employer="Café du Port", start="2019", end="2022", months=36)
    town = make.organisation(name="Mairie de Sisteron", public=True)
    recruiter = make.member(town, name="Karim Bellec")
    vacancy = make.vacancy(
        town,
        requirements=[
            (uri, label, kind)
            for (uri, label), kind in zip(skills, ("essential", "optional", "essential"), strict=True)
        ],
    )
    operator = make.organisation("operator", name="Opérateur")
    return Scene(
        person=account,
        profile=profile,
        employer=town,
        recruiter=recruiter,
        administrator=make.member(operator, name="Awa Morel"),
        vacancy=vacancy,
        application=make.application(vacancy, profile),
    )
