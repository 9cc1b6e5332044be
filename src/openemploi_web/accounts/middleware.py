"""A second factor for those who see other people's data, and the day on which somebody was last here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openemploi_web.accounts.presence import note_presence

#: Where a second factor is set up, one's notices, and what a visitor may see too.
_OPEN: Final = ("/compte/", "/langue/", "/sante/", "/static/", "/avis/")
_API: Final = "/api/"

Answer = Callable[[HttpRequest], HttpResponse]


class SecondFactorMiddleware:
    """Send counsellors, employers' administrators and staff to set up their second factor before anything else.

    A request of the API that comes with their session is refused instead: a program does not follow to a form.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        if (
            user.is_authenticated
            and request.path != "/"
            and not request.path.startswith(_OPEN)
            and user.needs_second_factor()
            and not is_mfa_enabled(user)
        ):
            if request.path.startswith(_API):
                return _refusal()
            return redirect("mfa_activate_totp")
        return self.get_response(request)


class PresenceMiddleware:
    """Keep the day of a person's visit: the time after which their data is given up counts from it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            note_presence(request.user)
        return self.get_response(request)


def _refusal() -> HttpResponse:
    return JsonResponse(
        {
            "code": "second_factor_needed",
            "message": _("This account needs a second factor."),
            "remedy": _("Sign in on the portal and set up your second factor."),
            "where": None,
        },
        status=403,
    )
