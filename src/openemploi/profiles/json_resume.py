"""CVs in JSON Resume (jsonresume.org, schema 1.0.0).

Projects, awards, publications, interests and references are kept as text: the record has no place for them but
what is said there may show a skill. A language's fluency is read as a CEFR level when it states one.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from openemploi.documents.model import MediaType
from openemploi.extraction.language import language_of
from openemploi.extraction.model import ExperienceKind, Section, YearMonth
from openemploi.profiles.cv_sheet import CvSheet, skill_level, year_month
from openemploi.profiles.language_codes import language_code, language_level
from openemploi.profiles.model import StructuredCv
from openemploi.profiles.record import Node

_LISTS: Final = ("work", "volunteer", "education", "skills", "languages", "projects", "certificates")
_PLACE: Final = ("address", "postalCode", "city", "region", "countryCode")


def is_json_resume(value: object) -> bool:
    """Whether ``value`` looks like a JSON Resume: basics, or at least two of its lists."""
    if not isinstance(value, dict):
        return False
    if isinstance(value.get("basics"), dict) and "sections" not in value:
        return True
    return sum(isinstance(value.get(key), list) for key in _LISTS) >= 2


def read_json_resume(value: object, *, name: str, sha256: str, today: date | None = None) -> StructuredCv:
    """The CV that ``value``, a JSON Resume object, holds.

    Raises :class:`FormatError` ``cv_empty``.
    """
    root = Node(value)
    cv = CvSheet(language=language_of(_words(value)), today=today)
    root.keep("$schema")
    _basics(root.get("basics"), cv)

    cv.sheet.section(Section.EXPERIENCE, label="work")
    for item in root.items("work"):
        _work(item, cv, employer="name", kind=ExperienceKind.JOB)
    cv.sheet.section(Section.EXPERIENCE, label="volunteer")
    for item in root.items("volunteer"):
        _work(item, cv, employer="organization", kind=ExperienceKind.VOLUNTEERING)
    cv.sheet.section(Section.EXPERIENCE, label="projects")
    for item in root.items("projects"):
        _project(item, cv)
    cv.sheet.section(Section.EDUCATION, label="education")
    for item in root.items("education"):
        _education(item, cv)
    cv.sheet.section(Section.EDUCATION, label="certificates")
    for item in root.items("certificates"):
        cv.add_education(title=item.text("name"), school=item.text("issuer"), end=_month(item, "date"))
    cv.sheet.section(Section.SKILLS, label="skills")
    for item in root.items("skills"):
        _skill(item, cv)
    cv.sheet.section(Section.LANGUAGES, label="languages")
    for item in root.items("languages"):
        _language(item, cv)
    cv.sheet.section(Section.INTERESTS, label="interests")
    for item in root.items("interests"):
        cv.add_text(_joined(item.text("name"), *_texts(item, "keywords")))
    for key, label, parts in (
        ("awards", "awards", ("title", "awarder", "date")),
        ("publications", "publications", ("name", "publisher", "releaseDate")),
    ):
        cv.sheet.section(Section.OTHER, label=label)
        for item in root.items(key):
            cv.add_text(_joined(*(item.text(part) for part in parts)))
            cv.add_text(item.text("summary"))
    cv.sheet.section(Section.REFERENCES, label="references")
    for item in root.items("references"):
        cv.add_text(_joined(item.text("name"), item.text("reference")))
    return cv.finish(name=name, sha256=sha256, media_type=MediaType.JSON, not_carried=root.left_over())


def _basics(basics: Node, cv: CvSheet) -> None:
    person = basics.text("name")
    if person:
        cv.add_name(person)
    label = basics.text("label")
    if label:
        cv.add_headline(label)
    for kind, key in (("email", "email"), ("phone", "phone"), ("link", "url")):
        value = basics.word_or_number(key)
        if value:
            cv.add_contact(kind, value)
    for profile in basics.items("profiles"):
        shown = profile.text("url") or profile.text("username")
        network = profile.text("network")
        if shown:
            profile.text("username")
            cv.add_contact("link", shown)
        if network and not shown:
            profile.give_back("network")
    where = basics.get("location")
    address = _joined(*(where.word_or_number(key) for key in _PLACE))
    if address:
        cv.add_contact("address", address)
    cv.sheet.section(Section.SUMMARY, label="summary")
    cv.add_text(basics.text("summary"))


def _work(item: Node, cv: CvSheet, *, employer: str, kind: ExperienceKind) -> None:
    start, end = _month(item, "startDate"), _month(item, "endDate")
    cv.add_experience(
        title=item.text("position"),
        employer=item.text(employer) or item.text("company"),
        place=item.text("location"),
        start=start,
        end=end,
        current=start is not None and not item.get("endDate").value,
        kind=kind,
        text=_parts(item, "description", "summary"),
    )


def _project(item: Node, cv: CvSheet) -> None:
    dates = [str(month) for month in (_month(item, "startDate"), _month(item, "endDate")) if month]
    cv.add_text(_joined(item.text("name"), *_texts(item, "roles"), item.text("entity"), " – ".join(dates)))
    for words in _parts(item, "description"):
        cv.add_text(words)
    cv.add_skills(*_texts(item, "keywords"))


def _education(item: Node, cv: CvSheet) -> None:
    kind, area = item.text("studyType"), item.text("area")
    cv.add_education(
        title=kind or area,
        school=item.text("institution"),
        field_of_study=area if kind else None,
        start=_month(item, "startDate"),
        end=_month(item, "endDate"),
        text=tuple(f"- {course}" for course in _texts(item, "courses")),
    )


def _skill(item: Node, cv: CvSheet) -> None:
    name, keywords = item.text("name"), _texts(item, "keywords")
    level = skill_level(item.text("level"))
    if level is None or not name:
        item.give_back("level")
    cv.add_skills(*([name] if name else []), *keywords, level=level if name else None, group=bool(name))


def _language(item: Node, cv: CvSheet) -> None:
    label, fluency = item.text("language"), item.text("fluency")
    if not label:
        item.give_back("fluency")
        return
    code = language_code(label)
    if code is None:
        item.give_back("language")
    level = language_level(fluency) if fluency else None
    if fluency and level is None:
        item.give_back("fluency")
    cv.add_language(code=code, label=label, level=level, shown=fluency or "")


def _month(item: Node, key: str) -> YearMonth | None:
    """The month under ``key``. The day of a full date has no place in it, which is the format's own habit."""
    found = year_month(item.text(key))
    if found is None:
        item.give_back(key)
    return found


def _parts(item: Node, *keys: str) -> tuple[str, ...]:
    texts = [text for text in (item.text(key) for key in keys) if text]
    return (*texts, *(f"- {line}" for line in _texts(item, "highlights")))


def _texts(item: Node, key: str) -> list[str]:
    return [text for text in (inner.text() for inner in item.items(key)) if text]


def _joined(*parts: str | None) -> str:
    return ", ".join(" ".join(part.split()) for part in parts if part)


def _words(value: object) -> str:
    """Every word of the record, to tell its language by."""
    words: list[str] = []
    waiting = [value]
    while waiting and len(words) < 2_000:
        inner = waiting.pop()
        if isinstance(inner, dict):
            waiting.extend(inner.values())
        elif isinstance(inner, list):
            waiting.extend(inner)
        elif isinstance(inner, str):
            words.append(inner)
    return " ".join(words)
