"""The people whom a counsellor follows, by what calls for attention this week; and asking somebody to be followed."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openemploi_web.accounts.decorators import SpaceRequest, counsellors_only
from openemploi_web.counselling import actions, selectors
from openemploi_web.counselling import portfolio as people_of
from openemploi_web.counselling.actions import NotPossible
from openemploi_web.counselling.forms import AskForm, PortfolioFilterForm

PER_PAGE = 100


@counsellors_only
@require_safe
def portfolio(request: SpaceRequest) -> HttpResponse:
    """Everybody whom I follow, with dated facts; each of them reads in their journal that the list was opened."""
    found = people_of.people(request.user, request.organisation)
    left = selectors.left_behind(request.user, request.organisation)
    new = actions.not_told_today(request.user, [*(one.follow for one in found), *left])
    if new:
        actions.look_over(actor=request.user, organisation=request.organisation, follows=new)
    communes = sorted({one.commune for one in found if one.commune})
    form = PortfolioFilterForm(request.GET if request.GET else None, communes=communes)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    shown = found
    if fact := asked.get("fact"):
        shown = people_of.with_fact(shown, fact)
    if commune := asked.get("commune"):
        shown = [one for one in shown if one.commune == commune]
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "counselling/portfolio.html",
        {
            "form": form,
            "asked": any(asked.values()),
            "count": len(found),
            "calling": sum(bool(one.facts) for one in found),
            "groups": people_of.groups(page),
            "page_obj": page,
            "waiting": selectors.requests_sent(request.user, request.organisation),
            "left": [(row.profile_id, selectors.name_of(row.profile)) for row in left],
            "agency": request.organisation,
        },
    )


@counsellors_only
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SpaceRequest) -> HttpResponse:
    """Ask somebody, by their e-mail address; the answer is the same whoever has it."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.ask_to_follow(
                actor=request.user, organisation=request.organisation, email=form.cleaned_data["email"]
            )
        except NotPossible as fault:
            messages.error(request, str(fault))
        else:
            messages.success(
                request,
                _("If this address has an account here, the person finds your request and decides."),
            )
        return redirect("counselling:portfolio")
    status = 422 if form.is_bound else 200
    return render(
        request, "counselling/ask.html", {"form": form, "agency": request.organisation}, status=status
    )
