"""Who pays for training, for everybody: what is said comes in by POST, is answered at once, and is not kept."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openemploi.pathways.funding import answers
from openemploi_web.pathways import presenting_funding as presenting
from openemploi_web.pathways.forms_funding import FundingForm
from openemploi_web.pathways.trail import trail

#: What another page may say of the course in the address; nothing of a person stands in one.
_COURSE: Final = FundingForm.COURSE


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def funding(request: HttpRequest) -> HttpResponse:
    """The questions (GET), and what each rule answers (POST)."""
    if request.method == "POST":
        form = FundingForm(request.POST)
    else:
        form = FundingForm(initial={name: request.GET[name] for name in _COURSE if name in request.GET})
    values: dict[str, Any] = {
        "form": form,
        "trail": trail(_("Who pays")),
        "parts": _parts(form),
        "groups": None,
    }
    if form.is_bound and form.is_valid():
        found = answers(form.situation(), today=timezone.localdate())
        values |= {
            "groups": presenting.groups(found),
            "questions": presenting.questions(found, form),
            "today": timezone.localdate(),
        }
    return render(request, "pathways/funding.html", values)


def _parts(form: FundingForm) -> list[dict[str, Any]]:
    """The questions by theme; the first two are open, another when something in it was said or is wrong."""
    parts = (
        (_("You"), form.FIRST, True),
        (_("The course"), form.COURSE, True),
        (_("What you live on"), form.MONEY, False),
        (_("Your path so far"), form.PAST, False),
        (_("What others said to you"), form.OTHERS, False),
    )
    return [
        {
            "title": title,
            "fields": [form[name] for name in names],
            "open": always or any(form[name].value() or name in form.errors for name in names),
            "always": always,
        }
        for title, names, always in parts
    ]
