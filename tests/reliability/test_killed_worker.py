"""A worker that is killed anywhere loses nothing, and the next does nothing twice."""

from __future__ import annotations

import signal

from tests.reliability.instances import Instance, wait_until
from tests.reliability.portal_tasks import ITEMS

MADE = "SELECT count(*) FROM accounts_organisation"
ENQUEUE = "from tests.reliability.portal_tasks import {task}; print({task}.enqueue().id)"
JOB_STATE = "SELECT state FROM core_job WHERE task LIKE '%{task}'"
SOME = 40  # items: then the worker is killed


def test_two_hundred_items_are_made_once_each_though_two_workers_are_killed(instance: Instance) -> None:
    instance.prepare(ENQUEUE.format(task="make_all"))
    for some in (SOME, 2 * SOME):
        worker = instance.start("worker")
        wait_until(lambda some=some: instance.one(MADE) >= some, why="some items are made")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert instance.one(MADE) < ITEMS, "nothing was left to do"

    instance.start("worker")
    wait_until(lambda: instance.one(JOB_STATE.format(task="make_all")) == "done", why="the job is done")

    assert (
        instance.one(MADE) == instance.one("SELECT count(DISTINCT name) FROM accounts_organisation") == ITEMS
    )
    assert instance.one("SELECT attempts FROM core_job WHERE task LIKE '%make_all'") == 3
    assert instance.one("SELECT count(*) FROM core_auditevent WHERE action = 'reliability.make'") == ITEMS
    assert instance.broken_entry() is None


def test_two_workers_do_not_share_a_job(instance: Instance) -> None:
    instance.prepare(ENQUEUE.format(task="be_silent"))
    instance.start("worker")
    instance.start("worker")
    wait_until(lambda: instance.one(JOB_STATE.format(task="be_silent")) == "done", why="the job is done")

    # Three leases long without a word: its worker's thread has renewed it.
    assert instance.one("SELECT attempts FROM core_job WHERE task LIKE '%be_silent'") == 1
    assert instance.one(MADE) == 1


def test_a_worker_that_is_asked_to_stop_gives_its_job_back(instance: Instance) -> None:
    instance.prepare(ENQUEUE.format(task="make_all"))
    worker = instance.start("worker")
    wait_until(lambda: instance.one(MADE) >= SOME, why="some items are made")

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=10) == 0
    assert instance.rows("SELECT state, attempts FROM core_job WHERE task LIKE '%make_all'") == [("ready", 0)]
