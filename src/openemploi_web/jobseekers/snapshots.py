"""A profile as plain values: what a version freezes, what an application sends, and what matching may see of it.

A snapshot is a JSON object that stands alone: it is read again when the profile has changed or is gone.
:func:`facts_of` takes from it only what may reach a score; the contact, the commune and the story stay behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from openemploi.extraction.model import (
    Contract,
    Education,
    Experience,
    ExperienceKind,
    LanguageClaim,
    LanguageLevel,
    Level,
    LicenceClaim,
    OccupationClaim,
    Passage,
    SearchArea,
    SkillClaim,
    Source,
    YearMonth,
)
from openemploi.matching.facts import PersonFacts
from openemploi.profiles.model import JobseekerProfile
from openemploi_web.jobseekers.models import Profile, Skill

FORMAT: Final = 1
#: The person's own rating, 0 (I have seen it done) to 4 (I teach it), as the level that matching knows.
LEVELS: Final = (Level.BEGINNER, Level.BEGINNER, Level.INTERMEDIATE, Level.ADVANCED, Level.EXPERT)


def snapshot(profile: Profile) -> dict[str, Any]:
    """``profile`` as it stands, rejected skills left out."""
    return {
        "format": FORMAT,
        "contact": contact_values(profile),
        "headline": profile.headline,
        "commune": profile.commune,
        "department": profile.department,
        "language": profile.language,
        "quality": profile.quality,
        "notes": profile.notes,
        "skills": [
            {
                "uri": row.uri,
                "label": row.label,
                "source": row.source,
                "state": row.state,
                "rating": row.rating,
                "level": row.level,
                "confidence": row.confidence,
                "negated": row.negated,
                "months": row.months,
                "last_used": row.last_used,
                "reason": row.reason,
                "passages": row.passages,
                "top": row.top,
            }
            for row in sorted(profile.skills.all(), key=lambda row: row.uri)
            if row.state != Skill.State.REJECTED
        ],
        "experiences": [
            {
                "kind": row.kind,
                "title": row.title,
                "employer": row.employer,
                "place": row.place,
                "start": row.start,
                "end": row.end,
                "current": row.current,
                "months": row.months,
                "description": row.description,
                "occupation": (
                    {
                        "uri": row.occupation_uri,
                        "label": row.occupation_label,
                        "confidence": row.occupation_confidence or 0.0,
                        "codes": row.occupation_codes,
                    }
                    if row.occupation_uri
                    else None
                ),
                "passage": row.passage,
            }
            for row in profile.experiences.all()
        ],
        "education": [
            {
                "title": row.title,
                "school": row.school,
                "level": row.level,
                "year": row.year,
                "obtained": row.obtained,
                "passage": row.passage,
            }
            for row in profile.education.all()
        ],
        "languages": [
            {"code": r.code, "label": r.label, "level": r.level, "negated": r.negated, "passages": r.passages}
            for r in profile.languages.all()
        ],
        "licences": [
            {"code": r.code, "label": r.label, "negated": r.negated, "passages": r.passages}
            for r in profile.licences.all()
        ],
        "wishes": {
            "occupations": profile.wished_occupations,
            "areas": profile.areas,
            "contracts": profile.contracts,
            "hours": profile.hours,
            "minimum_pay": profile.minimum_pay,
            "remote": profile.remote,
        },
    }


def contact_values(profile: Profile) -> dict[str, str]:
    """What of a snapshot names or reaches the person."""
    return {"name": profile.user.name, "email": profile.user.email, "phone": profile.phone}


def snapshot_of_reading(read: JobseekerProfile) -> dict[str, Any]:
    """A CV that was read and never became a profile (an employer gave the file), in the same form."""
    structure, contact = read.structure, read.structure.contact
    return {
        "format": FORMAT,
        "contact": {
            "name": contact.name.text if contact.name else "",
            "email": contact.emails[0].text if contact.emails else "",
            "phone": contact.phones[0].text if contact.phones else "",
        },
        "hidden": [_plain(passage) for passage in contact.passages],
        "headline": structure.headline.text if structure.headline else "",
        "commune": "",
        "department": "",
        "language": read.language,
        "quality": read.document.quality,
        "notes": list(read.notes),
        "skills": [
            skill_values(claim) | {"state": "proposed", "rating": None, "top": None} for claim in read.skills
        ],
        "experiences": [experience_values(entry) for entry in structure.experiences],
        "education": [education_values(entry) for entry in structure.education],
        "languages": [language_values(claim) for claim in structure.languages],
        "licences": [licence_values(claim) for claim in structure.licences],
        "wishes": {
            "occupations": [],
            "areas": [
                {"place": area.place, "radius_km": area.radius_km}
                for area in structure.search_areas
                if area.place
            ],
            "contracts": [contract.value for contract in structure.contracts],
            "hours": "",
            "minimum_pay": None,
            "remote": "",
        },
    }


def skill_values(claim: SkillClaim) -> dict[str, Any]:
    """A skill that was read, as the columns of :class:`Skill`."""
    return {
        "uri": claim.uri,
        "label": claim.label,
        "source": claim.source.value,
        "level": claim.level.value if claim.level else "",
        "confidence": claim.confidence,
        "negated": claim.negated,
        "months": claim.months,
        "last_used": str(claim.last_used) if claim.last_used else "",
        "reason": claim.reason[:500],
        "passages": [_plain(passage) for passage in claim.evidence],
    }


def experience_values(entry: Experience) -> dict[str, Any]:
    """An experience that was read, as a snapshot holds it."""
    occupation = entry.occupation
    return {
        "kind": entry.kind.value,
        "title": entry.title[:200],
        "employer": entry.employer[:200],
        "place": entry.place[:120],
        "start": str(entry.start) if entry.start else "",
        "end": str(entry.end) if entry.end else "",
        "current": entry.current,
        "months": entry.months,
        "description": entry.passage.text,
        "occupation": (
            {
                "uri": occupation.uri,
                "label": occupation.label,
                "confidence": occupation.confidence,
                "codes": [list(pair) for pair in occupation.codes],
            }
            if occupation
            else None
        ),
        "passage": _plain(entry.passage),
    }


def education_values(entry: Education) -> dict[str, Any]:
    """A diploma that was read, as the columns of :class:`openemploi_web.jobseekers.models.Education`."""
    return {
        "title": entry.title[:200],
        "school": entry.school[:200],
        "level": entry.level,
        "year": str(entry.end or entry.start or ""),
        "obtained": entry.obtained,
        "passage": _plain(entry.passage),
    }


def language_values(claim: LanguageClaim) -> dict[str, Any]:
    """A language that was read."""
    return {
        "code": claim.code,
        "label": claim.label,
        "level": claim.level.value if claim.level else "",
        "negated": claim.negated,
        "passages": [_plain(passage) for passage in claim.evidence],
    }


def licence_values(claim: LicenceClaim) -> dict[str, Any]:
    """A licence that was read."""
    return {
        "code": claim.code,
        "label": claim.label,
        "negated": claim.negated,
        "passages": [_plain(passage) for passage in claim.evidence],
    }


def facts(profile: Profile) -> PersonFacts:
    """What matching sees of ``profile`` as it stands."""
    return facts_of(snapshot(profile))


def facts_of(values: Mapping[str, Any]) -> PersonFacts:
    """What matching sees of a snapshot: everything that may reach a score and nothing else."""
    wishes = values["wishes"]
    return PersonFacts(
        quality=values["quality"],
        language=values["language"],
        skills=tuple(_claim(row) for row in values["skills"]),
        experiences=tuple(_experience(row) for row in values["experiences"]),
        education=tuple(
            Education(
                title=row["title"],
                passage=passage_of(row["passage"], row["title"]),
                school="",
                level=row["level"],
                end=_month(row["year"]),
                obtained=row["obtained"],
            )
            for row in values["education"]
        ),
        languages=tuple(
            LanguageClaim(
                code=row["code"],
                label=row["label"],
                evidence=_passages(row["passages"]),
                level=LanguageLevel(row["level"]) if row["level"] else None,
                negated=row["negated"],
            )
            for row in values["languages"]
        ),
        licences=tuple(
            LicenceClaim(row["code"], row["label"], _passages(row["passages"]), row["negated"])
            for row in values["licences"]
        ),
        search_areas=tuple(SearchArea(area["place"], area.get("radius_km")) for area in wishes["areas"]),
        contracts=tuple(Contract(value) for value in wishes["contracts"]),
        notes=tuple(values["notes"]),
    )


def passage_of(values: Mapping[str, Any] | None, text: str = "") -> Passage:
    """A passage kept as plain values; what was never in a document is its own words on no page."""
    if not values:
        return Passage(text, 0, len(text), 0)
    return Passage(values["text"], values["start"], values["end"], values["page"])


def _claim(row: Mapping[str, Any]) -> SkillClaim:
    settled = row["state"] == Skill.State.ACCEPTED or row["source"] == Skill.Source.ADDED
    level = (
        LEVELS[row["rating"]]
        if row["rating"] is not None
        else (Level(row["level"]) if row["level"] else None)
    )
    return SkillClaim(
        uri=row["uri"],
        label=row["label"],
        # What the person confirms is said by them, however it was found.
        source=Source.SAID if settled or row["source"] == Source.SAID else Source.IMPLIED,
        evidence=_passages(row["passages"]),
        confidence=1.0 if settled else row["confidence"],
        level=level,
        negated=row["negated"],
        months=row["months"],
        last_used=_month(row["last_used"]),
        reason=row["reason"] if not settled else "",
    )


def _experience(row: Mapping[str, Any]) -> Experience:
    occupation = row["occupation"]
    return Experience(
        title=row["title"],
        passage=passage_of(row["passage"], row["title"]),
        start=_month(row["start"]),
        end=_month(row["end"]),
        current=row["current"],
        months=row["months"],
        kind=ExperienceKind(row["kind"]),
        occupation=(
            OccupationClaim(
                occupation["uri"],
                occupation["label"],
                occupation["confidence"],
                codes=tuple((scheme, code) for scheme, code in occupation["codes"]),
            )
            if occupation
            else None
        ),
    )


def _passages(rows: list[Mapping[str, Any]]) -> tuple[Passage, ...]:
    return tuple(passage_of(row) for row in rows)


def _plain(passage: Passage) -> dict[str, Any]:
    return {"text": passage.text, "start": passage.start, "end": passage.end, "page": passage.page}


def _month(text: str) -> YearMonth | None:
    if not text:
        return None
    year, _dash, month = text.partition("-")
    return YearMonth(int(year), int(month or 0))
