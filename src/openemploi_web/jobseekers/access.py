"""Pages of a person who looks for work: who has no profile yet is told the first thing to do."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from openemploi_web.jobseekers.selectors_offers import own_profile


def with_profile(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the profile of whoever is signed in, as its second argument."""

    @login_required
    @functools.wraps(view)
    def shown(request: HttpRequest, **values: Any) -> HttpResponse:
        profile = own_profile(request.user)
        if profile is not None:
            return view(request, profile, **values)
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return render(request, "jobseekers/offers/no_profile.html")

    return shown


def go_back(request: HttpRequest, default: str) -> HttpResponse:
    """Back to the page of this site that the form names, or to ``default``."""
    back = request.POST.get("next", "")
    if back and url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return redirect(back)
    return redirect(default)
