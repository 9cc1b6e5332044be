"""The side of who asks: the request, its answer, what one may use; and the public register of accesses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openemploi_web.accounts.models import Organisation, User
from openemploi_web.accounts.selectors import members
from openemploi_web.repository import actions_access, permissions_access
from openemploi_web.repository import selectors_access as selectors
from openemploi_web.repository.actions_access import NotPossible
from openemploi_web.repository.forms_access import AnswerForm, RequestForm
from openemploi_web.repository.models import AccessRequest, DataAsset

PAGE = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(PAGE)
def request_access(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """Write a request for a restricted set of data."""
    user: Any = request.user
    asset = selectors.restricted_asset(asset_id)
    offered = selectors.askers(user, asset)
    if not offered:
        own = (
            permissions_access.acts_for(user, asset.producer.organisation)
            if asset.producer.organisation
            else False
        )
        return render(request, "repository/request_nobody.html", {"asset": asset, "own": own}, status=403)
    chosen = request.GET.get("for", "")
    organisation = next((one for one in offered if str(one.pk) == chosen), offered[0])
    return _write(request, asset=asset, organisation=organisation, draft=None, offered=offered)


@login_required
@require_http_methods(PAGE)
def edit_request(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """Go on writing a draft."""
    user: Any = request.user
    draft = selectors.draft_for(user, access_id)
    return _write(request, asset=draft.asset, organisation=draft.organisation, draft=draft, offered=[])


def _write(
    request: HttpRequest,
    *,
    asset: DataAsset,
    organisation: Organisation,
    draft: AccessRequest | None,
    offered: list[Organisation],
) -> HttpResponse:
    user: Any = request.user
    team: list[User] = [membership.user for membership in members(organisation)]
    form = RequestForm(
        request.POST if request.method == "POST" else None,
        asset=asset,
        members=team,
        renewal=bool(draft and draft.renews_id),
        initial=_initial(draft, user),
    )
    if form.is_bound and form.is_valid():
        if "send" in request.POST:
            form.check_complete()
        if form.is_valid():
            kept = actions_access.keep_draft(
                actor=user,
                asset=asset,
                organisation=organisation,
                request=draft,
                values=form.values(),
                people=form.people_chosen(),
            )
            if "send" not in request.POST:
                messages.success(request, _("The draft is kept. Nobody else sees it."))
                return redirect("repository:edit-request", kept.pk)
            return _send(request, kept)
    form.mark_needed()
    return render(
        request,
        "repository/request.html",
        {
            "asset": asset,
            "organisation": organisation,
            "others": [one for one in offered if one != organisation],
            "draft": draft,
            "form": form,
            "words": RequestForm.words_needed,
            "trail": [(_("My accesses"), reverse("repository:my-accesses")), (asset.title, "")],
        },
        status=422 if form.is_bound else 200,
    )


def _initial(draft: AccessRequest | None, user: User) -> dict[str, Any]:
    if draft is None:
        return {"use": "room", "months": 6, "people": [str(user.pk)]}
    return {
        **{name: getattr(draft, name) for name in actions_access.FIELDS},
        "people": [str(key) for key in draft.people.values_list("user_id", flat=True)],
    }


def _send(request: HttpRequest, kept: AccessRequest) -> HttpResponse:
    user: Any = request.user
    try:
        sent = actions_access.ask_access(actor=user, request=kept)
    except NotPossible as fault:
        messages.error(request, str(fault))
        return redirect("repository:edit-request", kept.pk)
    if sent.refused_at_once:
        messages.error(
            request, _("The request is refused at once: %(why)s.") % {"why": sent.get_refused_for_display()}
        )
    else:
        messages.success(request, _("The request is sent. You will be told of the decision."))
    return redirect("repository:access-request", sent.pk)


@login_required
@require_GET
def access_request(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """A request as who asked sees it: where it is, what was asked, what was decided."""
    user: Any = request.user
    found = selectors.own_request(user, access_id)
    if found.state == AccessRequest.State.DRAFT:
        return redirect("repository:edit-request", found.pk)
    return render(request, "repository/access_request.html", _shown(request, found, AnswerForm()))


def _shown(request: HttpRequest, found: AccessRequest, form: AnswerForm) -> dict[str, Any]:
    user: Any = request.user
    return {
        "access": found,
        "asset": found.asset,
        "people": found.people.select_related("user"),
        "decisions": found.decisions.select_related("decided_by"),
        "grant": getattr(found, "grant", None) or found.renews,
        "form": form,
        "may_answer": permissions_access.may_answer_question(user, found),
        "may_withdraw": permissions_access.may_withdraw_request(user, found),
        "now": timezone.now(),
        "trail": [(_("My accesses"), reverse("repository:my-accesses")), (found.asset.title, "")],
    }


@login_required
@require_POST
def answer_question(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """Answer the producer's question."""
    user: Any = request.user
    found = selectors.own_request(user, access_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return render(request, "repository/access_request.html", _shown(request, found, form), status=422)
    actions_access.answer_question(actor=user, request=found, answer=form.cleaned_data["answer"])
    messages.success(request, _("Your answer is sent. A new month to decide begins."))
    return redirect("repository:access-request", found.pk)


@login_required
@require_http_methods(PAGE)
def withdraw_request(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """Take a request back, after a page that asks whether one is sure."""
    user: Any = request.user
    found = selectors.own_request(user, access_id)
    if not permissions_access.may_withdraw_request(user, found):
        raise Http404
    if request.method == "POST":
        actions_access.withdraw_request(actor=user, request=found)
        messages.success(request, _("The request is withdrawn."))
        return redirect("repository:my-accesses")
    return render(request, "repository/withdraw_request.html", {"access": found, "asset": found.asset})


@login_required
@require_POST
def renew(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Ask to renew an access: a draft with what was said the last time."""
    user: Any = request.user
    draft = actions_access.start_renewal(actor=user, grant=selectors.grant_for(user, grant_id))
    if draft.asker_id != user.pk or draft.state != AccessRequest.State.DRAFT:
        return redirect("repository:access-request", draft.pk)
    return redirect("repository:edit-request", draft.pk)


@login_required
@require_GET
def my_accesses(request: HttpRequest) -> HttpResponse:
    """What one may use, and what one asked for."""
    user: Any = request.user
    page_obj = Paginator(selectors.own_requests(user), 20).get_page(request.GET.get("page"))
    return render(
        request,
        "repository/my_accesses.html",
        {"grants": selectors.own_grants(user)[:100], "page_obj": page_obj, "now": timezone.now()},
    )


@require_GET
def access_register(request: HttpRequest) -> HttpResponse:
    """Public: which organisation has access to what, for which purpose, until when. Nobody's name is in it."""
    page_obj = Paginator(selectors.register(), 50).get_page(request.GET.get("page"))
    return render(
        request,
        "repository/access_register.html",
        {"page_obj": page_obj, "counts": selectors.request_counts(), "now": timezone.now()},
    )
