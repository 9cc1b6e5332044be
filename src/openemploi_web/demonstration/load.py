"""Lays the demonstration set into an empty instance, by the same actions that people use.

Everything is read by the engine as a real file would be; afterwards the days are set back, so that some have waited
long for an answer. The accounts and their password are made once for each instance and kept in its folder.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation

from openemploi import i18n
from openemploi_web.accounts.models import Establishment, Membership, Organisation, User
from openemploi_web.core import jobs
from openemploi_web.core.actions import action, allow
from openemploi_web.core.folders import folder
from openemploi_web.demonstration import content as contents
from openemploi_web.demonstration import model, restricted
from openemploi_web.demonstration.afterwards import follow_up, set_back
from openemploi_web.demonstration.laid import Laid
from openemploi_web.employers.models import CareerEntry
from openemploi_web.jobseekers import actions_documents, actions_offers, actions_profile
from openemploi_web.jobseekers.models import Profile, Skill
from openemploi_web.jobseekers.reading import Answers, occupations_for
from openemploi_web.jobseekers.snapshots import facts_of, snapshot
from openemploi_web.rights import actions as rights
from openemploi_web.rights.models import Consent
from openemploi_web.vacancies import actions_candidates, answers, comparison, reading, search
from openemploi_web.vacancies import actions_offers as offers

Told = Callable[[str, int, int], None]
_KINDS: Final = {
    "preselected": answers.KEPT,
    "interview": answers.INTERVIEW,
    "refused": answers.REFUSED,
    "hired": answers.HIRED,
}
_SURE: Final = 0.5  # skills that a person of the set accepts; the rest waits to be checked


@dataclass(frozen=True, slots=True)
class Login:
    """An account to try the demonstration with. ``codes`` are second factors, each good once."""

    role: str
    name: str
    email: str
    password: str
    sentence: str
    codes: tuple[str, ...] = ()


def load(*, told: Told | None = None) -> list[Login]:
    """Lay the set, unless it is there; the accounts to come in with.

    None are returned where people are already and nobody kept their passwords: a backup that was put back holds no
    password that can be read. ``told`` hears what is being done, how far and of how much. Nothing is kept when it is
    interrupted.
    """
    kept = folder("demonstration") / "accounts.json"
    draft = kept.with_suffix(".draft")
    if not kept.exists() and draft.exists() and User.objects.exists():
        draft.replace(kept)  # killed between the two
    if kept.exists():
        return [Login(**{**row, "codes": tuple(row["codes"])}) for row in json.loads(kept.read_text("utf-8"))]
    if User.objects.exists():
        return []
    content = contents.load()
    say = told or (lambda _what, _done, _total: None)
    i18n.use_language("fr")
    with translation.override("fr"):
        with transaction.atomic():
            logins = _lay(content, say)
            draft.touch(mode=0o600)
            draft.write_text(
                json.dumps([asdict(login) for login in logins], ensure_ascii=False, indent=1), "utf-8"
            )
        draft.replace(kept)
        search.rebuild()
    return logins


def _lay(content: model.Content, say: Told) -> list[Login]:
    laid = Laid(password=f"demo-{secrets.token_hex(4)}-{secrets.token_hex(2)}")
    make_organisations(actor=None, content=content, laid=laid)
    for number, person in enumerate(content.people):
        say("people", number, len(content.people))
        _person(person, laid)
    for number, offer in enumerate(content.offers):
        say("offers", number, len(content.offers))
        _offer(offer, laid)
    for number, application in enumerate(content.applications):
        say("applications", number, len(content.applications))
        _application(application, laid)
    for offer in content.offers:
        if offer.state == "closed":
            vacancy = laid.vacancies[offer.key]
            offers.close(actor=_recruiter(laid, offer.organisation), vacancy=vacancy, reason="filled")
    set_back(actor=None, content=content, laid=laid)
    follow_up(actor=None, content=content, laid=laid)
    people = [
        (account.role, User.objects.get(email=account.email), account.sentence)
        for account in content.accounts
    ]
    return [_login(*one, laid=laid) for one in (*people, *restricted.lay(laid))]


@action
def make_organisations(*, actor: None, content: model.Content, laid: Laid) -> None:
    """Organisations, their places and teams, the counsellors and who operates the instance."""
    allow(not User.objects.exists(), actor=actor)  # only in an instance where nobody is yet
    now = timezone.now()
    for row in content.organisations:
        made = Organisation.objects.create(
            kind=row.kind,
            name=row.name,
            siren=row.establishments[0].siret[:9] if row.establishments else "",
            public=row.public,
            presentation=row.presentation,
            territory=list(row.territory),
            verified_at=now,
        )
        laid.organisations[row.key] = made
        for place in row.establishments:
            laid.establishments[place.key] = Establishment.objects.create(
                organisation=made,
                name=place.name,
                siret=place.siret,
                commune=place.commune.name,
                insee_code=place.commune.insee,
                department=place.commune.department,
            )
        for entry in row.entries:
            found = occupations_for(entry.occupation, engine=_engine())
            CareerEntry.objects.create(
                organisation=made,
                occupation=entry.occupation,
                occupation_uri=found[0] if found else "",
                way=entry.route,
                category=entry.category or "",
                explanation=entry.sentence,
            )
        _member(laid, row.correspondent.name, row.correspondent.email, made, Membership.Role.ADMINISTRATOR)
    for counsellor in content.counsellors:
        agency = laid.organisations[counsellor.organisation]
        laid.users[counsellor.key] = _member(
            laid, counsellor.name, counsellor.email, agency, Membership.Role.MEMBER
        )
    operator = Organisation.objects.create(
        kind=Organisation.Kind.OPERATOR, name="Open Emploi (démonstration)", verified_at=now
    )
    for account in content.accounts:
        if account.role == "platform_administrator":
            _member(laid, account.name, account.email, operator, Membership.Role.ADMINISTRATOR)
        elif account.role == "employer_member" and account.organisation:
            _member(
                laid,
                account.name,
                account.email,
                laid.organisations[account.organisation],
                Membership.Role.MEMBER,
            )
    for person in content.people:
        laid.users[person.key] = _user(laid, person.name, person.email, language=person.language)


def _person(person: model.Person, laid: Laid) -> None:
    user = laid.users[person.key]
    profile = make_profile(actor=None, user=user, person=person)
    laid.profiles[person.key] = profile
    if person.cv is not None:
        file = ContentFile(person.cv.read_bytes(), name=person.cv.name)
        actions_documents.give_document(actor=user, profile=profile, file=file)
    else:
        story = person.story
        actions_documents.tell_story(
            actor=user,
            profile=profile,
            answers=Answers(done=story.done.strip(), wish=story.wanted.strip(), cannot=story.limits.strip()),
        )
    jobs.run_waiting()
    profile.refresh_from_db()
    wishes = person.wishes
    actions_profile.keep_wishes(
        actor=user,
        profile=profile,
        values={
            "wished_occupations": list(
                dict.fromkeys(
                    uri
                    for words in wishes.occupations
                    for uri in occupations_for(words, engine=_engine())[:1]
                )
            ),
            "areas": [{"place": p.commune.name, "radius_km": p.radius_km} for p in wishes.places],
            "contracts": [contract.value for contract in wishes.contracts],
            "hours": "" if wishes.hours == "any" else wishes.hours,
            "minimum_pay": wishes.monthly_pay,
            "remote": {"onsite": "no", "partly": "yes", "fully": "yes"}.get(wishes.remote or "", ""),
        },
    )
    if person.state == "complete":
        settle_profile(actor=None, profile=profile)
    if person.consents.findable:
        rights.give_consent(actor=user, purpose=Consent.For.FINDABLE)
    if person.consents.counselling:
        for purpose in (
            Consent.For.COUNSEL_PROFILE,
            Consent.For.COUNSEL_MATCHES,
            Consent.For.COUNSEL_APPLICATIONS,
        ):
            rights.give_consent(actor=user, purpose=purpose)


@action
def make_profile(*, actor: None, user: User, person: model.Person) -> Profile:
    """What a person says of where they live."""
    allow(actor is None, actor=actor, person=user.pk)
    user.__dict__.pop("has_profile", None)
    profile: Profile = Profile.objects.create(
        user=user,
        phone=person.phone,
        commune=person.commune.name,
        insee_code=person.commune.insee,
        department=person.commune.department,
        language=person.language,
        story="\n\n".join(part.strip() for part in (person.story.done, person.story.wanted) if part),
        constraints=person.story.limits.strip(),
    )
    return profile


@action
def settle_profile(*, actor: None, profile: Profile) -> None:
    """What was said is accepted, as the person would; the five skills used longest come first."""
    allow(actor is None, actor=actor, subject=profile, person=profile.user_id)
    said = [s for s in profile.skills.all() if s.source == "said" and not s.negated and s.confidence >= _SURE]
    Skill.objects.filter(pk__in=[s.pk for s in said]).update(state=Skill.State.ACCEPTED)
    for place, skill in enumerate(sorted(said, key=lambda s: (-(s.months or 0), s.label))[:5], start=1):
        Skill.objects.filter(pk=skill.pk).update(top=place)


def _offer(offer: model.Offer, laid: Laid) -> None:
    recruiter = _recruiter(laid, offer.organisation)
    posting = reading.read_pasted(offer.text, title=offer.title, language=offer.language)
    fields = {
        **reading.fields_of(posting),
        "title": offer.title,
        "text": offer.text,
        "language": offer.language,
        "establishment": laid.establishments[offer.establishment],
        "insee_code": offer.commune.insee,
        "department": offer.commune.department,
        **reading.place_fields(offer.commune.name),
        "contract": offer.contract.value,
        "contract_months": offer.contract_months,
        "full_time": offer.hours.full_time,
        "weekly_hours": offer.hours.weekly,
        "pay_minimum": offer.pay.low if offer.pay else None,
        "pay_maximum": offer.pay.high if offer.pay else None,
        "pay_unit": offer.pay.period if offer.pay else "",
        "remote": None if offer.remote is None else offer.remote != "onsite",
        "openings": offer.openings,
    }
    vacancy = offers.create(
        actor=recruiter, organisation=laid.organisations[offer.organisation], fields=fields, posting=posting
    )
    laid.vacancies[offer.key] = vacancy
    if offer.state != "draft":
        offers.publish(actor=recruiter, vacancy=vacancy)


def _application(row: model.Application, laid: Laid) -> None:
    vacancy, person = laid.vacancies[row.offer], laid.users[row.person]
    profile = Profile.objects.get(pk=laid.profiles[row.person].pk)
    sent = actions_offers.apply(
        actor=person,
        profile=profile,
        vacancy=vacancy,
        snapshot=snapshot(profile),
        message=row.message.strip(),
    )
    if row.state == "sent":
        return
    if row.state == "withdrawn":
        actions_offers.withdraw(actor=person, application=sent)
        return
    recruiter = laid.users[f"recruits:{vacancy.organisation_id}"]
    actions_candidates.look_at(actor=recruiter, application=sent)
    if row.state in _KINDS:
        kind = _KINDS[row.state]
        match = comparison.compare(facts_of(sent.snapshot or {}), vacancy)
        text = row.answer.strip() or answers.ready_made(sent, kind=kind, refusal=row.reason or "")
        meeting = _next_thursday(timezone.localtime())
        actions_candidates.answer(
            actor=recruiter,
            vacancy=vacancy,
            given=[
                actions_candidates.Answer(
                    application=sent,
                    kind=kind,
                    text=text,
                    proposal=comparison.proposal(match),
                    proposal_words=comparison.words(match),
                    refusal=row.reason or "",
                    interview_at=meeting.replace(hour=10, minute=0, second=0, microsecond=0)
                    if kind == answers.INTERVIEW
                    else None,
                    interview_place=vacancy.commune if kind == answers.INTERVIEW else "",
                )
            ],
        )


def _user(laid: Laid, name: str, email: str, *, language: str = "fr") -> User:
    from allauth.account.models import EmailAddress

    found = User.objects.filter(email=email).first()
    if found is not None:
        return found
    user = User.objects.create_user(
        email, laid.password, name=name, language=language, seen_at=timezone.now()
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _member(laid: Laid, name: str, email: str, organisation: Organisation, role: str) -> User:
    user = _user(laid, name, email)
    Membership.objects.get_or_create(user=user, organisation=organisation, defaults={"role": role})
    laid.users.setdefault(f"recruits:{organisation.pk}", user)
    return user


def _recruiter(laid: Laid, organisation: str) -> User:
    return laid.users[f"recruits:{laid.organisations[organisation].pk}"]


def _login(role: str, user: User, sentence: str, *, laid: Laid) -> Login:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    codes: tuple[str, ...] = ()
    if user.needs_second_factor() and not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())
        codes = tuple(RecoveryCodes.activate(user).get_unused_codes())
    return Login(
        role=role, name=user.name, email=user.email, password=laid.password, sentence=sentence, codes=codes
    )


def _engine() -> Any:
    from openemploi_web.core.engine import engine

    return engine("fr")


def _next_thursday(now: datetime) -> datetime:
    """The day that the answers of the content name, at least two days from ``now``."""
    thursday = 3
    days = (thursday - now.weekday()) % 7
    return now + timedelta(days=days if days >= 2 else days + 7)
