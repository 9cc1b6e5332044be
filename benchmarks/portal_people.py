"""An instance full of people, offers and applications that are nobody's, for ``benchmarks/portal_load.py``.

Each is drawn from the taxonomy in force with a fixed seed: an occupation, skills of it and of its neighbour, passages
made of the skills' names. :func:`fill` gives the pages to ask for, each with a session that may see it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeVar

from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone

from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.store import Taxonomy
from openemploi.territory.places import locate
from openemploi_web.accounts.models import Membership, Organisation, User
from openemploi_web.core.engine import engine
from openemploi_web.jobseekers.models import Experience, Profile, Skill
from openemploi_web.jobseekers.snapshots import snapshot
from openemploi_web.rights.models import Consent
from openemploi_web.vacancies import search
from openemploi_web.vacancies.models import Application, Requirement, Vacancy

T = TypeVar("T")
Pages = dict[str, list[list[str]]]

HELD: Final = 10  # skills of a person, with the passage they were read in
ASKED: Final = 8  # of an offer; two of three essential
APPLICANTS: Final = (50, 200)  # of each offer that is looked at
ASKING: Final = 200  # people and offers that are looked at, drawn among all
ANSWERED: Final = 40  # offers whose applications are looked at: ten recruiters have four each
CHUNK: Final = 2000
COMMUNES: Final = (
    ("Digne-les-Bains", "04"), ("Manosque", "04"), ("Gap", "05"), ("Briançon", "05"), ("Nice", "06"), ("Cannes", "06"),
    ("Marseille", "13"), ("Arles", "13"), ("Toulon", "83"), ("Draguignan", "83"), ("Avignon", "84"), ("Apt", "84"),
)  # fmt: skip
TEXT: Final = "Vous rejoignez une équipe qui vous forme. Le poste demande du soin et de l’écoute. " * 20


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation and the skills to draw from: its own, and its neighbour's."""

    uri: str
    label: str
    skills: tuple[tuple[str, str], ...]


def fill(*, offers: int, profiles: int) -> Pages:
    """Fill the database and the index. The pages to ask for: ``people``, ``found`` and ``candidates``."""
    rng = random.Random(20)  # noqa: S311
    occupations = list(_occupations(engine("fr").taxonomy))
    people = _people(rng, occupations, count=profiles)
    vacancies = _offers(rng, occupations, count=offers)
    looked = rng.sample(vacancies, min(ASKING, len(vacancies)))
    _apply(rng, looked[:ANSWERED], people)
    search.rebuild()
    people, vacancies = rng.sample(people, min(ASKING, len(people))), looked
    teams = {of.pk: _session(user) for of, user in _teams({one.organisation for one in vacancies})}
    return {
        "people": [[reverse("jobseekers:offers"), _session(one.user)] for one in people],
        "found": [[reverse("vacancies:found", args=[v.pk]), teams[v.organisation_id]] for v in vacancies],
        "candidates": [
            [reverse("vacancies:candidates", args=[v.pk]), teams[v.organisation_id]]
            for v in vacancies[:ANSWERED]
        ],
    }


def _people(rng: random.Random, occupations: Sequence[Occupation], *, count: int) -> list[Profile]:
    people: list[Profile] = []
    for numbers in _chunks(range(count)):
        users = [User(email=f"p{number}@example.org", name=f"Personne {number}") for number in numbers]
        made, experiences, skills = [], [], []
        for user in users:
            commune, department = rng.choice(COMMUNES)
            occupation = rng.choice(occupations)
            profile = Profile(
                user=user, commune=commune, department=department, contracts=["permanent"], hours="full",
                areas=[{"place": commune, "radius_km": rng.choice((20, 40, 80))}],
                wished_occupations=[occupation.uri], minimum_pay=rng.choice((None, 1800, 2100)),
                headline=occupation.label[:200],
            )  # fmt: skip
            made.append(profile)
            experiences.append(_experience(rng, profile, occupation))
            skills += [_skill(profile, uri, label) for uri, label in rng.sample(occupation.skills, HELD)]
        User.objects.bulk_create(users)
        Profile.objects.bulk_create(made)
        Skill.objects.bulk_create(skills, batch_size=CHUNK)
        Experience.objects.bulk_create(experiences)
        Consent.objects.bulk_create(
            [Consent(user=u, purpose="findable", text_version="2026-11") for u in users]
        )
        people += made
    return people


def _experience(rng: random.Random, profile: Profile, occupation: Occupation) -> Experience:
    return Experience(
        profile=profile, title=occupation.label[:200], start="2019", end="2023", months=rng.randrange(6, 90),
        occupation_uri=occupation.uri, occupation_label=occupation.label, occupation_confidence=0.9,
        description=TEXT[:300],
    )  # fmt: skip


def _skill(profile: Profile, uri: str, label: str) -> Skill:
    passage = {"text": f"En poste : {label}, chaque semaine.", "start": 0, "end": len(label) + 27, "page": 1}
    return Skill(profile=profile, uri=uri, label=label, source="said", state="accepted", passages=[passage])


def _offers(rng: random.Random, occupations: Sequence[Occupation], *, count: int) -> list[Vacancy]:
    employers = Organisation.objects.bulk_create(
        [
            Organisation(
                kind="employer",
                name=f"Employeur {number}",
                public=number % 3 == 0,
                verified_at=timezone.now(),
            )
            for number in range(max(1, count // 50))
        ]
    )
    places = {name: locate(name) for name, _department in COMMUNES}
    vacancies: list[Vacancy] = []
    for numbers in _chunks(range(count)):
        made, asked = [], []
        for _number in numbers:
            commune, department = rng.choice(COMMUNES)
            place, occupation = places[commune], rng.choice(occupations)
            pay = rng.choice((None, 1750.0, 2000.0, 2400.0))
            offer = Vacancy(
                organisation=rng.choice(employers), title=f"{occupation.label[:150]} (poste inventé)", text=TEXT,
                state="published", published_at=timezone.now() - timedelta(hours=rng.randrange(2000)),
                commune=commune, department=department,
                latitude=place.latitude if place else None, longitude=place.longitude if place else None,
                contract=rng.choice(("permanent", "fixed_term", "")), full_time=rng.choice((True, False, None)),
                occupation_uri=occupation.uri, occupation_label=occupation.label, pay_minimum=pay,
                pay_unit="month" if pay else "",
            )  # fmt: skip
            made.append(offer)
            asked += [
                Requirement(
                    vacancy=offer, uri=uri, label=label, settled=True,
                    kind="optional" if number % 3 == 2 else "essential",
                )
                for number, (uri, label) in enumerate(rng.sample(occupation.skills, ASKED))
            ]  # fmt: skip
        Vacancy.objects.bulk_create(made)
        Requirement.objects.bulk_create(asked, batch_size=CHUNK)
        vacancies += made
    return vacancies


def _apply(rng: random.Random, vacancies: Sequence[Vacancy], people: Sequence[Profile]) -> None:
    pool = [(one, snapshot(one)) for one in rng.sample(people, min(500, len(people)))]
    for vacancy in vacancies:
        chosen = rng.sample(pool, min(rng.randint(*APPLICANTS), len(pool)))
        Application.objects.bulk_create(
            [
                Application(
                    vacancy=vacancy, profile=profile, snapshot=sent,
                    sent_at=timezone.now() - timedelta(hours=rng.randrange(400)),
                )
                for profile, sent in chosen
            ]
        )  # fmt: skip


def _teams(employers: set[Organisation]) -> list[tuple[Organisation, User]]:
    found = [(of, User(email=f"e{number}@example.org", name="Équipe")) for number, of in enumerate(employers)]
    User.objects.bulk_create([user for _of, user in found])
    Membership.objects.bulk_create([Membership(user=user, organisation=of) for of, user in found])
    return found


def _occupations(taxonomy: Taxonomy) -> Iterator[Occupation]:
    found: list[tuple[int, list[int]]] = []
    for row in taxonomy.concepts(ConceptKind.OCCUPATION).tolist():
        if taxonomy.canonical(row) == row:
            related = taxonomy.related(row, RelationKind.ESSENTIAL, RelationKind.OPTIONAL)
            found.append((row, sorted({taxonomy.canonical(skill) for skill in related})))
    found = [(row, skills) for row, skills in found if len(skills) >= HELD]
    names: dict[int, tuple[str, str]] = {}
    for number, (row, skills) in enumerate(found):
        several = dict.fromkeys([*skills, *found[number - 1][1]])
        for skill in several:
            if skill not in names:
                names[skill] = (taxonomy.uri(skill), taxonomy.label(skill)[:300])
        yield Occupation(
            taxonomy.uri(row), taxonomy.label(row)[:300], tuple(names[skill] for skill in several)
        )


def _session(user: Any) -> str:
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _chunks(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
