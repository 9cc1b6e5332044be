"""Europass CVs of versions 1 and 2: ``learnerinfo`` documents, written until 2013 and still kept by people.

Version 1 has words where version 2 has labels with codes, and one block of text where version 2 has an address.
"""

from __future__ import annotations

import re
from datetime import date

from openemploi.documents.model import MediaType
from openemploi.extraction.model import LanguageLevel, Section, YearMonth
from openemploi.profiles.cv_sheet import CvSheet, known_month
from openemploi.profiles.language_codes import language_code, language_level, lowest
from openemploi.profiles.model import StructuredCv
from openemploi.profiles.record import Node

_ASPECTS = ("listening", "reading", "spokeninteraction", "spokenproduction", "writing")
_SKILLS = ("social", "organisational", "technical", "computer", "artistic", "other")


def read_learner(root: Node, *, name: str, sha256: str, today: date | None) -> StructuredCv:
    """The CV of a ``learnerinfo`` document."""
    language = re.split("[-_]", root.text("@locale") or "en")[0].lower()
    cv = CvSheet(language=language, today=today)
    _identity(root.get("identification"), cv)
    headline = _label(root.get("application"))
    if headline:
        cv.add_headline(headline)
    cv.sheet.section(Section.EXPERIENCE, label="work")
    for item in root.items("workexperiencelist", "workexperience"):
        _experience(item, cv)
    cv.sheet.section(Section.EDUCATION, label="education")
    for item in root.items("educationlist", "education"):
        _education(item, cv)
    cv.sheet.section(Section.LANGUAGES, label="languages")
    for item in root.items("languagelist", "language"):
        _language(item, cv)
    cv.sheet.section(Section.SKILLS, label="skills")
    licences = []
    for item in root.items("skilllist", "skill"):
        kind = item.text("@type")
        words = item.text("#text")
        if words and kind == "driving":
            licences.append(item.get("#text"))
        elif words and kind in _SKILLS:
            cv.sheet.block(cv.sheet.word(kind))
            cv.add_text(words)
        elif words:
            item.give_back("#text")
        else:
            item.keep()  # an empty box of the form
    for item in root.items("skilllist", "structured-skill"):
        item.keep("@type")
        licences.extend(item.items("drivinglicence"))
    cv.sheet.section(Section.LICENCES, label="licences")
    for licence in licences:
        category = licence.text()
        if category and not cv.add_licence(category):
            licence.give_back()
    cv.sheet.section(Section.OTHER, label="other")
    for item in root.items("misclist", "misc"):
        if item.text("@type") == "additional":
            cv.add_text(item.text("#text"))
        if not item.get("#text").value:
            item.keep()
    return cv.finish(name=name, sha256=sha256, media_type=MediaType.XML, not_carried=root.left_over())


def _label(node: Node) -> str | None:
    label = node.text("label") or node.text()
    if label:
        node.keep("code")
    return label


def _identity(node: Node, cv: CvSheet) -> None:
    name = " ".join(part for part in (node.text("firstname"), node.text("lastname")) if part)
    if name:
        cv.add_name(name)
    contact = node.get("contactinfo")
    email = contact.text("email")
    if email:
        cv.add_contact("email", email)
    for key in ("telephone", "mobile"):
        number = contact.text(key)
        if number:
            cv.add_contact("phone", number)
    address = _address(contact.get("address"))
    if address:
        cv.add_contact("address", address)
    person = node.get("demographics")
    for key, label in (("birthdate", "birth"), ("gender", "gender")):
        value = person.text(key)
        if value and value != "NA":
            cv.add_contact("protected", value, label=label)
    for item in person.items("nationality"):
        nationality = _label(item)
        if nationality:
            cv.add_contact("protected", nationality, label="nationality")


def _address(node: Node) -> str | None:
    town = [part for part in (node.text("postalCode"), node.text("municipality")) if part]
    parts = [node.text(), node.text("addressLine"), " ".join(town), _label(node.get("country"))]
    return ", ".join(" ".join(part.split()) for part in parts if part) or None


def _period(node: Node) -> tuple[YearMonth | None, YearMonth | None, bool]:
    start, end = _month(node.get("from")), _month(node.get("to"))
    # The form has no "current": an experience left open is one that goes on.
    current = start is not None and end is None and node.get("to").value is not None
    return start, end, current


def _month(node: Node) -> YearMonth | None:
    # A day has no place in a month: it is left over and listed.
    return known_month(_digits(node.get("year")), _digits(node.get("month")))


def _digits(node: Node) -> int | None:
    digits = (node.text() or "").lstrip("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= 4:
        return int(digits)
    node.give_back()
    return None


def _organisation(node: Node) -> tuple[str | None, str | None]:
    return node.text("name") or node.text(), _address(node.get("address"))


def _experience(item: Node, cv: CvSheet) -> None:
    start, end, current = _period(item.get("period"))
    employer, place = _organisation(item.get("employer"))
    sector = _label(item.get("employer", "sector")) or _label(item.get("sector"))
    texts = (
        item.text("activities"),
        f"{cv.sheet.word('sector')}{cv.sheet.colon}{sector}" if sector else None,
    )
    cv.add_experience(
        title=_label(item.get("position")),
        employer=employer,
        place=place,
        start=start,
        end=end,
        current=current,
        text=tuple(text for text in texts if text),
    )


def _education(item: Node, cv: CvSheet) -> None:
    start, end, current = _period(item.get("period"))
    school, place = _organisation(item.get("organisation"))
    # The level is in words or in ISCED 1997, whose numbers are not those of the EQF: kept as words.
    level = _label(item.get("level"))
    texts = (
        place,
        item.text("skills"),
        f"{cv.sheet.word('level')}{cv.sheet.colon}{level}" if level else None,
    )
    cv.add_education(
        title=item.text("title"),
        school=school,
        field_of_study=_label(item.get("educationalfield")),
        start=start,
        end=end,
        current=current,
        text=tuple(text for text in texts if text),
    )


def _language(item: Node, cv: CvSheet) -> None:
    written, label = item.text("code"), item.text("label") or item.text("name")
    kind = item.text("@type") or ""
    levels, shown = [], []
    for aspect in _ASPECTS:
        word = item.text("level", aspect)
        level = language_level(word) if word else None
        if level is None:
            item.give_back("level", aspect)
        else:
            levels.append(level)
            shown.append(f"{aspect} {level}")
    words = label or written
    if not words:
        item.give_back("@type")
        return
    code = (language_code(written) if written else None) or language_code(words)
    if code is None:
        for key in ("code", "label", "name"):
            item.give_back(key)
    mother = kind.endswith("mother")
    cv.add_language(
        code=code,
        label=words,
        level=LanguageLevel.NATIVE if mother else lowest(levels),
        shown="" if mother else ", ".join(shown),
    )
