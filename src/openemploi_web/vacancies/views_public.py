"""Offers for everybody, without an account: a search by words and terms, and the page of one offer."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openemploi_web.jobseekers import selectors_offers as persons
from openemploi_web.vacancies.asked import conditions_of, in_words
from openemploi_web.vacancies.filters import OfferFilterForm, narrow
from openemploi_web.vacancies.models import Requirement
from openemploi_web.vacancies.responses import answer_habit
from openemploi_web.vacancies.selectors_public import open_offers, public_offer
from openemploi_web.vacancies.terms import in_short, takes_applications, terms

PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The offers that are open, newest first, by the filters of the address."""
    form = OfferFilterForm(request.GET if request.GET else None)
    page = Paginator(narrow(open_offers(), form.asked), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"vacancy": offer, "terms": in_short(offer)} for offer in page]
    return render(
        request,
        "vacancies/public/search.html",
        {"form": form, "page_obj": page, "rows": rows, "asked": bool(form.asked)},
    )


@require_safe
def offer(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """Everything that is known of an offer, and what is not given is said."""
    vacancy = public_offer(vacancy_id)
    kept = [line for line in vacancy.requirements.all() if line.kept]
    asked = in_words(kept, written_in=vacancy.language)
    kinds = [
        (kind, [line for line in asked if line.kind == kind])
        for kind in (Requirement.Kind.ESSENTIAL, Requirement.Kind.OPTIONAL, Requirement.Kind.LEARNABLE)
    ]
    profile = persons.own_profile(request.user)
    return render(
        request,
        "vacancies/public/offer.html",
        {
            "vacancy": vacancy,
            "terms": terms(vacancy),
            "kinds": [(kind.value, str(kind.label), lines) for kind, lines in kinds if lines],
            "conditions": conditions_of(vacancy),
            "opens": takes_applications(vacancy),
            "habit": answer_habit(vacancy.organisation_id),
            "profile": profile,
            "application": persons.application_to(profile, vacancy) if profile else None,
            "mark": persons.mark_of(profile, vacancy) if profile else None,
        },
    )
