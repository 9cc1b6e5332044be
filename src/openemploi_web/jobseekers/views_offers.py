"""Offers for a person: the list with its reasons, what they like, what they set aside, and offers side by side."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openemploi_web.jobseekers import actions_offers, offers
from openemploi_web.jobseekers.access import go_back, with_profile
from openemploi_web.jobseekers.card_html import card_list
from openemploi_web.jobseekers.forms_offers import NotForMeForm, SearchForm
from openemploi_web.jobseekers.models import OfferMark, Profile
from openemploi_web.jobseekers.other_ways import Part
from openemploi_web.jobseekers.selectors_offers import (
    letters_waiting,
    mark_of,
    marks,
    open_offer,
)
from openemploi_web.jobseekers.sidebyside import FEWEST, MOST, compared
from openemploi_web.vacancies.filters import OfferFilterForm
from openemploi_web.vacancies.looking import Looking
from openemploi_web.vacancies.terms import in_short, takes_applications

PER_PAGE = 10


@with_profile
@require_safe
def for_me(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Offers by how much they are wanted times how much of them is met, with the reasons of both."""
    form = OfferFilterForm(request.GET if request.GET else None)
    asked = form.asked
    marked = profile.marked()
    looking = Looking.of(profile)
    found = offers.listed(profile, asked, marked=marked, looking=looking)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    part = Part.beside(profile, looking, found=found, page=page, asked=asked, marked=marked)
    both = offers.cards(profile, [*page, *(part.entries if part else ())], marked=marked)
    cards, beside = [card for card in both if not card.reach], [card for card in both if card.reach]
    path, token = request.get_full_path(), get_token(request)
    return render(
        request,
        "jobseekers/offers/for_me.html",
        {
            "form": form,
            "asked": bool(asked),
            "page_obj": page,
            "cards": cards,
            "card_list": card_list(cards, path=path, token=token),
            "part": part,
            "beside": beside,
            "part_list": card_list(beside, path=path, token=token, level=3),
            "part_off": not profile.other_ways,
            "full": len(found) >= offers.MOST,
            "openings": offers.openings(entry.found.sketch for entry in found),
            "aside": sum(mark == OfferMark.Mark.NOT_FOR_ME for mark in marked.values()),
            "incomplete": not (profile.wished_occupations or profile.areas or profile.contracts),
            "without_skills": not cards and not profile.skills.exclude(state="rejected").exists(),
            **letters_waiting(profile),
            "search_form": SearchForm() if asked else None,
        },
    )


@with_profile
@require_POST
def other_ways(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Have offers outside one's occupations beside the list, or take them away."""
    shown = request.POST.get("shown") == "yes"
    actions_offers.choose_other_ways(actor=request.user, profile=profile, shown=shown)
    messages.success(
        request,
        _("Other ways are shown again, under your list.")
        if shown
        else _("Other ways are not shown any more. You can take that back at the bottom of this page."),
    )
    return redirect("jobseekers:offers")


@with_profile
@require_POST
def mark(request: HttpRequest, profile: Profile, vacancy_id: UUID) -> HttpResponse:
    """Keep an offer, set it aside with a reason, or take that back."""
    vacancy = open_offer(vacancy_id)
    said = request.POST.get("mark", "")
    if said == OfferMark.Mark.FAVOURITE:
        actions_offers.mark_offer(actor=request.user, profile=profile, vacancy=vacancy, mark=said)
        messages.success(request, _("“%(offer)s” is in your favourites.") % {"offer": vacancy.title})
    elif said == OfferMark.Mark.NOT_FOR_ME:
        form = NotForMeForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose a reason: it puts your list right. Nothing was changed."))
        else:
            actions_offers.mark_offer(
                actor=request.user,
                profile=profile,
                vacancy=vacancy,
                mark=said,
                reason=form.cleaned_data["reason"],
            )
            messages.success(
                request,
                _("“%(offer)s” is set aside. You find it under “Set aside” and can take that back.")
                % {"offer": vacancy.title},
            )
    elif said == "":
        actions_offers.unmark_offer(actor=request.user, profile=profile, vacancy=vacancy)
        messages.success(
            request, _("“%(offer)s” is neither kept nor set aside any more.") % {"offer": vacancy.title}
        )
    else:
        raise Http404
    return go_back(request, "jobseekers:offers")


@with_profile
@require_safe
def favourites(request: HttpRequest, profile: Profile) -> HttpResponse:
    """The offers that the person keeps, to be compared two to four at a time."""
    return _marked(request, profile, OfferMark.Mark.FAVOURITE, "jobseekers/offers/favourites.html")


@with_profile
@require_safe
def set_aside(request: HttpRequest, profile: Profile) -> HttpResponse:
    """The offers that are not for the person, with their reason, to be taken back."""
    return _marked(request, profile, OfferMark.Mark.NOT_FOR_ME, "jobseekers/offers/set_aside.html")


@with_profile
@require_safe
def compare(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Two to four offers side by side."""
    try:
        chosen = list(dict.fromkeys(UUID(value) for value in request.GET.getlist("offer")))
    except ValueError:
        raise Http404 from None
    if not FEWEST <= len(chosen) <= MOST:
        return render(request, "jobseekers/offers/compare.html", {"count": len(chosen), "most": MOST})
    columns, rows = compared(profile, [open_offer(key) for key in chosen])
    return render(request, "jobseekers/offers/compare.html", {"columns": columns, "rows": rows, "most": MOST})


@with_profile
@require_safe
def not_for_me(request: HttpRequest, profile: Profile, vacancy_id: UUID) -> HttpResponse:
    """The reasons for which an offer may be set aside, on a page of their own."""
    vacancy = open_offer(vacancy_id)
    return render(
        request,
        "jobseekers/offers/not_for_me.html",
        {"vacancy": vacancy, "form": NotForMeForm(), "mark": mark_of(profile, vacancy)},
    )


def _marked(request: HttpRequest, profile: Profile, said: OfferMark.Mark, template: str) -> HttpResponse:
    page = Paginator(marks(profile, said), 20).get_page(request.GET.get("page"))
    rows = [
        {
            "mark": row,
            "vacancy": row.vacancy,
            "terms": in_short(row.vacancy),
            "opens": takes_applications(row.vacancy),
        }
        for row in page
    ]
    return render(request, template, {"page_obj": page, "rows": rows})
