"""What is done for accesses again and again: reminders each morning, ends, figures each month, forgetting in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from openemploi.errors import RequestError
from openemploi_web.core.jobs import progress
from openemploi_web.core.schedule import Every
from openemploi_web.repository import actions_twins, restricted, twins
from openemploi_web.repository import actions_upkeep as actions
from openemploi_web.repository import selectors_access as selectors
from openemploi_web.repository.models import AccessRequest, DataAsset, Grant, SyntheticTwin
from openemploi_web.repository.rules_access import (
    DRAFT_KEPT_DAYS,
    ENDING_TOLD_DAYS,
    KEPT_YEARS,
    REMINDER_DAYS,
)
from openemploi_web.rights.calendar import add_months


@task()
def tend_accesses() -> dict[str, int]:
    """Remind, tell what is overdue, ending and ended, and forget what was kept long enough; counts."""
    now = timezone.now()
    asked = AccessRequest.objects.filter(state=AccessRequest.State.ASKED).select_related(
        "asset__producer", "organisation"
    )
    soon = asked.filter(reminded_at=None, due_at__lte=now + timedelta(days=REMINDER_DAYS), due_at__gt=now)
    late = asked.filter(overdue_told_at=None, due_at__lte=now)
    held = Grant.objects.filter(revoked_at=None).select_related("asset", "organisation")
    ending = held.filter(
        ending_told_at=None, ends_at__gt=now, ends_at__lte=now + timedelta(days=ENDING_TOLD_DAYS)
    )
    ended = held.filter(ended_told_at=None, ends_at__lte=now)
    counts = dict.fromkeys(("reminded", "overdue", "ending", "ended", "forgotten"), 0)
    for request in soon.order_by("pk"):
        actions.remind_deciders(actor=None, request=request, now=now)
        counts["reminded"] += 1
    for request in late.order_by("pk"):
        actions.tell_overdue(actor=None, request=request, now=now)
        counts["overdue"] += 1
    for grant in ending.order_by("pk"):
        actions.tell_ending(actor=None, grant=grant, now=now)
        counts["ending"] += 1
    for grant in ended.order_by("pk"):
        actions.end_grant(actor=None, grant=grant, now=now)
        counts["ended"] += 1
    for request in _to_forget():
        actions.forget_request(actor=None, request=request)
        counts["forgotten"] += 1
        progress(done=counts["forgotten"])
    return counts


def _to_forget() -> list[AccessRequest]:
    """Drafts that nobody went on with, and what came to its end years ago; renewals before what they renewed."""
    now = timezone.now()
    old = add_months(now, -12 * KEPT_YEARS)
    over = Q(grant=None) | Q(grant__revoked_at__lte=old) | Q(grant__ends_at__lte=old)
    renewing = Q(renews=None) | Q(renews__revoked_at__lte=old) | Q(renews__ends_at__lte=old)
    drafts = Q(state=AccessRequest.State.DRAFT, created_at__lte=now - timedelta(days=DRAFT_KEPT_DAYS))
    decided = Q(decided_at__lte=old)
    return list(
        AccessRequest.objects.filter(drafts | decided & over & renewing).order_by("-created_at", "pk")[:1000]
    )


@task()
def send_use_figures() -> int:
    """Tell those who answer for data how much each restricted set was used in the last month; how many sets."""
    since = timezone.now() - timedelta(days=30)
    count = 0
    for asset in (
        DataAsset.objects.filter(grants__isnull=False).select_related("producer").distinct().order_by("pk")
    ):
        used = [one for one in selectors.uses_of(asset, since=since) if one.queries or one.copies]
        if used:
            actions.send_figures(
                actor=None,
                asset=asset,
                organisations=len(used),
                queries=sum(one.queries for one in used),
                copies=sum(one.copies for one in used),
            )
            count += 1
    return count


@task()
def make_twin(twin: str) -> bool:
    """Make the synthetic twin that a producer asked for; whether it can be given out."""
    row = SyntheticTwin.objects.filter(pk=twin).select_related("asset__room", "asset__producer").first()
    if row is None or row.state != SyntheticTwin.State.ASKED:
        return False
    version = restricted.version_of(row.asset)
    name = version.name if version is not None else ""
    try:
        sha256, card = twins.make(row.asset, row.asset.room, seed=row.seed)
    except RequestError as refusal:
        said = f"{refusal.message} {refusal.remedy}"
        actions_twins.keep_twin(actor=None, twin=row, version=name, sha256="", card=None, said=said)
        return False
    actions_twins.keep_twin(actor=None, twin=row, version=name, sha256=sha256, card=card)
    return True


SCHEDULE: Final = (
    Every("repository.tend_accesses", tend_accesses, hours=24),
    Every("repository.use_figures", send_use_figures, hours=24 * 30),
)
