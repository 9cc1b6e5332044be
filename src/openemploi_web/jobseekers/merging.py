"""What was read in a document joins a profile without taking anything back from the person.

What they accepted, rejected, rated, corrected or removed stays as they left it; what is new is proposed; what is
there twice is kept once. Lines of a life have no number, so they are known again by a fingerprint of their content.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from openemploi.extraction.model import Contract
from openemploi.folding import fold
from openemploi.profiles.model import JobseekerProfile
from openemploi.territory.places import locate
from openemploi_web.jobseekers.models import (
    CvDocument,
    Education,
    Experience,
    Language,
    Licence,
    Profile,
    Skill,
)
from openemploi_web.jobseekers.reading import Told, plain_wishes
from openemploi_web.jobseekers.snapshots import (
    education_values,
    experience_values,
    language_values,
    licence_values,
    skill_values,
)

Line = Experience | Education | Language | Licence
#: A document read with less care than this says so of the whole profile.
_STRENGTH: Final = {Skill.Source.ADDED: 2, Skill.Source.SAID: 1, Skill.Source.IMPLIED: 0}
_LONGEST_HEADLINE: Final = 120
_TOWN: Final = re.compile(r"(?<!\d)(\d{5})\s+([A-ZÀ-Ý][\w'’ -]{1,60})")


def merge(document: CvDocument, reading: JobseekerProfile, told: Told) -> None:
    """Let what was read in ``document`` join its profile. Called in an action; does the same when done twice."""
    profile = document.profile
    _merge_skills(document, reading)
    _merge_experiences(profile, reading)
    _merge_education(profile, reading)
    _merge_coded(profile, Language, (language_values(c) for c in reading.structure.languages))
    _merge_coded(profile, Licence, (licence_values(c) for c in reading.structure.licences))
    _fill_contact(profile, reading, own_words=bool(document.answers))
    _fill_wishes(profile, reading, told)
    profile.quality = reading.document.quality
    profile.notes = list(reading.notes)
    profile.language = reading.language if reading.language in ("fr", "en", "ko") else profile.language
    if document.answers:
        profile.story = "\n\n".join(text for text in document.answers.values() if text)
        profile.constraints = profile.constraints or document.answers.get("cannot", "")


def fingerprint(line: Line | Mapping[str, Any], *, kind: str = "") -> str:
    """What a line of a life is known again by, without saying what it is."""
    parts: tuple[str, ...]
    if isinstance(line, Experience):
        parts = ("experience", line.title, line.employer, line.start)
    elif isinstance(line, Education):
        parts = ("education", line.title, line.school, line.year)
    elif isinstance(line, Language | Licence):
        parts = ("language" if isinstance(line, Language) else "licence", line.code)
    elif kind == "experience":
        parts = (kind, line["title"], line["employer"], line["start"])
    elif kind == "education":
        parts = (kind, line["title"], line["school"], line["year"])
    else:
        parts = (kind, line["code"])
    return hashlib.sha256("|".join(fold(part).strip() for part in parts).encode()).hexdigest()[:24]


def wish_fingerprint(uri: str) -> str:
    """What a wish that the person took back is known again by."""
    return hashlib.sha256(f"wish|{uri}".encode()).hexdigest()[:24]


def settle(profile: Profile, *fingerprints: str) -> None:
    """Remember lines that the person removed or corrected; the caller saves."""
    profile.settled = list(dict.fromkeys([*profile.settled, *fingerprints]))


def _merge_skills(document: CvDocument, reading: JobseekerProfile) -> None:
    have = {row.uri: row for row in document.profile.skills.all()}
    for claim in reading.skills:
        values = skill_values(claim)
        values["label"] = values["label"][:300]
        row = have.get(claim.uri)
        if row is None:
            have[claim.uri] = Skill.objects.create(profile=document.profile, document=document, **values)
        elif _may_change(row) and _stronger(values, row):
            for name, value in values.items():
                setattr(row, name, value)
            row.document = document
            row.save()


def _may_change(row: Skill) -> bool:
    return (
        row.state == Skill.State.PROPOSED
        and row.source != Skill.Source.ADDED
        and row.rating is None
        and row.top is None
    )


def _stronger(values: Mapping[str, Any], row: Skill) -> bool:
    before = (_STRENGTH[Skill.Source(row.source)], row.confidence)
    return (_STRENGTH[Skill.Source(values["source"])], values["confidence"]) > before


def _merge_experiences(profile: Profile, reading: JobseekerProfile) -> None:
    have = {fingerprint(row) for row in profile.experiences.all()} | set(profile.settled)
    for entry in reading.structure.experiences:
        values = experience_values(entry)
        if not values["title"] or (mark := fingerprint(values, kind="experience")) in have:
            continue
        have.add(mark)
        occupation = values.pop("occupation")
        Experience.objects.create(
            profile=profile,
            occupation_uri=occupation["uri"] if occupation else "",
            occupation_label=occupation["label"] if occupation else "",
            occupation_confidence=occupation["confidence"] if occupation else None,
            occupation_codes=occupation["codes"] if occupation else [],
            **values,
        )


def _merge_education(profile: Profile, reading: JobseekerProfile) -> None:
    have = {fingerprint(row) for row in profile.education.all()} | set(profile.settled)
    for entry in reading.structure.education:
        values = education_values(entry)
        if values["title"] and (mark := fingerprint(values, kind="education")) not in have:
            have.add(mark)
            Education.objects.create(profile=profile, **values)


def _merge_coded(
    profile: Profile, model: type[Language] | type[Licence], read: Iterable[Mapping[str, Any]]
) -> None:
    kind = "language" if model is Language else "licence"
    have = set(model.objects.filter(profile=profile).values_list("code", flat=True))
    for values in read:
        if values["code"] in have or fingerprint(values, kind=kind) in profile.settled:
            continue
        have.add(values["code"])
        model.objects.create(profile=profile, **values)


def _fill_contact(profile: Profile, reading: JobseekerProfile, *, own_words: bool) -> None:
    contact, headline = reading.structure.contact, reading.structure.headline
    user = profile.user
    if not user.name and contact.name is not None:
        user.name = " ".join(contact.name.text.split())[:120]
        user.save(update_fields=["name"])
    if not profile.phone and contact.phones:
        profile.phone = contact.phones[0].text[:30]
    if not profile.headline and not own_words and headline and len(headline.text) <= _LONGEST_HEADLINE:
        profile.headline = " ".join(headline.text.split())
    if not profile.commune and contact.address is not None:
        town = _TOWN.search(contact.address.text)
        point = locate(town[2].strip()) if town else None
        if town and point:
            profile.commune, profile.department = point.name, department_of(town[1])


def department_of(postcode: str) -> str:
    """The département of a postcode; Corsica and overseas have their own ways."""
    if postcode.startswith("20"):
        return "2A" if postcode < "20200" else "2B"
    return postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]


def _fill_wishes(profile: Profile, reading: JobseekerProfile, told: Told) -> None:
    """Wishes read are proposed where the person said nothing yet, and shown on the review page to be checked."""
    structure = reading.structure
    words = {row["text"]: row for row in profile.wish_words}
    for row in plain_wishes(told.wishes):
        words.setdefault(str(row["text"]), row)
    profile.wish_words = list(words.values())[:12]
    wished = [uri for wish in told.wishes for uri in wish.uris]
    profile.wished_occupations = list(
        dict.fromkeys(
            [*profile.wished_occupations, *(u for u in wished if wish_fingerprint(u) not in profile.settled)]
        )
    )
    if not profile.areas:
        said = [{"place": name, "radius_km": radius} for name, radius in told.areas]
        read = [
            {"place": area.place, "radius_km": area.radius_km}
            for area in structure.search_areas
            if area.place and locate(area.place) is not None
        ]
        profile.areas = said or read
    if not profile.contracts:
        profile.contracts = [Contract(c).value for c in structure.contracts]
    if not profile.hours and structure.hours is not None and structure.hours.full_time is not None:
        profile.hours = Profile.HoursWish.FULL if structure.hours.full_time else Profile.HoursWish.PART
    profile.minimum_pay = profile.minimum_pay or told.minimum_pay
    if told.remote and not profile.remote:
        profile.remote = Profile.Remote.YES
