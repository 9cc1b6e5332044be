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
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone
from portal_rows import Table, new_key

from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.store import Taxonomy
from openemploi.territory.places import locate
from openemploi_web.accounts.models import Membership, Organisation, User
from openemploi_web.core.engine import engine
from openemploi_web.jobseekers.models import Experience, Profile, Skill
from openemploi_web.jobseekers.snapshots import snapshot
from openemploi_web.rights.models import Consent
from openemploi_web.vacancies.models import Application, Requirement, Vacancy

T = TypeVar("T")
Pages = dict[str, list[list[str]]]

HELD: Final = 10  # skills of a person, with the passage they were read in
ASKED: Final = 8  # of an offer; two of three essential
APPLICANTS: Final = (50, 200)  # of each offer that is looked at
ASKING: Final = 200  # people and offers that are looked at, drawn among all
ANSWERED: Final = 40  # offers whose applications are looked at: ten recruiters have four each
CHUNK: Final = 5000
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


@dataclass(frozen=True, slots=True)
class Person:
    """The keys of somebody."""

    user: UUID
    profile: UUID


@dataclass(frozen=True, slots=True)
class Offer:
    """The keys of an offer and of its employer."""

    key: UUID
    employer: UUID


def fill(*, offers: int, profiles: int) -> Pages:
    """Fill the database. The pages to ask for: ``people``, ``found`` and ``candidates``."""
    rng = random.Random(20)  # noqa: S311
    occupations = list(_occupations(engine("fr").taxonomy))
    people = _people(rng, occupations, count=profiles)
    all_offers = _offers(rng, occupations, count=offers)
    looked = rng.sample(all_offers, min(ASKING, len(all_offers)))
    _apply(rng, looked[:ANSWERED], people)
    looking = rng.sample(people, min(ASKING, len(people)))
    users = User.objects.in_bulk([one.user for one in looking])
    teams = {of: _session(user) for of, user in _teams(list(dict.fromkeys(one.employer for one in looked)))}
    return {
        "people": [[reverse("jobseekers:offers"), _session(users[one.user])] for one in looking],
        "found": [[reverse("vacancies:found", args=[one.key]), teams[one.employer]] for one in looked],
        "candidates": [
            [reverse("vacancies:candidates", args=[one.key]), teams[one.employer]]
            for one in looked[:ANSWERED]
        ],
    }


def _people(rng: random.Random, occupations: Sequence[Occupation], *, count: int) -> list[Person]:
    users = Table(User, "id", "email", "name")
    profiles = Table(
        Profile, "id", "user_id", "commune", "department", "areas", "wished_occupations", "minimum_pay", "headline",
        contracts=["permanent"], hours="full",
    )  # fmt: skip
    experiences = Table(
        Experience, "id", "profile_id", "title", "months", "occupation_uri", "occupation_label",
        start="2019", end="2023", occupation_confidence=0.9, description=TEXT[:300],
    )  # fmt: skip
    skills = Table(Skill, "id", "profile_id", "uri", "label", "passages", source="said", state="accepted")
    consents = Table(Consent, "id", "user_id", purpose="findable", text_version="2026-11")
    people: list[Person] = []
    for numbers in _chunks(range(count)):
        made = [(Person(new_key(), new_key()), number, rng.choice(occupations)) for number in numbers]
        users.lay((one.user, f"p{number}@example.org", f"Personne {number}") for one, number, _of in made)
        lived = [rng.choice(COMMUNES) for _one in made]
        profiles.lay(
            (
                one.profile, one.user, commune, department,
                [{"place": commune, "radius_km": rng.choice((20, 40, 80))}], [occupation.uri],
                rng.choice((None, 1800, 2100)), occupation.label[:200],
            )
            for (one, _number, occupation), (commune, department) in zip(made, lived, strict=True)
        )  # fmt: skip
        experiences.lay(
            (new_key(), one.profile, of.label[:200], rng.randrange(6, 90), of.uri, of.label)
            for one, _number, of in made
        )
        skills.lay(
            (new_key(), one.profile, uri, label, [_passage(label)])
            for one, _number, of in made
            for uri, label in rng.sample(of.skills, HELD)
        )
        consents.lay((new_key(), one.user) for one, _number, _of in made)
        people += [one for one, _number, _of in made]
    return people


def _passage(label: str) -> dict[str, Any]:
    return {"text": f"En poste : {label}, chaque semaine.", "start": 0, "end": len(label) + 27, "page": 1}


def _offers(rng: random.Random, occupations: Sequence[Occupation], *, count: int) -> list[Offer]:
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
    vacancies = Table(
        Vacancy, "id", "organisation_id", "title", "published_at", "commune", "department", "latitude", "longitude",
        "contract", "full_time", "occupation_uri", "occupation_label", "pay_minimum", "pay_unit",
        text=TEXT, state="published",
    )  # fmt: skip
    requirements = {
        kind: Table(Requirement, "id", "vacancy_id", "uri", "label", kind=kind, settled=True)
        for kind in ("essential", "optional")
    }
    offers: list[Offer] = []
    now = timezone.now()
    for numbers in _chunks(range(count)):
        made = [(Offer(new_key(), rng.choice(employers).pk), rng.choice(occupations)) for _number in numbers]
        rows = []
        for offer, occupation in made:
            commune, department = rng.choice(COMMUNES)
            place, pay = places[commune], rng.choice((None, 1750.0, 2000.0, 2400.0))
            rows.append((
                offer.key, offer.employer, f"{occupation.label[:150]} (poste inventé)",
                now - timedelta(hours=rng.randrange(2000)), commune, department,
                place.latitude if place else None, place.longitude if place else None,
                rng.choice(("permanent", "fixed_term", "")), rng.choice((True, False, None)),
                occupation.uri, occupation.label, pay, "month" if pay else "",
            ))  # fmt: skip
        vacancies.lay(rows)
        asked: dict[str, list[tuple[Any, ...]]] = {kind: [] for kind in requirements}
        for offer, occupation in made:
            for number, (uri, label) in enumerate(rng.sample(occupation.skills, ASKED)):
                kind = "optional" if number % 3 == 2 else "essential"
                asked[kind].append((new_key(), offer.key, uri, label))
        for kind, table in requirements.items():
            table.lay(asked[kind])
        offers += [offer for offer, _occupation in made]
    return offers


def _apply(rng: random.Random, offers: Sequence[Offer], people: Sequence[Person]) -> None:
    """Applications of a few hundred people, as their profiles stand."""
    drawn = [one.profile for one in rng.sample(people, min(500, len(people)))]
    lists = ("skills", "experiences", "education", "languages", "licences")
    profiles = Profile.objects.select_related("user").prefetch_related(*lists).in_bulk(drawn)
    pool = [(key, snapshot(profiles[key])) for key in drawn]
    applications = Table(
        Application, "id", "vacancy_id", "organisation_id", "profile_id", "snapshot", "sent_at"
    )
    now = timezone.now()
    for offer in offers:
        applications.lay(
            (new_key(), offer.key, offer.employer, profile, sent, now - timedelta(hours=rng.randrange(400)))
            for profile, sent in rng.sample(pool, min(rng.randint(*APPLICANTS), len(pool)))
        )


def _teams(employers: Sequence[UUID]) -> list[tuple[UUID, User]]:
    found = [(of, User(email=f"e{number}@example.org", name="Équipe")) for number, of in enumerate(employers)]
    User.objects.bulk_create([user for _of, user in found])
    Membership.objects.bulk_create([Membership(user=user, organisation_id=of) for of, user in found])
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
    session["_auth_user_backend"] = "openemploi_web.accounts.backends.PortalBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _chunks(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
