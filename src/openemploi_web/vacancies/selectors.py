"""What an employer's team may look at. What they may not know of answers like what does not exist: 404."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404

from openemploi_web.accounts.models import Organisation
from openemploi_web.vacancies.models import Application, CvImport, Vacancy

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from openemploi_web.accounts.models import User

TO_ANSWER = (Application.State.SENT, Application.State.SEEN)


def employers_of(user: User | AnonymousUser) -> list[Organisation]:
    """The employers that ``user`` acts for today."""
    if not user.is_authenticated:
        return []
    return [
        membership.organisation
        for membership in user.active_memberships
        if membership.organisation.kind == Organisation.Kind.EMPLOYER
    ]


def vacancies_of(user: User) -> QuerySet[Vacancy]:
    """The offers of the employers that ``user`` acts for."""
    return Vacancy.objects.filter(organisation__in=[o.pk for o in employers_of(user)]).select_related(
        "organisation", "establishment"
    )


def vacancies_with_counts(user: User) -> QuerySet[Any]:
    """The same with ``received``, ``waiting`` (no answer yet) and ``waits_since``, who waits longest first."""
    waiting = Q(applications__state__in=TO_ANSWER, applications__answered_at=None)
    return (
        vacancies_of(user)
        .annotate(
            received=Count("applications", filter=~Q(applications__state=Application.State.WITHDRAWN)),
            waiting=Count("applications", filter=waiting),
            waits_since=Min("applications__sent_at", filter=waiting),
        )
        .order_by("waits_since", "-published_at", "-created_at")
    )


def vacancy_for(user: User, vacancy: UUID) -> Vacancy:
    """The offer, when the person acts for its employer."""
    found = vacancies_of(user).filter(pk=vacancy).first()
    if found is None:
        raise Http404
    return found


def applications_of(vacancy: Vacancy) -> QuerySet[Application]:
    """Everybody who applied and whose data is still there, with what a table of them needs."""
    return (
        Application.objects.filter(vacancy=vacancy, erased_at=None)
        .select_related("profile__user")
        .prefetch_related("decisions__decided_by", "unmaskings__asked_by")
    )


def application_for(user: User, vacancy: Vacancy, application: UUID) -> Application:
    """An application to ``vacancy``, which ``user`` acts for."""
    found = applications_of(vacancy).filter(pk=application).first()
    if found is None or vacancy.organisation_id not in {o.pk for o in employers_of(user)}:
        raise Http404
    found.vacancy = vacancy
    return found


def chosen(vacancy: Vacancy, identifiers: Iterable[str], *, most: int) -> Sequence[Application]:
    """The applications ticked on a page, in the order in which they were given; one that is not there is 404."""
    try:
        keys = list(dict.fromkeys(UUID(text) for text in identifiers))
    except ValueError:
        raise Http404 from None
    found = {application.pk: application for application in applications_of(vacancy).filter(pk__in=keys)}
    if len(found) != len(keys):
        raise Http404
    for application in found.values():
        application.vacancy = vacancy
    return [found[key] for key in keys[:most]]


def import_for(vacancy: Vacancy, batch: UUID) -> CvImport:
    """An import of CVs for ``vacancy``."""
    found = CvImport.objects.filter(vacancy=vacancy, pk=batch).first()
    if found is None:
        raise Http404
    return found
