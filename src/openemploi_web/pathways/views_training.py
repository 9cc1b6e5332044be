"""Training for what is missing, for everybody: from a goal or from missing skills to courses, and to other ways."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from openemploi.labourmarket import wording
from openemploi.labourmarket.model import Area, Level, Occupation
from openemploi.pathways.training.catalogue import catalogue
from openemploi.pathways.training.model import Answer, Frame, Need, ShortestPath, Wanted, Way, Worked
from openemploi.pathways.training.recommending import recommend, skills_missing
from openemploi_web.core.engine import engine
from openemploi_web.core.store import store as regional_store
from openemploi_web.observatory import selectors as market
from openemploi_web.pathways import presenting_training as presenting
from openemploi_web.pathways.asking import MOST_SKILLS, skill_label
from openemploi_web.pathways.forms_training import TrainingForm
from openemploi_web.pathways.reasons import source_line, why_unknown
from openemploi_web.pathways.selectors import missing_data
from openemploi_web.pathways.telling import areas
from openemploi_web.pathways.trail import trail
from openemploi_web.ui import words

_CHOICES: Final = 8
_SHOWN: Final = 16  # skills to learn that are listed
_FEW: Final = 6


@require_safe
def training(request: HttpRequest) -> HttpResponse:
    """The question (without anything asked) and the answer, at one address that can be kept."""
    form = TrainingForm(request.GET if request.GET else None)
    skills = _skills(request)
    values: dict[str, Any] = {
        "form": form,
        "kept_skills": [one.code for one in skills],
        "lacking": missing_data("rome"),
        "goal": None,
        "goal_said": False,
        "choices": [],
        "places": [],
        "answer": None,
        "more_open": any(request.GET.get(name) or name in form.errors for name in TrainingForm.MORE),
        "trail": trail(_("Training")),
    }
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        goals = (
            market.observatory().look_up.occupations(given["goal"], limit=_CHOICES) if given["goal"] else []
        )
        goal = _only(goals, given["goal"])
        places = areas(given["place"])
        values |= {"goal": goal, "goal_said": bool(given["goal"])}
        if goals and goal is None:
            values["choices"] = [
                (f"{one.label} ({one.code})", _with(request, goal=one.code)) for one in goals
            ]
        elif len(communes := [one for one in places if one.level is Level.COMMUNE]) > 1:
            values["places"] = [(_with_department(one), _with(request, place=one.code)) for one in communes]
        elif goal or skills:
            values |= _answer(given, goal=goal, skills=skills, places=places)
    return render(request, "pathways/training.html", values)


def _skills(request: HttpRequest) -> tuple[Wanted, ...]:
    codes = dict.fromkeys(request.GET.getlist("skill")[:MOST_SKILLS])
    return tuple(Wanted(code, label) for code in codes if (label := skill_label(code)))


def _only(found: list[Occupation], said: str) -> Occupation | None:
    """The one occupation that was meant: the only one found, or the one whose code or whole name was written."""
    if len(found) == 1:
        return found[0]
    wanted = said.strip().casefold()
    return next((one for one in found if wanted in (one.code.casefold(), one.label.casefold())), None)


def _with(request: HttpRequest, **changed: str) -> str:
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _with_department(commune: Area) -> str:
    department = market.observatory().look_up.containing(commune, Level.DEPARTMENT)
    beside = f" ({wording.area_name(department)})" if department else ""
    return wording.area_name(commune) + beside


def _answer(
    given: dict[str, Any], *, goal: Occupation | None, skills: tuple[Wanted, ...], places: list[Area]
) -> dict[str, Any]:
    known = market.observatory()
    wanted = skills or (skills_missing(known, goal) if goal else ())
    answer = recommend(
        catalogue(regional_store()),
        Need(wanted, goal),
        _frame(given, home=places[0] if places else None),
        taxonomy=engine().taxonomy,
    )
    essential = sum(bool(one.essential) for one in wanted)
    said = ngettext("%(count)s skill", "%(count)s skills", len(wanted)) % {"count": len(wanted)}
    if essential:
        said += ", " + _("%(count)s of them essential") % {"count": essential}
    if not skills and goal:
        said += ". " + _(
            "You named no skill, so this is all that the occupation uses: take what you have as learnt."
        )
    return {
        "answer": answer,
        "unknown_why": why_unknown(answer.unknown),
        "wanted_words": said,
        "wanted": [
            {"label": one.label, "word": _("essential") if one.essential else _("to be learnt")}
            for one in wanted[:_SHOWN]
        ],
        "wanted_more": max(len(wanted) - _SHOWN, 0),
        "place_unknown": bool(given["place"].strip()) and not places,
        "limits": answer.limits,
        "courses": [presenting.course(one) for one in answer.recommendations],
        "looked_at": ngettext(
            "%(count)s session was looked at.", "%(count)s sessions were looked at.", answer.sessions
        )
        % {"count": words.number(answer.sessions)},
        "path": answer.path,
        "path_steps": _steps(answer.path),
        "left_out": [one.sentence for one in answer.left_out],
        "nowhere": _nowhere(answer),
        "worked_said": bool(answer.frame.worked),
        "ways": _ways(answer),
        "funding": _funding(),
        "sources": [source_line(one) for one in answer.sources],
    }


def _frame(given: dict[str, Any], *, home: Area | None) -> Frame:
    done = market.observatory().look_up.occupations(given["done"], limit=1) if given["done"] else []
    years = given["years"]
    return Frame(
        day=timezone.localdate(),
        home=home,
        starts_by=given["starts_by"],
        weekly_hours=_float(given["hours"]),
        budget=_float(given["budget"]),
        level=int(given["level"]) if given["level"] else None,
        travel_km=_float(given["km"]),
        worked=tuple(Worked(one, None if years is None else 12 * float(years)) for one in done),
    )


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _steps(path: ShortestPath | None) -> list[dict[str, str]]:
    if path is None:
        return []
    return [
        {
            "title": session.title,
            "teaches": _("teaches: %(skills)s") % {"skills": ", ".join(one.label for one in new)},
        }
        for session, new in path.steps
    ]


def _nowhere(answer: Answer) -> str:
    """How many of the wanted skills no course teaches, named where they are few."""
    count, of = len(answer.nowhere), len(answer.need.wanted)
    if not count or answer.unknown is not None:
        return ""
    said = _("No course of these data teaches %(count)s of these %(all)s skills") % {
        "count": count,
        "all": of,
    }
    few = ", ".join(one.label for one in answer.nowhere) if count <= _FEW and count < of else ""
    return f"{said}: {few}." if few else f"{said}."


def _ways(answer: Answer) -> list[dict[str, Any]]:
    titles = {
        Way.EXPERIENCE: _("Have your experience recognised"),
        Way.IMMERSION: _("Try the work"),
        Way.DISTANCE: _("Learn at a distance"),
    }
    return [
        {
            "title": titles[one.way],
            "sentence": one.sentence,
            "why": one.why,
            "source": one.source,
            "address": one.address if one.address.startswith("https://") else "",
        }
        for one in answer.other_ways
    ]


def _funding() -> str:
    try:
        return reverse("pathways:funding")
    except NoReverseMatch:
        return ""
