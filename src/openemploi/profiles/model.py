"""Records read from, and written to, the formats in which CVs and offers travel.

A structured record is first made readable: :class:`StructuredOffer` and :class:`StructuredCv` hold a plain text
rendered from it, and every fact they carry points into that text. :class:`JobPosting` and
:class:`JobseekerProfile` are the finished records, once skills were found; the writers take those. What a format
holds and a record has no place for is listed by its path in ``not_carried``, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openemploi.documents.model import Document
from openemploi.extraction.model import (
    CvStructure,
    Level,
    OccupationClaim,
    OfferTerms,
    Passage,
    RequirementKind,
    SkillClaim,
    SkillRequirement,
    Source,
)


@dataclass(frozen=True, slots=True)
class StatedSkill:
    """A skill that a structured record names itself.

    ``code`` is (scheme, code) as the record gives it: ``("ogr", "116932")``, ``("esco", uri)``; ``None`` when
    the record has only words. ``transversal`` marks attitudes (French "qualités professionnelles").
    """

    label: str
    passage: Passage
    code: tuple[str, str] | None
    kind: RequirementKind
    level: Level | None
    transversal: bool = False


@dataclass(frozen=True, slots=True)
class StructuredOffer:
    """An offer as its record tells it, before any taxonomy is looked at.

    ``document.text`` starts with the title, then the description as given, then one labelled line a fact.
    ``terms.evidence`` names ``description``, ``employer``, ``contract``, ``openings``, ``remote``… with their
    passages. ``codes`` are (scheme, code): ``rome``, ``naf``, ``formacode``, ``esco``…; ``published`` is the
    date as given. ``not_carried`` lists JSON paths (``entreprise.logo``, ``langues[0].libelle``).
    """

    id: str | None
    document: Document
    terms: OfferTerms
    stated_skills: tuple[StatedSkill, ...]
    codes: tuple[tuple[str, str], ...]
    published: str | None
    url: str | None
    not_carried: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StructuredCv:
    """A CV as its record tells it; ``occupations`` are those it names by code (Europass, ESCO)."""

    document: Document
    language: str
    structure: CvStructure
    stated_skills: tuple[StatedSkill, ...]
    not_carried: tuple[str, ...]
    occupations: tuple[OccupationClaim, ...] = ()


def unlinked(listed: Iterable[Passage], shown: Sequence[Passage]) -> tuple[Passage, ...]:
    """Those ``listed`` that no passage ``shown`` for a skill stands in."""
    return tuple(item for item in listed if not any(one.meets(item.start, item.end) for one in shown))


@dataclass(frozen=True, slots=True)
class JobseekerProfile:
    """A person's working life with the skills found in it. Never a score of the person."""

    document: Document
    language: str
    structure: CvStructure
    occupations: tuple[OccupationClaim, ...] = ()
    skills: tuple[SkillClaim, ...] = ()
    notes: tuple[str, ...] = ()
    not_carried: tuple[str, ...] = ()

    @property
    def unlinked(self) -> tuple[Passage, ...]:
        """What is listed as a skill and leads to none that the taxonomy knows."""
        shown = [p for claim in self.skills if claim.source is Source.SAID for p in claim.evidence]
        return unlinked(self.structure.listed, shown)


@dataclass(frozen=True, slots=True)
class JobPosting:
    """An offer with what it asks for. ``id`` is the publisher's, ``None`` when it has none."""

    id: str | None
    document: Document
    language: str
    terms: OfferTerms
    occupations: tuple[OccupationClaim, ...] = ()
    requirements: tuple[SkillRequirement, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    not_carried: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A record in another format, ready for ``json.dumps``, and what that format could not carry.

    ``not_carried`` names fields of our record (``terms.remote``, ``skills[2].evidence`` without its index).
    """

    data: dict[str, object] = field(default_factory=dict)
    not_carried: tuple[str, ...] = ()
