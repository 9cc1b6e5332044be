"""Writing a profile as a JSON Resume (schema 1.0.0).

Birth date, nationality and the like are never written: no reader of a CV needs them. Skills that were only
inferred, or that the person says they do not have, are not put into their CV either.
"""

from __future__ import annotations

from typing import Final

from openemploi.extraction.language_names import language_name
from openemploi.extraction.model import (
    Education,
    Experience,
    ExperienceKind,
    LanguageClaim,
    LanguageLevel,
    Level,
    Section,
    Source,
)
from openemploi.profiles.cv_sheet import month_count
from openemploi.profiles.language_codes import language_code
from openemploi.profiles.model import JobseekerProfile, Written
from openemploi.profiles.writing import FreeText, Losses, entry_text, filled, free_texts

_SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_FREE: Final = (Section.SUMMARY, Section.INTERESTS, Section.REFERENCES, Section.EXPERIENCE)
_LEVELS: Final = {
    Level.BEGINNER: "Beginner",
    Level.INTERMEDIATE: "Intermediate",
    Level.ADVANCED: "Advanced",
    Level.EXPERT: "Expert",
}


def to_json_resume(profile: JobseekerProfile) -> Written:
    """``profile`` as a JSON Resume. Reading it again gives the same facts, except what is listed."""
    losses = Losses()
    structure = profile.structure
    losses.add("structure.licences", when=structure.licences)
    losses.add("structure.search_areas", when=structure.search_areas)
    losses.add("structure.contracts", when=structure.contracts)
    losses.add("structure.hours", when=structure.hours)
    losses.add("occupations", when=profile.occupations)
    losses.add("notes", when=profile.notes)
    work, volunteer = [], []
    for experience in structure.experiences:
        if experience.kind is ExperienceKind.VOLUNTEERING:
            volunteer.append(_experience(experience, losses, employer="organization"))
        else:
            losses.add("structure.experiences.kind", when=experience.kind is not ExperienceKind.JOB)
            work.append(_experience(experience, losses, employer="name"))
    free = free_texts(profile, losses=losses)
    data = {
        "$schema": _SCHEMA,
        "basics": _basics(profile, free, losses),
        "work": work,
        "volunteer": volunteer,
        "education": [_education(item, losses) for item in structure.education],
        "skills": _skills(profile, losses),
        "languages": _languages(structure.languages, profile.language, losses),
        "interests": [{"name": part.text} for part in free if part.section is Section.INTERESTS],
        "references": [{"reference": part.text} for part in free if part.section is Section.REFERENCES],
        "projects": [
            {"name": part.text.split("\n")[0], "description": part.text.partition("\n")[2]}
            for part in free
            if part.section is Section.EXPERIENCE
        ],
    }
    for part in free:
        losses.add(f"structure.sections.{part.section}", when=part.section not in _FREE)
    return Written(data=filled(data), not_carried=losses.all())


def said_skills(profile: JobseekerProfile, *, losses: Losses) -> list[tuple[str, Level | None]]:
    """Name and level of the skills that the person says they have."""
    losses.add("skills (implied)", when=any(s.source is Source.IMPLIED for s in profile.skills))
    losses.add("skills (denied)", when=any(s.negated for s in profile.skills))
    said = [s for s in profile.skills if s.source is Source.SAID and not s.negated]
    losses.add("skills.uri", when=said)
    losses.add("skills.months", when=any(s.months for s in said))
    losses.add("skills.last_used", when=any(s.last_used for s in said))
    return [(s.label, s.level) for s in said]


def _basics(profile: JobseekerProfile, free: list[FreeText], losses: Losses) -> dict[str, object]:
    contact, headline = profile.structure.contact, profile.structure.headline
    pages = [link.text for link in contact.links if link.text.startswith(("https://", "http://"))]
    names = [link.text for link in contact.links if link.text not in pages]
    losses.add("structure.contact.emails", when=contact.emails[1:])
    losses.add("structure.contact.phones", when=contact.phones[1:])
    losses.add("structure.contact.protected", when=contact.protected)
    return filled(
        {
            "name": contact.name.text if contact.name else None,
            "label": headline.text if headline else None,
            "email": contact.emails[0].text if contact.emails else None,
            "phone": contact.phones[0].text if contact.phones else None,
            "url": pages[0] if pages else None,
            "location": {"address": contact.address.text} if contact.address else None,
            "summary": "\n".join(part.text for part in free if part.section is Section.SUMMARY),
            "profiles": [
                *({"url": page} for page in pages[1:]),
                *({"username": name} for name in names),
            ],
        }
    )


def _experience(item: Experience, losses: Losses, *, employer: str) -> dict[str, object]:
    # An experience without an end is one that goes on, as the format has it.
    goes_on = item.start is not None and item.end is None
    losses.add("structure.experiences.current", when=item.current is not goes_on)
    # What still goes on is counted to the day of reading; anything else must follow from the dates.
    losses.add("structure.experiences.occupation", when=item.occupation)
    told = item.current or item.months in (None, month_count(item.start, item.end))
    losses.add("structure.experiences.months", when=not told)
    return filled(
        {
            employer: item.employer,
            "position": item.title,
            "location": item.place,
            "startDate": str(item.start) if item.start else None,
            "endDate": str(item.end) if item.end and not item.current else None,
            "summary": entry_text(item.passage, item.title, item.employer, item.place),
        }
    )


def _education(item: Education, losses: Losses) -> dict[str, object]:
    losses.add("structure.education.level", when=item.level)
    losses.add("structure.education.obtained", when=item.obtained is not None)
    text = entry_text(item.passage, item.title, item.school, item.field_of_study)
    return filled(
        {
            "institution": item.school,
            "area": item.field_of_study,
            "studyType": item.title,
            "startDate": str(item.start) if item.start else None,
            "endDate": str(item.end) if item.end else None,
            "courses": [line.removeprefix("- ") for line in text.split("\n") if line.strip()],
        }
    )


def _skills(profile: JobseekerProfile, losses: Losses) -> list[dict[str, object]]:
    return [
        filled({"name": label, "level": _LEVELS[level] if level else None})
        for label, level in said_skills(profile, losses=losses)
    ]


def _languages(claims: tuple[LanguageClaim, ...], locale: str, losses: Losses) -> list[dict[str, object]]:
    losses.add("structure.languages (denied)", when=any(claim.negated for claim in claims))
    written = []
    for claim in claims:
        if claim.negated:
            continue
        level = "Native speaker" if claim.level is LanguageLevel.NATIVE else claim.level
        name = language_name(claim.code, locale)
        losses.add("structure.languages.code", when=language_code(name) != claim.code)
        written.append(
            filled(
                {
                    "language": claim.label if name == claim.code else name,
                    "fluency": str(level) if level else None,
                }
            )
        )
    return written
