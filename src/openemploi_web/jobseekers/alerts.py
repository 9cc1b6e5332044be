"""Alerts: what is new for a saved search, told once, by a mail with the way out of it.

A search is due each day or each week. What is new was published since the search was made and was not told to
the person by any of their searches (:class:`OfferTold`), so a job that runs twice tells nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from openemploi_web.jobseekers import actions_offers, offers
from openemploi_web.jobseekers.models import OfferTold, SavedSearch
from openemploi_web.jobseekers.saved import address
from openemploi_web.vacancies.models import Vacancy

RHYTHM: Final = {
    SavedSearch.Alert.DAILY: timedelta(hours=20),  # less than the period: the job does not run at the second
    SavedSearch.Alert.WEEKLY: timedelta(days=7, hours=-4),
}
SHOWN: Final = 10  # offers in a mail
_SALT: Final = "jobseekers.alert"


def due(now: datetime | None = None) -> QuerySet[SavedSearch]:
    """The searches to run now."""
    now = now or timezone.now()
    asked = Q()
    for alert, span in RHYTHM.items():
        asked |= Q(alert=alert, told_at__lte=now - span)
    return (
        SavedSearch.objects.filter(asked, profile__anonymised_at=None, profile__user__is_active=True)
        .select_related("profile__user")
        .order_by("told_at", "pk")
    )


def run(search: SavedSearch) -> bool:
    """Tell the person what is new for ``search``; whether anything was."""
    found = new_offers(search)
    if found:
        actions_offers.tell_found(search=search, offers=found, link=address(search.filters))
    return bool(found)


def new_offers(search: SavedSearch) -> list[Vacancy]:
    """What was published since the search was made and not told yet, in the order of the list."""
    filters = {name: value for name, value in search.filters.items() if name != "since"}
    told = set(OfferTold.objects.filter(profile=search.profile).values_list("vacancy", flat=True))
    return [
        entry.found.vacancy
        for entry in offers.listed(search.profile, filters)
        if entry.found.vacancy.pk not in told
        and entry.found.vacancy.published_at is not None
        and entry.found.vacancy.published_at > search.created_at
    ]


def mail(search: SavedSearch, found: Sequence[Vacancy]) -> None:
    """Send the mail of an alert, in the person's language, with a link that stops it."""
    user = search.profile.user
    with translation.override(user.language):
        stop = settings.ORIGIN + reverse("jobseekers:stop-alert", args=[link_token(search)])
        lines = [
            (offer, settings.ORIGIN + reverse("vacancies:offer", args=[offer.pk])) for offer in found[:SHOWN]
        ]
        text = render_to_string(
            "jobseekers/offers/alert.txt",
            {
                "search": search,
                "offers": lines,
                "more": max(len(found) - SHOWN, 0),
                "all": settings.ORIGIN + address(search.filters),
                "stop": stop,
            },
        )
        subject = ngettext(
            "%(count)s new offer for “%(search)s”", "%(count)s new offers for “%(search)s”", len(found)
        ) % {"count": len(found), "search": " ".join(search.name.split())}
    EmailMessage(subject, text, to=[user.email], headers={"List-Unsubscribe": f"<{stop}>"}).send()


def link_token(search: SavedSearch) -> str:
    """What the link of a mail holds: which search it is, signed; it works as long as the search is there."""
    return signing.Signer(salt=_SALT).sign(str(search.pk))


def search_of_link(token: str) -> SavedSearch:
    """The search that a mail's link is about. Raises 404 when it is not ours or the search is gone."""
    try:
        key = UUID(signing.Signer(salt=_SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    search = SavedSearch.objects.select_related("profile__user").filter(pk=key).first()
    if search is None:
        raise Http404
    return search
