"""The journal of what was done and looked at: append-only, each entry sealed with the hash of the one before.

Changing or removing an entry breaks every hash after it; the database's own triggers refuse to do it at all
(``core/migrations``). ``verify`` walks the whole chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from openemploi_web.core.models import FIRST_SEAL, AuditEvent, ChainHead


def append(
    action: str,
    *,
    actor: UUID | None,
    subject: models.Model | None = None,
    person: UUID | None = None,
    organisation: UUID | None = None,
    reason: str = "",
    details: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> AuditEvent:
    """Add one entry; called by actions only, inside their transaction."""
    head, _made = ChainHead.objects.select_for_update().get_or_create(pk=1)
    event = AuditEvent(
        number=head.number + 1,
        at=(at or timezone.now()).replace(microsecond=0),
        action=action,
        actor=actor,
        subject_kind=subject._meta.label if subject is not None else "",
        subject=str(subject.pk) if subject is not None else "",
        person=person,
        organisation=organisation,
        reason=reason,
        details=details or {},
        previous=head.digest,
    )
    event.digest = digest(event)
    event.save(force_insert=True)
    ChainHead.objects.filter(pk=1).update(number=event.number, digest=event.digest)
    return event


def digest(event: AuditEvent) -> str:
    """The seal of ``event``: SHA-256 over everything it says and the seal before it."""
    said = [
        event.number,
        event.at.timestamp(),
        event.action,
        *(str(value) if value else "" for value in (event.actor, event.subject_kind, event.subject)),
        *(str(value) if value else "" for value in (event.person, event.organisation)),
        event.reason,
        event.details,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def verify() -> tuple[int, int | None]:
    """How many entries there are, and the number of the first that does not follow from those before, if any.

    Others may add entries meanwhile: the walk must pass by the head that stood before it, and not beyond the one after.
    """
    before = _head()
    passed = before is None or not before.number
    previous, count = FIRST_SEAL, 0
    for event in _all():
        count += 1
        if event.number != count or event.previous != previous or event.digest != digest(event):
            return count, event.number
        previous = event.digest
        passed = passed or (before is not None and (count, previous) == (before.number, before.digest))
    after = _head()
    beyond = after is not None and (
        count > after.number or (count == after.number and previous != after.digest)
    )
    return count, count + 1 if beyond or not passed else None


def _head() -> ChainHead | None:
    return ChainHead.objects.filter(pk=1).first()


def _all() -> Iterator[AuditEvent]:
    return AuditEvent.objects.order_by("number").iterator(chunk_size=2000)
