"""Where a public employer presents itself and the occupations that it recruits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.search import search
from openemploi_web.accounts.models import Organisation
from openemploi_web.core.engine import engine
from openemploi_web.employers import actions
from openemploi_web.employers.forms_edit import EntryForm, PresentationForm
from openemploi_web.employers.models import CareerEntry
from openemploi_web.employers.permissions import may_present

_SURE = 0.8  # how alike a name must be to be taken for an occupation of the taxonomy


@login_required
@require_http_methods(["GET", "POST"])
def edit_careers(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The presentation, and each occupation with how one enters it."""
    user: Any = request.user
    organisation = _own(user, organisation_id)
    form = PresentationForm(request.POST or None, initial={"presentation": organisation.presentation})
    if request.method == "POST" and form.is_valid():
        actions.present(actor=user, organisation=organisation, presentation=form.cleaned_data["presentation"])
        messages.success(request, _("The presentation is kept."))
        return redirect("employers:edit-careers", organisation.pk)
    return render(
        request,
        "employers/edit_careers.html",
        {"organisation": organisation, "form": form, "entries": organisation.careers.all()},
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit_entry(request: HttpRequest, organisation_id: UUID, entry_id: UUID | None = None) -> HttpResponse:
    """Add an occupation, or change one."""
    user: Any = request.user
    organisation = _own(user, organisation_id)
    entry = _entry(organisation, entry_id) if entry_id else None
    form = EntryForm(request.POST or None, entry=entry)
    if request.method == "POST" and form.is_valid():
        fields = {**form.cleaned_data, "occupation_uri": _uri_of(form.cleaned_data["occupation"])}
        actions.keep_entry(actor=user, organisation=organisation, fields=fields, entry=entry)
        messages.success(request, _("The occupation is kept."))
        return redirect("employers:edit-careers", organisation.pk)
    return render(
        request, "employers/edit_entry.html", {"organisation": organisation, "form": form, "entry": entry}
    )


@login_required
@require_POST
def drop_entry(request: HttpRequest, organisation_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take an occupation away."""
    user: Any = request.user
    organisation = _own(user, organisation_id)
    actions.drop_entry(actor=user, organisation=organisation, entry=_entry(organisation, entry_id))
    messages.success(request, _("The occupation is taken away."))
    return redirect("employers:edit-careers", organisation.pk)


def _own(user: Any, organisation_id: UUID) -> Organisation:
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None or not may_present(user, found):
        raise Http404
    return found


def _entry(organisation: Organisation, entry_id: UUID) -> CareerEntry:
    found: CareerEntry | None = organisation.careers.filter(pk=entry_id).first()
    if found is None:
        raise Http404
    return found


def _uri_of(occupation: str) -> str:
    """The occupation of the taxonomy that bears nearly this name; none when no name is near enough."""
    taxonomy = engine().taxonomy
    hits = search(taxonomy, occupation, kinds=[ConceptKind.OCCUPATION], limit=1, threshold=_SURE)
    return taxonomy.uri(hits[0].concept) if hits else ""
