"""Writing records out, and reading them back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from openemploi.extraction.model import (
    Education,
    ExperienceRequirement,
    LanguageLevel,
    LanguageRequirement,
    Level,
    OccupationClaim,
    Passage,
    RequirementKind,
    SkillClaim,
    SkillRequirement,
    Source,
)
from openemploi.profiles.detect import read_value
from openemploi.profiles.model import JobPosting, JobseekerProfile, StructuredCv, StructuredOffer, Written
from openemploi.profiles.write_europass import to_europass_json
from openemploi.profiles.write_france_travail import to_france_travail
from openemploi.profiles.write_json_resume import to_json_resume
from openemploi.profiles.write_schema_org import to_schema_org
from openemploi.profiles.writing import entry_text

TODAY = date(2024, 3, 15)


def offer_of(value: object) -> StructuredOffer:
    found = read_value(value, name="offer.json", sha256="0")
    assert isinstance(found, StructuredOffer)
    return found


def cv_of(value: object) -> StructuredCv:
    found = read_value(value, name="cv.json", sha256="0", today=TODAY)
    assert isinstance(found, StructuredCv)
    return found


def as_posting(read: StructuredOffer, *, language: str) -> JobPosting:
    return JobPosting(
        id=read.id,
        document=read.document,
        language=language,
        terms=read.terms,
        requirements=tuple(
            SkillRequirement(
                uri=f"urn:rome:ogr:{skill.code[1]}" if skill.code else f"urn:x:{skill.label}",
                label=skill.label,
                kind=skill.kind,
                evidence=(skill.passage,),
                confidence=1.0,
            )
            for skill in read.stated_skills
        ),
        codes=read.codes,
        published=read.published,
        url=read.url,
    )


def as_profile(read: StructuredCv) -> JobseekerProfile:
    return JobseekerProfile(
        document=read.document,
        language=read.language,
        structure=read.structure,
        skills=tuple(
            SkillClaim(
                uri=f"urn:x:{skill.label}",
                label=skill.label,
                source=Source.SAID,
                evidence=(skill.passage,),
                confidence=1.0,
                level=skill.level,
            )
            for skill in read.stated_skills
        ),
    )


def through_json(written: Written) -> Any:
    return json.loads(json.dumps(written.data, allow_nan=False))


def test_a_france_travail_offer_comes_back_the_same(
    offer: dict[str, Any], bare: Callable[[object], Any]
) -> None:
    first = offer_of(offer)
    written = to_france_travail(as_posting(first, language="fr"))
    second = offer_of(through_json(written))
    assert bare(second.terms) == bare(first.terms)
    assert [(s.label, s.code, s.kind) for s in second.stated_skills] == [
        (s.label, s.code, s.kind) for s in first.stated_skills
    ]
    assert (second.id, second.published, second.url) == (first.id, first.published, first.url)
    assert second.not_carried == ()
    # The company's presentation, benefits and the like are text only; attitudes have no code.
    assert set(written.not_carried) == {"document.text", "requirements.uri", "codes.formacode"}


def test_a_posting_comes_back_the_same(posting: dict[str, Any], bare: Callable[[object], Any]) -> None:
    first = offer_of(posting)
    written = to_schema_org(as_posting(first, language="en"))
    second = offer_of(through_json(written))
    before, after = bare(first.terms), bare(second.terms)
    assert after == before
    assert [s.label for s in second.stated_skills] == [s.label for s in first.stated_skills]
    assert second.codes == first.codes
    assert second.not_carried == ()
    assert dict(second.terms.evidence)["description"].text == dict(first.terms.evidence)["description"].text


def test_what_schema_org_cannot_say_is_listed(offer: dict[str, Any]) -> None:
    written = to_schema_org(as_posting(offer_of(offer), language="fr"))
    assert {
        "terms.contract_months",
        "terms.hours.patterns",
        "terms.languages",
        "terms.place.insee_code",
        "terms.diplomas.field_of_study",
        "requirements.kind",
        "codes.naf",
    } <= set(written.not_carried)


def test_an_optional_licence_does_not_become_a_required_one(offer: dict[str, Any]) -> None:
    offer["permis"][0]["exigence"] = "S"
    written = to_schema_org(as_posting(offer_of(offer), language="fr"))
    assert "qualifications" not in written.data
    assert "terms.licences (optional)" in written.not_carried


def test_what_france_travail_cannot_say_is_listed(offer: dict[str, Any]) -> None:
    posting = as_posting(offer_of(offer), language="fr")
    evidence = (Passage("x", 0, 1, 1),)
    terms = replace(
        posting.terms,
        remote=False,
        languages=(
            LanguageRequirement("ko", "coréen", RequirementKind.ESSENTIAL, evidence, LanguageLevel.B2),
        ),
        experience=ExperienceRequirement(6, RequirementKind.LEARNABLE, evidence),
    )
    implied = SkillRequirement(
        "urn:x:1", "x", RequirementKind.OPTIONAL, evidence, 0.4, source=Source.IMPLIED, reason="usual"
    )
    written = to_france_travail(replace(posting, terms=terms, requirements=(implied,)))
    assert {
        "terms.remote",
        "terms.languages.level",
        "terms.experience.kind",
        "requirements (implied)",
    } <= set(written.not_carried)
    assert "competences" not in written.data


def test_an_offer_read_from_a_page_is_written_with_its_whole_text() -> None:
    read = offer_of({"intitule": "Plongeur", "lieu": "Lyon", "description": "Vaisselle"})
    posting = as_posting(read, language="fr")
    posting = replace(posting, terms=replace(posting.terms, evidence=()))
    assert "Vaisselle" in str(to_france_travail(posting).data["description"])


def test_a_json_resume_comes_back_the_same(resume: dict[str, Any], bare: Callable[[object], Any]) -> None:
    first = cv_of(resume)
    written = to_json_resume(as_profile(first))
    check_resume(written.data)
    second = cv_of(through_json(written))
    before, after = bare(first.structure), bare(second.structure)
    assert after == before
    assert [(s.label, s.level) for s in second.stated_skills] == [
        (s.label, s.level) for s in first.stated_skills
    ]
    for old, new in zip(first.structure.experiences, second.structure.experiences, strict=True):
        assert entry_text(new.passage, new.title, new.employer) == entry_text(
            old.passage, old.title, old.employer
        )
    assert written.not_carried == ("skills.uri",)
    assert written.data["basics"]["summary"] == resume["basics"]["summary"]


def test_a_passport_comes_back_the_same_less_what_is_private(
    passport: dict[str, Any], bare: Callable[[object], Any]
) -> None:
    first = cv_of(passport)
    written = to_europass_json(as_profile(first), today=TODAY)
    second = cv_of(through_json(written))
    before, after = bare(first.structure), bare(second.structure)
    before["contact"]["protected"] = ()
    assert after == before
    assert "Chorale" in second.document.text
    assert "1990" not in json.dumps(written.data)
    assert "structure.contact.protected" in written.not_carried


def test_a_profile_goes_from_one_format_to_the_other(
    resume: dict[str, Any], bare: Callable[[object], Any]
) -> None:
    profile = as_profile(cv_of(resume))
    second = cv_of(through_json(to_europass_json(profile, today=TODAY)))
    titles = [(e.title, e.employer, e.start, e.end, e.months) for e in second.structure.experiences]
    assert titles == [(e.title, e.employer, e.start, e.end, e.months) for e in profile.structure.experiences]
    assert "Forklift driving" in second.document.text


def test_denied_and_inferred_skills_stay_out_of_a_cv(resume: dict[str, Any]) -> None:
    profile = as_profile(cv_of(resume))
    some = profile.skills[0]
    skills = (
        replace(some, label="Denied", negated=True),
        replace(some, label="Inferred", source=Source.IMPLIED, reason="usual"),
        replace(some, label="Held", level=Level.EXPERT, months=24),
    )
    claim = OccupationClaim(uri="urn:x", label="x", confidence=1.0)
    written = to_json_resume(replace(profile, skills=skills, occupations=(claim,)))
    assert written.data["skills"] == [{"name": "Held", "level": "Expert"}]
    assert {"skills (denied)", "skills (implied)", "skills.months", "occupations"} <= set(written.not_carried)


def test_levels_and_licences_have_no_place_in_a_json_resume(passport: dict[str, Any]) -> None:
    profile = as_profile(cv_of(passport))
    written = to_json_resume(profile)
    check_resume(written.data)
    assert {"structure.licences", "structure.education.level", "structure.sections.other"} <= set(
        written.not_carried
    )
    certificate = Education("x", Passage("x", 0, 1, 1), obtained=False)
    structure = replace(profile.structure, education=(certificate,))
    assert "structure.education.obtained" in to_json_resume(replace(profile, structure=structure)).not_carried


_SHAPE: dict[str, dict[str, type]] = {
    "work": dict.fromkeys(("name", "position", "location", "startDate", "endDate", "summary"), str),
    "volunteer": dict.fromkeys(
        ("organization", "position", "location", "startDate", "endDate", "summary"), str
    ),
    "education": {
        **dict.fromkeys(("institution", "area", "studyType", "startDate", "endDate"), str),
        "courses": list,
    },
    "skills": {"name": str, "level": str, "keywords": list},
    "languages": {"language": str, "fluency": str},
    "interests": {"name": str},
    "references": {"reference": str},
    "projects": {"name": str, "description": str},
}


def check_resume(data: dict[str, Any]) -> None:
    """The rules of the published schema: types of every property, and ISO 8601 dates cut short at will."""
    assert isinstance(data["basics"], dict)
    for key, value in data["basics"].items():
        expected = {"location": dict, "profiles": list}.get(key, str)
        assert isinstance(value, expected), key
    for section, shape in _SHAPE.items():
        for item in data.get(section, []):
            for key, value in item.items():
                assert isinstance(value, shape[key]), f"{section}.{key}"
                if key.endswith("Date"):
                    assert re.match(
                        r"^([1-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]|[1-2][0-9]{3}-[0-1][0-9]|[1-2][0-9]{3})$",
                        value,
                    )
    assert set(data) <= {"$schema", "basics", *_SHAPE}
