"""``openemploi serve``: one process that starts the web server and one worker, and starts again what dies.

The children read a pipe that only this process holds open. When it goes away, even by ``kill -9``, they read its end
and stop, so that no orphan keeps the port or a job.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from openemploi.errors import RequestError

log: Final = logging.getLogger(__name__)
#: A child that dies this often within a minute will not live by being started again.
MOST_STARTS: Final = 6
_GRACE: Final = 25.0  # seconds that children have to end by themselves
_BOOT: Final = 180.0


def failed(name: str) -> RequestError:
    """The error for a process that does not live."""
    return RequestError(
        "serve_failed",
        _("The process “%(name)s” stops as soon as it is started.") % {"name": name},
        remedy=_("The lines above say why."),
    )


@dataclass(slots=True)
class Child:
    """A process that has to be there."""

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    starts: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_STARTS))

    def start(self) -> None:
        """Start it. Raises ``RequestError`` (``serve_failed``) when it died too often."""
        now = time.monotonic()
        if len(self.starts) == MOST_STARTS and now - self.starts[0] < 60:
            raise failed(self.name)
        self.starts.append(now)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "openemploi_web.core.supervise", *self.arguments],
            stdin=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C reaches this process only, which then stops them in order
        )


def serve(
    *,
    host: str,
    port: int,
    workers: int,
    threads: int,
    when_ready: Callable[[str], None] = lambda _address: None,
) -> None:
    """Serve until this process is asked to stop. ``when_ready`` is called with the address, once it answers.

    Raises ``RequestError``: ``address_in_use``, ``serve_failed``.
    """
    _free(host, port)
    children = [
        Child("web", ["web", host, str(port), str(workers), str(threads)]),
        Child("worker", ["worker"]),
    ]
    stopping = threading.Event()
    before = {
        number: signal.signal(number, lambda _number, _frame: stopping.set())
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    ready = threading.Thread(target=_tell_ready, args=(host, port, stopping, when_ready), daemon=True)
    try:
        for child in children:
            child.start()
        ready.start()
        while not stopping.wait(0.3):
            for child in children:
                if child.process is not None and child.process.poll() is not None:
                    log.warning("%s ended (%s); started again", child.name, child.process.returncode)
                    child.start()
    finally:
        stopping.set()
        _stop(children)
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(children: Sequence[Child]) -> None:
    """Ask all to end, and end those that do not."""
    alive = [child.process for child in children if child.process is not None]
    for process in alive:
        process.terminate()
    until = time.monotonic() + _GRACE
    for process in alive:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as fault:
            raise RequestError(
                "address_in_use",
                _("The address %(address)s cannot be used.") % {"address": f"{host}:{port}"},
                remedy=_("Another program may have it. Choose another port with --port."),
            ) from fault


def _tell_ready(host: str, port: int, stopping: threading.Event, tell: Callable[[str], None]) -> None:
    from django.conf import settings

    local = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    request = urllib.request.Request(
        f"http://{local}:{port}/sante/", headers={"Host": settings.ALLOWED_HOSTS[0]}
    )
    until = time.monotonic() + _BOOT
    while not stopping.wait(0.3) and time.monotonic() < until:
        try:
            urllib.request.urlopen(request, timeout=5).close()  # noqa: S310
        except urllib.error.HTTPError:
            pass  # it answers
        except OSError:
            continue
        tell(settings.ORIGIN)
        return


def _end_with_parent() -> None:
    """Stop this process when the one that started it is gone."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def main(arguments: Sequence[str]) -> None:
    """What a child does: ``web HOST PORT WORKERS THREADS`` or ``worker``."""
    from openemploi_web.core.starting import serving, set_up

    set_up()
    _end_with_parent()
    with serving():
        if arguments[0] == "web":
            from openemploi_web.core.web_server import WebServer

            host, port, workers, threads = arguments[1:]
            WebServer(host=host, port=int(port), workers=int(workers), threads=int(threads)).run()
        else:
            from openemploi_web.core.worker import run_worker

            run_worker()


if __name__ == "__main__":
    main(sys.argv[1:])
