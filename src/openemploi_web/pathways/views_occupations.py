"""Other occupations, for everybody and without an account: say what one did and can do, check what was read, choose."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openemploi.extraction.model import SkillClaim
from openemploi.labourmarket import wording
from openemploi.labourmarket.model import FRANCE
from openemploi_web.observatory.selectors import occupation_for
from openemploi_web.pathways import presenting_transitions as presenting
from openemploi_web.pathways import ways
from openemploi_web.pathways.asking import Asked, asked, start_words
from openemploi_web.pathways.forms import WordsForm
from openemploi_web.pathways.reasons import source_line
from openemploi_web.pathways.selectors import missing_data, own
from openemploi_web.pathways.telling import told
from openemploi_web.pathways.trail import trail
from openemploi_web.pathways.training_address import training_address


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
    if question.empty or missing_data("rome"):
        return render(request, "pathways/others_start.html", _start(request, WordsForm()))
    return _list(request, question)


@require_safe
def transition(request: HttpRequest, code: str) -> HttpResponse:
    """One other occupation, from where the address says one starts; made to be printed."""
    target = occupation_for(code)
    question = asked(request.GET, user=request.user)
    if question.empty or missing_data("rome"):
        return redirect("pathways:others")
    if question.occupation == target:
        raise Http404
    one = ways.one(question, target=target)
    if one is None:
        return redirect("pathways:others")
    shown = presenting.shown(one, asked=question)
    area = question.area or FRANCE
    return render(
        request,
        "pathways/transition.html",
        {
            "one": shown,
            "start": start_words(question),
            "compared": question.occupation is not None,
            "steps": presenting.steps(ways.route(question, one), asked=question),
            "area": area,
            "place": wording.area_name(area),
            "training": training_address(
                goal=target.code,
                skills=tuple(chip.code for chip in shown.missing),
                place=question.area.name if question.area else "",
            ),
            "sources": [source_line(source) for source in ways.sources(one)],
            "back": f"{reverse('pathways:others')}?{question.query}",
            "trail": [
                *trail()[:1],
                (_("Other occupations"), f"{reverse('pathways:others')}?{question.query}"),
                (shown.label, ""),
            ],
        },
    )


def _list(request: HttpRequest, question: Asked) -> HttpResponse:
    found = ways.found(question)
    area = question.area or FRANCE
    return render(
        request,
        "pathways/others.html",
        {
            "start": start_words(question),
            "lead": presenting.lead(found) if found else "",
            "place": wording.area_name(area),
            "mine": question.mine,
            "forgotten": question.unknown,
            "notes": presenting.notes(found, unknown=ways.unknown(question)) if found else [],
            "groups": presenting.groups(found.found, asked=question) if found else [],
            "sources": [source_line(source) for source in ways.sources(*(found.found if found else ()))],
            "trail": [
                *trail()[:1],
                (_("Other occupations"), reverse("pathways:others")),
                (start_words(question), ""),
            ],
        },
    )


def _start(request: HttpRequest, form: WordsForm) -> dict[str, Any]:
    return {
        "form": form,
        "own": own(request.user),
        "lacking": missing_data("rome"),
        "trail": trail(_("Other occupations")),
    }


def _readable(claim: SkillClaim) -> dict[str, Any]:
    """A skill that was read; where ROME has none of that name, those of ROME to choose from."""
    codes = ways.rome_codes(claim.uri)
    return {"claim": claim, "known": bool(codes), "alike": () if codes else ways.alike(claim.label)}


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
            "skills": [_readable(claim) for claim in read.skills],
            "areas": [(area, wording.area_name(area), wording.level_name(area.level)) for area in read.areas],
            "place_said": bool(given["place"].strip()),
            "title_said": bool(given["title"].strip()),
            "words_said": bool(given["words"].strip()),
            "nothing": not (read.occupations or read.skills),
            "lacking": missing_data("rome"),
            "trail": trail(_("Other occupations")),
        },
    )
