"""People, organisations, offers and applications for tests, each with traits instead of many kinds of factory."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from django.utils import timezone

from openemploi_web.accounts.models import Establishment, Membership, Organisation, User
from openemploi_web.counselling.models import Follow
from openemploi_web.jobseekers.models import Experience, Language, Licence, Profile, Skill
from openemploi_web.repository.models import AccessRequest, DataAsset, Grant, GrantPerson, Producer
from openemploi_web.rights.models import Consent
from openemploi_web.vacancies.models import Application, Requirement, Vacancy

PASSWORD = "un mot de passe assez long"  # noqa: S105 (of invented accounts)
_numbers = itertools.count(1)


def user(email: str = "", *, name: str = "", **fields: Any) -> User:
    """An account whose address is confirmed."""
    from allauth.account.models import EmailAddress

    number = next(_numbers)
    made = User.objects.create_user(
        email or f"personne{number}@example.org", PASSWORD, name=name or f"Personne {number}", **fields
    )
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def with_second_factor(who: User) -> None:
    """Give ``who`` a second factor."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    if not Authenticator.objects.filter(user=who).exists():
        TOTP.activate(who, generate_totp_secret())


def jobseeker(*, consents: tuple[str, ...] = (), commune: str = "Digne-les-Bains", **fields: Any) -> Profile:
    """A person who looks for work in ``commune``, with the consents given."""
    account = fields.pop("user", None) or user(name=fields.pop("name", ""))
    department = fields.pop("department", "04")
    profile = Profile.objects.create(user=account, commune=commune, department=department, **fields)
    for purpose in consents:
        Consent.objects.create(user=account, purpose=purpose, text_version="2026-11")
    return profile


def skill(profile: Profile, uri: str, label: str, *, state: str = "accepted", **fields: Any) -> Skill:
    """A skill of a person."""
    fields.setdefault("source", "added")
    return Skill.objects.create(profile=profile, uri=uri, label=label, state=state, **fields)


def experience(profile: Profile, title: str, **fields: Any) -> Experience:
    """A line of a working life."""
    return Experience.objects.create(profile=profile, title=title, **fields)


def language(profile: Profile, code: str, label: str, level: str = "") -> Language:
    """A language."""
    return Language.objects.create(profile=profile, code=code, label=label, level=level)


def licence(profile: Profile, code: str, label: str) -> Licence:
    """A licence."""
    return Licence.objects.create(profile=profile, code=code, label=label)


def organisation(kind: str = "employer", *, name: str = "", **fields: Any) -> Organisation:
    """An organisation of ``kind``: employer, counselling, operator."""
    return Organisation.objects.create(kind=kind, name=name or f"Organisation {next(_numbers)}", **fields)


def member(of: Organisation, *, role: str = "member", name: str = "") -> User:
    """A person who acts for an organisation."""
    account = user(name=name)
    Membership.objects.create(user=account, organisation=of, role=role)
    return account


def establishment(
    of: Organisation, commune: str = "Digne-les-Bains", department: str = "04"
) -> Establishment:
    """A place of an organisation."""
    return Establishment.objects.create(organisation=of, name=of.name, commune=commune, department=department)


def vacancy(
    of: Organisation | None = None,
    *,
    state: str = "published",
    title: str = "Serveur / Serveuse",
    **fields: Any,
) -> Vacancy:
    """An offer; ``requirements`` is a list of (uri, label, kind)."""
    asked = fields.pop("requirements", ())
    fields.setdefault("text", f"{title}. Service en salle, caisse, accueil.")
    fields.setdefault("commune", "Digne-les-Bains")
    fields.setdefault("department", "04")
    made = Vacancy.objects.create(
        organisation=of or organisation(),
        state=state,
        title=title,
        published_at=timezone.now() if state != "draft" else None,
        **fields,
    )
    for uri, label, kind in asked:
        Requirement.objects.create(vacancy=made, uri=uri, label=label, kind=kind, settled=True)
    return made


def application(to: Vacancy, profile: Profile, *, days_ago: float = 0, **fields: Any) -> Application:
    """An application with the profile as it stands."""
    from openemploi_web.jobseekers.snapshots import snapshot

    fields.setdefault("snapshot", snapshot(profile))
    return Application.objects.create(
        vacancy=to, profile=profile, sent_at=timezone.now() - timedelta(days=days_ago), **fields
    )


def follow(profile: Profile, counsellor: User) -> Follow:
    """A counsellor follows a person."""
    agency = counsellor.membership("counselling")
    assert agency is not None
    return Follow.objects.create(profile=profile, counsellor=counsellor, organisation=agency.organisation)


def asset(
    of: Organisation, *, access: str = "restricted", personal: str = "yes", title: str = ""
) -> DataAsset:
    """A published set of data of an organisation."""
    producer, _made = Producer.objects.get_or_create(organisation=of, defaults={"name": of.name})
    name = title or f"Jeu de données {next(_numbers)}"
    return DataAsset.objects.create(
        identifier=f"urn:test:{name}",
        producer=producer,
        title_fr=name,
        access=access,
        restriction="Ces données décrivent des personnes." if access == "restricted" else "",
        personal_data=personal,
        published_at=timezone.now(),
    )


def grant(
    to: DataAsset, organisation: Organisation, *, people: tuple[User, ...], use: str = "room", days: int = 90
) -> Grant:
    """An access that holds, with the request that was approved."""
    now = timezone.now()
    request = AccessRequest.objects.create(
        asset=to,
        organisation=organisation,
        asker=people[0],
        state="approved",
        use=use,
        purpose_kind="policy",
        purpose="Savoir où l’on attend le plus longtemps une formation.",
        legal_basis="public_task",
        asked_at=now,
        decided_at=now,
    )
    made = Grant.objects.create(
        request=request,
        asset=to,
        organisation=organisation,
        use=use,
        purpose_kind="policy",
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=days),
    )
    for person in people:
        GrantPerson.objects.create(grant=made, user=person)
    return made
