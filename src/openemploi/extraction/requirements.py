"""What an offer asks of a person: the skills it names, how much it insists, and what its occupation implies.

Only the parts about the work and the person are read; a company's presentation, its benefits and legal phrases
are not requirements.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.attributes import attributes_at
from openemploi.extraction.flat import flat
from openemploi.extraction.insistence import requirement_kind
from openemploi.extraction.mentions import Mention, MentionFinder
from openemploi.extraction.model import (
    OfferTerms,
    Passage,
    RequirementKind,
    Section,
    SkillRequirement,
    Source,
)
from openemploi.i18n import _
from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.store import Taxonomy

NOT_REQUIREMENTS: Final = frozenset({Section.COMPANY, Section.BENEFITS, Section.LEGAL, Section.TERMS})
IMPLIED_MOST: Final = 8  # skills taken from the occupation when the offer does not name them
IMPLIED_CONFIDENCE: Final = 0.4
# "Une expérience en maçonnerie serait un plus" wishes for the experience, not for the skill that is the task.
_EXPERIENCE: Final = re.compile(r"\b(?:experience|diplome|degree)s?\b[^.,;:\n]{0,40}$|경력[^.,;:\n]{0,12}$")
_STRENGTH: Final = {RequirementKind.ESSENTIAL: 2, RequirementKind.OPTIONAL: 1, RequirementKind.LEARNABLE: 0}


def skill_requirements(
    document: Document,
    terms: OfferTerms,
    *,
    occupations: Sequence[int],
    finder: MentionFinder,
    taxonomy: Taxonomy,
    written_in: str,
    language: str,
) -> tuple[SkillRequirement, ...]:
    """The skills that the offer names, in the order it names them, then those its occupation implies.

    ``written_in`` is the language of the offer, ``language`` that of labels and reasons.
    """
    named: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in finder.skills(document.text, language=written_in, occupations=occupations):
        if _section_at(terms, mention.start) not in NOT_REQUIREMENTS:
            named[mention.concept].append(mention)
    found = []
    for concept, mentions in named.items():
        requirement = _requirement(document, terms, taxonomy, concept, mentions, language=language)
        if requirement is not None:
            found.append(requirement)
    return (*found, *_implied(taxonomy, occupations, known=set(named), title=terms.title, language=language))


def _requirement(
    document: Document,
    terms: OfferTerms,
    taxonomy: Taxonomy,
    concept: int,
    mentions: Sequence[Mention],
    *,
    language: str,
) -> SkillRequirement | None:
    # What the offer says outright ("formation assurée") decides over a bare mention among the tasks, not what it
    # says of a diploma or of experience in the trade.
    aside = {m for m in mentions if _is_aside(document.text, terms, m)}
    outright: list[RequirementKind] = []
    best: RequirementKind | None = None
    evidence, confidence, months, level = [], 0.0, None, None
    for mention in mentions:
        about = attributes_at(document.text, mention.start, mention.end)
        if about.negated:
            continue  # "pas de caisse à tenir": not asked
        transversal = taxonomy.kind(concept) is ConceptKind.TRANSVERSAL
        default = RequirementKind.OPTIONAL if transversal else RequirementKind.ESSENTIAL
        kind = requirement_kind(document.text, mention.start, mention.end, default=default)
        best = best or default
        if kind is not default and (mention not in aside or len(aside) == len(mentions)):
            outright.append(kind)
        start, end = about.start, about.end
        evidence.append(Passage(document.text[start:end], start, end, document.page_at(start)))
        confidence = max(confidence, mention.confidence)
        months, level = about.months or months, about.level or level
    if best is None:
        return None
    return SkillRequirement(
        uri=taxonomy.uri(concept),
        label=taxonomy.label(concept, language),
        kind=max(outright, key=lambda kind: _STRENGTH[kind], default=best),
        evidence=tuple(evidence),
        confidence=round(confidence, 3),
        level=level,
        months=months,
    )


def _is_aside(text: str, terms: OfferTerms, mention: Mention) -> bool:
    """Whether a mention only names the field of a diploma or of experience: "CAP espaces verts souhaité"."""
    diplomas = (passage for diploma in terms.diplomas for passage in diploma.evidence)
    before = flat(text[max(0, mention.start - 60) : mention.start])
    return _EXPERIENCE.search(before) is not None or any(d.start <= mention.start < d.end for d in diplomas)


def _implied(
    taxonomy: Taxonomy, occupations: Sequence[int], *, known: set[int], title: Passage | None, language: str
) -> Iterator[SkillRequirement]:
    """The essential skills of the occupation that the offer left unsaid."""
    if not occupations:
        return
    unsaid = [
        skill
        for occupation in occupations
        for skill in dict.fromkeys(
            taxonomy.canonical(s) for s in taxonomy.related(occupation, RelationKind.ESSENTIAL)
        )
        if skill not in known
    ]
    room = max(0, IMPLIED_MOST - len(known))
    for skill in list(dict.fromkeys(unsaid))[:room]:
        yield SkillRequirement(
            uri=taxonomy.uri(skill),
            label=taxonomy.label(skill, language),
            kind=RequirementKind.OPTIONAL,
            evidence=(title,) if title else (),
            confidence=IMPLIED_CONFIDENCE,
            source=Source.IMPLIED,
            reason=_(
                "Usual in the occupation offered: {title}", title=taxonomy.label(occupations[0], language)
            ),
        )


def _section_at(terms: OfferTerms, offset: int) -> Section:
    return next((s.section for s in terms.sections if s.start <= offset < s.end), Section.OTHER)
