"""What a mobility project is, and what a diagnosis says of it.

A diagnosis puts beliefs beside facts. It has no score: each line is a sentence with the figure it rests on, or says
that it is not known and why. Nothing here is kept by itself; sentences are in the language in force when it was made.
Next: :mod:`.reading` (words to project), :mod:`.diagnosing` (project to diagnosis).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from openemploi.extraction.model import Passage
from openemploi.labourmarket.model import Area, Figure, Occupation


class Aim(StrEnum):
    """What somebody wants to change."""

    JOB = "job"
    PLACE = "place"
    LIFE = "life"


class Theme(StrEnum):
    """What a project is looked at by, in the order it is shown."""

    SKILLS = "skills"
    OFFERS = "offers"
    PAY = "pay"
    COMPETITION = "competition"
    TIME_TO_FIND = "time_to_find"
    TRAINING = "training"
    PARTNER = "partner"
    HOUSING = "housing"
    TRAVEL = "travel"
    SERVICES = "services"
    SCHOOLS = "schools"
    CARE = "care"
    CLIMATE = "climate"


class Bearing(StrEnum):
    """How a finding bears on the project."""

    LEVER = "lever"
    CONSTRAINT = "constraint"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """How far a project has come, from first to last; one may be reached while an earlier one is not."""

    WISHED = "wished"  # somebody says what they want to change
    NAMED = "named"  # occupation and place are named
    COMPARED = "compared"  # beliefs were put beside facts
    SECURED = "secured"  # pay, housing, partner and children were thought of
    PLANNED = "planned"  # a deadline and first steps
    STARTED = "started"  # offers applied for, training asked for


@dataclass(frozen=True, slots=True)
class Household:
    """Who moves along. What was not said is ``None``.

    Parameters
    ----------
    partner:
        The partner's occupation; ``partner_words`` what was said of it. Both empty when there is none, or none was
        spoken of: ``has_partner`` tells.
    children:
        Ages in years; ``None`` when children were not spoken of, empty when there are none.
    rent:
        What can be paid for housing, € a month.
    surface:
        m² wanted.
    """

    has_partner: bool | None = None
    partner: Occupation | None = None
    partner_words: str = ""
    children: tuple[int, ...] | None = None
    rent: float | None = None
    surface: float | None = None


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What the person supposes, in the units of the figures they are put beside.

    Parameters
    ----------
    offers:
        How many offers of the occupation there are now at the place.
    pay:
        Gross pay a month, €.
    months:
        How long it takes to find.
    skills:
        How many of ten skills asked for they have, 0 to 10.
    rent:
        What a dwelling costs there, € a month.
    """

    offers: int | None = None
    pay: float | None = None
    months: float | None = None
    skills: int | None = None
    rent: float | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A mobility project, as told. Everything but ``words`` may be unknown.

    Parameters
    ----------
    occupation:
        What the person does or did; ``goals`` what they would do, most wanted first (the same when only the place
        changes).
    here, places:
        Where they live, and where they would, at most four.
    skills:
        URIs of skills they hold, of the taxonomy in use.
    deadline:
        Months until they want to have moved.
    pay_needed:
        Gross € a month.
    weekly_hours, travel_minutes:
        What they ask of a job; the longest way to work.
    evidence:
        The passage of ``words`` that each field was read in, by field name (``household.rent``).
    steps:
        Codes of steps already taken: ``applied``, ``visited``, ``training_asked``, ``housing_sought``,
        ``partner_agrees``, ``saved_money``.
    """

    words: str = ""
    aims: frozenset[Aim] = frozenset()
    occupation: Occupation | None = None
    goals: tuple[Occupation, ...] = ()
    here: Area | None = None
    places: tuple[Area, ...] = ()
    household: Household = Household()
    skills: tuple[str, ...] = ()
    deadline: float | None = None
    pay_needed: float | None = None
    weekly_hours: float | None = None
    travel_minutes: int | None = None
    beliefs: Beliefs = Beliefs()
    reasons: str = ""
    steps: frozenset[str] = frozenset()
    evidence: Mapping[str, Passage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StageReached:
    """Whether a stage is reached (``None``: cannot be told), by what, and what is missing for it."""

    stage: Stage
    reached: bool | None
    because: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One line about a theme.

    Parameters
    ----------
    sentence:
        What is observed, or that it is not known.
    figure:
        What it rests on; ``None`` when it rests on what was said alone or nothing is known.
    why_unknown, to_do:
        Sentences; empty when there is nothing to say.
    """

    theme: Theme
    bearing: Bearing
    sentence: str
    place: Area | None = None
    figure: Figure | None = None
    why_unknown: str = ""
    to_do: str = ""


class Verdict(StrEnum):
    """A belief beside what is observed. ``agrees``: within the interval, or within a fifth where there is none."""

    AGREES = "agrees"
    TOO_HIGH = "too_high"
    TOO_LOW = "too_low"
    UNKNOWN = "unknown"
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True)
class Gap:
    """A belief and the fact. ``believed`` and ``observed`` in ``unit``; ``low``, ``high`` the interval."""

    name: str  # the field of Beliefs
    unit: str
    verdict: Verdict
    sentence: str
    believed: float | None = None
    observed: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    place: Area | None = None
    figure: Figure | None = None
    why_unknown: str = ""


@dataclass(frozen=True, slots=True)
class Stronger:
    """A way to make the project stronger. ``before`` and ``after`` count the same thing, in ``unit``."""

    sentence: str
    effect: str
    before: float | None = None
    after: float | None = None
    unit: str = ""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """An area by one measure. ``value`` orders areas: 0 the worst to 1 the best of all areas known, or ``None``."""

    name: str
    label: str
    value: float | None
    sentence: str
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class ComparedArea:
    """An area with its criteria. ``asked``: the person named it; otherwise it is like one that they named."""

    area: Area
    asked: bool
    criteria: tuple[Criterion, ...]
    like: Area | None = None


@dataclass(frozen=True, slots=True)
class Survival:
    """How long it took people with a similar project; those still searching count as long as they were seen.

    Parameters
    ----------
    n, found:
        Recorded cases, and how many of them found. Fewer than 11 cases: 0, so that how few is not told, and everything
        else is ``None`` or empty.
    months, share, low, high:
        The share that had found after each number of months, with its 90 % interval; same length.
    median:
        Months by which half had found, with its interval; ``None`` when fewer than half did.
    """

    n: int
    found: int | None = None
    months: tuple[float, ...] = ()
    share: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    median: float | None = None
    median_low: float | None = None
    median_high: float | None = None

    @property
    def known(self) -> bool:
        """Whether there are enough cases to say anything."""
        return self.found is not None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that is said of a project on ``day``. Tuples are in the order they are shown."""

    project: Project
    day: date
    stages: tuple[StageReached, ...]
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    stronger: tuple[Stronger, ...]
    areas: tuple[ComparedArea, ...]
    similar: Survival
    similar_about: str = ""  # which cases were counted as similar, in words
