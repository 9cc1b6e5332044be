"""Structured records: JSON Resume, Europass (SkillsPassport 3.4), and offers that are JSON from the start."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

from writers.sheet import Entry, Section, Sheet

EUROPASS = "http://europass.cedefop.europa.eu/Europass"


def json_record(sheet: Sheet) -> bytes:
    """One record, as its source has it."""
    return (json.dumps(sheet.record, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def json_lines(sheet: Sheet) -> bytes:
    """One record a line."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in sheet.record).encode("utf-8")


def json_resume(sheet: Sheet) -> bytes:
    """https://jsonresume.org/schema, version 1.0.0. Sections are told apart by their ``kind``."""
    person = sheet.person
    resume: dict[str, Any] = {
        "basics": {
            "name": sheet.name,
            "label": sheet.headline,
            "email": person.email,
            "phone": person.phone,
            "summary": " ".join(_kind(sheet, "summary").text.split()),
            "location": {"address": person.address, "postalCode": person.postcode, "city": person.town},
        },
        "work": [_work(entry) for entry in _kind(sheet, "work").entries],
        "volunteer": [_volunteer(entry) for entry in _kind(sheet, "volunteer").entries],
        "education": [
            _filled(institution=e.employer, studyType=e.title, startDate=e.start, endDate=e.end)
            for e in _kind(sheet, "education").entries
        ],
        "skills": [_skill(item) for item in _kind(sheet, "skills").items],
        "languages": [_language(item) for item in _kind(sheet, "languages").items],
        "interests": [{"name": item} for item in _kind(sheet, "interests").items],
    }
    extra = [line for line in sheet.contact if line]
    if extra:
        resume["meta"] = {"remarks": extra}
    return (json.dumps(_filled(**resume), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def europass_xml(sheet: Sheet) -> bytes:
    """Europass CV, SkillsPassport layout 3.4: identification, headline, work, education, skills."""
    ElementTree.register_namespace("", EUROPASS)
    root = _element(None, "SkillsPassport", locale=sheet.language)
    about = _element(root, "DocumentInfo")
    _element(about, "DocumentType", "ECV")
    _element(about, "XSDVersion", "V3.4.0")
    _element(about, "CreationDate", "2026-01-05T09:00:00.000Z")
    learner = _element(root, "LearnerInfo")
    _identification(learner, sheet)
    if sheet.headline:
        headline = _element(learner, "Headline")
        _label(_element(headline, "Type"), "Code", "preferred_job", "Emploi recherché")
        _element(_element(headline, "Description"), "Label", sheet.headline)
    work = _element(learner, "WorkExperienceList")
    for entry in _kind(sheet, "work").entries:
        one = _element(work, "WorkExperience")
        _period(one, entry)
        _element(_element(one, "Position"), "Label", entry.title)
        _element(one, "Activities", "\n".join(entry.lines))
        employer = _element(one, "Employer")
        _element(employer, "Name", entry.employer)
        address = _element(_element(_element(employer, "ContactInfo"), "Address"), "Contact")
        _element(address, "Municipality", entry.place)
    studies = _element(learner, "EducationList")
    for entry in _kind(sheet, "education").entries:
        one = _element(studies, "Education")
        _period(one, entry)
        _element(one, "Title", entry.title)
        _element(_element(one, "Organisation"), "Name", entry.employer)
    _skills(_element(learner, "Skills"), sheet)
    ElementTree.indent(root, "  ")
    text = ElementTree.tostring(root, encoding="unicode")
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n").encode("utf-8")


def _identification(learner: ElementTree.Element, sheet: Sheet) -> None:
    person = sheet.person
    known = _element(learner, "Identification")
    name = _element(known, "PersonName")
    _element(name, "FirstName", person.first_name)
    _element(name, "Surname", person.last_name)
    contact = _element(known, "ContactInfo")
    address = _element(_element(contact, "Address"), "Contact")
    _element(address, "AddressLine", person.address)
    _element(address, "PostalCode", person.postcode)
    _element(address, "Municipality", person.town)
    _element(_element(contact, "Email"), "Contact", person.email)
    _element(_element(_element(contact, "TelephoneList"), "Telephone"), "Contact", person.phone)
    about = _element(known, "Demographics")
    if person.born:
        year, month, day = person.born.split("-")
        _element(about, "Birthdate", year=year, month=f"--{month}", day=f"---{day}")
    if person.sex:
        _label(
            _element(about, "Gender"),
            "Code",
            person.sex.upper(),
            "Féminin" if person.sex == "f" else "Masculin",
        )
    if person.nationality:
        _element(_element(_element(about, "NationalityList"), "Nationality"), "Label", person.nationality)


def _skills(skills: ElementTree.Element, sheet: Sheet) -> None:
    linguistic = _element(skills, "Linguistic")
    mother = _element(linguistic, "MotherTongueList")
    foreign = _element(linguistic, "ForeignLanguageList")
    for item in _kind(sheet, "languages").items:
        language, _, level = item.partition(" : ")
        if level == "langue maternelle":
            _element(_element(_element(mother, "MotherTongue"), "Description"), "Label", language)
            continue
        one = _element(foreign, "ForeignLanguage")
        _element(_element(one, "Description"), "Label", language)
        levels = _element(one, "ProficiencyLevel")
        for part in ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing"):
            _element(levels, part, level)
    for kind, tag in (("skills", "JobRelated"), ("computer", "Computer"), ("soft", "Organisational")):
        section = _kind(sheet, kind)
        if section.items:
            _element(_element(skills, tag), "Description", "\n".join(section.items))
    licences = _kind(sheet, "licences").items
    if licences:
        held = _element(_element(skills, "Driving"), "Description")
        for licence in licences:
            _element(held, "Licence", licence)


def _period(parent: ElementTree.Element, entry: Entry) -> None:
    period = _element(parent, "Period")
    for tag, date in (("From", entry.start), ("To", entry.end)):
        year, _, month = date.partition("-")
        if year:
            _element(period, tag, year=year, **({"month": f"--{month}"} if month else {}))
    if entry.start and not entry.end:
        _element(period, "Current", "true")


def _label(parent: ElementTree.Element, tag: str, code: str, label: str) -> None:
    _element(parent, tag, code)
    _element(parent, "Label", label)


def _element(
    parent: ElementTree.Element | None, tag: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    name = f"{{{EUROPASS}}}{tag}"
    made = (
        ElementTree.Element(name, attributes)
        if parent is None
        else ElementTree.SubElement(parent, name, attributes)
    )
    made.text = text or None
    return made


def _work(entry: Entry) -> dict[str, Any]:
    return _filled(
        name=entry.employer, position=entry.title, location=entry.place, startDate=entry.start, endDate=entry.end,
        highlights=list(entry.lines),
    )  # fmt: skip


def _volunteer(entry: Entry) -> dict[str, Any]:
    return _filled(
        organization=entry.employer, position=entry.title, startDate=entry.start, endDate=entry.end,
        highlights=list(entry.lines),
    )  # fmt: skip


def _skill(item: str) -> dict[str, Any]:
    """``Python (maîtrise)`` gives a name and a level; ``Web : HTML, CSS`` a name and keywords."""
    name, _, keywords = item.partition(" : ")
    name, _, level = name.partition(" (")
    words = [word.strip() for word in keywords.split(",") if word.strip()]
    return _filled(name=name, level=level.rstrip(")"), keywords=words)


def _language(item: str) -> dict[str, Any]:
    language, _, fluency = item.partition(" : ")
    return _filled(language=language, fluency=fluency)


def _kind(sheet: Sheet, kind: str) -> Section:
    return next((section for section in sheet.sections if section.kind == kind), Section())


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
