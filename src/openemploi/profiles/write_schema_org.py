"""Writing an offer as a schema.org ``JobPosting``, as search engines read it (JSON-LD).

Kinds of contract that schema.org does not name go under plain names (``PERMANENT``, ``FIXED_TERM``…), which it
allows; only ``qualifications`` can hold a licence, as a credential of the category "license".
"""

from __future__ import annotations

import html
import re
from typing import Final

from openemploi.extraction.model import Contract, Pay, Place, RequirementKind
from openemploi.profiles.model import JobPosting, Written
from openemploi.profiles.schema_org_terms import CREDENTIALS
from openemploi.profiles.writing import Losses, description_of, filled, said_requirements

_EMPLOYMENT: Final = {
    Contract.INTERNSHIP: "INTERN",
    Contract.SELF_EMPLOYED: "CONTRACTOR",
    Contract.VOLUNTEERING: "VOLUNTEER",
}
_ESCO: Final = "http://data.europa.eu/esco/"


def to_schema_org(posting: JobPosting) -> Written:
    """``posting`` as a ``JobPosting``. Reading it again gives the same facts, except what is listed."""
    losses = Losses()
    terms = posting.terms
    description = description_of(posting, losses=losses)
    employment: list[str] = []
    if terms.contract is not None:
        employment.append(_EMPLOYMENT.get(terms.contract, terms.contract.name))
    if terms.hours is not None and terms.hours.full_time is not None:
        employment.append("FULL_TIME" if terms.hours.full_time else "PART_TIME")
    losses.add("terms.contract_months", when=terms.contract_months)
    losses.add("terms.hours.patterns", when=terms.hours and terms.hours.patterns)
    losses.add("terms.languages", when=terms.languages)
    losses.add("terms.remote", when=terms.remote is False)
    losses.add("notes", when=posting.notes)
    data = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": posting.id,
        "title": terms.title.text if terms.title else None,
        "description": html.escape(description, quote=False).replace("\n", "<br>\n") or None,
        "datePosted": posting.published,
        "inLanguage": posting.language,
        "url": posting.url,
        "employmentType": employment,
        "hiringOrganization": _named("Organization", terms.employer),
        "jobLocation": _place(terms.place, losses),
        "jobLocationType": "TELECOMMUTE" if terms.remote else None,
        "baseSalary": _pay(terms.pay),
        "workHours": _hours(posting),
        "totalJobOpenings": terms.openings,
        "experienceRequirements": _experience(posting, losses),
        "educationRequirements": _diplomas(posting, losses),
        "qualifications": _licences(posting, losses),
        "skills": _skills(posting, losses),
        "occupationalCategory": _occupation(posting, losses),
    }
    return Written(data=filled(data), not_carried=losses.all())


def _named(kind: str, name: str) -> dict[str, object]:
    return {"@type": kind, "name": name} if name else {}


def _place(place: Place | None, losses: Losses) -> dict[str, object]:
    if place is None:
        return {}
    losses.add("terms.place.insee_code", when=place.insee_code)
    address: dict[str, object] = {"@type": "PostalAddress", "addressLocality": _town(place)}
    if place.postcode:
        address["postalCode"] = place.postcode
    written: dict[str, object] = {"@type": "Place", "address": address}
    if place.latitude is not None and place.longitude is not None:
        written["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    return written


def _town(place: Place) -> str:
    """The label without the postcode or the number of the département that stands before it."""
    label = re.sub(r"^(?:\d{2,3}|2[AB]) - ", "", place.label)
    return label.removeprefix(place.postcode or "").strip() or place.label


def _pay(pay: Pay | None) -> dict[str, object]:
    if pay is None:
        return {}
    value: dict[str, object] = {"@type": "QuantitativeValue", "unitText": pay.period.upper()}
    if pay.low == pay.high:
        value["value"] = pay.low
    else:
        value.update(minValue=pay.low, maxValue=pay.high)
    return {"@type": "MonetaryAmount", "currency": pay.currency, "value": value}


def _hours(posting: JobPosting) -> str | None:
    hours = posting.terms.hours
    if hours is None or hours.weekly is None:
        return None
    whole, minutes = divmod(round(hours.weekly * 60), 60)
    return f"{whole} h {minutes:02d}" if minutes else f"{whole} h"


def _experience(posting: JobPosting, losses: Losses) -> dict[str, object]:
    asked = posting.terms.experience
    if asked is None:
        return {}
    losses.add(
        "terms.experience.kind",
        when=bool(asked.months) is not (asked.kind is RequirementKind.ESSENTIAL),
    )
    return {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": asked.months}


def _diplomas(posting: JobPosting, losses: Losses) -> list[dict[str, object]]:
    names = {level: name for name, level in CREDENTIALS.items()}
    written = []
    for diploma in posting.terms.diplomas:
        category = names.get(diploma.level or 0, "professional certificate")
        losses.add("terms.diplomas.level", when=diploma.level and diploma.level not in names)
        losses.add("terms.diplomas.kind", when=diploma.kind is not RequirementKind.ESSENTIAL)
        losses.add("terms.diplomas.field_of_study", when=diploma.field_of_study)
        losses.add("terms.diplomas.gate", when=diploma.gate)
        written.append(
            filled(
                {
                    "@type": "EducationalOccupationalCredential",
                    "credentialCategory": category,
                    "name": diploma.label,
                }
            )
        )
    return written


def _licences(posting: JobPosting, losses: Losses) -> list[dict[str, object]]:
    written = []
    for item in posting.terms.licences:
        if item.kind is not RequirementKind.ESSENTIAL:
            losses.add("terms.licences (optional)")  # a qualification is required, and nothing less
            continue
        losses.add("terms.licences.gate", when=item.gate)
        written.append(
            filled(
                {
                    "@type": "EducationalOccupationalCredential",
                    "credentialCategory": "license",
                    "identifier": item.code,
                    "name": item.label,
                }
            )
        )
    return written


def _skills(posting: JobPosting, losses: Losses) -> list[dict[str, object]]:
    said = said_requirements(posting, losses=losses)
    losses.add("requirements.kind", when=any(r.kind is not RequirementKind.ESSENTIAL for r in said))
    return [{"@type": "DefinedTerm", "name": item.label, "termCode": item.uri} for item in said]


def _occupation(posting: JobPosting, losses: Losses) -> list[dict[str, object]]:
    written: list[dict[str, object]] = []
    for claim in posting.occupations:
        codes = dict(claim.codes)
        esco = claim.uri if claim.uri.startswith(_ESCO) else codes.get("esco")
        code = esco or codes.get("rome") or codes.get("isco")
        losses.add("occupations", when=code is None)
        if code:
            written.append({"@type": "CategoryCode", "codeValue": code, "name": claim.label})
    known = {entry["codeValue"] for entry in written}
    for scheme, code in posting.codes:
        if scheme in ("rome", "isco", "onet", "esco"):
            if code not in known:
                written.append({"@type": "CategoryCode", "codeValue": code})
        else:
            losses.add(f"codes.{scheme}")
    return written
