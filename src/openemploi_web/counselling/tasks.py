"""What is done each day: requests to follow that nobody answered are forgotten."""

from __future__ import annotations

from django_tasks import task

from openemploi_web.core.schedule import Every
from openemploi_web.counselling import actions


@task()
def forget_requests() -> int:
    """Remove requests that have expired; how many."""
    return actions.forget_requests(actor=None)


SCHEDULE = (Every("counselling.forget_requests", forget_requests, hours=24),)
