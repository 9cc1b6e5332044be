"""What is done for a person in the background: alerts of their saved searches."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django_tasks import task

from openemploi_web.core.jobs import progress
from openemploi_web.core.schedule import Every
from openemploi_web.jobseekers import actions_offers, alerts
from openemploi_web.jobseekers.models import SavedSearch
from openemploi_web.vacancies.models import Vacancy

BATCH: Final = 200


@task()
def run_searches() -> int:
    """Run each saved search that is due; how many found something new."""
    told, nothing = 0, []
    for done, search in enumerate(alerts.due(), start=1):
        if alerts.run(search):
            told += 1
        else:
            nothing.append(search)
        if len(nothing) == BATCH:
            actions_offers.found_nothing(searches=nothing)
            nothing = []
        progress(done=done)
    if nothing:
        actions_offers.found_nothing(searches=nothing)
    return told


@task()
def mail_alert(search: str, offers: list[str]) -> bool:
    """Send the mail of one alert, unless its search or its owner's wish for mail is gone; whether it was sent."""
    row = SavedSearch.objects.select_related("profile__user").filter(pk=UUID(search)).first()
    if row is None or row.alert == SavedSearch.Alert.NEVER or not row.profile.user.is_active:
        return False
    rows = {
        str(offer.pk): offer
        for offer in Vacancy.objects.select_related("organisation").filter(
            pk__in=offers, state=Vacancy.State.PUBLISHED
        )
    }
    found = [rows[key] for key in offers if key in rows]
    if not found:
        return False
    alerts.mail(row, found)
    return True


SCHEDULE: Final = (Every("jobseekers.alerts", run_searches, hours=1),)
