"""Retention: nothing is kept longer than promised, each run leaves a proof, and a second run does nothing more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.utils import timezone

from openemploi_web.accounts.models import User
from openemploi_web.core.actions import Denied
from openemploi_web.core.models import AuditEvent
from openemploi_web.core.schedule import schedule
from openemploi_web.rights import retention
from openemploi_web.rights.calendar import add_months
from openemploi_web.rights.models import ArchiveFile, Erasure, RetentionRun
from openemploi_web.vacancies.models import Application, Decision, TeamNote
from tests.web import factories as make
from tests.web.rights.conftest import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def away(months: float, now: datetime, **fields: Any) -> User:
    """Somebody who has not come for so many months."""
    account = make.jobseeker(**fields).user
    User.objects.filter(pk=account.pk).update(seen_at=add_months(now, -int(months)) - timedelta(hours=1))
    account.refresh_from_db()
    return account


def test_after_23_months_one_is_told_once(now: datetime) -> None:
    gone, here = away(23, now), away(22, now)

    assert retention.run(now=now).counts["told_inactive"] == 1
    assert retention.run(now=now).counts["told_inactive"] == 0
    assert gone.notices.filter(kind="inactive").count() == 1
    assert not here.notices.exists()


def test_who_was_told_and_did_not_come_is_erased_with_the_machinery_of_erasure(now: datetime) -> None:
    gone = away(23, now)
    retention.run(now=now)
    later = add_months(now, 1) + timedelta(days=1)

    assert retention.run(now=later).counts["anonymised"] == 1
    assert not User.objects.filter(pk=gone.pk).exists()
    assert Erasure.objects.get().counts["left"] == 0
    assert retention.run(now=later).counts["anonymised"] == 0


def test_who_was_never_told_is_told_first_and_has_four_weeks(now: datetime) -> None:
    gone = away(30, now)

    proof = retention.run(now=now)

    assert (proof.counts["told_inactive"], proof.counts["anonymised"]) == (1, 0)
    assert User.objects.filter(pk=gone.pk).exists()


def test_who_comes_back_is_told_again_only_after_another_absence(now: datetime) -> None:
    person = away(23, now)
    retention.run(now=now)
    User.objects.filter(pk=person.pk).update(seen_at=now + timedelta(days=2))
    later = add_months(now, 2)
    assert retention.run(now=later).counts["told_inactive"] == 0
    assert User.objects.filter(pk=person.pk).exists()

    assert retention.run(now=add_months(now, 24)).counts["told_inactive"] == 1


def test_members_of_a_team_are_left_to_their_team_and_counted(now: datetime) -> None:
    agent = make.member(make.organisation())
    User.objects.filter(pk=agent.pk).update(seen_at=add_months(now, -40))

    proof = retention.run(now=now)

    assert proof.counts["left_in_teams"] == 1
    assert User.objects.filter(pk=agent.pk).exists()


@pytest.mark.parametrize("state", ["refused", "withdrawn", "closed"])
def test_two_years_after_its_end_an_application_is_emptied(scene: Scene, now: datetime, state: str) -> None:
    decided = {"application": scene.application, "proposal": "wait", "choice": "leave"}
    Decision.objects.create(**decided, reason="Un mot sur la personne")
    TeamNote.objects.create(application=scene.application, text="Une note")
    old = add_months(now, -24) - timedelta(days=1)
    Application.objects.filter(pk=scene.application.pk).update(
        state=state, answered_at=old, message="Bonjour"
    )

    assert retention.run(now=now).counts["applications_emptied"] == 1

    row = Application.objects.get(pk=scene.application.pk)
    assert (row.snapshot, row.message, row.state) == (None, "", state)
    assert not TeamNote.objects.exists()
    assert not Decision.objects.exists()
    assert retention.run(now=now).counts["applications_emptied"] == 0


def test_an_application_that_is_open_or_led_to_a_contract_stays(scene: Scene, now: datetime) -> None:
    for state in ("sent", "hired"):
        Application.objects.filter(pk=scene.application.pk).update(
            state=state, sent_at=add_months(now, -36), answered_at=add_months(now, -36)
        )
        assert retention.run(now=now).counts["applications_emptied"] == 0


def test_a_cv_that_an_employer_gave_is_emptied_after_two_years_whatever_its_state(
    scene: Scene, now: datetime
) -> None:
    Application.objects.filter(pk=scene.application.pk).update(
        profile=None, origin="file", sent_at=add_months(now, -25)
    )

    assert retention.run(now=now).counts["applications_emptied"] == 1


def test_archives_stay_a_week_and_old_sessions_end(scene: Scene, now: datetime) -> None:
    old = ArchiveFile.objects.create(user=scene.person, created_at=now - timedelta(days=8), ready_at=now)
    old.file.save("a.zip", ContentFile(b"zip"), save=True)
    ArchiveFile.objects.create(user=scene.person, created_at=now - timedelta(days=6), ready_at=now)
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="b" * 32, session_data="", expire_date=now + timedelta(days=1))

    counts = retention.run(now=now).counts

    assert (counts["archives_removed"], counts["sessions_ended"]) == (1, 1)
    assert not old.file.storage.exists(old.file.name)


def test_the_proof_is_kept_with_its_counts_in_the_journal_too(now: datetime) -> None:
    proof = retention.run(now=now)

    kept = RetentionRun.objects.get()
    assert kept.done_at == now
    entry = AuditEvent.objects.get(action="rights.finish")
    assert entry.details == proof.counts
    assert proof.counts["journal_broken_at"] == 0


def test_nobody_starts_retention_by_hand(scene: Scene, now: datetime) -> None:
    with pytest.raises(Denied):
        retention.plan_inactive(actor=scene.administrator, user=scene.person, now=now)


def test_it_runs_each_night() -> None:
    periods = {every.name: every.period for every in schedule()}

    assert periods["rights.retention"] == timedelta(hours=24)
    assert periods["rights.erasures"] == timedelta(hours=1)
