"""What goes in and out. What goes in is strict: no unknown names, no text for a number, no truth for a number."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from openemploi_web.api.cursors import Next

REFERENCE = r"^[A-Za-z0-9._~:-]{1,120}$"


def _only_text(value: Any) -> Any:
    if value is not None and not isinstance(value, str):
        raise ValueError("a text is needed")
    return value


def _plain_number(value: Any) -> Any:
    if isinstance(value, bool) or (value is not None and not isinstance(value, int | float)):
        raise ValueError("a number is needed")
    return value


def _zoned(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("the time zone is needed")
    if not 2000 <= value.year <= 2200:
        raise ValueError("a moment between 2000 and 2200 is needed")
    return value


def _near(value: date) -> date:
    if not 2000 <= value.year <= 2200:
        raise ValueError("a day between 2000 and 2200 is needed")
    return value


OfferState = Literal["draft", "published", "closed"]
ApplicationState = Literal[
    "sent", "seen", "preselected", "interview", "hired", "refused", "withdrawn", "closed"
]
Choice = Literal["keep", "wait", "leave"]
WhyRefused = Literal[
    "skills", "experience", "licence", "availability", "language", "filled", "cancelled", "other"
]
Coming = Literal["yes", "other", "no"]
WhyUnmasked = Literal["contact", "interview", "legal", "other"]
Number = Annotated[float, BeforeValidator(_plain_number)]
Day = Annotated[date, BeforeValidator(_only_text), AfterValidator(_near)]
Moment = Annotated[datetime, BeforeValidator(_only_text), AfterValidator(_zoned)]
Key = Annotated[UUID, BeforeValidator(_only_text)]
Uri = Annotated[StrictStr, Field(min_length=1, max_length=300)]


class In(Schema):
    """What a program sends."""

    model_config = ConfigDict(extra="forbid")


class Asked(In):
    """A skill that the offer asks for, by its identifier in the taxonomy in use."""

    uri: Uri
    kind: Literal["essential", "optional", "learnable"]


class OfferIn(In):
    """An offer. What is left out is read in the text; ``null`` says that it is not known."""

    title: Annotated[StrictStr, Field(min_length=3, max_length=200)]
    text: Annotated[StrictStr, Field(min_length=40, max_length=60_000)]
    state: Literal["draft", "published"] = "published"
    establishment: Key | None = None
    commune: Annotated[StrictStr, Field(max_length=120)] | None = None
    department: Annotated[StrictStr, Field(pattern=r"^(\d{2,3}|2[AB])$")] | None = None
    contract: Annotated[StrictStr, Field(max_length=14)] | None = Field(
        None, description="As in `terms` of an offer that is read: permanent, fixed_term…"
    )
    contract_months: Annotated[Number, Field(gt=0, le=120)] | None = None
    full_time: StrictBool | None = None
    weekly_hours: Annotated[Number, Field(gt=0, le=60)] | None = None
    pay_minimum: Annotated[Number, Field(gt=0, le=1_000_000)] | None = None
    pay_maximum: Annotated[Number, Field(gt=0, le=1_000_000)] | None = None
    pay_unit: Literal["hour", "month", "year"] | None = None
    remote: StrictBool | None = None
    openings: Annotated[StrictInt, Field(ge=1, le=1000)] = 1
    closes_on: Day | None = None
    requirements: Annotated[list[Asked], Field(max_length=100)] | None = Field(
        None, description="The whole list, which then replaces what the portal reads; left out, it proposes."
    )
    confirmed_lawful: StrictBool = Field(
        False,
        description="You know a text that allows, for this job, the words that the law forbids in offers.",
    )


class LineIn(OfferIn):
    """One line of offers in bulk: an offer with your own reference."""

    reference: Annotated[StrictStr, Field(pattern=REFERENCE)]


class CloseIn(In):
    """Why an offer is closed; everybody who waits is answered."""

    reason: Literal["filled", "cancelled", "other"]
    text: Annotated[StrictStr, Field(max_length=3000)] = ""


class Requirement(Schema):
    """A skill that an offer asks for."""

    uri: str
    label: str
    kind: str
    settled: bool = Field(description="Whether a person looked at it.")


class Offer(Schema):
    """An offer as it stands."""

    id: UUID
    reference: str
    state: OfferState
    title: str
    text: str
    employer: str
    language: str
    commune: str
    department: str
    contract: str
    contract_months: float | None
    full_time: bool | None
    weekly_hours: float | None
    pay_minimum: float | None
    pay_maximum: float | None
    pay_unit: str
    remote: bool | None
    openings: int
    occupation_uri: str
    occupation_label: str
    rome_code: str
    published_at: datetime | None
    closes_on: date | None
    closed_at: datetime | None
    requirements: list[Requirement]


class Kept(Schema):
    """What became of an offer that was sent."""

    id: UUID
    reference: str
    result: Literal["created", "updated", "unchanged"]
    state: OfferState
    warnings: list[str] = Field(description="What the law doubts or advises against in the text.")


class Offers(Schema):
    """A page of offers."""

    items: list[Offer]
    next: Next


class Closed(Schema):
    """An offer that takes no more applications."""

    id: UUID
    state: OfferState
    told: int = Field(description="How many people who waited were answered.")


class Quote(Schema):
    """Words of a document, and where they stand."""

    text: str
    page: int


class Line(Schema):
    """One thing that the offer asks for, and what answers it."""

    part: str
    label: str
    uri: str
    kind: str
    status: Literal["held", "implied", "near", "missing", "unknown"]
    reason: str
    required_by_law: bool
    points: float
    worth: float
    passages: list[Quote]
    asked_in: list[Quote]


class Comparison(Schema):
    """How much of one offer is met, line by line. It says nothing of a person's worth."""

    words: str = Field(description="“6 of the 8 skills asked for, including the 4 essential ones.”")
    lines: list[Line]
    conditions_not_met: list[str]
    notes: list[str]


class Chosen(Schema):
    """What a person decided, beside what the machine proposed when they did."""

    choice: Choice
    reason: str
    proposal: Choice
    proposal_words: str
    at: datetime


class Identity(Schema):
    """Who applied; only after somebody asked for it and said why."""

    name: str
    email: str
    phone: str


class Received(Schema):
    """An application, without identity until it was asked for. ``rank`` is among the applications to this offer.

    ``coming`` is what the person says to the interview; nothing yet where it is null.
    """

    id: UUID
    offer: UUID
    code: str
    state: ApplicationState
    sent_at: datetime
    answered_at: datetime | None
    interview_at: datetime | None
    coming: Coming | None
    rank: int | None
    tied: bool
    words: str
    proposal: Choice | None
    decision: Chosen | None
    identity: Identity | None


class ReceivedInFull(Received):
    """The same with what the person wrote and the comparison with the offer; masked as long as they are."""

    message: str
    coming_words: str
    comparison: Comparison | None


class Applications(Schema):
    """A page of applications."""

    items: list[Received]
    next: Next


class DecideIn(In):
    """A choice of the team. What differs from the proposal needs a reason."""

    choice: Choice
    reason: Annotated[StrictStr, Field(max_length=1000)] = ""


class UnmaskIn(In):
    """Why the team needs to know who this is; the person reads it."""

    reason: WhyUnmasked
    words: Annotated[StrictStr, Field(max_length=300)] = ""


class AnswerIn(In):
    """An answer to the person. Without ``text`` the portal writes a courteous one in their language."""

    kind: Literal["kept", "interview", "refused", "hired"]
    refusal: WhyRefused | None = None
    words: Annotated[StrictStr, Field(max_length=1000)] = Field("", description="The reason in your words.")
    text: Annotated[StrictStr, Field(max_length=4000)] = ""
    interview_at: Moment | None = None
    interview_place: Annotated[StrictStr, Field(max_length=200)] = ""


class Found(Schema):
    """Somebody who agreed to be found, for one offer, without their identity."""

    id: UUID
    code: str
    rank: int
    tied: bool
    words: str
    invited: bool
    met: list[str]
    not_met: list[str]


class People(Schema):
    """A page of people."""

    items: list[Found]
    next: Next


class CvIn(In):
    """A CV: its text, or a JSON Resume."""

    text: Annotated[StrictStr, Field(min_length=1, max_length=100_000)] | None = None
    json_resume: dict[str, Any] | None = None


class OfferTextIn(In):
    """An offer: its text, or the identifier of one that the key may read."""

    title: Annotated[StrictStr, Field(max_length=200)] = ""
    text: Annotated[StrictStr, Field(min_length=1, max_length=60_000)] | None = None
    id: Key | None = None


class MatchIn(In):
    """The two to be compared."""

    cv: CvIn
    offer: OfferTextIn
    language: Literal["fr", "en", "ko"] = "fr"


class Concept(Schema):
    """A skill or an occupation of the taxonomy in use."""

    uri: str
    kind: str
    code: str
    scheme: str
    label: str
    description: str


class Concepts(Schema):
    """What was found, the nearest first."""

    items: list[Concept]


class Neighbour(Schema):
    """Another concept and how it is related."""

    uri: str
    label: str


class ConceptInFull(Concept):
    """A concept with what lies around it."""

    other_labels: list[str]
    essential_skills: list[Neighbour]
    optional_skills: list[Neighbour]


class Career(Schema):
    """An occupation in which a public employer recruits."""

    occupation: str
    way: str
    category: str


class PublicEmployer(Schema):
    """A public employer as anybody reads of it."""

    id: UUID
    name: str
    presentation: str
    verified: bool
    open_offers: int
    careers: list[Career]


class PublicEmployers(Schema):
    """A page of public employers."""

    items: list[PublicEmployer]
    next: Next
