"""Work to be done in the background: Django's task interface, kept in the database, with leases.

``@task()`` of ``django_tasks`` makes a function a task; ``task.enqueue(...)`` writes a :class:`Job`, inside the
transaction that asks for it. A worker takes a job by a lease, renewed while the task runs; a job whose lease ran out
(its worker was killed) is taken up by another, :data:`ATTEMPTS` times at most. So a task may run twice: it looks at
what is done already, and calls :func:`progress` between two things that it does. Next: ``core/worker.py``.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from openemploi.errors import OpenEmploiError
from openemploi_web.core.models import Job

#: What a killed worker's job waits for another to take it up. Tests shorten it.
LEASE: Final = timedelta(seconds=getattr(settings, "JOB_LEASE", 30))
ATTEMPTS: Final = 5
#: What ``Job.fault`` says when no worker lived to say what went wrong.
WORKER_DIED: Final = "worker_died"
log: Final = logging.getLogger(__name__)

_owner: ContextVar[Any] = ContextVar("job_owner", default=None)
_current: ContextVar[UUID | None] = ContextVar("job", default=None)
_worker: ContextVar[str] = ContextVar("worker", default="")
_stopping: Final = threading.Event()
_STATES: Final = {
    Job.State.READY: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.FAILED: TaskResultStatus.FAILED,
}


class LeaseLost(BaseException):
    """Another worker has taken this job up; this one stops. No ``except Exception`` of a task can hold it up."""


class GivenBack(BaseException):
    """This worker is asked to stop; another goes on with the job."""


class LeasedBackend(BaseTaskBackend):
    """Tasks as rows of :class:`Job`."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Any) -> TaskResult[Any]:
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

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """What became of a job. Raises ``TaskResultDoesNotExist``."""
        try:
            job = Job.objects.get(pk=result_id)
        except (Job.DoesNotExist, ValidationError) as fault:
            raise TaskResultDoesNotExist(result_id) from fault
        return self._result(job, import_string(job.task))

    def _result(self, job: Job, task: Task[..., Any]) -> TaskResult[Any]:
        result: TaskResult[Any] = TaskResult(
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

    The place where a job can be left: raises :class:`GivenBack` when its worker is asked to stop, and
    :class:`LeaseLost` when another worker has the job.
    """
    current = _current.get()
    if current is None:
        return
    _renew(current, _worker.get(), done=done, total=total, doing=doing[:200])
    if _stopping.is_set():
        raise GivenBack(str(current))


def stop() -> None:
    """Have the job of this process left at its next :func:`progress`."""
    _stopping.set()


def take(worker: str) -> Job | None:
    """The next job that is due, with a lease for ``worker``: first those whose worker died, then by priority and age.

    A job whose workers died :data:`ATTEMPTS` times is not tried again: it fails, with the reason.
    """
    if (
        not _due().exists()
    ):  # reading costs nobody a wait; on SQLite what follows holds the only right to write
        return None
    while True:
        with transaction.atomic():
            now = timezone.now()
            waiting = Job.objects.select_for_update(skip_locked=_can_skip())
            job = waiting.filter(state=Job.State.RUNNING, lease_until__lt=now).first()
            job = job or waiting.filter(state=Job.State.READY, run_after__lte=now).first()
            if job is None:
                return None
            if job.attempts < ATTEMPTS:
                job.state = Job.State.RUNNING
                job.worker = worker
                job.attempts += 1
                job.started_at = now
                job.lease_until = now + LEASE
                job.save(update_fields=["state", "worker", "attempts", "started_at", "lease_until"])
                return job
            job.state = Job.State.FAILED
            job.fault = WORKER_DIED
            job.lease_until = None
            job.finished_at = now
            job.save(update_fields=["state", "fault", "lease_until", "finished_at"])
        log.error("job %s (%s) failed: its worker died %s times", job.pk, job.task, ATTEMPTS)


def run(job: Job, *, worker: str) -> None:
    """Do ``job``, which ``worker`` holds. Raises what the task raised, when the job has kept it."""
    from openemploi_web.core.actions import guarded

    tokens = _current.set(job.pk), _worker.set(worker)
    mine = Job.objects.filter(pk=job.pk, worker=worker, state=Job.State.RUNNING)
    try:
        with guarded():
            result = import_string(job.task).call(*job.arguments["args"], **job.arguments["kwargs"])
        mine.update(
            state=Job.State.DONE,
            result=result,
            finished_at=timezone.now(),
            lease_until=None,
            doing="",
            fault="",
        )
    except LeaseLost:
        log.warning("job %s was taken up by another worker", job.pk)
    except GivenBack:
        mine.update(state=Job.State.READY, lease_until=None, attempts=job.attempts - 1)
    except Exception as fault:  # the job keeps what went wrong; the worker goes on with the next
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        again = job.attempts < ATTEMPTS
        mine.update(
            state=Job.State.READY if again else Job.State.FAILED,
            run_after=timezone.now() + timedelta(seconds=5 * 2**job.attempts),
            # The sentence of an exception may hold a name or a text; its kind does not.
            fault=fault.code if isinstance(fault, OpenEmploiError) else type(fault).__name__,
            lease_until=None,
            finished_at=None if again else timezone.now(),
        )
        raise
    finally:
        _current.reset(tokens[0])
        _worker.reset(tokens[1])


@contextmanager
def kept_alive(job: Job, *, worker: str) -> Iterator[None]:
    """Renew the lease from a thread, for tasks that are long silent (one long document)."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(LEASE.total_seconds() / 3):
            try:
                _renew(job.pk, worker)
            except LeaseLost:  # the task learns it at its next progress()
                return
            except (
                DatabaseError
            ) as fault:  # the database restarts, or is held: try again in a third of a lease
                log.warning("the lease of job %s could not be renewed: %s", job.pk, type(fault).__name__)
            finally:
                connection.close()

    thread = threading.Thread(target=renew, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=5)


def run_waiting() -> int:
    """Do everything that is due now, here; how many jobs. For tests and commands that wait."""
    count = 0
    while job := take("here"):
        run(job, worker="here")
        count += 1
    return count


def _renew(job: UUID, worker: str, **facts: Any) -> None:
    mine = Job.objects.filter(pk=job, state=Job.State.RUNNING, worker=worker)
    if not mine.update(lease_until=timezone.now() + LEASE, **facts):
        raise LeaseLost(str(job))


def _due() -> Any:
    from django.db.models import Q

    now = timezone.now()
    return Job.objects.filter(
        Q(state=Job.State.READY, run_after__lte=now) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    ).order_by()


def _can_skip() -> bool:
    return bool(connection.features.has_select_for_update_skip_locked)
