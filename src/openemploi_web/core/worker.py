"""A worker: takes jobs until it is asked to stop, and outlives restarts of the database.

Asked to stop (SIGTERM, SIGINT), it leaves the job that is going on at its next ``progress()``, gives it back, and ends;
a task that says nothing is done to its end. Killed, its lease runs out and another worker goes on.
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import threading
import time
from typing import Any, Final

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from openemploi_web.core import jobs
from openemploi_web.core.schedule import write_due

log: Final = logging.getLogger(__name__)
#: Seconds between two looks at an empty queue; what a person who waits for a job waits at most for it to begin.
PAUSE: Final = 0.5
_SCHEDULE_EVERY: Final = 15.0
_LONGEST_WAIT: Final = 30.0


def work(*, stopping: threading.Event) -> None:
    """Do jobs until ``stopping`` is set."""
    name = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
    looked, wait = -_SCHEDULE_EVERY, PAUSE
    log.info("worker %s waits for jobs", name)
    while not stopping.is_set():
        try:
            close_old_connections()
            if time.monotonic() - looked >= _SCHEDULE_EVERY:
                write_due()
                looked = time.monotonic()
            if _one(name):
                continue
            wait = PAUSE
        except (OperationalError, InterfaceError) as fault:
            log.warning("the database does not answer (%s); trying again", type(fault).__name__)
            connections.close_all()
            wait = min(wait * 2, _LONGEST_WAIT)
        stopping.wait(wait)
    log.info("worker %s has stopped", name)


def run_worker() -> None:
    """Do jobs until this process is asked to stop."""
    stopping = threading.Event()

    def stop(_signal: int, _frame: Any) -> None:
        stopping.set()
        jobs.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    work(stopping=stopping)


def _one(name: str) -> bool:
    """Do the next job, if there is one."""
    job = jobs.take(name)
    if job is None:
        return False
    try:
        with jobs.kept_alive(job, worker=name):
            jobs.run(job, worker=name)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("job %s (%s) failed, attempt %s", job.pk, job.task, job.attempts)
    return True
