"""The Europass Skills Passport (version 3), in XML and in JSON.

The XML wraps each list (``WorkExperienceList.WorkExperience``) and puts dates in attributes (``@month="--08"``);
the JSON does neither. Apart from that they are read alike. A language's level is the lowest of the five aspects
that are given: nobody should be sent to a job on the strength of their best one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from openemploi.documents.model import MediaType
from openemploi.extraction.model import LanguageLevel, Section, YearMonth
from openemploi.profiles.cv_sheet import CvSheet, known_month
from openemploi.profiles.language_codes import language_code, language_level, lowest
from openemploi.profiles.model import StructuredCv
from openemploi.profiles.record import Node
from openemploi.profiles.sheet import plain_text

ASPECTS = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")
_SKILLS = (
    ("Communication", "social"),
    ("Organisational", "organisational"),
    ("JobRelated", "technical"),
    ("Computer", "computer"),
    ("Other", "other"),
)


def read_passport(
    record: Node, root: Node, *, name: str, sha256: str, media_type: MediaType, today: date | None
) -> StructuredCv:
    """The CV under ``root``; what is left over is counted from ``record``."""
    locale = root.text("@locale") or root.text("Locale") or "en"
    cv = CvSheet(language=re.split("[-_]", locale)[0].lower(), today=today)
    info = root.get("LearnerInfo")
    _identity(info, cv)
    _headline(info, cv)

    cv.sheet.section(Section.EXPERIENCE, label="work")
    for item in _listed(info, "WorkExperience"):
        _experience(item, cv)
    cv.sheet.section(Section.EDUCATION, label="education")
    for item in _listed(info, "Education"):
        _education(item, cv)
    _languages(info.get("Skills", "Linguistic"), cv)
    cv.sheet.section(Section.SKILLS, label="skills")
    for key, label in _SKILLS:
        words = info.text("Skills", key, "Description")
        if words:
            cv.sheet.block(cv.sheet.word(label))
            cv.add_text(words)
    cv.sheet.section(Section.LICENCES, label="licences")
    _licences(info.get("Skills", "Driving"), cv)
    cv.sheet.section(Section.OTHER, label="other")
    for item in _listed(info, "Achievement"):
        cv.add_text(_label(item.get("Title")))
        cv.add_text(item.text("Description"))
    return cv.finish(name=name, sha256=sha256, media_type=media_type, not_carried=record.left_over())


def _listed(node: Node, name: str) -> Iterator[Node]:
    yield from node.items(name)
    yield from node.items(f"{name}List", name)


def _label(node: Node) -> str | None:
    # {"Code", "Label"} in version 3.1 and later, words alone before.
    label = node.text("Label") or node.text()
    if label:
        node.keep("Code")
    return label


def _identity(info: Node, cv: CvSheet) -> None:
    person = info.get("Identification")
    names = [
        _label(person.get("PersonName", "Title")),
        person.text("PersonName", "FirstName"),
        person.text("PersonName", "Surname"),
    ]
    whole = " ".join(part for part in names[1:] if part)
    if names[0]:
        person.give_back("PersonName", "Title", "Label")
        person.give_back("PersonName", "Title", "Code")
        person.give_back("PersonName", "Title")
    if whole:
        cv.add_name(whole)
    contact = person.get("ContactInfo")
    email = contact.text("Email", "Contact")
    if email:
        cv.add_contact("email", email)
    for kind, key in (("phone", "Telephone"), ("link", "Website"), ("link", "InstantMessaging")):
        for item in _listed(contact, key):
            value = item.text("Contact")
            if value:
                cv.add_contact(kind, value)
    address = _address(contact.get("Address", "Contact"))
    if address:
        cv.add_contact("address", address)
    birth = _birth(person.get("Demographics", "Birthdate"))
    if birth:
        cv.add_contact("protected", birth, label="birth")
    gender = _label(person.get("Demographics", "Gender"))
    if gender:
        cv.add_contact("protected", gender, label="gender")
    for item in _listed(person.get("Demographics"), "Nationality"):
        nationality = _label(item)
        if nationality:
            cv.add_contact("protected", nationality, label="nationality")


def _birth(node: Node) -> str | None:
    parts = [_whole(node, "Year", 2100), _whole(node, "Month", 12), _whole(node, "Day", 31)]
    known = [f"{part:02d}" for part in parts if part is not None]
    return "-".join(known) or None


def _whole(node: Node, name: str, high: int) -> int | None:
    """A number of the JSON, or of an XML attribute written ``--08`` or ``---10``."""
    number = node.whole(name, low=1, high=high)
    if number is not None:
        return number
    key = f"@{name.lower()}"
    written = node.text(key)
    digits = (written or "").lstrip("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 4 and 1 <= int(digits) <= high):
        node.give_back(key)
        return None
    return int(digits)


def _address(node: Node) -> str | None:
    town = [part for part in (node.word_or_number("PostalCode"), node.text("Municipality")) if part]
    country = _label(node.get("Country"))
    parts = [node.text("AddressLine"), node.text("AddressLine2"), " ".join(town), country]
    return ", ".join(" ".join(part.split()) for part in parts if part) or None


def _headline(info: Node, cv: CvSheet) -> None:
    words = _label(info.get("Headline", "Description"))
    if not words:
        return
    kind = info.text("Headline", "Type", "Code")
    info.keep("Headline", "Type", "Label")
    if kind == "personal_statement":
        cv.sheet.section(Section.SUMMARY, label="summary")
        cv.add_text(words)
    else:
        cv.add_headline(words)


def _period(node: Node) -> tuple[YearMonth | None, YearMonth | None, bool]:
    start, end = _month(node.get("From")), _month(node.get("To"))
    current = node.flag("Current") is True and end is None
    return start, end, current


def _month(node: Node) -> YearMonth | None:
    # A day has no place in a month: it is left over and listed.
    return known_month(_whole(node, "Year", 2100), _whole(node, "Month", 12))


def _experience(item: Node, cv: CvSheet) -> None:
    start, end, current = _period(item.get("Period"))
    employer = item.get("Employer")
    texts = (item.text("Activities"), _sector(employer, cv))
    cv.add_experience(
        title=_label(item.get("Position")),
        employer=employer.text("Name"),
        place=_address(employer.get("ContactInfo", "Address", "Contact")),
        start=start,
        end=end,
        current=current,
        text=tuple(text for text in texts if text),
    )


def _sector(employer: Node, cv: CvSheet) -> str | None:
    label = _label(employer.get("Sector"))
    return f"{cv.sheet.word('sector')}{cv.sheet.colon}{label}" if label else None


def _education(item: Node, cv: CvSheet) -> None:
    start, end, current = _period(item.get("Period"))
    school = item.get("Organisation")
    title, school_name = item.text("Title"), school.text("Name")
    place = _address(school.get("ContactInfo", "Address", "Contact"))
    field = _label(item.get("Field"))
    shown = _label(item.get("Level")) or item.text("Level", "Code")
    level = _level(item.get("Level"))
    if shown and level is None:
        item.give_back("Level", "Code")
    texts = (
        place,
        item.text("Activities"),
        f"{cv.sheet.word('level')}{cv.sheet.colon}{shown}" if shown else None,
    )
    cv.add_education(
        title=title,
        school=school_name,
        level=level,
        field_of_study=field,
        start=start,
        end=end,
        current=current,
        text=tuple(text for text in texts if text),
    )


def _level(node: Node) -> int | None:
    """The EQF level; an ISCED level is not converted, for its numbers changed meaning in 2011."""
    label = node.text("Label") or ""
    number = node.whole("Code", low=1, high=8)
    return None if "ISCED" in label.upper() else number


def _languages(node: Node, cv: CvSheet) -> None:
    cv.sheet.section(Section.LANGUAGES, label="languages")
    for item in _listed(node, "MotherTongue"):
        _language(item, cv, level=LanguageLevel.NATIVE)
    for item in _listed(node, "ForeignLanguage"):
        aspects = item.get("ProficiencyLevel")
        said = []
        for aspect in ASPECTS:
            written = aspects.text(aspect)
            level = language_level(written) if written else None
            if level is None:
                aspects.give_back(aspect)
            else:
                said.append((aspect, level))
        shown = ", ".join(f"{aspect} {level}" for aspect, level in said)
        _language(item, cv, level=lowest([level for _aspect, level in said]), shown=shown)


def _language(item: Node, cv: CvSheet, *, level: LanguageLevel | None, shown: str = "") -> None:
    named = item.get("Description")
    code, label = named.text("Code"), named.text("Label")
    words = plain_text(label or code or "")
    if not words:
        return
    known = (language_code(code) if code else None) or language_code(words)
    if known is None:
        for key in ("Label", "Code"):
            named.give_back(key)
    cv.add_language(code=known, label=words, level=level, shown=shown)


def _licences(node: Node, cv: CvSheet) -> None:
    # "Description": ["A"], [{"Licence": "A"}], or in XML {"Licence": ["A", "B"]}.
    for item in node.items("Description"):
        for licence in (item, *item.items("Licence")):
            category = licence.text()
            if category and not cv.add_licence(category):
                licence.give_back()
