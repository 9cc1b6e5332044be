"""What understanding a text gives. Every record says where in the document it was read.

These are the words of the whole product: a CV gives an :class:`Extraction` with experiences and skills, an
offer gives one with requirements and terms.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the document, as written: ``document.text[start:end] == text``."""

    text: str
    start: int
    end: int
    page: int

    def meets(self, start: int, end: int) -> bool:
        """Whether a character of it stands in ``start:end``."""
        return self.start < end and start < self.end


class Section(StrEnum):
    """The part of a document that a passage stands in."""

    HEADER = "header"  # name, contact details, title
    SUMMARY = "summary"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SKILLS = "skills"
    LANGUAGES = "languages"
    LICENCES = "licences"
    INTERESTS = "interests"
    REFERENCES = "references"
    # parts of an offer
    TASKS = "tasks"  # what one will do
    PROFILE = "profile"  # what is asked of the person
    TERMS = "terms"  # contract, hours, pay
    COMPANY = "company"  # the employer presents itself: never a requirement
    BENEFITS = "benefits"
    LEGAL = "legal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SectionSpan:
    """``document.text[start:end]`` belongs to ``section``; ``heading`` is empty when there was none."""

    section: Section
    start: int
    end: int
    heading: str = ""


class Level(StrEnum):
    """How well somebody says they master a skill."""

    BEGINNER = "beginner"  # notions, initiation, débutant
    INTERMEDIATE = "intermediate"  # courant, bonne pratique
    ADVANCED = "advanced"  # maîtrise, confirmé
    EXPERT = "expert"


class LanguageLevel(StrEnum):
    """The six levels of the Common European Framework of Reference, and mother tongue."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"
    NATIVE = "native"


class Source(StrEnum):
    """Whether a skill was said outright or follows from something else that was said."""

    SAID = "said"
    IMPLIED = "implied"


@dataclass(frozen=True, slots=True)
class SkillClaim:
    """A skill of a person, with what shows it.

    ``months`` is the time it was used for when that was said or follows from the experience it stands in;
    ``last_used`` the year and month it was last used. ``confidence`` is 0 to 1. ``reason`` says why an implied
    skill is thought to be held and is empty for a skill that was said.
    """

    uri: str
    label: str
    source: Source
    evidence: tuple[Passage, ...]
    confidence: float
    level: Level | None = None
    negated: bool = False
    months: int | None = None
    last_used: YearMonth | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A month, or a whole year when ``month`` is 0 (not known)."""

    year: int
    month: int = 0

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"


@dataclass(frozen=True, slots=True)
class OccupationClaim:
    """An occupation read from a title; ``codes`` maps scheme (``rome``, ``esco``, ``isco``) to code."""

    uri: str
    label: str
    confidence: float
    evidence: tuple[Passage, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()


class ExperienceKind(StrEnum):
    """All kinds count alike: what was done matters, not what it was called."""

    JOB = "job"
    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    VOLUNTEERING = "volunteering"
    UNPAID = "unpaid"  # caring for a parent, running a household
    SELF_EMPLOYED = "self_employed"


@dataclass(frozen=True, slots=True)
class Experience:
    """One line of a working life. Unknown parts are ``None`` or empty; ``months`` is then unknown too."""

    title: str
    passage: Passage  # the whole entry, description included
    employer: str = ""
    place: str = ""
    start: YearMonth | None = None
    end: YearMonth | None = None
    current: bool = False
    months: int | None = None
    kind: ExperienceKind = ExperienceKind.JOB
    occupation: OccupationClaim | None = None


@dataclass(frozen=True, slots=True)
class Education:
    """A diploma, a course or a certification.

    ``level`` is the European Qualifications Framework level as France numbers it (3 CAP … 8 doctorate),
    ``None`` when unknown. ``obtained`` is ``False`` only when the text says so (in progress, level only).
    """

    title: str
    passage: Passage
    school: str = ""
    level: int | None = None
    field_of_study: str = ""
    start: YearMonth | None = None
    end: YearMonth | None = None
    obtained: bool | None = None


@dataclass(frozen=True, slots=True)
class LanguageClaim:
    """A language (ISO 639-1 or 639-3 code) with its level when said."""

    code: str
    label: str
    evidence: tuple[Passage, ...]
    level: LanguageLevel | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class LicenceClaim:
    """A licence or permit to do something: a driving licence category, CACES, electrical clearance, SST….

    ``code`` is stable: ``driving:B``, ``driving:CE``, ``caces:R489-3``, ``electrical:BR``, ``first-aid:SST``,
    ``lifeguard:BNSSA``…
    """

    code: str
    label: str
    evidence: tuple[Passage, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Who the person is and how to reach them: kept apart, never scored, masked when reading blind.

    Every value keeps its passage so that it can be masked in the text.
    """

    name: Passage | None = None
    emails: tuple[Passage, ...] = ()
    phones: tuple[Passage, ...] = ()
    address: Passage | None = None
    links: tuple[Passage, ...] = ()
    # birth date, age, nationality, family situation, sex: found only to be masked
    protected: tuple[Passage, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Everything here, wherever it stands: what is neither scored nor shown when reading blind."""
        single = tuple(passage for passage in (self.name, self.address) if passage is not None)
        return (*single, *self.emails, *self.phones, *self.links, *self.protected)


@dataclass(frozen=True, slots=True)
class SearchArea:
    """Where somebody says they look for work. Never the home address. ``radius_km`` is unknown unless said."""

    place: str
    radius_km: float | None = None
    evidence: tuple[Passage, ...] = ()
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class CvStructure:
    """The parts of a CV, before any taxonomy is looked at."""

    sections: tuple[SectionSpan, ...]
    contact: Contact
    headline: Passage | None
    experiences: tuple[Experience, ...]
    education: tuple[Education, ...]
    languages: tuple[LanguageClaim, ...]
    licences: tuple[LicenceClaim, ...]
    search_areas: tuple[SearchArea, ...] = ()
    contracts: tuple[Contract, ...] = ()
    hours: Hours | None = None
    listed: tuple[Passage, ...] = ()  # items under a heading of skills, as written


class RequirementKind(StrEnum):
    """How much an offer insists."""

    ESSENTIAL = "essential"
    OPTIONAL = "optional"
    LEARNABLE = "learnable"  # "formation assurée": can be learnt on the job


@dataclass(frozen=True, slots=True)
class SkillRequirement:
    """A skill that an offer asks for. ``source`` is implied when it only follows from the occupation."""

    uri: str
    label: str
    kind: RequirementKind
    evidence: tuple[Passage, ...]
    confidence: float
    source: Source = Source.SAID
    level: Level | None = None
    months: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LanguageRequirement:
    """A language asked for; ``level`` unknown means any."""

    code: str
    label: str
    kind: RequirementKind
    evidence: tuple[Passage, ...]
    level: LanguageLevel | None = None


@dataclass(frozen=True, slots=True)
class LicenceRequirement:
    """A licence asked for. ``gate`` only where the offer declares that the law or the post demands it."""

    code: str
    label: str
    kind: RequirementKind
    evidence: tuple[Passage, ...]
    gate: bool = False


@dataclass(frozen=True, slots=True)
class DiplomaRequirement:
    """A diploma level (3 CAP … 8 doctorate, ``None`` if only named) that an offer asks for."""

    label: str
    kind: RequirementKind
    evidence: tuple[Passage, ...]
    level: int | None = None
    field_of_study: str = ""
    gate: bool = False


@dataclass(frozen=True, slots=True)
class ExperienceRequirement:
    """Months of experience asked for; 0 means that beginners are welcome, said in so many words."""

    months: int
    kind: RequirementKind
    evidence: tuple[Passage, ...]


class Contract(StrEnum):
    """Kinds of contract, as French offers name them."""

    PERMANENT = "permanent"  # CDI
    FIXED_TERM = "fixed_term"  # CDD
    TEMPORARY = "temporary"  # intérim
    SEASONAL = "seasonal"
    APPRENTICESHIP = "apprenticeship"  # apprentissage, professionnalisation
    INTERNSHIP = "internship"
    CIVIL_SERVICE = "civil_service"  # titulaire, concours
    SELF_EMPLOYED = "self_employed"
    VOLUNTEERING = "volunteering"


@dataclass(frozen=True, slots=True)
class Hours:
    """Working time. ``weekly`` in hours; ``full_time`` unknown unless said."""

    weekly: float | None = None
    full_time: bool | None = None
    evidence: tuple[Passage, ...] = ()
    # night, weekend, split shifts… as said: "night", "weekend", "shift", "split", "evening"
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pay:
    """Gross pay as announced, never converted: ``period`` is ``hour``, ``month`` or ``year``."""

    low: float
    high: float
    period: str
    currency: str = "EUR"
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the job is. Coordinates (degrees) only when the offer or the gazetteer gives them."""

    label: str
    insee_code: str | None = None
    postcode: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """The parts of an offer that need no taxonomy."""

    sections: tuple[SectionSpan, ...]
    title: Passage | None
    employer: str = ""
    contract: Contract | None = None
    contract_months: float | None = None
    hours: Hours | None = None
    pay: Pay | None = None
    place: Place | None = None
    remote: bool | None = None
    openings: int | None = None
    experience: ExperienceRequirement | None = None
    languages: tuple[LanguageRequirement, ...] = ()
    licences: tuple[LicenceRequirement, ...] = ()
    diplomas: tuple[DiplomaRequirement, ...] = ()
    evidence: tuple[tuple[str, Passage], ...] = field(default=())  # (name of the field, where it was read)
