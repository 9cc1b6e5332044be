"""What counts of a person and of an offer, and nothing else.

Matching takes these two records, not the profile and the posting: what is not here — name, contact, address,
employers' names, the text itself — cannot reach a score. Both may be without passages, as an index keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass

from openemploi.extraction.model import (
    Contract,
    DiplomaRequirement,
    Education,
    Experience,
    ExperienceRequirement,
    LanguageClaim,
    LanguageRequirement,
    LicenceClaim,
    LicenceRequirement,
    OccupationClaim,
    Passage,
    Place,
    SearchArea,
    SkillClaim,
    SkillRequirement,
)
from openemploi.profiles.model import JobPosting, JobseekerProfile


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as matching sees them. ``quality`` is how well the document was read, 0 to 1."""

    quality: float = 1.0
    language: str = "fr"
    skills: tuple[SkillClaim, ...] = ()
    experiences: tuple[Experience, ...] = ()
    education: tuple[Education, ...] = ()
    languages: tuple[LanguageClaim, ...] = ()
    licences: tuple[LicenceClaim, ...] = ()
    search_areas: tuple[SearchArea, ...] = ()
    contracts: tuple[Contract, ...] = ()
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, profile: JobseekerProfile) -> PersonFacts:
        """What counts of ``profile``."""
        structure = profile.structure
        return cls(
            quality=profile.document.quality,
            language=profile.language,
            skills=profile.skills,
            experiences=structure.experiences,
            education=structure.education,
            languages=structure.languages,
            licences=structure.licences,
            search_areas=structure.search_areas,
            contracts=structure.contracts,
            notes=profile.notes,
        )


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """An offer as matching sees it. ``contract_asked_in`` is where the contract was read."""

    occupations: tuple[OccupationClaim, ...] = ()
    requirements: tuple[SkillRequirement, ...] = ()
    experience: ExperienceRequirement | None = None
    languages: tuple[LanguageRequirement, ...] = ()
    licences: tuple[LicenceRequirement, ...] = ()
    diplomas: tuple[DiplomaRequirement, ...] = ()
    place: Place | None = None
    contract: Contract | None = None
    contract_asked_in: tuple[Passage, ...] = ()

    @classmethod
    def of(cls, posting: JobPosting) -> OfferFacts:
        """What counts of ``posting``."""
        terms = posting.terms
        return cls(
            occupations=posting.occupations,
            requirements=posting.requirements,
            experience=terms.experience,
            languages=terms.languages,
            licences=terms.licences,
            diplomas=terms.diplomas,
            place=terms.place,
            contract=terms.contract,
            contract_asked_in=tuple(passage for name, passage in terms.evidence if name == "contract"),
        )
