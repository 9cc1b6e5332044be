"""Getting an instance ready to serve, and knowing whether one is at work.

Two locks in the instance's folder: ``start`` is held while the tables are brought up to date, so that two starts do
not race (on PostgreSQL an advisory lock does the same between machines); ``running`` is shared by all that serve, and
wanted alone by whoever puts a backup back.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _

from openemploi.errors import RequestError

#: Any number that no other program takes in the same database.
_ADVISORY: Final = 7_306_157_281_990_415


def set_up(*, language: str = "fr") -> None:
    """Have Django know this instance, and speak ``language``; everything else comes after it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openemploi_web.config.settings")
    django.setup()
    translation.activate(language)


def prepare() -> None:
    """Bring the tables up to date; waits for another start that is doing it."""
    with alone(settings.FOLDER / "start.lock"):
        try:
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY])
            call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
        finally:
            connection.close()  # which gives the advisory lock back


@contextmanager
def serving() -> Iterator[None]:
    """Say that this instance is at work. Raises ``RequestError`` (``instance_being_restored``)."""
    with _held(settings.FOLDER / "running.lock", fcntl.LOCK_SH, otherwise=_being_restored()):
        yield


@contextmanager
def nobody_serving() -> Iterator[None]:
    """Have the instance for oneself. Raises ``RequestError`` (``instance_running``)."""
    with _held(settings.FOLDER / "running.lock", fcntl.LOCK_EX, otherwise=_running()):
        yield


def _running() -> RequestError:
    return RequestError(
        "instance_running",
        _("The portal of this folder is at work."),
        remedy=_("Stop “openemploi serve” and “openemploi worker”, then try again."),
    )


def _being_restored() -> RequestError:
    return RequestError(
        "instance_being_restored",
        _("A backup is being put back into this folder."),
        remedy=_("Wait until “openemploi restore” has ended, then try again."),
    )


@contextmanager
def _held(path: Path, kind: int, *, otherwise: RequestError) -> Iterator[None]:
    with path.open("a") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except OSError as fault:
            raise otherwise from fault
        yield


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock ``path``, once nobody else holds it."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
