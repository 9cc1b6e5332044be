"""The door of the reading service: opens the file, has it read by a process that may die, makes the answer.

Starting an interpreter for each file would cost a third of a second; forking from a warm one costs a few
milliseconds. See :mod:`openemploi.documents.zygote` for the other side.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from openemploi.documents.answers import is_whole, judged, made
from openemploi.documents.limits import DEFAULT_LIMITS, Limits
from openemploi.documents.model import Document
from openemploi.documents.ocr import OcrStatus, ocr_available
from openemploi.documents.opening import in_memory, opened
from openemploi.documents.refusals import Refusal, document_error
from openemploi.documents.wire import ENDED, ENDING, HEADER
from openemploi.errors import DocumentError

_log: Final = logging.getLogger(__name__)
_LARGEST_ANSWER: Final = 64_000_000  # bytes
_GRACE: Final = 10.0  # seconds after the deadline before the zygote itself is given up
_START: Final = 60.0  # seconds for the zygote to be ready on a slow machine
_KEPT: Final = (
    "PATH",
    "TESSDATA_PREFIX",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "PYTHONHOME",
)
_SETTINGS: Final = {
    "LC_ALL": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}
_PROGRAM: Final = (
    "import sys; paths, descriptor = sys.argv[1].split(chr(0x1f)), int(sys.argv[2]); sys.path[:] = paths; "
    "from openemploi.documents.zygote import main; main(descriptor)"
)


def read(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read the file at ``path``.

    Raises :class:`~openemploi.errors.DocumentError` whatever is wrong with the file, and nothing else.
    """
    return _shared().read(path, limits=limits)


def read_bytes(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a file that was sent as bytes; ``name`` is only shown, never believed. Raises as :func:`read`."""
    return _shared().read_bytes(data, name=name, limits=limits)


class _ZygoteGone(Exception):
    """The warm process ended before it could say how the document's reader ended."""


class Reader:
    """A reading service of one's own: the warm process starts at the first file and goes with :meth:`close`.

    Several threads may use it at once; ``workers`` of them are served at the same time, the others wait.

    >>> with Reader() as reader:
    ...     reader.read_bytes("Née à Évry".encode(), name="cv.txt").text
    'Née à Évry'
    """

    def __init__(self, *, workers: int | None = None) -> None:
        self._workers = workers or max(2, os.cpu_count() or 2)
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(self._workers)
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        _readers.add(self)

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Document:
        """As :func:`read`."""
        path = Path(path)
        name = path.name
        try:
            with opened(path, limits=limits) as document:
                return self._document(document, name, limits)
        except Refusal as refusal:
            raise _error(refusal, name) from None

    def read_bytes(self, data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Document:
        """As :func:`read_bytes`."""
        try:
            if not data:
                raise Refusal("document_empty")
            if len(data) > limits.max_bytes:
                raise Refusal("document_too_large", limit=limits.max_bytes)
            with in_memory(data) as document:
                return self._document(document, name, limits)
        except Refusal as refusal:
            raise _error(refusal, name) from None

    def close(self) -> None:
        """Stop the warm process and whatever it was reading. The next file would start a new one."""
        with self._lock:
            self._stop()

    def _document(self, document: int, name: str, limits: Limits) -> Document:
        with self._slots:
            answer = self._ask(document, limits, scans="ask", recogniser=None, deadline=limits.seconds)
            if "scans" in answer:
                answer = self._recognised(document, limits, int(answer["scans"]))
        if "refused" in answer:
            refused = answer["refused"]
            raise Refusal(str(refused["code"]), page=refused["page"], limit=refused["limit"])
        if "failed" in answer:
            _log.warning("the reader of a document failed: %s", answer["failed"])
            raise Refusal("document_reader_crashed")
        return made(answer, name=name)

    def _recognised(self, document: int, limits: Limits, scans: int) -> dict[str, Any]:
        status = _ocr_status() if limits.ocr else OcrStatus(False)
        if not status.usable:
            return self._ask(document, limits, scans="skip", recogniser=None, deadline=limits.seconds)
        recogniser = {
            "program": status.program,
            "languages": "+".join(status.languages),
            "orientation": status.orientation,
        }
        deadline = limits.seconds + limits.ocr_seconds * min(scans, limits.max_ocr_pages)
        return self._ask(document, limits, scans="read", recogniser=recogniser, deadline=deadline)

    def _ask(
        self,
        document: int,
        limits: Limits,
        *,
        scans: str,
        recogniser: dict[str, Any] | None,
        deadline: float,
    ) -> dict[str, Any]:
        request = json.dumps(
            {"limits": asdict(limits), "scans": scans, "recogniser": recogniser, "deadline": deadline}
        ).encode()
        try:
            received, verdict, status = self._exchange(request, document, deadline)
        except _ZygoteGone:
            # Killed from outside, or by the bound of another thread's file: this file is owed another try.
            try:
                received, verdict, status = self._exchange(request, document, deadline)
            except _ZygoteGone:
                raise Refusal("document_reader_crashed") from None
        return judged(received, verdict=verdict, status=status)

    def _exchange(self, request: bytes, document: int, deadline: float) -> tuple[bytes, int, int]:
        result, result_end = os.pipe()
        ending, ending_end = os.pipe()
        try:
            try:
                self._send(HEADER.pack(len(request)) + request, [document, result_end, ending_end])
            finally:
                os.close(result_end)
                os.close(ending_end)
            return self._wait(result, ending, time.monotonic() + deadline + _GRACE)
        finally:
            # With its listener gone a child is killed: this is also what Ctrl-C does.
            os.close(result)
            os.close(ending)

    def _send(self, message: bytes, descriptors: list[int]) -> None:
        with self._lock:
            for last in (False, True):
                control = self._control or self._start()
                try:
                    sent = socket.send_fds(control, [message], descriptors)
                    control.sendall(message[sent:])
                    return
                except OSError:
                    self._stop()
                    if last:
                        raise Refusal("document_reader_crashed") from None

    def _wait(self, result: int, ending: int, until: float) -> tuple[bytes, int, int]:
        """What the child wrote, and how it ended."""
        os.set_blocking(result, False)
        received = bytearray()
        poll = select.poll()
        poll.register(result, select.POLLIN)
        poll.register(ending, select.POLLIN)
        while True:
            left = until - time.monotonic()
            if left <= 0:
                with self._lock:
                    self._stop()
                raise Refusal("document_too_slow")
            events = dict(poll.poll(left * 1000))
            if result in events and not _drain(result, received):
                poll.unregister(result)
            if is_whole(received):
                return bytes(received), ENDED, 0  # its end takes longer than its last word
            if ending in events:
                _drain(result, received)  # the child is gone: what it wrote is all there
                packed = os.read(ending, ENDING.size)
                if len(packed) < ENDING.size:
                    raise _ZygoteGone
                verdict, status = ENDING.unpack(packed)
                return bytes(received), verdict, status

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        package = str(Path(__file__).parents[2])
        paths = [path for path in sys.path if path] + [package]
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | _SETTINGS
        try:
            with theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-s", "-c", _PROGRAM, "\x1f".join(paths), str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                    env=environment,
                    cwd="/",
                    start_new_session=True,  # Ctrl-C in a terminal goes to the parent alone
                )
            ours.settimeout(_START)
            ready = ours.recv(1)
            ours.settimeout(None)
        except OSError:
            ready = b""
        if ready != b"R":
            ours.close()
            self._stop()
            _log.error("the process that reads documents did not start")
            raise Refusal("document_reader_crashed")
        self._control = ours
        return ours

    def _stop(self) -> None:
        control, process = self._control, self._process
        self._control, self._process = None, None
        if control is not None:
            control.close()
        if process is not None:
            try:
                process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _forget(self) -> None:
        """Start afresh in a process forked from the one that had the service."""
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(self._workers)
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.returncode = 0  # it is the other process's child; nothing to wait for here
        self._control, self._process = None, None


def _drain(descriptor: int, received: bytearray) -> bool:
    """Take what is there; ``False`` at the end of the pipe."""
    while True:
        try:
            piece = os.read(descriptor, 1 << 18)
        except BlockingIOError:
            return True
        if not piece:
            return False
        received += piece
        if len(received) > _LARGEST_ANSWER:
            raise Refusal("document_too_much_text", limit=_LARGEST_ANSWER)


def _error(refusal: Refusal, name: str) -> DocumentError:
    return document_error(refusal.code, name=name, page=refusal.page, limit=refusal.limit)


def _ocr_status() -> OcrStatus:
    global _known_ocr
    if _known_ocr is None or not _known_ocr.usable:
        _known_ocr = ocr_available()
    return _known_ocr


def _shared() -> Reader:
    global _default
    with _default_lock:
        if _default is None:
            _default = Reader()
        return _default


def _after_fork() -> None:
    global _default_lock
    _default_lock = threading.Lock()
    for reader in list(_readers):
        reader._forget()


def _at_exit() -> None:
    for reader in list(_readers):
        reader.close()


_readers: weakref.WeakSet[Reader] = weakref.WeakSet()
_default: Reader | None = None
_default_lock = threading.Lock()
_known_ocr: OcrStatus | None = None
os.register_at_fork(after_in_child=_after_fork)
atexit.register(_at_exit)
