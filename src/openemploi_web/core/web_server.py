"""The web server of an instance: gunicorn, with everything that takes long to load loaded once, before it forks.

The processes that answer share that memory. The encoder's library starts a thread before the fork, for itself only
(it reads on the thread that calls it); a process that answers does not have that thread, and so ends without the
library's own farewell, which would wait for it. They outlive their parent by no more than the second in which they
see that it is gone.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from typing import Any, Final

from django.db import connections
from gunicorn.app.base import BaseApplication

from openemploi_web.core import warming
from openemploi_web.core.turns import Turns

#: Of the collector. A process keeps ready what many people meet, a million objects after an hour: a full round walks
#: through all of them, during which nobody is answered (a fifth of a second, each few dozen answers by default).
_ROUNDS: Final = (10_000, 20, 50)
_OFFER: Final = b"Waiter\n\nYou welcome customers, take orders and serve meals in the dining room. Licence B."
_PERSON: Final = b"Skills\n\nServe meals\nTake orders\n\nExperience\n\n2019-2023 Waiter, a restaurant"


class WebServer(BaseApplication):  # type: ignore[misc]
    """Serves the portal on ``host:port`` with ``workers`` processes of ``threads`` threads."""

    def __init__(self, *, host: str, port: int, workers: int, threads: int) -> None:
        bound = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._settings: dict[str, Any] = {
            "bind": bound,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": 120,
            "graceful_timeout": 20,
            # Each question on a connection of its own, taken by whichever process is idle: one that stays open binds
            # somebody to a process, which may be busy with others while another waits.
            "keepalive": 0,
            "loglevel": "warning",
            "proc_name": "openemploi-web",
            "control_socket_disable": True,
            # Heartbeats in memory where it can: a slow disk must not have workers killed.
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108, PTH112
            # Only the proxy on this machine may say by which scheme it was asked.
            "forwarded_allow_ips": os.environ.get("OPENEMPLOI_WEB_PROXIES", "127.0.0.1"),
            "pre_fork": lambda _server, _worker: connections.close_all(),
            "post_worker_init": warming.begin,
            "worker_exit": end_at_once,
        }
        super().__init__()

    def load_config(self) -> None:
        """Our settings only; none from a file or the command line."""
        for name, value in self._settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Turns:
        """The application, with its engine and its pages warm."""
        from openemploi_web.config.wsgi import application

        warm()
        return Turns(application)


def end_at_once(_server: object, worker: Any) -> None:
    """End a process that has answered all it was asked, with the exit code it was about to end with."""
    if worker.pid != os.getpid():
        return  # called by the parent, of a process that is gone
    leaving = sys.exc_info()[1]
    code = leaving.code if isinstance(leaving, SystemExit) else 1
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code & 0xFF if isinstance(code, int) else 0)


def warm() -> None:
    """Load what the first request would otherwise wait for, by reading and comparing something once.

    Reading it once before the fork costs the processes that answer 15 MB each instead of 440.
    """
    from django.conf import settings
    from django.urls import get_resolver

    from openemploi.documents import read_bytes
    from openemploi_web.core.engine import engine

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    get_resolver().url_patterns  # noqa: B018 (imports every view)
    for language in ("en", "ko", "fr"):
        loaded = engine(language)
    offer = loaded.builder.posting(read_bytes(_OFFER, name="offer.txt"))
    person = loaded.builder.profile(read_bytes(_PERSON, name="cv.txt"))
    loaded.match(person, offer, name="")
    connections.close_all()
    gc.collect()
    gc.freeze()  # what is loaded stays: the collector need not walk through it at each of its rounds
    gc.set_threshold(*_ROUNDS)
