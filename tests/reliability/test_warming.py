"""A server makes ready what visitors would wait for, after it answers, one process after another, in nobody's way."""

from __future__ import annotations

import http.client
import signal
import time
from collections.abc import Callable

import psutil
import pytest
from tests.library.labourmarket import small_market as market
from tests.reliability.instances import PAGES_OF_THE_TESTS, Instance, wait_until

from openemploi.datasets.store import Store

PATIENT = "tests.reliability.patient_settings"
READY = "everything is ready for visitors"

pytestmark = pytest.mark.parametrize("instances", ["sqlite"], indirect=True)


def test_both_processes_make_things_ready_and_what_lacks_data_is_said_once(
    instances: Callable[..., Instance],
) -> None:
    instance = instances(settings=PAGES_OF_THE_TESTS)
    store = Store.open(instance.folder / "datasets")
    market.put_territory(store, instance.folder)

    instance.serve()
    wait_until(lambda: instance.log.read_text().count(READY) == 2, why="both processes are ready")

    said = instance.log.read_text()
    assert said.count("for want of data: orientation (dataset_unknown), transitions (dataset_unknown)") == 1
    assert "Traceback" not in said, said


def test_it_delays_neither_the_first_answer_nor_the_end(instances: Callable[..., Instance]) -> None:
    instance = instances(settings=PATIENT)
    command = instance.serve()
    wait_until(lambda: _answers(instance), why="the portal is open")
    everybody = psutil.Process(command.pid).children(recursive=True)
    assert all(_answers(instance) for _ in range(8))

    asked = time.monotonic()
    command.send_signal(signal.SIGTERM)

    assert command.wait(timeout=40) == 0
    assert time.monotonic() - asked < 10
    assert not psutil.wait_procs(everybody, timeout=5)[1]
    said = instance.log.read_text()
    assert READY not in said
    assert "Traceback" not in said, said


def _answers(instance: Instance) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", instance.port, timeout=5)
    try:
        connection.request("GET", "/sante/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
