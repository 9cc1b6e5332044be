"""The records of the demonstration set.

Records point at each other by key (``Offer.organisation``, ``Application.person``…), never by position, and dates
are days before or after the day the set is loaded, so that a demonstration is never out of date.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from openemploi.extraction.model import Contract

DEPARTMENTS: Final = ("04", "05", "06", "13", "83", "84")


@dataclass(frozen=True, slots=True)
class Commune:
    """A real commune."""

    name: str
    insee: str
    department: str


class OrganisationKind(StrEnum):
    """Whether it recruits or accompanies."""

    EMPLOYER = "employer"
    COUNSELLING = "counselling"


class EntryRoute(StrEnum):
    """How one enters a public employer's occupation."""

    CONTRACT = "contract"
    COMPETITION = "competition"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Entry:
    """An occupation that a public employer recruits. ``category`` is A, B or C."""

    occupation: str
    route: EntryRoute
    category: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Establishment:
    """A place where an organisation works."""

    key: str
    name: str
    siret: str
    commune: Commune


@dataclass(frozen=True, slots=True)
class Correspondent:
    """The person who answers candidates for an organisation."""

    name: str
    email: str
    post: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An employer, private or public, or a counselling agency with its ``territory`` (départements)."""

    key: str
    name: str
    kind: OrganisationKind
    public: bool
    sector: str
    presentation: str
    correspondent: Correspondent
    establishments: tuple[Establishment, ...]
    entries: tuple[Entry, ...] = ()
    territory: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """The answers to the plain questions, in the person's own words; empty where not answered."""

    done: str
    wanted: str
    limits: str


class Remote(StrEnum):
    """Working from home: for an offer what it allows, for a person what they wish."""

    ONSITE = "onsite"
    PARTLY = "partly"
    FULLY = "fully"


class WorkingTime(StrEnum):
    """Full time, part time, or either."""

    FULL = "full"
    PART = "part"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class WishedPlace:
    """Where somebody looks for work, and how far around."""

    commune: Commune
    radius_km: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody looks for. ``monthly_pay`` is the gross minimum in euros; ``None`` means not said."""

    occupations: tuple[str, ...]
    places: tuple[WishedPlace, ...]
    contracts: tuple[Contract, ...]
    hours: WorkingTime
    monthly_pay: int | None
    remote: Remote | None


@dataclass(frozen=True, slots=True)
class Consents:
    """Whether the person agreed to be found by employers, and to be accompanied by a counsellor."""

    findable: bool
    counselling: bool


class ProfileState(StrEnum):
    """How far the person went."""

    COMPLETE = "complete"
    HALF_FILLED = "half_filled"


@dataclass(frozen=True, slots=True)
class Person:
    """A jobseeker. ``cv`` is a text file in ``language``; ``None`` when they started without one."""

    key: str
    name: str
    email: str
    phone: str
    commune: Commune
    language: str
    story: Story
    cv: Path | None
    wishes: Wishes
    consents: Consents
    state: ProfileState


@dataclass(frozen=True, slots=True)
class Hours:
    """Working time of an offer; ``weekly`` in hours."""

    full_time: bool
    weekly: float


@dataclass(frozen=True, slots=True)
class Pay:
    """Gross pay in euros, by ``hour``, ``month`` or ``year``."""

    low: float
    high: float
    period: str


class OfferState(StrEnum):
    """Where an offer stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Offer:
    """A vacancy. ``pay`` and ``remote`` are ``None`` when the employer does not say."""

    key: str
    organisation: str
    establishment: str
    title: str
    text: str
    language: str
    commune: Commune
    contract: Contract
    contract_months: int | None
    hours: Hours
    pay: Pay | None
    remote: Remote | None
    openings: int
    published_days_ago: int | None
    state: OfferState


class ApplicationState(StrEnum):
    """How far an application went."""

    SENT = "sent"
    SEEN = "seen"
    PRESELECTED = "preselected"
    INTERVIEW = "interview"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    HIRED = "hired"


class RefusalReason(StrEnum):
    """Why an application was refused, in the portal's words: about the post, never about the person."""

    SKILLS = "skills"
    EXPERIENCE = "experience"
    LICENCE = "licence"  # or a diploma that the law asks for
    AVAILABILITY = "availability"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class Application:
    """Somebody's answer to an offer. ``answer`` is what the employer wrote back, with ``reason`` for a refusal."""

    person: str
    offer: str
    message: str
    days_ago: int
    state: ApplicationState
    answered_days_ago: int | None = None
    reason: RefusalReason | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Counsellor:
    """Somebody who accompanies jobseekers, at the agency ``organisation``; ``people`` are whom they follow."""

    key: str
    name: str
    email: str
    organisation: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offer put before somebody, with a word of explanation."""

    counsellor: str
    person: str
    offer: str
    sentence: str
    days_ago: int


@dataclass(frozen=True, slots=True)
class Note:
    """What a counsellor keeps in mind about the work with somebody; the person can read it."""

    counsellor: str
    person: str
    text: str
    days_ago: int


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting in so many days (negative: it took place). ``hour`` is ``HH:MM``."""

    counsellor: str
    person: str
    in_days: int
    hour: str
    minutes: int
    place: str
    subject: str


class Role(StrEnum):
    """The roles that have a demonstration account."""

    JOBSEEKER = "jobseeker"
    EMPLOYER_ADMINISTRATOR = "employer_administrator"
    EMPLOYER_MEMBER = "employer_member"
    COUNSELLOR = "counsellor"
    PLATFORM_ADMINISTRATOR = "platform_administrator"


@dataclass(frozen=True, slots=True)
class Account:
    """An account to sign in with. ``person``, ``counsellor`` and ``organisation`` are keys, or ``None``."""

    role: Role
    name: str
    email: str
    sentence: str
    person: str | None = None
    counsellor: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """The whole set."""

    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    offers: tuple[Offer, ...]
    applications: tuple[Application, ...]
    counsellors: tuple[Counsellor, ...]
    suggestions: tuple[Suggestion, ...]
    notes: tuple[Note, ...]
    appointments: tuple[Appointment, ...]
    accounts: tuple[Account, ...]
