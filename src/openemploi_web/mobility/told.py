"""What a person told of their project, small enough to travel in their own browser.

A :class:`Told` holds codes and the person's words, no label and no figure: those are looked up again when a page is
shown. It goes into a signed cookie (:mod:`.carrying`) and, when the person asks, into a row of ``MobilityProject``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from openemploi.diagnosis.model import Aim, Beliefs, Household, Project
from openemploi.labourmarket.looking_up import LookUp

VERSION: Final = 1
MOST_PLACES: Final = 4
BELIEFS: Final = tuple(one.name for one in fields(Beliefs))
STEPS: Final = (
    "applied",
    "visited",
    "training_asked",
    "housing_sought",
    "partner_agrees",
    "saved_money",
)
_NUMBERS: Final = ("rent", "surface", "deadline", "pay_needed", "weekly_hours", "travel_minutes")


@dataclass(frozen=True, slots=True)
class Told:
    """What was told. Empty, or ``None``, is what was not said.

    Parameters
    ----------
    occupation, goals, partner:
        ROME codes.
    here, places:
        Areas as tokens (``commune-05061``).
    beliefs:
        By the field of :class:`openemploi.diagnosis.model.Beliefs`.
    unmatched:
        Names that were typed and that nothing here knows, by the field they were typed in.
    """

    words: str = ""
    aims: tuple[str, ...] = ()
    occupation: str = ""
    goals: tuple[str, ...] = ()
    here: str = ""
    places: tuple[str, ...] = ()
    has_partner: bool | None = None
    partner: str = ""
    partner_words: str = ""
    children: tuple[int, ...] | None = None
    rent: float | None = None
    surface: float | None = None
    deadline: float | None = None
    pay_needed: float | None = None
    weekly_hours: float | None = None
    travel_minutes: float | None = None
    beliefs: Mapping[str, float] = field(default_factory=dict)
    reasons: str = ""
    steps: tuple[str, ...] = ()
    unmatched: Mapping[str, str] = field(default_factory=dict)


def as_json(told: Told) -> dict[str, Any]:
    """What was said and nothing else, with the version of this form."""
    found = {one.name: getattr(told, one.name) for one in fields(Told)}
    said = {name: value for name, value in found.items() if value not in ("", (), {}, None)}
    if told.children == ():
        said["children"] = ()
    return {
        "v": VERSION,
        **{name: list(value) if isinstance(value, tuple) else value for name, value in said.items()},
    }


def from_json(given: Any) -> Told:
    """What :func:`as_json` wrote. Raises ``ValueError`` for anything else."""
    if not isinstance(given, dict) or given.get("v") != VERSION:
        raise ValueError("not a project of this version")
    known = {one.name for one in fields(Told)}
    said = {name: value for name, value in given.items() if name in known}
    for name in ("aims", "goals", "places", "steps", "children"):
        if name in said:
            said[name] = tuple(said[name])
    return Told(**said)


def told_of(project: Project) -> Told:
    """What was read in somebody's words, in the form that travels."""
    home, believed = project.household, project.beliefs
    return Told(
        words=project.words,
        aims=tuple(sorted(project.aims)),
        occupation=project.occupation.code if project.occupation else "",
        goals=tuple(one.code for one in project.goals),
        here=project.here.token if project.here else "",
        places=tuple(one.token for one in project.places[:MOST_PLACES]),
        has_partner=home.has_partner,
        partner=home.partner.code if home.partner else "",
        partner_words=home.partner_words,
        children=home.children,
        rent=home.rent,
        surface=home.surface,
        deadline=project.deadline,
        pay_needed=project.pay_needed,
        weekly_hours=project.weekly_hours,
        travel_minutes=project.travel_minutes,
        beliefs={name: value for name in BELIEFS if (value := getattr(believed, name)) is not None},
        reasons=project.reasons,
        steps=tuple(sorted(project.steps)),
    )


def project_of(told: Told, look_up: LookUp, *, skills: Iterable[str] = ()) -> Project:
    """The project, with the names of today's data. What is known here no more is left out."""
    occupation = look_up.occupation(told.occupation) if told.occupation else None
    goals = tuple(job for code in told.goals if (job := look_up.occupation(code)))
    numbers: dict[str, Any] = {name: getattr(told, name) for name in _NUMBERS}
    minutes = numbers.pop("travel_minutes")
    return Project(
        words=told.words,
        aims=frozenset(Aim(one) for one in told.aims),
        occupation=occupation,
        goals=goals or ((occupation,) if occupation else ()),
        here=look_up.area(told.here) if told.here else None,
        places=tuple(one for token in told.places if (one := look_up.area(token))),
        household=Household(
            has_partner=told.has_partner,
            partner=look_up.occupation(told.partner) if told.partner else None,
            partner_words=told.partner_words,
            children=told.children,
            rent=numbers.pop("rent"),
            surface=numbers.pop("surface"),
        ),
        skills=tuple(skills),
        travel_minutes=None if minutes is None else round(minutes),
        beliefs=_beliefs(told.beliefs),
        reasons=told.reasons,
        steps=frozenset(told.steps),
        **numbers,
    )


def _beliefs(said: Mapping[str, float]) -> Beliefs:
    whole: dict[str, Any] = {name: round(said[name]) for name in ("offers", "skills") if name in said}
    rest: dict[str, Any] = {name: said[name] for name in ("pay", "months", "rent") if name in said}
    return Beliefs(**whole, **rest)
