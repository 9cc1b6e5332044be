"""A second factor for those who see other people's data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

_OPEN: Final = ("/compte/", "/langue/", "/sante/", "/static/", "/avis/")


class SecondFactorMiddleware:
    """Send counsellors, employers' administrators and staff to set up their second factor before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not request.path.startswith(_OPEN) and request.path != "/":
            if user.needs_second_factor() and not is_mfa_enabled(user):
                return redirect("mfa_activate_totp")
        return self.get_response(request)
