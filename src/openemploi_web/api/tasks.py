"""Telling addresses of events, every minute, and forgetting what they were told a month ago."""

from __future__ import annotations

from django_tasks import task

from openemploi_web.api import webhooks
from openemploi_web.core.schedule import Every


@task()
def tell_addresses() -> dict[str, int]:
    """Note new events and send what is due."""
    return {"noted": webhooks.note(), "taken": webhooks.send_due()}


@task()
def forget_deliveries() -> int:
    """Remove messages that are over."""
    return webhooks.forget_old()


SCHEDULE = (
    Every("api.webhooks", tell_addresses, minutes=1),
    Every("api.forget", forget_deliveries, hours=24),
)
