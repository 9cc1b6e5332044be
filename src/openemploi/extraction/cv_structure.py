"""A CV taken apart, before any taxonomy is looked at: sections, person, experiences, education, wishes.

The parts live in one module each (``sections``, ``contact``, ``experiences``,
``education``, ``search_area``); here
they are put together, and CVs without headings, or with one heading for jobs and diplomas, are told apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.contact import read_contact
from openemploi.extraction.cv_cues import is_organisation, is_school, is_title
from openemploi.extraction.cv_entries import DatesByPlace, Entry, anchor_dates
from openemploi.extraction.cv_heads import read_head, usual_slot
from openemploi.extraction.cv_lines import LONGEST_HEADER, Line, folded, passage, pieces, split_lines
from openemploi.extraction.dates import find_date_ranges
from openemploi.extraction.education import education, is_diploma, read_education
from openemploi.extraction.experiences import experience, experience_entries, read_experiences
from openemploi.extraction.languages import LanguageMention, find_languages
from openemploi.extraction.licences import LicenceMention, find_licences
from openemploi.extraction.listed import listed_items, skill_sections
from openemploi.extraction.model import (
    Contact,
    CvStructure,
    Education,
    Experience,
    LanguageClaim,
    LicenceClaim,
    Passage,
    Section,
    SectionSpan,
)
from openemploi.extraction.search_area import read_contracts, read_hours, read_search_areas
from openemploi.extraction.sections import find_sections, heading_of

_APART: Final = re.compile(r"\t+|\s{3,}|\s[-–—/]\s|\s*[|•·]\s*")
_OF_WORK: Final = re.compile(r"experience|emploi|parcours|carriere|poste|work|employment|career|job|경력")
_BIRTH: Final = ("ne le", "nee le", "date", "born", "birth")
_LANGUAGES_SAID: Final = frozenset({Section.LANGUAGES})


def read_cv_structure(document: Document, *, language: str, today: date) -> CvStructure:
    """The parts of the CV ``document``.

    ``language`` (ISO 639-1) tells which national telephone numbers to expect; ``today`` ends what is
    going on.
    Nothing is invented: every value is a passage or a substring of the document, and the rest is unknown.
    Never raises on a document, whatever its text.
    """
    dates = DatesByPlace(find_date_ranges(document.text, today=today))
    sections = _without_heading(find_sections(document.text), document, dates)
    contact = read_contact(document, sections=sections, language=language)
    experiences: list[Experience] = []
    studies: list[Education] = []
    for section in sections:
        lines = _content(document, section)
        if section.section is Section.EXPERIENCE and not _announces_both(section.heading):
            experiences.extend(read_experiences(document, lines=lines, dates=dates, heading=section.heading))
        elif section.section is Section.EDUCATION and not _announces_both(section.heading):
            studies.extend(read_education(document, lines=lines, dates=dates))
        elif section.section in (Section.EXPERIENCE, Section.EDUCATION) or _unsorted(section):
            jobs, courses = _mixed(document, lines, dates, contact)
            experiences.extend(jobs)
            studies.extend(courses)
    languages, licences = _languages(document, sections), _licences(document)
    spoken = [shown for claim in languages for shown in claim.evidence]
    lists = [_content(document, section) for section in skill_sections(sections, spoken)]
    taken = [*spoken, *(shown for claim in licences for shown in claim.evidence)]
    return CvStructure(
        sections=sections,
        contact=contact,
        headline=_headline(document, sections, contact),
        experiences=tuple(experiences),
        education=tuple(studies),
        languages=languages,
        licences=licences,
        search_areas=read_search_areas(document, sections=sections),
        contracts=read_contracts(document, sections=sections),
        hours=read_hours(document, sections=sections),
        listed=listed_items(document, lists, taken=taken, reached=contact.passages),
    )


def _content(document: Document, section: SectionSpan) -> list[Line]:
    """The lines of ``section`` without its heading; what follows the heading on its line stays."""
    lines = split_lines(document.text, section.start, section.end)
    if not section.heading or not lines:
        return lines
    first = lines[0]
    rest = first.text[len(section.heading) :].lstrip(" :")
    if not rest or heading_of(first) is not None:
        return lines[1:]
    return [Line(first.end - len(rest), first.end, rest), *lines[1:]]


def _without_heading(
    sections: tuple[SectionSpan, ...], document: Document, dates: DatesByPlace
) -> tuple[SectionSpan, ...]:
    """Where no experience is announced, the header and one-line labels end before the first dated entry.

    "Langues : anglais" above a list of jobs says nothing of the jobs.
    """
    if _announces_work(sections, document) or sections[0].section is not Section.HEADER:
        return sections
    found: list[SectionSpan] = []
    for section in sections:
        lines = split_lines(document.text, section.start, section.end)
        at = _first_entry(section, lines, dates) if _is_open(section, document) else None
        if at is None:
            found.append(section)
            continue
        found.append(SectionSpan(section.section, section.start, lines[at].start, section.heading))
        found.append(SectionSpan(Section.OTHER, lines[at].start, section.end))
    return tuple(found)


def _announces_work(sections: Sequence[SectionSpan], document: Document) -> bool:
    """Whether a heading opens the experience; "Bénévolat : trésorière" speaks for its line alone."""
    return any(
        s.section is Section.EXPERIENCE
        and (not _is_label(s, document) or _OF_WORK.search(folded(s.heading)) is not None)
        for s in sections
    )


def _is_label(section: SectionSpan, document: Document) -> bool:
    """Whether what opens ``section`` stands on a line with its content: "Langues : anglais"."""
    first = next(iter(split_lines(document.text, section.start, section.end)), None)
    return bool(section.heading) and first is not None and heading_of(first) is None


def _is_open(section: SectionSpan, document: Document) -> bool:
    return section.section is Section.HEADER or _is_label(section, document)


def _first_entry(section: SectionSpan, lines: Sequence[Line], dates: DatesByPlace) -> int | None:
    """Which of the ``lines`` below the first begins the entries that ``section`` does not announce."""
    for at, line in enumerate(lines[1:], 1):
        found = anchor_dates(line, dates=dates)
        if not found or folded(line.text).startswith(_BIRTH):
            continue
        if section.section is Section.HEADER:
            return at
        if section.section is Section.EXPERIENCE:
            return 1
        if any(r.is_range for r in found) and not is_diploma(line.text) and not is_school(line.text):
            while at > 1 and (is_title(lines[at - 1].text) or is_organisation(lines[at - 1].text)):
                at -= 1
            return at
    return None


def _unsorted(section: SectionSpan) -> bool:
    """Whether jobs must be looked for in a section that has no heading of its own."""
    return section.section is Section.OTHER and not section.heading


def _announces_both(heading: str) -> bool:
    said = folded(heading)
    work = any(w in said for w in ("experience", "emploi", "professionnel", "경력"))
    study = any(w in said for w in ("formation", "diplome", "etude", "education", "학력"))
    return work and study and "continue" not in said


def _mixed(
    document: Document, lines: Sequence[Line], dates: DatesByPlace, contact: Contact
) -> tuple[list[Experience], list[Education]]:
    """Entries of a part where jobs and diplomas stand together, each told by its own words."""
    taken = [p for p in (contact.name, contact.address, *contact.phones, *contact.emails) if p is not None]
    free = [line for line in lines if not any(p.meets(line.start, line.end) for p in taken)]
    jobs: list[Experience] = []
    courses: list[Education] = []
    entries = experience_entries(free, dates=dates)
    slot = usual_slot([read_head(e, text=document.text, dates=dates) for e in entries if not _is_course(e)])
    for entry in entries:
        if _is_course(entry):
            at = 1 if entry.body and is_diploma(entry.body[0].text) else 0
            course = education(
                document, head=(*entry.head, *entry.body[:at]), body=entry.body[at:], dates=dates
            )
            courses.extend([course] if course is not None else [])
        else:
            job = experience(
                document, entry=entry, head=read_head(entry, text=document.text, dates=dates, slot=slot)
            )
            jobs.extend([job] if job is not None else [])
    return jobs, courses


def _is_course(entry: Entry) -> bool:
    texts = _texts(entry.head)
    if any(is_school(t) for t in texts):
        texts.extend(_texts(entry.body[:1]))
        return any(is_diploma(t) for t in texts)
    return any(is_diploma(t) and not is_title(t) for t in texts)


def _texts(lines: Sequence[Line]) -> list[str]:
    return [part.text for line in lines for part in pieces(line.text, 0, len(line.text), separator=_APART)]


def _headline(document: Document, sections: Sequence[SectionSpan], contact: Contact) -> Passage | None:
    """The title that the person gives themselves under their name."""
    if not sections or sections[0].section is not Section.HEADER:
        return None
    mine = [
        p
        for p in (contact.name, contact.address, *contact.phones, *contact.emails, *contact.links)
        if p is not None
    ]
    for line in split_lines(document.text, sections[0].start, sections[0].end)[:20]:
        if len(line.text) > LONGEST_HEADER or heading_of(line) is not None:
            continue
        clear = [
            piece
            for piece in pieces(document.text, line.start, line.end, separator=_APART)
            if not any(p.meets(piece.start, piece.end) for p in mine)
        ]
        if clear and is_title(document.text[clear[0].start : clear[-1].end]):
            first = next((piece for piece in clear if is_title(piece.text)), clear[0])
            return passage(document, first.start, clear[-1].end)
    return None


def _languages(document: Document, sections: Sequence[SectionSpan]) -> tuple[LanguageClaim, ...]:
    merged: dict[str, LanguageClaim] = {}
    for section in sections:
        if section.section is Section.REFERENCES:
            continue
        for mention in find_languages(document.text, section.start, section.end):
            if not (mention.cue or mention.level or section.section in _LANGUAGES_SAID):
                continue
            # "Licence d'anglais" is a diploma; "anglais : B1" below it is a language.
            if section.section is Section.EDUCATION and mention.level is None:
                continue
            merged[mention.code] = _language(document, mention, merged.get(mention.code))
    return tuple(merged.values())


def _language(document: Document, mention: LanguageMention, known: LanguageClaim | None) -> LanguageClaim:
    here = passage(document, mention.start, mention.end)
    if known is None:
        return LanguageClaim(mention.code, mention.label, (here,), mention.level, mention.negated)
    return LanguageClaim(
        known.code,
        known.label,
        (*known.evidence, here),
        known.level or mention.level,
        known.negated and mention.negated,
    )


def _licences(document: Document) -> tuple[LicenceClaim, ...]:
    merged: dict[str, LicenceClaim] = {}
    for mention in find_licences(document.text):
        merged[mention.code] = _licence(document, mention, merged.get(mention.code))
    return tuple(merged.values())


def _licence(document: Document, mention: LicenceMention, known: LicenceClaim | None) -> LicenceClaim:
    here = passage(document, mention.start, mention.end)
    if known is None:
        return LicenceClaim(mention.code, mention.label, (here,), mention.negated)
    return LicenceClaim(known.code, known.label, (*known.evidence, here), known.negated and mention.negated)
