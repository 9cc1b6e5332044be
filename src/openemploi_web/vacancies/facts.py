"""An offer as matching sees it: the requirements that the employer settled, and the terms that were read or set."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from openemploi.documents import read_bytes
from openemploi.extraction.model import (
    Contract,
    OccupationClaim,
    OfferTerms,
    Passage,
    Place,
    RequirementKind,
    SkillRequirement,
    Source,
)
from openemploi.matching.facts import OfferFacts
from openemploi.profiles.archive import from_plain
from openemploi.profiles.model import JobPosting
from openemploi_web.core.engine import engine
from openemploi_web.jobseekers.snapshots import passage_of
from openemploi_web.vacancies.models import Vacancy


def read_text(text: str, *, title: str = "", language: str | None = None) -> JobPosting:
    """Understand an offer given as text. Raises :class:`openemploi.errors.OpenEmploiError`."""
    whole = f"{title}\n\n{text}" if title and not text.lstrip().startswith(title) else text
    return engine(language).builder.posting(read_bytes(whole.encode(), name="offre.txt"))


def reading_of(vacancy: Vacancy) -> JobPosting | None:
    """What was read of ``vacancy``, as it was kept; ``None`` when it has not been read."""
    return from_plain(JobPosting, vacancy.reading) if vacancy.reading else None


def facts(vacancy: Vacancy) -> OfferFacts:
    """What matching sees of ``vacancy``: a requirement that was dropped asks for nothing."""
    reading = reading_of(vacancy)
    terms = reading.terms if reading else OfferTerms(sections=(), title=None)
    read = OfferFacts.of(reading) if reading else OfferFacts()
    return replace(
        read,
        occupations=_occupations(vacancy, read.occupations),
        requirements=tuple(
            SkillRequirement(
                uri=row.uri,
                label=row.label,
                kind=RequirementKind(row.kind),
                evidence=tuple(passage_of(passage) for passage in row.passages),
                confidence=1.0 if row.settled else row.confidence,
                source=Source.IMPLIED if row.source == "implied" and not row.settled else Source.SAID,
                reason=row.reason,
            )
            for row in sorted(vacancy.requirements.all(), key=lambda row: row.uri)
            if row.kept
        ),
        place=_place(vacancy, terms.place),
        contract=Contract(vacancy.contract) if vacancy.contract else None,
        contract_asked_in=read.contract_asked_in if vacancy.contract else (),
    )


def _occupations(vacancy: Vacancy, read: tuple[OccupationClaim, ...]) -> tuple[OccupationClaim, ...]:
    if not vacancy.occupation_uri:
        return read
    known = next((claim for claim in read if claim.uri == vacancy.occupation_uri), None)
    if known is not None:
        return (known,)
    codes = occupation_codes(vacancy.occupation_uri)
    return (OccupationClaim(vacancy.occupation_uri, vacancy.occupation_label, 1.0, codes=codes),)


def occupation_codes(uri: str) -> tuple[tuple[str, str], ...]:
    """The codes that an occupation bears (scheme, code), its own first; none when the taxonomy does not know it."""
    return _codes(uri, engine("fr").taxonomy.version)


@lru_cache(maxsize=8192)
def _codes(uri: str, _version: str) -> tuple[tuple[str, str], ...]:
    portal = engine("fr")
    row = portal.taxonomy.find(uri)
    return tuple(dict.fromkeys(portal.builder.coder.codes(row))) if row is not None else ()


def _place(vacancy: Vacancy, read: Place | None) -> Place | None:
    if not vacancy.commune:
        return None
    evidence: tuple[Passage, ...] = read.evidence if read and read.label == vacancy.commune else ()
    return Place(
        vacancy.commune,
        insee_code=vacancy.insee_code or None,
        latitude=vacancy.latitude,
        longitude=vacancy.longitude,
        evidence=evidence,
    )
