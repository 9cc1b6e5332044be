"""Telling addresses of events: noted from the journal, signed, sent by a job, tried again, given up in the end.

The signature is ``v1=`` and the HMAC-SHA256, with the secret of the address, of ``<timestamp>.<body>``. A receiver
refuses timestamps more than :data:`WINDOW` seconds away, so that a message that was caught cannot be sent again later,
and keeps the identifiers of messages that it has taken, for one may come twice.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import logging
import time
from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from openemploi_web.api import addresses
from openemploi_web.api.events import event_of, payload_of
from openemploi_web.api.models import Delivery, DeliveryPoint, Webhook
from openemploi_web.core.jobs import progress
from openemploi_web.core.models import AuditEvent, ChainHead

WINDOW: Final = 300
#: Seconds before each new try: about a day and a half in all.
WAITS: Final = (30, 120, 600, 3600, 4 * 3600, 12 * 3600, 18 * 3600)
KEPT_DAYS: Final = 30
_MOST: Final = 2000  # entries of the journal looked at in one go
log: Final = logging.getLogger(__name__)


def signature(secret: str, *, timestamp: int, body: bytes) -> str:
    """What the header ``OpenEmploi-Signature`` holds."""
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"v1={digest}"


def verified(secret: str, *, timestamp: str, body: bytes, given: str, now: float | None = None) -> bool:
    """What a receiver does: whether a message is from the portal and of now."""
    if not timestamp.isdecimal() or abs((now or time.time()) - int(timestamp)) > WINDOW:
        return False
    return hmac.compare_digest(signature(secret, timestamp=int(timestamp), body=body), given)


def head() -> int:
    """The number of the journal's last entry."""
    return ChainHead.objects.values_list("number", flat=True).first() or 0


def note() -> int:
    """Write a message for each event since the last time, to each address that asked for it; how many."""
    last, count = head(), 0
    for webhook in Webhook.objects.filter(stopped_at=None).order_by("pk"):
        point, _made = DeliveryPoint.objects.get_or_create(webhook=webhook, defaults={"number": last})
        while point.number < last:
            count += _note_some(webhook, point, last=last)
    return count


def _note_some(webhook: Webhook, point: DeliveryPoint, *, last: int) -> int:
    from django.db import transaction

    upto = min(point.number + _MOST, last)
    entries = AuditEvent.objects.filter(
        number__gt=point.number, number__lte=upto, organisation=webhook.organisation_id
    ).order_by("number")
    wanted = set(webhook.events)
    now = timezone.now()
    rows = [
        Delivery(webhook=webhook, event=event, payload=payload_of(entry), next_at=now)
        for entry in entries
        if (event := event_of(entry)) in wanted and event
    ]
    with transaction.atomic():  # the messages and how far they go are kept together, or neither
        moved = DeliveryPoint.objects.filter(pk=point.pk, number=point.number).update(number=upto)
        if moved:
            Delivery.objects.bulk_create(rows)
    point.number = upto
    return len(rows) if moved else 0


def send_due() -> int:
    """Send the messages that are due; how many were taken."""
    now = timezone.now()
    due = (
        Delivery.objects.filter(
            Q(next_at=None) | Q(next_at__lte=now),
            state=Delivery.State.WAITING,
            webhook__stopped_at=None,
        )
        .select_related("webhook")
        .order_by("created_at")
    )
    taken = 0
    silent: set[object] = set()  # addresses that did not answer: their other messages wait for the next time
    for number, delivery in enumerate(due[:500]):
        progress(done=number)
        if delivery.webhook_id not in silent and not _sent(delivery):
            silent.add(delivery.webhook_id)
        taken += delivery.state == Delivery.State.TAKEN
    return taken


def forget_old() -> int:
    """Remove messages that are over for a month."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    gone, _by_kind = (
        Delivery.objects.filter(created_at__lt=before).exclude(state=Delivery.State.WAITING).delete()
    )
    return gone


def _sent(delivery: Delivery) -> bool:
    """Try once. Whether the address answered at all."""
    body = json.dumps({"id": str(delivery.pk), **delivery.payload}, separators=(",", ":")).encode()
    timestamp = int(time.time())
    answered = True
    try:
        status: int | None = addresses.post(
            addresses.target(delivery.webhook.url),
            body=body,
            headers={
                "Content-Type": "application/json",
                "User-Agent": "OpenEmploi-Webhook/1",
                "OpenEmploi-Event": delivery.event,
                "OpenEmploi-Delivery": str(delivery.pk),
                "OpenEmploi-Timestamp": str(timestamp),
                "OpenEmploi-Signature": signature(delivery.webhook.secret, timestamp=timestamp, body=body),
            },
        )
    except (OSError, http.client.HTTPException, addresses.NotAllowed) as fault:
        log.info("a webhook was not reached: %s", type(fault).__name__)
        status, answered = None, False
    delivery.status = status
    delivery.attempts += 1
    if status is not None and 200 <= status < 300:
        delivery.state, delivery.next_at = Delivery.State.TAKEN, None
    elif status == 410 or delivery.attempts > len(WAITS):  # 410: the receiver wants no more of it
        delivery.state, delivery.next_at = Delivery.State.GIVEN_UP, None
    else:
        delivery.next_at = timezone.now() + timedelta(seconds=WAITS[delivery.attempts - 1])
    delivery.save(update_fields=["status", "attempts", "state", "next_at"])
    return answered
