"""The archive that LinkedIn gives somebody of what it holds about them, as :mod:`openemploi.documents.exports` read it.

Skills that others endorsed are skills said there too; what recommendations say is kept as text. Who endorsed and who
recommended is not taken. Dates are those of the export ("Mar 2019", "2019").
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from openemploi.documents.model import MediaType
from openemploi.extraction.dates import find_date_ranges
from openemploi.extraction.language import language_of
from openemploi.extraction.model import ExperienceKind, LanguageLevel, Section, YearMonth
from openemploi.folding import fold
from openemploi.profiles.cv_sheet import CvSheet
from openemploi.profiles.language_codes import language_code
from openemploi.profiles.model import StructuredCv
from openemploi.profiles.record import Node

_DATE: Final = re.compile(r"(?:[a-z]{3,9}\.?\s+)?\d{4}")
_NATIVE: Final = "native or bilingual proficiency"  # the other four are no levels of the European scale


def is_linkedin(value: object) -> bool:
    """Whether ``value`` is such an archive."""
    return isinstance(value, dict) and isinstance(value.get("linkedin"), dict)


def read_linkedin(value: object, *, name: str, sha256: str, today: date | None = None) -> StructuredCv:
    """The CV that ``value`` holds. Raises :class:`FormatError` ``cv_empty``."""
    root = Node(value)
    tables = root.get("linkedin")
    cv = CvSheet(language=language_of(_words(tables)), today=today)
    for item in tables.items("Profile"):
        if headline := item.text("Headline"):
            cv.add_headline(headline)
        if place := item.text("Geo Location"):
            cv.add_contact("address", place)
        cv.sheet.section(Section.SUMMARY, label="summary")
        cv.add_text(item.text("Summary"))
    cv.sheet.section(Section.EXPERIENCE, label="work")
    for item in tables.items("Positions"):
        _work(item, cv, title="Title", kind=ExperienceKind.JOB)
    cv.sheet.section(Section.EXPERIENCE, label="volunteer")
    for item in tables.items("Volunteering"):
        _work(item, cv, title="Role", kind=ExperienceKind.VOLUNTEERING)
    cv.sheet.section(Section.EXPERIENCE, label="projects")
    for item in tables.items("Projects"):
        cv.add_text(item.text("Title"))
        cv.add_text(item.text("Description"))
    _learning(tables, cv)
    cv.sheet.section(Section.SKILLS, label="skills")
    for skill in _skills(tables):
        cv.add_skills(skill)
    cv.sheet.section(Section.LANGUAGES, label="languages")
    for item in tables.items("Languages"):
        _language(item, cv)
    cv.sheet.section(Section.REFERENCES, label="references")
    for item in tables.items("Recommendations_Received"):
        if fold(item.text("Status") or "visible") == "visible":
            cv.add_text(item.text("Text"))
    return cv.finish(name=name, sha256=sha256, media_type=MediaType.LINKEDIN, not_carried=root.left_over())


def _work(item: Node, cv: CvSheet, *, title: str, kind: ExperienceKind) -> None:
    start, end = _month(item, "Started On"), _month(item, "Finished On")
    cv.add_experience(
        title=item.text(title),
        employer=item.text("Company Name"),
        place=item.text("Location"),
        start=start,
        end=end,
        current=start is not None and not item.get("Finished On").value,
        kind=kind,
        text=tuple(words for key in ("Cause", "Description") if (words := item.text(key))),
    )


def _learning(tables: Node, cv: CvSheet) -> None:
    cv.sheet.section(Section.EDUCATION, label="education")
    for item in tables.items("Education"):
        cv.add_education(
            title=item.text("Degree Name"),
            school=item.text("School Name"),
            start=_month(item, "Start Date"),
            end=_month(item, "End Date"),
            text=tuple(words for key in ("Notes", "Activities") if (words := item.text(key))),
        )
    cv.sheet.section(Section.EDUCATION, label="certificates")
    for item in tables.items("Certifications"):
        cv.add_education(
            title=item.text("Name"), school=item.text("Authority"), end=_month(item, "Started On")
        )
    for item in tables.items("Courses"):
        cv.add_text(item.text("Name"))


def _skills(tables: Node) -> list[str]:
    """The skills that the person listed, then those that others endorsed and they accepted; each once."""
    listed = [item.text("Name") for item in tables.items("Skills")]
    endorsed = [
        item.text("Skill Name")
        for item in tables.items("Endorsement_Received_Info")
        if fold(item.text("Endorsement Status") or "accepted") == "accepted"
    ]
    found = {fold(skill): skill for skill in reversed([*listed, *endorsed]) if skill}
    return list(reversed(found.values()))


def _language(item: Node, cv: CvSheet) -> None:
    label, fluency = item.text("Name"), item.text("Proficiency")
    if label:
        level = LanguageLevel.NATIVE if fold(fluency or "") == _NATIVE else None
        cv.add_language(code=language_code(label), label=label, level=level, shown=fluency or "")


def _month(item: Node, key: str) -> YearMonth | None:
    written = item.text(key) or ""
    ranges = find_date_ranges(written) if _DATE.fullmatch(fold(written)) else []
    if not ranges:
        item.give_back(key)
        return None
    return ranges[0].start


def _words(tables: Node) -> str:
    told = (
        item.text(key)
        for table, keys in (
            ("Profile", ("Headline", "Summary")),
            ("Positions", ("Title", "Description")),
            ("Skills", ("Name",)),
        )
        for item in tables.items(table)
        for key in keys
    )
    return " ".join(words for words in told if words)
