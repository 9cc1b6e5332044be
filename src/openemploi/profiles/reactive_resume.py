"""CVs saved by Reactive Resume (version 5), an open-source CV maker: free-text dates, HTML in descriptions.

A part that its owner hid is not read and is listed, since they chose not to show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from openemploi.documents.model import MediaType
from openemploi.extraction.dates import find_date_ranges
from openemploi.extraction.model import ExperienceKind, Section, YearMonth
from openemploi.profiles.cv_sheet import CvSheet, skill_level
from openemploi.profiles.language_codes import language_code, language_level
from openemploi.profiles.model import StructuredCv
from openemploi.profiles.record import Node

_TEXTS = (
    ("projects", Section.EXPERIENCE, ("name", "period")),
    ("awards", Section.OTHER, ("title", "awarder", "date")),
    ("publications", Section.OTHER, ("title", "publisher", "date")),
    ("references", Section.REFERENCES, ("name", "position")),
)


def is_reactive_resume(value: object) -> bool:
    """Whether ``value`` looks like a Reactive Resume."""
    return isinstance(value, dict) and isinstance(value.get("basics"), dict) and "sections" in value


def read_reactive_resume(value: object, *, name: str, sha256: str, today: date | None = None) -> StructuredCv:
    """The CV that ``value``, a Reactive Resume object, holds.

    Raises :class:`FormatError` ``cv_empty``.
    """
    root = Node(value)
    locale = root.text("metadata", "page", "locale") or "en"
    cv = CvSheet(language=re.split("[-_]", locale)[0].lower(), today=today)
    _basics(root, cv)
    cv.sheet.section(Section.SUMMARY, label="summary")
    if not _hidden(root.get("summary")):
        cv.add_text(root.text("summary", "content"))
    cv.sheet.section(Section.EXPERIENCE, label="work")
    for item in _shown(root, "experience"):
        _experience(item, cv, employer="company", kind=ExperienceKind.JOB, today=today)
    cv.sheet.section(Section.EXPERIENCE, label="volunteer")
    for item in _shown(root, "volunteer"):
        _experience(item, cv, employer="organization", kind=ExperienceKind.VOLUNTEERING, today=today)
    cv.sheet.section(Section.EDUCATION, label="education")
    for item in _shown(root, "education"):
        start, end, current = _period(item, "period", today)
        cv.add_education(
            title=item.text("degree"),
            school=item.text("school"),
            field_of_study=item.text("area"),
            start=start,
            end=end,
            current=current,
            text=_texts(item, "location", "description"),
        )
    cv.sheet.section(Section.EDUCATION, label="certificates")
    for item in _shown(root, "certifications"):
        _start, end, _current = _period(item, "date", today)
        cv.add_education(
            title=item.text("title"),
            school=item.text("issuer"),
            end=end,
            text=_texts(item, "description"),
        )
    _abilities(root, cv)
    for key, section, parts in _TEXTS:
        cv.sheet.section(section, label=key)
        for item in _shown(root, key):
            cv.add_text(", ".join(_texts(item, *parts)))
            cv.add_text(item.text("description"))
    return cv.finish(name=name, sha256=sha256, media_type=MediaType.JSON, not_carried=root.left_over())


def _shown(root: Node, key: str) -> Iterator[Node]:
    """The items of a section that are not hidden, those of custom sections of the same type included."""
    sections = [root.get("sections", key)]
    sections += [section for section in root.items("customSections") if section.text("type") == key]
    for section in sections:
        if _hidden(section):
            section.give_back("type")
            continue
        for item in section.items("items"):
            if not _hidden(item):
                yield item


def _hidden(node: Node) -> bool:
    if node.flag("hidden") is not True:
        return False
    node.give_back("hidden")
    return True


def _texts(item: Node, *keys: str) -> tuple[str, ...]:
    return tuple(text for text in (item.text(key) for key in keys) if text)


def _basics(root: Node, cv: CvSheet) -> None:
    basics = root.get("basics")
    person, headline = basics.text("name"), basics.text("headline")
    if person:
        cv.add_name(person)
    if headline:
        cv.add_headline(headline)
    for kind, keys in (
        ("email", ("email",)),
        ("phone", ("phone",)),
        ("link", ("website", "url")),
        ("address", ("location",)),
    ):
        value = basics.text(*keys)
        if value:
            cv.add_contact(kind, value)
    for item in basics.items("customFields"):
        value = item.text("link") or item.text("text")
        if value:
            cv.add_contact("link", value)
    for item in _shown(root, "profiles"):
        value = item.text("website", "url") or item.text("username")
        if value:
            item.text("username")
            cv.add_contact("link", value)


def _experience(item: Node, cv: CvSheet, *, employer: str, kind: ExperienceKind, today: date | None) -> None:
    start, end, current = _period(item, "period", today)
    cv.add_experience(
        title=item.text("position"),
        employer=item.text(employer),
        place=item.text("location"),
        start=start,
        end=end,
        current=current,
        kind=kind,
        text=_texts(item, "description"),
    )


def _period(item: Node, key: str, today: date | None) -> tuple[YearMonth | None, YearMonth | None, bool]:
    written = item.text(key)
    ranges = find_date_ranges(written[:200], today=today) if written else []
    if not ranges:
        item.give_back(key)
        return None, None, False
    return (
        ranges[0].start,
        ranges[0].end or (None if ranges[0].is_range else ranges[0].start),
        ranges[0].current,
    )


def _abilities(root: Node, cv: CvSheet) -> None:
    cv.sheet.section(Section.SKILLS, label="skills")
    for item in _shown(root, "skills"):
        name = item.text("name")
        keywords = [text for text in (inner.text() for inner in item.items("keywords")) if text]
        level = skill_level(item.text("proficiency"))
        if level is None or not name:
            item.give_back("proficiency")
        cv.add_skills(*([name] if name else []), *keywords, level=level if name else None, group=bool(name))
    cv.sheet.section(Section.LANGUAGES, label="languages")
    for item in _shown(root, "languages"):
        label, fluency = item.text("language"), item.text("fluency")
        code = language_code(label) if label else None
        spoken = language_level(fluency) if fluency else None
        if spoken is None:
            item.give_back("fluency")
        if code is None:
            item.give_back("language")
        if label:
            cv.add_language(code=code, label=label, level=spoken, shown=fluency or "")
    cv.sheet.section(Section.INTERESTS, label="interests")
    for item in _shown(root, "interests"):
        keywords = [text for text in (inner.text() for inner in item.items("keywords")) if text]
        cv.add_text(", ".join((*_texts(item, "name"), *keywords)))
