"""From a document to a finished record: the one way a CV becomes a profile and an offer a posting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from openemploi.documents.model import Document
from openemploi.extraction.cv_structure import read_cv_structure
from openemploi.extraction.implied import implied_skills
from openemploi.extraction.language import language_of
from openemploi.extraction.linking import SkillLinker
from openemploi.extraction.mentions import MentionFinder
from openemploi.extraction.model import (
    OccupationClaim,
    OfferTerms,
    Passage,
    Section,
    SectionSpan,
    SkillClaim,
    SkillRequirement,
    Source,
)
from openemploi.extraction.occupations import OccupationCoder
from openemploi.extraction.offer_head import head_lines
from openemploi.extraction.offer_terms import read_offer_terms
from openemploi.extraction.offer_text import OfferText
from openemploi.extraction.requirements import skill_requirements
from openemploi.extraction.semantics import Semantics
from openemploi.extraction.skills import (
    code_experiences,
    headline_occupation,
    named_occupations,
    said_skills,
)
from openemploi.extraction.titles import TitleComparer
from openemploi.i18n import _
from openemploi.profiles.model import (
    JobPosting,
    JobseekerProfile,
    StatedSkill,
    StructuredCv,
    StructuredOffer,
)
from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.search import search
from openemploi.taxonomy.store import Taxonomy

_LONGEST_TITLE = 110
_SKILLS = (ConceptKind.SKILL, ConceptKind.KNOWLEDGE, ConceptKind.TRANSVERSAL)
_STATED_THRESHOLD = 0.65  # names less alike than this are not the same stated skill


@dataclass(frozen=True)
class Builder:
    """Understands CVs and offers with one taxonomy; ``language`` is that of labels and reasons."""

    taxonomy: Taxonomy
    language: str
    today: date
    semantics: Semantics | None = None

    @cached_property
    def finder(self) -> MentionFinder:
        """Finds skills and occupations in texts."""
        return MentionFinder(self.taxonomy)

    @cached_property
    def coder(self) -> OccupationCoder:
        """Gives occupations to titles."""
        return OccupationCoder(self.taxonomy, self.semantics)

    @cached_property
    def linker(self) -> SkillLinker | None:
        """Links short texts to skills by their meaning; ``None`` when that is switched off."""
        return SkillLinker(self.taxonomy, self.semantics) if self.semantics else None

    @cached_property
    def titles(self) -> TitleComparer | None:
        """Says how alike the work behind two titles is; ``None`` when meanings are switched off."""
        return TitleComparer(self.taxonomy, self.semantics) if self.semantics else None

    def profile(self, source: Document | StructuredCv) -> JobseekerProfile:
        """Understand a CV, from its document or from a structured record."""
        if isinstance(source, StructuredCv):
            document, language, structure = source.document, source.language, source.structure
            stated, known, not_carried = source.stated_skills, source.occupations, source.not_carried
        else:
            document, language = source, language_of(source.text)
            structure = read_cv_structure(document, language=language, today=self.today)
            stated, known, not_carried = (), (), ()
        occupied, structure = code_experiences(structure, self.coder, language=self.language)
        said = said_skills(
            document,
            structure,
            occupied,
            finder=self.finder,
            taxonomy=self.taxonomy,
            written_in=language,
            language=self.language,
            today=self.today,
        )
        listed = self._stated_claims(stated, said)
        implied = implied_skills(
            structure,
            occupied,
            (*listed, *said),
            taxonomy=self.taxonomy,
            coder=self.coder,
            language=self.language,
            today=self.today,
        )
        held = [e.experience.occupation for e in occupied if e.experience.occupation is not None]
        named = headline_occupation(structure, self.coder, language=self.language)
        return JobseekerProfile(
            document=document,
            language=language,
            structure=structure,
            occupations=_distinct((*known, *named, *held))
            or named_occupations(document, self.finder, self.coder, language=self.language),
            skills=(
                *listed,
                *sorted((*said, *implied), key=lambda claim: (claim.negated, -claim.confidence, claim.uri)),
            ),
            notes=document.notes,
            not_carried=not_carried,
        )

    def posting(self, source: Document | StructuredOffer) -> JobPosting:
        """Understand an offer, from its document or from a structured record."""
        if isinstance(source, StructuredOffer):
            document, language = source.document, language_of(source.document.text)
            read = read_offer_terms(document, language=language)
            terms, stated, codes = _completed(source.terms, read), source.stated_skills, source.codes
        else:
            document, language = source, language_of(source.text)
            terms, stated, codes = read_offer_terms(document, language=language), (), ()
        terms = terms if terms.title else replace(terms, title=_first_line(document))
        occupations = self._offered(document, terms, codes)
        rows = [row for claim in occupations if (row := self.taxonomy.find(claim.uri)) is not None]
        equals = [equal for row in rows[:1] for equal in self.coder.equals(row)]
        named = skill_requirements(
            document,
            terms,
            occupations=equals,
            finder=self.finder,
            taxonomy=self.taxonomy,
            written_in=language,
            language=self.language,
        )
        structured = source if isinstance(source, StructuredOffer) else None
        return JobPosting(
            id=structured.id if structured else None,
            document=document,
            language=language,
            terms=terms,
            occupations=occupations,
            requirements=self._with_stated(named, stated),
            codes=codes,
            notes=(*document.notes, *self._unlinked(stated)),
            not_carried=structured.not_carried if structured else (),
            published=structured.published if structured else None,
            url=structured.url if structured else None,
        )

    def _offered(
        self, document: Document, terms: OfferTerms, codes: Iterable[tuple[str, str]]
    ) -> tuple[OccupationClaim, ...]:
        """The occupation that the record gives by its code, else the one its title and text describe."""
        stated = dict(codes)
        if rome := stated.get("rome"):
            rows = self.taxonomy.with_code("rome", rome)
            sheet = self.taxonomy.find(f"urn:rome:{rome}")
            rows = [sheet, *rows] if sheet is not None else rows
            if rows:
                evidence = (terms.title,) if terms.title else ()
                return tuple(
                    self.coder.claim(row, confidence=1.0, evidence=evidence, language=self.language)
                    for row in rows[:1]
                )
        if terms.title is None:
            return ()
        best = self.coder.best(terms.title.text, text=document.text)
        if best is None:
            return ()
        return (
            self.coder.claim(
                best.concept, confidence=best.score, evidence=(terms.title,), language=self.language
            ),
        )

    def _find_stated(self, stated: StatedSkill) -> int | None:
        if stated.code is not None:
            scheme, code = stated.code
            row = self.taxonomy.find(code if scheme == "esco" else f"urn:rome:{scheme}:{code}")
            if row is not None:
                return self.taxonomy.canonical(row)
        hits = search(self.taxonomy, stated.label, kinds=_SKILLS, limit=1, threshold=_STATED_THRESHOLD)
        return hits[0].concept if hits else None

    def _unlinked(self, stated: Iterable[StatedSkill]) -> list[str]:
        """Said, because a requirement that nothing can be compared with must not count against anybody."""
        return [
            _("“{skill}” is not in the taxonomy and does not count", skill=skill.label)
            for skill in stated
            if self._find_stated(skill) is None
        ]

    def _stated_claims(self, stated: Iterable[StatedSkill], found: Iterable[SkillClaim]) -> list[SkillClaim]:
        known = {claim.uri for claim in found if claim.source is Source.SAID}
        claims: dict[str, SkillClaim] = {}
        for skill in stated:
            row = self._find_stated(skill)
            if row is None or self.taxonomy.uri(row) in known:
                continue
            claims[self.taxonomy.uri(row)] = SkillClaim(
                uri=self.taxonomy.uri(row),
                label=self.taxonomy.label(row, self.language),
                source=Source.SAID,
                evidence=(skill.passage,),
                confidence=0.95,
                level=skill.level,
            )
        return list(claims.values())

    def _with_stated(
        self, named: tuple[SkillRequirement, ...], stated: Iterable[StatedSkill]
    ) -> tuple[SkillRequirement, ...]:
        """What the record lists beside what its text says; the list decides how much it insists."""
        merged = {requirement.uri: requirement for requirement in named}
        for skill in stated:
            row = self._find_stated(skill)
            if row is None:
                continue
            uri, label = self.taxonomy.uri(row), self.taxonomy.label(row, self.language)
            before = merged.get(uri)
            if before is not None and before.source is Source.SAID:
                merged[uri] = replace(before, kind=skill.kind, evidence=(skill.passage, *before.evidence))
            else:
                merged[uri] = SkillRequirement(
                    uri, label, skill.kind, (skill.passage,), 0.95, level=skill.level
                )
        return tuple(merged.values())


def _first_line(document: Document) -> Passage | None:
    """What an offer without a title opens with, once it has greeted."""
    offer = OfferText.of(document)
    start, end = next(iter(head_lines(offer)), (0, 0))
    if end - start > _LONGEST_TITLE:
        end = document.text.rfind(" ", start, start + _LONGEST_TITLE)
    return offer.passage(start, end) if end > start else None


def _completed(stated: OfferTerms, read: OfferTerms) -> OfferTerms:
    """The record's own facts; its text fills what the record leaves unknown."""
    changes = {
        name: getattr(read, name)
        for name in ("contract", "contract_months", "hours", "pay", "place", "remote", "openings", "experience",
                     "languages", "licences", "diplomas")
        if not getattr(stated, name) and getattr(read, name)
    }  # fmt: skip
    return replace(stated, sections=tuple(_sections(stated.sections, read.sections)), **changes)


def _sections(stated: Iterable[SectionSpan], read: tuple[SectionSpan, ...]) -> Iterator[SectionSpan]:
    """The record's sections; a description whose parts it does not tell is parted as its text reads."""
    for span in stated:
        inside = [
            replace(part, start=max(part.start, span.start), end=min(part.end, span.end))
            for part in read
            if part.start < span.end and span.start < part.end
        ]
        yield from inside if span.section is Section.OTHER and inside else (span,)


def _distinct(claims: Iterable[OccupationClaim]) -> tuple[OccupationClaim, ...]:
    best: dict[str, OccupationClaim] = {}
    for claim in claims:
        if claim.uri not in best or claim.confidence > best[claim.uri].confidence:
            best[claim.uri] = claim
    return tuple(best.values())
