"""First orientation, for pupils and students: their words come in by POST, are answered at once, and are not kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openemploi.labourmarket.model import Level
from openemploi.pathways.orientation import Answers, Guidance, class_view
from openemploi_web.pathways import presenting_orientation as presenting
from openemploi_web.pathways.forms_orientation import ClassForm, PupilForm
from openemploi_web.pathways.opened import guide
from openemploi_web.pathways.reasons import source_line
from openemploi_web.pathways.selectors import missing_data
from openemploi_web.pathways.telling import areas
from openemploi_web.pathways.trail import trail


@require_http_methods(["GET", "HEAD", "POST"])
def orientation(request: HttpRequest) -> HttpResponse:
    """The questions (GET), and the families that the answers lead to (POST)."""
    lacking = missing_data("rome")
    form = PupilForm(request.POST if request.method == "POST" else None)
    values: dict[str, Any] = {"form": form, "lacking": lacking, "trail": trail(_("I am at school"))}
    if request.method != "POST" or lacking or not form.is_valid():
        return render(request, "pathways/orientation.html", values)
    given = form.cleaned_data
    home = next((one for one in areas(given["place"]) if one.level is Level.COMMUNE), None)
    found = guide().guide(
        Answers(
            likes=given["likes"],
            subjects=given["subjects"],
            tasks=given["tasks"],
            dislikes=given["dislikes"],
            home=home.code if home else None,
        )
    )
    shown = values | {"home": home, "place_unknown": bool(given["place"].strip()) and home is None}
    return render(request, "pathways/orientation_families.html", shown | _families(found))


def _families(found: Guidance) -> dict[str, Any]:
    return {
        "summary": presenting.summary(found),
        "groups": presenting.groups(found),
        "without_courses": presenting.without_courses(found),
        "set_aside": [{"label": one.label, "words": presenting.said(one.because)} for one in found.set_aside],
        "unread": [clause.text for clause in found.unread],
        "sources": [source_line(one) for one in found.sources.values()],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def of_class(request: HttpRequest) -> HttpResponse:
    """What a teacher may see of a class: counts of at least 11 pupils; the answers are not kept."""
    lacking = missing_data("rome")
    form = ClassForm(request.POST if request.method == "POST" else None)
    values: dict[str, Any] = {
        "form": form,
        "lacking": lacking,
        "view": None,
        "trail": trail(_("For a class")),
    }
    if request.method == "POST" and not lacking and form.is_valid():
        asked = guide()
        view = class_view(
            [asked.guide(Answers(likes=likes, dislikes=no)) for likes, no in form.cleaned_data["answers"]]
        )
        values |= {
            "view": view,
            "families": presenting.families_of_class(view),
            "traits": presenting.traits_of_class(view),
        }
    return render(request, "pathways/orientation_class.html", values)
