"""The counsellor's side: projects whose code was given to them, and the talk on one in three columns."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openemploi_web.accounts.decorators import SpaceRequest, counsellors_only
from openemploi_web.mobility import actions, answering, codes, presenting, selectors, talking
from openemploi_web.mobility.forms_kept import CodeForm, ConclusionForm
from openemploi_web.observatory.selectors import pages_of_data

PER_PAGE = 50


@counsellors_only
@require_http_methods(["GET", "HEAD", "POST"])
def talks(request: SpaceRequest) -> HttpResponse:
    """The projects that people gave me the code of; and the code of one more."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not codes.may_try(f"counsellor {request.user.pk}"):
            form.add_error(
                "code", _("Too many codes were tried from here. Wait ten minutes, then try again.")
            )
        elif (project := selectors.project_of_code(form.cleaned_data["code"])) is None:
            form.add_error(
                "code", _("There is no project under this code: a sign is wrong, or it was erased.")
            )
        else:
            talk = actions.receive(
                actor=request.user,
                organisation=request.organisation,
                project=project,
                code=form.cleaned_data["code"],
            )
            return redirect("mobility:talk", talk.pk)
    page = Paginator(selectors.talks_of(request.user, request.organisation), PER_PAGE).get_page(
        request.GET.get("page")
    )
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request,
        "mobility/talks.html",
        {"form": form, "page_obj": page, "rows": [talking.head(one) for one in page]},
        status=status,
    )


@counsellors_only
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: SpaceRequest, talk_id: UUID) -> HttpResponse:
    """Person, data and counsellor side by side, with the differences marked and the conclusion of the two."""
    one = selectors.talk_for(request.user, request.organisation, talk_id)
    found = answering.latest(one.project)
    lines = talking.lines(found, one.views)
    form = ConclusionForm(
        request.POST if request.method == "POST" else None,
        lines=[(line.key, line.title) for line in lines],
        views=one.views,
        initial={"conclusion": one.conclusion},
    )
    if request.method == "POST" and form.is_valid():
        actions.conclude(
            actor=request.user,
            talk=one,
            views=form.views_now(),
            conclusion=form.cleaned_data["conclusion"].strip(),
        )
        messages.success(request, _("Kept. The person reads it with their code."))
        return redirect("mobility:talk", one.pk)
    if request.method != "POST":
        actions.look(actor=request.user, talk=one)
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request,
        "mobility/talk.html",
        {
            **presenting.answer(found, pages=pages_of_data()),
            "talk": one,
            "head": talking.head(one),
            "form": form,
            "lines": [(line, form[f"view_{line.key}"]) for line in lines],
            "trail": [(_("Projects given to me"), reverse("mobility:talks")), (_("A project"), "")],
        },
        status=status,
    )


@counsellors_only
@require_POST
def let_go(request: SpaceRequest, talk_id: UUID) -> HttpResponse:
    """Take a project off my list."""
    one = selectors.talk_for(request.user, request.organisation, talk_id)
    actions.let_go(actor=request.user, talk=one)
    messages.success(request, _("The project is off your list. The person’s own is still there."))
    return redirect("mobility:talks")
