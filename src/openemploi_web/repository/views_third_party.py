"""The trusted third party's pages: its projects, who contributed what, what was joined and who used it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openemploi.errors import OpenEmploiError
from openemploi_web.accounts.decorators import administrators_only
from openemploi_web.accounts.models import Organisation
from openemploi_web.repository import actions_third_party as actions
from openemploi_web.repository import permissions_third_party as permissions
from openemploi_web.repository import selectors_access, third_party
from openemploi_web.repository import selectors_third_party as selectors
from openemploi_web.repository.actions_access import NotPossible
from openemploi_web.repository.forms_third_party import ContributeForm, JoinForm, KeyForm, ProjectForm
from openemploi_web.repository.models.third_party import JoinProject

PAGE = ["GET", "HEAD", "POST"]


@login_required
@require_GET
def projects(request: HttpRequest) -> HttpResponse:
    """The projects that one runs or contributes to."""
    user: Any = request.user
    return render(
        request,
        "repository/third_party.html",
        {"projects": selectors.projects(user), "runs": permissions.may_run_projects(user)},
    )


@administrators_only
@require_http_methods(PAGE)
def new_project(request: HttpRequest) -> HttpResponse:
    """Open a project."""
    user: Any = request.user
    form = ProjectForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.make_project(actor=user, **form.cleaned_data)
        except NotPossible as fault:
            form.add_error("others", str(fault))
        else:
            messages.success(request, _("The project is open. Its contributors find it on their page."))
            return redirect("repository:third-party-project", made.pk)
    return render(
        request, "repository/third_party_new.html", {"form": form}, status=422 if form.is_bound else 200
    )


@login_required
@require_GET
def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """A project: contributors, keys by id, files, joins, and who used the joined set."""
    user: Any = request.user
    return _page(request, selectors.project_for(user, project_id))


@login_required
@require_POST
def announce_key(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Say which key is in use."""
    user: Any = request.user
    found = selectors.project_for(user, project_id)
    form = KeyForm(request.POST)
    own = _contributor(user, found)
    if form.is_valid():
        try:
            actions.announce_key(actor=user, project=found, organisation=own, **form.cleaned_data)
        except NotPossible as fault:
            form.add_error("key_id", str(fault))
        else:
            messages.success(
                request, _("The key is announced. Files made under another are not joined any more.")
            )
            return redirect("repository:third-party-project", found.pk)
    return _page(request, found, key=form)


@login_required
@require_POST
def contribute(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Give a file of pseudonyms."""
    user: Any = request.user
    found = selectors.project_for(user, project_id)
    form = ContributeForm(request.POST, request.FILES)
    own = _contributor(user, found)
    if form.is_valid():
        try:
            given = third_party.read(form.cleaned_data["file"].file)
            actions.contribute(actor=user, project=found, organisation=own, given=given)
        except OpenEmploiError as fault:
            form.add_error("file", f"{fault.message} {fault.remedy}")
        except NotPossible as fault:
            form.add_error("file", str(fault))
        else:
            messages.success(
                request, _("The file is kept. Its rows, its key and its print are in the register.")
            )
            return redirect("repository:third-party-project", found.pk)
    return _page(request, found, contribute=form)


@administrators_only
@require_POST
def join(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Join two files."""
    user: Any = request.user
    found = selectors.project_for(user, project_id)
    form = JoinForm(request.POST, project=found)
    if form.is_valid():
        try:
            actions.join_files(actor=user, project=found, **form.cleaned_data)
        except NotPossible as fault:
            form.add_error("second", str(fault))
        else:
            messages.success(
                request, _("The files are joined. The joined set is restricted; its lead decides on it.")
            )
            return redirect("repository:third-party-project", found.pk)
    return _page(request, found, join=form)


def _contributor(user: Any, found: JoinProject) -> Organisation:
    """The organisation for which ``user`` contributes. Raises ``Http404``: the third party itself gives nothing."""
    own = _own(user, found)
    if own is None:
        raise Http404
    return own


def _own(user: Any, found: JoinProject) -> Organisation | None:
    own = permissions.contributors_of(user, found)
    return own[0] if own else None


def _page(request: HttpRequest, found: JoinProject, **bound: Form) -> HttpResponse:
    user: Any = request.user
    joins = found.joins.select_related("asset", "first__organisation", "second__organisation")
    latest = joins.first()
    return render(
        request,
        "repository/third_party_project.html",
        {
            "project": found,
            "members": found.members.select_related("organisation"),
            "keys": found.keys.all(),
            "contributions": found.contributions.select_related("organisation", "key"),
            "joins": joins,
            "used": selectors_access.uses_of(latest.asset) if latest is not None else [],
            "own": _own(user, found),
            "runs": permissions.may_run_projects(user),
            "forms": {
                "key": bound.get("key") or KeyForm(),
                "contribute": bound.get("contribute") or ContributeForm(),
                "join": bound.get("join") or JoinForm(project=found),
            },
            "trail": [(_("Trusted third party"), reverse("repository:third-party")), (found.name, "")],
        },
        status=422 if bound else 200,
    )
