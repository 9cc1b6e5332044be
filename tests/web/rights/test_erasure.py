"""Erasing a person: a delay to change one's mind, then no trace by name, e-mail or telephone, and a receipt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import Invitation, User
from openemploi_web.core import journal
from openemploi_web.core.actions import Denied
from openemploi_web.core.jobs import run_waiting
from openemploi_web.core.models import AuditEvent, Job, Notice
from openemploi_web.counselling.models import Appointment, CounsellorNote, Handover, Suggestion
from openemploi_web.jobseekers.models import CvDocument, OfferMark, Profile, SavedSearch, Version
from openemploi_web.rights import actions, erasure
from openemploi_web.rights.models import Erasure
from openemploi_web.rights.tasks import erase_due
from openemploi_web.rights.traces import marks_of, traces
from openemploi_web.vacancies.models import Application, CvImport, Decision, ImportedFile, TeamNote, Unmasking
from tests.web import factories as make
from tests.web.rights.conftest import Scene

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]
NAME = "Zélie Quintrec"


@pytest.fixture
def full(scene: Scene, as_user: AsUser) -> Scene:
    """The person has left something of theirs in every place where a person can."""
    profile, application = scene.profile, scene.application
    document = CvDocument.objects.create(
        profile=profile, name=f"CV {NAME}.txt", state="read", sha256="c" * 64,
        pages=[{"number": 1, "start": 0, "text": f"{NAME}, 06 12 34 56 78"}],
    )  # fmt: skip
    document.file.save(f"CV {NAME}.txt", ContentFile(f"{NAME} {scene.person.email}".encode()), save=True)
    Version.objects.create(profile=profile, number=1, label=NAME, snapshot=application.snapshot)
    SavedSearch.objects.create(profile=profile, name=f"Recherche de {NAME}")
    OfferMark.objects.create(profile=profile, vacancy=scene.vacancy, mark="favourite")
    decided = {"application": application, "proposal": "wait", "choice": "keep"}
    Decision.objects.create(**decided, reason=f"{NAME} convient", decided_by=scene.recruiter)
    TeamNote.objects.create(application=application, author=scene.recruiter, text=f"Appeler {NAME}")
    Unmasking.objects.create(
        application=application, profile=profile, vacancy=scene.vacancy, reason="other", words=f"{NAME} ?",
        asked_by=scene.recruiter,
    )  # fmt: skip
    agency = make.organisation("counselling", name="Agence")
    counsellor = make.member(agency, name="Conseil")
    make.follow(profile, counsellor)
    Suggestion.objects.create(profile=profile, vacancy=scene.vacancy, counsellor=counsellor, text=NAME)
    CounsellorNote.objects.create(profile=profile, organisation=agency, author=counsellor, text=NAME)
    Appointment.objects.create(profile=profile, counsellor=counsellor, at=timezone.now(), subject=NAME)
    Handover.objects.create(profile=profile, given_by=counsellor, summary={"name": NAME}, text=NAME)
    Notice.objects.create(user=counsellor, kind="handover", values={"counsellor": NAME})
    Job.objects.create(task="x", state="done", owner=scene.recruiter, doing=f"CV {NAME}.txt")
    Invitation.objects.create(
        organisation=agency, email=scene.person.email, token_hash="0" * 64, expires_at=timezone.now()
    )
    SocialAccount.objects.create(user=scene.person, provider="oidc", uid="1", extra_data={"name": NAME})
    actions.give_consent(actor=scene.person, purpose="findable")
    actions.contest(actor=scene.person, vacancy=scene.vacancy, text=f"Moi, {NAME}, je conteste.")
    actions.ask_archive(actor=scene.person)
    copy = make.application(
        make.vacancy(scene.employer), profile, origin="file", file_name=f"{NAME}.pdf", sha256="c" * 64
    )
    Application.objects.filter(pk=copy.pk).update(profile=None)
    batch = CvImport.objects.create(vacancy=copy.vacancy, given_by=scene.recruiter)
    imported = ImportedFile.objects.create(batch=batch, position=1, name=f"{NAME}.pdf", application=copy)
    imported.file.save(f"{NAME}.pdf", ContentFile(NAME.encode()), save=True)
    messages = Path(settings.FOLDER) / "mail"
    messages.mkdir(exist_ok=True)
    (messages / "1.log").write_text(f"To: {scene.person.email}", encoding="utf-8")
    as_user(scene.person).get(reverse("rights:data"))
    run_waiting()
    return scene


def erase_now(user: User) -> Erasure:
    planned = actions.plan_erasure(actor=user)
    Erasure.objects.filter(pk=planned.pk).update(due_at=timezone.now())
    erase_due.func()
    planned.refresh_from_db()
    return planned


def test_after_the_delay_nothing_names_the_person_in_any_table_or_file(full: Scene) -> None:
    marks = marks_of(full.person)
    before = traces(marks, names=True)
    assert len(before) > 15, "the scan must be able to see what is there"

    receipt = erase_now(full.person)

    assert traces(marks, names=True) == {}
    assert receipt.state == "done"
    assert receipt.user is None
    assert receipt.counts["left"] == 0
    assert receipt.counts["copies"] == 1
    assert receipt.counts["jobseekers.CvDocument"] == 1


def test_what_others_did_stays_without_saying_to_whom(full: Scene) -> None:
    events = AuditEvent.objects.count()
    erase_now(full.person)

    application = Application.objects.get(pk=full.application.pk)
    assert application.profile is None
    assert application.snapshot is None
    assert application.erased_at is not None
    assert application.state == "withdrawn"  # nobody is reminded to answer who is gone
    assert application.vacancy == full.vacancy
    assert AuditEvent.objects.count() > events
    assert journal.verify()[1] is None


def test_nobody_else_loses_anything(full: Scene, skills: list[tuple[str, str]]) -> None:
    other = make.jobseeker(phone="07 11 22 33 44")
    make.skill(other, *skills[0])
    kept = make.application(full.vacancy, other)
    users = User.objects.count()

    erase_now(full.person)

    kept.refresh_from_db()
    assert kept.snapshot is not None
    assert other.skills.count() == 1
    assert User.objects.count() == users - 1


def test_sessions_addresses_and_linked_accounts_go_too(full: Scene) -> None:
    assert Session.objects.exists()
    erase_now(full.person)

    assert not EmailAddress.objects.filter(email=full.person.email).exists()
    assert not SocialAccount.objects.exists()
    assert not Session.objects.exists()
    assert not Profile.objects.filter(pk=full.profile.pk).exists()


def test_until_the_day_everything_works_and_one_can_change_ones_mind(scene: Scene, as_user: AsUser) -> None:
    client = as_user(scene.person)
    client.post(reverse("rights:erase"), {"sure": "on"})
    planned = Erasure.objects.get()
    assert planned.due_at - timezone.now() > timedelta(days=13, hours=23)
    erase_due.func()
    assert User.objects.filter(pk=scene.person.pk).exists()
    assert planned.receipt in client.get(reverse("rights:data")).content.decode()

    client.post(reverse("rights:cancel-erasure", args=[planned.pk]))
    Erasure.objects.update(due_at=timezone.now())
    erase_due.func()

    assert Erasure.objects.get().state == "cancelled"
    assert User.objects.filter(pk=scene.person.pk).exists()


def test_the_receipt_is_mailed_when_asked_and_when_done(scene: Scene) -> None:
    actions.plan_erasure(actor=scene.person)
    run_waiting()
    receipt = Erasure.objects.get().receipt
    sent = [message for message in mail.outbox if receipt in message.body]
    assert [message.to for message in sent] == [[scene.person.email]]

    Erasure.objects.update(due_at=timezone.now())
    erase_due.func()
    assert receipt in mail.outbox[-1].body
    assert mail.outbox[-1].extra_headers["Message-ID"] != sent[0].extra_headers["Message-ID"]


def test_nothing_happens_by_looking_or_without_a_yes(scene: Scene, as_user: AsUser) -> None:
    client = as_user(scene.person)

    assert client.get(reverse("rights:erase")).status_code == 200
    assert client.post(reverse("rights:erase"), {}).status_code == 400
    assert not Erasure.objects.exists()


def test_who_acts_for_an_organisation_leaves_it_first(scene: Scene, as_user: AsUser) -> None:
    with pytest.raises(Denied):
        actions.plan_erasure(actor=scene.recruiter)
    assert scene.employer.name in as_user(scene.recruiter).get(reverse("rights:erase")).content.decode()


def test_another_cannot_stop_or_start_it(scene: Scene, as_user: AsUser) -> None:
    planned = actions.plan_erasure(actor=scene.person)

    answer = as_user(make.jobseeker().user).post(reverse("rights:cancel-erasure", args=[planned.pk]))
    assert answer.status_code == 404
    with pytest.raises(Denied):
        erasure.erase(actor=scene.administrator, user=scene.person, erasure=planned, reason="request")


def test_a_job_that_died_between_the_rows_and_the_receipt_is_taken_up(scene: Scene) -> None:
    planned = actions.plan_erasure(actor=scene.person)
    erasure.erase(actor=None, user=scene.person, erasure=planned, reason="request")
    assert "left" not in planned.counts

    erase_due.func()

    planned.refresh_from_db()
    assert planned.counts["left"] is None, "who it was is not known any more: the scan could not be made"


def test_a_failure_in_the_middle_leaves_every_row(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = actions.plan_erasure(actor=scene.person)
    monkeypatch.setattr(erasure, "note_details", lambda **_details: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        erasure.erase(actor=None, user=scene.person, erasure=planned, reason="request")

    assert Profile.objects.filter(pk=scene.profile.pk).exists()
    assert Erasure.objects.get().state == "planned"
