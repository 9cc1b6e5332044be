"""Writing a profile as a Europass Skills Passport in JSON (version 3.4).

The passport knows one level a language and aspect: ours is written for all five. Skills have no structure there
and become lines under "Job-related skills". Birth date, gender and nationality are never written.
"""

from __future__ import annotations

import html
from datetime import date
from typing import Final

from openemploi.extraction.language_names import language_name
from openemploi.extraction.model import (
    Education,
    Experience,
    ExperienceKind,
    LanguageClaim,
    LanguageLevel,
    LicenceClaim,
    Passage,
    YearMonth,
)
from openemploi.profiles.cv_sheet import month_count
from openemploi.profiles.europass_passport import ASPECTS
from openemploi.profiles.model import JobseekerProfile, Written
from openemploi.profiles.write_json_resume import said_skills
from openemploi.profiles.writing import Losses, entry_text, filled, free_texts

_LOCALES: Final = ("fr", "en")


def to_europass_json(profile: JobseekerProfile, *, today: date) -> Written:
    """``profile`` as a Skills Passport written on ``today``.

    Reading it again gives the same facts, except what is listed.
    """
    losses = Losses()
    structure = profile.structure
    losses.add("structure.search_areas", when=structure.search_areas)
    losses.add("structure.contracts", when=structure.contracts)
    losses.add("structure.hours", when=structure.hours)
    losses.add("occupations", when=profile.occupations)
    losses.add("notes", when=profile.notes)
    skills = said_skills(profile, losses=losses)
    losses.add("skills.level", when=any(level for _label, level in skills))
    locale = profile.language if profile.language in _LOCALES else "en"
    headline = structure.headline
    info: dict[str, object] = {
        "Identification": _identity(profile, losses),
        "Headline": {
            "Type": {"Code": "job_applied_for"},
            "Description": {"Label": headline.text},
        }
        if headline
        else None,
        "WorkExperience": [_experience(item, losses) for item in structure.experiences],
        "Education": [_education(item, losses) for item in structure.education],
        "Skills": filled(
            {
                "Linguistic": _languages(structure.languages, locale, losses),
                "JobRelated": filled({"Description": _rich("\n".join(label for label, _l in skills))}),
                "Driving": filled({"Description": _licences(structure.licences, losses)}),
            }
        ),
    }
    # The passport has no summary, no interests: they are achievements under their own heading.
    info["Achievement"] = [
        filled({"Title": filled({"Label": part.heading}), "Description": _rich(part.text)})
        for part in free_texts(profile, losses=losses)
    ]
    written_on = f"{today.isoformat()}T00:00:00.000Z"
    passport = {
        "Locale": locale,
        "DocumentInfo": {
            "DocumentType": "ECV",
            "CreationDate": written_on,
            "LastUpdateDate": written_on,
            "XSDVersion": "V3.4",
            "Generator": "Open Emploi",
            "Comment": "Europass CV",
            "EuropassLogo": False,
        },
        "LearnerInfo": filled(info),
    }
    return Written(data={"SkillsPassport": passport}, not_carried=losses.all())


def _identity(profile: JobseekerProfile, losses: Losses) -> dict[str, object]:
    contact = profile.structure.contact
    losses.add("structure.contact.emails", when=contact.emails[1:])
    losses.add("structure.contact.protected", when=contact.protected)
    first, _space, last = (contact.name.text if contact.name else "").partition(" ")
    reach = {
        "Address": {"Contact": {"AddressLine": contact.address.text}} if contact.address else None,
        "Email": {"Contact": contact.emails[0].text} if contact.emails else None,
        "Telephone": _contacts(contact.phones),
        "Website": _contacts(contact.links),
    }
    names = {"FirstName": first if last else "", "Surname": last or first}
    return filled({"PersonName": filled(names), "ContactInfo": filled(reach)})


def _contacts(passages: tuple[Passage, ...]) -> list[dict[str, object]]:
    return [{"Contact": passage.text} for passage in passages]


def _rich(text: str) -> str:
    """Words as the passport keeps them: HTML, lines parted by ``<br/>``."""
    return html.escape(text, quote=False).replace("\n", "<br/>")


def _month(when: YearMonth | None) -> dict[str, object]:
    if when is None:
        return {}
    return {"Year": when.year, "Month": when.month} if when.month else {"Year": when.year}


def _place(place: str) -> dict[str, object]:
    return {"Address": {"Contact": {"Municipality": place}}} if place else {}


def _experience(item: Experience, losses: Losses) -> dict[str, object]:
    losses.add("structure.experiences.kind", when=item.kind is not ExperienceKind.JOB)
    # What still goes on is counted to the day of reading; anything else must follow from the dates.
    losses.add("structure.experiences.occupation", when=item.occupation)
    told = item.current or item.months in (None, month_count(item.start, item.end))
    losses.add("structure.experiences.months", when=not told)
    period = {"From": _month(item.start), "To": _month(item.end), "Current": item.current}
    return filled(
        {
            "Period": filled(period),
            "Position": filled({"Label": item.title}),
            "Activities": _rich(entry_text(item.passage, item.title, item.employer, item.place)),
            "Employer": filled({"Name": item.employer, "ContactInfo": _place(item.place)}),
        }
    )


def _education(item: Education, losses: Losses) -> dict[str, object]:
    losses.add("structure.education.obtained", when=item.obtained)
    current = item.obtained is False and item.end is None
    losses.add("structure.education.obtained", when=item.obtained is False and not current)
    period = {"From": _month(item.start), "To": _month(item.end), "Current": current}
    level = {"Code": str(item.level), "Label": f"EQF level {item.level}"} if item.level else {}
    return filled(
        {
            "Period": filled(period),
            "Title": item.title,
            "Activities": _rich(entry_text(item.passage, item.title, item.school, item.field_of_study)),
            "Organisation": filled({"Name": item.school}),
            "Level": level,
            "Field": filled({"Label": item.field_of_study}),
        }
    )


def _languages(claims: tuple[LanguageClaim, ...], locale: str, losses: Losses) -> dict[str, object]:
    losses.add("structure.languages (denied)", when=any(claim.negated for claim in claims))
    mother: list[dict[str, object]] = []
    foreign: list[dict[str, object]] = []
    for claim in claims:
        if claim.negated:
            continue
        name = language_name(claim.code, locale)
        label = claim.label if name == claim.code else name
        described: dict[str, object] = {"Description": {"Code": claim.code, "Label": label}}
        if claim.level is LanguageLevel.NATIVE:
            mother.append(described)
            continue
        if claim.level is not None:
            described["ProficiencyLevel"] = {aspect: str(claim.level) for aspect in ASPECTS}
        foreign.append(described)
    return filled({"MotherTongue": mother, "ForeignLanguage": foreign})


def _licences(claims: tuple[LicenceClaim, ...], losses: Losses) -> list[str]:
    written = []
    for claim in claims:
        scheme, _colon, category = claim.code.partition(":")
        if scheme == "driving" and not claim.negated:
            written.append(category)
        else:
            losses.add("structure.licences")
    return written
