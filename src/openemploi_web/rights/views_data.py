"""A person and their data: what they agreed to, what is held, who looked, taking it away, erasing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openemploi_web.rights import actions, looks, resume, selectors
from openemploi_web.rights.forms import EraseForm
from openemploi_web.rights.holdings import held_about
from openemploi_web.rights.models import Consent
from openemploi_web.rights.purposes import ARCHIVE_DAYS, CHANGE_OF_MIND, CONSENTS

LINES = 10


@login_required
@require_GET
def consents(request: HttpRequest) -> HttpResponse:
    """One line a purpose: what it changes, since when, one button."""
    given = selectors.consents_of(request.user)
    rows = []
    for asked in CONSENTS:
        history = given.get(asked.purpose, [])
        current = next((row for row in reversed(history) if row.withdrawn_at is None), None)
        rows.append(
            {"asked": asked, "current": current, "history": [row for row in history if row != current]}
        )
    return render(request, "rights/consents.html", {"rows": rows})


@login_required
@require_POST
def give_consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """Agree to one purpose."""
    actions.give_consent(actor=_user(request), purpose=_purpose(purpose))
    messages.success(request, _("You agreed. You can take it back at any time."))
    return redirect("rights:consents")


@login_required
@require_POST
def withdraw_consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """Take one consent back."""
    actions.withdraw_consent(actor=_user(request), purpose=_purpose(purpose))
    messages.success(request, _("You took it back. It counts from now on."))
    return redirect("rights:consents")


@login_required
@require_GET
def data(request: HttpRequest) -> HttpResponse:
    """What is held and why, who looked, take away, erase."""
    user = _user(request)
    everything = request.GET.get("journal") == "all"
    events = selectors.looks_of(user)
    others = events.exclude(actor=user.pk)
    page_obj = Paginator(events if everything else others, LINES).get_page(request.GET.get("page"))
    return render(
        request,
        "rights/data.html",
        {
            "groups": held_about(user),
            "page_obj": page_obj,
            "lines": looks.lines(page_obj.object_list, reader=user),
            "tabs": [
                (_("By others"), "?#journal", not everything, others.count()),
                (_("Everything, you included"), "?journal=all#journal", everything, events.count()),
            ],
            "archives": list(selectors.archives_of(user)),
            "archive_days": ARCHIVE_DAYS,
            "planned": selectors.planned_erasure(user),
            "days": CHANGE_OF_MIND.days,
            "teams": [membership.organisation for membership in user.active_memberships],
        },
    )


@login_required
@require_GET
def take_profile(request: HttpRequest, form: str) -> HttpResponse:
    """The profile as a file for other services."""
    user = _user(request)
    if form not in resume.FORMATS or not user.has_profile:
        raise Http404
    actions.take_profile(actor=user, form=form)
    response = HttpResponse(resume.written(user.profile, form=form), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{form}.json"'
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def ask_archive(request: HttpRequest) -> HttpResponse:
    """Have the archive made."""
    actions.ask_archive(actor=_user(request))
    messages.success(request, _("Your archive is being made. We tell you when it is ready."))
    return redirect("rights:data")


@login_required
@require_GET
def take_archive(request: HttpRequest, archive_id: UUID) -> FileResponse:
    """The archive, to its owner."""
    user = _user(request)
    archive = selectors.archive_for(user, archive_id)
    actions.take_archive(actor=user, archive=archive)
    response = FileResponse(
        archive.file.open("rb"),
        as_attachment=True,
        filename=f"open-emploi-{archive.created_at:%Y-%m-%d}.zip",
        content_type="application/zip",
    )
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Say what will be erased and what is left; a yes gives the receipt."""
    user = _user(request)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        planned = actions.plan_erasure(actor=user)
        messages.success(request, _("It is noted. Your receipt: %(receipt)s") % {"receipt": planned.receipt})
        return redirect("rights:data")
    return render(
        request,
        "rights/erase.html",
        {
            "form": form,
            "groups": held_about(user),
            "days": CHANGE_OF_MIND.days,
            "planned": selectors.planned_erasure(user),
            "teams": [membership.organisation for membership in user.active_memberships],
        },
        status=400 if request.method == "POST" else 200,
    )


@login_required
@require_POST
def keep(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    """The person changed their mind."""
    user = _user(request)
    actions.cancel_erasure(actor=user, erasure=selectors.erasure_for(user, erasure_id))
    messages.success(request, _("Nothing will be erased. Everything stays as it was."))
    return redirect("rights:data")


def _purpose(text: str) -> str:
    if text not in Consent.For.values:
        raise Http404
    return text


def _user(request: HttpRequest) -> Any:
    return request.user
