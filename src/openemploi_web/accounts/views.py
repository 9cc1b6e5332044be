"""Pages of organisations: registering one, its team, its places, and the administrators' list."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from openemploi_web.accounts import actions


@login_required
@require_POST
def look_for_work(request: HttpRequest) -> HttpResponse:
    """Open the person's space of a jobseeker and go there."""
    actions.look_for_work(actor=request.user)
    return redirect("jobseekers:start")


def new_organisation(request: HttpRequest) -> HttpResponse:
    return redirect("home")
