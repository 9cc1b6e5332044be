"""Searches that a person keeps, their alerts, and the way out of them in one click from a mail."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openemploi_web.jobseekers import actions_offers
from openemploi_web.jobseekers.access import with_profile
from openemploi_web.jobseekers.alerts import search_of_link
from openemploi_web.jobseekers.forms_offers import SearchForm
from openemploi_web.jobseekers.models import Profile, SavedSearch
from openemploi_web.jobseekers.saved import address, words
from openemploi_web.jobseekers.selectors_offers import search_for
from openemploi_web.vacancies.filters import OfferFilterForm


@with_profile
@require_safe
def searches(request: HttpRequest, profile: Profile) -> HttpResponse:
    """The searches that the person keeps, each with its filters in words and a way to change it."""
    rows = [
        {
            "search": search,
            "words": words(search.filters),
            "address": address(search.filters),
            "form": SearchForm(instance=search, auto_id=f"id_{search.pk}_%s"),
        }
        for search in profile.searches.all()
    ]
    return render(request, "jobseekers/offers/searches.html", {"rows": rows})


@with_profile
@require_POST
def save(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Keep the search of the list that one looks at."""
    filters = OfferFilterForm(QueryDict(request.POST.get("filters", "")[:1000]))
    form = SearchForm(request.POST)
    if not form.is_valid() or not filters.asked:
        return render(
            request,
            "jobseekers/offers/search_form.html",
            {"form": form, "filters": request.POST.get("filters", ""), "words": words(filters.asked)},
            status=422,
        )
    try:
        actions_offers.save_search(
            actor=request.user,
            profile=profile,
            name=form.cleaned_data["name"],
            filters=filters.asked,
            alert=form.cleaned_data["alert"],
        )
    except actions_offers.NotPossible as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your search is kept. What is on line today is not told again."))
    return redirect("jobseekers:searches")


@with_profile
@require_POST
def change(request: HttpRequest, profile: Profile, search_id: UUID) -> HttpResponse:
    """Another name or rhythm."""
    search = search_for(request.user, search_id)
    form = SearchForm(request.POST, instance=SavedSearch(profile=profile))
    if not form.is_valid():
        return render(
            request,
            "jobseekers/offers/search_form.html",
            {"form": form, "search": search, "words": words(search.filters)},
            status=422,
        )
    actions_offers.change_search(actor=request.user, search=search, **form.cleaned_data)
    messages.success(request, _("Your search is changed."))
    return redirect("jobseekers:searches")


@with_profile
@require_POST
def remove(request: HttpRequest, profile: Profile, search_id: UUID) -> HttpResponse:
    """Forget a search."""
    actions_offers.remove_search(actor=request.user, search=search_for(request.user, search_id))
    messages.success(request, _("Your search is removed."))
    return redirect("jobseekers:searches")


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more mail for a search: the mail's own link, without signing in; one click confirms."""
    search = search_of_link(token)
    if request.method == "POST":
        actions_offers.stop_alert(search=search)
        return render(request, "jobseekers/offers/stopped.html", {"search": search})
    return render(request, "jobseekers/offers/stop.html", {"search": search})
