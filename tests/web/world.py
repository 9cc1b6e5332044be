"""One small world for the rights matrix: a person, the employer they applied to, their counsellor, and strangers.

Everything that an address names belongs to Zélie (the jobseeker), to her employer's offer or to her counsellor; so each
role's answer says what it may do with its own things, or with those of others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from openemploi_web.accounts import actions_teams
from openemploi_web.accounts.models import JoinRequest, Membership, Organisation, User
from openemploi_web.api import actions as api_actions
from openemploi_web.api.scopes import LABELS
from openemploi_web.core.models import Notice
from openemploi_web.counselling import actions_appointments
from openemploi_web.counselling.models import Appointment, CounsellorNote, FollowRequest, Suggestion
from openemploi_web.employers.models import CareerEntry
from openemploi_web.jobseekers import alerts
from openemploi_web.jobseekers.models import CvDocument, Profile, SavedSearch, Version
from openemploi_web.jobseekers.snapshots import snapshot
from openemploi_web.mobility.models import MobilityProject, Talk
from openemploi_web.repository.models import (
    AccessRequest,
    Comment,
    DataAsset,
    Discussion,
    Distribution,
    HarvestJob,
    HarvestSource,
    JoinMember,
    JoinProject,
    Producer,
    Reuse,
    RoomQuery,
)
from openemploi_web.rights.models import ArchiveFile, Consent, Contest, Erasure
from openemploi_web.vacancies.found import key_of
from openemploi_web.vacancies.models import CvImport, Invite, Vacancy
from tests.web import factories as make

ROLES: Final = (
    "anonymous",
    "jobseeker",
    "other_jobseeker",
    "employer",
    "employer_admin",
    "other_employer",
    "counsellor",
    "other_territory",
    "other_agency",
    "administrator",
)


@dataclass(frozen=True, slots=True)
class World:
    """Who is there, and what the parameters of each address stand for."""

    people: dict[str, User | None]
    parameters: dict[str, str]
    #: Where a parameter means something else than usually: ``{address: {parameter: value}}``.
    special: dict[str, dict[str, str]]
    keys: dict[str, str]

    def values(self, name: str, wanted: list[str]) -> dict[str, str]:
        """The parameters of the address called ``name``."""
        own = self.special.get(name, {})
        return {key: own[key] if key in own else self.parameters[key] for key in wanted}


def world() -> World:
    """Make everything once. What a request changes is taken back by the test."""
    employer = make.organisation(name="Commune de Val-des-Tilleuls", public=True)
    owner = make.member(employer, role="administrator", name="Ariane Bost")
    member = make.member(employer, name="Basile Cordier")
    agency = make.organisation("counselling", name="Agence du Verdon", territory=["04"])
    counsellor = make.member(agency, name="Céleste Roumieu")
    away = make.organisation("counselling", name="Agence des Calanques", territory=["13"])
    near = make.organisation("counselling", name="Agence de Digne", territory=["04"])
    second = make.organisation(name="Menuiserie Falcoz")
    operator = make.organisation("operator", name="Qui opère l’instance")
    zelie = make.jobseeker(
        name="Zélie Quintrec", consents=tuple(Consent.For.values), commune="Digne-les-Bains", department="04"
    )
    other = make.jobseeker(name="Maël Tournesac")
    people: dict[str, User | None] = {
        "anonymous": None,
        "jobseeker": zelie.user,
        "other_jobseeker": other.user,
        "employer": member,
        "employer_admin": owner,
        "other_employer": make.member(second, role="administrator"),
        "counsellor": counsellor,
        "other_territory": make.member(away),
        "other_agency": make.member(near),
        "administrator": make.member(operator),
    }
    vacancy = make.vacancy(employer, title="Secrétaire de mairie")
    application = make.application(
        vacancy,
        zelie,
        state="interview",
        interview_at=timezone.now() + timedelta(days=2),
        interview_place="Mairie",
    )
    follow = make.follow(zelie, counsellor)
    made = {
        **_of_the_person(zelie, vacancy=vacancy),
        **_of_the_counsellor(zelie, counsellor, agency=agency, vacancy=vacancy),
        **_of_the_employer(employer, owner, vacancy=vacancy, profile=zelie),
    }
    keys = _keys((employer, owner), (second, people["other_employer"]), (agency, _administrator(agency)))
    parameters = {
        **made,
        "organisation_id": str(employer.pk),
        "vacancy_id": str(vacancy.pk),
        "application_id": str(application.pk),
        "profile_id": str(zelie.pk),
        "found_key": str(key_of(vacancy, zelie)),
        "follow_id": str(follow.pk),
        "membership_id": str(Membership.objects.get(user=member).pk),
        "kind": "experience",
        "purpose": "findable",
        "form": "json-resume",
        "rest": "nothing",
        "provider_id": "none",
        "key": "x",
        "uidb36": "x",
        "offer": str(vacancy.pk),
        "application": str(application.pk),
        "employer": str(employer.pk),
        "reference": "r1",
    }
    wants_in = JoinRequest.objects.create(user=make.user(), organisation=employer)
    draft = make.vacancy(employer, state="draft", title="Agent d’accueil")
    special = {
        "accounts:territory": {"organisation_id": str(agency.pk)},
        "accounts:answer-request": {"request_id": str(wants_in.pk)},
        "accounts:join": {"token": _invitation(employer, owner, other.user)},
        "jobseekers:stop-alert": {"token": made["alert_token"]},
        "counselling:feed": {"token": actions_appointments.make_calendar_key(actor=counsellor)},
        "jobseekers:apply": {"vacancy_id": str(make.vacancy(second, title="Menuisier").pk)},
        "vacancies:publish": {"vacancy_id": str(draft.pk)},
    }
    # The tests' store holds no data: what needs ROME is not there, the country always is.
    special |= {
        "observatory:occupation": {"rome": "G1998", "area": "country-FR"},
        "observatory:skill": {"code": "124952"},
        "pathways:transition": {"code": "G1998"},
        "observatory:area": {"area": "country-FR"},
        "observatory:csv": {"name": "area_offers"},
    }
    thought = _change(zelie, counsellor, agency=agency)
    parameters |= {name: thought[name] for name in ("talk_id",)}
    of_project = ("ending", "take-ending-back", "agree", "disagree")
    for name in ("kept", "first-answer", "again", "send", "erase", *of_project):
        special[f"mobility:{name}"] = {"project_id": thought["project_id"]}
    special["mobility:stop-reminders"] = {"token": thought["reminder_token"]}
    access = _access(employer, owner, member)
    parameters |= {name: access[name] for name in ("access_id", "grant_id", "query_id", "project_id")}
    for name in ("request", "uses", "deposit", "describe-room", "trace", "twin", "twin-csv", "make-twin"):
        special[f"repository:{name}"] = {"asset_id": access["asset_id"]}
    listed = _catalogue(employer, owner)
    parameters |= {name: value for name, value in listed.items() if name != "job_id"}
    special["repository:harvest"] = {"job_id": listed["job_id"]}
    special["repository:edit-request"] = {"access_id": access["draft_id"]}
    return World(people, parameters, special, keys)


def _change(zelie: Profile, counsellor: User, *, agency: Organisation) -> dict[str, str]:
    """A project of a change that Zélie keeps with her account, and that her counsellor was given."""
    from openemploi_web.mobility import answering, selectors
    from openemploi_web.mobility.told import Told, as_json

    told = Told(words="Je veux vivre à Gap.")
    found = answering.answer(told)
    project = MobilityProject.objects.create(
        owner=zelie.user,
        code_hash="x",
        told=as_json(told),
        diagnosis=answering.written(found),
        day=found.day,
        expires_at=timezone.now() + timedelta(days=90),
    )
    talk = Talk.objects.create(project=project, counsellor=counsellor, organisation=agency)
    return {
        "project_id": str(project.pk),
        "talk_id": str(talk.pk),
        "reminder_token": selectors.reminder_token(project),
    }


def _access(employer: Organisation, owner: User, member: User) -> dict[str, str]:
    """Restricted data of a producer who is none of the roles, which the employer may ask."""
    producer = make.organisation("producer", name="Qui répond des données")
    asset = make.asset(producer)
    grant = make.grant(asset, employer, people=(owner, member))
    draft = AccessRequest.objects.create(asset=asset, organisation=employer, asker=owner)
    project = JoinProject.objects.create(
        code="essai", name="Essai", purpose="Essai", lead=producer, until=timezone.localdate()
    )
    JoinMember.objects.create(project=project, organisation=employer)
    query = RoomQuery.objects.create(grant=grant, user=owner, text="SELECT 1", outcome="refused")
    return {
        "asset_id": str(asset.pk),
        "access_id": str(grant.request_id),
        "draft_id": str(draft.pk),
        "grant_id": str(grant.pk),
        "query_id": str(query.pk),
        "project_id": str(project.pk),
    }


def _catalogue(employer: Organisation, owner: User) -> dict[str, str]:
    """What the employer describes in the catalogue, what was said of it, and a catalogue that is read."""
    producer = Producer.objects.create(name="Commune de Val-des-Tilleuls", organisation=employer)
    asset = DataAsset.objects.create(
        identifier="listed",
        producer=producer,
        title_fr="Équipements de la commune",
        access="open",
        published_at=timezone.now(),
    )
    form = Distribution.objects.create(asset=asset, title="CSV", access_url="https://example.org/a.csv")
    opened = Discussion.objects.create(asset=asset, title="Une question", opened_by=owner)
    said = Comment.objects.create(discussion=opened, author=owner, text="Quelle année ?")
    reuse = Reuse.objects.create(
        asset=asset, service="Carte", use="screen", what="page", organisation=employer
    )
    source = HarvestSource.objects.create(name="Ailleurs", kind="dcat", address="https://example.org/c.ttl")
    return {
        "asset_id": str(asset.pk),
        "producer_id": str(producer.pk),
        "distribution_id": str(form.pk),
        "discussion_id": str(opened.pk),
        "comment_id": str(said.pk),
        "reuse_id": str(reuse.pk),
        "source_id": str(source.pk),
        "job_id": str(HarvestJob.objects.create(source=source).pk),
        "table": "nothing",
        "ending": "ttl",
    }


def _of_the_person(zelie: Profile, *, vacancy: Vacancy) -> dict[str, str]:
    document = CvDocument.objects.create(profile=zelie, name="cv.txt", state="read")
    skill = make.skill(zelie, "urn:openemploi:skill:audio-typing", "Audiotypie", document=document)
    search = SavedSearch.objects.create(profile=zelie, name="Mairies", filters={}, alert="weekly")
    erasure = Erasure.objects.create(
        user=zelie.user, receipt="essai", due_at=timezone.now() + timedelta(days=30)
    )
    contest = Contest.objects.create(
        user=zelie.user, vacancy=vacancy, text="Une compétence manque.", due_at=timezone.now() + timedelta(30)
    )
    return {
        "document_id": str(document.pk),
        "skill_id": str(skill.pk),
        "line_id": str(make.experience(zelie, "Assistante").pk),
        "version_id": str(
            Version.objects.create(profile=zelie, number=1, label="Mairie", snapshot=snapshot(zelie)).pk
        ),
        "search_id": str(search.pk),
        "alert_token": alerts.link_token(search),
        "notice_id": str(
            Notice.objects.create(user=zelie.user, kind="contest_received", values={"day": "x"}).pk
        ),
        "archive_id": str(ArchiveFile.objects.create(user=zelie.user).pk),
        "erasure_id": str(erasure.pk),
        "contest_id": str(contest.pk),
        "invite_id": str(Invite.objects.create(vacancy=vacancy, profile=zelie, text="Bonjour").pk),
    }


def _of_the_counsellor(
    zelie: Profile, counsellor: User, *, agency: Organisation, vacancy: Vacancy
) -> dict[str, str]:
    soon = timezone.now() + timedelta(days=3)
    note = CounsellorNote.objects.create(profile=zelie, organisation=agency, author=counsellor, text="Bilan.")
    meeting = Appointment.objects.create(profile=zelie, counsellor=counsellor, at=soon, subject="Bilan")
    asked = FollowRequest.objects.create(
        organisation=agency, counsellor=counsellor, email=zelie.user.email, expires_at=soon
    )
    suggestion = Suggestion.objects.create(
        profile=zelie, vacancy=vacancy, counsellor=counsellor, text="Près de chez vous."
    )
    return {
        "note_id": str(note.pk),
        "appointment_id": str(meeting.pk),
        "request_id": str(asked.pk),
        "suggestion_id": str(suggestion.pk),
    }


def _of_the_employer(
    employer: Organisation, owner: User, *, vacancy: Vacancy, profile: Profile
) -> dict[str, str]:
    entry = CareerEntry.objects.create(organisation=employer, occupation="Secrétaire de mairie", way="both")
    invitation, _secret = actions_teams.invite(
        actor=owner, organisation=employer, email="quelqu.un@example.org", role="member"
    )
    token, _secret = api_actions.make_token(actor=owner, organisation=employer, name="Paie", scopes=[])
    hook = api_actions.add_webhook(actor=owner, organisation=employer, url="https://example.org/", events=[])
    return {
        "entry_id": str(entry.pk),
        "establishment_id": str(make.establishment(employer).pk),
        "invitation_id": str(invitation.pk),
        "batch_id": str(CvImport.objects.create(vacancy=vacancy, given_by=owner).pk),
        "token_id": str(token.pk),
        "webhook_id": str(hook.pk),
    }


def _administrator(of: Organisation) -> User:
    return make.member(of, role="administrator")


def _invitation(employer: Organisation, owner: User, whom: User) -> str:
    _invitation, secret = actions_teams.invite(
        actor=owner, organisation=employer, email=whom.email, role="member"
    )
    return secret


def _keys(
    own: tuple[Organisation, User], other: tuple[Organisation, Any], agency: tuple[Organisation, User]
) -> dict[str, str]:
    """A key of each kind, with everything that its organisation may be given."""
    found = {"no_key": ""}
    for name, (organisation, administrator) in (
        ("employer", own),
        ("other_employer", other),
        ("agency", agency),
    ):
        _token, found[name] = api_actions.make_token(
            actor=administrator, organisation=organisation, name=name, scopes=list(LABELS)
        )
    return found
