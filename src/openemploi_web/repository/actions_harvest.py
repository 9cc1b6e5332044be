"""What changes by a harvest: sources, jobs, and the sets that a job takes in, some at a time.

A job may die between two batches and be taken up again: a set that it has met is not taken in twice, and one that says
the same as before changes nothing. What the source has no more is marked as gone, never deleted: accesses, discussions
and uses hang on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from openemploi import catalogue as dcat
from openemploi.catalogue.vocabularies import is_address
from openemploi_web.core.actions import action, allow
from openemploi_web.core.models import Job
from openemploi_web.repository import permissions_catalogue as permissions
from openemploi_web.repository.models import (
    DataAsset,
    HarvestError,
    HarvestItem,
    HarvestJob,
    HarvestLog,
    HarvestSource,
    Producer,
)
from openemploi_web.repository.records_catalogue import distributions_of, fields_of, figures_of, terms_of

_WORKED_ON: Final = (Job.State.READY, Job.State.RUNNING)


@action
def keep_source(*, actor: Any, source: HarvestSource | None, **fields: Any) -> HarvestSource:
    """Add a catalogue to be read, or correct one: ``name``, ``kind``, ``address``, ``schedule``, ``language``."""
    kept = source or HarvestSource()
    allow(permissions.may_keep_sources(actor), actor=actor, subject=kept)
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save()
    return kept


@action
def pause_source(*, actor: Any, source: HarvestSource, paused: bool) -> None:
    """Stop reading a catalogue by itself, or go on with it."""
    allow(
        permissions.may_keep_sources(actor),
        actor=actor,
        subject=source,
        reason="pause" if paused else "resume",
    )
    source.paused_at = timezone.now() if paused else None
    source.save(update_fields=["paused_at"])


@action
def start_harvest(*, actor: Any, source: HarvestSource) -> HarvestJob:
    """Have a catalogue read; the job that is waiting or going on already, when there is one."""
    allow(permissions.may_run_harvest(actor, source), actor=actor, subject=source)
    HarvestSource.objects.select_for_update().get(pk=source.pk)  # two of them at once make one job
    there = source.jobs.filter(state__in=(HarvestJob.State.WAITING, HarvestJob.State.RUNNING)).first()
    if there is not None and Job.objects.filter(pk__in=[there.work], state__in=_WORKED_ON).exists():
        return there
    if there is not None:  # its workers died, one after the other
        _end(there, HarvestJob.State.FAILED)
        _note(there, HarvestLog.Step.STOPPED, code="worker_died")
    from openemploi_web.repository.tasks_harvest import run_harvest

    job = HarvestJob(source=source, asked_by=actor)
    job.work = UUID(run_harvest.enqueue(str(job.pk)).id)
    job.save(force_insert=True)
    return job


@action
def begin(*, actor: None, job: HarvestJob) -> None:
    """A worker begins a job, or takes it up where another one died."""
    allow(permissions.may_take_in(actor, job), actor=actor, subject=job)
    again = job.state == HarvestJob.State.RUNNING
    job.state = HarvestJob.State.RUNNING
    job.started_at = job.started_at or timezone.now()
    job.save(update_fields=["state", "started_at"])
    _note(job, HarvestLog.Step.TAKEN_UP if again else HarvestLog.Step.STARTED)


@action
def take_in(*, actor: None, job: HarvestJob, records: Sequence[dcat.Dataset]) -> None:
    """Take the sets of a batch into the catalogue, all or none."""
    allow(permissions.may_take_in(actor, job), actor=actor, subject=job, details={"met": len(records)})
    met = set(
        job.items.filter(identifier__in=[one.identifier[:500] for one in records]).values_list(
            "identifier", flat=True
        )
    )
    for record in records:
        if record.identifier[:500] not in met:
            met.add(record.identifier[:500])
            asset, outcome = _taken(job, record)
            HarvestItem.objects.create(
                job=job, identifier=record.identifier[:500], asset=asset, outcome=outcome
            )


@action
def note_page(
    *, actor: None, job: HarvestJob, address: str, count: int, faults: Sequence[dcat.Fault]
) -> None:
    """Say that a page was read, and what could not be read of it."""
    allow(permissions.may_take_in(actor, job), actor=actor, subject=job, details={"faults": len(faults)})
    HarvestError.objects.bulk_create(
        [
            HarvestError(
                job=job,
                path=fault.path[:300],
                identifier=fault.identifier[:500],
                code=fault.code,
                value=fault.value[:200],
            )
            for fault in faults
        ],
        ignore_conflicts=True,
    )
    _note(job, HarvestLog.Step.PAGE, address=address[:2000], count=count)


@action
def finish(*, actor: None, job: HarvestJob) -> None:
    """The whole catalogue was read: what it has no more is marked, and the job ends."""
    allow(permissions.may_take_in(actor, job), actor=actor, subject=job)
    met = job.items.values("identifier")
    # A set that could not be read this time is still there: only what is in no answer is gone.
    unread = job.errors.exclude(identifier="").values("identifier")
    gone = list(
        DataAsset.objects.filter(source=job.source, gone_at=None)
        .exclude(identifier__in=met)
        .exclude(identifier__in=unread)
    )
    for asset in gone:
        asset.gone_at = timezone.now()
        asset.save(update_fields=["gone_at"])
        HarvestItem.objects.create(
            job=job, identifier=asset.identifier, asset=asset, outcome=HarvestItem.Outcome.GONE
        )
    if gone:
        _note(job, HarvestLog.Step.MARKED, count=len(gone))
    state = HarvestJob.State
    _end(job, state.DONE_WITH_ERRORS if job.errors.exists() else state.DONE)
    _note(job, HarvestLog.Step.ENDED, count=job.items.count())


@action
def give_up(*, actor: None, job: HarvestJob, code: str, address: str = "") -> None:
    """The catalogue could not be read to its end: nothing is marked as gone, and what was taken in stays."""
    allow(permissions.may_take_in(actor, job), actor=actor, subject=job, reason=code[:80])
    _end(job, HarvestJob.State.FAILED)
    _note(job, HarvestLog.Step.STOPPED, code=code[:60], address=address[:2000])


def _taken(job: HarvestJob, record: dcat.Dataset) -> tuple[DataAsset | None, str]:
    outcomes = HarvestItem.Outcome
    digest = record.digest()
    asset = DataAsset.objects.filter(source=job.source, identifier=record.identifier[:500]).first()
    if asset is None:
        if (there := _held(record, job)) is not None:
            return there, outcomes.HELD
        asset = DataAsset(source=job.source, identifier=record.identifier[:500], published_at=timezone.now())
        outcome = outcomes.CREATED
    elif asset.remote_digest == digest and asset.gone_at is None:
        return asset, outcomes.UNCHANGED
    else:
        outcome = outcomes.UPDATED
    for name, value in fields_of(record, language=job.source.language).items():
        setattr(asset, name, value)
    asset.producer = _producer(record.publisher, job.source)
    asset.remote_digest = digest
    asset.gone_at = None
    asset.save()
    _replace(asset, asset.terms, terms_of(record))
    _replace(asset, asset.distributions, distributions_of(record))
    _replace(asset, asset.quality, figures_of(record))
    return asset, outcome


def _replace(asset: DataAsset, rows: Any, made: Sequence[Any]) -> None:
    rows.all().delete()
    for row in made:
        row.asset = asset
    rows.model.objects.bulk_create(made)


def _held(record: dcat.Dataset, job: HarvestJob) -> DataAsset | None:
    """The set itself, when it is one of ours that has come round, or is here from another source."""
    ours = DataAsset.objects.filter(source=None, identifier=record.identifier[:500])
    elsewhere = DataAsset.objects.exclude(source=job.source).filter(uri=record.uri[:500], gone_at=None)
    return ours.first() or (elsewhere.first() if is_address(record.uri) else None)


def _producer(agent: dcat.Agent | None, source: HarvestSource) -> Producer:
    # Never one that an organisation here answers for: its people would decide on data that is not theirs.
    others = Producer.objects.filter(organisation=None)
    if agent is None:
        found = others.filter(uri="", name=source.name).first()
        return found or Producer.objects.create(name=source.name)
    found = others.filter(uri=agent.uri[:500], name=agent.name[:200]).first()
    said = {"homepage": agent.homepage[:500], "contact": agent.contact[:200]}
    if found is None:
        return Producer.objects.create(uri=agent.uri[:500], name=agent.name[:200], **said)
    if any(getattr(found, name) != value for name, value in said.items()):
        for name, value in said.items():
            setattr(found, name, value)
        found.save(update_fields=list(said))
    return found


def _end(job: HarvestJob, state: str) -> None:
    job.state = state
    job.finished_at = timezone.now()
    job.save(update_fields=["state", "finished_at"])


def _note(job: HarvestJob, step: str, **said: Any) -> None:
    HarvestLog.objects.create(job=job, step=step, **said)
