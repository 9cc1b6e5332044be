"""Jobs are taken by lease, tried again with patience, given up with a reason; periodic ones once a period."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from tests.web import factories

from openemploi_web.core import jobs, schedule
from openemploi_web.core.models import AuditEvent, Job
from openemploi_web.core.schedule import Every
from openemploi_web.core.tasks import forget_jobs, mail_notices

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 11, 2, 12, tzinfo=UTC)


@task()
def add(first: int, second: int) -> int:
    return first + second


@task()
def fail() -> None:
    raise ValueError("Camille Exemple, 04 92 00 00 00")


@task()
def count_to_three() -> None:
    for done in range(3):
        jobs.progress(done=done, total=3, doing="counting")


@task()
def write_outside_an_action() -> None:
    factories.organisation()


def test_a_job_is_done_and_says_what_came_out() -> None:
    result = add.enqueue(2, second=3)

    assert jobs.run_waiting() == 1
    result.refresh()
    assert result.return_value == 5


def test_a_job_of_a_transaction_that_is_given_up_never_was() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        add.enqueue(1, 1)
        raise RuntimeError

    assert not Job.objects.exists()


def test_the_more_urgent_is_done_first_then_the_older() -> None:
    later, sooner, urgent = add.enqueue(1, 1), add.enqueue(2, 2), add.using(priority=10).enqueue(3, 3)
    Job.objects.filter(pk=sooner.id).update(run_after=timezone.now() - timedelta(hours=1))

    taken = [str(job.pk) for job in iter(lambda: jobs.take("a"), None)]

    assert taken == [urgent.id, sooner.id, later.id]


def test_a_job_that_is_held_is_taken_by_nobody_until_its_lease_runs_out() -> None:
    add.enqueue(1, 1)
    job = jobs.take("a")
    assert job is not None
    assert jobs.take("b") is None

    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    again = jobs.take("b")
    assert again is not None
    assert (again.pk, again.attempts) == (job.pk, 2)


def test_the_worker_that_lost_its_lease_changes_nothing() -> None:
    count_to_three.enqueue()
    job = jobs.take("a")
    assert job is not None
    Job.objects.update(worker="b", done=2)

    jobs.run(job, worker="a")

    left = Job.objects.get()
    assert (left.state, left.worker, left.done) == ("running", "b", 2)


def test_a_worker_that_is_asked_to_stop_leaves_the_job_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    stopping = jobs.threading.Event()
    monkeypatch.setattr(jobs, "_stopping", stopping)
    count_to_three.enqueue()
    job = jobs.take("a")
    assert job is not None

    jobs.stop()
    jobs.run(job, worker="a")

    left = Job.objects.get()
    assert (left.state, left.attempts, left.lease_until) == ("ready", 0, None)


def test_a_fault_is_tried_again_five_times_each_later_and_keeps_no_text_of_anybody() -> None:
    fail.enqueue()
    waits = []
    for _attempt in range(jobs.ATTEMPTS):
        Job.objects.update(run_after=timezone.now())
        job = jobs.take("a")
        assert job is not None
        with pytest.raises(ValueError, match="Camille"):
            jobs.run(job, worker="a")
        waits.append(Job.objects.get().run_after - timezone.now())

    left = Job.objects.get()
    assert (left.state, left.fault, left.attempts) == ("failed", "ValueError", 5)
    assert left.finished_at is not None
    assert waits == sorted(waits)
    assert jobs.take("a") is None


def test_a_job_whose_workers_died_five_times_fails_with_the_reason() -> None:
    add.enqueue(1, 1)
    for _attempt in range(jobs.ATTEMPTS):
        assert jobs.take("a") is not None
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    assert jobs.take("a") is None
    left = Job.objects.get()
    assert (left.state, left.fault) == ("failed", jobs.WORKER_DIED)


@pytest.mark.usefixtures("transactional_db")
def test_a_task_that_writes_outside_an_action_is_refused() -> None:
    from openemploi_web.core.actions import WriteOutsideAction

    write_outside_an_action.enqueue()

    with pytest.raises(WriteOutsideAction):
        jobs.run_waiting()


def test_a_periodic_job_is_written_once_a_period_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    daily = Every("tests.daily", add, hours=24)
    monkeypatch.setattr(schedule, "schedule", lambda: (daily,))

    assert [schedule.write_due(at=DAY), schedule.write_due(at=DAY + timedelta(hours=11))] == [1, 0]
    Job.objects.update(state="done")
    assert [schedule.write_due(at=DAY), schedule.write_due(at=DAY + timedelta(hours=12))] == [0, 1]


def test_a_periodic_job_waits_for_the_one_before_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "schedule", lambda: (Every("tests.often", add, minutes=1),))
    schedule.write_due(at=DAY)
    Job.objects.update(state="running")

    assert schedule.write_due(at=DAY + timedelta(minutes=1)) == 0
    Job.objects.update(state="done")
    assert schedule.write_due(at=DAY + timedelta(minutes=1)) == 1


def test_every_periodic_task_that_apps_declare_has_a_name_of_its_app() -> None:
    declared = schedule.schedule()

    assert {"core.mail_notices", "core.forget_jobs"} <= {every.name for every in declared}
    for every in declared:
        assert every.task.module_path.startswith(f"openemploi_web.{every.name.partition('.')[0]}.")


def test_jobs_that_ended_long_ago_are_forgotten_and_those_of_this_week_are_not() -> None:
    old, new = add.enqueue(1, 1), add.enqueue(2, 2)
    Job.objects.update(state="done", finished_at=timezone.now() - timedelta(days=6))
    Job.objects.filter(pk=old.id).update(finished_at=timezone.now() - timedelta(days=8))

    assert forget_jobs.call() == 1
    assert str(Job.objects.get().pk) == new.id


def test_a_notice_is_mailed_once_in_the_language_of_the_person() -> None:
    from openemploi_web.core.models import Notice

    person = factories.user(email="kim@example.org", name="Kim", language="en")
    Notice.objects.create(user=person, kind="archive_ready", link="/droits/")

    assert [mail_notices.call(), mail_notices.call()] == [1, 0]

    (sent,) = mail.outbox
    assert sent.to == ["kim@example.org"]
    assert sent.subject == "Your archive is ready to be taken away."
    assert "Hello Kim," in sent.body
    assert "http://127.0.0.1:8000/droits/" in sent.body
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.person) == ("core.mailed", None, person.pk)


def test_a_notice_that_was_read_on_the_screen_is_not_mailed() -> None:
    from openemploi_web.core.models import Notice

    Notice.objects.create(user=factories.user(), kind="archive_ready", read_at=timezone.now())

    assert mail_notices.call() == 0
    assert mail.outbox == []


def test_nobody_but_the_portal_says_that_a_notice_was_mailed() -> None:
    from openemploi_web.core.actions import Denied
    from openemploi_web.core.actions_notices import mailed
    from openemploi_web.core.models import Notice

    person = factories.user()
    notice = Notice.objects.create(user=person, kind="archive_ready")

    with pytest.raises(Denied):
        mailed(actor=person, notice=notice)
