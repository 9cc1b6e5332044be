"""Work to be done in the background: Django's task interface, kept in the database, with leases.

``@task()`` of ``django_tasks`` makes a function a task; ``task.enqueue(...)`` writes a :class:`Job`, inside the
transaction that asks for it. A worker takes a job by a lease that it renews with each :func:`progress`; a job whose
lease ran out (its worker was killed) is taken up by another. So a task may run twice: it must look at what is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus

from openemploi_web.core.models import Job

LEASE: Final = timedelta(seconds=30)
ATTEMPTS: Final = 5
_owner: ContextVar[Any] = ContextVar("job_owner", default=None)
_current: ContextVar[UUID | None] = ContextVar("job", default=None)
_STATES: Final = {
    Job.State.READY: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.FAILED: TaskResultStatus.FAILED,
}


class LeaseLost(RuntimeError):
    """Another worker has taken this job up; this one stops."""


class LeasedBackend(BaseTaskBackend):
    """Tasks as rows of :class:`Job`."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        """Write the job; it is there when the transaction that asks for it is kept."""
        self.validate_task(task)
        job = Job.objects.create(
            task=task.module_path,
            arguments={"args": list(args), "kwargs": dict(kwargs)},
            queue=task.queue_name,
            priority=task.priority,
            run_after=task.run_after or timezone.now(),
            owner=_owner.get(),
        )
        return self._result(job, task)

    def get_result(self, result_id: str) -> TaskResult:
        """What became of a job."""
        job = Job.objects.get(pk=result_id)
        return self._result(job, import_string(job.task))

    def _result(self, job: Job, task: Task) -> TaskResult:
        result = TaskResult(
            task=task,
            id=str(job.pk),
            status=_STATES[Job.State(job.state)],
            enqueued_at=job.created_at,
            started_at=job.started_at,
            last_attempted_at=job.started_at,
            finished_at=job.finished_at,
            args=job.arguments["args"],
            kwargs=job.arguments["kwargs"],
            backend=self.alias,
            errors=[],
            worker_ids=[job.worker] if job.worker else [],
        )
        object.__setattr__(result, "_return_value", job.result)
        return result


@contextmanager
def owned_by(user: Any) -> Iterator[None]:
    """Jobs written inside belong to ``user``, who may see how they go."""
    token = _owner.set(user)
    try:
        yield
    finally:
        _owner.reset(token)


def progress(*, done: int, total: int | None = None, doing: str = "") -> None:
    """Say how far the job that is going on is, and renew its lease. Does nothing outside a job.

    Raises :class:`LeaseLost` when another worker has the job.
    """
    current = _current.get()
    if current is None:
        return
    changed = Job.objects.filter(pk=current, state=Job.State.RUNNING, worker=_worker.get()).update(
        done=done, total=total, doing=doing[:200], lease_until=timezone.now() + LEASE
    )
    if not changed:
        raise LeaseLost(str(current))


_worker: ContextVar[str] = ContextVar("worker", default="")


def take(worker: str) -> Job | None:
    """The next job that is due, with a lease for ``worker``; a job whose lease ran out counts as due."""
    now = timezone.now()
    with transaction.atomic():
        waiting = (
            Job.objects.select_for_update(skip_locked=True)
            if _can_skip()
            else Job.objects.select_for_update()
        )
        job = waiting.filter(state=Job.State.READY, run_after__lte=now).first()
        job = job or waiting.filter(state=Job.State.RUNNING, lease_until__lt=now).first()
        if job is None:
            return None
        job.state = Job.State.RUNNING
        job.worker = worker
        job.attempts += 1
        job.started_at = now
        job.lease_until = now + LEASE
        job.save()
        return job


def run(job: Job, *, worker: str) -> None:
    """Do ``job``, which ``worker`` holds."""
    from openemploi_web.core.actions import guarded

    tokens = _current.set(job.pk), _worker.set(worker)
    mine = Job.objects.filter(pk=job.pk, worker=worker, state=Job.State.RUNNING)
    try:
        with guarded():
            result = import_string(job.task).func(*job.arguments["args"], **job.arguments["kwargs"])
        mine.update(
            state=Job.State.DONE, result=result, finished_at=timezone.now(), lease_until=None, fault=""
        )
    except LeaseLost:
        return
    except Exception as fault:  # the job keeps what went wrong; the worker goes on with the next
        again = job.attempts < ATTEMPTS
        mine.update(
            state=Job.State.READY if again else Job.State.FAILED,
            run_after=timezone.now() + timedelta(seconds=5 * 2**job.attempts),
            fault=f"{type(fault).__name__}",
            lease_until=None,
            finished_at=None if again else timezone.now(),
        )
        raise
    finally:
        _current.reset(tokens[0])
        _worker.reset(tokens[1])


def run_waiting() -> int:
    """Do everything that is due now, here; how many jobs. For tests and commands that wait."""
    count = 0
    while job := take("here"):
        run(job, worker="here")
        count += 1
    return count


def _can_skip() -> bool:
    from django.db import connection

    return bool(connection.features.has_select_for_update_skip_locked)
