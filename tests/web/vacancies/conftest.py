"""An employer with an offer, people who applied to it, and clients of its team and of another one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone

from openemploi.taxonomy.store import Taxonomy
from openemploi_web.accounts.models import Organisation, User
from openemploi_web.vacancies.models import Application, Vacancy
from tests.web import factories as make


@pytest.fixture
def skills(taxonomy: Taxonomy) -> list[tuple[str, str]]:
    """Four skills as (uri, label), far from one another."""
    from openemploi.taxonomy.model import ConceptKind

    rows = taxonomy.concepts(ConceptKind.SKILL)[[10, 700, 1500, 2000]]
    return [(taxonomy.uri(int(row)), taxonomy.label(int(row))) for row in rows]


@dataclass
class Recruiting:
    """An employer that recruits: its member, the client of that member, and the offer."""

    organisation: Organisation
    member: User
    client: Client
    vacancy: Vacancy
    stranger: Client
    skills: list[tuple[str, str]]

    def apply(self, held: int = 1, *, name: str = "", **fields: object) -> Application:
        """Somebody with the first ``held`` skills applies."""
        profile = make.jobseeker(name=name)
        for uri, label in self.skills[:held]:
            make.skill(
                profile,
                uri,
                label,
                passages=[{"text": f"J'ai fait : {label}", "start": 0, "end": 9, "page": 1}],
            )
        profile.refresh_from_db()
        return make.application(self.vacancy, profile, **fields)


@pytest.fixture
def recruiting(as_user: Callable[[User], Client], skills: list[tuple[str, str]]) -> Recruiting:
    """An offer that asks for two essential skills and one that is a plus."""
    organisation = make.organisation(name="Hôtel des Lavandes", verified_at=timezone.now())
    member = make.member(organisation, name="Camille Roux")
    kinds = ("essential", "essential", "optional")
    vacancy = make.vacancy(
        organisation,
        requirements=[(uri, label, kind) for (uri, label), kind in zip(skills, kinds, strict=False)],
    )
    return Recruiting(
        organisation=organisation,
        member=member,
        client=as_user(member),
        vacancy=vacancy,
        stranger=as_user(make.member(make.organisation(name="Autre employeur"))),
        skills=skills,
    )
