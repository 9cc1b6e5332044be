"""Reading other catalogues in the background: page by page, a few sets at a time, taken up again after a kill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from openemploi.catalogue import Dataset, Kind, pages
from openemploi.errors import OpenEmploiError
from openemploi.outgoing import Answer, fetch
from openemploi_web.core.jobs import progress
from openemploi_web.core.schedule import Every
from openemploi_web.repository import actions_harvest as actions
from openemploi_web.repository.models import HarvestJob, HarvestSource

BATCH: Final = 25
#: A little less than a day and a week, so that the hour of a harvest does not wander.
_PERIODS: Final = {
    HarvestSource.Schedule.DAILY: timedelta(hours=23, minutes=30),
    HarvestSource.Schedule.WEEKLY: timedelta(days=6, hours=23, minutes=30),
}


@task()
def run_harvest(job_id: str) -> int:
    """Read the catalogue of a job; how many sets were met."""
    job = HarvestJob.objects.select_related("source").filter(pk=job_id).first()
    if job is None or job.finished_at is not None:
        return 0
    actions.begin(actor=None, job=job)
    met, address = 0, job.source.address
    try:
        for page in pages(Kind(job.source.kind), address, ask=_ask):
            address = page.address
            for batch in _cut(page.reading.catalogue.datasets):
                actions.take_in(actor=None, job=job, records=batch)
                met += len(batch)
                progress(done=met, total=page.reading.total)
            actions.note_page(
                actor=None,
                job=job,
                address=address,
                count=len(page.reading.catalogue.datasets),
                faults=page.reading.faults,
            )
    except OpenEmploiError as fault:
        actions.give_up(actor=None, job=job, code=fault.code, address=address)
        return met
    actions.finish(actor=None, job=job)
    return met


@task()
def harvest_due() -> int:
    """Start the harvests whose day it is; how many."""
    started = 0
    for source in HarvestSource.objects.filter(paused_at=None, schedule__in=_PERIODS):
        last = source.jobs.order_by("-created_at").values_list("created_at", flat=True).first()
        period = _PERIODS[HarvestSource.Schedule(source.schedule)]
        if last is None or last <= timezone.now() - period:
            actions.start_harvest(actor=None, source=source)
            started += 1
    return started


def _ask(url: str, **asked: Any) -> Answer:
    if getattr(settings, "HARVEST_FROM_LOOPBACK", False):  # tests alone read from this machine
        return fetch(url, ports=None, allowed=lambda address: address == "127.0.0.1", **asked)
    return fetch(url, **asked)


def _cut(datasets: Sequence[Dataset]) -> Iterator[Sequence[Dataset]]:
    for start in range(0, len(datasets), BATCH):
        yield datasets[start : start + BATCH]


SCHEDULE: Final = (Every("repository.harvest_due", harvest_due, hours=1),)
