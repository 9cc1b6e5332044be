"""The process from which every document's reader is forked: warm, single-threaded, and never touched by a document.

It takes requests (a file descriptor and bounds) on a socket, forks one child for each, kills the child's whole
process group at its deadline or when nobody listens any more, and says how it ended. When its own parent goes,
everything goes. The other end of the socket is :mod:`openemploi.documents.service`.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import hashlib
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass
from typing import Any, Final

from openemploi.confinement import lower
from openemploi.documents.assembly import Assembled
from openemploi.documents.limits import Limits
from openemploi.documents.parsing import Outcome, Recogniser, ScansFound, parse
from openemploi.documents.refusals import Refusal
from openemploi.documents.wire import ABANDONED, DESCRIPTORS, ENDED, ENDING, HEADER, TOO_SLOW

_PDEATHSIG: Final = 1
_MOST_FILES: Final = 64
_WRITABLE: Final = 0  # bytes: reading a document writes no file


@dataclass(slots=True)
class _Child:
    pid: int
    ending: int
    deadline: float
    verdict: int = ENDED


def main(descriptor: int) -> None:
    """Serve requests on the socket ``descriptor`` until its other end is closed."""
    control = socket.socket(fileno=descriptor)
    _preload()
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_read, False)
    os.set_blocking(wake_write, False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    children: dict[int, _Child] = {}
    control.sendall(b"R")
    try:
        while _turn(control, wake_read, children):
            pass
    finally:
        for child in children.values():
            _kill(child.pid)


def _turn(control: socket.socket, wake: int, children: dict[int, _Child]) -> bool:
    """Wait for something to happen and answer it; ``False`` once the parent is gone."""
    poll = select.poll()
    poll.register(control, select.POLLIN)
    poll.register(wake, select.POLLIN)
    for child in children.values():
        poll.register(child.ending, 0)  # reports only that the listener has gone
    now = time.monotonic()
    waits = [max(0.0, child.deadline - now) for child in children.values() if child.verdict == ENDED]
    events = dict(poll.poll(min(waits) * 1000 + 1 if waits else None))
    with contextlib.suppress(BlockingIOError):
        os.read(wake, 4096)
    now = time.monotonic()
    for child in children.values():
        if child.verdict == ENDED and now >= child.deadline:
            child.verdict = TOO_SLOW
            _kill(child.pid)
        elif child.verdict == ENDED and events.get(child.ending):
            child.verdict = ABANDONED
            _kill(child.pid)
    _reap(children)
    if events.get(control.fileno()):
        request = _receive(control)
        if request is None:
            return False
        _fork(*request, control=control, wake=wake, children=children)
    return True


def _receive(control: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    head, descriptors, _flags, _address = socket.recv_fds(control, HEADER.size, DESCRIPTORS)
    body = b""
    while len(head) < HEADER.size or len(body) < HEADER.unpack(head)[0]:
        wanted = HEADER.size - len(head) or HEADER.unpack(head)[0] - len(body)
        more = control.recv(wanted)
        if not more:
            return None
        if len(head) < HEADER.size:
            head += more
        else:
            body += more
    return json.loads(body), list(descriptors)


def _fork(
    request: dict[str, Any],
    descriptors: list[int],
    *,
    control: socket.socket,
    wake: int,
    children: dict[int, _Child],
) -> None:
    document, result, ending = descriptors
    try:
        pid = os.fork()
    except OSError:
        for descriptor in descriptors:
            os.close(descriptor)
        return
    if pid == 0:
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setpgid(0, 0)
            for other in (control.fileno(), wake, ending, *(child.ending for child in children.values())):
                os.close(other)
            _child(request, document, result)
            status = 0
        finally:
            os._exit(status)
    with contextlib.suppress(OSError):
        os.setpgid(pid, pid)  # both sides do it: whoever comes first
    os.close(document)
    os.close(result)
    children[pid] = _Child(pid, ending, time.monotonic() + float(request["deadline"]))


def _reap(children: dict[int, _Child]) -> None:
    for pid in list(children):
        done, status = os.waitpid(pid, os.WNOHANG)
        if not done:
            continue
        child = children.pop(pid)
        _kill(pid)  # a Tesseract that outlived it
        with contextlib.suppress(OSError):
            os.write(child.ending, ENDING.pack(child.verdict, os.waitstatus_to_exitcode(status)))
        os.close(child.ending)


def _kill(group: int) -> None:
    with contextlib.suppress(OSError):
        os.killpg(group, signal.SIGKILL)


def _child(request: dict[str, Any], document: int, result: int) -> None:
    limits = Limits(**request["limits"])
    _confine(limits, seconds=float(request["deadline"]), recognising=request["scans"] == "read")
    try:
        answer = _answer(request, limits, document)
    except Refusal as refusal:
        answer = {"refused": {"code": refusal.code, "page": refusal.page, "limit": refusal.limit}}
    except ScansFound as scans:
        answer = {"scans": scans.pages}
    except MemoryError:
        answer = {"refused": {"code": "document_too_much_memory", "page": None, "limit": None}}
    except Exception as error:
        # Whatever a parser of a stranger's file raises; its name goes to the log, nothing of the content does.
        answer = {"failed": f"{type(error).__name__} in {_place_of(error)}"}
    try:
        packed = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    except MemoryError:
        packed = b'{"refused":{"code":"document_too_much_memory","page":null,"limit":null}}'
    _write(result, HEADER.pack(len(packed)))
    _write(result, packed)


def _answer(request: dict[str, Any], limits: Limits, document: int) -> dict[str, Any]:
    data = _read(document, limits.max_bytes)
    found = request["recogniser"]
    outcome = parse(
        data, limits=limits, recogniser=Recogniser(**found) if found else None, scans=str(request["scans"])
    )
    return _packed(outcome, hashlib.sha256(data).hexdigest())


def _packed(outcome: Outcome, sha256: str) -> dict[str, Any]:
    assembled: Assembled = outcome.assembled
    return {
        "sha256": sha256,
        "media_type": outcome.media_type.value,
        "text": assembled.text,
        "blocks": [
            (b.start, b.end, b.page, *((b.box.left, b.box.top, b.box.right, b.box.bottom) if b.box else ()))
            for b in assembled.blocks
        ],
        "pages": outcome.pages,
        "quality": outcome.quality,
        "notes": outcome.notes,
    }


def _read(document: int, most: int) -> bytes:
    # From the start, whatever the offset: the descriptor is shared with the parent.
    pieces: list[bytes] = []
    size = 0
    while piece := os.pread(document, 1 << 20, size):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise Refusal("document_too_large", limit=most)
    return b"".join(pieces)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _confine(limits: Limits, *, seconds: float, recognising: bool) -> None:
    """Lower this process's bounds for good. macOS ignores some of them; the deadline holds everywhere."""
    if _prctl is not None:
        _prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    bounds = [
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_FSIZE, _WRITABLE),
        (resource.RLIMIT_NOFILE, _MOST_FILES),
        (resource.RLIMIT_CORE, 0),
    ]
    if not recognising:
        # Counted per user, so only "none" means anything; recognising a scan starts Tesseract.
        bounds.append((resource.RLIMIT_NPROC, 0))
    lower(*bounds)


def _place_of(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"


def _preload() -> None:
    """Everything that reading may import, once for all children."""
    from PIL import Image

    Image.init()
    with contextlib.suppress(Refusal):
        parse(b"{\\rtf1 pr\\'eload}", limits=Limits(), recogniser=None, scans="skip")
    for sample in (_A_PAGE, b"<p>preload</p>", "préchargé".encode("cp1252"), "<a>é</a>".encode()):
        parse(sample, limits=Limits(), recogniser=None, scans="skip")
    gc.collect()
    gc.freeze()  # children share these pages as long as nobody writes in them


# PDFium looks for the system's fonts at its first page; doing it here spares every child.
_A_PAGE: Final = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 6 0 R>>>>>>endobj
4 0 obj<</Length 72>>stream
BT /F 12 Tf 60 700 Td (Warm) Tj /G 12 Tf 60 20 Td (Warm) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj
6 0 obj<</Type/Font/Subtype/TrueType/BaseFont/Arial,Bold/Encoding/WinAnsiEncoding>>endobj
trailer<</Root 1 0 R>>
%%EOF"""


def _linux_prctl() -> Any:
    return ctypes.CDLL(None, use_errno=True).prctl if sys.platform == "linux" else None


_prctl: Final = _linux_prctl()
