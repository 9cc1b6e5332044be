"""The occupations of a person, and the skills they said, with the passage.

What follows from them without being said is in :mod:`openemploi.extraction.implied`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.attributes import attributes_at
from openemploi.extraction.implied import Occupied, ended, title_passage
from openemploi.extraction.mentions import Mention, MentionFinder
from openemploi.extraction.model import (
    CvStructure,
    Level,
    OccupationClaim,
    Passage,
    Section,
    SkillClaim,
    Source,
)
from openemploi.extraction.occupations import OccupationCoder
from openemploi.extraction.time_covered import months_covered
from openemploi.taxonomy.store import Taxonomy

# What a section says about a skill named in it.
_SECTION_WEIGHT: Final = {Section.INTERESTS: 0.6, Section.EDUCATION: 0.85, Section.REFERENCES: 0.6}
_NAMED_CONFIDENCE: Final = 0.6  # of an occupation named in running text: held, sought, or spoken of
_NAMED_MOST: Final = 3


def code_experiences(
    structure: CvStructure, coder: OccupationCoder, *, language: str
) -> tuple[tuple[Occupied, ...], CvStructure]:
    """The occupations of each experience; the structure comes back with them filled in."""
    occupied, experiences = [], []
    for experience in structure.experiences:
        best = coder.best(experience.title, text=experience.passage.text) if experience.title else None
        if best:
            claim = coder.claim(
                best.concept,
                confidence=round(best.score, 3),
                evidence=(title_passage(experience),),
                language=language,
            )
            experience = replace(experience, occupation=claim)
            occupied.append(Occupied(experience, tuple(coder.equals(best.concept))))
        experiences.append(experience)
    return tuple(occupied), replace(structure, experiences=tuple(experiences))


def headline_occupation(
    structure: CvStructure, coder: OccupationCoder, *, language: str
) -> tuple[OccupationClaim, ...]:
    """The occupation that the CV's own title names."""
    if structure.headline is None:
        return ()
    best = coder.best(structure.headline.text)
    if best is None:
        return ()
    return (
        coder.claim(
            best.concept, confidence=round(best.score, 3), evidence=(structure.headline,), language=language
        ),
    )


def named_occupations(
    document: Document, finder: MentionFinder, coder: OccupationCoder, *, language: str
) -> tuple[OccupationClaim, ...]:
    """The occupations that a CV names in its text ("je cherche un poste de caissière"), for one without titles."""
    claims: dict[str, OccupationClaim] = {}
    for mention in finder.occupations(document.text):
        passage = Passage(
            document.text[mention.start : mention.end],
            mention.start,
            mention.end,
            document.page_at(mention.start),
        )
        claim = coder.claim(
            mention.concept, confidence=_NAMED_CONFIDENCE, evidence=(passage,), language=language
        )
        claims.setdefault(claim.uri, claim)
    return tuple(claims.values())[:_NAMED_MOST]


def said_skills(
    document: Document,
    structure: CvStructure,
    occupied: Sequence[Occupied],
    *,
    finder: MentionFinder,
    taxonomy: Taxonomy,
    written_in: str,
    language: str,
    today: date,
) -> tuple[SkillClaim, ...]:
    """Every skill that the person speaks of, the surest first; negated ones last.

    ``written_in`` is the language of the document, ``language`` that of labels.
    """
    concepts = [concept for entry in occupied for concept in entry.concepts]
    said: defaultdict[int, list[_Said]] = defaultdict(list)
    hidden = [*((p.start, p.end) for p in structure.contact.passages), *_names(structure)]
    items = [(item.start, item.end) for item in structure.listed]
    for mention in finder.skills(document.text, language=written_in, occupations=concepts, listed=items):
        if any(mention.start < end and start < mention.end for start, end in hidden):
            continue
        said[mention.concept].append(_read(document, structure, mention))
    claims = [
        _claim(taxonomy, concept, mentions, structure, language=language, today=today)
        for concept, mentions in said.items()
    ]
    return tuple(sorted(claims, key=lambda claim: (claim.negated, -claim.confidence, claim.uri)))


@dataclass(frozen=True, slots=True)
class _Said:
    passage: Passage
    confidence: float
    level: Level | None
    negated: bool
    months: int | None


def _read(document: Document, structure: CvStructure, mention: Mention) -> _Said:
    about = attributes_at(document.text, mention.start, mention.end)
    section = next((s.section for s in structure.sections if s.start <= mention.start < s.end), Section.OTHER)
    return _Said(
        passage=Passage(
            document.text[about.start : about.end], about.start, about.end, document.page_at(about.start)
        ),
        confidence=mention.confidence * _SECTION_WEIGHT.get(section, 1.0),
        level=about.level,
        negated=about.negated,
        months=about.months,
    )


def _claim(
    taxonomy: Taxonomy,
    concept: int,
    mentions: Sequence[_Said],
    structure: CvStructure,
    *,
    language: str,
    today: date,
) -> SkillClaim:
    affirmed = [mention for mention in mentions if not mention.negated]
    kept = affirmed or list(mentions)
    levels = [mention.level for mention in kept if mention.level]
    stated = [mention.months for mention in kept if mention.months is not None]
    used_in = [e for e in structure.experiences if any(_inside(m.passage, e.passage) for m in affirmed)]
    lasted = round(months_covered((e, 1.0) for e in used_in))
    months = max(stated) if stated else lasted or None
    return SkillClaim(
        uri=taxonomy.uri(concept),
        label=taxonomy.label(concept, language),
        source=Source.SAID,
        evidence=tuple(mention.passage for mention in kept),
        confidence=round(max(mention.confidence for mention in kept), 3),
        level=max(levels, key=list(Level).index) if levels else None,
        negated=not affirmed,
        months=months,
        last_used=max((end for e in used_in if (end := ended(e, today))), default=None),
    )


def _names(structure: CvStructure) -> Iterator[tuple[int, int]]:
    """Where employers and schools are named: "Boulangerie Au Four à Bois" is not a skill."""
    named = [(entry.passage, entry.employer) for entry in structure.experiences]
    named += [(entry.passage, entry.school) for entry in structure.education]
    for passage, name in named:
        place = passage.text.find(name) if name else -1
        if place >= 0:
            yield passage.start + place, passage.start + place + len(name)


def _inside(inner: Passage, outer: Passage) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
