"""Requests of one process take turns: Python runs one at a time anyway, and changing between them costs a sixth.

A process has several threads so that somebody on a slow line does not keep the others waiting: what they send is
read before their turn, and what they are answered is sent after it. A turn that lasts does not stop the process:
who has waited for :data:`PATIENCE` goes ahead beside it.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any, Final

PATIENCE: Final = 0.5  # seconds
SMALL: Final = 256 * 1024  # bytes; more is read by the view as it comes, without a turn
LEFT: Final = 10.0  # seconds for what a refused upload still sends: cut off, its sender would see no answer
_PART: Final = 64 * 1024

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Turns:
    """``application``, asked by one thread of this process at a time."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._turn = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The answer; what streams is made when it is sent, which takes no turn."""
        length = _length(environ)
        sent = environ["wsgi.input"]
        if length is None or length > SMALL:
            return _ReadOut(self._application(environ, start_response), sent)
        if length:
            environ["wsgi.input"] = BytesIO(sent.read(length))
        mine = self._turn.acquire(timeout=PATIENCE)
        try:
            return self._application(environ, start_response)
        finally:
            if mine:
                self._turn.release()


class _ReadOut:
    """``answer``; once it is sent, what its sender still sends is read and thrown away."""

    def __init__(self, answer: Iterable[bytes], sent: Any) -> None:
        self._answer = answer
        self._sent = sent

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        """Called by the server when all is sent, or when that failed."""
        try:
            if hasattr(self._answer, "close"):
                self._answer.close()
        finally:
            until = time.monotonic() + LEFT
            with contextlib.suppress(OSError):  # who has gone sends no more
                while self._sent.read(_PART) and time.monotonic() < until:
                    pass


def _length(environ: dict[str, Any]) -> int | None:
    """How many bytes come with a request; ``None`` when that is not known."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return None
    try:
        return int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return None
