"""What a process makes ready once it answers, so that no visitor waits for it: catalogues, names, figures.

An app says what by :func:`keeps_ready` in its ``apps.py``; only a process of ``openemploi serve`` ever does it, on a
thread beside those that answer, after the fork (which polars and DuckDB do not survive). Processes of one folder take
turns, so that one of them is always free. What cannot be made for want of data is tried again, and said once.
"""

from __future__ import annotations

import gc
import logging
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.db import connections

from openemploi.errors import OpenEmploiError
from openemploi_web.core.starting import alone

log: Final = logging.getLogger(__name__)
#: Seconds between two looks: a version of a dataset that was switched meanwhile is made ready before somebody asks.
EVERY: Final = 60.0
#: Seconds after which Python changes threads while things are made ready; 0.005 otherwise, which people would feel.
_SWITCH: Final = 0.0005
_LOCK: Final = "warming.lock"

_KEPT: Final[list[Callable[[], object]]] = []


def keeps_ready(make: Callable[[], object]) -> None:
    """Have ``make`` called in each process that serves, and again every minute: at once done when all is there."""
    if make not in _KEPT:
        _KEPT.append(make)


def begin(worker: Any) -> None:
    """Called by gunicorn in each process that is going to answer; returns at once."""
    threading.Thread(target=_keep_on, args=(worker.age == 1,), name="warming", daemon=True).start()


def make_ready(said: set[str], *, speaks: bool = True) -> None:
    """Call everything once. What lacks data, and what fails, is put into ``said``, and told unless it was there."""
    lacking = set()
    for make in _KEPT:
        try:
            make()
        except OpenEmploiError as error:
            lacking.add(f"{make.__name__} ({error.code})")
        except Exception:
            if make.__name__ not in said:
                log.exception("%s is not made ready", make.__name__)
            said.add(make.__name__)
        finally:
            connections.close_all()
    if speaks and lacking - said:
        log.info("not made ready, for want of data: %s", ", ".join(sorted(lacking)))
    said |= lacking


def _keep_on(speaks: bool) -> None:
    said: set[str] = set()
    usual, frozen = sys.getswitchinterval(), False
    while True:
        try:
            with alone(settings.FOLDER / _LOCK):
                sys.setswitchinterval(_SWITCH)
                began = time.monotonic()
                make_ready(said, speaks=speaks)
        except OSError:
            log.exception("nothing is made ready: visitors wait as they would without")
            return
        finally:
            sys.setswitchinterval(usual)
        if not frozen:
            gc.freeze()  # once, as for what was loaded before the fork: see web_server
            frozen = True
            log.info("everything is ready for visitors, after %.1f seconds", time.monotonic() - began)
        time.sleep(EVERY)
