"""Reminding a team of the people who wait: after ten days without an answer, and every ten days from then on."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from openemploi_web.accounts.models import Membership, User
from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.core.notices import tell
from openemploi_web.vacancies.models import Application, Vacancy
from openemploi_web.vacancies.responses import PATIENCE_DAYS
from openemploi_web.vacancies.selectors import TO_ANSWER


@action
def remind_teams(*, actor: User | None) -> int:
    """One notice an offer to each member of the team; how many offers. Run again the same day it tells nobody."""
    allow(actor is None, actor=actor)
    now = timezone.now()
    late = now - timedelta(days=PATIENCE_DAYS)
    waiting: dict[Vacancy, list[Application]] = defaultdict(list)
    rows = (
        Application.objects.select_for_update(of=("self",))
        .filter(
            Q(reminded_at=None) | Q(reminded_at__lte=late),
            state__in=TO_ANSWER,
            answered_at=None,
            sent_at__lte=late,
            origin=Application.Origin.PERSON,
        )
        .select_related("vacancy")
        .order_by("sent_at")
    )
    for row in rows:
        waiting[row.vacancy].append(row)
    teams: dict[object, list[User]] = defaultdict(list)
    members = Membership.objects.filter(
        organisation__in={vacancy.organisation_id for vacancy in waiting}, ended_at=None
    ).select_related("user")
    for member in members:
        teams[member.organisation_id].append(member.user)
    for vacancy, late_ones in waiting.items():
        days = (now - late_ones[0].sent_at).days
        for user in teams[vacancy.organisation_id]:
            tell(
                user,
                "application_waiting",
                link=reverse("vacancies:candidates", args=[vacancy.pk]),
                days=days,
                offer=vacancy.title,
            )
        Application.objects.filter(pk__in=[row.pk for row in late_ones]).update(reminded_at=now)
    note_details(offers=len(waiting))
    return len(waiting)
