"""From a project to its diagnosis: the order in which everything is looked at.

Next: :mod:`.facts_work` and :mod:`.facts_life` (findings), :mod:`.gaps`, :mod:`.stages`, :mod:`.stronger`,
:mod:`.areas`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from openemploi.diagnosis import facts_life, facts_work
from openemploi.diagnosis.areas import compared
from openemploi.diagnosis.cases import Case
from openemploi.diagnosis.gaps import gaps
from openemploi.diagnosis.looking import Looking
from openemploi.diagnosis.model import Bearing, Diagnosis, Finding, Project, Theme
from openemploi.diagnosis.outcomes import similar_outcomes
from openemploi.diagnosis.similar_areas import similar_areas
from openemploi.diagnosis.stages import stages
from openemploi.diagnosis.stronger import stronger
from openemploi.i18n import _
from openemploi.labourmarket.observatory import Observatory

_ORDER = {theme: place for place, theme in enumerate(Theme)}
_NEED_GOAL = (Theme.SKILLS, Theme.OFFERS, Theme.PAY, Theme.COMPETITION, Theme.TRAINING)
_LIFE = (Theme.SERVICES, Theme.SCHOOLS, Theme.CARE, Theme.CLIMATE)


def diagnose(
    project: Project, *, observatory: Observatory, cases: Sequence[Case] = (), today: date | None = None
) -> Diagnosis:
    """Everything that can be said of ``project`` from the data of ``observatory``, in the language in force.

    Parameters
    ----------
    cases:
        Recorded projects and what became of them; fewer than 11 similar ones say nothing.
    today:
        The day the diagnosis is of.
    """
    similar, about = similar_outcomes(project, cases, larger=observatory.look_up.larger)
    look = Looking(project, observatory, similar, about)
    found = tuple(sorted(_findings(look), key=lambda one: _ORDER[one.theme]))
    beside = gaps(look)
    return Diagnosis(
        project=project,
        day=today or date.today(),
        stages=stages(project, findings=found, gaps=beside),
        findings=found,
        gaps=beside,
        stronger=stronger(look),
        areas=(*compared(look), *similar_areas(look)),
        similar=similar,
        similar_about=about,
    )


def _findings(look: Looking) -> Iterator[Finding]:
    goal = look.goal
    if goal is None:
        for theme in _NEED_GOAL:
            yield Finding(
                theme,
                Bearing.UNKNOWN,
                _("Not known."),
                why_unknown=_("The occupation is not known."),
                to_do=_("Say which occupation you want."),
            )
    else:
        yield from facts_work.skills(look, goal)
    yield facts_work.time_to_find(look)
    for place in look.places:
        if goal is not None:
            yield from facts_work.market(look, goal, place)
            yield facts_work.pay(look, place)
            yield from facts_work.training(look, goal, place)
        if work := facts_work.partner(look, place):
            yield work
        if place.code == "FR":
            continue
        yield facts_life.housing(look, place)
        yield facts_life.travel(look, place)
        for theme in _LIFE:
            yield facts_life.around(look, theme, place)
    if look.places[0].code == "FR":
        for theme in (Theme.HOUSING, Theme.TRAVEL, *_LIFE):
            yield Finding(
                theme,
                Bearing.UNKNOWN,
                _("Not known."),
                why_unknown=_("You have not said where you would like to live."),
                to_do=_("Name the place where you would like to live or work."),
            )
