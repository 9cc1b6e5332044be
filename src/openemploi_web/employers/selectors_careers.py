"""Public employers as somebody reads of them who wonders whether to work for the public sector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from openemploi_web.accounts.models import Establishment, Organisation
from openemploi_web.employers.models import CareerEntry
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.selectors_public import open_offers


def public_employers() -> QuerySet[Organisation]:
    """Public employers that say what they recruit or have an offer that is open."""
    today = timezone.localdate()
    is_open = Q(vacancies__state=Vacancy.State.PUBLISHED) & (
        Q(vacancies__closes_on=None) | Q(vacancies__closes_on__gte=today)
    )
    return (
        Organisation.objects.filter(kind=Organisation.Kind.EMPLOYER, public=True)
        .annotate(offers=Count("vacancies", filter=is_open, distinct=True))
        .filter(Q(careers__isnull=False) | Q(offers__gt=0))
        .distinct()
        .order_by("name", "pk")
    )


def narrowed(asked: Mapping[str, str]) -> QuerySet[Organisation]:
    """The public employers that fit, each with ``shown``: its occupations that fit."""
    entries = CareerEntry.objects.order_by("occupation", "pk")
    if way := asked.get("way"):
        entries = entries.filter(way__in={way, CareerEntry.Way.BOTH})
    if category := asked.get("category"):
        entries = entries.filter(category=category)
    employers = public_employers()
    if asked.get("way") or asked.get("category"):
        employers = employers.filter(pk__in=entries.order_by().values("organisation"))
    if text := asked.get("text"):
        for word in text.split()[:8]:
            said = Q()
            for form in {word, word.lower(), word.capitalize()}:
                said |= (
                    Q(name__icontains=form)
                    | Q(presentation__icontains=form)
                    | Q(careers__occupation__icontains=form)
                )
            employers = employers.filter(pk__in=Organisation.objects.filter(said).order_by().values("pk"))
    if department := asked.get("department"):
        employers = employers.filter(
            Q(pk__in=Establishment.objects.filter(department=department).order_by().values("organisation"))
            | Q(
                pk__in=Vacancy.objects.filter(department=department, state=Vacancy.State.PUBLISHED)
                .order_by()
                .values("organisation")
            )
        )
    return employers.prefetch_related(
        Prefetch("careers", queryset=entries, to_attr="shown"), "establishments"
    )


def departments() -> list[str]:
    """The départements in which public employers work."""
    return sorted(
        set(
            Establishment.objects.filter(organisation__public=True)
            .exclude(department="")
            .order_by()
            .values_list("department", flat=True)
            .distinct()
        )
    )


def public_employer(identifier: UUID) -> Organisation:
    """A public employer. Raises 404 for any other organisation."""
    found = (
        Organisation.objects.filter(kind=Organisation.Kind.EMPLOYER, public=True, pk=identifier)
        .prefetch_related("careers", "establishments")
        .first()
    )
    if found is None:
        raise Http404
    return found


def its_offers(organisation: Organisation) -> QuerySet[Vacancy]:
    """The offers of ``organisation`` that take applications today."""
    return open_offers().filter(organisation=organisation).prefetch_related("requirements")


def by_way(entries: list[CareerEntry]) -> list[tuple[Any, list[CareerEntry]]]:
    """The occupations by the way in, those ways only that there are."""
    found = [(way, [entry for entry in entries if entry.way == way]) for way in CareerEntry.Way]
    return [(way, those) for way, those in found if those]
