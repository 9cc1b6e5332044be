"""Pages for everybody: the register of algorithms, the legal mention, privacy, accessibility."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openemploi.reporting.rules import never_counts
from openemploi_web.rights import register
from openemploi_web.rights.mentions import mentions
from openemploi_web.rights.purposes import CONSENTS, HELD


@require_GET
def algorithms(request: HttpRequest) -> HttpResponse:
    """The algorithms in use, with the parameters in force."""
    return render(
        request,
        "rights/algorithms.html",
        {
            "algorithms": register.algorithms(),
            "versions": register.versions(),
            "never": never_counts(),
            "mentions": mentions(),
        },
    )


@require_GET
def legal(request: HttpRequest) -> HttpResponse:
    """Who operates this instance."""
    return render(request, "rights/legal.html", {"mentions": mentions()})


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was tested and what was not."""
    return render(request, "rights/accessibility.html", {"mentions": mentions()})


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """Purposes, legal bases and periods: those that retention applies."""
    return render(
        request, "rights/privacy.html", {"held": HELD, "consents": CONSENTS, "mentions": mentions()}
    )
