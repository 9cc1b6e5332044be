"""A server that is killed during writes keeps every write it answered for, and writes none twice."""

from __future__ import annotations

import http.client
import os
import signal
import threading
import time
from collections.abc import Callable

import psutil
import pytest
from tests.reliability.instances import REAL_PAGES, Instance, wait_until

WRITES = 240
PEOPLE = 6  # who write at the same time
SOME = 40  # writes: then something is killed


def test_what_was_answered_is_kept_once_though_the_server_is_killed_twice(instance: Instance) -> None:
    command = instance.serve()
    wait_until(lambda: _answers(instance), why="the portal is open")
    burst = Burst(instance)
    burst.start()

    wait_until(lambda: burst.said >= SOME, why="some writes are answered")
    _kill(_child(command.pid, "web"))  # those that answer see a second later that they are alone
    wait_until(lambda: burst.said >= 3 * SOME, why="it writes again")
    _kill(_child(command.pid, "web"), with_children=True)
    burst.join()

    names = [name for (name,) in instance.rows("SELECT name FROM accounts_organisation")]
    assert sorted(names) == sorted(f"item {number}" for number in range(WRITES))
    assert instance.one("SELECT count(*) FROM core_auditevent WHERE action = 'reliability.make'") == WRITES
    assert instance.broken_entry() is None
    assert burst.unanswered > 0, "nothing was going on when it was killed"


def test_when_the_command_itself_is_killed_nothing_of_it_is_left(instance: Instance) -> None:
    command = instance.serve()
    wait_until(lambda: _answers(instance), why="the portal is open")
    left = psutil.Process(command.pid).children(recursive=True)
    assert len(left) >= 4, "a web server, two processes that answer, a worker"

    command.send_signal(signal.SIGKILL)
    command.wait()

    wait_until(lambda: not psutil.wait_procs(left, timeout=0.1)[1], why="its children are gone", patience=30)
    instance.serve()
    wait_until(lambda: _answers(instance), why="the port is free again")


def test_a_worker_that_dies_is_started_again_and_all_end_when_asked(instance: Instance) -> None:
    command = instance.serve()
    wait_until(lambda: _answers(instance), why="the portal is open")
    first = _child(command.pid, "worker")

    _kill(first)
    second = wait_until(
        lambda: next((p for p in _children(command.pid, "worker") if p != first), None), why="another works"
    )
    everybody = psutil.Process(command.pid).children(recursive=True)
    command.send_signal(signal.SIGTERM)

    assert command.wait(timeout=40) == 0
    assert second in {process.pid for process in everybody}
    assert not psutil.wait_procs(everybody, timeout=5)[1]


@pytest.mark.parametrize("instances", ["sqlite"], indirect=True)
def test_a_server_with_its_engine_loaded_ends_without_a_fault_when_asked(
    instances: Callable[..., Instance],
) -> None:
    instance = instances(settings=REAL_PAGES)
    command = instance.serve()
    wait_until(lambda: _answers(instance), why="the portal is open")
    everybody = psutil.Process(command.pid).children(recursive=True)
    assert all(_answers(instance) for _ in range(6))

    command.send_signal(signal.SIGTERM)

    assert command.wait(timeout=40) == 0
    assert not psutil.wait_procs(everybody, timeout=5)[1]
    said = instance.log.read_text()
    assert not any(word in said for word in ("terminate called", "SIGABRT", "SIGKILL", "Traceback")), said


class Burst:
    """People who write until each of their writes was answered."""

    def __init__(self, instance: Instance) -> None:
        self.said = self.unanswered = 0
        self._port = instance.port
        self._left = list(range(WRITES))
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._write, daemon=True) for _ in range(PEOPLE)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(120)
            assert not thread.is_alive(), "a write is never answered"

    def _write(self) -> None:
        while True:
            with self._lock:
                if not self._left:
                    return
                number = self._left.pop(0)
            while not self._answered(number):
                with self._lock:
                    self.unanswered += 1
                time.sleep(0.2)
            with self._lock:
                self.said += 1

    def _answered(self, number: int) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request("POST", f"/write/{number}/")
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        assert answer.status in (200, 201), answer.status
        return True


def _answers(instance: Instance) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", instance.port, timeout=5)
    try:
        connection.request("GET", "/sante/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _children(command: int, kind: str) -> list[int]:
    return [
        process.pid
        for process in psutil.Process(command).children()
        if process.status() != psutil.STATUS_ZOMBIE and kind in process.cmdline()
    ]


def _child(command: int, kind: str) -> int:
    (found,) = _children(command, kind)
    return found


def _kill(process: int, *, with_children: bool = False) -> None:
    children = psutil.Process(process).children(recursive=True) if with_children else []
    for each in (process, *(child.pid for child in children)):
        os.kill(each, signal.SIGKILL)
