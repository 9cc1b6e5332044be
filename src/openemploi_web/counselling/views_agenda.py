"""The agenda by day, and the secret address at which a calendar program reads it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openemploi_web.counselling import actions_appointments as actions
from openemploi_web.counselling import calendar
from openemploi_web.counselling import feed as feeds
from openemploi_web.counselling.models import CalendarKey


@login_required
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Appointments, interviews and last days, by day."""
    return _page(request)


@login_required
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Make the address, or another in its place. It is shown here and never again: only its hash is kept."""
    token = actions.make_calendar_key(actor=request.user)
    response = _page(request, address=settings.ORIGIN + reverse("counselling:feed", args=[token]))
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def remove_address(request: HttpRequest) -> HttpResponse:
    """Make the address open nothing any more."""
    actions.remove_calendar_key(actor=request.user)
    messages.success(request, _("The address does not open your agenda any more."))
    return redirect("counselling:agenda")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The agenda for a calendar program. Whoever has no right address finds nothing."""
    user = feeds.owner_of(token)
    if user is None:
        raise Http404
    with translation.override(user.language):
        content = feeds.calendar_of(calendar.entries(user))
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"},
    )


def _page(request: HttpRequest, *, address: str = "") -> HttpResponse:
    user: Any = request.user
    today = timezone.localdate()
    days = calendar.days(calendar.entries(user))
    key = CalendarKey.objects.filter(user=user).first()
    return render(
        request,
        "counselling/agenda.html",
        {
            "coming": [day for day in days if day.on >= today],
            "past": [day for day in reversed(days) if day.on < today],
            "today": today,
            "now": timezone.now(),
            "key": key,
            "address": address,
        },
    )
