"""The side of who answers for the data: requests to decide, accesses in force, their use; and the operator's view."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openemploi_web.accounts.decorators import administrators_only
from openemploi_web.core import journal
from openemploi_web.repository import actions_decisions as actions
from openemploi_web.repository import permissions_access as permissions
from openemploi_web.repository import selectors_access as selectors
from openemploi_web.repository.actions_access import NotPossible
from openemploi_web.repository.forms_access import ApproveForm, QuestionForm, RefuseForm, RevokeForm
from openemploi_web.repository.models import AccessDecision, AccessRequest

PAGE = ["GET", "HEAD", "POST"]


@login_required
@require_GET
def access_desk(request: HttpRequest) -> HttpResponse:
    """Requests to decide, the first due on top; accesses in force and past."""
    user: Any = request.user
    if not selectors.decided_by(user):
        return render(request, "repository/desk_nobody.html", status=403)
    part = request.GET.get("part", "")
    rows: Any = selectors.desk_requests(user)
    waiting = rows.filter(state__in=AccessRequest.OPEN)
    grants = selectors.desk_grants(user)
    shown = {"grants": grants, "decided": rows.exclude(state__in=AccessRequest.OPEN)}.get(part, waiting)
    if part == "decided":
        shown = shown.order_by("-decided_at", "pk")
    tabs = [
        (_("To decide"), "?", part not in ("grants", "decided"), waiting.count()),
        (_("Accesses"), "?part=grants", part == "grants", grants.count()),
        (
            _("Decided"),
            "?part=decided",
            part == "decided",
            rows.exclude(state__in=AccessRequest.OPEN).count(),
        ),
    ]
    return render(
        request,
        "repository/access_desk.html",
        {
            "tabs": tabs,
            "part": part if part in ("grants", "decided") else "",
            "page_obj": Paginator(shown, 20).get_page(request.GET.get("page")),
            "now": timezone.now(),
        },
    )


@login_required
@require_GET
def decide(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """One request: what is asked, what colleagues said, and the three answers."""
    user: Any = request.user
    return _decide_page(request, selectors.desk_request(user, access_id))


@login_required
@require_POST
def approve(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """Agree, under conditions."""
    user: Any = request.user
    found = selectors.desk_request(user, access_id)
    form = ApproveForm(request.POST, asked=found.months)
    if not form.is_valid():
        return _decide_page(request, found, approve=form)
    try:
        decided = actions.approve(actor=user, request=found, **form.cleaned_data)
    except NotPossible as fault:
        messages.error(request, str(fault))
        return redirect("repository:decide", found.pk)
    if decided.state == AccessRequest.State.APPROVED:
        messages.success(request, _("The access is granted. Its people are told."))
    else:
        messages.success(request, _("Your approval is kept. A second person decides now."))
    return redirect("repository:access-desk")


@login_required
@require_POST
def ask_more(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """Ask the organisation something."""
    user: Any = request.user
    found = selectors.desk_request(user, access_id)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _decide_page(request, found, question=form)
    actions.ask_more(actor=user, request=found, question=form.cleaned_data["question"])
    messages.success(request, _("The question is sent. The month stops until the answer."))
    return redirect("repository:access-desk")


@login_required
@require_POST
def refuse(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """Refuse, with a reason."""
    user: Any = request.user
    found = selectors.desk_request(user, access_id)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _decide_page(request, found, refuse=form)
    actions.refuse(actor=user, request=found, **form.cleaned_data)
    messages.success(request, _("The request is refused. Who asked reads the reason."))
    return redirect("repository:access-desk")


def _decide_page(request: HttpRequest, found: AccessRequest, **bound: Form) -> HttpResponse:
    user: Any = request.user
    decisions = list(found.decisions.select_related("decided_by"))
    agreed = [
        one for one in decisions if one.round == found.round and one.verdict == AccessDecision.Verdict.APPROVE
    ]
    return render(
        request,
        "repository/decide.html",
        {
            "access": found,
            "asset": found.asset,
            "people": found.people.select_related("user"),
            "decisions": decisions,
            "agreed": len(agreed),
            "decided_already": any(one.decided_by_id == user.pk for one in agreed),
            "may_decide": permissions.may_decide(user, found),
            "own": found.asker_id == user.pk or permissions.acts_for(user, found.organisation),
            "forms": {
                "approve": bound.get("approve") or ApproveForm(asked=found.months),
                "question": bound.get("question") or QuestionForm(),
                "refuse": bound.get("refuse") or RefuseForm(),
            },
            "open": next(iter(bound), ""),
            "now": timezone.now(),
            "trail": [
                (_("Requests for access"), reverse("repository:access-desk")),
                (found.organisation.name, ""),
            ],
        },
        status=422 if bound else 200,
    )


@login_required
@require_http_methods(PAGE)
def revoke(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Take an access back at once, after a page that says what it does."""
    user: Any = request.user
    grant = selectors.grant_for(user, grant_id)
    if not (permissions.decides_for(user, grant.asset) or user.is_administrator):
        raise Http404
    if not permissions.may_revoke(user, grant):
        messages.error(request, _("This access was taken back already."))
        return redirect("repository:grant", grant.pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.revoke(actor=user, grant=grant, reason=form.cleaned_data["reason"])
        messages.success(request, _("The access is taken back. It counts from now; its people are told."))
        return redirect("repository:grant", grant.pk)
    return render(
        request,
        "repository/revoke.html",
        {"grant": grant, "asset": grant.asset, "form": form},
        status=422 if form.is_bound else 200,
    )


@login_required
@require_GET
def uses(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Who used a set of data, what was asked and how much: the figures that go back to who answers for it."""
    user: Any = request.user
    asset = selectors.own_asset(user, asset_id)
    from openemploi_web.repository.models import CopyTaken, RoomQuery

    queries = (
        RoomQuery.objects.filter(grant__asset=asset)
        .select_related("user", "grant__organisation")
        .defer("answer")
        .order_by("-created_at", "pk")
    )
    return render(
        request,
        "repository/uses.html",
        {
            "asset": asset,
            "used": selectors.uses_of(asset),
            "page_obj": Paginator(queries, 20).get_page(request.GET.get("page")),
            "copies": CopyTaken.objects.filter(grant__asset=asset).select_related(
                "user", "grant__organisation"
            )[:50],
            "trail": [(_("Requests for access"), reverse("repository:access-desk")), (asset.title, "")],
        },
    )


@administrators_only
@require_GET
def accesses(request: HttpRequest) -> HttpResponse:
    """For who operates the instance: how many, what is overdue, what stands out, whether the journal holds."""
    count, broken = journal.verify() if request.GET.get("check") == "1" else (None, None)
    return render(
        request,
        "repository/accesses.html",
        {
            "counts": selectors.request_counts(),
            "states": AccessRequest.State,
            "overdue": selectors.overdue(),
            "anomalies": selectors.anomalies(),
            "page_obj": Paginator(selectors.all_grants(), 30).get_page(request.GET.get("page")),
            "entries": count,
            "broken": broken,
            "now": timezone.now(),
        },
    )
