"""Pages of the observatory, for everybody: the choice, an occupation in an area, a skill, an area; figures as CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openemploi.diagnosis.places_typed import by_people, places_called
from openemploi.errors import RequestError
from openemploi.labourmarket import wording
from openemploi.labourmarket.declared import queries
from openemploi.labourmarket.looking_up import LookUp
from openemploi.labourmarket.model import FRANCE, Area, Figure, Level, Occupation
from openemploi.territory.places import locate
from openemploi_web.observatory import headline, mapping
from openemploi_web.observatory.exporting import as_csv
from openemploi_web.observatory.forms import ChoiceForm
from openemploi_web.observatory.presenting import Shown, Source, shown
from openemploi_web.observatory.selectors import (
    area_for,
    figures_for,
    observatory,
    occupation_for,
    pages_of_data,
    skill_for,
)

#: The figures of each page, with the chart of each, in the order in which they are read.
OCCUPATION: Final = {
    "offers": {
        "offers_per_month": "columns",
        "pay_quartiles": "box",
        "contract_shares": "bars",
        "pay_stated": "",
        "offers_duplicates": "",
    },
    "recruiting": {
        "tension": "",
        "tension_causes": "bars",
        "people_looking": "",
        "family_tension": "",
        "recruitment_difficulty": "",
        "recruitment_projects": "",
    },
    "learning": {
        "asked_skills": "bars",
        "rising_skills": "bars",
        "neighbouring_occupations": "bars",
        "training_sessions": "bars",
        "hires_by_sector": "bars",
    },
    "living": {"rents": ""},
}
SKILL: Final = {"skill_offers": "bars", "skill_places": "bars", "skill_occupations": "bars"}
AREA: Final = {
    "area_offers": "columns",
    "area_occupations": "bars",
    "area_tension": "bars",
    "area_training": "bars",
    "area_facilities": "bars",
    "rents": "",
    "area_rents": "bars",
}
_LIMIT: Final = 8


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The choice of an occupation and an area; what was typed is looked up, and nothing is guessed."""
    form = ChoiceForm(request.GET if request.GET else None)
    known = observatory()
    found: dict[str, Any] = {"occupations": [], "skills": [], "areas": [], "asked": False}
    if form.is_valid() and any(form.cleaned_data.values()):
        work, place = form.cleaned_data["occupation"].strip(), form.cleaned_data["area"].strip()
        found = {
            "asked": True,
            "occupations": known.look_up.occupations(work, limit=_LIMIT) if work else [],
            "skills": known.look_up.skills(work, limit=_LIMIT) if work else [],
            "areas": _called(place, known.look_up)[:_LIMIT] if place else [],
            "place_asked": bool(place),
            "work_asked": bool(work),
        }
    areas = [
        (area, _told_apart(area, found["areas"]), wording.level_name(area.level)) for area in found["areas"]
    ]
    return render(
        request,
        "observatory/index.html",
        {"form": form, **found, "areas": areas, "pairs": _pairs(found), "empty": not known.datasets},
    )


@require_safe
def occupation(request: HttpRequest, rome: str, area: str) -> HttpResponse:
    """An occupation in an area: offers, pay, why recruiting is hard, skills, training, neighbours, map."""
    one, place = occupation_for(rome), area_for(area)
    if area != place.token:
        return redirect("observatory:occupation", rome, place.token)
    pages = pages_of_data()
    figures = figures_for(_names(OCCUPATION), occupation=one, area=place)
    look_up = observatory().look_up
    return render(
        request,
        "observatory/occupation.html",
        {
            "occupation": one,
            "parent": look_up.parent_label(one) if one.parent != one.code else "",
            "place": place,
            "place_name": wording.area_name(place),
            "kind": wording.level_name(place.level),
            "lines": headline.of_occupation(one, place, figures),
            "helps": headline.helps(figures),
            **_parts(figures, pages),
            "sources": _sources(figures, pages),
            "wider": _around(place),
            "maps": mapping.of_occupation(observatory(), one, place, pages),
            "offers_url": _offers_url(one, place),
            "trail": _trail(f"{one.label}, {wording.area_name(place)}"),
        },
    )


@require_safe
def skill(request: HttpRequest, code: str) -> HttpResponse:
    """A skill: which occupations ask for it, which offers name it, and where."""
    one = skill_for(code)
    pages = pages_of_data()
    figures = figures_for(tuple(SKILL), skill=one)
    return render(
        request,
        "observatory/skill.html",
        {
            "skill": one,
            "lines": headline.of_skill(one, figures),
            "figures": [shown(figure, chart=SKILL[name], pages=pages) for name, figure in figures.items()],
            "place_name": wording.area_name(FRANCE),
            "sources": _sources(figures, pages),
            "trail": _trail(one.label),
        },
    )


@require_safe
def area(request: HttpRequest, area: str) -> HttpResponse:
    """An area: which occupations are asked for, for which recruiting is hardest, training, rents."""
    place = area_for(area)
    if area != place.token:
        return redirect("observatory:area", place.token)
    wanted = dict(AREA)
    wanted.pop("area_rents" if place.level in (Level.COMMUNE, Level.COUNTRY) else "rents")
    pages = pages_of_data()
    figures = figures_for(tuple(wanted), area=place)
    return render(
        request,
        "observatory/area.html",
        {
            "place": place,
            "place_name": wording.area_name(place),
            "kind": wording.level_name(place.level),
            "lines": headline.of_area(place, figures),
            "figures": [shown(figure, chart=wanted[name], pages=pages) for name, figure in figures.items()],
            "form": ChoiceForm(),
            "trail": _trail(wording.area_name(place)),
            "sources": _sources(figures, pages),
            "wider": _around(place),
            "inside": _inside(place),
            "maps": mapping.of_area(observatory(), place, pages),
        },
    )


@require_safe
def csv(request: HttpRequest, name: str) -> HttpResponse:
    """A figure as a table for spreadsheets."""
    query = queries().get(name)
    if query is None:
        raise Http404
    asked = {key: request.GET.get(key, "") for key in ("occupation", "area", "skill")}
    place = area_for(asked["area"] or FRANCE.token)
    try:
        figure = observatory().figure(
            name,
            occupation=occupation_for(asked["occupation"]) if "occupation" in query.about else None,
            area=place,
            skill=skill_for(asked["skill"]) if "skill" in query.about else None,
        )
    except RequestError as fault:
        raise Http404 from fault
    file = f"{name}-{asked['occupation'] or asked['skill'] or 'all'}-{place.token}.csv"
    return HttpResponse(
        as_csv(figure),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


def _names(parts: dict[str, dict[str, str]]) -> tuple[str, ...]:
    return tuple(name for part in parts.values() for name in part)


def _parts(figures: dict[str, Figure], pages: Mapping[str, str]) -> dict[str, list[Shown]]:
    return {
        part: [shown(figures[name], chart=chart, pages=pages) for name, chart in names.items()]
        for part, names in OCCUPATION.items()
    }


def _trail(here: str) -> list[tuple[str, str]]:
    return [(_("Labour market"), reverse("observatory:index")), (here, "")]


def _offers_url(occupation: Occupation, place: Area) -> str:
    """The search for open offers; with the place where the search knows it."""
    asked = {"text": headline.search_words(occupation)}
    if place.level is Level.COMMUNE and locate(place.name):
        asked["place"] = place.name
    return f"{reverse('vacancies:search')}?{urlencode(asked)}"


def _sources(figures: dict[str, Figure], pages: Mapping[str, str]) -> list[Source]:
    """Each dataset once."""
    found: dict[str, Source] = {}
    for figure in figures.values():
        for source in shown(figure, pages=pages).sources:
            found.setdefault(source.dataset, source)
    return list(found.values())


def _around(place: Area) -> list[tuple[Area, str]]:
    return [(one, wording.area_name(one)) for one in observatory().look_up.larger(place)]


def _inside(place: Area) -> list[tuple[Area, str]]:
    """The areas inside: employment areas of a region or a country's part, communes of anything smaller."""
    if place.level in (Level.COMMUNE, Level.COUNTRY):
        return []
    level = Level.EMPLOYMENT_AREA if place.level is Level.REGION else Level.COMMUNE
    return [(one, wording.area_name(one)) for one in observatory().look_up.inside(place, level)]


def _pairs(found: dict[str, Any]) -> list[tuple[Any, list[tuple[Area, str]]]]:
    """Each occupation found with each area found, the likeliest first."""
    areas = [(one, _told_apart(one, found["areas"])) for one in found["areas"][:4]] or [
        (FRANCE, wording.area_name(FRANCE))
    ]
    return [(one, areas) for one in found["occupations"]]


def _called(name: str, look_up: LookUp) -> list[Area]:
    """The areas of a name or a postcode, the town that is meant or those with most people first."""
    if meant := places_called(name, look_up):
        return list(meant)
    found = look_up.areas(name, limit=_LIMIT)
    return by_people(found, look_up) if name.isdecimal() else found


def _told_apart(one: Area, among: Sequence[Area]) -> str:
    """The name of an area, with its département where another of them has that name."""
    name = wording.area_name(one)
    namesakes = [other for other in among if other.level is one.level and other.name == one.name]
    department = observatory().look_up.containing(one, Level.DEPARTMENT) if len(namesakes) > 1 else None
    return f"{name} ({department.name})" if department else name
