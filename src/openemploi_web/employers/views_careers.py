"""Public-sector careers: what each public employer does, which occupations it recruits, and by which way one enters."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openemploi_web.accounts.models import Organisation
from openemploi_web.employers.forms_careers import CATEGORIES, CareerFilterForm
from openemploi_web.employers.selectors_careers import by_way, its_offers, narrowed, public_employer
from openemploi_web.jobseekers.models import Profile
from openemploi_web.jobseekers.offers import Side
from openemploi_web.jobseekers.selectors_offers import own_profile
from openemploi_web.vacancies.responses import answer_habit
from openemploi_web.vacancies.search import one_offer_for
from openemploi_web.vacancies.terms import in_short

PER_PAGE = 12
MOST_OFFERS = 30  # compared with the person on one page


@require_safe
def careers(request: HttpRequest) -> HttpResponse:
    """The public employers, by département, way in and category."""
    form = CareerFilterForm(request.GET if request.GET else None)
    page = Paginator(narrowed(form.asked), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "employers/careers.html",
        {"form": form, "page_obj": page, "asked": bool(form.asked), "categories": CATEGORIES},
    )


@require_safe
def career(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One public employer: what it does, how one enters, and its offers, those that fit the person first."""
    employer = public_employer(organisation_id)
    profile = own_profile(request.user)
    return render(
        request,
        "employers/careers_employer.html",
        {
            "employer": employer,
            "ways": by_way(list(employer.careers.all())),
            "categories": dict(CATEGORIES),
            "rows": _offers(employer, profile),
            "profile": profile,
            "habit": answer_habit(employer.pk),
        },
    )


def _offers(employer: Organisation, profile: Profile | None) -> list[dict[str, object]]:
    offers = list(its_offers(employer)[:MOST_OFFERS])
    if profile is None:
        return [{"vacancy": offer, "terms": in_short(offer)} for offer in offers]
    found = sorted((one_offer_for(profile, offer) for offer in offers), key=lambda one: -one.order)
    return [
        {
            "vacancy": one.vacancy,
            "terms": in_short(one.vacancy),
            "wanted": Side.of(one.usefulness),
            "chance": Side.of(one.chance),
        }
        for one in found
    ]
