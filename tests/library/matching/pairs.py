"""People and offers made by hand, as small as a test needs them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.model import (
    Contact,
    CvStructure,
    Experience,
    LanguageClaim,
    LanguageLevel,
    LanguageRequirement,
    LicenceClaim,
    LicenceRequirement,
    OccupationClaim,
    OfferTerms,
    Passage,
    RequirementKind,
    SearchArea,
    SkillClaim,
    SkillRequirement,
    Source,
)
from openemploi.matching import Match, Matcher, RequirementMatch
from openemploi.profiles.model import JobPosting, JobseekerProfile
from openemploi.taxonomy.model import Concept, ConceptKind, Label, Relation, RelationKind, Scheme

ESSENTIAL, OPTIONAL, LEARNABLE = RequirementKind  # in the order of their weight

CASHIER, SHOPKEEPER, BAKER = "urn:shop:cashier", "urn:shop:shopkeeper", "urn:shop:baker"
# Their names share no letters in a row, so that only the relations below make two of them near.
TILL, SELLING, COUNTING, SHELVES, WELCOME, BREAD, EXCEL = (
    f"urn:shop:{name}" for name in ("till", "selling", "counting", "shelves", "welcome", "bread", "excel")
)
SKILLS: Final = (TILL, SELLING, COUNTING, SHELVES, WELCOME, BREAD, EXCEL)

_NAMES: Final = {
    TILL: "encaisser",
    SELLING: "vendre",
    COUNTING: "tenir des comptes",
    SHELVES: "garnir un rayon",
    WELCOME: "sourire au public",
    BREAD: "pétrir",
    EXCEL: "Excel",
}


def _occupation(uri: str, name: str, isco: str) -> Concept:
    return Concept(uri, ConceptKind.OCCUPATION, (Label(name, "fr"),), codes=(("isco", isco),))


# A till is a special case of selling; who keeps accounts learns it quickly.
SHOP: Final = Scheme(
    name="shop",
    version="1",
    title="Shop",
    licence="CC0",
    attribution="",
    languages=("fr",),
    concepts=(
        _occupation(CASHIER, "caissier", "5230"),
        _occupation(SHOPKEEPER, "épicier", "5221"),
        _occupation(BAKER, "boulanger", "7512"),
        *(Concept(uri, ConceptKind.SKILL, (Label(name, "fr"),)) for uri, name in _NAMES.items()),
    ),
    relations=(
        Relation(CASHIER, RelationKind.ESSENTIAL, TILL),
        Relation(CASHIER, RelationKind.NEAR, SHOPKEEPER),
        Relation(TILL, RelationKind.BROADER, SELLING),
        Relation(TILL, RelationKind.NEAR, COUNTING),
    ),
)


def passage(text: str = "…", start: int = 0) -> Passage:
    return Passage(text, start, start + len(text), 1)


def document(text: str = "…", *, quality: float = 1.0) -> Document:
    return Document(
        name="document.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type=MediaType.TEXT,
        text=text,
        blocks=(Block(0, len(text), 1),),
        pages=1,
        quality=quality,
    )


def said(skill: str, **more: Any) -> SkillClaim:
    """The person says outright that they have ``skill``."""
    fields = {"source": Source.SAID, "evidence": (passage(_NAMES[skill]),), "confidence": 0.95} | more
    return SkillClaim(uri=skill, label=_NAMES[skill], **fields)


def implied(skill: str, confidence: float = 0.6) -> SkillClaim:
    return said(
        skill, source=Source.IMPLIED, confidence=confidence, reason="Usual in the occupation held: caissier"
    )


def person(
    *claims: SkillClaim, text: str = "…", quality: float = 1.0, language: str = "fr", **parts: Any
) -> JobseekerProfile:
    """A CV with these skills; ``parts`` are fields of its structure."""
    structure = CvStructure(
        sections=(),
        contact=parts.pop("contact", Contact()),
        headline=None,
        experiences=tuple(parts.pop("experiences", ())),
        education=tuple(parts.pop("education", ())),
        languages=tuple(parts.pop("languages", ())),
        licences=tuple(parts.pop("licences", ())),
        **parts,
    )
    return JobseekerProfile(document(text, quality=quality), language, structure, skills=claims)


def asks(skill: str, kind: RequirementKind = ESSENTIAL, **more: Any) -> SkillRequirement:
    """The offer asks for ``skill``."""
    return SkillRequirement(skill, _NAMES[skill], kind, (passage("asked"),), 0.95, **more)


def offer(*requirements: SkillRequirement, occupation: str | None = None, **terms: Any) -> JobPosting:
    """An offer that asks for these skills; ``terms`` are fields of its terms."""
    return JobPosting(
        id=None,
        document=document("offer"),
        language="fr",
        terms=OfferTerms(sections=(), title=passage("Caissier"), **terms),
        occupations=(held_as(occupation),) if occupation else (),
        requirements=requirements,
    )


def held_as(occupation: str, *codes: tuple[str, str]) -> OccupationClaim:
    return OccupationClaim(occupation, occupation.rpartition(":")[2], 1.0, codes=codes)


def experience(occupation: str | None, months: int | None, *codes: tuple[str, str]) -> Experience:
    return Experience(
        title="work",
        passage=passage("work"),
        months=months,
        occupation=held_as(occupation, *codes) if occupation else None,
    )


def speaks(code: str, level: LanguageLevel | None = None, *, negated: bool = False) -> LanguageClaim:
    return LanguageClaim(code, code, (passage(code),), level, negated)


def asks_language(
    code: str, level: LanguageLevel | None = None, kind: RequirementKind = ESSENTIAL
) -> LanguageRequirement:
    return LanguageRequirement(code, code, kind, (passage("asked"),), level)


def has_licence(code: str, *, negated: bool = False) -> LicenceClaim:
    return LicenceClaim(code, code, (passage(code),), negated)


def asks_licence(code: str, kind: RequirementKind = ESSENTIAL, *, gate: bool = False) -> LicenceRequirement:
    return LicenceRequirement(code, code, kind, (passage("asked"),), gate)


def compare(
    matcher: Matcher,
    profile: JobseekerProfile,
    posting: JobPosting,
    *,
    name: str = "cv.txt",
    key: str = "",
    areas: Sequence[SearchArea] | None = None,
) -> Match:
    return matcher.match(profile, posting, name=name, key=key or name, areas=areas, language="fr")


def line_for(match: Match, uri: str) -> RequirementMatch:
    (line,) = [line for line in match.requirements if line.uri == uri]
    return line


def only(match: Match) -> RequirementMatch:
    (line,) = match.requirements
    return line


def with_skills(profile: JobseekerProfile, *claims: SkillClaim) -> JobseekerProfile:
    return replace(profile, skills=claims)
