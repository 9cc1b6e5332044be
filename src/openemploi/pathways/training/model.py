"""What is asked of the catalogue of training, and what it answers.

A recommendation is about a session for a need, never about a person: its points say how well the session serves what
is missing, one line each, and they add up. What a catalogue does not say is ``None``; that is never read as zero.
Next: :mod:`.recommending`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from openemploi.extraction.model import Passage
from openemploi.i18n import _
from openemploi.labourmarket.model import Area, Figure, Occupation, Reason, SourceRef, Unknown
from openemploi.matching.recommending import Explanation, Share


class Rhythm(StrEnum):
    """When one is there."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    EVENINGS = "evenings"
    WEEKENDS = "weekends"
    ALTERNATING = "alternating"  # at the school and in a firm


class Teaching(StrEnum):
    """Where one learns."""

    IN_PERSON = "in_person"
    MIXED = "mixed"
    DISTANCE = "distance"


class Told(StrEnum):
    """Whether a condition is met, as far as it was said."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_SAID = "not_said"


class Basis(StrEnum):
    """Why a session is thought to teach a skill, the surest first."""

    PROGRAMME = "programme"  # its title, aims or content name it
    CERTIFICATION = "certification"  # the competences of the certification it leads to name it
    OCCUPATION = "occupation"  # it leads to an occupation that uses it: nobody says that it is taught


@dataclass(frozen=True, slots=True)
class Wanted:
    """A skill to learn.

    Parameters
    ----------
    code:
        OGR code of ROME, or the URI of a skill in the taxonomy.
    label:
        As it is shown, and one of the names it is looked for by.
    weight:
        How much it counts in the gap; more than 0.
    essential:
        Whether it is at the heart of the occupation aimed at; ``None`` when that is not known.
    """

    code: str
    label: str
    weight: float = 1.0
    essential: bool | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """An occupation somebody did, by ROME code. ``months`` is ``None`` when it was not said for how long."""

    occupation: Occupation
    months: float | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What is to be learnt, and for which occupation, when there is one in mind."""

    wanted: tuple[Wanted, ...]
    goal: Occupation | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a session has to fit. Everything but ``day`` may be left open: ``None`` or empty sets no limit.

    Parameters
    ----------
    day:
        Today: what began or closed before is over.
    home:
        The commune (or another area: its middle) from which distance is measured.
    starts_from, starts_by:
        The first and the last day on which it may begin.
    weekly_hours:
        The most hours a week.
    rhythms:
        Those that are possible.
    budget:
        The most one can pay in all, €.
    level:
        European level of the highest diploma held: 0 (none) to 8.
    travel_km, travel_minutes:
        The longest way, straight-line and estimated.
    """

    day: date
    home: Area | None = None
    starts_from: date | None = None
    starts_by: date | None = None
    weekly_hours: float | None = None
    rhythms: frozenset[Rhythm] = frozenset()
    budget: float | None = None
    level: int | None = None
    travel_km: float | None = None
    travel_minutes: float | None = None
    worked: tuple[Worked, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A skill and why it is thought to be taught.

    Parameters
    ----------
    passage:
        Where it is named, in the text of the programme or of the certification's competences; ``None`` for
        ``Basis.OCCUPATION``.
    source:
        The certification (``RNCP90001``) or the occupation (``G1602``); empty for the programme.
    """

    skill: Wanted
    basis: Basis
    passage: Passage | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class GapCovered:
    """How much of what is missing is covered.

    Parameters
    ----------
    covered, of:
        Skills covered of skills wanted; ``named`` of them by a text, the others follow from the occupation alone.
    essential, essential_of:
        The same for those at the heart of the occupation.
    share:
        0 to 1 by weight. To be shown with the counts, never alone.
    """

    covered: int
    of: int
    named: int
    share: float
    essential: int = 0
    essential_of: int = 0


@dataclass(frozen=True, slots=True)
class Certification:
    """A certification of the RNCP or of the "répertoire spécifique". What is not known is ``None``.

    Parameters
    ----------
    active:
        Registered on the day asked.
    ends:
        Last day of its registration.
    by_experience:
        Whether validation of experience leads to it.
    apprenticeship:
        What a skills operator pays for a year of apprenticeship, € (lowest and highest of the joint committees).
    """

    code: str
    title: str = ""
    level: int | None = None
    active: bool | None = None
    ends: date | None = None
    by_experience: bool | None = None
    apprenticeship: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of those who took the course, as its publisher says. ``rate`` 0 to 1, ``months`` after the end."""

    rate: float | None = None
    n: int | None = None
    months: int | None = None
    period: str = ""
    source: str = ""
    unknown: Unknown | None = None


@dataclass(frozen=True, slots=True)
class Prerequisites:
    """What is asked before one may enter.

    Parameters
    ----------
    level:
        European level asked (0: none); ``None`` when the catalogue does not say.
    required:
        Whether it is a condition or a wish; ``None`` when that is not said.
    level_met:
        Of the person's level against it.
    conditions:
        Other conditions, in the words of the catalogue; nobody can tell from here whether they are met.
    """

    level: int | None
    required: bool | None
    level_met: Told
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a training, or a course of which no session is known. What is not known is ``None`` or empty.

    Parameters
    ----------
    key:
        ``lheo:12`` (rank of the session in the catalogue) or ``onisep:FOR.9720``.
    permanent:
        Whether one can enter at any time.
    is_open:
        Whether enrolment is open on the day asked.
    weeks:
        From first to last day; else from the hours, at 35 a week: ``weeks_estimated``.
    price:
        € for the whole, before any aid; from hours and hourly price where that is what is stated.
    publicly_funded:
        Somebody public pays for places; for whom, the catalogue does not say.
    distance_km, travel_minutes:
        Straight line from home, and minutes estimated from it. 0 when all is at a distance.
    """

    key: str
    title: str
    organisation: str = ""
    place: str = ""
    area: Area | None = None
    starts: date | None = None
    ends: date | None = None
    enrolment_ends: date | None = None
    permanent: bool | None = None
    is_open: bool | None = None
    hours: float | None = None
    weeks: float | None = None
    weeks_estimated: bool = False
    weekly_hours: float | None = None
    rhythms: frozenset[Rhythm] = frozenset()
    rhythm: str = ""
    teaching: Teaching | None = None
    price: float | None = None
    price_from_hours: bool = False
    other_costs: str = ""
    publicly_funded: bool | None = None
    funded_places: int | None = None
    distance_km: float | None = None
    travel_minutes: float | None = None
    prerequisites: Prerequisites = Prerequisites(None, None, Told.NOT_SAID)
    certifications: tuple[Certification, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a score: ``points`` of ``worth``, and why in a sentence. ``known``: whether it rests on something."""

    name: str
    points: float
    worth: float
    reason: str
    known: bool = True

    @property
    def label(self) -> str:
        """The name, in words."""
        return {
            "gap": _("What is missing"),
            "goal": _("The occupation aimed at"),
            "certified": _("Certification"),
            "near": _("Distance"),
            "soon": _("Start"),
            "cheap": _("Price"),
            "rhythm": _("Rhythm"),
        }[self.name]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A course with the session that serves best, and the others of the same course that fit too.

    Parameters
    ----------
    others:
        The next best sessions of the course; ``sessions`` counts all that fit.
    adds:
        Which of the skills no recommendation above this one covers.
    """

    session: Session
    evidence: tuple[Evidence, ...]
    gap: GapCovered
    outcome: Outcome
    lines: tuple[Line, ...]
    leads_to_goal: bool = False
    others: tuple[Session, ...] = ()
    sessions: int = 1
    adds: tuple[Wanted, ...] = ()

    @property
    def score(self) -> float:
        """The sum of the lines, 0 to 100: how well this session serves the need."""
        return round(self.explanation.total, 1)

    @property
    def explanation(self) -> Explanation:
        """The lines of the score."""
        return Explanation(self.lines)

    @property
    def usefulness(self) -> Share:
        """How much of what is missing it teaches, by weight."""
        if not self.gap.of:
            return Share(None, _("unknown: no skill was named"))
        words = _("{covered} of the {of} skills missing are taught", covered=self.gap.covered, of=self.gap.of)
        return Share(self.gap.share, words)

    @property
    def chance(self) -> Share:
        """How many of those who took it found work, where that is published of enough people."""
        found = self.outcome
        if found.rate is None:
            few = found.unknown is not None and found.unknown.reason is Reason.TOO_FEW
            why = _("it is published of too few people") if few else _("nobody publishes it")
            return Share(None, _("unknown: {why}", why=why))
        if found.n is None:
            words = _("{rate} of 100 found work; of how many is not said", rate=f"{100 * found.rate:.0f}")
        else:
            words = _("{found} of {n} found work", found=round(found.rate * found.n), n=found.n)
        return Share(found.rate, words)


class Hindrance(StrEnum):
    """Why a session that would teach something is not recommended."""

    PAST = "past"
    CLOSED = "closed"
    EARLY = "early"
    LATE = "late"
    FAR = "far"
    DEAR = "dear"
    LEVEL = "level"
    HOURS = "hours"
    RHYTHM = "rhythm"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Sessions left out for one reason.

    Parameters
    ----------
    sessions:
        How many have this reason, perhaps among others; ``alone`` those with no other.
    nearest:
        What the limit would have to be for the first of ``alone`` to fit: km, €, a level, hours a week.
    """

    hindrance: Hindrance
    sessions: int
    alone: int
    sentence: str
    nearest: float | None = None


class Way(StrEnum):
    """A way to learn or to be recognised that is no course near home."""

    EXPERIENCE = "experience"  # validation of experience (VAE)
    IMMERSION = "immersion"  # PMSMP
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True)
class OtherWay:
    """A way other than a session that fits, with its reason, and the law or the source it rests on."""

    way: Way
    sentence: str
    why: str
    certification: Certification | None = None
    worked: Worked | None = None
    sessions: int | None = None
    source: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ShortestPath:
    """The fewest weeks of training that teach as much as can be paid for.

    Parameters
    ----------
    steps:
        Sessions in the order they are taken, with what each teaches that those before it do not.
    missing:
        What is still missing after them.
    weeks, price:
        Of all steps; the price is what is known of it, ``price_unknown`` steps add to it.
    exact:
        Whether nothing shorter teaches as much; otherwise ``at_least`` weeks are needed for it.
    """

    steps: tuple[tuple[Session, tuple[Wanted, ...]], ...]
    missing: tuple[Wanted, ...]
    gap: GapCovered
    weeks: float
    price: float
    price_unknown: int
    exact: bool
    at_least: float
    sentence: str


@dataclass(frozen=True, slots=True)
class JobsOpened:
    """What learning one skill opens: offers that ask for it, and those that lack nothing else."""

    skill: Wanted
    asks: Figure
    opens: Figure


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is for a need.

    Parameters
    ----------
    recommendations:
        In the order they are shown; empty when nothing fits: then ``other_ways`` and ``left_out`` say what remains.
    nowhere:
        Wanted skills that no course of the catalogue teaches, whether it fits or not.
    sessions:
        How many sessions were looked at.
    unknown:
        Why there is no catalogue to look at.
    limits:
        Sentences: what was not said of the person, and what follows from it.
    """

    need: Need
    frame: Frame
    recommendations: tuple[Recommendation, ...]
    path: ShortestPath | None
    left_out: tuple[LeftOut, ...]
    nowhere: tuple[Wanted, ...]
    other_ways: tuple[OtherWay, ...]
    sessions: int
    sources: tuple[SourceRef, ...] = ()
    unknown: Unknown | None = None
    limits: tuple[str, ...] = ()
