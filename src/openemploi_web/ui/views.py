"""The gallery of components, for those who build pages; served on a demonstration or a developer's instance only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openemploi_web.ui.gallery import SampleForm, samples


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state; its form answers with its errors and keeps nothing."""
    form = SampleForm(request.GET or None)
    return render(request, "ui/gallery.html", {**samples(), "form": form})
