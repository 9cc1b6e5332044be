"""What was read, as JSON: the public contract of ``extract``, documented in ``docs/reference``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openemploi.documents.model import Document
from openemploi.extraction.language_names import language_name
from openemploi.extraction.licence_names import licence_name
from openemploi.extraction.model import SkillClaim, SkillRequirement
from openemploi.i18n import language
from openemploi.profiles.archive import to_plain
from openemploi.profiles.model import JobPosting, JobseekerProfile


def profile_record(profile: JobseekerProfile) -> dict[str, Any]:
    """A CV: ``document, occupation, occupations, skills, unlinked, languages, licences, experiences, education, …``."""
    structure = profile.structure
    return {
        "type": "cv",
        "document": document_record(profile.document, profile.language),
        "occupation": to_plain(profile.occupations[0]) if profile.occupations else None,
        "occupations": to_plain(profile.occupations),
        "skills": [claim_record(claim) for claim in profile.skills],
        "unlinked": to_plain(profile.unlinked),
        "languages": [_named(entry, language_name) for entry in to_plain(structure.languages)],
        "licences": [_named(entry, licence_name) for entry in to_plain(structure.licences)],
        "experiences": [_with_dates(to_plain(entry)) for entry in structure.experiences],
        "education": [_with_dates(to_plain(entry)) for entry in structure.education],
        "search_areas": to_plain(structure.search_areas),
        "contracts": to_plain(structure.contracts),
        "hours": to_plain(structure.hours),
        # Kept apart: nothing below this line is ever scored.
        "contact": to_plain(structure.contact),
        "notes": list(profile.notes),
        "not_carried": list(profile.not_carried),
    }


def posting_record(posting: JobPosting) -> dict[str, Any]:
    """An offer: ``document, occupation, requirements, terms, …``."""
    terms = to_plain(posting.terms)
    del terms["sections"], terms["evidence"]
    terms["languages"] = [_named(entry, language_name) for entry in terms["languages"]]
    terms["licences"] = [_named(entry, licence_name) for entry in terms["licences"]]
    return {
        "type": "offer",
        "id": posting.id,
        "document": document_record(posting.document, posting.language),
        "occupation": to_plain(posting.occupations[0]) if posting.occupations else None,
        "occupations": to_plain(posting.occupations),
        "requirements": [requirement_record(requirement) for requirement in posting.requirements],
        **terms,
        "codes": [{"scheme": scheme, "code": code} for scheme, code in posting.codes],
        "published": posting.published,
        "url": posting.url,
        "notes": list(posting.notes),
        "not_carried": list(posting.not_carried),
    }


def document_record(document: Document, written_in: str) -> dict[str, Any]:
    """What is known of the file; every passage indexes into ``text``."""
    return {
        "name": document.name,
        "sha256": document.sha256,
        "media_type": document.media_type.value,
        "language": written_in,
        "pages": document.pages,
        "quality": document.quality,
        "notes": list(document.notes),
        "text": document.text,
    }


def claim_record(claim: SkillClaim) -> dict[str, Any]:
    """One skill of a person."""
    record: dict[str, Any] = to_plain(claim)
    record["last_used"] = str(claim.last_used) if claim.last_used else None
    return record


def requirement_record(requirement: SkillRequirement) -> dict[str, Any]:
    """One skill that an offer asks for."""
    record: dict[str, Any] = to_plain(requirement)
    return record


def _named(entry: dict[str, Any], name_of: Callable[[str, str], str]) -> dict[str, Any]:
    return {**entry, "label": name_of(entry["code"], language())}


def _with_dates(entry: dict[str, Any]) -> dict[str, Any]:
    for name in ("start", "end"):
        date = entry[name]
        if date:
            entry[name] = (
                f"{date['year']:04d}-{date['month']:02d}" if date["month"] else f"{date['year']:04d}"
            )
    return entry
