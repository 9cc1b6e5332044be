"""What a pupil says, and what orientation answers: families of occupations, why, and the courses that lead there.

:class:`Answers` has no field for a name, a sex, a neighbourhood or a school, so that none can weigh. An answer has no
score: it has evidence, the pupil's own words with what they led to. Unknown is a value. Next: :mod:`.guide`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from openemploi.labourmarket.model import SourceRef, Unknown
from openemploi.matching.recommending import Reach, share_of


class Polarity(StrEnum):
    """Whether a pupil wants more or less of what a clause speaks of."""

    LIKED = "liked"
    DISLIKED = "disliked"


class Question(StrEnum):
    """Which question a clause answers."""

    LIKES = "likes"
    SUBJECTS = "subjects"
    TASKS = "tasks"
    DISLIKES = "dislikes"


@dataclass(frozen=True, slots=True)
class Answers:
    """A pupil's own words, in any order, as many as they like.

    Parameters
    ----------
    likes:
        Interests.
    subjects:
        School subjects liked.
    tasks:
        Small things they do, or have done.
    dislikes:
        What they do not want.
    home:
        INSEE code of the commune that distances are counted from; it changes no family. ``None``: not said.
    """

    likes: str = ""
    subjects: str = ""
    tasks: str = ""
    dislikes: str = ""
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of an answer: ``answer[start:end]`` is ``text``, as the pupil wrote it.

    ``words`` is what is compared: lower case, one gender, without names and places.
    """

    question: Question
    start: int
    end: int
    text: str
    words: tuple[str, ...]
    polarity: Polarity


class Link(StrEnum):
    """How a clause leads to a family."""

    INTEREST = "interest"  # a centre of interest of ROME
    CONTEXT = "context"  # a work context of ROME
    FIELD = "field"  # our table of signs names the family
    NAME = "name"  # the words stand in names of its occupations
    SKILL = "skill"  # the words stand in skills of its occupations
    MEANING = "meaning"  # near in meaning to one of its occupations


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which words led to a family, and by what.

    Parameters
    ----------
    by:
        The label of the interest, the context, the skill or the occupation that the words led to, as its producer
        writes it; for a family named by our table, the family's own label.
    degree:
        0 to 1, for ordering families; it says nothing about the pupil.
    """

    clause: Clause
    link: Link
    by: str
    degree: float


@dataclass(frozen=True, slots=True)
class Example:
    """An occupation of a family: what one does there and how one gets there, in ROME's words; empty when not said.

    ``regulated`` is ``None`` when ROME does not say.
    """

    code: str
    label: str
    does: str
    access: str
    regulated: bool | None


@dataclass(frozen=True, slots=True)
class Admission:
    """Who applied and who was admitted to a course, in one year. What is not published is ``None``.

    Parameters
    ----------
    candidates, admitted, capacity:
        People and places.
    access_rate:
        Of those who ranked it, the share that could have had a place, in %, as Parcoursup publishes it.
    """

    year: int
    candidates: int | None
    admitted: int | None
    capacity: int | None
    access_rate: float | None
    selective: bool | None


class CourseLink(StrEnum):
    """How a course is known to lead to a family."""

    CERTIFICATION = "certification"  # the certification names an occupation of the family
    DOMAIN = "domain"  # Onisep files it with an occupation of the family
    NAME = "name"  # its title has the words of an occupation or of a certification that leads there


@dataclass(frozen=True, slots=True)
class Course:
    """A course that leads to a family.

    Parameters
    ----------
    kind:
        The dataset it is from.
    source:
        Its number there.
    by:
        What linked it: the certification or the occupation.
    distance:
        Kilometres as the crow flies from the home commune; ``None`` without both points, or when it is taught in
        many places.
    travel:
        Always unknown here: no timetable is read.
    former:
        What became of former students: unknown unless data say it.
    """

    kind: str
    source: str
    title: str
    link: CourseLink
    by: str
    institution: str = ""
    place: str = ""
    level: str = ""
    duration: str = ""
    url: str = ""
    distance: float | None = None
    admission: Admission | None = None
    travel: Unknown | None = None
    former: Unknown | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A family of occupations: a professional domain of ROME.

    Parameters
    ----------
    distance:
        0 to 1: how unlike the nearest close family it is, by what ROME says of both; 0 for close ones, ``None`` when
        no family is close.
    evidence:
        The pupil's words that led here; empty for one that is shown so that the list stays wide.
    caution:
        What the pupil would rather not do, and which is found here in part.
    """

    code: str
    label: str
    domain: str
    domain_label: str
    reach: Reach
    distance: float | None
    evidence: tuple[Evidence, ...]
    caution: tuple[Evidence, ...]
    examples: tuple[Example, ...]
    courses: tuple[Course, ...] | Unknown
    courses_found: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """A family that would have been shown, were it not for something the pupil does not want."""

    code: str
    label: str
    because: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    """The answer to one pupil.

    Parameters
    ----------
    families:
        Close ones first, then adjacent, then unexpected.
    unread:
        Clauses that led nowhere, so that nobody thinks that they were weighed.
    meaning:
        Whether clauses were also compared by meaning.
    sources:
        The data behind it, by dataset.
    """

    families: tuple[Family, ...]
    set_aside: tuple[SetAside, ...]
    clauses: tuple[Clause, ...]
    unread: tuple[Clause, ...]
    meaning: bool
    sources: Mapping[str, SourceRef] = field(default_factory=dict)

    @property
    def unexpected_share(self) -> float:
        """The share of the list that is unexpected, 0 to 1."""
        return share_of([family.reach for family in self.families], Reach.UNEXPECTED) or 0.0

    @property
    def domains(self) -> int:
        """How many of the great domains of ROME the list has."""
        return len({family.domain for family in self.families})
