"""The first page, the choice of language, a person's notices, and whether the instance is well."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from openemploi_web.core import actions_notices
from openemploi_web.core.models import Notice
from openemploi_web.core.notices import sentence
from openemploi_web.core.steps import next_steps


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What this place is and the first thing to do, by what the person can do here."""
    steps = next_steps(request.user) if request.user.is_authenticated else []
    return render(request, "core/home.html", {"steps": steps})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that the person chose, and go back to where they were."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("language", "")
    if chosen in {code for code, _name in settings.LANGUAGES}:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


@login_required
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """What the portal told the person, newest first."""
    user: Any = request.user
    page = Paginator(Notice.objects.filter(user=user), 20).get_page(request.GET.get("page"))
    lines = [{"notice": notice, "words": sentence(notice.kind, notice.values)} for notice in page]
    return render(request, "core/notices.html", {"page_obj": page, "lines": lines})


@login_required
@require_POST
def open_notice(request: HttpRequest, notice_id: str) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    notice = get_object_or_404(Notice, pk=notice_id, user=request.user)
    actions_notices.read(actor=request.user, notice=notice)
    return redirect(notice.link or "core:notices")


@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """Whether the database answers; for whoever watches the instance."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok"})
