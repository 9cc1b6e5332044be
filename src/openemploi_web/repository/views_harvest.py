"""The harvest desk of who operates the instance: which catalogues are read, what came of it, what could not be read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openemploi.catalogue import fault_sentence
from openemploi_web.accounts.decorators import administrators_only
from openemploi_web.repository import actions_harvest as actions
from openemploi_web.repository import selectors_catalogue as selectors
from openemploi_web.repository.forms_catalogue import SourceForm
from openemploi_web.repository.models import HarvestItem, HarvestJob

PER_PAGE = 50


@administrators_only
@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """The catalogues that are read, with their last reading."""
    found = list(selectors.sources())
    rows = [(one, one.jobs.order_by("-created_at").first()) for one in found]
    return render(request, "repository/harvest_sources.html", {"rows": rows})


@administrators_only
@require_GET
def source(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """One catalogue and its readings."""
    one = selectors.source(source_id)
    page = Paginator(selectors.jobs(one), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "repository/harvest_source.html", {"source": one, "page_obj": page})


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit_source(request: HttpRequest, source_id: UUID | None = None) -> HttpResponse:
    """Add a catalogue, or correct one."""
    one = selectors.source(source_id) if source_id else None
    form = SourceForm(
        request.POST if request.method == "POST" else None,
        instance=selectors.source(source_id) if source_id else None,
    )
    if request.method == "POST" and form.is_valid():
        kept = actions.keep_source(actor=request.user, source=one, **form.cleaned_data)
        messages.success(request, _("The catalogue is saved. You can read it now."))
        return redirect("repository:source", kept.pk)
    return render(
        request,
        "repository/harvest_source_form.html",
        {"form": form, "source": one},
        status=422 if form.errors else 200,
    )


@administrators_only
@require_POST
def run(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Read a catalogue now."""
    started = actions.start_harvest(actor=request.user, source=selectors.source(source_id))
    return redirect("repository:harvest", started.pk)


@administrators_only
@require_POST
def pause(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Stop reading a catalogue by itself, or go on."""
    one = selectors.source(source_id)
    paused = request.POST.get("paused") == "yes"
    actions.pause_source(actor=request.user, source=one, paused=paused)
    messages.success(
        request,
        _("This catalogue is not read by itself any more.") if paused else _("This catalogue is read again."),
    )
    return redirect("repository:source", one.pk)


@administrators_only
@require_GET
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One reading: what came of it, what could not be read and where, and what was done line by line."""
    one = selectors.job(job_id)
    counts = selectors.outcomes(one)
    page = Paginator(one.errors.order_by("created_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    errors = [(error, fault_sentence(error.code, value=error.value)) for error in page]
    running = one.state in (HarvestJob.State.WAITING, HarvestJob.State.RUNNING)
    said: dict[str, Any] = {
        "job": one,
        "source": one.source,
        "outcomes": [(HarvestItem.Outcome(name).label, counts.get(name, 0)) for name in HarvestItem.Outcome],
        "met": sum(counts.values()),
        "page_obj": page,
        "errors": errors,
        "log": one.log.order_by("at", "pk")[:200],
        "running": running,
    }
    return render(request, "repository/harvest_job.html", said)
