"""An employer with a program of its own, an offer and somebody who applied; another employer, an agency."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from openemploi.taxonomy.store import Taxonomy
from openemploi_web.accounts.models import Organisation, User
from openemploi_web.api import actions, scopes
from openemploi_web.api.models import Token
from openemploi_web.jobseekers.models import Profile
from openemploi_web.vacancies.models import Application, Vacancy
from tests.web import factories as make

SKILLS = ("secretarial-work", "audio-typing", "travel-booking")  # of the starter, none like another


class Program:
    """A partner's program with its key."""

    def __init__(self, secret: str, *, token: Token | None = None) -> None:
        self.secret = secret
        self.token = token
        self._client = Client(
            headers={"authorization": f"Bearer {secret}", "accept-language": "en"},
            raise_request_exception=False,
        )

    def get(self, path: str, **query: Any) -> Any:
        return self._client.get(f"/api/v1{path}", query)

    def send(self, method: str, path: str, body: Any, **more: Any) -> Any:
        data = body if isinstance(body, bytes) else json.dumps(body)
        more.setdefault("content_type", "application/json")
        return self._client.generic(method, f"/api/v1{path}", data, **more)

    def post(self, path: str, body: Any, **more: Any) -> Any:
        return self.send("POST", path, body, **more)

    def put(self, path: str, body: Any, **more: Any) -> Any:
        return self.send("PUT", path, body, **more)


@dataclass(frozen=True, slots=True)
class Scene:
    """Who is there."""

    employer: Organisation
    administrator: User
    profile: Profile
    vacancy: Vacancy
    application: Application
    program: Program
    other: Program
    other_vacancy: Vacancy
    agency: Program


def program(organisation: Organisation, administrator: User, *only: str) -> Program:
    """A program of ``organisation`` that may do ``only`` that, or everything."""
    wanted = only or tuple(scopes.LABELS)
    token, secret = actions.make_token(
        actor=administrator, organisation=organisation, name="Logiciel", scopes=wanted
    )
    return Program(secret, token=token)


@pytest.fixture
def skills(taxonomy: Taxonomy) -> list[tuple[str, str]]:
    """Three skills of the starter taxonomy: URI and French label."""
    uris = [f"urn:openemploi:skill:{name}" for name in SKILLS]
    return [(uri, taxonomy.label(taxonomy.find(uri) or 0, "fr")) for uri in uris]


@pytest.fixture
def scene(db: None, skills: list[tuple[str, str]]) -> Scene:
    """Zélie Quintrec applied in a town hall; of three skills asked for she has two."""
    employer = make.organisation(name="Commune de Val-des-Tilleuls", public=True)
    administrator = make.member(employer, role="administrator", name="Ariane Bost")
    profile = make.jobseeker(name="Zélie Quintrec", phone="06 12 34 56 78")
    for uri, label in skills[:2]:
        make.skill(profile, uri, label)
    asked = [(uri, label, "essential") for uri, label in skills]
    vacancy = make.vacancy(employer, title="Secrétaire de mairie", requirements=asked)
    application = make.application(vacancy, profile, message="Bonjour, je suis Zélie Quintrec.")
    second = make.organisation(name="Menuiserie Falcoz")
    elsewhere = make.member(second, role="administrator")
    agency = make.organisation("counselling", name="Agence du Verdon", territory=["04"])
    return Scene(
        employer=employer,
        administrator=administrator,
        profile=profile,
        vacancy=vacancy,
        application=application,
        program=program(employer, administrator),
        other=program(second, elsewhere),
        other_vacancy=make.vacancy(second, title="Menuisier / Menuisière"),
        agency=program(agency, make.member(agency, role="administrator")),
    )
