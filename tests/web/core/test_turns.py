"""Requests of one process take turns, and nobody is kept waiting by somebody slow."""

from __future__ import annotations

import threading
import time
from io import BytesIO
from typing import Any

import pytest

from openemploi_web.core import turns
from openemploi_web.core.turns import SMALL, Turns


def environ(body: Any = b"") -> dict[str, Any]:
    sent = BytesIO(body) if isinstance(body, bytes) else body
    return {"wsgi.input": sent, "CONTENT_LENGTH": str(len(body)) if body else ""}


def ask(application: Turns, body: Any = b"") -> list[bytes]:
    answer = application(environ(body), lambda *_args: None)
    parts = list(answer)
    if hasattr(answer, "close"):
        answer.close()
    return parts


class Slow:
    """An application that says how many were in it at once, and stays until it is let go."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.lock = threading.Lock()
        self.go = threading.Event()

    def __call__(self, _environ: dict[str, Any], _start: Any) -> list[bytes]:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.go.wait(20)
        with self.lock:
            self.inside -= 1
        return [b"done"]


def together(application: Turns, count: int, *, until: Any) -> list[threading.Thread]:
    threads = [threading.Thread(target=ask, args=(application,)) for _number in range(count)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 20
    while not until() and time.monotonic() < end:
        time.sleep(0.01)
    return threads


def test_one_is_answered_after_the_other(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "PATIENCE", 60)
    slow = Slow()
    threads = together(Turns(slow), 5, until=lambda: slow.inside == 1)
    slow.go.set()
    for thread in threads:
        thread.join(20)
    assert slow.most == 1
    assert slow.inside == 0


def test_a_turn_that_lasts_does_not_stop_the_process(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    slow = Slow()
    threads = together(Turns(slow), 3, until=lambda: slow.inside == 3)
    assert slow.inside == 3
    slow.go.set()
    for thread in threads:
        thread.join(20)


def test_a_fault_ends_the_turn(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "PATIENCE", 60)
    faults = iter([RuntimeError("broken"), None])

    def application(_environ: dict[str, Any], _start: Any) -> list[bytes]:
        if (fault := next(faults)) is not None:
            raise fault
        return [b"well"]

    served = Turns(application)
    with pytest.raises(RuntimeError):
        ask(served)
    assert ask(served) == [b"well"]


def test_what_is_sent_is_read_before_the_turn():
    """Somebody on a slow line holds no turn while their answers arrive."""
    reading, go_on = threading.Event(), threading.Event()

    class Line:
        def __len__(self) -> int:
            return 5

        def read(self, size: int) -> bytes:
            reading.set()
            assert go_on.wait(20)
            return b"story"[:size]

    asked: list[bytes] = []

    def application(given: dict[str, Any], _start: Any) -> list[bytes]:
        asked.append(given["wsgi.input"].read())
        return [b"read"]

    served = Turns(application)
    slow = threading.Thread(target=ask, args=(served, Line()))
    slow.start()
    assert reading.wait(20)
    assert ask(served) == [b"read"]
    assert asked == [b""]
    go_on.set()
    slow.join(20)
    assert asked == [b"", b"story"]


def test_an_upload_is_read_by_the_view_as_it_comes_and_its_rest_after_the_answer():
    body = BytesIO(b"x" * (SMALL + 1))
    seen: list[int] = []

    def application(given: dict[str, Any], _start: Any) -> list[bytes]:
        assert given["wsgi.input"] is body
        seen.append(len(given["wsgi.input"].read(10)))
        return [b"refused"]

    given = {"wsgi.input": body, "CONTENT_LENGTH": str(SMALL + 1)}
    answer: Any = Turns(application)(given, lambda *_args: None)
    assert list(answer) == [b"refused"]
    assert body.tell() == 10
    answer.close()
    assert seen == [10]
    assert body.read() == b""


@pytest.mark.parametrize("length", ["many", "", None])
def test_a_length_that_is_not_said_is_none(length: str | None):
    given: dict[str, Any] = {"wsgi.input": BytesIO(), "CONTENT_LENGTH": length}
    assert list(Turns(lambda _e, _s: [b"ok"])(given, lambda *_args: None)) == [b"ok"]
