"""From what a person told to what the library reads and answers, in the language of the page.

The only place of this app that calls :mod:`openemploi.diagnosis`, so that every page, the PDF and the counsellor's view
show the same answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from openemploi.diagnosis import keeping
from openemploi.diagnosis.areas import order
from openemploi.diagnosis.diagnosing import diagnose
from openemploi.diagnosis.model import ComparedArea, Diagnosis
from openemploi.diagnosis.reading import read_project
from openemploi.diagnosis.replay import compare
from openemploi.errors import OpenEmploiError
from openemploi.extraction.model import Passage
from openemploi_web.mobility.cases import recorded
from openemploi_web.mobility.models import MobilityProject
from openemploi_web.mobility.naming import Choice, area_choice, occupation_choice
from openemploi_web.mobility.told import Told, from_json, project_of, told_of
from openemploi_web.observatory.selectors import observatory

#: The field of the form that shows a field of the project.
FIELDS: Final = {
    "occupation": "occupation",
    "goals": "goal",
    "here": "here",
    "places": "place_1",
    **{f"places.{n}": f"place_{n + 1}" for n in range(1, 4)},
    "household.partner": "partner",
    "household.has_partner": "has_partner",
    "household.children": "has_children",
    "household.rent": "rent",
    "household.surface": "surface",
    "deadline": "deadline",
    "pay_needed": "pay_needed",
    "weekly_hours": "weekly_hours",
    "travel_minutes": "travel_minutes",
    "reasons": "reasons",
    **{f"beliefs.{name}": name for name in ("offers", "pay", "months", "skills")},
    "beliefs.rent": "rent_there",
}


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read in somebody's words, by the fields of the forms.

    Parameters
    ----------
    passages:
        Where each field was read.
    questions:
        What only the person can settle.
    offered:
        What a name may mean.
    """

    told: Told
    passages: dict[str, Passage]
    questions: dict[str, str]
    offered: dict[str, list[Choice]]


def understand(words: str) -> Understood:
    """Read ``words``. Nothing is guessed: what may mean several things is left to choose."""
    look_up = observatory().look_up
    reading = read_project(words, look_up=look_up)
    offered: dict[str, list[Choice]] = {}
    questions: dict[str, str] = {}
    free = iter(range(len(reading.project.places) + 1, 5))
    for one in reading.choices:
        name = FIELDS.get(one.name, one.name)
        options = [occupation_choice(job) for job in one.occupations]
        options += [area_choice(at, look_up, among=len(one.areas)) for at in one.areas]
        if one.name == "places" and not one.taken:
            name = f"place_{next(free, 4)}"
        if options:
            offered[name] = options
        questions[name] = one.question
    told = replace(told_of(reading.project), words=words)
    passages = {FIELDS[name]: said for name, said in reading.project.evidence.items() if name in FIELDS}
    return Understood(told, passages, questions, offered)


def answer(told: Told) -> Diagnosis:
    """The diagnosis of what was told, with the data that this instance has now."""
    known, others = observatory(), recorded()
    found = diagnose(project_of(told, known.look_up), observatory=known, cases=others.cases)
    if not found.similar.known:
        return found
    return replace(found, similar_about=f"{found.similar_about} {others.sources}")


def written(found: Diagnosis) -> dict[str, Any]:
    """A diagnosis as it is kept."""
    return dict(json.loads(keeping.written(found)))


def read_back(kept: Any) -> Diagnosis | None:
    """A diagnosis that was kept; nothing when an older version wrote it in another form."""
    try:
        return keeping.read_kept(json.dumps(kept), Diagnosis)
    except OpenEmploiError:
        return None


def latest(project: MobilityProject) -> Diagnosis:
    """The last answer that is kept of a project; a new one when it cannot be read any more."""
    last = project.replays.order_by("day").last()
    found = read_back(last.diagnosis if last is not None else project.diagnosis)
    return found or answer(from_json(project.told))


def changes(before: Any, after: Any) -> list[str] | None:
    """What changed between two kept answers, in sentences; ``None`` when it cannot be told."""
    old, new = read_back(before), read_back(after)
    if old is None or new is None:
        return None
    return [one.sentence for one in compare(old, new)]


def in_order(areas: Sequence[ComparedArea], weights: Mapping[str, float]) -> list[ComparedArea]:
    """Places by the person's own weights, the best first; what is not known of a place is left out of its mean."""
    return [one.area for one in order(areas, weights)]
