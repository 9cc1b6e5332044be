"""Offers that anybody may read."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from openemploi_web.vacancies.models import Vacancy


def open_offers() -> QuerySet[Vacancy]:
    """The offers that take applications today, newest first."""
    today = timezone.localdate()
    return (
        Vacancy.objects.filter(Q(closes_on=None) | Q(closes_on__gte=today), state=Vacancy.State.PUBLISHED)
        .select_related("organisation", "establishment")
        .order_by("-published_at", "pk")
    )


def public_offer(identifier: UUID) -> Vacancy:
    """An offer that is or was public. A draft is nobody's business: 404."""
    offer = (
        Vacancy.objects.exclude(state=Vacancy.State.DRAFT)
        .select_related("organisation", "establishment")
        .prefetch_related("requirements")
        .filter(pk=identifier)
        .first()
    )
    if offer is None:
        raise Http404
    return offer
