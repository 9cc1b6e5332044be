"""The self-diagnosis, for everybody and without an account: words, what was read, what is believed, the answer.

Each page hands the project on in the person's own browser (:mod:`.carrying`); nothing is written here.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openemploi_web.mobility import answering, carrying, paper, places, presenting
from openemploi_web.mobility.carrying import Carried, TooLong, carried, carry
from openemploi_web.mobility.forms_kept import WeightsForm
from openemploi_web.mobility.forms_project import BeliefsForm, ReadForm, WordsForm
from openemploi_web.mobility.told import Told
from openemploi_web.observatory.selectors import observatory, pages_of_data


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The project in one's own words; what was read in them is shown next."""
    has = carried(request)
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        initial={"words": has.told.words if has else ""},
    )
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"].strip()
        if has is not None and has.told.words == words:
            return redirect("mobility:read")
        understood = answering.understand(words)
        if answered := _carried_to("mobility:read", Carried(understood.told), form, "words"):
            return answered
    return _page(request, "mobility/start.html", {"form": form, "has": has is not None}, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """What was read, each with its passage, to be corrected."""
    has = carried(request)
    if has is None:
        return _nothing_carried(request)
    known = observatory()
    understood = answering.understand(has.told.words)
    form = ReadForm(
        request.POST if request.method == "POST" else None,
        told=has.told,
        look_up=known.look_up,
        datasets=frozenset(known.datasets),
        offered=understood.offered,
    )
    if request.method == "POST" and form.is_valid():
        answered = _carried_to("mobility:beliefs", _changed(has, form.told_now()), form, None)
        if answered:
            return answered
    return _page(
        request,
        "mobility/read.html",
        {
            "form": form,
            "parts": presenting.parts(form, understood, has.told),
            "words": has.told.words,
            "more_places": any(
                form[f"place_{n}"].value() or form[f"place_{n}_choice"].errors for n in (2, 3, 4)
            ),
            "lacks": _lacks(),
            "step": 2,
        },
        form=form,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def beliefs(request: HttpRequest) -> HttpResponse:
    """What the person thinks, by sliders or numbers; empty is "I do not know"."""
    has = carried(request)
    if has is None:
        return _nothing_carried(request)
    form = BeliefsForm(request.POST if request.method == "POST" else None, told=has.told)
    if request.method == "POST" and form.is_valid():
        answered = _carried_to("mobility:diagnosis", _changed(has, form.told_now()), form, "reasons")
        if answered:
            return answered
    return _page(
        request,
        "mobility/beliefs.html",
        {"form": form, "step": 3, **presenting.about(has.told, observatory().look_up)},
        form=form,
    )


@require_safe
def diagnosis(request: HttpRequest) -> HttpResponse:
    """The answer: stages, believed beside observed, levers and constraints, similar projects, three ways."""
    has = carried(request)
    if has is None:
        return _nothing_carried(request)
    found = answering.answer(has.told)
    return render(
        request,
        "mobility/diagnosis.html",
        {
            **presenting.answer(found, pages=pages_of_data()),
            "code": has.code,
            "lacks": _lacks(),
            "step": 4,
            "steps": presenting.steps(),
        },
    )


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The places compared, in the order of the person's own weights."""
    has = carried(request)
    if has is None:
        return _nothing_carried(request)
    found = answering.answer(has.told)
    form = WeightsForm(request.GET if request.GET else None, criteria=places.criteria(found))
    return render(
        request,
        "mobility/areas.html",
        {
            "form": form,
            "areas": places.compared(found, form.weights(), pages=pages_of_data()),
            "lacking": places.not_compared(found),
            "trail": [(_("Your project"), reverse("mobility:diagnosis")), (_("Compare places"), "")],
        },
    )


@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """The answer on two pages of paper, to take along."""
    has = carried(request)
    if has is None:
        return _nothing_carried(request)
    found = answering.answer(has.told)
    made = paper.as_pdf(presenting.answer(found, pages=pages_of_data()))
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{_("my-project")}.pdf"'},
    )


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Empty what this browser carries."""
    messages.success(request, _("Your browser carries nothing of your project any more."))
    return carrying.forget(redirect("mobility:start"))


def _changed(has: Carried, told: Told) -> Carried:
    """What is carried on; changed answers are not those that are kept under the code, so they go without it."""
    return Carried(told, has.code if told == has.told else "")


def _carried_to(name: str, what: Carried, form: Any, field: str | None) -> HttpResponse | None:
    """On to the next page; nothing, with an error in the form, when a browser cannot carry it."""
    try:
        return carry(redirect(name), what)
    except TooLong:
        form.add_error(field, _("This is more than your browser can carry. Make it shorter."))
        return None


def _lacks() -> list[str]:
    """The lists of names that this instance was not given."""
    return [name for name in ("rome", "communes") if name not in observatory().datasets]


def _nothing_carried(request: HttpRequest) -> HttpResponse:
    messages.info(
        request, _("Your browser carries no project: begin here. Nothing had been kept on our side.")
    )
    return redirect("mobility:start")


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, form: Any) -> HttpResponse:
    wrong = form.is_bound and bool(form.errors)
    return render(request, template, {"steps": presenting.steps(), **context}, status=422 if wrong else 200)
