"""What is done again and again: each app says it in its ``tasks.py``, and any worker sees to it.

::

    SCHEDULE = (Every("rights.retention", retention, hours=24),)

Time is cut in periods of that length (a day ends at midnight UTC). The job of a period has an identifier made of the
name and the period, so however many workers ask for it, it is written once. A period in which no worker ran is not
made up for. While one run is waiting or going on, the next is not written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final
from uuid import UUID, uuid5

from django.apps import apps
from django.utils import timezone

from openemploi_web.core.models import Job

_NAMES: Final = UUID("6b1f0c5e-2f0c-5a55-9d8f-6f7c1d8f4a10")


@dataclass(frozen=True, slots=True)
class Every:
    """A task without arguments, done once in each period.

    Parameters
    ----------
    name:
        Stable and unique: ``app.what``.
    task:
        What ``@task()`` made.
    hours, minutes:
        The length of the period; their sum, one minute at least.
    """

    name: str
    task: Any
    hours: float = 0
    minutes: float = 0

    def __post_init__(self) -> None:
        if self.period < timedelta(minutes=1):
            raise ValueError(f"{self.name} has no period")

    @property
    def period(self) -> timedelta:
        """The length of the period."""
        return timedelta(hours=self.hours, minutes=self.minutes)

    def job_id(self, at: datetime) -> UUID:
        """The identifier of the job of the period that holds ``at``."""
        return uuid5(_NAMES, f"{self.name}:{at.timestamp() // self.period.total_seconds():.0f}")


@cache
def schedule() -> tuple[Every, ...]:
    """Everything the apps declare. Raises ``ValueError`` when a name is there twice."""
    found: list[Every] = []
    for app in apps.get_app_configs():
        if app.name.startswith("openemploi_web.") and find_spec(f"{app.name}.tasks"):
            found += getattr(import_module(f"{app.name}.tasks"), "SCHEDULE", ())
    if len({every.name for every in found}) != len(found):
        raise ValueError("two periodic tasks have one name")
    return tuple(found)


def write_due(*, at: datetime | None = None) -> int:
    """Write the jobs of the periods that hold ``at`` (now), unless they are written; how many were missing."""
    now = at or timezone.now()
    ids = {every.job_id(now): every for every in schedule()}
    if not ids:
        return 0
    there = set(Job.objects.filter(pk__in=ids).values_list("pk", flat=True))
    unfinished = set(
        Job.objects.filter(
            task__in=[every.task.module_path for every in ids.values()],
            state__in=(Job.State.READY, Job.State.RUNNING),
        ).values_list("task", flat=True)
    )
    missing = [
        Job(pk=key, task=every.task.module_path, arguments={"args": [], "kwargs": {}}, run_after=now)
        for key, every in ids.items()
        if key not in there and every.task.module_path not in unfinished
    ]
    if missing:
        Job.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)
