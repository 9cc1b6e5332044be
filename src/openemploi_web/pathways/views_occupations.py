"""Other occupations, for everybody and without an account: say what one did and can do, check what was read, choose."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openemploi.labourmarket import wording
from openemploi_web.pathways.asking import asked
from openemploi_web.pathways.forms import WordsForm
from openemploi_web.pathways.selectors import missing_data, own
from openemploi_web.pathways.telling import told
from openemploi_web.pathways.trail import trail


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The ways on from where one stands, and what each asks."""
    return render(request, "pathways/index.html", {"own": own(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def others(request: HttpRequest) -> HttpResponse:
    """Say what one did (GET), check what was read of it (POST), then see other occupations (GET with codes)."""
    if request.method == "POST":
        form = WordsForm(request.POST)
        if form.is_valid():
            return _review(request, form)
        return render(request, "pathways/others_start.html", _start(request, form))
    if request.GET.get("mine") and own(request.user) is None:
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?next={reverse('pathways:others')}%3Fmine%3D1")
        return redirect("pathways:others")
    question = asked(request.GET, user=request.user)
    if question.empty:
        return render(request, "pathways/others_start.html", _start(request, WordsForm()))
    return render(request, "pathways/others_start.html", _start(request, WordsForm()))


def _start(request: HttpRequest, form: WordsForm) -> dict[str, Any]:
    return {
        "form": form,
        "own": own(request.user),
        "lacking": missing_data("rome"),
        "trail": trail(_("Other occupations")),
    }


def _review(request: HttpRequest, form: WordsForm) -> HttpResponse:
    """What was read, each with its passage; the next page takes what is ticked, as codes."""
    given = form.cleaned_data
    read = told(title=given["title"], words=given["words"], place=given["place"])
    return render(
        request,
        "pathways/others_review.html",
        {
            "form": form,
            "read": read,
            "areas": [(area, wording.area_name(area), wording.level_name(area.level)) for area in read.areas],
            "place_said": bool(given["place"].strip()),
            "title_said": bool(given["title"].strip()),
            "words_said": bool(given["words"].strip()),
            "nothing": not (read.occupations or read.skills),
            "lacking": missing_data("rome"),
            "trail": trail(_("Other occupations")),
        },
    )
