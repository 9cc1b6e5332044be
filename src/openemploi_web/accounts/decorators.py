"""Which space a page belongs to: jobseekers, employers, counsellors, administrators.

A visitor is sent to sign in. Somebody signed in who has not this space gets a page (403) that says whose it is and
how one gets there. Pages of employers, counsellors and administrators find the organisation that the person acts for in
``request.organisation``. What a person may do inside a space is asked by the actions, and which rows they see by the
selectors.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from openemploi_web.accounts import selectors
from openemploi_web.accounts.models import Organisation, User

View = Callable[..., HttpResponseBase]
START: Final = "jobseekers:start"


class SpaceRequest(HttpRequest):
    """A request that one of these decorators let through; for the types of views."""

    user: User
    organisation: Organisation


def jobseekers_only(view: View) -> View:
    """For people who look for work. Their first visit of ``jobseekers:start`` makes their profile."""

    @login_required
    @functools.wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        if not user.has_profile:
            match = request.resolver_match
            starting = match is not None and match.view_name == START
            if not starting or user.active_memberships:
                return other_space(request, "jobseeker")
            from openemploi_web.accounts import actions

            actions.look_for_work(actor=user)
        return view(request, *args, **kwargs)

    return run


def employers_only(view: View) -> View:
    """For people who recruit for an employer."""
    return _acting(view, kind=Organisation.Kind.EMPLOYER, space="employer")


def counsellors_only(view: View) -> View:
    """For the counsellors of an agency."""
    return _acting(view, kind=Organisation.Kind.COUNSELLING, space="counsellor")


def administrators_only(view: View) -> View:
    """For those who answer for the instance."""
    return _acting(view, kind=Organisation.Kind.OPERATOR, space="administrator")


def other_space(request: HttpRequest, space: str) -> HttpResponse:
    """The page that says whose space this is and how to get there."""
    return render(request, "accounts/other_space.html", {"space": space}, status=403)


def _acting(view: View, *, kind: str, space: str) -> View:
    @login_required
    @functools.wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        organisation = selectors.acting_organisation(request, kind)
        if organisation is None:
            return other_space(request, space)
        request.organisation = organisation  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return run
