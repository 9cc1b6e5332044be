"""What is made ready for visitors: everything once, whatever fails, and never in a process that does not serve."""

from __future__ import annotations

import logging
import threading

import pytest

from openemploi.errors import RequestError
from openemploi_web.core import warming


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three things: one that lacks data, one with a fault, one that is made."""
    made: list[str] = []

    def figures() -> None:
        raise RequestError("dataset_unknown", "There is no dataset.", remedy="Import it.")

    def names() -> None:
        raise ValueError("a fault")

    def catalogue() -> None:
        made.append("catalogue")

    monkeypatch.setattr(warming, "_KEPT", [figures, names, catalogue])
    return made


def test_what_fails_keeps_nothing_else_from_being_made(
    kept: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    said: set[str] = set()
    with caplog.at_level(logging.INFO, logger=warming.log.name):
        warming.make_ready(said)
        warming.make_ready(said)

    assert kept == ["catalogue", "catalogue"]
    assert said == {"figures (dataset_unknown)", "names"}
    assert [line for line in caplog.messages if "want of data" in line] == [
        "not made ready, for want of data: figures (dataset_unknown)"
    ]
    assert caplog.messages.count("names is not made ready") == 1


def test_the_other_processes_say_nothing_of_data_that_is_missing(
    kept: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger=warming.log.name):
        warming.make_ready(set(), speaks=False)

    assert [line for line in caplog.messages if "want of data" in line] == []


def test_the_apps_say_what_visitors_would_wait_for() -> None:
    named = {make.__name__ for make in warming._KEPT}

    assert {"figures", "names", "transitions", "orientation", "training"} <= named


def test_a_process_that_does_not_serve_makes_nothing_ready(client: object) -> None:
    assert "warming" not in {thread.name for thread in threading.enumerate()}
