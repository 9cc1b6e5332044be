"""Background work for tests that kill workers: an item is an invented organisation."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django_tasks import task

from openemploi_web.accounts.models import Organisation
from openemploi_web.core.actions import action, allow
from openemploi_web.core.jobs import progress

ITEMS = 200
#: A file in the portal's folder.
ENOUGH = "enough"


def item_of(number: int) -> QuerySet[Organisation]:
    """Item ``number``, if it was made."""
    return Organisation.objects.filter(name=f"item {number}")


@action
def make(*, actor: Any, number: int) -> None:
    """Make an item."""
    allow(actor is None, actor=actor, details={"item": number})
    Organisation.objects.create(kind="employer", name=f"item {number}")


@task()
def make_all(items: int = ITEMS, pause: float = 0.02) -> int:
    """Make every item that is not there yet, each in a transaction of its own; until a file says it is enough."""
    for number in range(items):
        progress(done=number, total=items)
        if not item_of(number).exists():
            if (settings.FOLDER / ENOUGH).exists():
                return number
            make(actor=None, number=number)
            time.sleep(pause)
    return items


@task()
def be_silent() -> str:
    """Work for three leases without a word, then leave a trace."""
    time.sleep(6)
    make(actor=None, number=0)
    return "done"
