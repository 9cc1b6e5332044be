"""The skills of a person: those they said, with the passage, and those that follow from what they did.

What follows from an occupation held is marked as implied, says why, and never counts as much as what was said:
its confidence grows with the time it was held and stops at a declared ceiling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.attributes import attributes_at
from openemploi.extraction.mentions import Mention, MentionFinder
from openemploi.extraction.model import (
    CvStructure,
    Experience,
    Level,
    OccupationClaim,
    Passage,
    Section,
    SkillClaim,
    Source,
    YearMonth,
)
from openemploi.extraction.occupations import OccupationCoder
from openemploi.extraction.time_covered import months_covered
from openemploi.i18n import _
from openemploi.taxonomy.model import RelationKind
from openemploi.taxonomy.store import Taxonomy

# A skill that everybody in an occupation uses, after two years of it. Declared; the ceiling of every inference.
IMPLIED_CEILING: Final = 0.6
IMPLIED_MONTHS: Final = 24
IMPLIED_UNKNOWN_TIME: Final = 0.35  # of an occupation held for an unknown time
# What a section says about a skill named in it.
_SECTION_WEIGHT: Final = {Section.INTERESTS: 0.6, Section.EDUCATION: 0.85, Section.REFERENCES: 0.6}
_TITLE_CONFIDENCE: Final = 0.9  # of an occupation that a title names in full
_NAMED_CONFIDENCE: Final = 0.6  # of an occupation named in running text: held, sought, or spoken of
_NAMED_MOST: Final = 3
SURE_ENOUGH: Final = 0.5  # an occupation read less probably implies nothing and counts as no experience


@dataclass(frozen=True, slots=True)
class Occupied:
    """An experience with the occupations that its title was read as, in every scheme."""

    experience: Experience
    concepts: tuple[int, ...]


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
                evidence=(_title_passage(experience),),
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


def person_skills(
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
    """Every skill of the person, said or implied, the surest first; negated ones last.

    ``written_in`` is the language of the document, ``language`` that of labels and reasons.
    """
    concepts = [concept for entry in occupied for concept in entry.concepts]
    said: defaultdict[int, list[_Said]] = defaultdict(list)
    hidden = [*((p.start, p.end) for p in structure.contact.passages), *_names(structure)]
    for mention in finder.skills(document.text, language=written_in, occupations=concepts):
        if any(mention.start < end and start < mention.end for start, end in hidden):
            continue
        said[mention.concept].append(_read(document, structure, mention))
    claims = [
        _claim(taxonomy, concept, mentions, structure, language=language, today=today)
        for concept, mentions in said.items()
    ]
    held = {concept for concept, mentions in said.items() if not all(m.negated for m in mentions)}
    denied = set(said) - held
    claims += _implied(taxonomy, occupied, known=held | denied, language=language)
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
        last_used=max((end for e in used_in if (end := _ended(e, today))), default=None),
    )


def _implied(
    taxonomy: Taxonomy, occupied: Sequence[Occupied], *, known: set[int], language: str
) -> Iterator[SkillClaim]:
    since: defaultdict[int, list[Occupied]] = defaultdict(list)
    for entry in occupied:
        if entry.experience.occupation is None or entry.experience.occupation.confidence < SURE_ENOUGH:
            continue
        essential = {
            taxonomy.canonical(skill)
            for concept in entry.concepts
            for skill in taxonomy.related(concept, RelationKind.ESSENTIAL)
        }
        for skill in essential - known:
            since[skill].append(entry)
    for skill, entries in since.items():
        months = round(months_covered((entry.experience, 1.0) for entry in entries)) or None
        share = IMPLIED_UNKNOWN_TIME if months is None else min(1.0, (months + 3) / (IMPLIED_MONTHS + 3))
        sure = max(e.experience.occupation.confidence if e.experience.occupation else 0.0 for e in entries)
        titles = ", ".join(dict.fromkeys(e.experience.title for e in entries))
        yield SkillClaim(
            uri=taxonomy.uri(skill),
            label=taxonomy.label(skill, language),
            source=Source.IMPLIED,
            evidence=tuple(_title_passage(entry.experience) for entry in entries),
            confidence=round(IMPLIED_CEILING * share * min(1.0, sure / _TITLE_CONFIDENCE), 3),
            months=months,
            reason=_("Usual in the occupation held: {titles}", titles=titles),
        )


def _names(structure: CvStructure) -> Iterator[tuple[int, int]]:
    """Where employers and schools are named: "Boulangerie Au Four à Bois" is not a skill."""
    named = [(entry.passage, entry.employer) for entry in structure.experiences]
    named += [(entry.passage, entry.school) for entry in structure.education]
    for passage, name in named:
        place = passage.text.find(name) if name else -1
        if place >= 0:
            yield passage.start + place, passage.start + place + len(name)


def _title_passage(experience: Experience) -> Passage:
    """Where the title stands, inside the entry."""
    passage = experience.passage
    offset = passage.text.find(experience.title)
    if offset < 0 or not experience.title:
        return passage
    start = passage.start + offset
    return Passage(experience.title, start, start + len(experience.title), passage.page)


def _inside(inner: Passage, outer: Passage) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _ended(experience: Experience, today: date) -> YearMonth | None:
    return YearMonth(today.year, today.month) if experience.current else experience.end or experience.start
