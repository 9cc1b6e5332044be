"""Why this rank, and contesting it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openemploi_web.rights import actions, selectors
from openemploi_web.rights.beside import beside
from openemploi_web.rights.forms import ContestForm
from openemploi_web.rights.mentions import mentions
from openemploi_web.rights.why import why as reasons
from openemploi_web.ui import words


@login_required
@require_GET
def why(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """The arithmetic in words, the data and their sources, what would change it, who answers for it."""
    user: Any = request.user
    vacancy = selectors.comparable_vacancy(user, vacancy_id)
    return render(
        request,
        "rights/why.html",
        {
            "why": reasons(user, vacancy),
            "contest": selectors.open_contest(user, vacancy),
            "mentions": mentions(),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def contest(request: HttpRequest, vacancy_id: UUID) -> HttpResponse:
    """Say what is wrong; the day of the answer is shown."""
    user: Any = request.user
    vacancy = selectors.comparable_vacancy(user, vacancy_id)
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.contest(actor=user, vacancy=vacancy, text=form.cleaned_data["text"])
        messages.success(
            request,
            _("Your contest is registered. A person answers before %(day)s.")
            % {"day": words.day(made.due_at)},
        )
        return redirect("rights:contests")
    return render(
        request,
        "rights/contest.html",
        {"form": form, "vacancy": vacancy, "waiting": selectors.open_contest(user, vacancy)},
        status=400 if request.method == "POST" else 200,
    )


@login_required
@require_GET
def contests(request: HttpRequest) -> HttpResponse:
    """The person's own contests, with the answers."""
    page_obj = Paginator(selectors.contests_of(request.user), 10).get_page(request.GET.get("page"))
    rows = [(row, beside(row.before, row.after) if row.after else None) for row in page_obj.object_list]
    return render(request, "rights/contests.html", {"page_obj": page_obj, "rows": rows})
