"""What is known of a person and a training course, and what a rule of funding answers.

``None`` is "not said", everywhere: a rule that hangs on it answers that it cannot tell, and names what is missing.
An answer has no score and no order by profit. Next: :mod:`.reading` (files to rules), :mod:`.answering` (rules and a
situation to answers).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

WEEKS_A_MONTH = 52 / 12


class Work(StrEnum):
    """What somebody lives of at present."""

    NONE = "none"
    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    TEMP = "temp"
    OFFICIAL = "official"
    PUBLIC_CONTRACT = "public_contract"
    SELF_EMPLOYED = "self_employed"
    STUDENT = "student"
    RETIRED = "retired"


class Certification(StrEnum):
    """What a course leads to: the register of certifications, the specific register, CléA, or none of these."""

    RNCP = "rncp"
    RS = "rs"
    CLEA = "clea"
    NONE = "none"


class Kind(StrEnum):
    """What is to be paid for."""

    COURSE = "course"
    DRIVING = "driving"
    REVIEW = "review"
    VAE = "vae"
    IMMERSION = "immersion"


@dataclass(frozen=True, slots=True)
class Training:
    """What somebody wants to do.

    Parameters
    ----------
    hours, weekly_hours, months:
        How much, how much a week, how long; ``length`` works one out from the others.
    price:
        What is asked for it, €, all taxes included.
    level:
        Level of the certification, 3 (CAP) to 8.
    regional, france_travail, opco:
        Bought by the Region, agreed by France Travail for pay, or organised by a skills operator (POEC).
    start:
        First day.
    """

    kind: Kind | None = None
    certification: Certification | None = None
    hours: float | None = None
    weekly_hours: float | None = None
    months: float | None = None
    price: float | None = None
    level: int | None = None
    start: date | None = None
    regional: bool | None = None
    france_travail: bool | None = None
    opco: bool | None = None

    @property
    def length(self) -> float | None:
        """Months, as said or from the hours and the hours a week; ``None`` when neither tells."""
        if self.months is not None:
            return self.months
        if self.hours is None or not self.weekly_hours:
            return None
        return self.hours / (self.weekly_hours * WEEKS_A_MONTH)


@dataclass(frozen=True, slots=True)
class Situation:
    """What somebody says of where they stand. Money in € a month, time in months, unless said otherwise.

    Parameters
    ----------
    registered:
        On the list of jobseekers of France Travail.
    region:
        INSEE code of the region where they live.
    months_worked, months_in_firm, months_fixed_term:
        As an employee in all (the last five years for fixed-term contracts); in the present firm; under fixed-term
        contracts in the last twelve months.
    temp_hours, temp_hours_in_agency:
        Hours of temporary work in the last eighteen months, in all and in the present agency.
    days_worked:
        Days worked in the last sixty months, for those who would resign.
    months_public:
        Of service in the public sector.
    cpf:
        Euros on the training account.
    compensated, benefit, benefit_months:
        Has unemployment insurance (ARE), how much a month, for how many more months.
    salary:
        Gross.
    diploma:
        Highest level held: 0 none, 3 CAP, 4 baccalauréat … 8 doctorate.
    experience_years:
        In direct relation with the certification wanted.
    promise:
        An employer commits themselves to hire after the course.
    contract:
        An employer would sign an apprenticeship or professionalisation contract.
    employer_agrees, employer_pays:
        The present employer agrees to the project; pays a part of it.
    inside:
        The change is inside the present firm.
    validated:
        A counsellor of France Travail validated the course.
    other_funding:
        Another funder pays the whole of it.
    accompanied:
        By France Travail, a local mission, Cap emploi or another prescriber.
    advised:
        Asked for advice on career development (CEP) before resigning.
    project_approved:
        The regional commission (Transitions Pro) found the project real and serious.
    reviewed_lately:
        Had a skills review paid with public or shared money in the last five years.
    fund_paid:
        Self-employed: paid the contribution to vocational training.
    """

    work: Work | None = None
    registered: bool | None = None
    age: int | None = None
    region: str | None = None
    months_worked: float | None = None
    months_in_firm: float | None = None
    months_fixed_term: float | None = None
    temp_hours: float | None = None
    temp_hours_in_agency: float | None = None
    days_worked: float | None = None
    months_public: float | None = None
    cpf: float | None = None
    compensated: bool | None = None
    benefit: float | None = None
    benefit_months: float | None = None
    salary: float | None = None
    minimum_income: bool | None = None
    disabled: bool | None = None
    diploma: int | None = None
    experience_years: float | None = None
    promise: bool | None = None
    contract: bool | None = None
    employer_agrees: bool | None = None
    employer_pays: bool | None = None
    inside: bool | None = None
    validated: bool | None = None
    other_funding: bool | None = None
    accompanied: bool | None = None
    advised: bool | None = None
    project_approved: bool | None = None
    reviewed_lately: bool | None = None
    fund_paid: bool | None = None
    training: Training = Training()


class Outcome(StrEnum):
    """Whether the conditions are met."""

    ELIGIBLE = "eligible"
    CANNOT_TELL = "cannot_tell"
    NOT_ELIGIBLE = "not_eligible"


class State(StrEnum):
    """What is known of one condition."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_SAID = "not_said"


class Care(StrEnum):
    """Why an answer is to be read with care."""

    SOURCE_OLD = "source_old"
    FIGURE_OLD = "figure_old"
    NEVER_CHECKED = "never_checked"
    NOT_IN_FORCE = "not_in_force"
    SUSPENDED = "suspended"
    RESERVE = "reserve"


@dataclass(frozen=True, slots=True)
class Source:
    """An official text: what it is called, where it stands, when it was last read, after how long to read it again.

    ``checked`` is ``None`` when nobody knows the day.
    """

    title: str
    address: str
    checked: date | None
    review_months: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A named amount that rules refer to; one that changes each year carries its year."""

    name: str
    value: float
    unit: str
    year: int
    yearly: bool
    source: Source
    reserve: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason for care, with what it is about, in the words of the rule, and since when."""

    kind: Care
    about: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Money between ``low`` and ``high``; both ``None`` when it is not known, and then ``reason`` says why."""

    low: float | None = None
    high: float | None = None
    reason: str = ""

    @property
    def known(self) -> bool:
        """Whether it is known at all, be it as a range."""
        return self.low is not None and self.high is not None

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.known and math.isclose(self.low or 0, self.high or 0, abs_tol=0.005)

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError("an amount has both bounds or none")


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition and what it is for this person.

    Parameters
    ----------
    sentence:
        In the language in force.
    step:
        What the person could do about it; empty when nothing, or nothing is needed.
    parts:
        Of a choice between several: each alternative, of which one is enough; ``every`` when all are needed.
    fact:
        The field of :class:`Situation` that answers it (``training.hours`` of its course); empty for a choice.
    """

    sentence: str
    state: State
    step: str = ""
    parts: tuple[Checked, ...] = ()
    every: bool = False
    fact: str = ""

    @property
    def doable(self) -> bool:
        """Whether it is met or open, or something can be done about it."""
        if self.state is not State.NOT_MET:
            return True
        if not self.parts:
            return bool(self.step)
        each = [part.doable for part in self.parts]
        return all(each) if self.every else any(each)

    @property
    def without_steps(self) -> Checked:
        """The same with nothing to do about it."""
        return replace(self, step="", parts=tuple(part.without_steps for part in self.parts))

    @property
    def shown(self) -> tuple[Checked, ...]:
        """The parts worth showing: of a choice that is met, those that meet it."""
        if self.every or self.state is not State.MET:
            return self.parts
        return tuple(part for part in self.parts if part.state is State.MET)


@dataclass(frozen=True, slots=True)
class Month:
    """Income in one month of the course, gross or as received, with the sentence it follows from."""

    number: int
    amount: Amount
    sentence: str
    gross: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What one rule says to one person.

    Parameters
    ----------
    code, name, about, decided_by:
        Of the rule; ``decided_by`` is who has the last word, empty when it is a right.
    conditions:
        All of them, each with its state.
    unmet, unsaid:
        How few conditions lack at the least, and how few are not said: how near it is.
    out_of_reach:
        Nothing that the rule knows would make it possible: an age that is over, another status, another region.
    aid, extra, remaining:
        What it pays of the price; what it pays beside it at most, of other expenses; what is left to pay.
    payment:
        The sentences that the amounts follow from.
    income:
        Month by month; empty when the rule has none, or the length is not known (``income_reason``).
    replaced_by:
        Code of the rule that took its place.
    """

    code: str
    name: str
    about: str
    decided_by: str
    outcome: Outcome
    conditions: tuple[Checked, ...]
    unmet: int
    unsaid: int
    out_of_reach: bool
    aid: Amount
    remaining: Amount
    extra: Amount | None
    payment: tuple[str, ...]
    income: tuple[Month, ...]
    income_reason: str
    to_know: tuple[str, ...]
    ask: str
    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]
    flags: tuple[Flag, ...] = field(default=())
    replaced_by: str = ""
